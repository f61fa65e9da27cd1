//! Statements handed in: the text that a delegation gives to the interpreters before it speaks.

use super::event::{Decision, FloorEvent};
use super::speech::{MISTAKEN, Speech};
use super::state::Floor;
use crate::features::people::Role;
use crate::ids::{DelegationId, SpeechId, Timestamp};
use crate::limits::{self, named};
use crate::refusal::{Noun, Refusal};
use crate::table::{Audience, Context, found, has_room, unless};
use serde::{Deserialize, Serialize};

/// A text handed in for a speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its text; nothing for whoever may not read it before it is delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The speech for which the delegation had the floor for a moment, where it is kept since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
}

/// A speech that was over within a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Which.
    pub speech: SpeechId,
    /// For whom else it spoke.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on_behalf_of: String,
}

/// A statement that was delivered: everybody reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Which speech it was.
    pub speech: SpeechId,
    /// Whose.
    pub delegation: DelegationId,
    /// For whom else it spoke.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on_behalf_of: String,
    /// When it was over.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
}

/// Who reads a statement before it has been delivered: those who interpret and report it, the secretariat, and its own delegation.
pub(super) const fn of_statement(delegation: &DelegationId) -> Audience<'_> {
    Audience::Those {
        roles: &[Role::Facilitator, Role::Rapporteur, Role::Interpreter],
        people: &[],
        delegation: Some(delegation),
    }
}

/// The text as it is kept: without spaces at the ends of its lines, and around it.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

pub(super) fn hand_in(asked: Context<'_>, speech: SpeechId, text: &str) -> Decision {
    let (delegation, there) = own(asked, &speech)?;
    let text = tidy(text);
    let before = there.statement.as_ref();
    if before.is_some_and(|before| before.text.as_ref() == Some(&text)) {
        return Ok(Vec::new());
    }
    has_not_begun(asked, there)?;
    asked.needs_to_publish_for(delegation)?;
    named(&text, Noun::Statement, limits::STATEMENT)?;
    let times = there.handed_in as usize;
    has_room(Noun::Statement, times, limits::STATEMENT_TIMES)?;
    let (characters, most) = asked.table.floor.handed_in(&speech, delegation);
    if characters + text.chars().count() > limits::STATEMENT_TEXTS {
        let what = Noun::Statement;
        return Err(Refusal::TooMany { what, most });
    }
    Ok(vec![FloorEvent::StatementHandedIn {
        speech,
        delegation: delegation.clone(),
        text: Some(text),
    }])
}

pub(super) fn take_back(asked: Context<'_>, speech: SpeechId) -> Decision {
    let (_, there) = own(asked, &speech)?;
    let is_so = there.statement.is_none();
    if !is_so {
        has_not_begun(asked, there)?;
    }
    Ok(unless(is_so, FloorEvent::StatementTakenBack { speech }))
}

/// A speech of whoever asks that may have a statement: any but a point of order.
fn own<'a>(
    asked: Context<'a>,
    speech: &SpeechId,
) -> Result<(&'a DelegationId, &'a Speech), Refusal> {
    let delegation = asked.speaks_for()?;
    let there = asked.speech(speech)?;
    if there.delegation != *delegation {
        return Err(Refusal::NotYours);
    }
    let there = found(Noun::Speech, Some(there).filter(|it| !it.is_point()))?;
    Ok((delegation, there))
}

/// Interpreters have it before them: from then on it stays as it is.
fn has_not_begun(asked: Context<'_>, speech: &Speech) -> Result<(), Refusal> {
    asked.needs_open_table()?;
    if speech.waits() {
        Ok(())
    } else {
        Err(Refusal::FloorHasMoved)
    }
}

/// Short as it was, it was the statement: of who has the floor, or had it for a moment.
pub(super) fn confirm(asked: Context<'_>, speech: SpeechId) -> Decision {
    let floor = &asked.table.floor;
    if floor.delivered.iter().any(|it| it.speech == speech) {
        return Ok(Vec::new());
    }
    let (delegation, statement) = found(Noun::Statement, floor.heard(&speech))?;
    if asked.who.speaks_for() == Some(delegation) {
        asked.needs_to_publish_for(delegation)?;
    } else {
        asked.needs_to_preside()?;
    }
    asked.needs_open_table()?;
    // Who may not read it before decides nothing about its words.
    let text = statement.text.clone().unwrap_or_default();
    Ok(vec![FloorEvent::StatementDelivered { speech, text }])
}

/// A delegation wants its text back that it did not come to deliver.
pub(super) fn drop_kept(asked: Context<'_>) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    if !asked.table.floor.kept.contains_key(&delegation) {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![FloorEvent::KeptStatementDropped { delegation }])
}

/// A speech is over: what was handed in for it is delivered, unless the floor was given a moment ago, say by mistake. Then nothing of
/// it was said, and it is kept for when the delegation asks again.
pub(super) fn ends(speech: &Speech, now: Timestamp) -> Vec<FloorEvent> {
    let id = &speech.id;
    let ended = FloorEvent::SpeechEnded { speech: id.clone() };
    [ended].into_iter().chain(delivers(speech, now)).collect()
}

/// What becomes of the text that was handed in for a speech, if one was.
fn delivers(speech: &Speech, now: Timestamp) -> Option<FloorEvent> {
    let statement = speech.statement.as_ref()?;
    let id = speech.id.clone();
    if speech.spoken(now) < MISTAKEN {
        return Some(FloorEvent::StatementKept { speech: id });
    }
    let text = statement.text.clone()?;
    Some(FloorEvent::StatementDelivered { speech: id, text })
}

/// Whoever has the floor is done: before a round begins, or the table closes.
pub(crate) fn ends_all(floor: &Floor, now: Timestamp) -> Vec<FloorEvent> {
    let holders = floor.speeches.iter().filter(|speech| speech.has_floor());
    let with_text = holders.filter(|speech| delivers(speech, now).is_some());
    with_text.flat_map(|speech| ends(speech, now)).collect()
}
