//! One root of the document: the text an editor shows and writes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use shared::prose::{Block, blocks, pieces, plain};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Assoc, IndexedSequence, Observable, Origin, StickyIndex, Text, TextRef, Transact};

use super::delta::{self, Op, Unsound};
use super::first_newline::{lacks_newline, shift};
use super::history::{Anchored, History};
use super::table_document::{Deliver, TableDocument};

/// Two offsets, in UTF-16 units: where a selection began and where it ends.
pub type Selection = (u32, u32);

/// The text of one root, as its editor has it. Cheap to clone; the history is shared by the clones.
#[derive(Clone)]
pub struct Prose {
    pub(super) document: TableDocument,
    pub(super) root: Rc<Root>,
}

impl Root {
    pub(super) const fn text(&self) -> &TextRef {
        &self.text
    }

    /// Whether the editor shows a first newline that nobody has written.
    pub(super) fn assumes_newline(&self) -> bool {
        self.assumed.get()
    }
}

type OnDelta = Rc<dyn Fn(Vec<Op>)>;

pub(super) struct Root {
    name: String,
    text: TextRef,
    origin: Origin,
    /// Whether the editor shows a first newline that nobody has written.
    assumed: Rc<Cell<bool>>,
    pending: Rc<RefCell<Vec<Vec<Op>>>>,
    history: RefCell<History>,
    on_delta: RefCell<Option<OnDelta>>,
}

/// Edits closer together than this are undone together, in milliseconds.
const UNDO_GROUPING: u64 = 500;
/// The origin of a first newline that had to be written; nobody's undo takes it back.
const FIRST_NEWLINE: &str = "first newline";

impl TableDocument {
    /// The text of one root, with an undo history of its own.
    pub fn open(&self, root: &str) -> Prose {
        self.open_grouping(root, UNDO_GROUPING)
    }

    /// As `open`, with the time within which edits are undone together, in milliseconds.
    pub fn open_grouping(&self, root: &str, millis: u64) -> Prose {
        let nth = self.inner.next_origin.get();
        self.inner.next_origin.set(nth + 1);
        let prose = Prose::new(self, root, nth, millis);
        let root: Rc<dyn Deliver> = prose.root.clone();
        self.inner.roots.borrow_mut().push(Rc::downgrade(&root));
        prose
    }

    /// One root as blocks, as it is here now.
    pub fn blocks(&self, root: &str) -> Vec<Block> {
        let text = self.inner.doc.get_or_insert_text(root);
        blocks(&text, &self.inner.doc.transact())
    }

    /// The words of one root as they are here now, a line for each paragraph.
    pub fn plain(&self, root: &str) -> String {
        let text = self.inner.doc.get_or_insert_text(root);
        plain(&blocks(&text, &self.inner.doc.transact()))
    }
}

impl Prose {
    pub(super) fn new(document: &TableDocument, name: &str, nth: u32, grouping: u64) -> Self {
        let doc = &document.inner.doc;
        let text = doc.get_or_insert_text(name);
        let origin = Origin::from(format!("editor {nth}"));
        let history = History::new(doc, &text, origin.clone(), grouping);
        let assumed = Rc::new(Cell::new(lacks_newline(&text, &doc.transact())));
        let pending = Rc::new(RefCell::new(Vec::new()));
        let root = Rc::new(Root {
            name: name.to_owned(),
            text,
            origin,
            assumed,
            pending,
            history: RefCell::new(history),
            on_delta: RefCell::default(),
        });
        root.follow();
        Self {
            document: document.clone(),
            root,
        }
    }

    /// The root's name.
    pub(super) fn name(&self) -> &str {
        &self.root.name
    }

    /// Whether it is a text of that document, and not of one before it.
    pub fn is_of(&self, document: &TableDocument) -> bool {
        self.document.client() == document.client()
    }

    /// Calls `listener` with every change that did not come from this text's own `apply`.
    pub fn on_delta(&self, listener: impl Fn(Vec<Op>) + 'static) {
        *self.root.on_delta.borrow_mut() = Some(Rc::new(listener));
    }

    /// The whole text as inserts; it always begins with a newline.
    pub fn delta(&self) -> Vec<Op> {
        delta::from_pieces(pieces(&self.root.text, &self.document.inner.doc.transact()))
    }

    /// The whole text as blocks.
    pub fn blocks(&self) -> Vec<Block> {
        blocks(&self.root.text, &self.document.inner.doc.transact())
    }

    /// Writes what was typed here: one delta per step, as one transaction. `selection` is where the
    /// selection was before. Nothing is written unless all of it is sound, nor if it is too much at
    /// once: then the words are handed back through the document, and the answer is no.
    pub fn apply(&self, deltas: Vec<Vec<Op>>, selection: Selection) -> Result<bool, Unsound> {
        let doc = &self.document.inner.doc;
        let mut length = self.root.text.len(&doc.transact()) + u32::from(self.root.assumed.get());
        for delta in &deltas {
            length = delta::check(delta, length)?;
        }
        if deltas
            .iter()
            .map(|delta| delta::most_bytes(delta))
            .sum::<usize>()
            > self.document.inner.most.get()
        {
            self.hand_back(&deltas);
            return Ok(false);
        }
        self.write_first_newline();
        self.root
            .history
            .borrow()
            .stand_at(self.anchored(selection));
        {
            let mut txn = doc.transact_mut_with(self.root.origin.clone());
            for delta in deltas {
                self.root.text.apply_delta(&mut txn, delta::to_yrs(delta));
            }
        }
        self.document.deliver();
        Ok(true)
    }

    /// The same for what was not typed in the editor, which is told of it.
    pub(super) fn apply_beside(
        &self,
        deltas: Vec<Vec<Op>>,
        selection: Selection,
    ) -> Result<bool, Unsound> {
        let is_written = self.apply(deltas.clone(), selection)?;
        if is_written {
            self.root.pending.borrow_mut().extend(deltas);
            self.document.deliver();
        }
        Ok(is_written)
    }

    fn hand_back(&self, deltas: &[Vec<Op>]) {
        let inserts = deltas.iter().flatten().filter_map(|op| match op {
            Op::Insert { insert, .. } => Some(insert.as_str()),
            Op::Retain { .. } | Op::Delete { .. } => None,
        });
        let listener = self.document.inner.on_too_much.borrow().clone();
        if let Some(listener) = listener {
            listener(&self.root.name, inserts.collect());
        }
    }

    /// Takes back the last step written here, and says where the selection had been.
    pub fn undo(&self, selection: Selection) -> Option<Selection> {
        self.travel(selection, History::undo)
    }

    /// Brings back what was last undone, and says where the selection had been.
    pub fn redo(&self, selection: Selection) -> Option<Selection> {
        self.travel(selection, History::redo)
    }

    fn travel(
        &self,
        selection: Selection,
        go: fn(&mut History) -> Option<Anchored>,
    ) -> Option<Selection> {
        let here = self.anchored(selection);
        let there = {
            let mut history = self.root.history.borrow_mut();
            history.stand_at(here);
            go(&mut history)
        };
        self.document.deliver();
        let (anchor, head) = there?.ends?;
        Some((self.find(&anchor)?, self.find(&head)?))
    }

    /// The next edit begins a step of its own: the selection was moved by hand.
    pub fn close_step(&self) {
        self.root.history.borrow_mut().close_step();
    }

    /// Whether there is something to undo, and something to redo.
    pub fn depth(&self) -> (bool, bool) {
        self.root.history.borrow().depth()
    }

    /// An offset that stays with the character before it; others may write around it.
    pub fn anchor(&self, offset: u32) -> Option<Vec<u8>> {
        self.stick(offset).map(|index| index.encode_v1())
    }

    /// Where an anchor is now; nothing if it is of another root or of words that have not arrived.
    pub fn offset(&self, anchor: &[u8]) -> Option<u32> {
        self.find(&StickyIndex::decode_v1(anchor).ok()?)
    }

    fn anchored(&self, (anchor, head): Selection) -> Anchored {
        let anchored = self.stick(anchor);
        // Finding an offset walks through the text: once is enough for a caret.
        let head = if head == anchor {
            anchored.clone()
        } else {
            self.stick(head)
        };
        Anchored {
            ends: anchored.zip(head),
        }
    }

    pub(super) fn stick(&self, offset: u32) -> Option<StickyIndex> {
        let txn = self.document.inner.doc.transact();
        let offset = offset.saturating_sub(u32::from(self.root.assumed.get()));
        let offset = offset.min(self.root.text.len(&txn));
        self.root.text.sticky_index(&txn, offset, Assoc::Before)
    }

    pub(super) fn find(&self, index: &StickyIndex) -> Option<u32> {
        let txn = self.document.inner.doc.transact();
        let offset = index.get_offset(&txn)?;
        let here: &yrs::branch::Branch = self.root.text.as_ref();
        (offset.branch.id() == here.id()).then(|| offset.index + u32::from(self.root.assumed.get()))
    }

    /// Words stand before the first newline, or there is none: it is written when somebody edits
    /// here, never on reading.
    fn write_first_newline(&self) {
        if self.root.assumed.replace(false) {
            let mut txn = self.document.inner.doc.transact_mut_with(FIRST_NEWLINE);
            self.root.text.insert(&mut txn, 0, "\n");
            drop(txn);
            // The editor has been showing it all along.
            self.root.pending.borrow_mut().pop();
        }
    }
}

impl Root {
    /// Notes what changes, to be told when the transaction is over.
    fn follow(self: &Rc<Self>) {
        let own = self.origin.clone();
        let (pending, assumed) = (self.pending.clone(), self.assumed.clone());
        self.text.observe(self.origin.clone(), move |txn, event| {
            if txn.origin() == Some(&own) {
                return;
            }
            let change = shift(
                delta::from_event(event.delta(txn)),
                &assumed,
                event.target(),
                txn,
            );
            if !change.is_empty() {
                pending.borrow_mut().push(change);
            }
        });
    }
}

impl Deliver for Root {
    /// Tells the editor.
    fn deliver(&self) -> bool {
        let changes = std::mem::take(&mut *self.pending.borrow_mut());
        let listener = self.on_delta.borrow().clone();
        for change in &changes {
            if let Some(listener) = &listener {
                listener(change.clone());
            }
        }
        !changes.is_empty()
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        self.text.unobserve(self.origin.clone());
    }
}

#[cfg(test)]
mod tests;
