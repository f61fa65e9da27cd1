//! Where in a text paragraphs are written again.

use super::paragraph::{Part, carried, units};
use crate::revisions::compare::pairs;
use shared::prose::attribute::{OF_BLOCKS, carried_by_block};
use shared::prose::{Block, blocks};
use std::time::{Duration, Instant};
use yrs::types::Attrs;
use yrs::{Any, GetString as _, TextRef, TransactionMut};

/// How long the paragraph's place is looked for while the table waits.
const PATIENCE: Duration = Duration::from_millis(100);

/// Where it goes.
#[derive(Debug)]
pub(super) enum Goes {
    /// Near where it stood in a text that was so.
    Back {
        /// All of the text, as it was.
        was: Vec<Block>,
        /// Which paragraph of it.
        block: usize,
    },
    /// To the end.
    Last,
}

/// Where in the text the paragraph goes.
pub(super) enum Place {
    /// Into the one paragraph that there is, which is empty.
    Empty,
    /// Before all.
    Top {
        /// What the newline carries that leads what is first now.
        first: Attrs,
    },
    /// After a paragraph.
    After {
        /// The offset of its end.
        end: u32,
    },
}

impl Goes {
    /// Where it goes: after what became of it, or of the paragraph before it; what is pulled goes after all. A paragraph without
    /// words would be the one that is there: it is one of its own.
    pub fn place(
        &self,
        text: &TextRef,
        txn: &TransactionMut<'_>,
        has_words: bool,
    ) -> Option<Place> {
        let is = blocks(text, txn);
        // Another client may have written before the first newline, which is assumed then.
        let is_led = text.get_string(txn).starts_with('\n');
        if is_led && is.len() == 1 && is[0].runs.is_empty() && has_words {
            return Some(Place::Empty);
        }
        let last = match self {
            Self::Back { was, block } => became(was, *block, &is),
            Self::Last => is.len().checked_sub(1),
        };
        if last.is_none() && is_led {
            return Some(Place::Top {
                first: carried(carried_by_block(is.first()?)),
            });
        }
        let through = is.iter().take(last.unwrap_or_default() + 1);
        let end: u32 = through.map(|block| 1 + units(block)).sum();
        Some(Place::After {
            end: end - u32::from(!is_led),
        })
    }
}

/// What became of a paragraph, or of the one before it, in a text as it is.
fn became(was: &[Block], block: usize, is: &[Block]) -> Option<usize> {
    let mut last = None;
    for (was, now) in pairs(was, is, Instant::now() + PATIENCE) {
        last = now.or(last);
        if was == Some(block) {
            break;
        }
    }
    last
}

/// Where the first part goes, and the parts in the order in which they are written there.
pub(super) fn arranged(place: &Place, mut parts: Vec<Part>) -> (u32, Vec<Part>) {
    match place {
        Place::After { end } => (*end, parts),
        // The newline that is there leads it.
        Place::Empty => {
            parts.remove(0);
            (1, parts)
        }
        // The newline that is there leads it, and its own leads what was first.
        Place::Top { first } => {
            let mut newline = parts.remove(0);
            newline.attributes.clone_from(first);
            parts.push(newline);
            (1, parts)
        }
    }
}

/// The change that makes any newline lead such a block, and no other.
pub(super) fn becomes(block: &Block) -> Attrs {
    let mut attributes: Attrs = OF_BLOCKS
        .iter()
        .map(|key| ((*key).into(), Any::Null))
        .collect();
    attributes.extend(carried(carried_by_block(block)));
    attributes
}
