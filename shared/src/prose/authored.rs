//! A root as it was at a moment, with who wrote what in it.

use serde::{Deserialize, Serialize};
use yrs::block::ClientID;
use yrs::types::text::YChange;
use yrs::{IdSet, Snapshot, StateVector, Text, TextRef, TransactionMut};

use super::{Block, Marks, Piece, Run, attribute, split, words};

/// A block, with the author of each of its runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct AuthoredBlock {
    /// The block. Neighbouring runs differ in their marks or in their author.
    pub block: Block,
    /// Who wrote each run, by their number among the authors; nobody for what the house wrote.
    pub by: Vec<Option<u32>>,
}

impl AuthoredBlock {
    fn led_by(piece: Piece) -> Self {
        let mut led = Self::default();
        for (key, value) in piece.attributes {
            attribute::set_on_block(&mut led.block, key, value);
        }
        led
    }

    fn push(&mut self, piece: Piece, by: Option<u32>) {
        let mut marks = Marks::default();
        for (key, value) in piece.attributes {
            attribute::set_on_marks(&mut marks, key, value);
        }
        match self.block.runs.last_mut() {
            Some(last) if last.marks == marks && self.by.last() == Some(&by) => {
                last.text.push_str(&piece.text);
            }
            _ => {
                self.by.push(by);
                let text = piece.text;
                self.block.runs.push(Run { text, marks });
            }
        }
    }
}

/// The root as it was then, read by the same rules as [`blocks`](super::blocks); `author` says who wrote under a client id.
/// The document must remember what was deleted since.
pub fn authored(
    text: &TextRef,
    txn: &mut TransactionMut,
    then: &Snapshot,
    mut author: impl FnMut(ClientID) -> Option<u32>,
) -> Vec<AuthoredBlock> {
    let nothing = Snapshot::new(StateVector::default(), IdSet::default());
    let mut blocks: Vec<AuthoredBlock> = Vec::new();
    for diff in text.diff_range(txn, Some(then), Some(&nothing), YChange::identity) {
        let by = diff.ychange.and_then(|change| author(change.id.client));
        let attributes = diff.attributes.as_deref();
        let value_of = |key: &str| attributes.and_then(|all| all.get(key));
        for piece in split(&words(&diff.insert), value_of) {
            if piece.leads_block() {
                blocks.push(AuthoredBlock::led_by(piece));
                continue;
            }
            // Words before the first newline are a block of their own.
            if blocks.is_empty() {
                blocks.push(AuthoredBlock::default());
            }
            if let Some(block) = blocks.last_mut() {
                block.push(piece, by);
            }
        }
    }
    if blocks.is_empty() {
        blocks.push(AuthoredBlock::default());
    }
    blocks
}
