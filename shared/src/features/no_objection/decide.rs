//! Putting wording, objecting, and what follows when the time is over.

use super::command::NoObjectionCommand;
use super::event::NoObjectionEvent;
use super::objection::Objection;
use super::rules::{Added, NoObjectionRules, ReservationKind, Span};
use super::state::{NoObjection, NoObjections};
use super::wording::{Paragraphs, PutWording, Subject};
use crate::ids::{DecisionId, Timestamp};
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken, unless};

type Decision = Result<Vec<NoObjectionEvent>, Refusal>;

/// How long the sign of a wording may be.
const SIGN: usize = 16;
/// For how many milliseconds one may object after the server was down, at least: pages have to come back first.
const RETURN: u64 = 10_000;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: NoObjectionCommand) -> Decision {
    match command {
        NoObjectionCommand::PutWording {
            decision,
            what,
            rules,
            seen,
        } => put(asked, decision, tidied(what), (rules, seen)),
        NoObjectionCommand::Object {
            decision,
            paragraph,
            reason,
        } => object(asked, decision, paragraph, reason.trim()),
        NoObjectionCommand::WithdrawObjection { decision } => withdraw(asked, decision),
        NoObjectionCommand::AddTime { decision, until } => add_time(asked, decision, until),
        NoObjectionCommand::CancelNoObjection { decision, reason } => {
            cancel(asked, decision, clean(&reason))
        }
        NoObjectionCommand::ExplainPosition { decision, text } => {
            explain(asked, decision, text.trim())
        }
        NoObjectionCommand::RecordReservation {
            decision,
            kind,
            text,
        } => reserve(asked, decision, kind, text.trim()),
    }
}

/// A text as it will be kept.
fn tidied(what: Subject) -> Subject {
    match what {
        Subject::Text { text } => Subject::Text {
            text: text.trim().to_owned(),
        },
        other @ (Subject::Joint { .. } | Subject::Practice { .. }) => other,
    }
}

/// Whoever runs the table puts wording. What it says only the server knows, unless it was typed in.
fn put(
    asked: Context<'_>,
    id: DecisionId,
    what: Subject,
    (rules, seen): (NoObjectionRules, String),
) -> Decision {
    asked.needs_to_run()?;
    let all = &asked.table.no_objections;
    if let Some(there) = all.get(&id) {
        let is_same = (&there.what, there.rules) == (&what, rules);
        return same_or_taken(Noun::Decision, is_same);
    }
    asked.needs_open_table()?;
    check_subject(asked, &what)?;
    if seen.len() > SIGN {
        return Err(Refusal::SourceHasChanged);
    }
    check_time(asked.now, &rules.time)?;
    has_room(Noun::Decision, all.len(), limits::DECISIONS)?;
    has_room_open(all)?;
    has_words_left(all)?;
    let wording = match &what {
        Subject::Text { text } => PutWording::typed(text),
        Subject::Joint { .. } | Subject::Practice { .. } => PutWording::default(),
    };
    Ok(vec![NoObjectionEvent::WordingPut {
        decision: id,
        until: rules.time.end(asked.now),
        what: Box::new(what),
        rules,
        wording: Box::new(wording),
        digest: String::new(),
        seen,
    }])
}

fn check_subject(asked: Context<'_>, what: &Subject) -> Result<(), Refusal> {
    match what {
        Subject::Joint {
            question,
            paragraphs,
        } => {
            if !asked.question(question)?.answered.jointly() {
                return Err(Refusal::NotAnsweredSo);
            }
            let is_there = |some: &Paragraphs| some.from <= some.to;
            let are_there = paragraphs.as_ref().is_none_or(is_there);
            found(Noun::Passage, are_there.then_some(()))
        }
        Subject::Practice { practice } => asked.practice(practice).map(|_| ()),
        Subject::Text { text } => named(text, Noun::Text, limits::WORDING),
    }
}

/// Not every question has a moment: then whatever could be fine is.
fn check_time(now: Timestamp, time: &Span) -> Result<(), Refusal> {
    let is_fine = match time {
        Span::Room { seconds } => limits::ROOM_SECONDS.contains(seconds),
        Span::Silence { until } => {
            now.0 == u64::MAX || until.0 > now.0 && until.0 - now.0 <= limits::SILENCE
        }
    };
    if is_fine {
        Ok(())
    } else {
        Err(Refusal::UnfitTime)
    }
}

/// Refuses one more where what one may object to now is as long as it may be: what is over, or withdrawn, makes room.
fn has_room_open(all: &NoObjections) -> Result<(), Refusal> {
    let is_room = all.open_characters() < limits::DECISION_TEXTS;
    is_room.then_some(()).ok_or(Refusal::OpenWordingFull)
}

/// Refuses one more where all that was ever put and said is: whoever comes gets all of it at once.
fn has_words_left(all: &NoObjections) -> Result<(), Refusal> {
    let is_room = all.characters() < limits::ALL_DECISION_TEXTS;
    is_room.then_some(()).ok_or(Refusal::WordingFull)
}

/// Any member of a delegation objects for it. It is no vote: also where votes are reserved to the head, whoever sits there may have to
/// object within seconds.
fn object(
    asked: Context<'_>,
    decision: DecisionId,
    paragraph: Option<u32>,
    reason: &str,
) -> Decision {
    let delegation = asked.speaks_for()?;
    let there = running(asked, &decision)?;
    let objection = Objection {
        paragraph,
        reason: reason.to_owned(),
    };
    let before = there.objections.get(delegation);
    if before == Some(&objection) {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    let nth = |paragraph| {
        let nth = usize::try_from(paragraph).ok();
        let block = nth.and_then(|nth| there.wording.paragraphs().nth(nth));
        found(Noun::Passage, block).map(|_| ())
    };
    paragraph.map_or(Ok(()), nth)?;
    short(reason, Noun::Reason, limits::REMARK)?;
    // An objection is never one too many; its reason may be.
    if !reason.is_empty() {
        has_room_open(&asked.table.no_objections)?;
        has_words_left(&asked.table.no_objections)?;
    }
    Ok(vec![NoObjectionEvent::ObjectionMade {
        decision,
        delegation: Some(delegation.clone()),
        objection: Some(objection),
        first: before.is_none(),
        by_name: there.rules.by_name,
    }])
}

fn withdraw(asked: Context<'_>, decision: DecisionId) -> Decision {
    let delegation = asked.speaks_for()?;
    let there = running(asked, &decision)?;
    if !there.objections.contains_key(delegation) {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![NoObjectionEvent::ObjectionWithdrawn {
        decision,
        delegation: Some(delegation.clone()),
        by_name: there.rules.by_name,
    }])
}

/// There is more time, or nothing changes: who relies on a time must be able to.
fn add_time(asked: Context<'_>, decision: DecisionId, until: Timestamp) -> Decision {
    asked.needs_to_run()?;
    let there = running(asked, &decision)?;
    if there.until == until {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    if until < there.until {
        return Err(Refusal::OnlyLonger);
    }
    check_time(asked.now, &Span::Silence { until })?;
    let added = Added::Given;
    Ok(vec![NoObjectionEvent::TimeAdded {
        decision,
        until,
        added,
    }])
}

fn cancel(asked: Context<'_>, decision: DecisionId, reason: String) -> Decision {
    asked.needs_to_run()?;
    let there = known(asked, &decision)?;
    if there.is_closed() {
        return Err(Refusal::DecisionOver);
    }
    if !there.is_running() {
        return Ok(Vec::new());
    }
    named(&reason, Noun::Reason, limits::REASON)?;
    Ok(vec![NoObjectionEvent::NoObjectionCancelled {
        decision,
        reason,
    }])
}

fn explain(asked: Context<'_>, decision: DecisionId, text: &str) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    let there = known(asked, &decision)?;
    let before = there.explanations.get(&delegation);
    let is_so = before.map_or("", |said| said.text.as_str()) == text;
    if !is_so {
        is_over(asked, there)?;
        short(text, Noun::Text, limits::REMARK)?;
        if !text.is_empty() {
            has_words_left(&asked.table.no_objections)?;
        }
    }
    let text = text.to_owned();
    Ok(unless(
        is_so,
        NoObjectionEvent::PositionExplained {
            decision,
            delegation,
            text,
        },
    ))
}

/// Beside what was agreed one can stand; where somebody objected, nothing was.
fn reserve(
    asked: Context<'_>,
    decision: DecisionId,
    kind: Option<ReservationKind>,
    text: &str,
) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    let there = known(asked, &decision)?;
    let text = kind.map_or("", |_| text);
    let before = there.reservations.get(&delegation);
    let before = before.map(|said| (said.kind, said.text.as_str()));
    let is_so = before == kind.map(|kind| (kind, text));
    if !is_so {
        is_over(asked, there)?;
        if !there.stands() {
            return Err(Refusal::NotAgreed);
        }
        short(text, Noun::Text, limits::REMARK)?;
        if !text.is_empty() {
            has_words_left(&asked.table.no_objections)?;
        }
    }
    let text = text.to_owned();
    Ok(unless(
        is_so,
        NoObjectionEvent::ReservationRecorded {
            decision,
            delegation,
            kind,
            text,
        },
    ))
}

fn is_over(asked: Context<'_>, there: &NoObjection) -> Result<(), Refusal> {
    asked.needs_open_table()?;
    if there.is_running() {
        return Err(Refusal::StillRunning);
    }
    if there.is_closed() {
        Ok(())
    } else {
        Err(Refusal::DecisionOver)
    }
}

fn running<'a>(asked: Context<'a>, id: &DecisionId) -> Result<&'a NoObjection, Refusal> {
    let there = known(asked, id)?;
    if there.is_running() {
        Ok(there)
    } else {
        Err(Refusal::DecisionOver)
    }
}

fn known<'a>(asked: Context<'a>, id: &DecisionId) -> Result<&'a NoObjection, Refusal> {
    found(Noun::Decision, asked.table.no_objections.get(id))
}

/// What is closed by that moment. An objection counts until then.
pub(crate) fn closes_due(all: &NoObjections, now: Timestamp) -> Vec<NoObjectionEvent> {
    let due = all.running().filter(|it| it.until <= now);
    let closed = due.map(|it| NoObjectionEvent::NoObjectionClosed {
        decision: it.id.clone(),
        count: it.count,
        on: it.on_paragraphs(),
    });
    closed.collect()
}

/// The server was down between these moments: everything that runs gets that time back, as far as it has not yet.
pub(crate) fn makes_up(
    all: &NoObjections,
    since: Timestamp,
    through: Timestamp,
) -> Vec<NoObjectionEvent> {
    let made_up = all.running().filter_map(|it| {
        let since = since.max(it.since).max(it.made_up.unwrap_or(it.since));
        let lost = through.0.checked_sub(since.0).filter(|lost| *lost > 0)?;
        let until = it.until.0.saturating_add(lost);
        Some(NoObjectionEvent::TimeAdded {
            decision: it.id.clone(),
            until: Timestamp(until.max(through.0.saturating_add(RETURN))),
            added: Added::ServerDown { since, through },
        })
    });
    made_up.collect()
}
