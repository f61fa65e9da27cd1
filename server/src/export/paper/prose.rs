//! What was written in the document, as blocks; with its changes since a revision, where these are tracked.

use shared::features::revisions::WordChange;
use shared::outcome::Outcome;
use shared::outcome::changes::{TrackedBlock, TrackedRun};
use shared::outcome::outline::{self, Node, is_rtl};
use shared::outcome::report::{Changed, author};
use shared::prose;
use shared::words::{self, Words};

use super::{Block, Change, Item, Line, List, Style};

/// The blocks; the first level of heading in them is `level`.
pub fn prose(blocks: &[prose::Block], level: usize) -> Vec<Block> {
    let line = |block: &prose::Block| {
        let mut line = Line::new(is_rtl(block));
        line.runs(&block.runs);
        line
    };
    let start = |list: &outline::List<'_>| list.start;
    let form = Form { line, start };
    form.nodes(&outline::outline(blocks), level, false)
}

/// The blocks of both texts, with what came in and what was taken out.
pub fn tracked(changed: &Changed<'_>, level: usize, words: &Words) -> Vec<Block> {
    let change = |run: &TrackedRun| {
        let is_new = match run.change {
            WordChange::Same => return None,
            WordChange::Inserted => true,
            WordChange::Deleted => false,
        };
        let by = author(changed.outcome, run.whose.as_ref(), words);
        let at = made(changed.outcome);
        Some(Change { is_new, by, at })
    };
    let line = |block: &TrackedBlock| {
        let mut line = Line::new(is_rtl(&block.block));
        line.change = change(&block.mark);
        for (run, tracked) in block.block.runs.iter().zip(&block.runs) {
            line.changed(run, change(tracked).as_ref());
        }
        line
    };
    // The number that the first item has of those that stay: what was taken out above it counts no more.
    let start = |list: &outline::List<'_, TrackedBlock>| {
        let mut items = list.items.iter().map(|item| item.block);
        let staying = items.find(|it| it.mark.change != WordChange::Deleted);
        list.start
            .map(|start| staying.and_then(|it| it.number).unwrap_or(start))
    };
    let form = Form { line, start };
    form.nodes(&outline::outline(&changed.blocks), level, false)
}

/// A change of what stands around texts, which is nobody's.
pub fn of_table(outcome: &Outcome, came: WordChange, words: &Words) -> Change {
    Change {
        is_new: came == WordChange::Inserted,
        by: author(outcome, None, words),
        at: made(outcome),
    }
}

/// When an outcome was made, as `2026-11-23T14:05:00Z`.
fn made(outcome: &Outcome) -> String {
    let moment = words::moment(outcome.made);
    moment.trim_end_matches(" UTC").replace(' ', "T") + ":00Z"
}

/// How blocks become lines, and lists begin.
struct Form<L, S> {
    line: L,
    start: S,
}

impl<L, S> Form<L, S> {
    fn nodes<B>(&self, nodes: &[Node<'_, B>], level: usize, quote: bool) -> Vec<Block>
    where
        B: AsRef<prose::Block>,
        L: Fn(&B) -> Line,
        S: Fn(&outline::List<'_, B>) -> Option<u32>,
    {
        let block = |node: &Node<'_, B>| match node {
            Node::Heading(depth, block) => vec![Block::Heading {
                level: level + depth - 1,
                anchor: None,
                line: (self.line)(block),
            }],
            Node::Paragraph(block, _) => vec![Block::Paragraph {
                style: if quote { Style::Quote } else { Style::Body },
                inset: block.as_ref().indent,
                line: (self.line)(block),
            }],
            Node::List(list) => vec![Block::List(self.list(list, level, quote))],
            Node::Quote(inner) => self.nodes(inner, level, true),
        };
        nodes.iter().flat_map(block).collect()
    }

    fn list<B>(&self, list: &outline::List<'_, B>, level: usize, quote: bool) -> List
    where
        B: AsRef<prose::Block>,
        L: Fn(&B) -> Line,
        S: Fn(&outline::List<'_, B>) -> Option<u32>,
    {
        let item = |item: &outline::Item<'_, B>| Item {
            line: (self.line)(item.block),
            under: self.nodes(&item.under, level, quote),
        };
        let first = list.items.first().map(|item| item.block.as_ref());
        List {
            start: (self.start)(list),
            level: first.map_or(0, |block| block.indent),
            quote,
            items: list.items.iter().map(item).collect(),
        }
    }
}
