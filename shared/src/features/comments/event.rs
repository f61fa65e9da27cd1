//! What happened to comments, and who may see it: everybody at the table reads the texts, and what is said about them.

use super::passage::Passage;
use crate::ids::{CommentId, DelegationId, ParticipantId, ReplyId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to comments. When it did is the time of its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CommentEvent {
    /// Somebody commented on a passage.
    CommentMade {
        /// The comment's id.
        comment: CommentId,
        /// The passage.
        on: Box<Passage>,
        /// The words that it had.
        quote: String,
        /// What they said.
        text: String,
        /// To which delegation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<DelegationId>,
        /// Who said it. Not called `by`: records carry that beside the event's fields.
        made_by: ParticipantId,
        /// For which delegation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegation: Option<DelegationId>,
    },
    /// Somebody said something to a comment, which is open then.
    CommentReplied {
        /// Which comment.
        comment: CommentId,
        /// The reply's id.
        reply: ReplyId,
        /// What they said.
        text: String,
        /// Who said it.
        made_by: ParticipantId,
    },
    /// A comment was resolved, or opened again.
    CommentResolved {
        /// Which comment.
        comment: CommentId,
        /// Whether it is dealt with.
        resolved: bool,
        /// Who says so.
        done_by: ParticipantId,
    },
    /// A comment was taken back.
    CommentWithdrawn {
        /// Which comment.
        comment: CommentId,
    },
}

tagged!(CommentEvent, "event");

impl CommentEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::CommentMade { .. }
            | Self::CommentReplied { .. }
            | Self::CommentResolved { .. }
            | Self::CommentWithdrawn { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::CommentMade { .. }
            | Self::CommentReplied { .. }
            | Self::CommentResolved { .. }
            | Self::CommentWithdrawn { .. } => {}
        }
    }
}
