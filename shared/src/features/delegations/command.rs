//! What is asked about who sits at the table.

use super::delegation::Delegation;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about who sits at the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum DelegationCommand {
    /// Give a delegation a seat.
    SeatDelegation {
        /// The delegation.
        delegation: Delegation,
    },
}

tagged!(DelegationCommand, "command");
