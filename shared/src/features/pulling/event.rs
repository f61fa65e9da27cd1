//! What was compiled and pulled, and who may see it.

use super::source::{self, Source, Taken};
use crate::features::revisions::Hand;
use crate::ids::{CompilationId, PullId, QuestionId};
use crate::seq::Seq;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What was compiled and pulled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum PullingEvent {
    /// What the delegations answer to a question was put side by side. The texts stand beside the event in its entry of the log.
    AnswersCompiled {
        /// Its id.
        compilation: CompilationId,
        /// The question.
        question: QuestionId,
        /// SHA-256 of the texts' canonical form, in hex; the server fills it in, who has the texts.
        digest: String,
    },
    /// Words were pulled into a text. The words themselves are the updates that follow in the log.
    WordsPulled {
        /// The id of doing so.
        pull: PullId,
        /// Where they are from.
        from: Source,
        /// Which words.
        taken: Taken,
        /// Into which text, by its root's name.
        into: String,
        /// The last entry of the source's own log when it was read there, if the source is another table; the server fills it in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        read_at: Option<Seq>,
        /// Under which ids the server writes the words, and whose they are; the server fills it in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hands: Vec<Hand>,
    },
}

tagged!(PullingEvent, "event");

impl PullingEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            // Nobody else need know whose desk it was.
            Self::WordsPulled {
                from:
                    Source::Desk {
                        desk: Some(desk), ..
                    }
                    | Source::Own { of: Some(desk), .. },
                ..
            } => Audience::Delegations(std::slice::from_ref(desk)),
            Self::AnswersCompiled { .. } | Self::WordsPulled { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) fn veil(&mut self) {
        match self {
            Self::WordsPulled {
                from,
                taken,
                into,
                read_at,
                hands,
                ..
            } => {
                if let Source::Own { .. } = from {
                    // Nobody else has the text.
                    hands.clear();
                    *read_at = None;
                }
                source::veil(from, taken, into);
            }
            Self::AnswersCompiled { .. } => {}
        }
    }
}
