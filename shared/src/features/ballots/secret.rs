//! What is kept of a sealed ballot outside the log while it is open, and for no longer: what each delegation says now. The log says
//! that it was said, and the result says what it came to.

use super::ballot::{Ballot, Choice};
use super::event::BallotEvent;
use super::marks::Marks;
use crate::ids::{BallotId, DelegationId, PracticeId};
use serde::{Deserialize, Serialize};

/// What a delegation says now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// To one practice.
    Choice(PracticeId, Choice),
    /// On the whole ballot.
    Marks(Marks),
}

/// What becomes of that by an event, in the transaction that commits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretChange {
    /// A delegation says this from now on.
    Keep {
        /// On which ballot.
        ballot: BallotId,
        /// Which delegation.
        delegation: DelegationId,
        /// What.
        said: Said,
    },
    /// The ballot is over, and nothing is kept of it.
    Erase {
        /// Which ballot.
        ballot: BallotId,
    },
}

impl Said {
    /// On what of the ballot it is said: each has a row of its own.
    pub fn on(&self) -> &str {
        match self {
            Self::Choice(practice, _) => practice.as_str(),
            Self::Marks(_) => "",
        }
    }
}

impl BallotEvent {
    /// What becomes of what is kept outside the log.
    pub fn secret_change(&self) -> Option<SecretChange> {
        match self {
            Self::VoteCast {
                ballot,
                practice,
                delegation,
                choice: Some(choice),
                sealed: true,
                ..
            } => Some(SecretChange::Keep {
                ballot: ballot.clone(),
                delegation: delegation.clone(),
                said: Said::Choice(practice.clone(), *choice),
            }),
            Self::BallotCast {
                ballot,
                delegation,
                marks: Some(marks),
                sealed: true,
                ..
            } => Some(SecretChange::Keep {
                ballot: ballot.clone(),
                delegation: delegation.clone(),
                said: Said::Marks(marks.clone()),
            }),
            Self::BallotClosed { ballot, .. } | Self::BallotCancelled { ballot, .. } => {
                let ballot = ballot.clone();
                Some(SecretChange::Erase { ballot })
            }
            Self::VoteCast { .. }
            | Self::BallotCast { .. }
            | Self::VotersReminded { .. }
            | Self::BallotOpened { .. } => None,
        }
    }
}

impl Ballot {
    /// Takes in again what a delegation says, where the log knows only that it does.
    pub fn recall(&mut self, delegation: &DelegationId, said: Said) {
        if !self.sealed {
            return;
        }
        match said {
            Said::Choice(practice, choice) => self.cast(&practice, delegation, Some(choice)),
            Said::Marks(marks) => self.cast_whole(delegation, Some(marks)),
        }
    }
}
