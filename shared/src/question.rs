//! The guiding questions asked of a table.

use crate::ids::QuestionId;
use serde::{Deserialize, Serialize};

/// A guiding question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidingQuestion {
    /// Its id; `answer/{id}` is the root of its joint answer.
    pub id: QuestionId,
    /// Its label in the note, such as `a`; may be empty.
    pub label: String,
    /// A short name for the agenda; may be empty.
    pub name: String,
    /// The question itself.
    pub text: String,
    /// Who answers it.
    #[serde(default)]
    pub answered: Answered,
    /// Whether the facilitator has locked its answers.
    #[serde(default)]
    pub locked: bool,
}

/// Who answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// The table writes one answer.
    Jointly,
    /// Each delegation writes its own.
    ByDelegation,
    /// Both.
    #[default]
    Both,
}

impl Answered {
    /// Whether there is a joint answer.
    pub fn jointly(self) -> bool {
        self != Self::ByDelegation
    }

    /// Whether each delegation has an answer of its own.
    pub fn by_delegation(self) -> bool {
        self != Self::Jointly
    }
}
