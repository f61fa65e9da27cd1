//! Moving the table, undoing that, keeping time, and saying that one is ready.

use super::command::AgendaCommand;
use super::event::AgendaEvent;
use super::phase::Phase;
use crate::features::people::Role;
use crate::ids::Timestamp;
use crate::refusal::Refusal;
use crate::table::{Context, unless};

type Decision = Result<Vec<AgendaEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: AgendaCommand) -> Decision {
    match command {
        AgendaCommand::MovePhase {
            from,
            to,
            stop_clock,
        } => move_phase(asked, from, to, stop_clock),
        AgendaCommand::TakeBackMove { from, to } => take_back_move(asked, from, to),
        AgendaCommand::KeepTime { ends } => keep_time(asked, ends),
        AgendaCommand::ShowReadiness { ready } => show_readiness(asked, ready),
    }
}

fn move_phase(asked: Context<'_>, from: Phase, to: Phase, stop_clock: bool) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let agenda = &asked.table.agenda;
    if to == agenda.phase {
        return Ok(Vec::new());
    }
    may_move(asked, from)?;
    // At a closed table nobody could stop it.
    let runs_on = !stop_clock && to != Phase::Closed;
    let ends = agenda.ends.filter(|_| runs_on);
    Ok(vec![AgendaEvent::PhaseMoved {
        to,
        from: Some(from),
        ends,
    }])
}

fn take_back_move(asked: Context<'_>, from: Phase, to: Phase) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let agenda = &asked.table.agenda;
    if to == agenda.phase {
        return Ok(Vec::new());
    }
    if from != agenda.phase {
        return Err(Refusal::PhaseHasMoved { now: agenda.phase });
    }
    let before = agenda.before_move.as_ref();
    let before = before.filter(|before| before.phase == to);
    let before = before.ok_or(Refusal::NothingToTakeBack)?;
    may_move(asked, from)?;
    Ok(vec![AgendaEvent::MoveTakenBack {
        to,
        ready: before.ready.clone(),
        ends: before.ends.filter(|_| to != Phase::Closed),
    }])
}

/// A table moves from where it was seen, and not while a ballot is open.
fn may_move(asked: Context<'_>, from: Phase) -> Result<(), Refusal> {
    let now = asked.table.agenda.phase;
    if from != now {
        return Err(Refusal::PhaseHasMoved { now });
    }
    if asked.table.open_ballots().next().is_some() {
        return Err(Refusal::BallotOpen);
    }
    Ok(())
}

fn keep_time(asked: Context<'_>, ends: Option<Timestamp>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    if asked.table.agenda.ends == ends {
        return Ok(Vec::new());
    }
    asked.needs_phase(&Phase::OPEN)?;
    Ok(vec![AgendaEvent::TimeKept { ends }])
}

fn show_readiness(asked: Context<'_>, ready: bool) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    asked.needs_phase(&Phase::OPEN)?;
    let is_so = asked.table.agenda.ready.contains(&delegation) == ready;
    Ok(unless(
        is_so,
        AgendaEvent::ReadinessShown { delegation, ready },
    ))
}
