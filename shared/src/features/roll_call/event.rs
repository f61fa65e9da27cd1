//! What happened to the roll, and who may see it.

use super::quorum::Quorum;
use crate::ids::{DelegationId, ParticipantId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happened to the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum RollCallEvent {
    /// It was declared who is present.
    RollCalled {
        /// The delegations that are.
        present: BTreeSet<DelegationId>,
    },
    /// It was declared of one delegation.
    PresenceDeclared {
        /// Which.
        delegation: DelegationId,
        /// Whether it is present.
        present: bool,
    },
    /// It was said how many must be present.
    QuorumSet {
        /// How many; any number if nothing is said.
        quorum: Option<Quorum>,
    },
    /// It was said who heads a delegation.
    HeadNamed {
        /// Which delegation.
        delegation: DelegationId,
        /// Who; nobody if nothing is said.
        head: Option<ParticipantId>,
    },
    /// A delegation's votes were reserved to its head, or are so no longer.
    VotingReserved {
        /// Which delegation.
        delegation: DelegationId,
        /// Whether they are reserved.
        reserved: bool,
    },
    /// What a delegation publishes was reserved to its head, or is so no longer.
    PublishingReserved {
        /// Which delegation.
        delegation: DelegationId,
        /// Whether it is reserved.
        reserved: bool,
    },
}

tagged!(RollCallEvent, "event");

impl RollCallEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::RollCalled { .. }
            | Self::PresenceDeclared { .. }
            | Self::QuorumSet { .. }
            | Self::HeadNamed { .. }
            | Self::VotingReserved { .. }
            | Self::PublishingReserved { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::RollCalled { .. }
            | Self::PresenceDeclared { .. }
            | Self::QuorumSet { .. }
            | Self::HeadNamed { .. }
            | Self::VotingReserved { .. }
            | Self::PublishingReserved { .. } => {}
        }
    }
}
