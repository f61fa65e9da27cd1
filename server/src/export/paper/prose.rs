//! What was written in the document, as blocks.

use shared::outcome::outline::{self, Node, is_rtl};
use shared::prose;

use super::{Block, Item, Line, List, Style};

/// The blocks; the first level of heading in them is `level`.
pub fn prose(blocks: &[prose::Block], level: usize) -> Vec<Block> {
    nodes(&outline::outline(blocks), level, false)
}

fn nodes(nodes: &[Node<'_>], level: usize, quote: bool) -> Vec<Block> {
    let block = |node: &Node<'_>| match node {
        Node::Heading(depth, block) => vec![Block::Heading {
            level: level + depth - 1,
            anchor: None,
            line: line(block),
        }],
        Node::Paragraph(block, _) => vec![Block::Paragraph {
            style: if quote { Style::Quote } else { Style::Body },
            inset: block.indent,
            line: line(block),
        }],
        Node::List(list) => vec![Block::List(self::list(list, level, quote))],
        Node::Quote(inner) => self::nodes(inner, level, true),
    };
    nodes.iter().flat_map(block).collect()
}

fn list(list: &outline::List<'_>, level: usize, quote: bool) -> List {
    let item = |item: &outline::Item<'_>| Item {
        line: line(item.block),
        under: nodes(&item.under, level, quote),
    };
    List {
        start: list.start,
        level: list.items.first().map_or(0, |item| item.block.indent),
        quote,
        items: list.items.iter().map(item).collect(),
    }
}

fn line(block: &prose::Block) -> Line {
    let mut line = Line::new(is_rtl(block));
    line.runs(&block.runs);
    line
}
