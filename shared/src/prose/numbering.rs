//! The numbers of numbered items: counted when shown, never stored.

use super::{Block, BlockKind, attribute::DEEPEST};

/// The number of each block, or nothing. A number goes on after deeper items, and begins again after
/// anything else; the editor counts the same way.
pub fn numbers(blocks: &[Block]) -> Vec<Option<u32>> {
    let mut counts = [0; DEEPEST as usize + 1];
    let count = |block: &Block| {
        let level = usize::from(block.indent.min(DEEPEST));
        match block.kind {
            BlockKind::Ol => {
                counts[level + 1..].fill(0);
                counts[level] += 1;
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
    blocks.iter().map(count).collect()
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
}
