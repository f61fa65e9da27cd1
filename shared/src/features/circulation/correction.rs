//! A correction that a delegation offered.

use crate::ids::{CorrectionId, DelegationId, DraftId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// A correction that a delegation offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// To which draft.
    pub draft: DraftId,
    /// To which paragraph, by its number from 1.
    pub paragraph: u32,
    /// The words that it is about.
    pub words: String,
    /// What they should read; nothing to have them taken out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proposed: String,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Which delegation offers it.
    pub delegation: DelegationId,
    /// When it was offered.
    pub at: Timestamp,
    /// What became of it.
    #[serde(default)]
    pub standing: CorrectionStanding,
}

/// What became of a correction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CorrectionStanding {
    /// It waits for an answer.
    #[default]
    Offered,
    /// Its delegation took it back.
    Withdrawn,
    /// It was accepted.
    Accepted {
        /// What the words read from then on; nothing if they are taken out.
        read: String,
        /// What was said to that; may be empty.
        answer: String,
        /// When.
        at: Timestamp,
    },
    /// It was answered, and the words stay.
    Answered {
        /// The answer.
        answer: String,
        /// When.
        at: Timestamp,
    },
}

tagged!(CorrectionStanding, "is");

impl Correction {
    /// Whether it waits for an answer.
    pub const fn is_open(&self) -> bool {
        matches!(self.standing, CorrectionStanding::Offered)
    }

    /// Whether it was taken back.
    pub const fn is_withdrawn(&self) -> bool {
        matches!(self.standing, CorrectionStanding::Withdrawn)
    }

    /// How many characters were offered in it; none if it was taken back.
    pub(super) fn offered(&self) -> usize {
        let offered = [&self.words, &self.proposed, &self.reason];
        let offered = offered.iter().filter(|_| !self.is_withdrawn());
        offered.map(|it| it.chars().count()).sum()
    }

    /// How many characters people wrote in it, with what was said to it.
    pub(super) fn characters(&self) -> usize {
        let said = match &self.standing {
            CorrectionStanding::Accepted { read, answer, .. } => {
                read.chars().count() + answer.chars().count()
            }
            CorrectionStanding::Answered { answer, .. } => answer.chars().count(),
            CorrectionStanding::Offered | CorrectionStanding::Withdrawn => 0,
        };
        said + self.offered()
    }
}
