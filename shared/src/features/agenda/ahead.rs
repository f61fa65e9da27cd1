//! What a move would do, for whoever is about to make it.

use super::item::DraftingMode;
use super::point::AgendaPoint;
use crate::ids::{BallotId, QuestionId, Timestamp};
use crate::table::RoundTable;

/// What a move would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAhead {
    /// Where it leads.
    pub to: AgendaPoint,
    /// Open ballots, which keep the table from moving.
    pub blocked_by: Vec<BallotId>,
    /// Questions whose answers can be written now and could not be afterwards.
    pub locks: Vec<QuestionId>,
    /// Questions whose answers can be written afterwards and cannot be now.
    pub unlocks: Vec<QuestionId>,
    /// Whether only who presides writes joint answers afterwards, which everybody does now.
    pub restricts: bool,
    /// Whether practices are open afterwards, if they are not the same before.
    pub practices: Option<bool>,
    /// Whether ballots can be held afterwards, if they are not the same before.
    pub ballots: Option<bool>,
    /// How many delegations say that they are ready, which starts anew.
    pub ready: usize,
    /// When time is up, if the clock runs now.
    pub clock: Option<Timestamp>,
    /// For how many minutes the item is planned; 0 if nobody said.
    pub minutes: u32,
}

impl MoveAhead {
    /// What moving a table there would do.
    pub fn of(table: &RoundTable, to: &AgendaPoint) -> Self {
        let agenda = &table.agenda;
        let (before, after) = (agenda.open(), agenda.openings(to));
        let unlocked = table.questions.iter().filter(|question| !question.locked);
        let unlocked: Vec<_> = unlocked.map(|question| question.id.clone()).collect();
        let differ = |(now, then): (bool, bool)| (now != then).then_some(then);
        let of = |is_so: &dyn Fn(&QuestionId) -> bool| -> Vec<QuestionId> {
            unlocked.iter().filter(|id| is_so(id)).cloned().collect()
        };
        Self {
            to: to.clone(),
            blocked_by: table
                .open_ballots()
                .map(|ballot| ballot.id.clone())
                .collect(),
            locks: of(&|id| before.answers.holds(id) && !after.answers.holds(id)),
            unlocks: of(&|id| !before.answers.holds(id) && after.answers.holds(id)),
            restricts: before.drafting == DraftingMode::Open
                && after.drafting == DraftingMode::ChairOnly
                && unlocked.iter().any(|id| after.answers.holds(id)),
            practices: differ((before.practices, after.practices)),
            ballots: differ((before.ballots, after.ballots)),
            ready: agenda.ready.len(),
            clock: agenda.ends,
            minutes: to
                .item()
                .and_then(|id| agenda.item(id))
                .map_or(0, |item| item.minutes),
        }
    }

    /// Whether the clock could run on.
    pub fn can_keep_clock(&self) -> bool {
        self.clock.is_some() && self.to != AgendaPoint::Closed
    }
}
