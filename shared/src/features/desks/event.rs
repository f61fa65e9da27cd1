//! What happened to desks, and who may see it: those who work on the desk, and nobody else learns who they are.

use crate::ids::DelegationId;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum DeskEvent {
    /// Another delegation works on it, too.
    DeskShared {
        /// Whose desk it is.
        desk: DelegationId,
        /// The other delegation.
        with: DelegationId,
        /// All who work on it now.
        members: Vec<DelegationId>,
        /// How often somebody was let in to it, this time included.
        widened: u32,
    },
    /// A delegation works on it no longer.
    DeskUnshared {
        /// Whose desk it is.
        desk: DelegationId,
        /// The delegation that leaves.
        with: DelegationId,
        /// All who worked on it until now.
        members: Vec<DelegationId>,
    },
    /// What the others are told of either.
    DeskChanged,
}

tagged!(DeskEvent, "event");

impl DeskEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::DeskShared { members, .. } | Self::DeskUnshared { members, .. } => {
                Audience::Delegations(members.as_slice())
            }
            Self::DeskChanged => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) fn veil(&mut self) {
        *self = Self::DeskChanged;
    }
}
