//! What is asked about desks.

use crate::ids::DelegationId;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about desks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum DeskCommand {
    /// Let another delegation read and write what lies on one's own desk, from now on.
    ShareDesk {
        /// The other delegation.
        with: DelegationId,
    },
    /// Keep what comes from now on from a delegation that one's own desk was shared with.
    UnshareDesk {
        /// The other delegation.
        with: DelegationId,
    },
}

tagged!(DeskCommand, "command");
