//! What is asked about leading.

use super::state::Led;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about leading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum LeadCommand {
    /// Lead everybody's view somewhere.
    LeadRoom {
        /// Where to.
        to: Led,
    },
    /// Let everybody look where they like.
    LetRoomGo,
}

tagged!(LeadCommand, "command");
