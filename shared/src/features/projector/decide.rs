//! Showing something to the room.

use super::command::ProjectorCommand;
use super::event::ProjectorEvent;
use super::state::Projected;
use crate::features::people::Role;
use crate::limits::{self, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, unless};

type Decision = Result<Vec<ProjectorEvent>, Refusal>;

/// What follows, or why nothing does. A table that is closed is shown, too.
pub(crate) fn decide(asked: Context<'_>, command: ProjectorCommand) -> Decision {
    let ProjectorCommand::Project { shows, page } = command;
    asked.needs_role(Role::Facilitator)?;
    let shows = cleaned(shows);
    let page = page.min(limits::PAGES);
    let projector = &asked.table.projector;
    let is_so = (&projector.shows, projector.page) == (&shows, page);
    if !is_so {
        check(asked, &shows)?;
    }
    Ok(unless(is_so, ProjectorEvent::Projected { shows, page }))
}

fn cleaned(shows: Projected) -> Projected {
    match shows {
        Projected::Pause { text } => Projected::Pause { text: clean(&text) },
        other => other,
    }
}

/// What is not there cannot be shown.
fn check(asked: Context<'_>, shows: &Projected) -> Result<(), Refusal> {
    match shows {
        Projected::Agenda | Projected::JoinCode => Ok(()),
        Projected::Question { question } => asked.question(question).map(|_| ()),
        Projected::Practice { practice } => asked.practice(practice).map(|_| ()),
        Projected::Ballot { ballot } => asked.ballot(ballot).map(|_| ()),
        Projected::Wording { decision } => {
            let there = asked.table.no_objections.get(decision);
            found(Noun::Decision, there).map(|_| ())
        }
        Projected::Pause { text } => short(text, Noun::Text, limits::TITLE),
    }
}
