//! Calling the roll, the quorum, and the heads of delegations. What connections say is beside it, and decides nothing.

use super::command::RollCallCommand;
use super::event::RollCallEvent;
use super::quorum::Quorum;
use crate::features::people::Role;
use crate::ids::{DelegationId, ParticipantId};
use crate::limits;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, unless};
use std::collections::BTreeSet;

type Decision = Result<Vec<RollCallEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: RollCallCommand) -> Decision {
    match command {
        RollCallCommand::CallRoll { present } => call(asked, present),
        RollCallCommand::DeclarePresent {
            delegation,
            present,
        } => declare(asked, delegation, present),
        RollCallCommand::SetQuorum { quorum } => set_quorum(asked, quorum),
        RollCallCommand::NameHead { delegation, head } => name_head(asked, delegation, head),
        RollCallCommand::ReserveVoting {
            delegation,
            reserved,
        } => {
            let is_so = asked.table.roll_call.reserved.contains(&delegation) == reserved;
            may_reserve(asked, &delegation, is_so)?;
            let event = RollCallEvent::VotingReserved {
                delegation,
                reserved,
            };
            Ok(unless(is_so, event))
        }
        RollCallCommand::ReservePublishing {
            delegation,
            reserved,
        } => {
            let is_so = asked.table.roll_call.publishing.contains(&delegation) == reserved;
            may_reserve(asked, &delegation, is_so)?;
            let event = RollCallEvent::PublishingReserved {
                delegation,
                reserved,
            };
            Ok(unless(is_so, event))
        }
    }
}

fn call(asked: Context<'_>, present: BTreeSet<DelegationId>) -> Decision {
    asked.needs_to_run()?;
    let roll = &asked.table.roll_call;
    if roll.at.is_some() && roll.present == present {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    for delegation in &present {
        found(Noun::Delegation, asked.table.delegation(delegation))?;
    }
    Ok(vec![RollCallEvent::RollCalled { present }])
}

fn declare(asked: Context<'_>, delegation: DelegationId, present: bool) -> Decision {
    asked.needs_to_run()?;
    let roll = &asked.table.roll_call;
    let is_so = roll.at.is_some() && roll.present.contains(&delegation) == present;
    if !is_so {
        asked.needs_open_table()?;
        found(Noun::Delegation, asked.table.delegation(&delegation))?;
    }
    let declared = RollCallEvent::PresenceDeclared {
        delegation,
        present,
    };
    Ok(unless(is_so, declared))
}

fn set_quorum(asked: Context<'_>, quorum: Option<Quorum>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let quorum = quorum.map(|quorum| match quorum {
        Quorum::Number { count } => Quorum::Number {
            count: count.clamp(1, u32::try_from(limits::DELEGATIONS).unwrap_or(u32::MAX)),
        },
        Quorum::Third | Quorum::Majority | Quorum::TwoThirds => quorum,
    });
    let is_so = asked.table.roll_call.quorum == quorum;
    if !is_so {
        asked.needs_open_table()?;
        // The rules of a ballot are read before anybody votes, and stay as they are.
        let mut open = asked.table.open_ballots();
        if open.any(|ballot| ballot.rules.needs_quorum) {
            return Err(Refusal::BallotOpen);
        }
    }
    Ok(unless(is_so, RollCallEvent::QuorumSet { quorum }))
}

/// One of those who speak for it.
fn name_head(
    asked: Context<'_>,
    delegation: DelegationId,
    head: Option<ParticipantId>,
) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let is_so = asked.table.roll_call.heads.get(&delegation) == head.as_ref();
    if !is_so {
        asked.needs_open_table()?;
        found(Noun::Delegation, asked.table.delegation(&delegation))?;
        if let Some(head) = &head {
            let who = asked.table.participants.get(head);
            let who = who.filter(|who| who.speaks_for() == Some(&delegation));
            found(Noun::Participant, who)?;
        }
    }
    Ok(unless(is_so, RollCallEvent::HeadNamed { delegation, head }))
}

/// To a head who was named.
fn may_reserve(asked: Context<'_>, delegation: &DelegationId, is_so: bool) -> Result<(), Refusal> {
    asked.needs_role(Role::Facilitator)?;
    if !is_so {
        asked.needs_open_table()?;
        let head = asked.table.roll_call.heads.get(delegation);
        found(Noun::Participant, head)?;
    }
    Ok(())
}
