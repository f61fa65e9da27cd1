//! Guesses where the questions are in a note without a heading over them.

use super::blocks::{Block, Form};
use super::label::Kind;
use super::letters::{asks, is_question_mark, width};
use super::vocabulary;
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
        .or_else(|| to_discuss(blocks))
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
        // What is listed under the items does not count.
        let kind = blocks[start..=last]
            .iter()
            .find_map(|block| match &block.form {
                Form::Item(label) => Some(label.kind),
                _ => None,
            });
        let listed = blocks[start..=last]
            .iter()
            .filter(|block| matches!(&block.form, Form::Item(label) if Some(label.kind) == kind));
        let (all, asking) = listed.fold((0, 0), |(all, asking), block| {
            (all + 1, asking + usize::from(asks(&block.text)))
        });
        if asking * 2 >= all && asking > 0 {
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

/// The list under a sentence that asks people to discuss what it holds.
fn to_discuss(blocks: &[Block]) -> Option<Range<usize>> {
    let is_item = |block: &Block| matches!(block.form, Form::Item(_));
    let leads = |block: &Block| vocabulary::leads_to_discussion(&block.text);
    let start = blocks
        .windows(2)
        .rposition(|pair| leads(&pair[0]) && is_item(&pair[1]))?
        + 1;
    let length = blocks[start..]
        .iter()
        .take_while(|block| is_item(block))
        .count();
    Some(start..start + length)
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
