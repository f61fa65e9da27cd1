//! One document as this page keeps it in sync: the table's, or one that not everybody at the table reads.

use super::pointer::Pointer;
use super::save_state::{SaveLedger, SaveState};
use super::unsaved_store::{Left, UnsavedStore};
use crate::prose::TableDocument;
use shared::document::DocumentId;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// One document, with what is known of it at the server and what waits here to be taken there.
pub(super) struct Replica {
    /// Which.
    pub id: DocumentId,
    /// By which number it goes on the wire. When it changes, more people read the document.
    pub number: Cell<u64>,
    pub text: RefCell<TableDocument>,
    /// What was refused and why, kept until the server's own text is here to compare with.
    pub refused: RefCell<Option<(String, TableDocument)>>,
    pub ledger: RefCell<SaveLedger>,
    /// Of whoever has the seat, once that is known.
    pub unsaved_store: RefCell<Option<Rc<UnsavedStore>>>,
    /// What earlier pages left in it has been looked at.
    pub looked: Cell<bool>,
    /// What they left, until it is taken in.
    pub left: RefCell<Vec<Left>>,
    /// Other pages still hold something in it.
    pub others_hold: Cell<bool>,
    pub sync: RefCell<Sync>,
    /// Where one is writing in it.
    pub pointer: Pointer,
}

/// How far a document is in step with the server, on this connection.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Sync {
    /// It was not asked for.
    #[default]
    Away,
    /// It was asked for.
    Asked,
    /// The server asks for what its state vector lacks; its own text has not come.
    Owing(Vec<u8>),
    /// The server's text is here; what it asks for may have to wait for what this browser kept.
    Received(Option<Vec<u8>>),
    /// The server has been answered: what is written now goes out at once.
    Live,
}

impl Sync {
    /// The server's state vector came.
    pub fn asked(&mut self, theirs: Vec<u8>) {
        *self = match self {
            Self::Away | Self::Asked | Self::Owing(_) => Self::Owing(theirs),
            Self::Received(_) | Self::Live => Self::Received(Some(theirs)),
        };
    }

    /// The server's text came.
    pub fn received(&mut self) {
        *self = match std::mem::take(self) {
            Self::Away | Self::Asked => Self::Received(None),
            Self::Owing(theirs) => Self::Received(Some(theirs)),
            further @ (Self::Received(_) | Self::Live) => further,
        };
    }
}

impl Replica {
    pub fn document(&self) -> TableDocument {
        self.text.borrow().clone()
    }

    pub fn handle(&self) -> u64 {
        self.number.get()
    }

    /// A new connection knows nothing of what was asked, answered and counted on the one before.
    pub fn connected(&self) {
        self.hush();
        self.ledger.borrow_mut().connected();
    }

    /// Nothing is in step until the server has brought it.
    pub fn hush(&self) {
        self.sync.take();
    }

    /// Whether the server's text is here.
    pub fn has_text(&self) -> bool {
        matches!(*self.sync.borrow(), Sync::Received(_) | Sync::Live)
    }

    /// Whether what is written now goes out at once.
    pub fn is_live(&self) -> bool {
        *self.sync.borrow() == Sync::Live
    }

    /// The state vector that the server is to be answered on, once its text is here.
    pub fn take_asked(&self) -> Option<Vec<u8>> {
        match &mut *self.sync.borrow_mut() {
            Sync::Received(theirs) => theirs.take(),
            Sync::Away | Sync::Asked | Sync::Owing(_) | Sync::Live => None,
        }
    }

    /// The server is being answered.
    pub fn answered(&self) {
        self.sync.replace(Sync::Live);
    }

    /// The server has committed something of this participant.
    pub fn committed(&self, clocks: &[(u64, u32)], updates: Option<u64>) {
        let client = self.document().client();
        self.ledger.borrow_mut().committed(client, clocks, updates);
    }

    /// What is true now of what was written.
    pub fn save_state(&self, is_connected: bool) -> SaveState {
        let mut ledger = self.ledger.borrow_mut();
        if self.is_live()
            && ledger.settle(self.document().clock())
            && let Some(unsaved_store) = &*self.unsaved_store.borrow()
        {
            unsaved_store.clear();
        }
        ledger.keeping(is_connected)
    }
}

#[cfg(test)]
mod tests {
    use super::Sync;

    #[test]
    fn text_and_question_may_come_in_any_order() {
        let mut greeted = Sync::Asked;
        greeted.asked(vec![1]);
        greeted.received();
        let mut answered = Sync::Asked;
        answered.received();
        assert_eq!(answered, Sync::Received(None));
        answered.asked(vec![1]);
        assert_eq!(greeted, answered);
        assert_eq!(greeted, Sync::Received(Some(vec![1])));
    }

    #[test]
    fn whoever_is_in_step_is_asked_again_and_not_told_again() {
        let mut sync = Sync::Live;
        sync.received();
        assert_eq!(sync, Sync::Live);
        sync.asked(vec![2]);
        assert_eq!(sync, Sync::Received(Some(vec![2])));
    }
}
