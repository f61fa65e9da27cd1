//! What happened to answers, apart from what is written in them, and who may see it.

use super::question::{Answered, Disclosure, GuidingQuestion, QuestionWording};
use super::stage::Stage;
use crate::ids::{QuestionId, Timestamp};
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
    /// A question was added after the others.
    QuestionAdded {
        /// The question.
        question: QuestionId,
        /// How it is worded.
        wording: QuestionWording,
        /// Who answers it.
        answered: Answered,
    },
    /// What delegations answer to a question is theirs alone until it is revealed.
    AnswersKeptPrivate {
        /// The question.
        question: QuestionId,
    },
    /// What was answered privately may be read by everybody.
    AnswersRevealed {
        /// The question.
        question: QuestionId,
    },
    /// A question came to a stage, or goes by none.
    StageSet {
        /// The question.
        question: QuestionId,
        /// The stage; nothing where all is open that the agenda item opens.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<Stage>,
    },
}

tagged!(AnswerEvent, "event");

impl AnswerEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::AnswerLocked { .. }
            | Self::QuestionRevised { .. }
            | Self::QuestionAdded { .. }
            | Self::AnswersKeptPrivate { .. }
            | Self::AnswersRevealed { .. }
            | Self::StageSet { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::AnswerLocked { .. }
            | Self::QuestionRevised { .. }
            | Self::QuestionAdded { .. }
            | Self::AnswersKeptPrivate { .. }
            | Self::AnswersRevealed { .. }
            | Self::StageSet { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(questions: &mut Vec<GuidingQuestion>, at: Timestamp, event: &AnswerEvent) {
    match event {
        AnswerEvent::AnswerLocked { question, locked } => {
            change(questions, question, |question| {
                question.locked = *locked;
                question.locked_at = locked.then_some(at);
            });
        }
        AnswerEvent::QuestionRevised { question, wording } => {
            change(questions, question, |question| question.word(wording));
        }
        AnswerEvent::QuestionAdded {
            question,
            wording,
            answered,
        } => questions.push(GuidingQuestion::asked(question, wording, *answered)),
        AnswerEvent::AnswersKeptPrivate { question } => {
            change(questions, question, |it| {
                it.disclosure = Disclosure::Private;
                it.private_since = Some(at);
            });
        }
        AnswerEvent::AnswersRevealed { question } => {
            change(questions, question, |it| {
                it.disclosure = Disclosure::Revealed;
                it.private_since = None;
            });
        }
        AnswerEvent::StageSet { question, stage } => {
            change(questions, question, |it| it.comes_to(*stage, at));
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
