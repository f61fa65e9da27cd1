//! Where everybody is led.

use crate::features::comments::Passage;
use crate::ids::{PracticeId, QuestionId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Where whoever presides leads the others, if anywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lead(pub Option<Led>);

/// A page of the table that everybody reads, or a passage on one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Led {
    /// The concept note's background.
    Note,
    /// The answers to a question.
    Question {
        /// Which.
        question: QuestionId,
    },
    /// All practices.
    Practices,
    /// A practice.
    Practice {
        /// Which.
        practice: PracticeId,
    },
    /// All ballots.
    Ballots,
    /// The text as it was frozen.
    Revisions,
    /// A passage of an answer or a practice.
    Passage {
        /// Which.
        on: Box<Passage>,
        /// Its words when it was pointed at, of at most [`limits::QUOTE`](crate::limits::QUOTE) characters.
        quote: String,
    },
}

tagged!(Led, "page");

impl Lead {
    /// Whether everybody looks where they like.
    pub const fn is_nowhere(&self) -> bool {
        self.0.is_none()
    }
}
