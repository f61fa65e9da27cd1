//! Lists, quotations and headings, found in flat blocks, or in what has one. Blocks do not nest; what is shown does.

use crate::prose::{Block, BlockKind, Direction, numbers};
use std::iter::Peekable;

/// Something that stands by itself in prose.
pub enum Node<'a, B = Block> {
    /// A heading, 1 for the first level that the text uses, without gaps.
    Heading(usize, &'a B),
    /// A paragraph, and how many levels it is set in from what holds it.
    Paragraph(&'a B, usize),
    /// A list.
    List(List<'a, B>),
    /// A quotation.
    Quote(Vec<Node<'a, B>>),
}

/// A list.
pub struct List<'a, B = Block> {
    /// The number of its first item; nothing for a bulleted list.
    pub start: Option<u32>,
    /// How many levels it is set in from what holds it.
    pub inset: usize,
    /// Its items.
    pub items: Vec<Item<'a, B>>,
}

/// An item of a list.
pub struct Item<'a, B = Block> {
    /// Its own text.
    pub block: &'a B,
    /// What is set in under it.
    pub under: Vec<Node<'a, B>>,
}

/// The prose as it is shown. Blocks without words are left out, but for items of lists, whose numbers
/// would otherwise differ from what people saw.
pub fn outline<B: AsRef<Block>>(blocks: &[B]) -> Vec<Node<'_, B>> {
    let levels = heading_levels(blocks);
    let numbered = blocks.iter().zip(numbers(blocks));
    let shown: Vec<Numbered<B>> = numbered
        .filter(|(block, _)| is_item(block.as_ref()) || has_words(block.as_ref()))
        .collect();
    let mut nodes = Vec::new();
    for run in shown.chunk_by(|a, b| a.0.as_ref().quote == b.0.as_ref().quote) {
        let mut rest = run.iter().copied().peekable();
        let inner = above(&mut rest, None, &levels);
        if run.first().is_some_and(|(block, _)| block.as_ref().quote) {
            nodes.push(Node::Quote(inner));
        } else {
            nodes.extend(inner);
        }
    }
    nodes
}

/// A block and its number.
type Numbered<'a, B> = (&'a B, Option<u32>);

/// Takes what is set in deeper than `holder`, which is the indent of an item, or everything.
fn above<'a, B: AsRef<Block>>(
    rest: &mut Peekable<impl Iterator<Item = Numbered<'a, B>>>,
    holder: Option<u8>,
    levels: &[BlockKind],
) -> Vec<Node<'a, B>> {
    let mut nodes = Vec::new();
    let floor = holder.map_or(0, |indent| usize::from(indent) + 1);
    while let Some((block, _)) = rest.peek().copied() {
        let form = block.as_ref();
        let level = levels.iter().position(|kind| *kind == form.kind);
        if usize::from(form.indent) < floor || holder.is_some() && level.is_some() {
            break;
        }
        let inset = usize::from(form.indent) - floor;
        if is_item(form) {
            nodes.push(Node::List(list(rest, inset, levels)));
            continue;
        }
        nodes.push(match level {
            Some(level) => Node::Heading(level + 1, block),
            None => Node::Paragraph(block, inset),
        });
        rest.next();
    }
    nodes
}

/// Takes one list: items of one kind at one indent, and all that is set in under them.
fn list<'a, B: AsRef<Block>>(
    rest: &mut Peekable<impl Iterator<Item = Numbered<'a, B>>>,
    inset: usize,
    levels: &[BlockKind],
) -> List<'a, B> {
    let mut items: Vec<Item<'a, B>> = Vec::new();
    let mut taken = 0;
    let first = rest.peek().copied();
    let start = first.and_then(|(_, number)| number);
    let shape = |block: &Block| (block.kind, block.indent);
    // A block without words may have ended the list that was counted: then so it does here.
    while let Some((block, _)) = rest.next_if(|(block, number)| {
        let is_next = *number == start.map(|start| start + taken);
        is_next && first.is_some_and(|(first, _)| shape(first.as_ref()) == shape(block.as_ref()))
    }) {
        let under = above(rest, Some(block.as_ref().indent), levels);
        items.push(Item { block, under });
        taken += 1;
    }
    List {
        start,
        inset,
        items,
    }
}

/// The heading levels that the text uses, highest first.
fn heading_levels<B: AsRef<Block>>(blocks: &[B]) -> Vec<BlockKind> {
    let all = [BlockKind::H1, BlockKind::H2, BlockKind::H3].into_iter();
    all.filter(|kind| {
        let mut blocks = blocks.iter().map(AsRef::as_ref);
        blocks.any(|block| block.kind == *kind && has_words(block))
    })
    .collect()
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Ul | BlockKind::Ol)
}

fn has_words(block: &Block) -> bool {
    block.runs.iter().any(|run| !run.text.trim().is_empty())
}

/// Whether the block reads from right to left: because somebody chose so, or by its first letter.
pub fn is_rtl(block: &Block) -> bool {
    match block.dir {
        Some(direction) => direction == Direction::Rtl,
        None => begins_rtl(block.runs.iter().flat_map(|run| run.text.chars())),
    }
}

/// Whether the first letter belongs to a script that is written from right to left: Hebrew, Arabic,
/// Syriac, Thaana, N'Ko and their neighbours in Unicode.
pub fn begins_rtl(text: impl IntoIterator<Item = char>) -> bool {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    text.into_iter()
        .find(|c| c.is_alphabetic())
        .is_some_and(is_rtl)
}
