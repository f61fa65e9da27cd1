//! Asking, and asking again under the same number until there is an answer: the table does it once.

use super::connection::Connection;
use super::link::Link;
use super::requests::{Pending, Then, Waiting};
use leptos::prelude::*;
use shared::protocol::ClientMessage;
use shared::refusal::Refusal;
use shared::table::Command;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How long what could not be saved waits before it is asked again.
const AGAIN: Duration = Duration::from_millis(1_600);

impl Connection {
    /// Asks, and calls back with the answer.
    pub fn ask(self: &Rc<Self>, command: Command, then: Then) {
        let request = self.requests.last.get() + 1;
        self.requests.last.set(request);
        let replaced = self.requests.forget_replaced_by(&command);
        if !replaced.is_empty() {
            let waiting = self.live().waiting;
            waiting.try_update(|all| all.retain(|it| !replaced.contains(&it.request)));
        }
        self.send_ask(request, &command);
        let waiting = command.clone();
        let pending = Pending {
            command,
            then,
            was_away: Cell::new(self.live().link.try_get_untracked() != Some(Link::Live)),
        };
        self.requests.pending.borrow_mut().insert(request, pending);
        self.live().waiting.try_update(|all| {
            all.push(Waiting {
                request,
                command: waiting,
            });
        });
        self.watch();
    }

    /// The server is gone: whoever asked may be looking elsewhere when the answer comes.
    pub fn keep_waiting(&self) {
        for pending in self.requests.pending.borrow().values() {
            pending.was_away.set(true);
        }
    }

    fn send_ask(&self, request: u64, command: &Command) {
        // Before the table has said welcome, it is sent by that.
        if self.live().you.try_get_untracked().flatten().is_some() {
            self.say(&ClientMessage::Ask {
                request,
                command: command.clone(),
            });
        }
    }

    /// The answer is there.
    pub fn answered(&self, request: u64, answer: Result<(), Refusal>) {
        let pending = self.requests.pending.borrow_mut().remove(&request);
        let Some(pending) = pending else { return };
        self.progressed();
        let live = self.live();
        live.waiting
            .try_update(|all| all.retain(|waiting| waiting.request != request));
        if let Err(refusal) = &answer
            && (pending.was_away.get() || did_not_count(&pending.command, refusal))
        {
            let command = pending.command;
            let late = (Waiting { request, command }, refusal.clone());
            live.too_late.try_update(|all| {
                // The same may have been told already, of what was marked and not cast.
                all.retain(|(told, _)| !is_replaced(&late.0.command, &told.command));
                all.push(late);
            });
        }
        (pending.then)(answer);
    }

    /// It could not be saved: the server reads its log again and will be asked again.
    pub fn ask_again(self: &Rc<Self>, request: u64) {
        self.cannot_save();
        let weak = Rc::downgrade(self);
        let again = move || {
            let Some(connection) = weak.upgrade() else {
                return;
            };
            let pending = connection.requests.pending.borrow();
            let command = pending.get(&request).map(|pending| pending.command.clone());
            drop(pending);
            command.inspect(|command| connection.send_ask(request, command));
        };
        set_timeout(again, AGAIN);
    }

    /// A new connection knows nothing of what was asked on the one before.
    pub fn ask_all_again(&self) {
        for (request, pending) in &*self.requests.pending.borrow() {
            self.send_ask(*request, &pending.command);
        }
    }
}

/// Whether one choice says the other's in its place.
fn is_replaced(newer: &Command, older: &Command) -> bool {
    match (newer, older) {
        (Command::Ballots(newer), Command::Ballots(older)) => newer.replaces(older),
        _ => false,
    }
}

/// Whether a choice came when its ballot was over: that must not be missed, also by whoever was here all the time.
fn did_not_count(command: &Command, why: &Refusal) -> bool {
    let is_over = matches!(why, Refusal::BallotClosed | Refusal::BallotCancelled);
    is_over && matches!(command, Command::Ballots(asked) if asked.is_cast())
}
