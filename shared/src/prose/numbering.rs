//! The numbers of numbered items: counted when shown. Only where somebody begins with another number is stored.

use super::{Block, BlockKind, attribute::DEEPEST};

/// The number of each block, or nothing. A number goes on after deeper items, and begins again after
/// anything else, or where an item says with what; the editor counts the same way.
pub fn numbers<B: AsRef<Block>>(blocks: &[B]) -> Vec<Option<u32>> {
    let mut counts = [0; DEEPEST as usize + 1];
    let mut count = |block: &Block| {
        let level = usize::from(block.indent.min(DEEPEST));
        match block.kind {
            BlockKind::Ol => {
                counts[level + 1..].fill(0);
                counts[level] = block.start.map_or(counts[level] + 1, u32::from);
                Some(counts[level])
            }
            BlockKind::Ul => {
                counts[level..].fill(0);
                None
            }
            BlockKind::Paragraph | BlockKind::H1 | BlockKind::H2 | BlockKind::H3 => {
                counts.fill(0);
                None
            }
        }
    };
    blocks.iter().map(|block| count(block.as_ref())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_after_deeper_items_and_begin_again_after_anything_else() {
        use BlockKind::{Ol, Paragraph, Ul};
        let block = |kind, indent| Block {
            kind,
            indent,
            ..Block::default()
        };
        let blocks = [
            (Ol, 0),
            (Ol, 1),
            (Ol, 1),
            (Ol, 0),
            (Ol, 1),
            (Ul, 0),
            (Ol, 0),
            (Paragraph, 0),
            (Ol, 0),
        ];
        let got = numbers(&blocks.map(|(kind, indent)| block(kind, indent)));
        let got: Vec<u32> = got.into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(got, [1, 1, 2, 2, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn a_list_begins_with_the_number_that_its_first_item_is_given() {
        use BlockKind::{Ol, Paragraph, Ul};
        let block = |kind, indent, start| Block {
            kind,
            indent,
            start,
            ..Block::default()
        };
        let blocks = [
            (Ol, 0, None),
            (Paragraph, 0, Some(9)),
            (Ol, 0, Some(4)),
            (Ol, 1, Some(3)),
            (Ol, 1, None),
            (Ol, 0, None),
            (Ol, 0, Some(1)),
            (Ul, 0, Some(7)),
            (Ol, 0, None),
        ];
        let got = numbers(&blocks.map(|(kind, indent, start)| block(kind, indent, start)));
        let got: Vec<u32> = got.into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(got, [1, 0, 4, 3, 4, 5, 1, 0, 1]);
    }
}
