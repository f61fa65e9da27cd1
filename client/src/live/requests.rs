//! What was asked of the table and is not answered.

use shared::refusal::Refusal;
use shared::table::Command;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

pub(super) type Then = Box<dyn FnOnce(Result<(), Refusal>)>;

pub(super) struct Pending {
    /// What was asked.
    pub command: Command,
    /// Takes the answer where it was asked.
    pub then: Then,
    /// The server was away while it waited.
    pub was_away: Cell<bool>,
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
pub(super) struct Requests {
    pub pending: RefCell<BTreeMap<u64, Pending>>,
    pub last: Cell<u64>,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            pending: RefCell::default(),
            last: Cell::new(first()),
        }
    }
}

impl Requests {
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

impl Requests {
    /// Whether something is not answered.
    pub fn is_awaiting(&self) -> bool {
        !self.pending.borrow().is_empty()
    }
}
