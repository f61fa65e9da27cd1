//! Which paragraphs hold words that were written here and nowhere else.

use yrs::types::text::YChange;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, Snapshot, StateVector, Text, Transact, Update};

use super::table_document::{REMOTE, TableDocument};

/// Words that some updates brought: from which clock on, by client id.
pub struct Fresh(StateVector);

impl Fresh {
    /// What these updates brought.
    pub fn of(updates: &[Vec<u8>]) -> Self {
        let mut lowest = StateVector::default();
        for update in updates
            .iter()
            .filter_map(|update| Update::decode_v1(update).ok())
        {
            for (client, clock) in update.state_vector_lower().iter() {
                lowest.set_min(*client, *clock);
            }
        }
        Self(lowest)
    }

    /// Whether they brought nothing, and at most deleted something.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TableDocument {
    /// The names of all roots that something was written in.
    pub fn roots(&self) -> Vec<String> {
        let txn = self.inner.doc.transact();
        txn.root_refs().map(|(name, _)| name.to_owned()).collect()
    }

    /// The paragraphs of a root that hold something fresh.
    pub fn paragraphs_with(&self, root: &str, fresh: &Fresh) -> Vec<String> {
        let text = self.inner.doc.get_or_insert_text(root);
        let mut txn = self.inner.doc.transact_mut_with(REMOTE);
        let now = txn.snapshot();
        let mut before = now.state_map.clone();
        for (client, clock) in fresh.0.iter() {
            before.set_min(*client, *clock);
        }
        let before = Snapshot::new(before, now.delete_set.clone());
        let runs = text.diff_range(&mut txn, Some(&now), Some(&before), YChange::identity);
        let mut paragraphs = vec![(String::new(), false)];
        for run in runs {
            let is_fresh = run.ychange.is_some();
            for (nth, part) in shared::prose::words(&run.insert).split('\n').enumerate() {
                if nth > 0 {
                    paragraphs.push((String::new(), false));
                }
                if let Some((paragraph, holds_fresh)) = paragraphs.last_mut() {
                    paragraph.push_str(part);
                    *holds_fresh |= is_fresh && !part.trim().is_empty();
                }
            }
        }
        let fresh = paragraphs.into_iter().filter(|(_, is_fresh)| *is_fresh);
        fresh.map(|(paragraph, _)| paragraph).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Op, Prose};
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    fn writes(prose: &Prose, at: u32, words: &str) {
        let insert = vec![vec![
            Op::Retain {
                retain: at,
                attributes: BTreeMap::default(),
            },
            Op::Insert {
                insert: words.to_owned(),
                attributes: BTreeMap::default(),
            },
        ]];
        assert_eq!(prose.apply(insert, (1, 1)), Ok(true));
    }

    #[test]
    fn only_paragraphs_with_own_unsaved_words_are_fresh() {
        let (ana, ben) = (TableDocument::new(Some(3)), TableDocument::new(Some(4)));
        let (of_ana, of_ben) = (ana.open("answer/q1"), ben.open("answer/q1"));
        writes(&of_ben, 1, "One of Ben.\nTwo of Ben.\nThree of Ben.");
        ana.apply_update(&ben.encode_state()).unwrap();
        writes(&of_ana, 1, "Saved. ");
        let unsaved = Rc::new(RefCell::new(Vec::new()));
        let out = unsaved.clone();
        ana.on_local(move |update| out.borrow_mut().push(update));
        let end = u32::try_from("\nSaved. One of Ben.\nTwo of Ben.\nThree of Ben.".len()).unwrap();
        writes(&of_ana, end, "\nFour of Ana.\n");
        writes(
            &of_ana,
            u32::try_from("\nSaved. One of Ben.\nTwo".len()).unwrap(),
            " 😀",
        );
        let fresh = Fresh::of(&unsaved.borrow());
        assert_eq!(
            ana.paragraphs_with("answer/q1", &fresh),
            ["Two 😀 of Ben.", "Four of Ana."]
        );
        assert_eq!(ana.roots(), ["answer/q1"]);
        assert!(ana.paragraphs_with("answer/q1", &Fresh::of(&[])).is_empty());
    }
}
