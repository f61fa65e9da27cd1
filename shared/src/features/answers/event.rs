//! What happened to answers, apart from what is written in them, and who may see it.

use super::question::GuidingQuestion;
use crate::ids::QuestionId;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AnswerEvent {
    /// The answers to a question were locked or unlocked.
    AnswerLocked {
        /// The question.
        question: QuestionId,
        /// Whether they are locked now.
        locked: bool,
    },
}

tagged!(AnswerEvent, "event");

impl AnswerEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::AnswerLocked { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::AnswerLocked { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(questions: &mut [GuidingQuestion], event: &AnswerEvent) {
    match event {
        AnswerEvent::AnswerLocked { question, locked } => {
            let found = questions.iter_mut().find(|asked| &asked.id == question);
            if let Some(question) = found {
                question.locked = *locked;
            }
        }
    }
}
