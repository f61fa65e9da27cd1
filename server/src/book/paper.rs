//! The document of a book and what the gate knows of it, while somebody needs them; otherwise its bytes.
//!
//! A document that was written letter by letter takes ten times the memory of its bytes, and is read from
//! them in a millisecond or a few. So a book rests when nobody has written for a while.

use super::Book;
use super::size::Size;
use crate::gate;
use bytes::Bytes;
use shared::document::{self, Root};
use shared::prose::Block;
use shared::round_table::RoundTable;
use std::collections::BTreeMap;
use tokio::time::Instant;
use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, StateVector, Transact, Update};

/// A larger document is made anew, but stays open: nobody waits longer for the first letter after a
/// pause than they would notice.
const MOST_RESTING: usize = 512 << 10;

/// The document and its ledger.
pub struct Paper {
    /// The document that the log's updates make.
    pub doc: Doc,
    /// In which root every clock of the document lies, once it has [caught up](Self::catch_up).
    pub ledger: gate::Ledger,
    /// What the ledger has not followed yet: whoever only reads need not wait for it.
    pub(super) unfollowed: Vec<gate::Walk>,
}

/// A document, open or at rest.
pub(super) enum Document {
    Open(Box<Paper>),
    /// All there is to know without opening it. [`Book::whole`] has the bytes.
    Resting(StateVector),
}

impl Paper {
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
        let mut paper = Self::empty();
        let update = Update::decode_v1(whole).ok()?;
        paper.doc.transact_mut().apply_update(update).ok()?;
        paper.unfollowed.push(walk);
        Some(paper)
    }

    /// Lets the ledger follow what was read, before anything is written.
    pub(super) fn catch_up(&mut self) -> Result<(), gate::Reason> {
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
    fn declare(&self, state: &RoundTable) {
        for root in state.roots() {
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

    /// The prose of every root that somebody has written in.
    pub(super) fn prose(&self, state: &RoundTable) -> BTreeMap<Root, Vec<Block>> {
        let txn = self.doc.transact();
        let read = |root: Root| {
            let text = txn.get_text(root.to_string().as_str())?;
            let blocks = shared::prose::blocks(&text, &txn);
            let written = blocks.iter().any(|block| !block.runs.is_empty());
            written.then_some((root, blocks))
        };
        state.roots().into_iter().filter_map(read).collect()
    }
}

impl Book {
    /// The document with its ledger, opened if the book rests, beside the state.
    ///
    /// # Panics
    /// Never: [`rest`](Self::rest) keeps bytes only after having read them.
    pub fn open_paper(&mut self) -> (&RoundTable, &mut Paper) {
        if let Document::Resting(_) = self.document {
            let read = self.encoded.as_deref().and_then(Paper::read);
            let paper = read.expect("the same bytes were read when the book was put to rest");
            paper.declare(&self.state);
            self.document = Document::Open(Box::new(paper));
            self.stirred = Some(Instant::now());
        }
        match &mut self.document {
            Document::Open(paper) => (&self.state, &mut **paper),
            Document::Resting(_) => unreachable!("it was opened above"),
        }
    }

    /// When somebody last wrote, or needed the open document; nothing if there is no need to rest.
    pub fn stirred(&self) -> Option<Instant> {
        self.stirred
    }

    /// How far the document has come.
    pub fn state_vector(&self) -> StateVector {
        match &self.document {
            Document::Open(paper) => paper.doc.transact().state_vector(),
            Document::Resting(vector) => vector.clone(),
        }
    }

    /// Keeps the document as bytes only, until somebody needs it. Only for what is committed.
    pub fn rest(&mut self) {
        self.stirred = None;
        let Document::Open(paper) = &self.document else {
            return;
        };
        let whole = Bytes::from(paper.encode().into_boxed_slice());
        // Proof that it can be opened again.
        let Some(fresh) = Paper::read(&whole).filter(|fresh| fresh.is_same_as(paper)) else {
            tracing::error!("a document is not what its bytes say; it stays open");
            return;
        };
        self.size = Size::measured(whole.len());
        if whole.len() > MOST_RESTING {
            fresh.declare(&self.state);
            self.encoded = None;
            self.document = Document::Open(Box::new(fresh));
        } else {
            self.document = Document::Resting(self.state_vector());
            self.encoded = Some(whole);
        }
        self.owners.shrink_to_fit();
    }
}
