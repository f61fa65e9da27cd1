//! How a delegation leans.

use serde::{Deserialize, Serialize};

/// How a delegation leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaning {
    /// It could agree.
    Yes,
    /// It could agree, with concerns.
    Concerns,
    /// It could not agree.
    No,
    /// It cannot say yet.
    NotYet,
}

impl Leaning {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Concerns, Self::No, Self::NotYet];

    /// The leaning's name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Concerns => "concerns",
            Self::No => "no",
            Self::NotYet => "not-yet",
        }
    }
}
