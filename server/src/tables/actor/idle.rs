//! What a table does while nobody asks anything of it: first it tidies up, then its state is put to rest,
//! and at last, if nobody has a hold on it, it is put away.

use crate::tables::limits::TableLimits;
use crate::tables::state::TableState;
use std::time::Duration;
use tokio::time::Instant;

/// How long nobody says anything before the table tidies up.
const BREATH: Duration = Duration::from_millis(50);

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Chore {
    /// Something happens by the clock.
    Due,
    /// Other processes are told who is here, or nothing is heard of them any more.
    Others,
    /// The gate catches up, and what was encoded is dropped.
    Tidy,
    /// The document is kept as bytes only.
    Rest,
    /// The registry may drop its hold on the table.
    LetGo,
}

/// Since when a table is idle.
pub(super) struct Idle {
    linger: Duration,
    rest: Duration,
    /// When something was last asked, or the registry was last offered to let go.
    asked: Instant,
}

impl Idle {
    /// A table that was just opened.
    pub fn new(limits: &TableLimits) -> Self {
        Self {
            linger: limits.linger,
            rest: limits.rest,
            asked: Instant::now(),
        }
    }

    /// Something was asked, or it is time to wait anew.
    pub fn begins_anew(&mut self) {
        self.asked = Instant::now();
    }

    /// What is to be done next, and when.
    pub fn next(
        &self,
        state: &TableState,
        due: Option<Instant>,
        others: Option<Instant>,
    ) -> (Instant, Chore) {
        let tidy = state
            .is_untidy()
            .then(|| (self.asked + BREATH, Chore::Tidy));
        // Not counted from what was asked: whoever is there says so every few seconds.
        let rest = state.stirred().map(|when| (when + self.rest, Chore::Rest));
        let let_go = (self.asked + self.linger, Chore::LetGo);
        let due = due.map(|when| (when, Chore::Due));
        let others = others.map(|when| (when, Chore::Others));
        let before = tidy.into_iter().chain(rest).chain(due).chain(others);
        before.fold(let_go, Ord::min)
    }
}
