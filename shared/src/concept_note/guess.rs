//! Guesses where the questions are in a note without a heading over them.

use super::blocks::{Block, Form};
use super::label::Kind;
use super::letters::{asks, width};
use std::ops::Range;

/// Where the questions most likely are.
pub(super) fn range(blocks: &[Block]) -> Option<Range<usize>> {
    named(blocks)
        .or_else(|| listed(blocks))
        .or_else(|| trailing(blocks))
}

/// From `Question 1:` to the next heading after the last of its kind.
fn named(blocks: &[Block]) -> Option<Range<usize>> {
    let is_named =
        |block: &Block| matches!(&block.form, Form::Item(label) if label.kind == Kind::Named);
    let start = blocks.iter().position(is_named)?;
    let last = blocks.iter().rposition(is_named)?;
    let after = blocks[last + 1..]
        .iter()
        .position(|block| matches!(block.form, Form::Heading(_)));
    Some(start..after.map_or(blocks.len(), |after| last + 1 + after))
}

/// The last list of which at least half the items ask.
fn listed(blocks: &[Block]) -> Option<Range<usize>> {
    let in_list = |block: &Block| matches!(block.form, Form::Item(_) | Form::Part);
    let mut end = blocks.len();
    while let Some(last) = blocks[..end]
        .iter()
        .rposition(|block| matches!(block.form, Form::Item(_)))
    {
        let start = blocks[..last]
            .iter()
            .rposition(|block| !in_list(block))
            .map_or(0, |before| before + 1);
        let asking = blocks[start..=last]
            .iter()
            .filter(|block| asks(&block.text))
            .count();
        if asking * 2 > last - start {
            return Some(start..last + 1);
        }
        end = start;
    }
    None
}

/// Paragraphs at the end of the note that do nothing but ask.
fn trailing(blocks: &[Block]) -> Option<Range<usize>> {
    let only_asks = |block: &Block| {
        matches!(block.form, Form::Paragraph | Form::Part)
            && asks(&block.text)
            && width(&block.text) <= 600
    };
    let start = blocks
        .iter()
        .rposition(|block| !only_asks(block))
        .map_or(0, |before| before + 1);
    (start < blocks.len()).then_some(start..blocks.len())
}
