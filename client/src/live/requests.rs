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
    /// Forgets what waits and is pointless by something newer, which is asked in its place; says which requests these were.
    pub fn forget_replaced_by(&self, newer: &Command) -> Vec<u64> {
        let Command::Ballots(newer) = newer else {
            return Vec::new();
        };
        let is_replaced = |older: &Command| match older {
            Command::Ballots(older) => newer.replaces(older),
            _ => false,
        };
        let mut pending = self.pending.borrow_mut();
        let replaced = pending
            .iter()
            .filter(|(_, it)| is_replaced(&it.command))
            .map(|(request, _)| *request)
            .collect::<Vec<_>>();
        for request in &replaced {
            pending.remove(request);
        }
        replaced
    }

    /// Whether something is not answered.
    pub fn is_awaiting(&self) -> bool {
        !self.pending.borrow().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::ballots::{BallotCommand, Choice};

    fn vote(ballot: &str, practice: &str, choice: Choice) -> Command {
        Command::Ballots(BallotCommand::CastVote {
            ballot: ballot.parse().unwrap(),
            practice: practice.parse().unwrap(),
            choice,
        })
    }

    #[test]
    fn only_the_newest_choice_on_a_ballot_waits_to_be_asked_again() {
        let requests = Requests {
            pending: RefCell::default(),
            last: Cell::new(0),
        };
        let older = [
            vote("b1", "p1", Choice::Support),
            vote("b1", "p2", Choice::Support),
            vote("b2", "p1", Choice::Support),
        ];
        for (request, command) in (1..).zip(older) {
            let pending = Pending {
                command,
                then: Box::new(|_| ()),
                was_away: Cell::new(true),
            };
            requests.pending.borrow_mut().insert(request, pending);
        }
        let newer = vote("b1", "p1", Choice::CannotSupport);
        assert_eq!(requests.forget_replaced_by(&newer), [1]);
        let left: Vec<u64> = requests.pending.borrow().keys().copied().collect();
        assert_eq!(left, [2, 3]);
    }
}
