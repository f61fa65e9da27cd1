//! What is asked about commitments.

use super::commitment::Commitment;
use crate::ids::CommitmentId;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about commitments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CommitmentCommand {
    /// Write one down, or write it otherwise.
    KeepCommitment {
        /// All of it.
        commitment: Commitment,
    },
    /// Strike one.
    StrikeCommitment {
        /// Which.
        commitment: CommitmentId,
    },
}

tagged!(CommitmentCommand, "command");
