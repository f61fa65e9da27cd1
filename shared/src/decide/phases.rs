//! Moving the table, undoing that, and keeping time.

use super::{Decision, needs_role};
use crate::event::Event;
use crate::ids::{BallotId, QuestionId, Timestamp};
use crate::participant::{Participant, Role};
use crate::phase::Phase;
use crate::refusal::Refusal;
use crate::round_table::RoundTable;

/// What a move would do, for whoever is about to make it.
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
    /// Whether the clock could run on.
    pub fn can_keep_clock(&self) -> bool {
        self.clock.is_some() && self.to != Phase::Closed
    }
}

impl RoundTable {
    /// What moving to that phase would do.
    pub fn ahead(&self, to: Phase) -> MoveAhead {
        let is_working = |phase| Phase::WORKING.contains(&phase);
        let (before, after) = (is_working(self.phase), is_working(to));
        let unlocked = self.questions.iter().filter(|question| !question.locked);
        MoveAhead {
            to,
            blocked_by: self
                .open_ballots()
                .map(|ballot| ballot.id.clone())
                .collect(),
            locks: unlocked
                .filter(|_| before && !after)
                .map(|question| question.id.clone())
                .collect(),
            unlocks: !before && after,
            ready: self.ready.len(),
            clock: self.ends,
        }
    }

    pub(super) fn move_phase(
        &self,
        who: &Participant,
        from: Phase,
        to: Phase,
        stop_clock: bool,
    ) -> Decision {
        needs_role(who, Role::Facilitator)?;
        if to == self.phase {
            return Ok(Vec::new());
        }
        if from != self.phase {
            return Err(Refusal::PhaseHasMoved { now: self.phase });
        }
        if self.open_ballots().next().is_some() {
            return Err(Refusal::BallotOpen);
        }
        // At a closed table nobody could stop it.
        let runs_on = !stop_clock && to != Phase::Closed;
        let ends = self.ends.filter(|_| runs_on);
        Ok(vec![Event::PhaseMoved {
            to,
            from: Some(from),
            ends,
        }])
    }

    pub(super) fn take_back_move(&self, who: &Participant, from: Phase, to: Phase) -> Decision {
        needs_role(who, Role::Facilitator)?;
        if to == self.phase {
            return Ok(Vec::new());
        }
        if from != self.phase {
            return Err(Refusal::PhaseHasMoved { now: self.phase });
        }
        let before = self
            .before_move
            .as_ref()
            .filter(|before| before.phase == to);
        let before = before.ok_or(Refusal::NothingToTakeBack)?;
        if self.open_ballots().next().is_some() {
            return Err(Refusal::BallotOpen);
        }
        Ok(vec![Event::MoveTakenBack {
            to,
            ready: before.ready.clone(),
            ends: before.ends.filter(|_| to != Phase::Closed),
        }])
    }

    pub(super) fn keep_time(&self, who: &Participant, ends: Option<Timestamp>) -> Decision {
        needs_role(who, Role::Facilitator)?;
        if self.ends == ends {
            return Ok(Vec::new());
        }
        self.needs_phase(&Phase::OPEN)?;
        Ok(vec![Event::TimeKept { ends }])
    }
}
