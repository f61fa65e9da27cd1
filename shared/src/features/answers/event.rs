//! What happened to answers, apart from what is written in them, and who may see it.

use super::question::{GuidingQuestion, QuestionWording};
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
    /// A question was worded otherwise.
    QuestionRevised {
        /// The question.
        question: QuestionId,
        /// How it is worded now.
        wording: QuestionWording,
    },
}

tagged!(AnswerEvent, "event");

impl AnswerEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::AnswerLocked { .. } | Self::QuestionRevised { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::AnswerLocked { .. } | Self::QuestionRevised { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(questions: &mut [GuidingQuestion], event: &AnswerEvent) {
    match event {
        AnswerEvent::AnswerLocked { question, locked } => {
            change(questions, question, |question| question.locked = *locked);
        }
        AnswerEvent::QuestionRevised { question, wording } => {
            change(questions, question, |question| question.word(wording));
        }
    }
}

fn change(
    questions: &mut [GuidingQuestion],
    question: &QuestionId,
    change: impl FnOnce(&mut GuidingQuestion),
) {
    if let Some(question) = questions.iter_mut().find(|asked| &asked.id == question) {
        change(question);
    }
}
