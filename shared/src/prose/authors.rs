//! Under which client ids the words of a root were written.

use yrs::types::text::YChange;
use yrs::{IdSet, ReadTxn, Snapshot, StateVector, Text, TextRef, TransactionMut};

use super::words;

/// The client of each stretch of a root's flat text, and how many UTF-16 units it has. Where no newline was written first,
/// one is assumed that is nobody's, as [`pieces`](super::pieces) assumes it.
pub fn clients(text: &TextRef, txn: &mut TransactionMut<'_>) -> Vec<(Option<u64>, u32)> {
    let mut found: Vec<(Option<u64>, u32)> = Vec::new();
    let mut push = |client, units| match found.last_mut() {
        Some((last, length)) if *last == client => *length += units,
        _ => found.push((client, units)),
    };
    let (now, nothing) = (txn.snapshot(), empty());
    for (nth, diff) in text
        .diff_range(txn, Some(&now), Some(&nothing), YChange::identity)
        .into_iter()
        .enumerate()
    {
        let shown = words(&diff.insert);
        if nth == 0 && !shown.starts_with('\n') {
            push(None, 1);
        }
        let units = shown.encode_utf16().count();
        let client = diff.ychange.map(|change| change.id.client.get());
        push(client, u32::try_from(units).unwrap_or(u32::MAX));
    }
    if found.is_empty() {
        found.push((None, 1));
    }
    found
}

/// Before anything was written, so that all that is there counts as new and tells its id.
fn empty() -> Snapshot {
    Snapshot::new(StateVector::default(), IdSet::default())
}
