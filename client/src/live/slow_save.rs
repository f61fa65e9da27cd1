//! What takes longer than it should: said after a few seconds, in words, instead of a sign that only turns.

use super::connection::Connection;
use super::save_state::{Delay, SaveState};
use crate::clock::millis;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// After so many milliseconds without progress, a person is told.
const PATIENCE: i64 = 5_000;
/// How often it is looked at while something waits.
const LOOK: Duration = Duration::from_millis(500);

impl Connection {
    /// Whether something written or asked is not known to be saved.
    fn is_owed(&self) -> bool {
        let keeping = self.live().save_state.try_get_untracked();
        !matches!(keeping, None | Some(SaveState::Saved)) || self.requests.is_awaiting()
    }

    /// Something may be owed from now on: it is looked at until nothing is.
    pub(super) fn watch(self: &Rc<Self>) {
        if !self.is_owed() || self.watching.replace(true) {
            return;
        }
        self.progress.set(millis());
        self.watch_on();
    }

    fn watch_on(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let look = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            if !connection.is_owed() {
                connection.watching.set(false);
                return connection.tell_delay(Delay::None);
            }
            if !connection.reconnect.is_open() {
                // Being offline is said as such.
                connection.progress.set(millis());
            } else if millis() - connection.progress.get() >= PATIENCE {
                connection.tell_delay(Delay::Slow);
            }
            connection.watch_on();
        };
        set_timeout(look, LOOK);
    }

    /// The server has saved something.
    pub(super) fn progressed(&self) {
        self.progress.set(millis());
        self.tell_delay(Delay::None);
    }

    /// The server could not save something, and said so.
    pub(super) fn cannot_save(self: &Rc<Self>) {
        if self.is_owed() {
            self.tell_delay(Delay::CannotSave);
            self.watch();
        }
    }

    fn tell_delay(&self, delay: Delay) {
        let shown = self.live().delay;
        let before = shown.try_get_untracked();
        // Until something is saved, that it cannot be is what matters.
        let is_known = before == Some(Delay::CannotSave) && delay == Delay::Slow;
        if before != Some(delay) && !is_known {
            shown.try_set(delay);
        }
    }
}
