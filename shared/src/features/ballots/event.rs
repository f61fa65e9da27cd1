//! What happened to ballots, and who may see it. Ballots are secret until they close, and for ever if they are
//! cancelled.

use super::ballot::{Ballot, BallotRules, Choice, Standing, Tally, Wording};
use crate::ids::{BallotId, DelegationId, PracticeId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum BallotEvent {
    /// A ballot was opened.
    BallotOpened {
        /// Its id.
        ballot: BallotId,
        /// How it is held.
        rules: BallotRules,
        /// What the practices said then, in the ballot's order. (Logs from before this was kept have none.)
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wording: Vec<Wording>,
    },
    /// A delegation cast or changed its vote.
    VoteCast {
        /// On which ballot.
        ballot: BallotId,
        /// On which practice.
        practice: PracticeId,
        /// Which delegation.
        delegation: DelegationId,
        /// What it chose; `None` for everyone who may not see it yet.
        choice: Option<Choice>,
    },
    /// A ballot was closed, and counted.
    BallotClosed {
        /// Which ballot.
        ballot: BallotId,
        /// The count, in the ballot's order.
        results: Vec<Tally>,
    },
    /// A ballot was cancelled, and its votes discarded.
    BallotCancelled {
        /// Which ballot.
        ballot: BallotId,
        /// Why.
        reason: String,
    },
}

tagged!(BallotEvent, "event");

/// Who may see what a delegation chose on an open ballot.
const fn of_choice(delegation: &DelegationId) -> Audience<'_> {
    Audience::Delegations(std::slice::from_ref(delegation))
}

impl BallotEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::VoteCast { delegation, .. } => of_choice(delegation),
            Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::VoteCast { choice, .. } => *choice = None,
            Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => {}
        }
    }
}

impl Ballot {
    /// Takes out every choice whose audience may not be told.
    pub(crate) fn veil(&mut self, may_see: impl Fn(Audience<'_>) -> bool) {
        match &mut self.standing {
            Standing::Open { votes } => {
                for (delegation, choice) in votes.values_mut().flatten() {
                    if !may_see(of_choice(delegation)) {
                        *choice = None;
                    }
                }
            }
            // A closed ballot holds what is published, a cancelled one no vote.
            Standing::Closed { .. } | Standing::Cancelled { .. } => {}
        }
    }
}
