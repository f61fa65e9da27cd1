//! What is asked about temperature checks.

use super::leaning::Leaning;
use crate::ids::CheckId;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about temperature checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum TemperatureCommand {
    /// Ask how the room leans.
    AskTemperature {
        /// The check's new id.
        check: CheckId,
        /// What is asked; the usual question if it is empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        wording: String,
    },
    /// Say how one's delegation leans; what is said last counts.
    SayTemperature {
        /// In which check.
        check: CheckId,
        /// How.
        leaning: Leaning,
    },
    /// End it.
    EndTemperature {
        /// Which check.
        check: CheckId,
    },
}

tagged!(TemperatureCommand, "command");
