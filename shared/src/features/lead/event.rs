//! Where the room was led, and who may see it.

use super::state::{Lead, Led};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Where the room was led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum LeadEvent {
    /// Everybody's view was led somewhere.
    RoomLed {
        /// Where to.
        to: Led,
    },
    /// Everybody looks where they like.
    RoomLetGo,
}

tagged!(LeadEvent, "event");

impl LeadEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::RoomLed { .. } | Self::RoomLetGo => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::RoomLed { .. } | Self::RoomLetGo => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(lead: &mut Lead, event: &LeadEvent) {
    match event {
        LeadEvent::RoomLed { to } => lead.0 = Some(to.clone()),
        LeadEvent::RoomLetGo => lead.0 = None,
    }
}
