//! What is asked about answers.

use super::question::{Answered, QuestionWording};
use super::stage::Stage;
use crate::ids::QuestionId;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AnswerCommand {
    /// Lock or unlock the answers to a question.
    LockAnswer {
        /// The question.
        question: QuestionId,
        /// Whether to lock.
        locked: bool,
    },
    /// Word a question otherwise. What was written in answer stays.
    ReviseQuestion {
        /// The question.
        question: QuestionId,
        /// How it is worded from now on.
        wording: QuestionWording,
    },
    /// Ask one question more, after those that are asked already.
    AddQuestion {
        /// Its id, made by whoever asks.
        question: QuestionId,
        /// How it is worded.
        wording: QuestionWording,
        /// Who answers it.
        answered: Answered,
    },
    /// From now on, keep what each delegation answers to itself, until all is revealed.
    KeepPrivate {
        /// The question.
        question: QuestionId,
    },
    /// Show everybody what was answered privately, all delegations at once.
    RevealAnswers {
        /// The question.
        question: QuestionId,
    },
    /// Move a question to a stage, or let all be open that its agenda item opens.
    SetStage {
        /// The question.
        question: QuestionId,
        /// Where it was shown, so that a second click never moves it further.
        #[serde(default)]
        from: Option<Stage>,
        /// Where to.
        #[serde(default)]
        to: Option<Stage>,
    },
}

tagged!(AnswerCommand, "command");
