//! Sharing cursors: what others said is shown, what one does oneself is told.

use super::connection::Connection;
use super::cursors::{Cursor, State};
use super::sync_protocol::{Frame, Said};
use crate::clock::millis;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// How long others' carets wait for the words that they stand in.
const POINTING: Duration = Duration::from_millis(50);
/// How often it is looked whether they still are.
const LOOKING: Duration = Duration::from_millis(500);
/// After how long others are told of an edit that moved no pointer.
const TELLING: Duration = Duration::from_millis(500);

impl Connection {
    /// Shows where others are once the words they point into are shown, and not more often than that.
    pub(super) fn point_later(self: &Rc<Self>) {
        if self.pointing.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let show = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            connection.pointing.set(false);
            let (heard, now) = (connection.heard.take(), millis());
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
        if anybody != Some(true) || self.resting.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let look = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            connection.resting.set(false);
            let cursors = connection.live().cursors;
            cursors.try_maybe_update(|cursors| (cursors.rest(millis()), ()));
            connection.rest_later();
        };
        set_timeout(look, LOOKING);
    }

    /// Something was edited here: others are told with the next move of the pointer, or soon without one.
    pub(super) fn edited(self: &Rc<Self>) {
        self.edits.set(self.edits.get().wrapping_add(1));
        if self.telling.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let tell = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            connection.telling.set(false);
            if connection.told_edits.get() != connection.edits.get() {
                connection.send_pointer();
            }
        };
        set_timeout(tell, TELLING);
    }

    /// Tells the others where one is writing.
    pub(super) fn point(&self, pointer: Option<Cursor>) {
        if *self.pointer.borrow() != pointer {
            *self.pointer.borrow_mut() = pointer;
            self.send_pointer();
        }
    }

    /// Tells it again.
    pub(super) fn send_pointer(&self) {
        if !self.received.get() {
            return;
        }
        self.pointer_clock.set(self.pointer_clock.get() + 1);
        self.told_edits.set(self.edits.get());
        let state = State {
            pointer: self.pointer.borrow().clone(),
            edits: self.edits.get(),
        };
        let state = serde_json::to_string(&state).unwrap_or_else(|_| "{}".to_owned());
        let said = Said {
            client: self.document().client(),
            clock: self.pointer_clock.get(),
            state: Some(state),
        };
        self.send(&Frame::Awareness(vec![said]));
    }
}
