//! Guesses where the questions are in a note without a heading over them.

use super::blocks::{Block, Form};
use super::label::Kind;
use super::letters::{asks, is_question_mark, width};
use std::ops::Range;

/// Where the questions most likely are.
pub(super) fn ranges(blocks: &[Block]) -> Vec<Range<usize>> {
    if let Some(range) = named(blocks) {
        return vec![range];
    }
    let listed = listed(blocks);
    if !listed.is_empty() {
        return listed;
    }
    tabled(blocks)
        .or_else(|| trailing(blocks))
        .into_iter()
        .collect()
}

/// From `Question 1:` to the next heading after the last of its kind.
fn named(blocks: &[Block]) -> Option<Range<usize>> {
    let is_named =
        |block: &Block| matches!(&block.form, Form::Item(label) if label.kind == Kind::Named);
    let start = blocks.iter().position(is_named)?;
    let last = blocks.iter().rposition(is_named)?;
    let after = blocks[last + 1..].iter().position(|block| {
        matches!(block.form, Form::Heading(_) | Form::Row(_))
            || (block.form == Form::Paragraph && block.apart && !asks(&block.text))
    });
    Some(start..after.map_or(blocks.len(), |after| last + 1 + after))
}

/// The lists of which at least half the items ask.
fn listed(blocks: &[Block]) -> Vec<Range<usize>> {
    let in_list = |block: &Block| matches!(block.form, Form::Item(_) | Form::Part);
    let mut found = Vec::new();
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
            found.insert(0, start..last + 1);
        }
        end = start;
    }
    found
}

/// The rows of a table that asks.
fn tabled(blocks: &[Block]) -> Option<Range<usize>> {
    let is_row = |block: &Block| matches!(block.form, Form::Row(_));
    let asking = |block: &Block| is_row(block) && block.text.contains(is_question_mark);
    let first = blocks.iter().position(asking)?;
    let start = blocks[..first]
        .iter()
        .rposition(|block| !is_row(block))
        .map_or(0, |before| before + 1);
    let end = blocks[first..]
        .iter()
        .position(|block| !is_row(block))
        .map_or(blocks.len(), |after| first + after);
    Some(start..end)
}

/// Paragraphs at the end of the note that do nothing but ask.
fn trailing(blocks: &[Block]) -> Option<Range<usize>> {
    let only_asks = |block: &Block| {
        matches!(block.form, Form::Paragraph | Form::Part)
            && asks(&block.text)
            && width(&block.text) <= 600
    };
    let end = blocks.iter().rposition(only_asks)? + 1;
    let start = blocks[..end]
        .iter()
        .rposition(|block| !only_asks(block))
        .map_or(0, |before| before + 1);
    // After the questions at most a few words of goodbye may stand, no further argument.
    (blocks.len() - end <= 4).then_some(start..end)
}
