//! What is asked about the roll.

use super::quorum::Quorum;
use crate::ids::{DelegationId, ParticipantId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is asked about the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum RollCallCommand {
    /// Declare who is present, all at once.
    CallRoll {
        /// The delegations that are; all others are not.
        present: BTreeSet<DelegationId>,
    },
    /// Declare of one delegation that it is present, or is not.
    DeclarePresent {
        /// Which.
        delegation: DelegationId,
        /// Whether it is.
        present: bool,
    },
    /// Say how many must be present.
    SetQuorum {
        /// How many; any number if nothing is said.
        quorum: Option<Quorum>,
    },
    /// Say who heads a delegation.
    NameHead {
        /// Which delegation.
        delegation: DelegationId,
        /// Who; nobody if nothing is said.
        head: Option<ParticipantId>,
    },
    /// Reserve a delegation's votes to its head, or let all who speak for it cast them.
    ReserveVoting {
        /// Which delegation.
        delegation: DelegationId,
        /// Whether they are reserved.
        reserved: bool,
    },
    /// Reserve to a delegation's head what it publishes, words of its desk and texts of its statements, or let all who speak for it
    /// do that.
    ReservePublishing {
        /// Which delegation.
        delegation: DelegationId,
        /// Whether it is reserved.
        reserved: bool,
    },
}

tagged!(RollCallCommand, "command");
