//! Passages that comments are on: made of what is selected, and found again wherever their words are by now.

use super::delta::Op;
use super::root::{Prose, Selection};
use shared::document::Root;
use shared::features::comments::{Letter, Passage, found_again};
use shared::limits;
use std::cell::OnceCell;
use yrs::block::ClientID;
use yrs::{Assoc, ID, StickyIndex};

impl Prose {
    /// What is selected, without the blanks around it, and its words as a comment keeps them; nothing if it is blank.
    pub fn passage(&self, (anchor, head): Selection) -> Option<(Passage, String)> {
        let text: Vec<u16> = self.words().encode_utf16().collect();
        let clamped = |offset: u32| text.len().min(offset as usize);
        let (mut from, mut to) = (clamped(anchor.min(head)), clamped(anchor.max(head)));
        // A letter of two units is selected as a whole.
        let is_half = |at: usize| {
            text.get(at)
                .is_some_and(|unit| (0xdc00..0xe000).contains(unit))
        };
        from -= usize::from(is_half(from));
        to += usize::from(is_half(to));
        let selected = String::from_utf16_lossy(&text[from..to]);
        let words = selected.trim_start();
        let blank = units(&selected[..selected.len() - words.len()]);
        let words = words.trim_end();
        if words.is_empty() {
            return None;
        }
        let first = u32::try_from(from).ok()? + blank;
        let last = first + units(words) - 1;
        let passage = Passage {
            root: Root::parse(self.name())?,
            first: self.letter(first)?,
            last: self.letter(last)?,
        };
        Some((passage, kept(words)))
    }

    /// From where to where each of some passages is, with the words that it had. Nothing for one whose words are gone.
    pub fn find_passages<'a>(
        &self,
        passages: impl IntoIterator<Item = (&'a Passage, &'a str)>,
    ) -> Vec<Option<Selection>> {
        let text = OnceCell::new();
        let found = passages.into_iter().map(|(passage, words)| {
            let from = self.offset_of(passage.first, Assoc::After);
            let to = self.offset_of(passage.last, Assoc::Before);
            let there = from.zip(to).filter(|(from, to)| from < to);
            // Other letters have the words after an undo, but where it was undone; all see them in the same place.
            there.or_else(|| found_again(words, text.get_or_init(|| self.words())))
        });
        found.collect()
    }

    /// The text as the editor has it.
    fn words(&self) -> String {
        let inserts = self.delta().into_iter().filter_map(|op| match op {
            Op::Insert { insert, .. } => Some(insert),
            Op::Retain { .. } | Op::Delete { .. } => None,
        });
        inserts.collect()
    }

    /// The letter at an offset.
    fn letter(&self, offset: u32) -> Option<Letter> {
        let id = *self.stick(offset + 1)?.id()?;
        Some(Letter {
            client: id.client.get(),
            clock: id.clock,
        })
    }

    fn offset_of(&self, Letter { client, clock }: Letter, assoc: Assoc) -> Option<u32> {
        self.find(&StickyIndex::from_id(
            ID::new(ClientID::new(client), clock),
            assoc,
        ))
    }
}

/// The words as they go into a comment: not all of a long passage, and nothing that cannot be shown.
fn kept(words: &str) -> String {
    let mut kept: String = words
        .chars()
        .map(|letter| match letter {
            '\n' | '\t' => letter,
            _ if letter.is_control() => ' ',
            _ => letter,
        })
        .collect();
    if let Some((cut, _)) = kept.char_indices().nth(limits::QUOTE) {
        kept.truncate(cut);
        kept.pop();
        kept.push('…');
    }
    kept
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::TableDocument;
    use crate::prose::delta::Attributes;
    use std::cell::RefCell;
    use std::rc::Rc;

    const WORDS: &str = "\nReferral is 😀 followed up.\nWithin a week, everywhere.";

    type Sent = Rc<RefCell<Vec<Vec<u8>>>>;

    /// One of two people, and what they have to send.
    struct Person {
        prose: Prose,
        sent: Sent,
    }

    impl Person {
        fn new(client: u64) -> Self {
            let document = TableDocument::new(Some(client));
            document
                .apply_update(&Root::Joint("q1".parse().unwrap()).seed())
                .unwrap();
            let sent = Sent::default();
            let out = sent.clone();
            document.on_local(move |update| out.borrow_mut().push(update));
            let prose = document.open_grouping("answer/q1", 0);
            Self { prose, sent }
        }

        fn edits(&self, at: u32, delete: u32, insert: &str) {
            let mut delta = vec![Op::Retain {
                retain: at,
                attributes: Attributes::new(),
            }];
            if delete > 0 {
                delta.push(Op::Delete { delete });
            }
            if !insert.is_empty() {
                delta.push(Op::Insert {
                    insert: insert.to_owned(),
                    attributes: Attributes::new(),
                });
            }
            self.prose.apply(vec![delta], (at, at)).unwrap();
        }

        fn hears(&self, other: &Self) {
            for update in other.sent.borrow_mut().drain(..) {
                self.prose.document.apply_update(&update).unwrap();
            }
        }

        /// The words of a passage as they are now.
        fn reads(&self, (passage, quote): &(Passage, String)) -> Option<String> {
            let found = self.prose.find_passages([(passage, quote.as_str())]);
            let (from, to) = found[0]?;
            let text: Vec<u16> = self.prose.words().encode_utf16().collect();
            Some(String::from_utf16(&text[from as usize..to as usize]).unwrap())
        }

        fn selects(&self, words: &str) -> (Passage, String) {
            let text = self.prose.words();
            let at = text.find(words).expect("the words are there");
            let from = units(&text[..at]);
            self.prose
                .passage((from + units(words), from))
                .expect("a passage")
        }
    }

    fn table() -> [Person; 2] {
        let table = [Person::new(30), Person::new(40)];
        table[0].edits(1, 0, &WORDS[1..]);
        table[1].hears(&table[0]);
        table
    }

    fn both(table: &[Person; 2], on: &(Passage, String)) -> Option<String> {
        let [one, other] = table.each_ref().map(|person| person.reads(on));
        assert_eq!(one, other);
        one
    }

    fn meet(table: &[Person; 2]) {
        let [ana, ben] = table;
        // Ben's edits were made without Ana's: taken in on either side, they are concurrent.
        let (of_ana, of_ben) = (ana.sent.take(), ben.sent.take());
        for update in of_ana {
            ben.prose.document.apply_update(&update).unwrap();
        }
        for update in of_ben {
            ana.prose.document.apply_update(&update).unwrap();
        }
    }

    #[test]
    fn a_passage_is_what_is_selected_without_the_blanks_around_it() {
        let [ana, ben] = table();
        let on = ana.selects(" 😀 followed up.\n");
        assert_eq!(on.1, "😀 followed up.");
        assert_eq!(ben.reads(&on).as_deref(), Some("😀 followed up."));
        assert_eq!(ana.prose.passage((12, 13)), None, "a blank");
        assert_eq!(ana.prose.passage((5, 5)), None, "a caret");
        let (_, whole) = ana.prose.passage((0, 9_999)).unwrap();
        assert_eq!(whole, WORDS.trim());
    }

    #[test]
    fn a_long_passage_keeps_its_beginning() {
        let [ana, _] = table();
        ana.edits(1, 0, &"é".repeat(2 * limits::QUOTE));
        let (_, quote) = ana.prose.passage((1, 2_000)).unwrap();
        assert_eq!(quote.chars().count(), limits::QUOTE);
        assert!(quote.ends_with("é…"));
    }

    #[test]
    fn what_is_written_beside_a_passage_is_not_in_it_and_what_is_written_within_is() {
        let table = table();
        let [ana, ben] = &table;
        let on = ana.selects("followed up");
        let from = units(&WORDS[..WORDS.find("followed").unwrap()]);
        ben.edits(from, 0, "closely ");
        ben.edits(from + 8 + 11, 0, " on");
        ana.edits(from + 8, 0, ", always,");
        meet(&table);
        assert_eq!(both(&table, &on).as_deref(), Some("followed, always, up"));
        ana.edits(1, 5, "");
        meet(&table);
        assert_eq!(both(&table, &on).as_deref(), Some("followed, always, up"));
    }

    #[test]
    fn a_passage_shrinks_with_its_words_and_is_gone_with_the_last() {
        let table = table();
        let [ana, ben] = &table;
        let on = ana.selects("followed up");
        let from = units(&WORDS[..WORDS.find("followed").unwrap()]);
        ben.edits(from, 9, "");
        meet(&table);
        assert_eq!(both(&table, &on).as_deref(), Some("up"));
        ana.edits(from, 2, "made");
        meet(&table);
        assert_eq!(
            both(&table, &on),
            None,
            "what stands there now is something else"
        );
    }

    #[test]
    fn a_deletion_that_is_undone_brings_it_back_for_all() {
        let table = table();
        let [ana, ben] = &table;
        let on = ana.selects("Within a week, everywhere.");
        let from = units(&WORDS[..WORDS.find("Within").unwrap()]);
        ben.edits(from, 26, "");
        meet(&table);
        assert_eq!(both(&table, &on), None);
        ben.prose.undo((1, 1));
        meet(&table);
        assert_eq!(
            both(&table, &on).as_deref(),
            Some("Within a week, everywhere.")
        );
    }

    #[test]
    fn words_that_have_not_arrived_have_no_place_yet() {
        let [ana, ben] = table();
        ana.edits(1, 0, "Quite new words. ");
        let on = ana.selects("Quite new words");
        assert_eq!(ben.reads(&on), None);
        ben.hears(&ana);
        assert_eq!(ben.reads(&on).as_deref(), Some("Quite new words"));
    }

    /// A small generator, so that a failure is found again by its seed.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: u32) -> u32 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            u32::try_from(self.0 >> 33).unwrap() % most.max(1)
        }
    }

    /// Whatever two people write at the same time, both find a passage at the same words, and so does whoever comes later.
    #[test]
    fn passages_hold_under_any_concurrent_edits() {
        for seed in 1..=300 {
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ seed);
            let table = table();
            let mut made = Vec::new();
            for round in 0..12 {
                for person in &table {
                    for _ in 0..=dice.below(3) {
                        let length = units(&person.prose.words());
                        let at = 1 + dice.below(length);
                        let (at, room) = (at.min(length), length - at.min(length));
                        let delete = if dice.below(2) == 0 {
                            dice.below(room.min(9) + 1)
                        } else {
                            0
                        };
                        let insert = ["", "x", "new words ", "\n", "é"][dice.below(5) as usize];
                        // Nothing that cuts a letter of two units in half.
                        let text: Vec<u16> = person.prose.words().encode_utf16().collect();
                        let is_half = |at: u32| {
                            text.get(at as usize)
                                .is_some_and(|unit| (0xdc00..0xe000).contains(unit))
                        };
                        if is_half(at) || is_half(at + delete) {
                            continue;
                        }
                        person.edits(at, delete, insert);
                    }
                }
                let author = &table[dice.below(2) as usize];
                let length = units(&author.prose.words());
                let at = (dice.below(length), dice.below(length));
                if let Some(on) = author.prose.passage(at) {
                    assert_eq!(
                        author.reads(&on).as_ref(),
                        Some(&on.1),
                        "seed {seed}: it is what was selected"
                    );
                    made.push(on);
                }
                meet(&table);
                assert_eq!(
                    table[0].prose.words(),
                    table[1].prose.words(),
                    "seed {seed}"
                );
                for on in &made {
                    let [one, other] = table.each_ref().map(|person| person.reads(on));
                    assert_eq!(one, other, "seed {seed}, round {round}: {on:?}");
                }
            }
            // A newcomer, who has it all from the server, finds them in the same places.
            let late = TableDocument::new(Some(50));
            late.apply_update(&table[0].prose.document.encode_state())
                .unwrap();
            let late = late.open("answer/q1");
            let all = || {
                made.iter()
                    .map(|(passage, quote)| (passage, quote.as_str()))
            };
            assert_eq!(
                late.find_passages(all()),
                table[1].prose.find_passages(all()),
                "seed {seed}"
            );
        }
    }
}
