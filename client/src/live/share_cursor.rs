//! Sharing cursors: what others said is shown, what one does oneself is told, in the document that it is done in.

use super::connection::Connection;
use super::cursors::{Cursor, Said, State};
use super::replica::Replica;
use crate::clock::millis;
use leptos::prelude::*;
use shared::document::{DocumentId, Root};
use shared::protocol::Frame;
use shared::protocol::awareness::{Entry, encode};
use std::rc::Rc;
use std::time::Duration;

/// How long others' carets wait for the words that they stand in.
const POINTING: Duration = Duration::from_millis(50);
/// How often it is looked whether they still are.
const LOOKING: Duration = Duration::from_millis(500);
/// After how long others are told of an edit that moved no pointer.
const TELLING: Duration = Duration::from_millis(500);

impl Connection {
    /// Some say where they are. It is shown once the words that they point into are, and not more often than that.
    pub(super) fn heard(self: &Rc<Self>, mut all: Vec<Entry<'_>>) {
        let own: Vec<_> = self
            .replicas()
            .iter()
            .map(|it| it.document().client())
            .collect();
        all.retain(|said| !own.contains(&said.client));
        let all = all.into_iter().map(Said::from);
        self.heard.said.borrow_mut().extend(all);
        if self.heard.pointing.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let show = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            connection.heard.pointing.set(false);
            let (heard, now) = (connection.heard.said.take(), millis());
            connection.live().cursors.try_update(|cursors| {
                for said in heard {
                    cursors.hear(said, now);
                }
            });
            connection.rest_later();
        };
        set_timeout(show, POINTING);
    }

    /// Looks again and again until nobody is writing any more.
    fn rest_later(self: &Rc<Self>) {
        let cursors = self.live().cursors;
        let anybody = cursors.try_with_untracked(|cursors| cursors.writing().next().is_some());
        if anybody != Some(true) || self.heard.resting.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let look = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            connection.heard.resting.set(false);
            let cursors = connection.live().cursors;
            cursors.try_maybe_update(|cursors| (cursors.rest(millis()), ()));
            connection.rest_later();
        };
        set_timeout(look, LOOKING);
    }

    /// Tells the others where one is writing: those who read the text that it is in, and nobody else.
    pub(super) fn point(&self, cursor: Option<&Cursor>) {
        let root = cursor.and_then(|cursor| Root::parse(&cursor.root));
        let document = root.map(|root| root.document());
        for replica in self.replicas() {
            let is_there = document.as_ref() == Some(&replica.id);
            replica.point(self, cursor.filter(|_| is_there).cloned());
        }
    }
}

impl Replica {
    /// Something was edited here: others are told with the next move of the pointer, or soon without one.
    pub(super) fn edited(self: &Rc<Self>, on: &Rc<Connection>) {
        let pointer = &self.pointer;
        pointer.edits.set(pointer.edits.get().wrapping_add(1));
        if pointer.telling.replace(true) {
            return;
        }
        let tie = self.tie(on);
        let tell = move || {
            tie.with(|on, replica| {
                let pointer = &replica.pointer;
                pointer.telling.set(false);
                if pointer.told_edits.get() != pointer.edits.get() {
                    replica.send_pointer(on);
                }
            });
        };
        set_timeout(tell, TELLING);
    }

    fn point(&self, on: &Connection, cursor: Option<Cursor>) {
        if *self.pointer.cursor.borrow() != cursor {
            *self.pointer.cursor.borrow_mut() = cursor;
            self.send_pointer(on);
        }
    }

    /// Tells it again. At the table, one is known to be there; in another document, from where one points: the server
    /// lets a connection speak by a few client ids only.
    pub(super) fn send_pointer(&self, on: &Connection) {
        let pointer = &self.pointer;
        let is_there = self.id == DocumentId::Table || pointer.cursor.borrow().is_some();
        if !self.has_text() || !(is_there || pointer.is_there.get()) {
            return;
        }
        pointer.told_edits.set(pointer.edits.get());
        let state = State {
            pointer: pointer.cursor.borrow().clone(),
            edits: pointer.edits.get(),
        };
        let state = serde_json::to_string(&state).unwrap_or_else(|_| "{}".to_owned());
        self.say_where(on, Some(state.as_str()).filter(|_| is_there));
    }

    /// Nothing points there by this client id any more.
    pub(super) fn leave(&self, on: &Connection) {
        if self.pointer.is_there.get() {
            self.say_where(on, None);
        }
    }

    fn say_where(&self, on: &Connection, state: Option<&str>) {
        let pointer = &self.pointer;
        pointer.clock.set(pointer.clock.get() + 1);
        pointer.is_there.set(state.is_some());
        let said = Entry {
            client: self.document().client(),
            clock: pointer.clock.get(),
            state,
        };
        on.send(self.handle(), &Frame::Awareness(&encode([said])));
    }
}
