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
    /// The table is open to observers, or closed to them for now.
    ObserversAllowed {
        /// Whether they may read there.
        allowed: bool,
    },
}

tagged!(PeopleEvent, "event");

impl PeopleEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::ParticipantAdmitted { .. } | Self::ObserversAllowed { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::ParticipantAdmitted { .. } | Self::ObserversAllowed { .. } => {}
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
            same @ Self::ObserversAllowed { .. } => same,
        }
    }

    /// It, with the name that somebody has at the table by now.
    #[must_use]
    pub(crate) fn named(mut self, people: &BTreeMap<ParticipantId, Participant>) -> Self {
        if let Self::ParticipantAdmitted { participant } = &mut self
            && participant.name.is_empty()
            && let Some(known) = people.get(&participant.id)
        {
            participant.name.clone_from(&known.name);
        }
        self
    }
}

/// Takes in what happened.
pub(crate) fn apply(
    people: &mut BTreeMap<ParticipantId, Participant>,
    closed_to_observers: &mut bool,
    event: &PeopleEvent,
) {
    match event {
        PeopleEvent::ParticipantAdmitted { participant } => {
            people.insert(participant.id.clone(), participant.clone());
        }
        PeopleEvent::ObserversAllowed { allowed } => *closed_to_observers = !allowed,
    }
}
