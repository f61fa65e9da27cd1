//! What is known to be saved. The interface says "saved" from this, and from nothing else.

use crate::prose::{Fresh, TableDocument};
use shared::document::Root;
use shared::gather::gathered;
use shared::tagged::decode;
use std::collections::BTreeSet;

/// Whether what was written is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// The server has committed everything written here.
    Saved,
    /// It is on its way.
    Saving,
    /// There is no connection; so many changes are kept here.
    Offline {
        /// How many.
        changes: u32,
    },
}

impl SaveState {
    /// Of two documents together: the worse of both, and the changes of both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Offline { changes }, Self::Offline { changes: more }) => Self::Offline {
                changes: changes.saturating_add(more),
            },
            (offline @ Self::Offline { .. }, _) | (_, offline @ Self::Offline { .. }) => offline,
            (Self::Saving, _) | (_, Self::Saving) => Self::Saving,
            (Self::Saved, Self::Saved) => Self::Saved,
        }
    }
}

/// Whether saving goes on as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delay {
    /// As it should.
    None,
    /// The server is there and takes long.
    Slow,
    /// The server says that it cannot save.
    CannotSave,
}

/// Whether what is not saved yet would still be there after a reload or a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is in this browser's own store.
    Here,
    /// It is on its way there.
    Soon,
    /// This browser lets nothing be kept: a private window, or a full disk.
    Not,
}

impl Kept {
    /// Of two documents together: the worse of both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Not, _) | (_, Self::Not) => Self::Not,
            (Self::Soon, _) | (_, Self::Soon) => Self::Soon,
            (Self::Here, Self::Here) => Self::Here,
        }
    }
}

/// Words that the table did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// Names them.
    pub id: String,
    /// The server's stable code for why.
    pub reason: String,
    /// The paragraphs that are not in the table's text, by root.
    pub words: Vec<(Root, Vec<String>)>,
}

impl Rescued {
    /// As they are kept.
    pub(super) fn write(&self) -> String {
        let words: Vec<_> = self
            .words
            .iter()
            .map(|(root, paragraphs)| (root.to_string(), paragraphs))
            .collect();
        serde_json::json!([self.id, self.reason, words]).to_string()
    }

    /// Reads what was kept; nothing if this version does not understand it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (id, reason, words): (_, _, Vec<(String, Vec<String>)>) = decode(text).ok()?;
        let words = words
            .into_iter()
            .filter_map(|(root, paragraphs)| Some((Root::parse(&root)?, paragraphs)));
        Some(Self {
            id,
            reason,
            words: words.collect(),
        })
    }
}

/// Counts what is written and sent against what the server says is committed.
#[derive(Debug, Default)]
pub(super) struct SaveLedger {
    /// What was written since everything was last saved, in the order of writing.
    unsaved: Vec<Vec<u8>>,
    /// Update messages sent on this connection.
    sent: u64,
    /// How many of those are committed.
    committed: u64,
    /// Own clock that is committed.
    clock: u32,
}

impl SaveLedger {
    pub fn wrote(&mut self, update: Vec<u8>) {
        self.unsaved.push(update);
    }

    pub fn sent(&mut self) {
        self.sent += 1;
    }

    /// A new connection counts its messages from nothing.
    pub fn connected(&mut self) {
        self.sent = 0;
        self.committed = 0;
    }

    /// A new document counts its clock from nothing. What was written on the one before is still not saved.
    pub fn moved(&mut self) {
        self.clock = 0;
    }

    /// How many messages were sent on this connection, for whoever goes on counting.
    pub fn count(&self) -> u64 {
        self.sent
    }

    /// Goes on counting after so many messages on this connection, which are no longer waited for.
    pub fn count_on(&mut self, sent: u64) {
        self.sent = sent;
        self.committed = sent;
    }

    /// Whether something written is not known to be saved.
    pub fn is_owed(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// What is unsaved never will be; it is no longer counted, but returned.
    pub fn give_up(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.unsaved)
    }

    pub fn committed(&mut self, client: u64, clocks: &[(u64, u32)], updates: Option<u64>) {
        if let Some(updates) = updates {
            self.committed = self.committed.max(updates);
        }
        let clock = clocks
            .iter()
            .filter(|(id, _)| *id == client)
            .map(|(_, clock)| *clock)
            .max();
        self.clock = self.clock.max(clock.unwrap_or(0));
    }

    /// Whether everything written is committed, now that it has been sent.
    pub fn settle(&mut self, own_clock: u32) -> bool {
        let is_settled = self.sent == self.committed && own_clock <= self.clock;
        if is_settled {
            self.unsaved.clear();
        }
        is_settled
    }

    /// What is true now.
    pub fn keeping(&self, is_live: bool) -> SaveState {
        match (is_live, u32::try_from(self.unsaved.len())) {
            (_, Ok(0)) => SaveState::Saved,
            (true, _) => SaveState::Saving,
            (false, changes) => SaveState::Offline {
                changes: changes.unwrap_or(u32::MAX),
            },
        }
    }

    /// What is unsaved as messages of at most so many bytes each; nothing if that cannot be.
    pub fn parcels(&self, most: usize) -> Option<Vec<Vec<u8>>> {
        parcels(&self.unsaved, most)
    }
}

/// Updates merged, in order, into as few of at most so many bytes as is simple; nothing if one of
/// them alone has more, or is none.
pub(super) fn parcels(updates: &[Vec<u8>], most: usize) -> Option<Vec<Vec<u8>>> {
    let mut groups: Vec<(usize, Vec<&[u8]>)> = Vec::new();
    for update in updates {
        match groups.last_mut() {
            // Merged, they are not longer than side by side.
            Some((size, group)) if *size + update.len() <= most => {
                *size += update.len();
                group.push(update);
            }
            _ => groups.push((update.len(), vec![update])),
        }
    }
    groups
        .into_iter()
        .map(|(size, group)| match group.as_slice() {
            _ if size > most => None,
            [only] => Some(only.to_vec()),
            several => yrs::merge_updates_v1(several).ok(),
        })
        .collect()
}

/// The paragraphs of `before` that hold something unsaved and are not in `after`, by root. Also in
/// roots that are gone.
pub(super) fn lost(
    before: &TableDocument,
    unsaved: &[Vec<u8>],
    after: &TableDocument,
) -> Vec<(Root, Vec<String>)> {
    let fresh = Fresh::of(unsaved);
    let lost_in = |root: Root| {
        let kept = shared::prose::plain(&after.open(&root.to_string()).blocks());
        let mut gone = before.paragraphs_with(&root.to_string(), &fresh);
        gone.retain(|paragraph| !kept.lines().any(|kept| kept == paragraph));
        (!gone.is_empty()).then_some((root, gone))
    };
    let roots = before.roots();
    let roots: BTreeSet<_> = gathered(roots.iter().filter_map(|root| Root::parse(root)));
    roots.into_iter().filter_map(lost_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Op, Prose};
    use std::collections::BTreeMap;

    fn writes(prose: &Prose, words: &str) {
        let insert = vec![vec![
            Op::Retain {
                retain: 1,
                attributes: BTreeMap::default(),
            },
            Op::Insert {
                insert: words.to_owned(),
                attributes: BTreeMap::default(),
            },
        ]];
        assert!(prose.apply(insert, (1, 1)).unwrap());
    }

    /// A document on which so many words were written, each in front, and the updates of that.
    fn written(count: usize) -> (TableDocument, Vec<Vec<u8>>) {
        let document = TableDocument::new(Some(7));
        let updates = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
        let out = updates.clone();
        document.on_local(move |update| out.borrow_mut().push(update));
        let prose = document.open("answer/q1");
        (0..count).for_each(|n| writes(&prose, &format!("word {n} ")));
        let updates = updates.borrow().clone();
        (document, updates)
    }

    #[test]
    fn what_is_unsaved_is_counted_until_all_of_it_is_committed() {
        let mut ledger = SaveLedger::default();
        ledger.connected();
        ledger.wrote(vec![1]);
        ledger.wrote(vec![2]);
        assert_eq!(ledger.keeping(false), SaveState::Offline { changes: 2 });
        ledger.sent();
        assert_eq!(ledger.keeping(true), SaveState::Saving);
        ledger.committed(7, &[(7, 3), (8, 9)], Some(1));
        assert!(!ledger.settle(4), "one block more was written");
        assert!(ledger.settle(3));
        assert_eq!(ledger.keeping(true), SaveState::Saved);
    }

    #[test]
    fn of_several_documents_the_worst_is_told_and_changes_add_up() {
        let offline = |changes| SaveState::Offline { changes };
        assert_eq!(
            offline(2).and(SaveState::Saving).and(offline(3)),
            offline(5)
        );
        assert_eq!(SaveState::Saved.and(SaveState::Saving), SaveState::Saving);
        assert_eq!(Kept::Here.and(Kept::Soon).and(Kept::Not), Kept::Not);
    }

    #[test]
    fn a_deletion_is_saved_when_its_message_is() {
        let mut ledger = SaveLedger::default();
        ledger.wrote(vec![1]);
        ledger.sent();
        assert!(!ledger.settle(0), "its clock says nothing");
        ledger.committed(7, &[], Some(1));
        assert!(ledger.settle(0));
    }

    #[test]
    fn parcels_bring_everything_and_none_is_too_large() {
        let (ana, updates) = written(40);
        let most = 100;
        let parcels = parcels(&updates, most).unwrap();
        assert!(parcels.len() > 1 && parcels.len() < updates.len());
        let ben = TableDocument::new(Some(8));
        for parcel in &parcels {
            assert!(parcel.len() <= most, "{} bytes", parcel.len());
            ben.apply_update(parcel).unwrap();
        }
        let words = |document: &TableDocument| document.open("answer/q1").delta();
        assert_eq!(words(&ben), words(&ana));
    }

    #[test]
    fn what_is_too_large_by_itself_makes_no_parcel() {
        let (_, updates) = written(3);
        assert_eq!(parcels(&updates, 5), None);
        assert_eq!(parcels(&[], 5), Some(Vec::new()));
    }

    #[test]
    fn only_unsaved_words_that_are_not_in_the_table_are_lost() {
        let (ana, updates) = written(2);
        let table = TableDocument::new(Some(8));
        let (last, before) = updates.split_last().unwrap();
        for update in before {
            table.apply_update(update).unwrap();
        }
        let root: Root = Root::parse("answer/q1").unwrap();
        let lost_words = vec![(root, vec!["word 1 word 0 ".to_owned()])];
        assert_eq!(lost(&ana, std::slice::from_ref(last), &table), lost_words);
        assert_eq!(lost(&ana, &[], &table), [], "nothing was unsaved");
        table.apply_update(last).unwrap();
        assert_eq!(lost(&ana, &updates, &table), [], "the table has them");
    }

    #[test]
    fn rescued_words_read_back() {
        let rescued = Rescued {
            id: "a".to_owned(),
            reason: "locked".to_owned(),
            words: vec![(Root::Summary, vec!["مرحبا".to_owned(), "two".to_owned()])],
        };
        assert_eq!(Rescued::read(&rescued.write()), Some(rescued));
        assert_eq!(Rescued::read("{}"), None);
    }
}
