//! How many must be present.

use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// How many delegations must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Quorum {
    /// A third of them.
    Third,
    /// More than half of them.
    Majority,
    /// Two thirds of them.
    TwoThirds,
    /// So many.
    Number {
        /// How many.
        count: u32,
    },
}

tagged!(Quorum, "is");

impl Quorum {
    /// How many that is, of so many delegations. At least one, and of a part the next whole number.
    pub const fn needed(self, all: usize) -> usize {
        let needed = match self {
            Self::Third => all.div_ceil(3),
            Self::Majority => all / 2 + 1,
            Self::TwoThirds => (all * 2).div_ceil(3),
            Self::Number { count } => count as usize,
        };
        if needed == 0 { 1 } else { needed }
    }

    /// Its name in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Third => "third",
            Self::Majority => "majority",
            Self::TwoThirds => "two-thirds",
            Self::Number { .. } => "number",
        }
    }
}
