//! Something that somebody will do.

use crate::ids::{CommitmentId, DelegationId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Something that somebody will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Its id.
    pub id: CommitmentId,
    /// What.
    pub what: String,
    /// Who.
    pub who: Holder,
    /// By when, in words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
}

/// Who will do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Holder {
    /// A delegation at the table.
    Delegation {
        /// Which.
        delegation: DelegationId,
    },
    /// Somebody else, in words.
    Other {
        /// Who.
        name: String,
    },
}

tagged!(Holder, "is");
