//! What happened to commitments, and who may see it: everybody at the table.

use super::commitment::Commitment;
use crate::ids::CommitmentId;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to commitments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CommitmentEvent {
    /// One was written down, or is written otherwise.
    CommitmentKept {
        /// All of it.
        commitment: Commitment,
    },
    /// One was struck.
    CommitmentStruck {
        /// Which.
        commitment: CommitmentId,
    },
}

tagged!(CommitmentEvent, "event");

impl CommitmentEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::CommitmentKept { .. } | Self::CommitmentStruck { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::CommitmentKept { .. } | Self::CommitmentStruck { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(all: &mut Vec<Commitment>, event: &CommitmentEvent) {
    match event {
        CommitmentEvent::CommitmentKept { commitment } => {
            match all.iter_mut().find(|it| it.id == commitment.id) {
                Some(there) => there.clone_from(commitment),
                None => all.push(commitment.clone()),
            }
        }
        CommitmentEvent::CommitmentStruck { commitment } => {
            all.retain(|it| it.id != *commitment);
        }
    }
}
