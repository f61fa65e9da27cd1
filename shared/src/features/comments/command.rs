//! What is asked about comments.

use super::passage::Passage;
use crate::ids::{CommentId, DelegationId, ReplyId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CommentCommand {
    /// Comment on a passage.
    Comment {
        /// The comment's new id.
        comment: CommentId,
        /// The passage.
        on: Passage,
        /// Its words.
        quote: String,
        /// What to say.
        text: String,
        /// To which delegation, if to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<DelegationId>,
    },
    /// Say something to a comment. One that was resolved is open again.
    ReplyToComment {
        /// Which comment.
        comment: CommentId,
        /// The reply's new id.
        reply: ReplyId,
        /// What to say.
        text: String,
    },
    /// Resolve a comment, or open it again.
    ResolveComment {
        /// Which comment.
        comment: CommentId,
        /// Whether it is dealt with.
        resolved: bool,
    },
    /// Take back one's own comment, to which nobody has said anything.
    WithdrawComment {
        /// Which comment.
        comment: CommentId,
    },
}

tagged!(CommentCommand, "command");
