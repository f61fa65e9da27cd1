//! What happened to the chair, and who may see it.

use crate::ids::ParticipantId;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happened to the chair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ChairEvent {
    /// Others preside now.
    ChairHandedOver {
        /// Who; if nobody, the facilitators do.
        to: BTreeSet<ParticipantId>,
    },
}

tagged!(ChairEvent, "event");

impl ChairEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::ChairHandedOver { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::ChairHandedOver { .. } => {}
        }
    }
}
