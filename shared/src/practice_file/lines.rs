//! Prose as the lines of a cell, and back: lists keep their marks, and what is emphasised does not.

#[cfg(any(feature = "docx", test))]
use crate::limits;
use crate::prose::{Block, BlockKind, numbers};

/// What stands before an item of a bulleted list.
const BULLET: &str = "• ";

/// A line each; where a link's words are not its address, that stands after them.
pub fn as_lines(blocks: &[Block]) -> Vec<String> {
    let lines = blocks.iter().zip(numbers(blocks));
    lines
        .map(|(block, number)| {
            let before = match (block.kind, number) {
                (BlockKind::Ul, _) => BULLET.to_owned(),
                (_, Some(number)) => format!("{number}. "),
                _ => String::new(),
            };
            block.runs.iter().fold(before, |line, run| {
                let address = run.marks.link.as_ref().filter(|link| **link != run.text);
                let address = address.map(|link| format!(" <{link}>"));
                line + &run.text + &address.unwrap_or_default()
            })
        })
        .collect()
}

#[cfg(any(feature = "docx", test))]
/// What the lines say. Blank ones divide paragraphs, and are none.
pub(super) fn of_lines(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut counted = 0_u16;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // One more than fits: it is still too long.
    for line in lines.take(limits::WORDING + 1) {
        let bullet = ["•", "-", "–", "*"]
            .iter()
            .find_map(|mark| line.strip_prefix(mark)?.strip_prefix(' '));
        let next = format!("{}. ", counted + 1);
        let (kind, text) = match (bullet, line.strip_prefix(&next)) {
            (Some(text), _) => (BlockKind::Ul, text),
            (None, Some(text)) => (BlockKind::Ol, text),
            (None, None) => (BlockKind::Paragraph, line),
        };
        // Numbers that are counted on are a list; others are words.
        counted = if kind == BlockKind::Ol {
            counted + 1
        } else {
            0
        };
        blocks.push(Block {
            kind,
            runs: vec![crate::prose::Run {
                text: text.trim().to_owned(),
                ..crate::prose::Run::default()
            }],
            ..Block::default()
        });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Ol, Paragraph, Ul};

    #[test]
    fn lists_come_back_as_lists_and_years_stay_words() {
        let text = "We met.\n• first\n• second\n\n1. one\n2. two\n2021. A year.\n3. no list";
        let blocks = of_lines(text);
        let kinds: Vec<_> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Paragraph, Ul, Ul, Ol, Ol, Paragraph, Paragraph]);
        assert_eq!(as_lines(&blocks).join("\n"), text.replace("\n\n", "\n"));
    }
}
