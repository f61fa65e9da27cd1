//! How long a text is.

use super::line::is_han;
use super::{Finding, Rule, Why};
use crate::prose::Block;

/// How many words there are: what stands between blanks and has a letter or a digit in it, and each Chinese sign.
pub fn words_of(blocks: &[Block]) -> usize {
    blocks.iter().map(of).sum()
}

fn of(block: &Block) -> usize {
    let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
    text.split_whitespace().map(of_stretch).sum()
}

fn of_stretch(stretch: &str) -> usize {
    let signs = stretch.chars().filter(|letter| is_han(*letter)).count();
    let is_word = |letter: char| letter.is_alphanumeric() && !is_han(letter);
    signs + usize::from(stretch.chars().any(is_word))
}

pub(super) fn check(blocks: &[Block], most: Option<usize>, findings: &mut Vec<Finding>) {
    let Some(most) = most else {
        return;
    };
    let words = words_of(blocks);
    if words > most {
        findings.push(Finding {
            rule: Rule::Length,
            place: None,
            words: String::new(),
            why: Why::TooLong { words, most },
            instead: None,
        });
    }
}
