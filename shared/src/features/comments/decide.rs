//! Commenting, replying, resolving, and thinking better of it. It goes on as long as the table is open, whatever is on
//! the agenda: one comments above all on what may not be written just now.

use super::command::CommentCommand;
use super::comment::Comment;
use super::event::CommentEvent;
use super::passage::Passage;
use crate::features::people::Role;
use crate::ids::{CommentId, DelegationId, ReplyId};
use crate::limits::{self, named};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken};

type Decision = Result<Vec<CommentEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: CommentCommand) -> Decision {
    may_comment(asked)?;
    match command {
        CommentCommand::Comment {
            comment,
            on,
            quote,
            text,
            to,
        } => comments(asked, comment, on, &quote, &text, to),
        CommentCommand::ReplyToComment {
            comment,
            reply,
            text,
        } => replies(asked, comment, reply, &text),
        CommentCommand::ResolveComment { comment, resolved } => resolves(asked, comment, resolved),
        CommentCommand::WithdrawComment { comment } => withdraws(asked, comment),
    }
}

/// Whoever has a part in the text has a say on it; others look on.
fn may_comment(asked: Context<'_>) -> Result<(), Refusal> {
    match asked.who.role {
        Role::Facilitator | Role::Delegate | Role::Rapporteur => Ok(()),
        Role::Observer | Role::Projector | Role::Interpreter => Err(Refusal::NeedsRole {
            role: Role::Delegate,
        }),
    }
}

fn comments(
    asked: Context<'_>,
    comment: CommentId,
    on: Passage,
    quote: &str,
    text: &str,
    to: Option<DelegationId>,
) -> Decision {
    let all = &asked.table.comments;
    let (quote, text) = (quote.trim(), text.trim());
    if let Some(there) = all.get(&comment) {
        let is_same = there.by == asked.who.id
            && (&there.on, &there.to) == (&on, &to)
            && (there.quote.as_str(), there.text.as_str()) == (quote, text);
        return same_or_taken(Noun::Comment, is_same);
    }
    if all.withdrawn.contains_key(&comment) {
        return same_or_taken(Noun::Comment, false);
    }
    asked.needs_open_table()?;
    on.check(asked)?;
    let there = |delegation| found(Noun::Delegation, asked.table.delegation(delegation));
    to.as_ref().map(there).transpose()?;
    named(quote, Noun::Passage, limits::QUOTE)?;
    named(text, Noun::Text, limits::REMARK)?;
    has_room(Noun::Comment, all.ever_made(), limits::COMMENTS)?;
    has_room(
        Noun::Comment,
        all.ever_made_by(&asked.who.id),
        limits::COMMENTS_EACH,
    )?;
    has_words_left(asked, Noun::Comment, all.len())?;
    Ok(vec![CommentEvent::CommentMade {
        comment,
        on: Box::new(on),
        quote: quote.to_owned(),
        text: text.to_owned(),
        to,
        made_by: asked.who.id.clone(),
        delegation: asked.who.speaks_for().cloned(),
    }])
}

fn replies(asked: Context<'_>, comment: CommentId, reply: ReplyId, text: &str) -> Decision {
    let text = text.trim();
    let mut all = asked.table.comments.iter();
    let there = all.find_map(|on| {
        let there = on.replies.iter().find(|there| there.id == reply)?;
        Some(on.id == comment && there.by == asked.who.id && there.text == text)
    });
    if let Some(is_same) = there {
        return same_or_taken(Noun::Reply, is_same);
    }
    asked.needs_open_table()?;
    let on = known(asked, &comment)?;
    named(text, Noun::Text, limits::REMARK)?;
    has_room(Noun::Reply, on.replies.len(), limits::REPLIES)?;
    has_words_left(asked, Noun::Reply, on.replies.len())?;
    Ok(vec![CommentEvent::CommentReplied {
        comment,
        reply,
        text: text.to_owned(),
        made_by: asked.who.id.clone(),
    }])
}

/// Refuses one more where all that was said is as long as it may be: whoever comes gets all of it at once.
fn has_words_left(asked: Context<'_>, what: Noun, there: usize) -> Result<(), Refusal> {
    if asked.table.comments.characters() < limits::COMMENT_TEXTS {
        Ok(())
    } else {
        Err(Refusal::TooMany { what, most: there })
    }
}

/// Those whom it concerns say when it is dealt with, and whoever leads the table.
fn resolves(asked: Context<'_>, comment: CommentId, resolved: bool) -> Decision {
    let on = known(asked, &comment)?;
    let leads = asked.who.role == Role::Facilitator || asked.table.presides(&asked.who.id);
    if !leads && !on.concerns(asked.who) {
        return Err(Refusal::NotInThread);
    }
    if on.is_open() != resolved {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![CommentEvent::CommentResolved {
        comment,
        resolved,
        done_by: asked.who.id.clone(),
    }])
}

fn withdraws(asked: Context<'_>, comment: CommentId) -> Decision {
    if let Some(by) = asked.table.comments.withdrawn.get(&comment) {
        return if *by == asked.who.id {
            Ok(Vec::new())
        } else {
            Err(Refusal::NotInThread)
        };
    }
    let on = known(asked, &comment)?;
    if on.by != asked.who.id {
        return Err(Refusal::NotInThread);
    }
    asked.needs_open_table()?;
    if !on.replies.is_empty() {
        return Err(Refusal::HasReplies);
    }
    Ok(vec![CommentEvent::CommentWithdrawn { comment }])
}

fn known<'a>(asked: Context<'a>, id: &CommentId) -> Result<&'a Comment, Refusal> {
    found(Noun::Comment, asked.table.comments.get(id))
}
