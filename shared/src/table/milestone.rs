//! Moments of a meeting that are worth telling in the outcome.

use crate::features::agenda::AgendaPoint;
use crate::ids::{BallotId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// A moment worth telling in the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// When.
    pub at: Timestamp,
    /// What happened then.
    #[serde(flatten)]
    pub what: Moment,
}

/// What may be worth telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Moment {
    /// The table was convened.
    Convened,
    /// It moved to another item, or was closed.
    Phase {
        /// Which.
        to: AgendaPoint,
        /// What the item was called; empty for items that the catalogues name.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
    /// A move was undone.
    MoveTakenBack {
        /// Where the table was again.
        to: AgendaPoint,
        /// What the item was called; empty for items that the catalogues name.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
    /// A ballot was opened.
    BallotOpened {
        /// Which.
        ballot: BallotId,
    },
    /// A ballot was closed.
    BallotClosed {
        /// Which.
        ballot: BallotId,
    },
    /// A ballot was cancelled.
    BallotCancelled {
        /// Which.
        ballot: BallotId,
    },
    /// The text was frozen.
    RevisionFrozen {
        /// As which revision, from 1.
        number: u32,
        /// What it is called.
        name: String,
        /// SHA-256 of the text's canonical form, in hex.
        digest: String,
    },
}

tagged!(Moment, "moment");
