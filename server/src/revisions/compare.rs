//! How two texts of a table differ: which paragraphs are the same, which changed, came or went, and their words.

use super::words;
use shared::document::Root;
use shared::features::revisions::{BlockChange, ComparedBlock, ComparedText, WordChange};
use shared::prose::Block;
use similar::{Algorithm, DiffOp, DiffableStr as _, capture_diff_slices_deadline};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::time::Instant;

/// Two paragraphs with fewer words in common than this part are not the same one, changed.
const ALIKE: f64 = 0.4;
/// How many paragraphs further on a changed one is looked for.
const REACH: usize = 40;

/// The texts that differ, and how many are the same. After the deadline it tells more changes than there are, never fewer.
pub fn compare(
    older: &BTreeMap<Root, Vec<Block>>,
    newer: &BTreeMap<Root, Vec<Block>>,
    deadline: Instant,
) -> (Vec<ComparedText>, usize) {
    let mut roots: Vec<_> = older.keys().chain(newer.keys()).collect();
    roots.sort();
    roots.dedup();
    let (mut changed, mut unchanged) = (Vec::new(), 0);
    for root in roots {
        let (was, is) = (older.get(root), newer.get(root));
        if was == is {
            unchanged += 1;
            continue;
        }
        let of = |text: Option<&Vec<Block>>| text.cloned().unwrap_or_default();
        changed.push(ComparedText {
            root: root.to_string(),
            blocks: blocks(&of(was), &of(is), deadline),
        });
    }
    (changed, unchanged)
}

fn blocks(older: &[Block], newer: &[Block], deadline: Instant) -> Vec<ComparedBlock> {
    let pairs = pairs(older, newer, deadline);
    let told = pairs.into_iter().filter_map(|(was, is)| {
        let block = match (was, is) {
            (Some(was), Some(is)) => both(&older[was], &newer[is], deadline),
            (Some(was), None) => one(&older[was], BlockChange::Deleted, WordChange::Deleted),
            (None, Some(is)) => one(&newer[is], BlockChange::Inserted, WordChange::Inserted),
            (None, None) => return None,
        };
        let was = was.and_then(|was| u32::try_from(was).ok());
        Some(ComparedBlock { was, ..block })
    });
    told.collect()
}

fn one(block: &Block, change: BlockChange, words: WordChange) -> ComparedBlock {
    ComparedBlock {
        change,
        was: None,
        form: form(block),
        runs: words::all(block, words),
    }
}

fn both(was: &Block, is: &Block, deadline: Instant) -> ComparedBlock {
    let change = if was == is {
        BlockChange::Same
    } else if words::plain(was) == words::plain(is) {
        BlockChange::Formatted
    } else {
        BlockChange::Changed
    };
    let runs = match change {
        BlockChange::Changed => words::compared(was, is, deadline),
        BlockChange::Same
        | BlockChange::Formatted
        | BlockChange::Inserted
        | BlockChange::Deleted => words::all(is, WordChange::Same),
    };
    ComparedBlock {
        change,
        was: None,
        form: form(is),
        runs,
    }
}

/// A paragraph without its words.
fn form(block: &Block) -> Block {
    Block {
        runs: Vec::new(),
        ..block.clone()
    }
}

/// Which paragraph became which, in the order of both.
pub(super) fn pairs(
    older: &[Block],
    newer: &[Block],
    deadline: Instant,
) -> Vec<(Option<usize>, Option<usize>)> {
    let texts = |blocks: &[Block]| blocks.iter().map(words::plain).collect::<Vec<_>>();
    let (was, is) = (texts(older), texts(newer));
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &was, &is, Some(deadline));
    let mut pairs = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => pairs.extend((0..len).map(|at| (Some(old_index + at), Some(new_index + at)))),
            DiffOp::Delete {
                old_index, old_len, ..
            } => pairs.extend((old_index..old_index + old_len).map(|at| (Some(at), None))),
            DiffOp::Insert {
                new_index, new_len, ..
            } => pairs.extend((new_index..new_index + new_len).map(|at| (None, Some(at)))),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                let old = old_index..old_index + old_len;
                let new = new_index..new_index + new_len;
                pairs.extend(alike(&was, &is, old, new, deadline));
            }
        }
    }
    pairs
}

/// Pairs paragraphs that have many words in common, without crossing.
fn alike(
    was: &[String],
    is: &[String],
    old: Range<usize>,
    new: Range<usize>,
    deadline: Instant,
) -> Vec<(Option<usize>, Option<usize>)> {
    // Each is counted when it is first looked at, for as long as there is time.
    let mut counted: Vec<Option<HashMap<&str, u32>>> = vec![None; new.len()];
    let (mut next, mut pairs) = (new.start, Vec::new());
    for at in old {
        let mut words = None;
        let found = (next..(next + REACH).min(new.end)).find(|other| {
            Instant::now() < deadline && {
                let words = words.get_or_insert_with(|| count(&was[at]));
                let counted = &mut counted[other - new.start];
                share(words, counted.get_or_insert_with(|| count(&is[*other]))) >= ALIKE
            }
        });
        match found {
            Some(found) => {
                pairs.extend((next..found).map(|other| (None, Some(other))));
                pairs.push((Some(at), Some(found)));
                next = found + 1;
            }
            None => pairs.push((Some(at), None)),
        }
    }
    pairs.extend((next..new.end).map(|other| (None, Some(other))));
    pairs
}

/// How often each word is there.
fn count(text: &str) -> HashMap<&str, u32> {
    let mut counts = HashMap::new();
    for word in text.tokenize_unicode_words() {
        if word.chars().any(char::is_alphanumeric) {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
}

/// Which part of their words two paragraphs have in common.
fn share(one: &HashMap<&str, u32>, other: &HashMap<&str, u32>) -> f64 {
    let common = |(word, count): (&&str, &u32)| (*count).min(other.get(word).copied().unwrap_or(0));
    let common: u32 = one.iter().map(common).sum();
    let all: u32 = one.values().chain(other.values()).sum();
    if all == 0 {
        return 1.0;
    }
    2.0 * f64::from(common) / f64::from(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::prose::{BlockKind, Run};
    use std::time::Duration;

    fn text(lines: &[&str]) -> Vec<Block> {
        let run = |text: &str| Run {
            text: text.to_owned(),
            ..Run::default()
        };
        let block = |line: &&str| Block {
            runs: (!line.is_empty()).then(|| run(line)).into_iter().collect(),
            ..Block::default()
        };
        lines.iter().map(block).collect()
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_mins(1)
    }

    fn told(was: &[&str], is: &[&str]) -> Vec<(BlockChange, Option<u32>)> {
        let blocks = blocks(&text(was), &text(is), soon());
        blocks
            .iter()
            .map(|block| (block.change, block.was))
            .collect()
    }

    #[test]
    fn a_paragraph_is_the_same_changed_new_or_gone() {
        use BlockChange::{Changed, Deleted, Inserted, Same};
        let was = [
            "The preamble.",
            "States shall act together.",
            "A closing word.",
        ];
        let is = [
            "The preamble.",
            "Recalling the Pact,",
            "States should act together.",
        ];
        assert_eq!(
            told(&was, &is),
            [
                (Same, Some(0)),
                (Inserted, None),
                (Changed, Some(1)),
                (Deleted, Some(2))
            ]
        );
        assert_eq!(told(&[], &["One"]), [(Inserted, None)]);
        assert_eq!(told(&["One"], &[]), [(Deleted, Some(0))]);
    }

    #[test]
    fn a_paragraph_that_only_looks_otherwise_says_so() {
        let was = text(&["A heading", "Text"]);
        let mut is = was.clone();
        is[0].kind = BlockKind::H1;
        let found = blocks(&was, &is, soon());
        let changes: Vec<_> = found.iter().map(|block| block.change).collect();
        assert_eq!(changes, [BlockChange::Formatted, BlockChange::Same]);
        assert_eq!(found[0].form.kind, BlockKind::H1);
    }

    #[test]
    fn texts_that_are_the_same_are_counted_and_one_that_came_is_told() {
        let root = |name: &str| Root::parse(name).unwrap();
        let older = BTreeMap::from([(root("answer/q1"), text(&["One"]))]);
        let mut newer = older.clone();
        newer.insert(root("report/summary"), text(&["Two"]));
        let (changed, unchanged) = compare(&older, &newer, soon());
        assert_eq!(
            (changed.len(), unchanged, changed[0].root.as_str()),
            (1, 1, "report/summary")
        );
        assert_eq!(compare(&older, &older, soon()), (vec![], 1));
    }

    #[test]
    fn a_long_text_that_is_all_another_is_compared_in_time() {
        let lines = |seed: usize| -> Vec<Block> {
            let line = |nth: usize| {
                let word = |at: usize| format!("w{}", (at * 7 + nth * 13 + seed) % 997);
                (0..60).map(word).collect::<Vec<_>>().join(" ")
            };
            let lines: Vec<String> = (0..400).map(line).collect();
            text(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let begun = Instant::now();
        let found = blocks(&lines(1), &lines(500), begun + Duration::from_secs(1));
        assert!(found.len() >= 400);
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            begun.elapsed()
        );
    }

    #[test]
    fn without_time_left_changed_paragraphs_went_and_came() {
        let (was, is) = (
            text(&["One two three four."]),
            text(&["One two three five."]),
        );
        let changes = |deadline| {
            let found = blocks(&was, &is, deadline);
            found.iter().map(|it| it.change).collect::<Vec<_>>()
        };
        assert_eq!(changes(soon()), [BlockChange::Changed]);
        let gone = [BlockChange::Deleted, BlockChange::Inserted];
        assert_eq!(changes(Instant::now()), gone);
    }
}
