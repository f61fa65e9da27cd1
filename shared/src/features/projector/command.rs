//! What is asked about the projector.

use super::state::Projected;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about the projector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ProjectorCommand {
    /// Show something to the room.
    Project {
        /// What.
        shows: Projected,
        /// How many steps further down in it.
        #[serde(default)]
        page: u32,
    },
}

tagged!(ProjectorCommand, "command");
