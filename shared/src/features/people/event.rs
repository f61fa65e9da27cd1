//! What happened to the people at the table, and who may see it.

use super::participant::Participant;
use crate::ids::ParticipantId;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happened to the people at the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum PeopleEvent {
    /// Somebody was let in, or came back under another name.
    ParticipantAdmitted {
        /// Who.
        participant: Participant,
    },
}

tagged!(PeopleEvent, "event");

impl PeopleEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::ParticipantAdmitted { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::ParticipantAdmitted { .. } => {}
        }
    }
}

impl PeopleEvent {
    /// It, without what names a person, as it lies in the log.
    pub(crate) fn unnamed(self) -> Self {
        match self {
            Self::ParticipantAdmitted { participant } => Self::ParticipantAdmitted {
                participant: participant.unnamed(),
            },
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(people: &mut BTreeMap<ParticipantId, Participant>, event: &PeopleEvent) {
    match event {
        PeopleEvent::ParticipantAdmitted { participant } => {
            people.insert(participant.id.clone(), participant.clone());
        }
    }
}
