//! Keeping the list: closing it, its order, limits of time, tours de table and rounds.

use super::event::{Decision, FloorEvent};
use super::list::ListStanding;
use super::order::OrderPolicy;
use super::speech::SpeechKind;
use super::statement::ends_all;
use crate::ids::{SpeechId, Timestamp};
use crate::limits;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, unless};

pub(super) fn warn(asked: Context<'_>, closes: Timestamp) -> Decision {
    presides(asked)?;
    match &asked.table.floor.list {
        ListStanding::Closed => Err(Refusal::ListClosed),
        ListStanding::Open => Ok(vec![FloorEvent::ClosingWarned { closes }]),
        ListStanding::Closing { closes: before } => Ok(unless(
            *before == closes,
            FloorEvent::ClosingWarned { closes },
        )),
    }
}

pub(super) fn close(asked: Context<'_>, closes: Timestamp) -> Decision {
    presides(asked)?;
    match &asked.table.floor.list {
        ListStanding::Closed => Ok(Vec::new()),
        ListStanding::Open => Err(Refusal::WarnFirst),
        ListStanding::Closing { closes: warned } if *warned != closes => {
            Err(Refusal::FloorHasMoved)
        }
        ListStanding::Closing { .. } => Ok(vec![FloorEvent::ListClosed]),
    }
}

pub(super) fn reopen(asked: Context<'_>) -> Decision {
    presides(asked)?;
    let is_so = asked.table.floor.list == ListStanding::Open;
    Ok(unless(is_so, FloorEvent::ListReopened))
}

pub(super) fn order(asked: Context<'_>, policy: OrderPolicy) -> Decision {
    presides(asked)?;
    let floor = &asked.table.floor;
    if let OrderPolicy::Alphabetical { from } = &policy
        && !from.is_alphabetic()
    {
        return Err(Refusal::OddCharacters { what: Noun::Letter });
    }
    let is_so = floor.policy == policy && !floor.is_arranged();
    Ok(unless(is_so, FloorEvent::ListOrdered { policy }))
}

/// Among those that wait for the same: nothing comes before a point of order, and no statement after the replies.
pub(super) fn move_speaker(
    asked: Context<'_>,
    speech: SpeechId,
    before: Option<&SpeechId>,
) -> Decision {
    presides(asked)?;
    let there = asked.speech(&speech)?;
    let other = before.map(|id| asked.speech(id)).transpose()?;
    let is_alike = other.is_none_or(|other| other.waits() && other.class() == there.class());
    if !there.waits() || there.is_point() || !is_alike {
        return Err(Refusal::FloorHasMoved);
    }
    let turns = asked.table.floor.order(&asked.table.delegations);
    let now: Vec<_> = turns.iter().map(|turn| turn.speech.id.clone()).collect();
    let mut order: Vec<_> = now.iter().filter(|id| **id != speech).cloned().collect();
    let place = match before {
        Some(before) if *before == speech => return Ok(Vec::new()),
        Some(before) => order.iter().position(|id| id == before),
        None => {
            let comes_after = |id: &SpeechId| {
                let other = turns.iter().find(|turn| turn.speech.id == *id);
                other.is_some_and(|turn| turn.speech.class() > there.class())
            };
            order.iter().position(comes_after)
        }
    };
    order.insert(place.unwrap_or(order.len()), speech.clone());
    let is_so = order == now;
    Ok(unless(is_so, FloorEvent::ListArranged { speech, order }))
}

pub(super) fn limit(asked: Context<'_>, kind: SpeechKind, seconds: Option<u32>) -> Decision {
    presides(asked)?;
    let seconds = seconds.map(|seconds| seconds.clamp(1, limits::SPEAKING));
    let is_so = asked.table.floor.limits.get(&kind).copied() == seconds;
    Ok(unless(is_so, FloorEvent::TimeLimited { kind, seconds }))
}

pub(super) fn extend(asked: Context<'_>, speech: SpeechId, extra: u32) -> Decision {
    presides(asked)?;
    let there = asked.speech(&speech)?;
    let extra = extra.min(limits::SPEAKING);
    if there.extra == extra {
        return Ok(Vec::new());
    }
    if !there.waits() && !there.has_floor() {
        return Err(Refusal::FloorHasMoved);
    }
    Ok(vec![FloorEvent::SpeechExtended { speech, extra }])
}

pub(super) fn extend_all(asked: Context<'_>, kind: SpeechKind, extra: u32) -> Decision {
    presides(asked)?;
    let extra = extra.min(limits::SPEAKING);
    let now = asked.table.floor.extra.get(&kind).copied();
    Ok(unless(
        now.unwrap_or(0) == extra,
        FloorEvent::AllExtended { kind, extra },
    ))
}

/// A tour begins with an empty list, so that everybody is on it once.
pub(super) fn begin_tour(asked: Context<'_>, tour: SpeechId) -> Decision {
    presides(asked)?;
    let floor = &asked.table.floor;
    if floor.tour.as_ref() == Some(&tour) {
        return Ok(Vec::new());
    }
    let mut waiting = floor.speeches.iter().filter(|speech| speech.waits());
    if waiting.any(|speech| !speech.is_point()) {
        return Err(Refusal::ListNotEmpty);
    }
    let mut turns = Vec::with_capacity(asked.table.delegations.len());
    for (place, delegation) in asked.table.delegations.iter().enumerate() {
        let id = SpeechId::new(format!("{tour}-{place}")).ok();
        let id = id.filter(|id| floor.speech(id).is_none());
        let id = id.ok_or(Refusal::IdTaken { what: Noun::Speech })?;
        turns.push((id, delegation.id.clone()));
    }
    Ok(vec![FloorEvent::TourBegun { tour, turns }])
}

pub(super) fn begin_round(asked: Context<'_>, after: u32) -> Decision {
    presides(asked)?;
    let now = asked.table.floor.round;
    let round = after.saturating_add(1);
    if now == round {
        return Ok(Vec::new());
    }
    if now != after {
        return Err(Refusal::FloorHasMoved);
    }
    let mut events = ends_all(&asked.table.floor, asked.now);
    events.push(FloorEvent::RoundBegun { round });
    Ok(events)
}

/// Refuses whoever does not preside, or a table that is closed.
fn presides(asked: Context<'_>) -> Result<(), Refusal> {
    asked.needs_to_preside()?;
    asked.needs_open_table()
}
