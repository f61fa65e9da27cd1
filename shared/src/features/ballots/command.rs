//! What is asked about ballots.

use super::ballot::Choice;
use super::marks::Marks;
use super::rules::BallotRules;
use crate::ids::{BallotId, PracticeId};
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
}

tagged!(BallotCommand, "command");
