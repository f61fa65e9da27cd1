//! The live table: the only place where messages become signals.
//!
//! [`LiveTable`] is what views read and ask. [`connection`] is how it stays in touch with the server, over a [`socket`];
//! [`reconnect`] finds back when it is lost (with backoff). [`documents`] says which documents
//! are kept in sync, each a [`replica`] that is kept [`in_step`], of which [`resync`] makes good what was missed. [`requests`]
//! and [`outgoing`] are what goes out, [`slow_save`] why that takes long, [`server_time`] what time it is there; [`save_state`]
//! says what is known to be saved, [`unsaved_store`] keeps the rest in this browser, under a [`web_lock`]; [`cursors`] are where
//! others write, told by [`share_cursor`], [`news`] what one should hear of.

mod backoff;
mod connection;
mod cursors;
mod documents;
mod in_step;
mod link;
mod news;
mod notice;
mod outgoing;
mod pointer;
mod reconnect;
mod replica;
mod requests;
mod resync;
mod retry;
mod save_state;
mod server_time;
mod share_cursor;
mod signals;
mod slow_save;
mod socket;
mod unsaved_store;
mod web_lock;

pub use cursors::{Cursor, Cursors};
pub use link::Link;
pub use news::News;
pub use requests::Waiting;
pub use save_state::{Delay, Kept, Rescued, SaveState};
pub use server_time::ServerTime;
pub use signals::{Signals, Trouble};

use crate::words::Wording;
use connection::Connection;
use leptos::prelude::*;
use shared::document::{DocumentId, Root};
use shared::ids::TableId;
use shared::refusal::Refusal;
use shared::table::Command;
use std::ops::Deref;
use std::rc::Rc;

/// The table that this page shows, alive: its signals, and what can be asked of it. A copy is a handle; it lasts as long
/// as the page.
#[derive(Clone, Copy)]
pub struct LiveTable {
    signals: Signals,
    connection: StoredValue<Rc<Connection>, LocalStorage>,
}

impl Deref for LiveTable {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        &self.signals
    }
}

impl LiveTable {
    /// Goes to the table, and stays in touch until the owner of this scope is cleaned up.
    pub fn open(id: TableId) -> Self {
        let live = Self {
            signals: Signals::new(),
            connection: StoredValue::new_local(Connection::new(id)),
        };
        provide_context(live);
        live.with_connection(|connection| connection.start(live.signals));
        live
    }

    /// Asks it of the table. Why the table refuses it stands in `refused`, for the view to show beside
    /// what was pressed.
    pub fn ask(
        self,
        command: impl Into<Command>,
        words: Wording,
        refused: RwSignal<Option<String>>,
    ) {
        self.ask_then(command, move |answer| {
            // Gone with the view.
            refused.try_set(answer.err().map(|refusal| words.refusal(&refusal)));
        });
    }

    /// Asks it of the table from a dialog, which closes once that is done; until then, why not stands in `refused`.
    pub fn ask_closing(
        self,
        command: impl Into<Command>,
        words: Wording,
        refused: RwSignal<Option<String>>,
        open: RwSignal<bool>,
    ) {
        self.ask_then(command, move |answer| match answer {
            // Gone with the view, perhaps.
            Ok(()) => drop(open.try_set(false)),
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    }

    /// Asks it, and calls back when it is committed or refused. It is asked again, with the same
    /// meaning, as often as the connection is lost before the answer.
    pub fn ask_then(
        self,
        command: impl Into<Command>,
        then: impl FnOnce(Result<(), Refusal>) + 'static,
    ) {
        self.with_connection(|connection| connection.ask(command.into(), Box::new(then)));
    }

    /// Tells the others where one is writing; nothing when one is not.
    pub fn point(self, pointer: Option<&Cursor>) {
        self.with_connection(|connection| connection.point(pointer));
    }

    /// Keeps the document of a root in sync, as long as one may read it.
    pub fn look_at(self, root: &Root) {
        let document = root.document();
        let is_known = |all: &Vec<DocumentId>| all.contains(&document);
        if self.looked_at.try_with_value(is_known) == Some(false) {
            self.looked_at.try_update_value(|all| all.push(document));
            self.with_connection(Connection::keep_documents);
        }
    }

    /// It need not be kept in sync any more, from the next time on that this is looked into.
    pub fn look_away(self, root: &Root) {
        let document = root.document();
        self.looked_at
            .try_update_value(|all| all.retain(|it| *it != document));
    }

    /// Forgets words that were offered back.
    pub fn dismiss(self, id: &str) {
        self.rescued
            .try_update(|rescued| rescued.retain(|words| words.id != id));
        self.with_connection(|connection| connection.dismiss(id));
    }

    /// Tries to reach the server at once instead of when the pause is over.
    pub fn try_now(self) {
        self.with_connection(Connection::try_now);
    }

    fn with_connection(self, then: impl FnOnce(&Rc<Connection>)) {
        // Gone with the page.
        self.connection.try_with_value(then);
    }
}
