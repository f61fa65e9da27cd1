//! What is asked about signing off.

use super::signature::Capacity;
use crate::features::report::Attribution;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about signing off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum SignOffCommand {
    /// Sign the outcome's text as it was shown.
    SignOutcome {
        /// As what.
        capacity: Capacity,
        /// SHA-256 of the text that was shown, in hex: another is not signed.
        text: String,
        /// For the chair: whether it is signed without the rapporteur, who cannot.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
    },
    /// Take one's signature back, or open what was signed off again.
    ReopenOutcome {
        /// Why, for everybody to read.
        reason: String,
    },
    /// Publish what was signed off, on a page that needs no account.
    PublishOutcome {
        /// Whose things are said to be there.
        #[serde(default)]
        attribution: Attribution,
    },
    /// Take that page away.
    UnpublishOutcome,
}

tagged!(SignOffCommand, "command");
