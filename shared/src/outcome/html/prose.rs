//! What was written in the document.

use super::inline::{heading, runs};
use crate::outcome::outline::{Item, List, Node, outline};
use crate::prose::{Block, Direction};
use std::fmt::Write as _;

/// Writes prose; its first level of heading is `level`.
pub(super) fn prose(out: &mut String, blocks: &[Block], level: usize) {
    *out += "<div class=\"outcome-prose\">\n";
    nodes(out, &outline(blocks), level);
    *out += "</div>\n";
}

fn nodes(out: &mut String, nodes: &[Node<'_>], level: usize) {
    for node in nodes {
        match node {
            Node::Heading(depth, block) => {
                let attributes = format!(" class=\"outcome-prose-heading\" dir=\"{}\"", dir(block));
                heading(out, level + depth - 1, &attributes, &runs(&block.runs));
            }
            Node::Paragraph(block, inset) => {
                let words = runs(&block.runs);
                let _ = writeln!(
                    out,
                    "<p dir=\"{}\"{}>{words}</p>",
                    dir(block),
                    set_in(*inset)
                );
            }
            Node::List(list) => self::list(out, list, level),
            Node::Quote(inner) => {
                *out += "<blockquote>\n";
                self::nodes(out, inner, level);
                *out += "</blockquote>\n";
            }
        }
    }
}

fn list(out: &mut String, list: &List<'_>, level: usize) {
    let (tag, start) = match list.start {
        Some(1) => ("ol", String::new()),
        Some(start) => ("ol", format!(" start=\"{start}\"")),
        None => ("ul", String::new()),
    };
    let _ = writeln!(out, "<{tag}{start}{}>", set_in(list.inset));
    for Item { block, under } in &list.items {
        let _ = write!(out, "<li dir=\"{}\">{}", dir(block), runs(&block.runs));
        if !under.is_empty() {
            out.push('\n');
            nodes(out, under, level);
        }
        *out += "</li>\n";
    }
    let _ = writeln!(out, "</{tag}>");
}

/// The direction somebody chose, or else that of the first letter.
fn dir(block: &Block) -> &'static str {
    match block.dir {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => "auto",
    }
}

/// The class of what is set in deeper than its place in a list says.
fn set_in(inset: usize) -> String {
    match inset {
        0 => String::new(),
        _ => format!(" class=\"outcome-inset-{}\"", inset.min(8)),
    }
}
