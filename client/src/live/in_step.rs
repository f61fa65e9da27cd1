//! How a document is brought into step with the server, and kept there: what is asked, what is heard, what it is called.

use super::connection::{Connection, REVEALED};
use super::pointer::Pointer;
use super::replica::{Replica, Sync};
use crate::prose::TableDocument;
use shared::document::DocumentId;
use shared::protocol::{Frame, awareness};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

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
            number: Cell::new(handle),
            text: RefCell::new(TableDocument::new(None)),
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

    /// Begins a document of its own client id. What was written on the one before stays there, and so does what is
    /// written on it until the new one is shown.
    pub fn renew(self: &Rc<Self>, on: &Rc<Connection>) {
        let before = self.text.replace(TableDocument::new(None));
        self.listen(on);
        let tie = self.tie(on);
        before.on_local(move |update| tie.with(|_, replica| replica.note(update)));
        self.ledger.borrow_mut().moved();
    }

    fn listen(self: &Rc<Self>, on: &Rc<Connection>) {
        let document = self.document();
        let tie = self.tie(on);
        document.on_local(move |update| tie.with(|on, replica| replica.wrote(on, &update)));
        let tie = self.tie(on);
        document.on_too_much(move |root, words| {
            tie.with(|on, replica| replica.too_much(on, root, &words));
        });
        document.set_most(on.most.get());
        document.settle_each_frame(|trouble| leptos::logging::error!("{trouble}"));
    }

    /// Asks the server for it, unless that was done.
    pub fn ask(&self, on: &Connection) {
        let mut sync = self.sync.borrow_mut();
        if *sync == Sync::Away {
            *sync = Sync::Asked;
            let known = self.document().state_vector();
            on.send(self.number.get(), &Frame::Step1(&known));
        }
    }

    /// The document goes by this number now. By another, more people read it than when it was written here: what is not
    /// saved is not for them.
    pub fn readdress(self: &Rc<Self>, on: &Rc<Connection>, handle: u64) {
        if self.number.replace(handle) == handle {
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

    /// Hears what came for it.
    pub fn hear(self: &Rc<Self>, on: &Rc<Connection>, frame: Frame<'_>) {
        let result = match frame {
            Frame::Step1(theirs) => {
                self.sync.borrow_mut().asked(theirs.to_vec());
                return self.come_back(on);
            }
            Frame::Step2(update) => {
                // Applied at once, since everything that follows is shown on top of it.
                let applied = self.document().apply_update(update);
                self.sync.borrow_mut().received();
                self.come_back(on);
                applied
            }
            Frame::Update(update) => self.document().receive(update),
            Frame::Awareness(update) => {
                let all = awareness::decode(update).unwrap_or_default();
                return on.heard(all);
            }
            // This client has no use for them.
            Frame::QueryAwareness | Frame::Auth => return,
        };
        if let Err(trouble) = result {
            leptos::logging::error!("{trouble}");
        }
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
