//! What is asked about ballots.

use super::ballot::Choice;
use super::marks::Marks;
use super::rules::BallotRules;
use crate::ids::{BallotId, DelegationId, PracticeId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum BallotCommand {
    /// Open a ballot on practices, or on options.
    OpenBallot {
        /// Its new id.
        ballot: BallotId,
        /// How it is held.
        rules: BallotRules,
    },
    /// Close a ballot and publish the count.
    CloseBallot {
        /// Which ballot.
        ballot: BallotId,
    },
    /// Cancel an open ballot: its votes are discarded and never published.
    CancelBallot {
        /// Which ballot.
        ballot: BallotId,
        /// Why, for everybody to read.
        reason: String,
    },
    /// Cast or change the delegation's vote on one practice.
    CastVote {
        /// On which ballot.
        ballot: BallotId,
        /// On which practice.
        practice: PracticeId,
        /// What the delegation chooses.
        choice: Choice,
    },
    /// Cast or change the delegation's ballot as a whole.
    CastBallot {
        /// Which ballot.
        ballot: BallotId,
        /// What the delegation says.
        marks: Marks,
    },
    /// Enter what a delegation chose on paper. Of a secret ballot nobody else may know that.
    EnterVote {
        /// On which ballot.
        ballot: BallotId,
        /// Which delegation.
        delegation: DelegationId,
        /// On which practice.
        practice: PracticeId,
        /// What it chose.
        choice: Choice,
    },
    /// Enter a delegation's ballot that it filled in on paper.
    EnterBallot {
        /// Which ballot.
        ballot: BallotId,
        /// Which delegation.
        delegation: DelegationId,
        /// What it said.
        marks: Marks,
    },
    /// Remind the delegations that have yet to vote.
    RemindVoters {
        /// On which ballot.
        ballot: BallotId,
    },
}

tagged!(BallotCommand, "command");

impl BallotCommand {
    /// Whether this says something else in the place of the other: then the other, if it was asked before and is not answered, is not asked
    /// again, or an older choice would stand in the place of a newer one.
    pub fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::CastVote {
                    ballot, practice, ..
                },
                Self::CastVote {
                    ballot: of,
                    practice: on,
                    ..
                },
            ) => ballot == of && practice == on,
            (Self::CastBallot { ballot, .. }, Self::CastBallot { ballot: of, .. }) => ballot == of,
            _ => false,
        }
    }

    /// Whether it says what a delegation chooses.
    pub const fn is_cast(&self) -> bool {
        matches!(self, Self::CastVote { .. } | Self::CastBallot { .. })
    }
}
