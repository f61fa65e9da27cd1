//! What is set before wording is put, and shown to everybody.

use crate::ids::Timestamp;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is set before wording is put, and does not change afterwards. Every delegation may object, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoObjectionRules {
    /// For how long, or until when.
    pub time: Span,
    /// Whether objections are published by name; otherwise their count, and how many are on which paragraph.
    #[serde(default)]
    pub by_name: bool,
    /// Whether reservations are printed in the outcome.
    #[serde(default)]
    pub prints_reservations: bool,
}

/// How the time is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Span {
    /// In the room, while everybody looks on.
    Room {
        /// For how many seconds.
        seconds: u32,
    },
    /// Under silence, for hours or days.
    Silence {
        /// Until when.
        until: Timestamp,
    },
}

tagged!(Span, "time");

impl Span {
    /// Whether it is counted down in the room.
    pub const fn is_room(&self) -> bool {
        matches!(self, Self::Room { .. })
    }

    /// When it ends if it begins at that moment.
    pub const fn end(&self, now: Timestamp) -> Timestamp {
        match self {
            Self::Room { seconds } => Timestamp(now.0.saturating_add(*seconds as u64 * 1_000)),
            Self::Silence { until } => *until,
        }
    }
}

/// Why there is more time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Added {
    /// Whoever runs the table gave it.
    Given,
    /// The server was down, and nobody could object.
    ServerDown {
        /// Since when.
        since: Timestamp,
        /// Until when.
        through: Timestamp,
    },
}

tagged!(Added, "why");

/// How a delegation stands beside what was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReservationKind {
    /// It has a reservation.
    Reserves,
    /// It withdraws from the consensus, which stands without it.
    Withdraws,
}

impl ReservationKind {
    /// Both, the lighter one first.
    pub const ALL: [Self; 2] = [Self::Reserves, Self::Withdraws];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reserves => "reserves",
            Self::Withdraws => "withdraws",
        }
    }
}
