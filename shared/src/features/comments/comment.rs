//! A comment, and what is said to it.

use super::passage::Passage;
use crate::features::people::Participant;
use crate::ids::{CommentId, DelegationId, ParticipantId, ReplyId, Timestamp};
use serde::{Deserialize, Serialize};

/// A comment on a passage, with its thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The passage.
    pub on: Passage,
    /// The words that it was about when it was made: shown where they are gone.
    pub quote: String,
    /// What it says.
    pub text: String,
    /// The delegation that it is addressed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DelegationId>,
    /// Who made it.
    pub by: ParticipantId,
    /// For which delegation, if for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationId>,
    /// When.
    pub at: Timestamp,
    /// What was said to it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    /// Who resolved it, while it is resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<ParticipantId>,
}

/// What somebody said to a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its id.
    pub id: ReplyId,
    /// What it says.
    pub text: String,
    /// Who said it.
    pub by: ParticipantId,
    /// When.
    pub at: Timestamp,
}

impl Comment {
    /// Whether it is still to be dealt with.
    pub const fn is_open(&self) -> bool {
        self.resolved_by.is_none()
    }

    /// Whether it waits for that delegation.
    pub fn awaits(&self, delegation: &DelegationId) -> bool {
        self.is_open() && self.to.as_ref() == Some(delegation)
    }

    /// Whether it is this person's own, or their delegation's.
    pub fn is_of(&self, who: &Participant) -> bool {
        self.by == who.id
            || who.speaks_for().is_some() && self.delegation.as_ref() == who.speaks_for()
    }

    /// Whether it concerns this person: as one of those who made it, or to whom it is addressed.
    pub fn concerns(&self, who: &Participant) -> bool {
        self.is_of(who)
            || who
                .speaks_for()
                .is_some_and(|own| self.to.as_ref() == Some(own))
    }
}
