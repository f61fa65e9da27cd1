//! Leading everybody's view. Whether it follows is each one's own affair.

use super::command::LeadCommand;
use super::event::LeadEvent;
use super::state::Led;
use crate::limits::{self, named};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, unless};

type Decision = Result<Vec<LeadEvent>, Refusal>;

/// What follows, or why nothing does. A table that is closed can be walked through, too.
pub(crate) fn decide(asked: Context<'_>, command: LeadCommand) -> Decision {
    asked.needs_to_preside()?;
    let lead = &asked.table.lead;
    match command {
        LeadCommand::LeadRoom { to } => {
            let is_so = lead.0.as_ref() == Some(&to);
            if !is_so {
                check(asked, &to)?;
            }
            Ok(unless(is_so, LeadEvent::RoomLed { to }))
        }
        LeadCommand::LetRoomGo => Ok(unless(lead.is_nowhere(), LeadEvent::RoomLetGo)),
    }
}

/// Nobody is led to what is not there.
fn check(asked: Context<'_>, to: &Led) -> Result<(), Refusal> {
    match to {
        Led::Note | Led::Practices | Led::Ballots | Led::Revisions => Ok(()),
        Led::Question { question } => asked.question(question).map(|_| ()),
        Led::Practice { practice } => asked.practice(practice).map(|_| ()),
        Led::Passage { on, quote } => {
            on.check(asked)?;
            named(quote, Noun::Passage, limits::QUOTE)
        }
    }
}
