//! One document of a table, open while somebody needs it, and otherwise its bytes.
//!
//! A document that was written letter by letter takes ten times the memory of its bytes, and is read from
//! them in a millisecond or a few. So it rests when nobody has written for a while.

use super::open::OpenDocument;
use super::size::Size;
use crate::gate;
use bytes::Bytes;
use shared::document::Root;
use std::collections::BTreeSet;
use tokio::time::Instant;
use yrs::block::ClientID;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, StateVector, Transact, Update};

/// A larger document is made anew, but stays open: nobody waits longer for the first letter after a
/// pause than they would notice.
const MOST_RESTING: usize = 512 << 10;

/// How many updates are read from a log before the gate's ledger follows them.
const MOST_UNFOLLOWED: usize = 4_096;

/// A document, open or at rest.
enum Body {
    Open(Box<OpenDocument>),
    /// All there is to know without opening it; the bytes are in [`DocumentState::encoded`].
    Resting(StateVector),
}

/// One document of a table.
pub struct DocumentState {
    body: Body,
    /// When somebody last wrote or needed the open document, unless there is no need to rest.
    stirred: Option<Instant>,
    /// The roots declared in it, without which yrs does not say which of them an update touched.
    declared: BTreeSet<Root>,
    /// Roots that have their first newline.
    seeded: BTreeSet<Root>,
    /// The whole document encoded: all there is of it while it rests, otherwise until it changes or nobody asks.
    encoded: Option<Bytes>,
    /// How large the document is.
    size: Size,
    /// Whether anything but first newlines came into it, or something of it was deleted.
    is_written: bool,
}

impl DocumentState {
    /// A document that holds nothing.
    pub(super) fn empty() -> Self {
        Self {
            body: Body::Open(Box::new(OpenDocument::empty())),
            stirred: Some(Instant::now()),
            declared: BTreeSet::new(),
            seeded: BTreeSet::new(),
            encoded: None,
            size: Size::default(),
            is_written: false,
        }
    }

    /// A document that begins with the first newline of each of its roots. That need not be in the log: it follows
    /// from the roots' names.
    pub(super) fn begun(roots: Vec<Root>) -> Self {
        let mut document = Self::empty();
        document.seed(roots);
        document.is_written = false;
        document
    }

    /// Reads a document from its bytes.
    pub(super) fn read(whole: Bytes) -> Option<Self> {
        let mut document = Self::empty();
        document.body = Body::Open(Box::new(OpenDocument::read(&whole)?));
        // As long as nothing is added, that is the whole document.
        document.size = Size::measured(whole.len());
        document.encoded = Some(whole);
        document.is_written = true;
        Some(document)
    }

    /// The document with its ledger, opened if it rests.
    ///
    /// # Panics
    /// Never: [`rest`](Self::rest) keeps bytes only after having read them.
    pub fn open(&mut self) -> &mut OpenDocument {
        if let Body::Resting(_) = self.body {
            let read = self.encoded.as_deref().and_then(OpenDocument::read);
            let document = read.expect("the same bytes were read when it was put to rest");
            document.declare(&self.declared);
            self.body = Body::Open(Box::new(document));
            self.stirred = Some(Instant::now());
        }
        match &mut self.body {
            Body::Open(document) => document,
            Body::Resting(_) => unreachable!("it was opened above"),
        }
    }

    /// Applies an update that has already passed the gate once, or that the house made.
    pub(super) fn apply_update(&mut self, update: &[u8]) -> anyhow::Result<()> {
        self.changed(update.len(), 0);
        let update = Update::decode_v1(update)?;
        self.open().doc.transact_mut().apply_update(update)?;
        Ok(())
    }

    /// The same, of an update from the log. The gate's ledger follows when it is needed, or when much has come.
    pub(super) fn replay(&mut self, update: &[u8], walk: gate::Walk) -> anyhow::Result<()> {
        self.apply_update(update)?;
        let document = self.open();
        document.unfollowed.push(walk);
        if document.unfollowed.len() >= MOST_UNFOLLOWED {
            document.catch_up()?;
        }
        Ok(())
    }

    /// The updates that give each of these roots that is new its first newline, applied.
    pub(super) fn seed(&mut self, roots: Vec<Root>) -> Vec<Vec<u8>> {
        let mut seeds = Vec::new();
        for root in roots {
            if self.seeded.contains(&root) {
                continue;
            }
            let seed = root.seed();
            let document = self.open();
            document.declare([&root]);
            // A seed is our own, and the same bytes each time: it cannot be refused.
            let is_followed = document
                .catch_up()
                .and_then(|()| document.ledger.note(&seed));
            self.declared.insert(root.clone());
            if self.apply_update(&seed).is_ok() && is_followed.is_ok() {
                seeds.push(seed);
                self.seeded.insert(root);
            }
        }
        seeds
    }

    /// Takes in what the house writes itself. After an error the document may hold some of it.
    pub fn write(&mut self, update: &[u8]) -> anyhow::Result<()> {
        let document = self.open();
        document.catch_up()?;
        document.ledger.note(update)?;
        self.apply_update(update)
    }

    /// Declares roots of a document that was read, and finds out which of them have their first newline.
    pub(super) fn declare(&mut self, roots: Vec<Root>) {
        let known = self.state_vector();
        self.open().declare(&roots);
        let is_seeded = |root: &&Root| known.get(&ClientID::new(root.seeder())) > 0;
        self.seeded.extend(roots.iter().filter(is_seeded).cloned());
        self.declared.extend(roots);
    }

    /// Whether there is something to [tidy](Self::tidy).
    pub fn is_untidy(&self) -> bool {
        match &self.body {
            Body::Open(document) => !document.unfollowed.is_empty() || self.encoded.is_some(),
            Body::Resting(_) => false,
        }
    }

    /// What is done when nobody waits: the ledger catches up, and what was encoded for those who came at
    /// once is given back.
    pub fn tidy(&mut self) -> Result<(), gate::Reason> {
        if let Body::Open(document) = &mut self.body {
            self.encoded = None;
            document.catch_up()?;
        }
        Ok(())
    }

    /// Tells the state that its document was changed, by an update of so many bytes that erases so much.
    pub fn changed(&mut self, bytes: usize, erases: usize) {
        self.open();
        self.encoded = None;
        self.stirred = Some(Instant::now());
        self.is_written = true;
        self.size.grow(bytes, erases);
    }

    /// Whether the document may grow by an update of so many bytes.
    pub fn has_room(&mut self, bytes: usize, most: usize) -> bool {
        if self.size.seems_full(bytes, most) && self.size.is_stale(most) {
            self.whole();
        }
        !self.size.seems_full(bytes, most)
    }

    /// Whether an update brings nothing, as far as that shows without the ledger: what it adds is there,
    /// and what it deletes is known to be deleted.
    pub fn holds(&mut self, walk: &gate::Walk) -> bool {
        let known = self.state_vector();
        let is_known =
            |range: &gate::ClientRange| range.to <= known.get(&ClientID::new(range.client));
        if !walk.clients.iter().all(is_known) {
            return false;
        }
        walk.deletes == 0 || {
            let OpenDocument { doc, ledger, .. } = self.open();
            ledger.has_deleted(doc, walk)
        }
    }

    /// The whole document as one update. Kept for a moment if the document does not change, so that a hundred people
    /// joining at once cost one encoding.
    pub fn whole(&mut self) -> Bytes {
        if let Some(encoded) = &self.encoded {
            return encoded.clone();
        }
        let whole = self.open().encode();
        self.size = Size::measured(whole.len());
        self.encoded.insert(whole.into()).clone()
    }

    /// What a peer with this state vector lacks.
    pub fn since(&mut self, known: &StateVector) -> Bytes {
        if known.is_empty() {
            return self.whole();
        }
        self.open().doc.transact().encode_diff_v1(known).into()
    }

    /// When somebody last wrote, or needed the open document; nothing if there is no need to rest.
    pub fn stirred(&self) -> Option<Instant> {
        self.stirred
    }

    /// How far the document has come.
    pub fn state_vector(&self) -> StateVector {
        match &self.body {
            Body::Open(document) => document.doc.transact().state_vector(),
            Body::Resting(vector) => vector.clone(),
        }
    }

    /// Whether anything but first newlines came into it, or something of it was deleted.
    pub fn is_written(&self) -> bool {
        self.is_written
    }

    /// Keeps the document as bytes only, until somebody needs it. Only for what is committed.
    pub fn rest(&mut self) {
        if self.stirred.take().is_none() {
            return;
        }
        let Body::Open(document) = &self.body else {
            return;
        };
        let whole = Bytes::from(document.encode().into_boxed_slice());
        // Proof that it can be opened again.
        let Some(fresh) = OpenDocument::read(&whole).filter(|fresh| fresh.is_same_as(document))
        else {
            tracing::error!("a document is not what its bytes say; it stays open");
            return;
        };
        self.size = Size::measured(whole.len());
        if whole.len() > MOST_RESTING {
            fresh.declare(&self.declared);
            self.encoded = None;
            self.body = Body::Open(Box::new(fresh));
        } else {
            self.body = Body::Resting(self.state_vector());
            self.encoded = Some(whole);
        }
    }
}
