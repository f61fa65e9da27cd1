//! What is asked of the table, and asked again until it is answered.

use super::line::{Line, Link};
use leptos::prelude::*;
use shared::command::Command;
use shared::protocol::ClientMessage;
use shared::refusal::Refusal;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

/// How long what could not be saved waits before it is asked again.
const AGAIN: Duration = Duration::from_millis(1_600);

type Then = Box<dyn FnOnce(Result<(), Refusal>)>;

struct Pending {
    command: Command,
    /// Takes the answer where it was asked.
    then: Then,
    /// The server was away while it waited.
    was_away: Cell<bool>,
}

/// What was asked and is not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub request: u64,
    /// What was asked.
    pub command: Command,
}

/// What was asked and is not answered.
pub(super) struct Asks {
    pending: RefCell<BTreeMap<u64, Pending>>,
    last: Cell<u64>,
}

impl Default for Asks {
    fn default() -> Self {
        Self {
            pending: RefCell::default(),
            last: Cell::new(first()),
        }
    }
}

impl Asks {
    /// Whether something like it was asked and is not answered.
    pub fn awaits(&self, is_like: impl Fn(&Command) -> bool) -> bool {
        let pending = self.pending.borrow();
        pending.values().any(|pending| is_like(&pending.command))
    }
}

/// A number to count from that no other page of this person's has counted to: the table takes what is
/// asked again under the same number for the same.
fn first() -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 2^52"
    )]
    let first = (js_sys::Math::random() * 2_f64.powi(52)) as u64;
    first
}

impl Asks {
    /// Whether something is not answered.
    pub fn is_awaiting(&self) -> bool {
        !self.pending.borrow().is_empty()
    }
}

impl Line {
    /// Asks, and calls back with the answer.
    pub fn ask(self: &Rc<Self>, command: Command, then: Then) {
        let request = self.asks.last.get() + 1;
        self.asks.last.set(request);
        self.send_ask(request, &command);
        let waiting = command.clone();
        let pending = Pending {
            command,
            then,
            was_away: Cell::new(self.live().link.try_get_untracked() != Some(Link::Live)),
        };
        self.asks.pending.borrow_mut().insert(request, pending);
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
        for pending in self.asks.pending.borrow().values() {
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
        let pending = self.asks.pending.borrow_mut().remove(&request);
        let Some(pending) = pending else { return };
        self.progressed();
        let live = self.live();
        live.waiting
            .try_update(|all| all.retain(|waiting| waiting.request != request));
        if let Err(refusal) = &answer
            && pending.was_away.get()
        {
            let command = pending.command;
            let late = (Waiting { request, command }, refusal.clone());
            live.too_late.try_update(|all| all.push(late));
        }
        (pending.then)(answer);
    }

    /// It could not be saved: the server reads its log again and will be asked again.
    pub fn ask_again(self: &Rc<Self>, request: u64) {
        self.cannot_save();
        let weak = Rc::downgrade(self);
        let again = move || {
            let Some(line) = weak.upgrade() else { return };
            let pending = line.asks.pending.borrow();
            let command = pending.get(&request).map(|pending| pending.command.clone());
            drop(pending);
            command.inspect(|command| line.send_ask(request, command));
        };
        set_timeout(again, AGAIN);
    }

    /// A new connection knows nothing of what was asked on the one before.
    pub fn ask_all_again(&self) {
        for (request, pending) in &*self.asks.pending.borrow() {
            self.send_ask(*request, &pending.command);
        }
    }
}
