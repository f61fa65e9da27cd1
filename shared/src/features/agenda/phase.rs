//! The phases that a facilitator moves the table through, forwards and backwards.

use serde::{Deserialize, Serialize};

/// Where the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// People arrive and read the concept note.
    Welcome,
    /// Answers are written.
    Drafting,
    /// Practices are brought, read and discussed.
    Practices,
    /// Ballots are held.
    Voting,
    /// The last words are put in order.
    WrapUp,
    /// Nothing changes any more.
    Closed,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 6] = [
        Self::Welcome,
        Self::Drafting,
        Self::Practices,
        Self::Voting,
        Self::WrapUp,
        Self::Closed,
    ];

    /// The phases in which anything may change.
    pub const OPEN: [Self; 5] = [
        Self::Welcome,
        Self::Drafting,
        Self::Practices,
        Self::Voting,
        Self::WrapUp,
    ];

    /// The phases in which answers are written, and practices brought, revised and discussed.
    pub const WORKING: [Self; 4] = [Self::Drafting, Self::Practices, Self::Voting, Self::WrapUp];

    /// The phase's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Drafting => "drafting",
            Self::Practices => "practices",
            Self::Voting => "voting",
            Self::WrapUp => "wrap-up",
            Self::Closed => "closed",
        }
    }

    /// The key of its name in catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Welcome => "phase-welcome",
            Self::Drafting => "phase-drafting",
            Self::Practices => "phase-practices",
            Self::Voting => "phase-voting",
            Self::WrapUp => "phase-wrap-up",
            Self::Closed => "phase-closed",
        }
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| *phase > self)
    }

    /// The one before it.
    pub fn back(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|phase| *phase < self)
    }
}
