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

#[cfg(test)]
mod tests {
    use crate::prose::{Op, Prose, TableDocument};
    use std::collections::BTreeMap;

    fn writes(prose: &Prose, at: u32, words: &str) {
        let write = vec![
            Op::Retain {
                retain: at,
                attributes: BTreeMap::default(),
            },
            Op::Insert {
                insert: words.to_owned(),
                attributes: BTreeMap::default(),
            },
        ];
        assert_eq!(prose.apply(vec![write], (1, 1)), Ok(true));
    }

    #[test]
    fn every_stretch_is_of_the_client_that_wrote_it() {
        let (ana, ben) = (TableDocument::new(Some(3)), TableDocument::new(Some(4)));
        let (of_ana, of_ben) = (ana.open("answer/q1"), ben.open("answer/q1"));
        assert_eq!(of_ana.writers(), [(1, 0)], "a first newline of nobody");
        writes(&of_ana, 1, "Ana 😀 ends.");
        ben.apply_update(&ana.encode_state()).unwrap();
        writes(&of_ben, 5, "Ben\n");
        ana.apply_update(&ben.encode_state()).unwrap();
        ana.settle().unwrap();
        let stretches = [(5, 3), (4, 4), (8, 3)];
        assert_eq!(of_ben.writers(), stretches);
        assert_eq!(of_ana.writers(), stretches);
        let delta = of_ana.delta();
        let units = delta.iter().map(|op| match op {
            Op::Insert { insert, .. } => insert.encode_utf16().count(),
            Op::Retain { .. } | Op::Delete { .. } => 0,
        });
        assert_eq!(units.sum::<usize>(), 17);
    }
}
