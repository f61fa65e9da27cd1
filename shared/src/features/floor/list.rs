//! Whether one can still ask for the floor.

use crate::ids::Timestamp;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Whether one can still ask for the floor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ListStanding {
    /// One can.
    #[default]
    Open,
    /// One can, and everybody is told until when.
    Closing {
        /// Until when.
        closes: Timestamp,
    },
    /// Only for what comes of what is said: an answer, a reply, a point of order.
    Closed,
}

tagged!(ListStanding, "is");

impl ListStanding {
    /// Whether one can ask at that moment only for what comes of what is said: the list is closed, or the time that was announced is
    /// over, though nobody has closed it yet.
    pub fn is_closed_at(&self, now: Timestamp) -> bool {
        match self {
            Self::Open => false,
            Self::Closing { closes } => now >= *closes,
            Self::Closed => true,
        }
    }
}
