//! Letting people in. They do not ask for it: the server does, once it has looked at their invitation.

use super::event::PeopleEvent;
use super::participant::{Participant, Role};
use crate::limits::{self, named};
use crate::refusal::{Noun, Refusal};
use crate::table::{RoundTable, found, has_room, unless};

/// What follows from letting somebody in, or why they cannot come.
pub(crate) fn admit(
    table: &RoundTable,
    participant: Participant,
) -> Result<Vec<PeopleEvent>, Refusal> {
    let participant = participant.cleaned();
    named(&participant.name, Noun::Name, limits::NAME)?;
    match (participant.role, &participant.delegation) {
        (Role::Delegate, None) => return Err(Refusal::NeedsDelegation),
        (Role::Delegate, Some(delegation)) => {
            found(Noun::Delegation, table.delegation(delegation))?;
        }
        // Whoever speaks for a delegation sees and casts its votes: delegates only.
        (Role::Facilitator | Role::Rapporteur | Role::Observer, Some(_)) => {
            return Err(Refusal::NeedsRole {
                role: Role::Delegate,
            });
        }
        (Role::Facilitator | Role::Rapporteur | Role::Observer, None) => {}
    }
    let here = table.participants.get(&participant.id);
    if here.is_none() {
        let there = table.participants.len();
        has_room(Noun::Participant, there, limits::PARTICIPANTS)?;
    }
    let is_so = here == Some(&participant);
    Ok(unless(
        is_so,
        PeopleEvent::ParticipantAdmitted { participant },
    ))
}
