//! Other words in the place of some: an ordinary edit, which touches only the letters that differ.

use super::delta::{Attributes, Op, Unsound};
use super::root::{Prose, Selection};

impl Prose {
    /// Writes `words` in the place of what stands between two offsets, marked as that is. Letters that are the same in both stay, and
    /// stay whose they are. Says no if it is too much at once.
    pub fn replace(&self, (from, to): Selection, words: &str) -> Result<bool, Unsound> {
        let (old, attributes) = self.standing(from, to);
        let mut delta = vec![retain(from)];
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), words.chars().collect());
        for change in changes(&old, &new) {
            match change {
                Change::Same(count) => {
                    delta.push(retain(units(&old[count.0..count.1])));
                }
                Change::Other { was, is } => {
                    if !new[is.0..is.1].is_empty() {
                        delta.push(Op::Insert {
                            insert: new[is.0..is.1].iter().collect(),
                            attributes: attributes.clone(),
                        });
                    }
                    if !old[was.0..was.1].is_empty() {
                        delta.push(Op::Delete {
                            delete: units(&old[was.0..was.1]),
                        });
                    }
                }
            }
        }
        self.apply_beside(vec![delta], (from, from))
    }

    /// What stands between two offsets, and what its first letter carries.
    fn standing(&self, from: u32, to: u32) -> (String, Attributes) {
        let (mut at, mut there, mut carried) = (0, Vec::new(), None);
        for op in self.delta() {
            let Op::Insert { insert, attributes } = op else {
                continue;
            };
            for unit in insert.encode_utf16() {
                if (from..to).contains(&at) {
                    there.push(unit);
                    carried.get_or_insert_with(|| attributes.clone());
                }
                at += 1;
            }
        }
        let there = String::from_utf16_lossy(&there);
        (there, carried.unwrap_or_default())
    }
}

type Range = (usize, usize);

/// A stretch of both texts.
enum Change {
    /// It is the same in both.
    Same(Range),
    /// It is not.
    Other { was: Range, is: Range },
}

/// Where two texts differ: letter by letter if they are of one length, else between what they begin and end with.
fn changes(old: &[char], new: &[char]) -> Vec<Change> {
    if old.len() != new.len() {
        let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
            pairs.take_while(|(one, other)| one == other).count()
        };
        let before = same(&mut old.iter().zip(new));
        let rest = old.len().min(new.len()) - before;
        let after = same(&mut old.iter().rev().zip(new.iter().rev())).min(rest);
        return vec![
            Change::Same((0, before)),
            Change::Other {
                was: (before, old.len() - after),
                is: (before, new.len() - after),
            },
        ];
    }
    let pairs = old.iter().zip(new).enumerate();
    pairs
        .map(|(at, (one, other))| {
            let here = (at, at + 1);
            if one == other {
                Change::Same(here)
            } else {
                Change::Other {
                    was: here,
                    is: here,
                }
            }
        })
        .collect()
}

fn units(letters: &[char]) -> u32 {
    let units: usize = letters.iter().map(|letter| letter.len_utf16()).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

const fn retain(units: u32) -> Op {
    Op::Retain {
        retain: units,
        attributes: Attributes::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::TableDocument;
    use shared::document::Root;
    use shared::prose::plain;

    fn text(words: &str) -> Prose {
        let document = TableDocument::new(Some(30));
        document.apply_update(&Root::Summary.seed()).unwrap();
        let prose = document.open_grouping("summary", 0);
        let insert = Op::Insert {
            insert: words.to_owned(),
            attributes: Attributes::new(),
        };
        prose.apply(vec![vec![retain(1), insert]], (1, 1)).unwrap();
        prose
    }

    #[test]
    fn words_stand_in_the_place_of_others() {
        for (words, range, instead, after) in [
            (
                "of member states.",
                (4, 17),
                "Member States",
                "of Member States.",
            ),
            ("a) one", (1, 3), "(a)", "(a) one"),
            ("😀 \"x\"", (4, 5), "“", "😀 “x\""),
            ("C, B and A", (1, 11), "A, B and C", "A, B and C"),
            ("same", (1, 5), "same", "same"),
        ] {
            let prose = text(words);
            assert_eq!(prose.replace(range, instead), Ok(true));
            assert_eq!(plain(&prose.blocks()), after);
        }
    }

    #[test]
    fn letters_that_are_the_same_stay_whose_they_are() {
        let ana = text("of member states.");
        let ben = TableDocument::new(Some(40));
        ben.apply_update(&ana.document.encode_state()).unwrap();
        let ben = ben.open_grouping("summary", 0);
        ben.replace((4, 17), "Member States").unwrap();
        let by_ben = ben
            .writers()
            .into_iter()
            .filter(|(_, client)| *client == 40);
        assert_eq!(by_ben.map(|(length, _)| length).sum::<u32>(), 2);
        ben.undo((1, 1));
        assert_eq!(plain(&ben.blocks()), "of member states.");
    }
}
