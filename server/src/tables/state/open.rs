//! An open document and what the gate knows of it.

use crate::gate;
use shared::document::{self, Root};
use shared::prose::Block;
use std::collections::BTreeMap;
use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, StateVector, Transact, Update};

/// The document and its ledger.
pub struct OpenDocument {
    /// The document that the log's updates make.
    pub doc: Doc,
    /// In which root every clock of the document lies, once it has [caught up](Self::catch_up).
    pub ledger: gate::Ledger,
    /// What the ledger has not followed yet: whoever only reads need not wait for it.
    pub(super) unfollowed: Vec<gate::Walk>,
}

impl OpenDocument {
    pub(super) fn empty() -> Self {
        Self {
            doc: document::new_doc(0),
            ledger: gate::Ledger::default(),
            unfollowed: Vec::new(),
        }
    }

    /// Reads a document from its bytes.
    pub(super) fn read(whole: &[u8]) -> Option<Self> {
        let walk = gate::walk(whole, &gate::Limits::none()).ok()?;
        let mut document = Self::empty();
        let update = Update::decode_v1(whole).ok()?;
        document.doc.transact_mut().apply_update(update).ok()?;
        document.unfollowed.push(walk);
        Some(document)
    }

    /// Lets the ledger follow what was read, before anything is written.
    pub fn catch_up(&mut self) -> Result<(), gate::Reason> {
        for walk in std::mem::take(&mut self.unfollowed) {
            if self.ledger.note_walked(&walk).is_err() {
                // What the document makes of it is what counts.
                self.ledger = gate::Ledger::of(&self.doc)?;
                break;
            }
        }
        Ok(())
    }

    /// Declares roots, without which yrs does not say which of them an update touched.
    pub(super) fn declare<'r>(&self, roots: impl IntoIterator<Item = &'r Root>) {
        for root in roots {
            self.doc.get_or_insert_text(root.to_string());
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let txn = self.doc.transact();
        txn.encode_state_as_update_v1(&StateVector::default())
    }

    /// Whether another document holds the same blocks, and the same of them deleted.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.doc.transact().snapshot() == other.doc.transact().snapshot()
    }

    /// The prose of those of the roots that somebody has written in.
    pub fn prose(&self, roots: Vec<Root>) -> BTreeMap<Root, Vec<Block>> {
        let txn = self.doc.transact();
        let read = |root: Root| {
            let text = txn.get_text(root.to_string().as_str())?;
            let blocks = shared::prose::blocks(&text, &txn);
            let written = blocks.iter().any(|block| !block.runs.is_empty());
            written.then_some((root, blocks))
        };
        roots.into_iter().filter_map(read).collect()
    }
}
