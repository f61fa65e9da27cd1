//! Moving the table, undoing that, keeping time, and saying that one is ready.

use super::command::{AgendaCommand, MoveClock};
use super::edit;
use super::event::AgendaEvent;
use super::point::AgendaPoint;
use crate::features::people::Role;
use crate::ids::Timestamp;
use crate::limits;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, unless};

type Decision = Result<Vec<AgendaEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: AgendaCommand) -> Decision {
    match command {
        AgendaCommand::Move { from, to, clock } => move_to(asked, from, to, clock),
        AgendaCommand::TakeBackMove { from, to } => take_back_move(asked, &from, to),
        AgendaCommand::KeepTime { ends, left } => keep_time(asked, ends, left),
        AgendaCommand::ShowReadiness { ready } => show_readiness(asked, ready),
        AgendaCommand::AddItem { item, after } => edit::add(asked, item.cleaned(), after),
        AgendaCommand::ReviseItem { item } => edit::revise(asked, item.cleaned()),
        AgendaCommand::PutItem { item, after } => edit::put(asked, item, after),
        AgendaCommand::SplitItem {
            item,
            second,
            title,
            minutes,
        } => edit::split(asked, &item, second, &title, minutes),
        AgendaCommand::RemoveItem { item } => edit::remove(asked, item),
        AgendaCommand::SetAgenda { items } => edit::set(asked, items),
    }
}

fn move_to(asked: Context<'_>, from: AgendaPoint, to: AgendaPoint, clock: MoveClock) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let agenda = &asked.table.agenda;
    if to == agenda.at {
        return Ok(Vec::new());
    }
    may_move(asked, &from, &to)?;
    if !agenda.has(&to) {
        return Err(Refusal::Unknown {
            what: Noun::AgendaItem,
        });
    }
    // At a closed table nobody could stop it.
    let (ends, left) = match clock {
        _ if to == AgendaPoint::Closed => (None, None),
        MoveClock::RunsOn => (agenda.ends, agenda.left),
        MoveClock::Stops => (None, None),
        MoveClock::Starts(ends) => (Some(ends), None),
    };
    Ok(vec![AgendaEvent::Moved {
        to,
        from: Some(from),
        ends,
        left,
    }])
}

fn take_back_move(asked: Context<'_>, from: &AgendaPoint, to: AgendaPoint) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let agenda = &asked.table.agenda;
    if to == agenda.at {
        return Ok(Vec::new());
    }
    was_seen(asked, from)?;
    let before = agenda.before_move.as_ref();
    let before = before.filter(|before| before.point == to);
    let before = before.ok_or(Refusal::NothingToTakeBack)?;
    may_move(asked, from, &to)?;
    let runs = to != AgendaPoint::Closed;
    Ok(vec![AgendaEvent::MoveTakenBack {
        to,
        ready: before.ready.clone(),
        ends: before.ends.filter(|_| runs),
        left: before.left.filter(|_| runs),
    }])
}

/// A table moves from where it was seen, and not while a ballot is open; it is not closed while one may object to wording.
fn may_move(asked: Context<'_>, from: &AgendaPoint, to: &AgendaPoint) -> Result<(), Refusal> {
    was_seen(asked, from)?;
    if asked.table.open_ballots().next().is_some() {
        return Err(Refusal::BallotOpen);
    }
    let runs = asked.table.no_objections.running().next().is_some();
    if *to == AgendaPoint::Closed && runs {
        return Err(Refusal::WordingRuns);
    }
    Ok(())
}

fn was_seen(asked: Context<'_>, from: &AgendaPoint) -> Result<(), Refusal> {
    if *from == asked.table.agenda.at {
        Ok(())
    } else {
        Err(Refusal::AgendaHasMoved)
    }
}

fn keep_time(asked: Context<'_>, ends: Option<Timestamp>, left: Option<u64>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    // A clock that runs does not stand still.
    let left = left.filter(|_| ends.is_none());
    let left = left.map(|left| left.min(limits::CLOCK));
    let agenda = &asked.table.agenda;
    if (agenda.ends, agenda.left) == (ends, left) {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    Ok(vec![AgendaEvent::TimeKept { ends, left }])
}

fn show_readiness(asked: Context<'_>, ready: bool) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    asked.needs_open_table()?;
    let is_so = asked.table.agenda.ready.contains(&delegation) == ready;
    Ok(unless(
        is_so,
        AgendaEvent::ReadinessShown { delegation, ready },
    ))
}
