//! What is asked about compilations, and about words that go from one text into another.

use super::source::{Source, Taken};
use crate::ids::{CompilationId, PullId, QuestionId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about compilations, and about words that go from one text into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum PullingCommand {
    /// Put what the delegations answer to a question side by side, as it is now.
    CompileAnswers {
        /// Its new id.
        compilation: CompilationId,
        /// The question.
        question: QuestionId,
    },
    /// Write words of another text at the end of a text, in their authors' names.
    PullWords {
        /// The new id of doing so.
        pull: PullId,
        /// Where they are from.
        from: Source,
        /// Which words.
        taken: Taken,
        /// Into which text, by its root's name.
        into: String,
        /// How often words among these had been pulled there from this source, as far as was seen. If it is more by then, somebody
        /// has just done it.
        #[serde(default)]
        seen_taken: u32,
    },
}

tagged!(PullingCommand, "command");
