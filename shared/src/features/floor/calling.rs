//! Giving the floor and taking it back, and points of order.

use super::event::{Decision, FloorEvent};
use super::speech::{MISTAKEN, Ruling, Speech, Standing};
use super::statement::ends;
use crate::ids::SpeechId;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found};

/// Whoever has spoken for a shorter time, in milliseconds, when the floor is given to another, was given it by a slip.
const SLIP: u64 = 10_000;

/// Whoever has the floor is done, except that a point of order pauses them, and that whoever was given it by mistake waits again.
pub(super) fn give(asked: Context<'_>, speech: SpeechId, after: Option<&SpeechId>) -> Decision {
    let there = presided(asked, &speech)?;
    if there.speaks() {
        return Ok(Vec::new());
    }
    waits(there)?;
    let floor = &asked.table.floor;
    let holder = floor.holder();
    if holder.map(|holder| &holder.id) != after {
        return Err(Refusal::FloorHasMoved);
    }
    let is_point = there.is_point();
    let before = holder.map(|holder| interrupted(asked, holder, is_point.then_some(&speech)));
    let mut events: Vec<_> = before.transpose()?.unwrap_or_default();
    events.push(FloorEvent::FloorGiven { speech });
    Ok(events)
}

/// What becomes of whoever has the floor when it is given to another.
fn interrupted(asked: Context<'_>, holder: &Speech, point: Option<&SpeechId>) -> Decision {
    if holder.is_point() {
        return Err(Refusal::PointStands);
    }
    let speech = holder.id.clone();
    Ok(match point {
        None if is_slip(asked, holder) => {
            vec![FloorEvent::SpeakerReturned { speech }]
        }
        None => ends(holder, asked.now),
        Some(point) if holder.speaks() => vec![FloorEvent::SpeechPaused {
            speech,
            point: Some(point.clone()),
        }],
        Some(_) => Vec::new(),
    })
}

/// Whether the floor was given to them a moment ago and goes on to another: nothing of the text that they handed in was said.
fn is_slip(asked: Context<'_>, holder: &Speech) -> bool {
    let spoken = holder.spoken(asked.now);
    holder.statement.is_some() && spoken < SLIP && returns(asked, holder).is_ok()
}

/// The chair thinks better of it.
pub(super) fn put_back(asked: Context<'_>, speech: SpeechId) -> Decision {
    let there = presided(asked, &speech)?;
    match &there.standing {
        Standing::Waiting => return Ok(Vec::new()),
        Standing::Speaking { .. } if there.is_point() => return Err(Refusal::PointStands),
        Standing::Speaking { .. } => {}
        Standing::Paused { .. } => nobody_speaks(asked)?,
        Standing::Done | Standing::Withdrawn | Standing::Skipped => {
            return Err(Refusal::FloorHasMoved);
        }
    }
    returns(asked, there)?;
    Ok(vec![FloorEvent::SpeakerReturned { speech }])
}

/// Refuses for whoever has spoken in earnest, or waits for another speech already.
fn returns(asked: Context<'_>, holder: &Speech) -> Result<(), Refusal> {
    if holder.spoken(asked.now) >= MISTAKEN {
        return Err(Refusal::HasSpoken);
    }
    let floor = &asked.table.floor;
    match floor.waiting_of(&holder.delegation) {
        Some(_) => Err(Refusal::OnTheList),
        None => Ok(()),
    }
}

pub(super) fn skip(asked: Context<'_>, speech: SpeechId) -> Decision {
    let there = presided(asked, &speech)?;
    if there.standing == Standing::Skipped {
        return Ok(Vec::new());
    }
    waits(there)?;
    if there.is_point() {
        return Err(Refusal::PointStands);
    }
    Ok(vec![FloorEvent::SpeakerSkipped { speech }])
}

pub(super) fn pause(asked: Context<'_>, speech: SpeechId) -> Decision {
    let there = presided(asked, &speech)?;
    match &there.standing {
        Standing::Paused { .. } => Ok(Vec::new()),
        Standing::Speaking { .. } if there.is_point() => Err(Refusal::PointStands),
        Standing::Speaking { .. } => {
            let point = None;
            Ok(vec![FloorEvent::SpeechPaused { speech, point }])
        }
        Standing::Waiting | Standing::Done | Standing::Withdrawn | Standing::Skipped => {
            Err(Refusal::FloorHasMoved)
        }
    }
}

pub(super) fn resume(asked: Context<'_>, speech: SpeechId) -> Decision {
    let there = presided(asked, &speech)?;
    match &there.standing {
        Standing::Speaking { .. } => Ok(Vec::new()),
        Standing::Paused { .. } => {
            nobody_speaks(asked)?;
            Ok(vec![FloorEvent::SpeechResumed { speech }])
        }
        Standing::Waiting | Standing::Done | Standing::Withdrawn | Standing::Skipped => {
            Err(Refusal::FloorHasMoved)
        }
    }
}

pub(super) fn end(asked: Context<'_>, speech: &SpeechId) -> Decision {
    let there = presided(asked, speech)?;
    match &there.standing {
        Standing::Done => return Ok(Vec::new()),
        Standing::Speaking { .. } if there.is_point() => return Err(Refusal::PointStands),
        Standing::Speaking { .. } => {}
        Standing::Paused { .. } => nobody_speaks(asked)?,
        Standing::Waiting | Standing::Withdrawn | Standing::Skipped => {
            return Err(Refusal::FloorHasMoved);
        }
    }
    Ok(ends(there, asked.now))
}

/// The chair may rule at once, or hear the point first.
pub(super) fn rule(asked: Context<'_>, speech: SpeechId, ruling: Ruling) -> Decision {
    let there = presided(asked, &speech)?;
    let point = found(Noun::Speech, Some(there).filter(|it| it.is_point()))?;
    if point.ruling == Some(ruling) {
        return Ok(Vec::new());
    }
    if !point.waits() && !point.speaks() {
        return Err(Refusal::FloorHasMoved);
    }
    let goes_on = asked.table.floor.paused().filter(|it| match &it.standing {
        Standing::Paused { point, .. } => point.as_ref() == Some(&speech),
        Standing::Waiting
        | Standing::Speaking { .. }
        | Standing::Done
        | Standing::Withdrawn
        | Standing::Skipped => false,
    });
    let goes_on = goes_on.map(|it| it.id.clone());
    let mut events = vec![FloorEvent::PointRuledOn { speech, ruling }];
    events.extend(goes_on.map(|speech| FloorEvent::SpeechResumed { speech }));
    Ok(events)
}

/// A speech that whoever asks presides over, at a table that is open.
fn presided<'a>(asked: Context<'a>, id: &SpeechId) -> Result<&'a Speech, Refusal> {
    asked.needs_to_preside()?;
    asked.needs_open_table()?;
    asked.speech(id)
}

fn waits(speech: &Speech) -> Result<(), Refusal> {
    if speech.waits() {
        Ok(())
    } else {
        Err(Refusal::FloorHasMoved)
    }
}

/// Beside one who is paused, only a point of order is heard.
fn nobody_speaks(asked: Context<'_>) -> Result<(), Refusal> {
    match asked.table.floor.speaking() {
        Some(_) => Err(Refusal::PointStands),
        None => Ok(()),
    }
}
