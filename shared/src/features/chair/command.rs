//! What is asked about the chair.

use crate::ids::ParticipantId;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is asked about the chair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ChairCommand {
    /// Have these people preside, all of them alike: to hand the chair over, to share it, or to step down.
    HandOverChair {
        /// Who presided as it was shown, so that of two that cross only one is done.
        from: BTreeSet<ParticipantId>,
        /// Who shall preside; if nobody, the facilitators do.
        to: BTreeSet<ParticipantId>,
    },
}

tagged!(ChairCommand, "command");
