//! A signature, and as what it is given.

use crate::ids::{ParticipantId, Timestamp};
use serde::{Deserialize, Serialize};

/// As what somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// Whoever presides.
    Chair,
    /// The rapporteur.
    Rapporteur,
}

impl Capacity {
    /// Both, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::Chair, Self::Rapporteur];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Rapporteur => "rapporteur",
        }
    }
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed; nobody in what is told outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the text, in hex.
    pub text: String,
    /// Whether it is without the rapporteur.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}
