//! The comments at a table.

use super::comment::{Comment, Reply};
use super::event::CommentEvent;
use crate::ids::{CommentId, ParticipantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Deref;

/// The comments that were made, in order; and beside them those that were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Comments {
    made: Vec<Comment>,
    /// Comments taken back, and who had made them. Their ids stay taken.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub withdrawn: BTreeMap<CommentId, ParticipantId>,
}

impl Deref for Comments {
    type Target = [Comment];

    fn deref(&self) -> &[Comment] {
        &self.made
    }
}

impl Comments {
    /// Whether none was ever made.
    pub fn is_untouched(&self) -> bool {
        self.made.is_empty() && self.withdrawn.is_empty()
    }

    /// The comment by that id.
    pub fn get(&self, id: &CommentId) -> Option<&Comment> {
        self.made.iter().find(|comment| &comment.id == id)
    }

    /// How many were made, those taken back among them.
    pub fn ever_made(&self) -> usize {
        self.made.len() + self.withdrawn.len()
    }

    /// The same of one person's.
    pub fn ever_made_by(&self, who: &ParticipantId) -> usize {
        let made = self.made.iter().filter(|comment| comment.by == *who);
        made.count() + self.withdrawn.values().filter(|by| *by == who).count()
    }

    /// How many characters all comments and replies have together.
    pub fn characters(&self) -> usize {
        let replies = self.made.iter().flat_map(|comment| &comment.replies);
        let replies = replies.map(|reply| reply.text.chars().count());
        let comments = self.made.iter();
        let comments = comments.map(|it| it.text.chars().count() + it.quote.chars().count());
        comments.chain(replies).sum()
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, at: Timestamp, event: &CommentEvent) {
        match event {
            CommentEvent::CommentMade {
                comment,
                on,
                quote,
                text,
                to,
                made_by,
                delegation,
            } => self.made.push(Comment {
                id: comment.clone(),
                on: (**on).clone(),
                quote: quote.clone(),
                text: text.clone(),
                to: to.clone(),
                by: made_by.clone(),
                delegation: delegation.clone(),
                at,
                replies: Vec::new(),
                resolved_by: None,
            }),
            CommentEvent::CommentReplied {
                comment,
                reply,
                text,
                made_by,
            } => self.change(comment, |comment| {
                comment.replies.push(Reply {
                    id: reply.clone(),
                    text: text.clone(),
                    by: made_by.clone(),
                    at,
                });
                comment.resolved_by = None;
            }),
            CommentEvent::CommentResolved {
                comment,
                resolved,
                done_by,
            } => self.change(comment, |comment| {
                comment.resolved_by = resolved.then(|| done_by.clone());
            }),
            CommentEvent::CommentWithdrawn { comment } => self.withdraw(comment),
        }
    }

    fn withdraw(&mut self, id: &CommentId) {
        if let Some(place) = self.made.iter().position(|comment| &comment.id == id) {
            let gone = self.made.remove(place);
            self.withdrawn.insert(gone.id, gone.by);
        }
    }

    fn change(&mut self, id: &CommentId, change: impl FnOnce(&mut Comment)) {
        if let Some(comment) = self.made.iter_mut().find(|comment| &comment.id == id) {
            change(comment);
        }
    }
}
