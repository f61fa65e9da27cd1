//! The unsaved store: what was written here and is not saved yet, kept by this browser (in `IndexedDB`) over
//! a reload or a crash.
//!
//! Each page has a compartment of its own and holds it for as long as it lives. A compartment that
//! nobody holds any more is left over: whichever page of the same person comes next takes it over.
//! What lies in it are updates in the order of writing. Each stands on those before it and on what
//! the server had told, so that nothing is missing when they are applied to the server's document. Each document has
//! a store of its own. Words that are offered back lie with the table's: they outlast whoever reads the document.

mod layout;
mod waiting;

use self::layout::{RESCUED, UNSAVED, hold_name, open, place_of, row_of, written_in};
pub use self::waiting::Left;
use self::waiting::Waiting;
use super::save_state::{Kept, Rescued};
use super::web_lock::WebLock;
use idb::{Database, Error, KeyRange, ObjectStore, Query, Transaction, TransactionMode};
use js_sys::Array;
use leptos::task::spawn_local;
use shared::document::DocumentId;
use shared::ids::{ParticipantId, TableId};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// How long what is written gathers before it is put away. Where the server answers sooner, nothing
/// has to be.
const GATHERING: Duration = Duration::from_millis(16);

/// One person's unsaved store of one document.
pub(super) struct UnsavedStore {
    table: String,
    place: String,
    owner: String,
    /// The name of this page's compartment.
    own: String,
    database: RefCell<Option<Database>>,
    next_row: Cell<u32>,
    /// Whether something lies in this page's compartment.
    is_filled: Cell<bool>,
    /// The compartments that this page answers for, and up to which row.
    held: RefCell<BTreeMap<String, (u32, WebLock)>>,
    waiting: RefCell<Waiting>,
    /// Whether somebody is on the way to the unsaved store.
    busy: Cell<bool>,
    /// Whether it could not be opened, or took nothing the last time.
    failed: Cell<bool>,
    /// Called when [`UnsavedStore::kept`] may have changed.
    tell: Box<dyn Fn()>,
}

impl UnsavedStore {
    /// A unsaved store that is still to be opened.
    pub fn new(
        table: &TableId,
        document: &DocumentId,
        owner: &ParticipantId,
        tell: impl Fn() + 'static,
    ) -> Rc<Self> {
        let place = match document {
            DocumentId::Table => table.to_string(),
            DocumentId::Desk(_)
            | DocumentId::Private(..)
            | DocumentId::Notes
            | DocumentId::Report => format!("{table}/{document}"),
        };
        Rc::new(Self {
            table: table.to_string(),
            place,
            owner: owner.to_string(),
            own: crate::random::new_name(),
            database: RefCell::default(),
            next_row: Cell::new(0),
            is_filled: Cell::new(false),
            held: RefCell::default(),
            waiting: RefCell::default(),
            busy: Cell::new(false),
            failed: Cell::new(false),
            tell: Box::new(tell),
        })
    }

    /// Whose it is.
    pub fn is_of(&self, owner: &ParticipantId) -> bool {
        self.owner == owner.as_str()
    }

    /// Whether what was written would be there after a reload.
    pub fn kept(&self) -> Kept {
        match (self.failed.get(), self.waiting.borrow().is_empty()) {
            (true, _) => Kept::Not,
            (false, true) if !self.busy.get() => Kept::Here,
            (false, _) => Kept::Soon,
        }
    }

    /// Opens it.
    pub async fn open(self: &Rc<Self>) {
        if let Some(hold) = WebLock::take(&hold_name(&self.own)).await {
            self.held.borrow_mut().insert(self.own.clone(), (0, hold));
        }
        match open().await {
            Ok(database) => *self.database.borrow_mut() = Some(database),
            Err(error) => leptos::logging::warn!("nothing can be kept here: {error}"),
        }
        self.failed.set(self.database.borrow().is_none());
        self.go_soon();
    }

    /// Takes it for one that cannot be opened, if it is not open by now.
    pub fn wait_no_longer(&self) {
        if self.database.borrow().is_none() {
            self.failed.set(true);
            (self.tell)();
        }
    }

    /// Keeps an update until [`UnsavedStore::clear`], with the document's handle now.
    pub fn keep(self: &Rc<Self>, handle: u64, update: Vec<u8>) {
        self.waiting.borrow_mut().updates.push((handle, update));
        self.go_soon();
    }

    /// Everything kept until now is saved or rescued, and may go.
    pub fn clear(self: &Rc<Self>) {
        let mut waiting = self.waiting.borrow_mut();
        waiting.updates.clear();
        let answers_for_others = || self.held.borrow().keys().any(|name| *name != self.own);
        waiting.clear |= self.is_filled.get() || answers_for_others();
        drop(waiting);
        self.go_soon();
    }

    /// Forgets what a page that is gone has left, but keeps these words of it.
    pub fn put_away(self: &Rc<Self>, left: Left, rescued: Option<Rescued>) {
        let mut waiting = self.waiting.borrow_mut();
        waiting.put_away.push(left);
        waiting.rescued.extend(rescued);
        drop(waiting);
        self.go_soon();
    }

    /// Keeps words until they are dismissed.
    pub fn rescue(self: &Rc<Self>, rescued: Rescued) {
        self.waiting.borrow_mut().rescued.push(rescued);
        self.go_soon();
    }

    /// Nobody wants those words any more.
    pub fn dismiss(self: &Rc<Self>, id: &str) {
        let mut waiting = self.waiting.borrow_mut();
        waiting.rescued.retain(|rescued| rescued.id != id);
        waiting.dismissed.push(id.to_owned());
        drop(waiting);
        self.go_soon();
    }

    /// Puts away what waits, at once: the page may be about to end.
    pub fn hurry(&self) {
        let waiting = self.waiting.take();
        if waiting.is_empty() {
            return;
        }
        // What is begun is finished by the browser, also without the page.
        match self.begin(&waiting) {
            Some(Ok(_)) => {}
            _ => self.waiting.borrow_mut().put_back(waiting),
        }
    }

    /// Words that were offered back to an earlier page and not dismissed; those of all documents lie with the table's.
    pub async fn rescued(&self) -> Vec<Rescued> {
        if self.place != self.table {
            return Vec::new();
        }
        let read = async |store: &ObjectStore, range: KeyRange| {
            store.get_all(Some(Query::KeyRange(range)), None)?.await
        };
        let rows = self.read(RESCUED, &[], read).await.unwrap_or_default();
        let rescued = rows
            .iter()
            .filter_map(|row| Rescued::read(&row.as_string()?));
        rescued.collect()
    }

    /// What pages that are gone have left, and whether other pages still hold something.
    pub async fn left(&self) -> (Vec<Left>, bool) {
        let (mut left, mut is_held) = (Vec::new(), false);
        for name in self.others().await {
            let Some(hold) = WebLock::take(&hold_name(&name)).await else {
                is_held = true;
                continue;
            };
            let read = async |store: &ObjectStore, range: KeyRange| {
                let range = Query::KeyRange(range);
                let keys = store.get_all_keys(Some(range.clone()), None)?;
                let rows = store.get_all(Some(range), None)?;
                Ok((keys.await?, rows.await?))
            };
            let found = self.read(UNSAVED, &[name.as_str().into()], read).await;
            let Some((keys, rows)) = found else { continue };
            let Some((_, last_row)) = keys.last().and_then(place_of) else {
                continue;
            };
            left.push(Left {
                written: rows.iter().flat_map(written_in).collect(),
                name,
                last_row,
                hold,
            });
        }
        (left, is_held)
    }

    /// Answers for what another page left, from now on.
    pub fn take_over(&self, left: Left) {
        let mut held = self.held.borrow_mut();
        held.insert(left.name, (left.last_row, left.hold));
    }

    /// The names of compartments that this page does not answer for.
    async fn others(&self) -> Vec<String> {
        let read = async |store: &ObjectStore, range: KeyRange| {
            store
                .get_all_keys(Some(Query::KeyRange(range)), None)?
                .await
        };
        let keys = self.read(UNSAVED, &[], read).await.unwrap_or_default();
        let mut names: Vec<_> = keys
            .iter()
            .filter_map(place_of)
            .map(|(name, _)| name)
            .collect();
        names.dedup();
        let held = self.held.borrow();
        names.retain(|name| *name != self.own && !held.contains_key(name));
        names
    }

    /// Reads from the part of a store whose keys begin with the place, the owner and `rest`.
    async fn read<T>(
        &self,
        store: &str,
        rest: &[JsValue],
        read: impl AsyncFnOnce(&ObjectStore, KeyRange) -> Result<T, Error>,
    ) -> Option<T> {
        let opened = || {
            let database = self.database.borrow();
            let transaction = database
                .as_ref()?
                .transaction(&[store], TransactionMode::ReadOnly);
            Some(transaction.and_then(|transaction| transaction.object_store(store)))
        };
        let found = match opened()? {
            Ok(store) => match self.range(rest) {
                Ok(range) => read(&store, range).await,
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        };
        found
            .inspect_err(|error| leptos::logging::warn!("what is kept cannot be read: {error}"))
            .ok()
    }

    fn go_soon(self: &Rc<Self>) {
        (self.tell)();
        if self.waiting.borrow().is_empty() || self.busy.replace(true) {
            return;
        }
        let unsaved_store = self.clone();
        leptos::prelude::set_timeout(
            move || spawn_local(async move { unsaved_store.go().await }),
            GATHERING,
        );
    }

    /// Does what waits, until nothing does.
    async fn go(self: Rc<Self>) {
        while !self.waiting.borrow().is_empty() {
            let waiting = self.waiting.take();
            let done = match self.begin(&waiting) {
                Some(Ok(transaction)) => transaction.await.is_ok_and(|end| end.is_committed()),
                Some(Err(_)) | None => false,
            };
            if !done {
                // Not open yet, or there is no room: it is tried again with the next change.
                self.waiting.borrow_mut().put_back(waiting);
                self.failed
                    .set(self.failed.get() || self.database.borrow().is_some());
                break;
            }
            self.failed.set(false);
        }
        self.busy.set(false);
        (self.tell)();
    }

    /// Begins to do what waits, all or nothing; nothing if the unsaved store is not open.
    fn begin(&self, waiting: &Waiting) -> Option<Result<Transaction, Error>> {
        let database = self.database.borrow();
        let stores = [UNSAVED, RESCUED];
        let transaction = database
            .as_ref()?
            .transaction(&stores, TransactionMode::ReadWrite);
        Some(transaction.and_then(|transaction| {
            self.fill(&transaction, waiting)?;
            transaction.commit()
        }))
    }

    fn fill(&self, transaction: &Transaction, waiting: &Waiting) -> Result<(), Error> {
        let unsaved = transaction.object_store(UNSAVED)?;
        if waiting.clear {
            let rows = (self.own.clone(), self.next_row.get());
            let mut held = self.held.borrow_mut();
            let others = held.iter().filter(|(name, _)| **name != self.own);
            let others = others.map(|(name, (last, _))| (name.clone(), *last));
            for (name, last) in others.chain([rows]) {
                let from = self.key(&[name.as_str().into()]);
                let to = self.key(&[name.as_str().into(), last.into()]);
                unsaved.delete(KeyRange::bound(&from, &to, None, None)?)?;
            }
            // Who takes them now waits for this transaction, and finds nothing.
            held.retain(|name, _| *name == self.own);
            self.is_filled.set(false);
        }
        for left in &waiting.put_away {
            let from = self.key(&[left.name.as_str().into()]);
            let to = self.key(&[left.name.as_str().into(), left.last_row.into()]);
            unsaved.delete(KeyRange::bound(&from, &to, None, None)?)?;
        }
        if !waiting.updates.is_empty() {
            self.next_row.set(self.next_row.get() + 1);
            self.is_filled.set(true);
            let row = row_of(&waiting.updates);
            let key = self.key(&[self.own.as_str().into(), self.next_row.get().into()]);
            unsaved.put(&row, Some(&key))?;
        }
        let rescued = transaction.object_store(RESCUED)?;
        let with_the_table = |id: &str| self.key_in(&self.table, &[id.into()]);
        for words in &waiting.rescued {
            let key = with_the_table(&words.id);
            rescued.put(&words.write().into(), Some(&key))?;
        }
        for id in &waiting.dismissed {
            rescued.delete(with_the_table(id))?;
        }
        Ok(())
    }

    fn key(&self, rest: &[JsValue]) -> JsValue {
        self.key_in(&self.place, rest)
    }

    fn key_in(&self, place: &str, rest: &[JsValue]) -> JsValue {
        let whose = [place.into(), self.owner.as_str().into()];
        let key: Array = whose.iter().chain(rest).collect();
        key.into()
    }

    /// All keys that begin so. A list comes after every text and number.
    fn range(&self, rest: &[JsValue]) -> Result<KeyRange, Error> {
        let beyond: Vec<_> = rest.iter().cloned().chain([Array::new().into()]).collect();
        KeyRange::bound(&self.key(rest), &self.key(&beyond), None, None)
    }
}
