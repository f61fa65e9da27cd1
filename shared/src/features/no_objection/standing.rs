//! What became of wording that was put.

use crate::ids::Timestamp;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum NoObjectionStanding {
    /// One may object.
    Running,
    /// Its time is over: without an objection, it stands as agreed wording.
    Closed {
        /// When it was closed.
        at: Timestamp,
        /// How many delegations had objected.
        count: u32,
        /// How many of them to which paragraph.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on: Vec<OnParagraph>,
    },
    /// It was withdrawn before its time was over, and nothing follows.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

tagged!(NoObjectionStanding, "is");

/// How many object to one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnParagraph {
    /// Which, counted from 0.
    pub paragraph: u32,
    /// How many delegations.
    pub count: u32,
}
