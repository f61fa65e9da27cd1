//! Calling things something else. Titles are no words of delegations: until the table is closed, the facilitator may put
//! them right.

use super::command::TitleCommand;
use super::event::TitleEvent;
use crate::features::agenda::Phase;
use crate::features::people::Role;
use crate::limits::{self, named};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, unless};

type Decision = Result<Vec<TitleEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: TitleCommand) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let events = match command {
        TitleCommand::RenameTable { name } => {
            let name = clean(&name);
            named(&name, Noun::Name, limits::NAME)?;
            unless(asked.table.name == name, TitleEvent::TableRenamed { name })
        }
        TitleCommand::ReviseTitle { title } => {
            let title = clean(&title);
            named(&title, Noun::Title, limits::TITLE)?;
            let is_so = asked.table.note.title == title;
            unless(is_so, TitleEvent::TitleRevised { title })
        }
    };
    if !events.is_empty() {
        asked.needs_phase(&Phase::OPEN)?;
    }
    Ok(events)
}
