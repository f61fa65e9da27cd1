//! What was written in the document, as blocks of Markdown.

use super::inline::{guarded, heading_mark, runs};
use super::set_rtl;
use crate::outcome::outline::{Item, List, Node, is_rtl, outline};
use crate::prose::Block;

/// Prose as blocks; its first level of heading is `level`.
pub(super) fn prose(blocks: &[Block], level: usize) -> Vec<String> {
    nodes(&outline(blocks), level, false)
}

/// What stands between two lists of the same kind, which Markdown would otherwise make one.
pub(super) const APART: &str = "<!-- -->";

/// Nodes as blocks; `in_rtl` if what holds them reads from right to left already.
fn nodes(nodes: &[Node<'_>], level: usize, in_rtl: bool) -> Vec<String> {
    let mut written: Vec<String> = Vec::new();
    for run in nodes.chunk_by(|a, b| all_rtl(a) == all_rtl(b)) {
        let turns = !in_rtl && run.first().is_some_and(all_rtl);
        let mut inner: Vec<String> = Vec::new();
        for (nth, node) in run.iter().enumerate() {
            if nth > 0
                && run
                    .get(nth - 1)
                    .is_some_and(|before| run_together(before, node))
            {
                inner.push(APART.to_owned());
            }
            inner.push(one(node, level, in_rtl || turns));
        }
        if turns {
            written.push(set_rtl(true, inner.join("\n\n")));
        } else {
            written.extend(inner);
        }
    }
    written
}

fn one(node: &Node<'_>, level: usize, in_rtl: bool) -> String {
    match node {
        Node::Heading(depth, block) if level + depth - 1 > 6 => {
            format!("<strong>{}</strong>", runs(&block.runs))
        }
        Node::Heading(depth, block) => {
            format!("{} {}", heading_mark(level + depth - 1), runs(&block.runs))
        }
        Node::Paragraph(block, _) => set_rtl(!in_rtl && is_rtl(block), guarded(&runs(&block.runs))),
        Node::List(list) => self::list(list, level, in_rtl),
        Node::Quote(inner) => quoted(&nodes(inner, level, in_rtl).join("\n\n")),
    }
}

fn list(list: &List<'_>, level: usize, in_rtl: bool) -> String {
    let mut written = Vec::new();
    let mut is_loose = false;
    for (nth, Item { block, under }) in (0..).zip(&list.items) {
        let marker = list
            .start
            .map_or("- ".to_owned(), |start| format!("{}. ", start + nth));
        let words = guarded(&runs(&block.runs));
        // An item that begins with an empty line would lose what is set in under it.
        let words = if words.is_empty() {
            "&nbsp;".to_owned()
        } else {
            words
        };
        let turns = !in_rtl && is_rtl(block);
        let mut content = set_rtl(turns, words);
        let below = nodes(under, level, in_rtl).join("\n\n");
        let is_tight = under.iter().all(may_follow_at_once) && !turns;
        if !below.is_empty() {
            content = content + if is_tight { "\n" } else { "\n\n" } + &below;
        }
        is_loose |= !is_tight;
        written.push(item(&marker, &content));
    }
    written.join(if is_loose { "\n\n" } else { "\n" })
}

/// Whether it is told apart from the words above without an empty line: a list is, but for one whose first
/// number is not 1, which might be a number at the start of a line.
fn may_follow_at_once(node: &Node<'_>) -> bool {
    matches!(node, Node::List(list) if list.start.is_none_or(|start| start == 1))
}

/// An item of a list, with everything that belongs to it set in under its first word.
pub(super) fn item(marker: &str, content: &str) -> String {
    let inset = " ".repeat(marker.len());
    let mut lines = content.lines();
    let first = lines.next().unwrap_or_default();
    lines.fold(format!("{marker}{first}"), |text, line| {
        if line.is_empty() {
            text + "\n"
        } else {
            text + "\n" + &inset + line
        }
    })
}

fn quoted(content: &str) -> String {
    let lines = content.lines();
    let quoted = lines.map(|line| {
        if line.is_empty() {
            ">".to_owned()
        } else {
            format!("> {line}")
        }
    });
    quoted.collect::<Vec<_>>().join("\n")
}

fn run_together(before: &Node<'_>, after: &Node<'_>) -> bool {
    match (before, after) {
        (Node::List(before), Node::List(after)) => before.start.is_some() == after.start.is_some(),
        (Node::Quote(_), Node::Quote(_)) => true,
        _ => false,
    }
}

/// Whether everything in it reads from right to left.
fn all_rtl(node: &Node<'_>) -> bool {
    match node {
        Node::Heading(_, block) | Node::Paragraph(block, _) => is_rtl(block),
        Node::List(list) => list
            .items
            .iter()
            .all(|item| is_rtl(item.block) && item.under.iter().all(all_rtl)),
        Node::Quote(inner) => inner.iter().all(all_rtl),
    }
}
