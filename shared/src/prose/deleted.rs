//! What was deleted lately, read out of a log's updates: which words, by whom, and where they stood.
//!
//! A document that forgets nothing takes in every update; what was in it once and is no longer there
//! was deleted by whoever's update first said so.

use crate::gather::sort_by_key;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use yrs::block::ClientID;
use yrs::types::text::YChange;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Assoc, Doc, ID, IdSet, IndexedSequence, ReadTxn, Snapshot, Text, TextRef, Transact, Update,
};

use super::attribute::Value;
use super::firsts::Firsts;
use super::{Piece, plain, split, words};
use crate::document::{Root, remembering_doc};
use crate::ids::{ParticipantId, Timestamp};

/// Deletions of one person that are at most so many milliseconds apart were made in one go.
const ONE_GO: u64 = 15_000;
/// What somebody wrote and took back within so many milliseconds was never meant to stand.
const SECOND_THOUGHT: u64 = 30_000;
/// Fewer characters than this, white space aside, are a correction of typing.
const FEWEST: usize = 8;

/// Words that somebody deleted in one go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted {
    /// Who deleted them; nobody if the house did.
    pub by: Option<ParticipantId>,
    /// When the last of them went.
    pub at: Timestamp,
    /// Where they stood: an encoded sticky index that stays with the character before them.
    pub place: Vec<u8>,
    /// What the block in which they began had been, by attribute; empty for a plain paragraph.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub block: Attributes,
    /// The flat text, with what it carried.
    pub text: Vec<Stretch>,
}

/// Attributes that count, by key, as the editor's deltas have them.
pub type Attributes = BTreeMap<String, Json>;

/// Flat text with the same attributes throughout: one newline, or characters without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The text.
    pub insert: String,
    /// What it carries.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

impl Deleted {
    /// The words alone, one line a block.
    pub fn words(&self) -> String {
        self.text.iter().map(|part| part.insert.as_str()).collect()
    }
}

/// A log's updates, as far as they tell what was deleted.
pub struct Deletions {
    doc: Doc,
    /// What had been deleted before the log that is read begins.
    before: IdSet,
    acts: Vec<Act>,
    /// Which act deleted what.
    erased: Firsts,
    /// Which act brought what.
    written: Firsts,
}

/// An update that deleted something, or brought something.
struct Act {
    by: Option<ParticipantId>,
    at: Timestamp,
    erases: IdSet,
}

/// A stretch of what was deleted, in the order of the text.
struct Run {
    ids: (ClientID, Range<u32>),
    act: usize,
    text: String,
    /// How many units that are still there stand before it.
    offset: u32,
}

impl Default for Deletions {
    fn default() -> Self {
        Self {
            doc: remembering_doc(),
            before: IdSet::default(),
            acts: Vec::new(),
            erased: Firsts::default(),
            written: Firsts::default(),
        }
    }
}

impl Deletions {
    /// Begins with a document as it was: an update with all of it.
    pub fn since(document: &[u8]) -> Result<Self, yrs::error::Error> {
        let mut deletions = Self::default();
        deletions.apply(Update::decode_v1(document)?)?;
        deletions.before = deletions.doc.transact().snapshot().delete_set;
        Ok(deletions)
    }

    /// Takes in the log's next update.
    pub fn note(
        &mut self,
        by: Option<&ParticipantId>,
        at: Timestamp,
        update: &[u8],
    ) -> Result<(), yrs::error::Error> {
        let update = Update::decode_v1(update)?;
        let act = self.acts.len();
        for (client, ranges) in update.delete_set().iter() {
            for range in ranges.iter() {
                self.erased.note(*client, range.clone(), act);
            }
        }
        for (client, ranges) in update.insertions(false).iter() {
            for range in ranges.iter() {
                self.written.note(*client, range.clone(), act);
            }
        }
        self.acts.push(Act {
            by: by.cloned(),
            at,
            erases: update.delete_set().clone(),
        });
        self.apply(update)
    }

    fn apply(&self, update: Update) -> Result<(), yrs::error::Error> {
        Ok(self.doc.transact_mut().apply_update(update)?)
    }

    /// What was deleted of a root and is not there again: the newest first, at most `most`.
    pub fn of(&self, root: &Root, most: usize) -> Vec<Deleted> {
        let text = self.doc.get_or_insert_text(root.to_string());
        let there = plain(&super::blocks(&text, &self.doc.transact()));
        let mut gone = self.in_one_go(self.runs(&text));
        gone.retain(|runs| self.is_worth_telling(runs, &there));
        sort_by_key(&mut gone, |runs| std::cmp::Reverse(last_act(runs)));
        gone.truncate(most);
        gone.iter()
            .filter_map(|runs| self.tell(&text, runs))
            .collect()
    }

    /// All that is not there any more.
    fn runs(&self, text: &TextRef) -> Vec<Run> {
        let mut txn = self.doc.transact_mut();
        let now = txn.snapshot();
        let all = Snapshot::new(now.state_map.clone(), self.before.clone());
        let (mut runs, mut offset) = (Vec::new(), 0);
        for diff in text.diff_range(&mut txn, Some(&now), Some(&all), YChange::identity) {
            let shown = words(&diff.insert);
            match diff.ychange {
                None => offset += units(&shown),
                Some(change) => runs.extend(self.by_act(change.id, &shown, offset)),
            }
        }
        runs
    }

    /// Neighbours in the document may have been deleted by several.
    fn by_act(&self, id: ID, text: &str, offset: u32) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut clock = id.clock;
        for sign in text.chars() {
            let after = clock + u32::try_from(sign.len_utf16()).unwrap_or(1);
            if let Some(act) = self.erased.of(ID::new(id.client, clock)) {
                match runs.last_mut() {
                    Some(last) if last.act == act && last.ids.1.end == clock => {
                        last.text.push(sign);
                        last.ids.1.end = after;
                    }
                    _ => runs.push(Run {
                        ids: (id.client, clock..after),
                        act,
                        text: sign.into(),
                        offset,
                    }),
                }
            }
            clock = after;
        }
        runs
    }

    /// What one person deleted at one place, in acts that follow each other closely.
    fn in_one_go(&self, runs: Vec<Run>) -> Vec<Vec<Run>> {
        let goes = self.goes();
        let mut together: Vec<Vec<Run>> = Vec::new();
        let mut open: HashMap<usize, usize> = HashMap::new();
        for run in runs {
            let go = goes[run.act];
            let place = open.get(&go).copied();
            if let Some(place) = place.filter(|place| together[*place][0].offset == run.offset) {
                together[place].push(run);
            } else {
                open.insert(go, together.len());
                together.push(vec![run]);
            }
        }
        together
    }

    /// To which go each act belongs, as the number of its first act.
    fn goes(&self) -> Vec<usize> {
        let mut last: HashMap<Option<&ParticipantId>, (usize, Timestamp)> = HashMap::new();
        let mut goes = Vec::with_capacity(self.acts.len());
        for (nth, act) in self.acts.iter().enumerate() {
            if act.erases.is_empty() {
                goes.push(nth);
                continue;
            }
            let go = match last.get(&act.by.as_ref()) {
                Some((go, at)) if act.at.0.saturating_sub(at.0) <= ONE_GO => *go,
                _ => nth,
            };
            last.insert(act.by.as_ref(), (go, act.at));
            goes.push(go);
        }
        goes
    }

    fn is_worth_telling(&self, runs: &[Run], there: &str) -> bool {
        let text: String = runs
            .iter()
            .filter(|run| !self.is_second_thought(run))
            .map(|run| run.text.as_str())
            .collect();
        let count = text.chars().filter(|sign| !sign.is_whitespace()).count();
        // Put back, moved, or undone.
        count >= FEWEST && !there.contains(text.trim())
    }

    fn is_second_thought(&self, run: &Run) -> bool {
        let (client, clocks) = &run.ids;
        let Some(wrote) = self.written.of(ID::new(*client, clocks.start)) else {
            return false;
        };
        let (wrote, deleted) = (&self.acts[wrote], &self.acts[run.act]);
        wrote.by == deleted.by && deleted.at.0.saturating_sub(wrote.at.0) <= SECOND_THOUGHT
    }

    /// The words as they were before the first of them went.
    fn tell(&self, text: &TextRef, runs: &[Run]) -> Option<Deleted> {
        let first = runs.iter().map(|run| run.act).min()?;
        let last = &self.acts[last_act(runs)];
        let mut wanted = IdSet::default();
        for Run { ids, .. } in runs {
            wanted.insert(ID::new(ids.0, ids.1.start), ids.1.end - ids.1.start);
        }
        let mut txn = self.doc.transact_mut();
        let now = txn.snapshot();
        let mut gone = self.before.clone();
        for act in &self.acts[..first] {
            gone.merge_with(act.erases.clone());
        }
        let before = Snapshot::new(now.state_map.clone(), gone);
        let (mut told, mut block) = (Vec::new(), Attributes::new());
        for diff in text.diff_range(&mut txn, Some(&before), Some(&now), YChange::identity) {
            let shown = words(&diff.insert);
            let kept = match diff.ychange {
                Some(change) => among(&wanted, change.id, &shown),
                None => String::new(),
            };
            let attributes = diff.attributes.as_deref();
            let value_of = |key: &str| attributes.and_then(|all| all.get(key));
            if kept.is_empty() && told.is_empty() && shown.contains('\n') {
                let newline = split("\n", value_of).into_iter().next();
                block = newline
                    .map(|newline| stretch(newline).attributes)
                    .unwrap_or_default();
            }
            told.extend(split(&kept, value_of).into_iter().map(stretch));
        }
        let place = text.sticky_index(&txn, runs.first()?.offset, Assoc::Before)?;
        Some(Deleted {
            by: last.by.clone(),
            at: last.at,
            place: place.encode_v1(),
            block,
            text: told,
        })
    }
}

fn last_act(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.act).max().unwrap_or_default()
}

/// The characters of a run that are wanted; `id` is the first one's.
fn among(wanted: &IdSet, id: ID, text: &str) -> String {
    let mut clock = id.clock;
    text.chars()
        .filter(|sign| {
            let is_wanted = wanted.contains(&ID::new(id.client, clock));
            clock += u32::try_from(sign.len_utf16()).unwrap_or(1);
            is_wanted
        })
        .collect()
}

fn stretch(piece: Piece) -> Stretch {
    let attributes = piece.attributes.into_iter();
    Stretch {
        insert: piece.text,
        attributes: attributes
            .map(|(key, value)| (key.to_owned(), json(value)))
            .collect(),
    }
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

fn json(value: Value) -> Json {
    match value {
        Value::True => Json::Bool(true),
        Value::Level(level) => level.into(),
        Value::Number(number) => number.into(),
        Value::Word(word) => word.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::new_doc;
    use yrs::types::Attrs;
    use yrs::{Any, OffsetKind};

    const SECOND: u64 = 1_000;

    /// A table of people who write into one answer, one after the other.
    struct Answer {
        root: Root,
        doc: Doc,
        log: Vec<(Option<ParticipantId>, Timestamp, Vec<u8>)>,
        clock: u64,
    }

    impl Answer {
        fn new() -> Self {
            let root = Root::Joint("q1".parse().unwrap());
            let mut answer = Self {
                doc: new_doc(7),
                log: vec![(None, Timestamp(0), root.seed())],
                root,
                clock: 0,
            };
            answer.take(&answer.root.seed());
            answer
        }

        fn take(&mut self, update: &[u8]) {
            let update = Update::decode_v1(update).unwrap();
            self.doc.transact_mut().apply_update(update).unwrap();
        }

        fn later(&mut self, seconds: u64) -> &mut Self {
            self.clock += seconds * SECOND;
            self
        }

        fn edits(&mut self, who: &str, edit: impl FnOnce(&TextRef, &mut yrs::TransactionMut)) {
            // Each person writes under an id of their own.
            let person = new_doc(who.bytes().map(u64::from).sum());
            assert_eq!(person.offset_kind(), OffsetKind::Utf16);
            let all = self
                .doc
                .transact()
                .encode_state_as_update_v1(&yrs::StateVector::default());
            person
                .transact_mut()
                .apply_update(Update::decode_v1(&all).unwrap())
                .unwrap();
            let text = person.get_or_insert_text(self.root.to_string());
            let update = {
                let mut txn = person.transact_mut();
                edit(&text, &mut txn);
                txn.encode_update_v1()
            };
            self.take(&update);
            self.log
                .push((Some(who.parse().unwrap()), Timestamp(self.clock), update));
        }

        fn writes(&mut self, who: &str, at: u32, words: &str) {
            self.edits(who, |text, txn| text.insert(txn, at, words));
        }

        fn deletes(&mut self, who: &str, at: u32, length: u32) {
            self.edits(who, |text, txn| text.remove_range(txn, at, length));
        }

        fn deleted(&self) -> Vec<Deleted> {
            let mut deletions = Deletions::default();
            for (by, at, update) in &self.log {
                deletions.note(by.as_ref(), *at, update).unwrap();
            }
            deletions.of(&self.root, 20)
        }

        fn told(&self) -> Vec<(String, String)> {
            let deleted = self.deleted().into_iter();
            deleted
                .map(|deleted| (deleted.by.clone().unwrap().to_string(), deleted.words()))
                .collect()
        }
    }

    fn told(by: &str, words: &str) -> (String, String) {
        (by.to_owned(), words.to_owned())
    }

    #[test]
    fn what_somebody_deleted_is_told_with_what_it_carried() {
        let mut answer = Answer::new();
        let attributes = |pairs: &[(&str, Any)]| -> Attrs {
            pairs
                .iter()
                .map(|(key, value)| ((*key).into(), value.clone()))
                .collect()
        };
        answer.edits("ana", |text, txn| {
            text.format(txn, 0, 1, attributes(&[("t", "h1".into())]));
            text.insert(txn, 1, "Title");
            text.insert_with_attributes(txn, 6, "\n", attributes(&[("t", "ul".into())]));
            text.insert_with_attributes(
                txn,
                7,
                "bold words",
                attributes(&[("strong", true.into())]),
            );
        });
        answer.later(60).edits("ben", |text, txn| {
            text.remove_range(txn, 1, 16);
            text.format(txn, 0, 1, attributes(&[("t", Any::Null)]));
        });
        let [deleted] = answer.deleted().try_into().unwrap();
        assert_eq!(deleted.by, Some("ben".parse().unwrap()));
        assert_eq!(deleted.at, Timestamp(60 * SECOND));
        assert_eq!(deleted.block, Attributes::from([("t".into(), "h1".into())]));
        let stretch = |insert: &str, attributes: &[(&str, Json)]| Stretch {
            insert: insert.into(),
            attributes: attributes
                .iter()
                .map(|(key, value)| ((*key).into(), value.clone()))
                .collect(),
        };
        assert_eq!(
            deleted.text,
            [
                stretch("Title", &[]),
                stretch("\n", &[("t", "ul".into())]),
                stretch("bold words", &[("strong", true.into())]),
            ]
        );
    }

    #[test]
    fn keystrokes_are_one_deletion_and_those_of_two_people_are_two() {
        let mut answer = Answer::new();
        answer.writes("ana", 1, "what Ana wrote, and what Ben adds😀");
        for left in (15..34).rev() {
            // The emoji is two units.
            let length = if left == 33 { 2 } else { 1 };
            answer.later(1).deletes("ben", 1 + left, length);
        }
        answer.later(60).deletes("ana", 1, 15);
        assert_eq!(
            answer.told(),
            [
                told("ana", "what Ana wrote,"),
                told("ben", " and what Ben adds😀")
            ]
        );
    }

    #[test]
    fn corrections_and_second_thoughts_are_not_told() {
        let mut answer = Answer::new();
        answer.writes("ana", 1, "some words that stay");
        answer.later(60).deletes("ben", 1, 5);
        answer.later(60).writes("ben", 1, "a sentence too many ");
        answer.later(3).deletes("ben", 1, 20);
        assert_eq!(answer.told(), []);
        answer.writes("ben", 1, "a sentence too many ");
        answer.later(60).deletes("ben", 1, 20);
        assert_eq!(answer.told(), [told("ben", "a sentence too many ")]);
    }

    #[test]
    fn what_is_there_again_is_not_told() {
        let mut answer = Answer::new();
        answer.writes("ana", 1, "first paragraph\nsecond paragraph");
        answer.later(60).deletes("ben", 1, 16);
        assert_eq!(answer.told(), [told("ben", "first paragraph\n")]);
        answer.later(60).writes("ana", 17, "\nfirst paragraph");
        assert_eq!(answer.told(), []);
    }

    #[test]
    fn two_places_are_two_deletions_and_the_newest_comes_first() {
        let mut answer = Answer::new();
        answer.writes("ana", 1, "beginning of it|middle|ending of it all");
        answer.later(60).deletes("ben", 24, 16);
        answer.later(2).deletes("ben", 1, 15);
        assert_eq!(
            answer.told(),
            [
                told("ben", "beginning of it"),
                told("ben", "ending of it all")
            ]
        );
        let [first, last] = answer.deleted().try_into().unwrap();
        assert_ne!(first.place, last.place);
    }

    #[test]
    fn what_was_gone_before_the_log_begins_is_not_told() {
        let mut answer = Answer::new();
        answer.writes("ana", 1, "words that are gone. words that stay for now");
        answer.later(60).deletes("ben", 1, 21);
        let whole = answer
            .doc
            .transact()
            .encode_state_as_update_v1(&yrs::StateVector::default());
        let mut deletions = Deletions::since(&whole).unwrap();
        answer.later(60).deletes("ben", 1, 23);
        let (by, at, update) = answer.log.last().unwrap();
        deletions.note(by.as_ref(), *at, update).unwrap();
        let told: Vec<_> = deletions
            .of(&answer.root, 20)
            .iter()
            .map(Deleted::words)
            .collect();
        assert_eq!(told, ["words that stay for now"]);
    }
}
