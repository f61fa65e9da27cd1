//! One document as this page keeps it in sync: the table's, or one that not everybody at the table reads.

use super::connection::{Connection, REVEALED};
use super::save_state::{SaveLedger, SaveState};
use super::share_cursor::Pointer;
use super::sync_protocol::Frame;
use super::unsaved_store::{Left, UnsavedStore};
use crate::prose::TableDocument;
use shared::document::DocumentId;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// One document, with what is known of it at the server and what waits here to be taken there.
pub(super) struct Replica {
    /// Which.
    pub id: DocumentId,
    /// By which number it goes on the wire. When it changes, more people read the document.
    handle: Cell<u64>,
    document: RefCell<TableDocument>,
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
    sync: RefCell<Sync>,
    /// Where one is writing in it.
    pub pointer: Pointer,
}

/// How far a document is in step with the server, on this connection.
#[derive(Debug, Default, PartialEq, Eq)]
enum Sync {
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
    fn asked(&mut self, theirs: Vec<u8>) {
        *self = match self {
            Self::Away | Self::Asked | Self::Owing(_) => Self::Owing(theirs),
            Self::Received(_) | Self::Live => Self::Received(Some(theirs)),
        };
    }

    /// The server's text came.
    fn received(&mut self) {
        *self = match std::mem::take(self) {
            Self::Away | Self::Asked => Self::Received(None),
            Self::Owing(theirs) => Self::Received(Some(theirs)),
            further @ (Self::Received(_) | Self::Live) => further,
        };
    }
}

/// The way back from a callback, for as long as both live.
#[derive(Clone)]
pub(super) struct Tie {
    connection: Weak<Connection>,
    replica: Weak<Replica>,
}

impl Tie {
    pub fn with(&self, then: impl FnOnce(&Rc<Connection>, &Rc<Replica>)) {
        if let (Some(connection), Some(replica)) =
            (self.connection.upgrade(), self.replica.upgrade())
        {
            then(&connection, &replica);
        }
    }
}

impl Replica {
    /// An empty one, by its number on the wire.
    pub fn new(on: &Rc<Connection>, id: DocumentId, handle: u64) -> Rc<Self> {
        let replica = Rc::new(Self {
            id,
            handle: Cell::new(handle),
            document: RefCell::new(TableDocument::new(None)),
            refused: RefCell::default(),
            ledger: RefCell::default(),
            unsaved_store: RefCell::default(),
            looked: Cell::new(false),
            left: RefCell::default(),
            others_hold: Cell::new(false),
            sync: RefCell::default(),
            pointer: Pointer::default(),
        });
        replica.listen(on);
        replica
    }

    pub fn tie(self: &Rc<Self>, on: &Rc<Connection>) -> Tie {
        Tie {
            connection: Rc::downgrade(on),
            replica: Rc::downgrade(self),
        }
    }

    pub fn document(&self) -> TableDocument {
        self.document.borrow().clone()
    }

    pub fn handle(&self) -> u64 {
        self.handle.get()
    }

    /// Begins a document of its own client id. What was written on the one before stays there, and so does what is
    /// written on it until the new one is shown.
    pub fn renew(self: &Rc<Self>, on: &Rc<Connection>) {
        let before = self.document.replace(TableDocument::new(None));
        self.listen(on);
        let tie = self.tie(on);
        before.on_local(move |update| tie.with(|_, replica| replica.note(update)));
        self.ledger.borrow_mut().moved();
    }

    fn listen(self: &Rc<Self>, on: &Rc<Connection>) {
        let document = self.document();
        let tie = self.tie(on);
        document.on_local(move |update| tie.with(|on, replica| replica.wrote(on, update)));
        let tie = self.tie(on);
        document.on_too_much(move |root, words| {
            tie.with(|on, replica| replica.too_much(on, root, &words));
        });
        document.set_most(on.most.get());
        document.settle_each_frame(|trouble| leptos::logging::error!("{trouble}"));
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

    /// Asks the server for it, unless that was done.
    pub fn ask(&self, on: &Connection) {
        let mut sync = self.sync.borrow_mut();
        if *sync == Sync::Away {
            *sync = Sync::Asked;
            let asked = Frame::Step1(self.document().state_vector());
            on.send(self.handle.get(), &asked);
        }
    }

    /// The document goes by this number now. By another, more people read it than when it was written here: what is not
    /// saved is not for them.
    pub fn readdress(self: &Rc<Self>, on: &Rc<Connection>, handle: u64) {
        if self.handle.replace(handle) == handle {
            return;
        }
        self.hush();
        on.live()
            .forget_speakers(|_, document| *document == self.id);
        if self.ledger.borrow().is_owed() {
            self.leave(on);
            self.refuse(on, REVEALED.to_owned());
        }
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

    /// Hears what came for it.
    pub fn hear(self: &Rc<Self>, on: &Rc<Connection>, frame: Frame) {
        let result = match frame {
            Frame::Step1(theirs) => {
                self.sync.borrow_mut().asked(theirs);
                return self.come_back(on);
            }
            Frame::Step2(update) => {
                // Applied at once, since everything that follows is shown on top of it.
                let applied = self.document().apply_update(&update);
                self.sync.borrow_mut().received();
                self.come_back(on);
                applied
            }
            Frame::Update(update) => self.document().receive(&update),
            Frame::Awareness(all) => return on.heard(all),
        };
        if let Err(trouble) = result {
            leptos::logging::error!("{trouble}");
        }
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

    /// One does not read it any more: what is not saved is offered back, and it is shown no longer.
    pub fn close(&self, on: &Connection) {
        self.offer_back_unsaved(on, "not-yours");
        self.vanish(on);
    }

    /// It is shown no longer.
    pub fn vanish(&self, on: &Connection) {
        on.live().show_document(&self.id, None);
        on.live()
            .forget_speakers(|_, document| *document == self.id);
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
