//! Handing the chair over.

use super::command::ChairCommand;
use super::event::ChairEvent;
use super::state::may_preside;
use crate::features::people::Role;
use crate::ids::ParticipantId;
use crate::limits;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room};
use std::collections::BTreeSet;

type Decision = Result<Vec<ChairEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: ChairCommand) -> Decision {
    match command {
        ChairCommand::HandOverChair { from, to } => hand_over(asked, &from, to),
    }
}

/// Whoever presides hands it on; any facilitator can give it back. Nobody else takes it.
fn hand_over(
    asked: Context<'_>,
    from: &BTreeSet<ParticipantId>,
    to: BTreeSet<ParticipantId>,
) -> Decision {
    let now = &asked.table.chair.0;
    // Before the guard: whoever has stepped down asks again without effect.
    if &to == now {
        return Ok(Vec::new());
    }
    if asked.who.role != Role::Facilitator {
        asked.needs_to_preside()?;
    }
    asked.needs_open_table()?;
    if from != now {
        return Err(Refusal::ChairHasMoved);
    }
    has_room(Noun::Chair, to.len().saturating_sub(1), limits::CHAIRS)?;
    for id in to.difference(now) {
        let who = found(Noun::Participant, asked.table.participants.get(id))?;
        if !may_preside(who) {
            return Err(Refusal::NotAnObserver);
        }
    }
    Ok(vec![ChairEvent::ChairHandedOver { to }])
}
