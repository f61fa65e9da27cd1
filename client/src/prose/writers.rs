//! Under which client ids a text was written.

use yrs::types::text::YChange;
use yrs::{IdSet, ReadTxn, Snapshot, StateVector, Text, Transact};

use super::Prose;
use shared::prose::words;

impl Prose {
    /// Each stretch of the flat text: how long it is in UTF-16 units, and under which client id it was written.
    pub fn writers(&self) -> Vec<(u32, u64)> {
        let mut txn = self.document.inner.doc.transact_mut();
        let now = txn.snapshot();
        let nothing = Snapshot::new(StateVector::default(), IdSet::default());
        let mut stretches: Vec<(u32, u64)> = Vec::new();
        if self.root.assumes_newline() {
            stretches.push((1, 0));
        }
        let text = self.root.text();
        for diff in text.diff_range(&mut txn, Some(&now), Some(&nothing), YChange::identity) {
            let length = words(&diff.insert).encode_utf16().count();
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            let client = diff.ychange.map_or(0, |change| change.id.client.get());
            match stretches.last_mut() {
                Some((before, by)) if *by == client => *before += length,
                _ => stretches.push((length, client)),
            }
        }
        stretches
    }
}
