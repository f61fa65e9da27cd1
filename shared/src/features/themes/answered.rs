//! Which themes answers speak to.

use crate::ids::{DelegationId, QuestionId, ThemeId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The themes that an answer speaks to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AnswerThemes {
    /// The question.
    pub question: QuestionId,
    /// Whose answer it is; nothing for the joint one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationId>,
    /// The themes. Those that are gone by now are kept, and show again if they come back.
    pub themes: BTreeSet<ThemeId>,
}

impl AnswerThemes {
    /// Whether it is about this answer.
    pub fn is_of(&self, question: &QuestionId, delegation: Option<&DelegationId>) -> bool {
        self.question == *question && self.delegation.as_ref() == delegation
    }
}

/// Takes in what an answer speaks to now.
pub(super) fn set(all: &mut Vec<AnswerThemes>, now: &AnswerThemes) {
    all.retain(|it| !it.is_of(&now.question, now.delegation.as_ref()));
    if !now.themes.is_empty() {
        all.push(now.clone());
    }
}
