//! Changing the agenda while it runs.

use super::event::AgendaEvent;
use super::item::{AgendaItem, OpenAnswers};
use super::point::AgendaPoint;
use crate::features::people::Role;
use crate::ids::{AgendaItemId, QuestionId};
use crate::limits;
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken};
use std::collections::BTreeSet;

type Decision = Result<Vec<AgendaEvent>, Refusal>;

const WHAT: Noun = Noun::AgendaItem;

pub(super) fn add(asked: Context<'_>, item: AgendaItem, after: Option<AgendaItemId>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let agenda = &asked.table.agenda;
    if let Some(there) = agenda.item(&item.id) {
        return same_or_taken(WHAT, *there == item);
    }
    asked.needs_open_table()?;
    check(asked, &item)?;
    has_room(WHAT, agenda.items.len(), limits::AGENDA_ITEMS)?;
    knows(asked, after.as_ref())?;
    Ok(vec![AgendaEvent::ItemAdded { item, after }])
}

pub(super) fn revise(asked: Context<'_>, item: AgendaItem) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    if *known(asked, &item.id)? == item {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    check(asked, &item)?;
    keeps_ballots(asked, &item)?;
    Ok(vec![AgendaEvent::ItemRevised { item }])
}

pub(super) fn put(asked: Context<'_>, item: AgendaItemId, after: Option<AgendaItemId>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    known(asked, &item)?;
    knows(asked, after.as_ref())?;
    let items = &asked.table.agenda.items;
    let place = items.iter().position(|there| there.id == item);
    let before = place.and_then(|place| Some(&items.get(place.checked_sub(1)?)?.id));
    if before == after.as_ref() || after.as_ref() == Some(&item) {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![AgendaEvent::ItemPut { item, after }])
}

pub(super) fn split(
    asked: Context<'_>,
    item: &AgendaItemId,
    second: AgendaItemId,
    title: &str,
    minutes: u32,
) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let first = known(asked, item)?;
    let second = AgendaItem {
        id: second,
        title: clean(title),
        minutes,
        open: first.open.clone(),
    };
    if let Some(there) = asked.table.agenda.item(&second.id) {
        return same_or_taken(WHAT, *there == second);
    }
    let rest = AgendaItem {
        minutes: first.minutes.saturating_sub(minutes),
        ..first.clone()
    };
    let is_shorter = rest.minutes != first.minutes;
    let mut events: Vec<_> = is_shorter
        .then_some(AgendaEvent::ItemRevised { item: rest })
        .into_iter()
        .collect();
    let after = Some(item.clone());
    events.extend(add(asked, second, after)?);
    Ok(events)
}

pub(super) fn remove(asked: Context<'_>, item: AgendaItemId) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let agenda = &asked.table.agenda;
    if agenda.item(&item).is_none() {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    if agenda.at.item() == Some(&item) {
        return Err(Refusal::ItemIsCurrent);
    }
    Ok(vec![AgendaEvent::ItemRemoved { item }])
}

pub(super) fn set(asked: Context<'_>, items: Vec<AgendaItem>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let items: Vec<_> = items.into_iter().map(AgendaItem::cleaned).collect();
    let agenda = &asked.table.agenda;
    if agenda.items == items {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    let questions = asked.table.questions.iter().map(|question| &question.id);
    check_items(&items, &questions.collect())?;
    let current = agenda.at.item();
    let current = items.iter().find(|item| Some(&item.id) == current);
    keeps_ballots(asked, current.ok_or(Refusal::ItemIsCurrent)?)?;
    Ok(vec![AgendaEvent::AgendaSet { items }])
}

/// Refuses an agenda without items or with too many, with an id twice, or with something wrong in one.
pub fn check_items(items: &[AgendaItem], questions: &BTreeSet<&QuestionId>) -> Result<(), Refusal> {
    if items.is_empty() {
        return Err(Refusal::Empty { what: WHAT });
    }
    has_room(WHAT, items.len() - 1, limits::AGENDA_ITEMS)?;
    let mut ids = BTreeSet::new();
    for item in items {
        check_item(item, questions)?;
        if !ids.insert(&item.id) {
            return Err(Refusal::IdTaken { what: WHAT });
        }
    }
    Ok(())
}

fn check(asked: Context<'_>, item: &AgendaItem) -> Result<(), Refusal> {
    let questions = asked.table.questions.iter().map(|question| &question.id);
    check_item(item, &questions.collect())
}

fn check_item(item: &AgendaItem, questions: &BTreeSet<&QuestionId>) -> Result<(), Refusal> {
    if item.id.as_str() == AgendaPoint::Closed.as_str() {
        return Err(Refusal::IdTaken { what: WHAT });
    }
    item.check()?;
    match &item.open.answers {
        OpenAnswers::To(opened) if !opened.iter().all(|id| questions.contains(id)) => {
            let what = Noun::Question;
            Err(Refusal::Unknown { what })
        }
        OpenAnswers::To(_) | OpenAnswers::All | OpenAnswers::None => Ok(()),
    }
}

fn known<'a>(asked: Context<'a>, id: &AgendaItemId) -> Result<&'a AgendaItem, Refusal> {
    found(WHAT, asked.table.agenda.item(id))
}

fn knows(asked: Context<'_>, after: Option<&AgendaItemId>) -> Result<(), Refusal> {
    after.map_or(Ok(()), |id| known(asked, id).map(|_| ()))
}

/// An open ballot keeps the item that the table is at open for ballots.
fn keeps_ballots(asked: Context<'_>, item: &AgendaItem) -> Result<(), Refusal> {
    let table = asked.table;
    let is_current = table.agenda.at.item() == Some(&item.id);
    if is_current && !item.open.ballots && table.open_ballots().next().is_some() {
        return Err(Refusal::BallotOpen);
    }
    Ok(())
}
