//! Where a table is.

use super::event::AgendaEvent;
use super::phase::Phase;
use crate::ids::{DelegationId, Timestamp};
use crate::table::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a table is, its clock, and who is ready to move on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// Where it is.
    pub phase: Phase,
    /// When time is up, if the clock is set.
    pub ends: Option<Timestamp>,
    /// Delegations that are ready to move on.
    pub ready: BTreeSet<DelegationId>,
    /// How it was before the last move, until that is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_move: Option<BeforeMove>,
}

/// How a table was before it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeMove {
    /// When it was moved.
    pub at: Timestamp,
    /// Where it was.
    pub phase: Phase,
    /// Which delegations were ready.
    pub ready: BTreeSet<DelegationId>,
    /// When time was up; if the clock was set after the move, as it was set then.
    pub ends: Option<Timestamp>,
}

impl Agenda {
    /// A table that has just been convened.
    pub fn starting_in(phase: Phase) -> Self {
        Self {
            phase,
            ends: None,
            ready: BTreeSet::new(),
            before_move: None,
        }
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, at: Timestamp, event: &AgendaEvent) -> Option<Moment> {
        match event {
            AgendaEvent::PhaseMoved { to, from, ends } => {
                self.move_to(at, *from, *to, *ends);
                Some(Moment::Phase { to: *to })
            }
            AgendaEvent::MoveTakenBack { to, ready, ends } => {
                self.before_move = None;
                self.phase = *to;
                self.ready.clone_from(ready);
                self.ends = *ends;
                Some(Moment::MoveTakenBack { to: *to })
            }
            AgendaEvent::TimeKept { ends } => {
                self.keep_time_until(*ends);
                None
            }
            AgendaEvent::ReadinessShown { delegation, ready } => {
                if *ready {
                    self.ready.insert(delegation.clone());
                } else {
                    self.ready.remove(delegation);
                }
                None
            }
        }
    }

    /// A new phase starts with nobody ready.
    fn move_to(&mut self, at: Timestamp, from: Option<Phase>, to: Phase, ends: Option<Timestamp>) {
        let ready = std::mem::take(&mut self.ready);
        self.before_move = from.map(|phase| BeforeMove {
            at,
            phase,
            ready,
            ends: self.ends,
        });
        self.phase = to;
        self.ends = ends;
    }

    /// A clock that was set after a move is no part of what undoing that move undoes.
    fn keep_time_until(&mut self, ends: Option<Timestamp>) {
        self.ends = ends;
        if let Some(before) = &mut self.before_move {
            before.ends = ends;
        }
    }
}
