//! Writing commitments down, and striking them.

use super::command::CommitmentCommand;
use super::commitment::{Commitment, Holder};
use super::event::CommitmentEvent;
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room};

type Decision = Result<Vec<CommitmentEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: CommitmentCommand) -> Decision {
    asked.needs_to_conclude()?;
    let all = &asked.table.commitments;
    match command {
        CommitmentCommand::KeepCommitment { commitment } => keep(asked, cleaned(commitment)),
        CommitmentCommand::StrikeCommitment { commitment } => {
            if !all.iter().any(|it| it.id == commitment) {
                return Ok(Vec::new());
            }
            asked.needs_unsigned_outcome()?;
            Ok(vec![CommitmentEvent::CommitmentStruck { commitment }])
        }
    }
}

/// One as it will be kept.
fn cleaned(commitment: Commitment) -> Commitment {
    Commitment {
        id: commitment.id,
        what: commitment.what.trim().to_owned(),
        who: match commitment.who {
            Holder::Other { name } => Holder::Other { name: clean(&name) },
            delegation @ Holder::Delegation { .. } => delegation,
        },
        when: clean(&commitment.when),
    }
}

fn keep(asked: Context<'_>, commitment: Commitment) -> Decision {
    let all = &asked.table.commitments;
    let there = all.iter().find(|it| it.id == commitment.id);
    if there == Some(&commitment) {
        return Ok(Vec::new());
    }
    asked.needs_unsigned_outcome()?;
    if there.is_none() {
        has_room(Noun::Commitment, all.len(), limits::COMMITMENTS)?;
    }
    named(&commitment.what, Noun::Text, limits::COMMITMENT)?;
    short(&commitment.when, Noun::Label, limits::NAME)?;
    match &commitment.who {
        Holder::Delegation { delegation } => {
            found(Noun::Delegation, asked.table.delegation(delegation))?;
        }
        Holder::Other { name } => named(name, Noun::Name, limits::NAME)?,
    }
    Ok(vec![CommitmentEvent::CommitmentKept { commitment }])
}
