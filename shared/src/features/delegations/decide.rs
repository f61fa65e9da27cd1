//! Giving delegations a seat, none of them called like another.

use super::command::DelegationCommand;
use super::delegation::Delegation;
use super::event::DelegationEvent;
use crate::features::agenda::Phase;
use crate::features::people::Role;
use crate::limits::{self, named};
use crate::names::is_invisible;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room};

type Decision = Result<Vec<DelegationEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: DelegationCommand) -> Decision {
    match command {
        DelegationCommand::SeatDelegation { delegation } => seat_delegation(asked, delegation),
        DelegationCommand::ReviseDelegation { delegation } => {
            revise_delegation(asked, delegation.cleaned())
        }
    }
}

fn revise_delegation(asked: Context<'_>, delegation: Delegation) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let table = asked.table;
    let now = found(Noun::Delegation, table.delegation(&delegation.id))?;
    if now == &delegation {
        return Ok(Vec::new());
    }
    asked.needs_phase(&Phase::OPEN)?;
    let others = table.delegations.iter().filter(|d| d.id != delegation.id);
    check_delegation(&others.cloned().collect::<Vec<_>>(), &delegation)?;
    Ok(vec![DelegationEvent::DelegationRevised { delegation }])
}

fn seat_delegation(asked: Context<'_>, delegation: Delegation) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let events = seat(&asked.table.delegations, delegation)?;
    if !events.is_empty() {
        asked.needs_phase(&Phase::OPEN)?;
    }
    Ok(events)
}

/// Gives a delegation a seat beside others, whoever asks and whatever the phase.
pub(crate) fn seat(seated: &[Delegation], delegation: Delegation) -> Decision {
    let delegation = delegation.cleaned();
    if seated.contains(&delegation) {
        return Ok(Vec::new());
    }
    if seated.iter().any(|other| other.id == delegation.id) {
        return Err(Refusal::IdTaken {
            what: Noun::Delegation,
        });
    }
    has_room(Noun::Delegation, seated.len(), limits::DELEGATIONS)?;
    check_delegation(seated, &delegation)?;
    Ok(vec![DelegationEvent::DelegationSeated { delegation }])
}

/// Checks a delegation's names against limits and against those that have a seat.
pub fn check_delegation(seated: &[Delegation], new: &Delegation) -> Result<(), Refusal> {
    named(&new.name, Noun::Name, limits::NAME)?;
    named(&new.short, Noun::ShortName, limits::SHORT_NAME)?;
    let twin = seated
        .iter()
        .find(|d| looks_like(&d.name, &new.name) || looks_like(&d.short, &new.short));
    let name = match twin {
        Some(twin) if looks_like(&twin.name, &new.name) => new.name.clone(),
        Some(_) => new.short.clone(),
        None => return Ok(()),
    };
    Err(Refusal::DuplicateDelegation { name })
}

/// Whether two names are told apart by nothing that people see: case, spaces, invisible characters.
fn looks_like(a: &str, b: &str) -> bool {
    let seen = |name: &str| {
        let visible: String = name.chars().filter(|c| !is_invisible(*c)).collect();
        let words: Vec<String> = visible.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    seen(a) == seen(b)
}
