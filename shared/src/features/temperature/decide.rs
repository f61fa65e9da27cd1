//! Asking how the room leans, and saying it.

use super::command::TemperatureCommand;
use super::event::TemperatureEvent;
use super::leaning::Leaning;
use crate::features::people::Role;
use crate::ids::CheckId;
use crate::limits::{self, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, same_or_taken, unless};

type Decision = Result<Vec<TemperatureEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: TemperatureCommand) -> Decision {
    match command {
        TemperatureCommand::AskTemperature { check, wording } => ask(asked, check, &wording),
        TemperatureCommand::SayTemperature { check, leaning } => say(asked, check, leaning),
        TemperatureCommand::EndTemperature { check } => end(asked, check),
    }
}

fn ask(asked: Context<'_>, check: CheckId, wording: &str) -> Decision {
    asked.needs_to_run()?;
    let (checks, wording) = (&asked.table.temperature, clean(wording));
    if let Some(there) = checks.check(&check) {
        return same_or_taken(Noun::TemperatureCheck, there.wording == wording);
    }
    if checks.over.as_ref() == Some(&check) {
        return same_or_taken(Noun::TemperatureCheck, false);
    }
    asked.needs_open_table()?;
    if checks.now.is_some() {
        return Err(Refusal::CheckIsOn);
    }
    short(&wording, Noun::Text, limits::TITLE)?;
    let presiding = asked.table.presiding().into_iter();
    let presiding = presiding.filter(|who| who.role != Role::Facilitator);
    Ok(vec![TemperatureEvent::TemperatureAsked {
        check,
        wording,
        shown_to: presiding.map(|who| who.id.clone()).collect(),
    }])
}

/// Anybody who speaks for the delegation says it, as they vote.
fn say(asked: Context<'_>, check: CheckId, leaning: Leaning) -> Decision {
    let delegation = asked.speaks_for()?;
    let there = found(
        Noun::TemperatureCheck,
        asked.table.temperature.check(&check),
    )?;
    asked.needs_open_table()?;
    let before = there.leanings.get(delegation).copied();
    let said = TemperatureEvent::TemperatureSaid {
        check,
        delegation: Some(delegation.clone()),
        leaning,
        before,
        shown_to: there.shown_to.clone(),
    };
    Ok(unless(before == Some(leaning), said))
}

fn end(asked: Context<'_>, check: CheckId) -> Decision {
    asked.needs_to_run()?;
    let checks = &asked.table.temperature;
    let is_so = checks.over.as_ref() == Some(&check);
    if !is_so {
        found(Noun::TemperatureCheck, checks.check(&check))?;
        asked.needs_open_table()?;
    }
    Ok(unless(is_so, TemperatureEvent::TemperatureEnded { check }))
}
