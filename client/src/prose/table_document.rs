//! The table's document in this browser.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use shared::document::{new_doc, reserved};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ClientID, Doc, ReadTxn, StateVector, Transact, Update};

/// How long updates gather before they are shown, in milliseconds.
const FRAME: i32 = 16;
/// The origin of what others wrote.
pub(super) const REMOTE: &str = "remote";

/// Why bytes from the server could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Not an update.
    #[error("not an update: {0}")]
    Update(String),
    /// Not a state vector.
    #[error("not a state vector: {0}")]
    StateVector(String),
}

/// What hands out changes once a transaction is over.
pub(super) trait Deliver {
    /// Hands out what is pending; says whether there was anything.
    fn deliver(&self) -> bool;
}

type OnUpdate = Rc<dyn Fn(Vec<u8>)>;
type OnTooMuch = Rc<dyn Fn(&str, String)>;

/// One yrs document, shared by all editors open on it. Cheap to clone.
///
/// What comes in waits in a queue until `settle`, so that a frame's worth of updates is one change
/// on screen, and so that nothing disturbs an input method in mid-word (`hold`). What goes out is
/// handed to the listener at once, after the transaction, so a listener may call back.
#[derive(Clone)]
pub struct TableDocument {
    pub(super) inner: Rc<Inner>,
}

pub(super) struct Inner {
    pub(super) doc: Doc,
    pub(super) roots: RefCell<Vec<Weak<dyn Deliver>>>,
    incoming: RefCell<VecDeque<Update>>,
    outgoing: Rc<RefCell<VecDeque<Vec<u8>>>>,
    delivering: Cell<bool>,
    holds: Cell<u32>,
    /// Whether a `settle` has been asked for.
    planned: Cell<bool>,
    pub(super) next_origin: Cell<u32>,
    on_local: RefCell<Option<OnUpdate>>,
    on_waiting: RefCell<Option<Box<dyn Fn()>>>,
    /// How many bytes one change may have, and who is handed the words of a larger one.
    pub(super) most: Cell<usize>,
    pub(super) on_too_much: RefCell<Option<OnTooMuch>>,
}

impl TableDocument {
    /// An empty document. Without a client id, a random one of 53 bits is taken.
    #[allow(
        clippy::missing_panics_doc,
        reason = "a new document has no transaction open"
    )]
    pub fn new(client: Option<u64>) -> Self {
        let client = client.map_or_else(unreserved, |id| id & ((1 << 53) - 1));
        let doc = new_doc(client);
        let outgoing = Rc::new(RefCell::new(VecDeque::new()));
        let out = outgoing.clone();
        doc.observe_update_v1("document", move |txn, event| {
            if txn.origin().is_none_or(|origin| *origin != REMOTE.into()) {
                out.borrow_mut().push_back(event.update.clone());
            }
        })
        .expect("a new document has no transaction open");
        Self {
            inner: Rc::new(Inner {
                doc,
                roots: RefCell::default(),
                incoming: RefCell::default(),
                outgoing,
                delivering: Cell::new(false),
                holds: Cell::new(0),
                planned: Cell::new(false),
                next_origin: Cell::new(0),
                on_local: RefCell::default(),
                on_waiting: RefCell::default(),
                most: Cell::new(usize::MAX),
                on_too_much: RefCell::default(),
            }),
        }
    }

    /// The client id all local writing carries.
    pub fn client(&self) -> u64 {
        self.inner.doc.client_id().get()
    }

    /// Calls `listener` with every update written here. There is one listener: the connection.
    pub fn on_local(&self, listener: impl Fn(Vec<u8>) + 'static) {
        *self.inner.on_local.borrow_mut() = Some(Rc::new(listener));
    }

    /// Takes no change of more than so many bytes.
    pub fn set_most(&self, bytes: usize) {
        self.inner.most.set(bytes);
    }

    /// Calls `listener` with the root and the words of a change that is not written because it is too
    /// much at once.
    pub fn on_too_much(&self, listener: impl Fn(&str, String) + 'static) {
        *self.inner.on_too_much.borrow_mut() = Some(Rc::new(listener));
    }

    /// Calls `listener` when updates begin to wait: the time to plan a `settle` for the next frame.
    pub fn on_waiting(&self, listener: impl Fn() + 'static) {
        *self.inner.on_waiting.borrow_mut() = Some(Box::new(listener));
    }

    /// Takes an update from the server into the queue.
    pub fn receive(&self, update: &[u8]) -> Result<(), Trouble> {
        let update = Update::decode_v1(update).map_err(|e| Trouble::Update(e.to_string()))?;
        self.inner.incoming.borrow_mut().push_back(update);
        self.plan();
        Ok(())
    }

    /// Takes an update and settles at once.
    pub fn apply_update(&self, update: &[u8]) -> Result<(), Trouble> {
        self.receive(update)?;
        self.settle()
    }

    /// Applies everything waiting as one transaction, unless somebody holds it back.
    pub fn settle(&self) -> Result<(), Trouble> {
        if self.inner.holds.get() > 0 {
            return Ok(());
        }
        self.inner.planned.set(false);
        let mut result = Ok(());
        if !self.inner.incoming.borrow().is_empty() {
            let mut txn = self.inner.doc.transact_mut_with(REMOTE);
            while let Some(update) = self.next_in_order(&txn.state_vector()) {
                if let Err(error) = txn.apply_update(update) {
                    result = Err(Trouble::Update(error.to_string()));
                }
            }
        }
        self.deliver();
        result
    }

    /// The next update that continues what is known of each of its authors. One that leaves a gap
    /// waits for what fills it: yrs would put a placeholder there, and when that is filled within
    /// the same transaction the documents diverge.
    fn next_in_order(&self, known: &StateVector) -> Option<Update> {
        let mut incoming = self.inner.incoming.borrow_mut();
        let follows = |update: &Update| {
            let begins = update.state_vector_lower();
            begins
                .iter()
                .all(|(client, clock)| *clock <= known.get(client))
        };
        let next = incoming.iter().position(follows)?;
        incoming.remove(next)
    }

    /// Keeps what comes in waiting, for an input method; `release` as often as this.
    pub fn hold(&self) {
        self.inner.holds.set(self.inner.holds.get() + 1);
    }

    /// Ends one `hold`; the last one calls the `on_waiting` listener if something waits.
    pub fn release(&self) {
        self.inner
            .holds
            .set(self.inner.holds.get().saturating_sub(1));
        if !self.inner.incoming.borrow().is_empty() {
            self.plan();
        }
    }

    /// Settles by itself from now on, a frame after something begins to wait. Not an animation frame:
    /// those stand still in a hidden tab, and the queue would grow.
    pub fn settle_each_frame(&self, on_trouble: impl Fn(Trouble) + 'static) {
        let (weak, on_trouble) = (Rc::downgrade(&self.inner), Rc::new(on_trouble));
        self.on_waiting(move || {
            let (weak, on_trouble) = (weak.clone(), on_trouble.clone());
            super::port::after(FRAME, move || {
                if let Some(Err(trouble)) =
                    weak.upgrade().map(|inner| TableDocument { inner }.settle())
                {
                    on_trouble(trouble);
                }
            });
        });
    }

    /// Whether everything that the update stands on is here: applying it would leave nothing out.
    pub fn has_all_under(&self, update: &[u8]) -> bool {
        let trial = Self::new(None);
        let applied = trial
            .apply_update(&self.encode_state())
            .and_then(|()| trial.apply_update(update));
        let is_whole = trial.inner.incoming.borrow().is_empty()
            && !trial.inner.doc.transact().has_missing_updates();
        applied.is_ok() && is_whole
    }

    /// What is applied here, as y-protocols' sync step 1 sends it.
    pub fn state_vector(&self) -> Vec<u8> {
        self.inner.doc.transact().state_vector().encode_v1()
    }

    /// What a peer with this state vector lacks.
    pub fn encode_diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Trouble> {
        let theirs = StateVector::decode_v1(state_vector)
            .map_err(|e| Trouble::StateVector(e.to_string()))?;
        Ok(self.inner.doc.transact().encode_diff_v1(&theirs))
    }

    /// The whole document as one update.
    pub fn encode_state(&self) -> Vec<u8> {
        self.inner
            .doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    /// How many blocks were written here: everything is saved once the server has committed as many.
    pub fn clock(&self) -> u32 {
        let client = self.inner.doc.client_id();
        self.inner.doc.transact().state_vector().get(&client)
    }

    /// Hands out what transactions left behind. Called after each of them, never inside one: a
    /// listener may read or write, and yrs has no re-entrant lock.
    pub(super) fn deliver(&self) {
        if self.inner.delivering.replace(true) {
            return; // the call that is already delivering takes these too
        }
        loop {
            let update = self.inner.outgoing.borrow_mut().pop_front();
            let listener = self.inner.on_local.borrow().clone();
            if let Some(update) = update {
                if let Some(listener) = listener {
                    listener(update);
                }
                continue;
            }
            let roots: Vec<_> = self
                .inner
                .roots
                .borrow()
                .iter()
                .filter_map(Weak::upgrade)
                .collect();
            if roots.iter().filter(|root| root.deliver()).count() == 0 {
                break;
            }
        }
        self.inner
            .roots
            .borrow_mut()
            .retain(|root| root.strong_count() > 0);
        self.inner.delivering.set(false);
    }

    fn plan(&self) {
        if self.inner.holds.get() > 0 || self.inner.planned.replace(true) {
            return;
        }
        if let Some(listener) = &*self.inner.on_waiting.borrow() {
            listener();
        }
    }
}
/// A random client id that is not the server's own.
fn unreserved() -> u64 {
    loop {
        let client = ClientID::random().get();
        if !reserved(client) {
            return client;
        }
    }
}
