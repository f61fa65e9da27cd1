//! Asking for the floor, and taking one's name off the list.

use super::event::{Decision, FloorEvent};
use super::speech::{SpeechKind, Standing};
use super::state::Floor;
use crate::ids::{DelegationId, SpeechId, Timestamp};
use crate::limits::{self, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, same_or_taken};

/// How many rights of reply a delegation has in a round.
const REPLIES: u32 = 2;
/// How many points of order a delegation raises under an item in a round, those that it withdraws as well.
const POINTS: usize = 3;

pub(super) fn ask(
    asked: Context<'_>,
    speech: SpeechId,
    kind: SpeechKind,
    on_behalf_of: &str,
) -> Decision {
    let delegation = asked.speaks_for()?;
    let (floor, on_behalf_of) = (&asked.table.floor, clean(on_behalf_of));
    if let Some(there) = floor.speech(&speech) {
        let is_same = there.delegation == *delegation
            && there.kind == kind
            && there.on_behalf_of == on_behalf_of;
        return same_or_taken(Noun::Speech, is_same);
    }
    asked.needs_open_table()?;
    if kind.needs_open_list() && floor.list.is_closed_at(asked.now) {
        return Err(Refusal::ListClosed);
    }
    has_a_place(floor, delegation, kind)?;
    if kind == SpeechKind::PointOfOrder {
        has_points_left(asked, delegation)?;
    }
    short(&on_behalf_of, Noun::Name, limits::NAME)?;
    Ok(vec![FloorEvent::FloorAsked {
        speech,
        delegation: delegation.clone(),
        asked_by: asked.who.id.clone(),
        kind,
        on_behalf_of,
    }])
}

/// One place on the list for each delegation, and one point of order besides.
fn has_a_place(floor: &Floor, delegation: &DelegationId, kind: SpeechKind) -> Result<(), Refusal> {
    let there = match kind {
        SpeechKind::PointOfOrder => floor.point_of(delegation),
        SpeechKind::Statement
        | SpeechKind::Intervention
        | SpeechKind::Answer
        | SpeechKind::RightOfReply => floor.waiting_of(delegation),
    };
    if there.is_some() {
        return Err(Refusal::OnTheList);
    }
    let spoken = floor.spoken.get(delegation);
    let replies = spoken.map_or(0, |spoken| spoken.replies);
    if kind == SpeechKind::RightOfReply && replies >= REPLIES {
        return Err(Refusal::RepliesUsed);
    }
    Ok(())
}

fn has_points_left(asked: Context<'_>, delegation: &DelegationId) -> Result<(), Refusal> {
    let since = asked.table.agenda.since.unwrap_or(Timestamp(0));
    let speeches = asked.table.floor.speeches.iter();
    let points = speeches.filter(|it| it.is_point() && it.delegation == *delegation);
    if points.filter(|it| it.asked >= since).count() >= POINTS {
        return Err(Refusal::PointsUsed);
    }
    Ok(())
}

pub(super) fn withdraw(asked: Context<'_>, speech: SpeechId) -> Decision {
    let delegation = asked.speaks_for()?;
    let there = asked.speech(&speech)?;
    if there.delegation != *delegation {
        return Err(Refusal::NotYours);
    }
    if there.standing == Standing::Withdrawn {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    if !there.waits() {
        return Err(Refusal::FloorHasMoved);
    }
    Ok(vec![FloorEvent::SpeakerWithdrew { speech }])
}
