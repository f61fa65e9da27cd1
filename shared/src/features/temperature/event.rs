//! What happened to temperature checks, and who may see it: how many lean which way is for all, who does for those who preside and
//! facilitate, and for the delegation itself.

use super::leaning::Leaning;
use crate::features::people::Role;
use crate::ids::{CheckId, DelegationId, ParticipantId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to temperature checks. One that the table has moved on from is over without an event of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum TemperatureEvent {
    /// It was asked how the room leans.
    TemperatureAsked {
        /// The check.
        check: CheckId,
        /// What was asked; the usual question if it is empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        wording: String,
        /// Who presided then without facilitating: they see who leans which way, whoever presides later.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shown_to: Vec<ParticipantId>,
    },
    /// A delegation said how it leans.
    TemperatureSaid {
        /// In which check.
        check: CheckId,
        /// Which delegation; `None` for whoever may not see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegation: Option<DelegationId>,
        /// How it leans.
        leaning: Leaning,
        /// How it leaned until then, if it had said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Leaning>,
        /// Who presided when it was asked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shown_to: Vec<ParticipantId>,
    },
    /// It is over.
    TemperatureEnded {
        /// Which check.
        check: CheckId,
    },
}

tagged!(TemperatureEvent, "event");

/// Who may see which way a delegation leans.
pub(super) const fn of_leaning<'a>(
    delegation: Option<&'a DelegationId>,
    shown_to: &'a [ParticipantId],
) -> Audience<'a> {
    Audience::Those {
        roles: &[Role::Facilitator],
        people: shown_to,
        delegation,
    }
}

impl TemperatureEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::TemperatureSaid {
                delegation,
                shown_to,
                ..
            } => of_leaning(delegation.as_ref(), shown_to.as_slice()),
            Self::TemperatureAsked { .. } | Self::TemperatureEnded { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) fn veil(&mut self) {
        match self {
            Self::TemperatureSaid { delegation, .. } => *delegation = None,
            Self::TemperatureAsked { .. } | Self::TemperatureEnded { .. } => {}
        }
    }
}
