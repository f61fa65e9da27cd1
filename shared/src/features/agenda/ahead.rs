//! What a move would do, for whoever is about to make it.

use super::phase::Phase;
use crate::ids::{BallotId, QuestionId, Timestamp};
use crate::table::RoundTable;

/// What a move would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAhead {
    /// Where it leads.
    pub to: Phase,
    /// Open ballots, which keep the table from moving.
    pub blocked_by: Vec<BallotId>,
    /// Questions whose answers can be written now and could not be afterwards.
    pub locks: Vec<QuestionId>,
    /// Whether answers and practices can be written afterwards and cannot be now.
    pub unlocks: bool,
    /// How many delegations say that they are ready, which starts anew.
    pub ready: usize,
    /// When time is up, if the clock is set now.
    pub clock: Option<Timestamp>,
}

impl MoveAhead {
    /// What moving a table to that phase would do.
    pub fn of(table: &RoundTable, to: Phase) -> Self {
        let is_working = |phase| Phase::WORKING.contains(&phase);
        let (before, after) = (is_working(table.agenda.phase), is_working(to));
        let unlocked = table.questions.iter().filter(|question| !question.locked);
        Self {
            to,
            blocked_by: table
                .open_ballots()
                .map(|ballot| ballot.id.clone())
                .collect(),
            locks: unlocked
                .filter(|_| before && !after)
                .map(|question| question.id.clone())
                .collect(),
            unlocks: !before && after,
            ready: table.agenda.ready.len(),
            clock: table.agenda.ends,
        }
    }

    /// Whether the clock could run on.
    pub fn can_keep_clock(&self) -> bool {
        self.clock.is_some() && self.to != Phase::Closed
    }
}
