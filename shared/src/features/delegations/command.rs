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
    /// Change a delegation's names or colour. Its id stays, and with it all that it wrote and decided.
    ReviseDelegation {
        /// The delegation as it is from now on.
        delegation: Delegation,
    },
}

tagged!(DelegationCommand, "command");
