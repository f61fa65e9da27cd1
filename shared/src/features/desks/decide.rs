//! Sharing one's desk, and writing on one.

use super::command::DeskCommand;
use super::event::DeskEvent;
use crate::ids::DelegationId;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, unless};

type Decision = Result<Vec<DeskEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: DeskCommand) -> Decision {
    let desk = asked.speaks_for()?;
    let members = asked.table.desks.members(desk);
    let (desk, mut all) = (desk.clone(), members.to_vec());
    let events = match command {
        DeskCommand::ShareDesk { with } => {
            found(Noun::Delegation, asked.table.delegation(&with))?;
            let is_so = members.contains(&with);
            all.push(with.clone());
            let members = all;
            let widened = asked.table.desks.widened(&desk).saturating_add(1);
            let event = DeskEvent::DeskShared {
                desk,
                with,
                members,
                widened,
            };
            unless(is_so, event)
        }
        DeskCommand::UnshareDesk { with } => {
            if with == desk {
                return Err(Refusal::YourOwn);
            }
            let is_so = !members.contains(&with);
            let members = all;
            let event = DeskEvent::DeskUnshared {
                desk,
                with,
                members,
            };
            unless(is_so, event)
        }
    };
    if !events.is_empty() {
        asked.needs_open_table()?;
    }
    Ok(events)
}

/// Whether one may write on this desk now, and if not, why.
pub(crate) fn may_write(asked: Context<'_>, desk: &DelegationId) -> Result<(), Refusal> {
    let speaks_for = asked.speaks_for()?;
    found(Noun::Delegation, asked.table.delegation(desk))?;
    if !asked.table.desks.members(desk).contains(speaks_for) {
        return Err(Refusal::NotYours);
    }
    asked.needs_open_table()
}
