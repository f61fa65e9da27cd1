//! Signing, opening again, and publishing.

use super::command::SignOffCommand;
use super::event::SignOffEvent;
use super::signature::{Capacity, Signature};
use crate::features::people::Role;
use crate::features::report::Attribution;
use crate::limits::{self, named};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::seq::Seq;
use crate::table::Context;

type Decision = Result<Vec<SignOffEvent>, Refusal>;

/// How long a SHA-256 is in hex.
const HEX: usize = 64;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: SignOffCommand) -> Decision {
    match command {
        SignOffCommand::SignOutcome {
            capacity,
            text,
            alone,
        } => sign(asked, capacity, text, alone),
        SignOffCommand::ReopenOutcome { reason } => reopen(asked, &clean(&reason)),
        SignOffCommand::PublishOutcome { attribution } => publish(asked, attribution),
        SignOffCommand::UnpublishOutcome => unpublish(asked),
    }
}

/// Only whoever has the office signs as it.
fn needs(asked: Context<'_>, capacity: Capacity) -> Result<(), Refusal> {
    match capacity {
        Capacity::Chair => asked.needs_to_preside(),
        Capacity::Rapporteur => asked.needs_role(Role::Rapporteur),
    }
}

/// Whether a rapporteur was ever let in: then they sign, too.
fn has_rapporteur(asked: Context<'_>) -> bool {
    let mut people = asked.table.participants.values();
    people.any(|it| it.role == Role::Rapporteur)
}

/// Whoever presides and the rapporteur sign the same text. Whether it is the text as it reads now only the server knows.
fn sign(asked: Context<'_>, capacity: Capacity, text: String, alone: bool) -> Decision {
    needs(asked, capacity)?;
    let alone = alone && capacity == Capacity::Chair && has_rapporteur(asked);
    let all = &asked.table.sign_off;
    let there = all.signatures.get(&capacity);
    let is_mine = |it: &Signature| it.text == text && it.alone == alone;
    if there.is_some_and(is_mine) {
        return Ok(Vec::new());
    }
    asked.needs_unsigned_outcome()?;
    let is_hash = text.len() == HEX && text.bytes().all(|it| it.is_ascii_hexdigit());
    if !is_hash {
        return Err(Refusal::OutcomeHasChanged);
    }
    is_settled(asked)?;
    let version = all.versions.last().map_or(0, |it| it.number);
    let other = Capacity::ALL.into_iter().find(|it| *it != capacity);
    let other = other.and_then(|it| Some((it, all.signatures.get(&it)?)));
    let suffices = match capacity {
        Capacity::Chair => alone || !has_rapporteur(asked),
        Capacity::Rapporteur => false,
    };
    let have_all = suffices || other.is_some_and(|it| it.1.text == text);
    let signed = SignOffEvent::OutcomeSigned {
        capacity,
        text: text.clone(),
        alone,
    };
    let signed_off = have_all.then(|| SignOffEvent::OutcomeSignedOff {
        version: version.saturating_add(1),
        before: other
            .filter(|it| it.1.text == text)
            .map(|(of, it)| (of, it.clone()))
            .into_iter()
            .collect(),
        text,
        capacity,
        alone,
        digest: String::new(),
        head: Seq::START,
        chain: String::new(),
    });
    Ok([signed].into_iter().chain(signed_off).collect())
}

/// Nothing is signed while something of it is still being decided.
fn is_settled(asked: Context<'_>) -> Result<(), Refusal> {
    if asked.table.open_ballots().next().is_some() {
        return Err(Refusal::BallotOpen);
    }
    if asked.table.no_objections.running().next().is_some() {
        return Err(Refusal::WordingRuns);
    }
    if asked.table.circulation.open().next().is_some() {
        return Err(Refusal::CorrectionsWait);
    }
    Ok(())
}

/// Whoever may sign opens it again, as long as it is not published.
fn reopen(asked: Context<'_>, reason: &str) -> Decision {
    let may = Capacity::ALL.map(|it| needs(asked, it));
    if may.iter().all(Result::is_err) {
        return Err(Refusal::NeedsToSign);
    }
    let all = &asked.table.sign_off;
    if all.signatures.is_empty() {
        let last = all.reopened.last();
        return if last.is_some_and(|it| it.reason == reason) {
            Ok(Vec::new())
        } else {
            Err(Refusal::NothingSigned)
        };
    }
    if all.published.is_some() {
        return Err(Refusal::OutcomePublished);
    }
    named(reason, Noun::Reason, limits::REASON)?;
    let there = all.reopened.len();
    crate::table::has_room(Noun::Version, there, limits::VERSIONS)?;
    Ok(vec![SignOffEvent::OutcomeReopened {
        reason: reason.to_owned(),
    }])
}

/// Told otherwise it is another page: the one that is out is taken away first.
fn publish(asked: Context<'_>, attribution: Attribution) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let all = &asked.table.sign_off;
    if let Some(there) = &all.published {
        return if there.attribution == attribution {
            Ok(Vec::new())
        } else {
            Err(Refusal::OutcomePublished)
        };
    }
    let version = all.current().ok_or(Refusal::NothingSigned)?;
    Ok(vec![SignOffEvent::OutcomePublished {
        page: String::new(),
        entry: version.entry,
        attribution,
    }])
}

fn unpublish(asked: Context<'_>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let Some(published) = &asked.table.sign_off.published else {
        return Ok(Vec::new());
    };
    let page = published.page.clone();
    Ok(vec![SignOffEvent::OutcomeUnpublished { page }])
}
