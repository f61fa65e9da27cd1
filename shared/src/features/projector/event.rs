//! What happened to the projector, and who may see it.

use super::state::{Projected, Projector};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to the projector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ProjectorEvent {
    /// Something is shown to the room.
    Projected {
        /// What.
        shows: Projected,
        /// How many steps further down in it.
        #[serde(default)]
        page: u32,
    },
}

tagged!(ProjectorEvent, "event");

impl ProjectorEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::Projected { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::Projected { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(projector: &mut Projector, event: &ProjectorEvent) {
    match event {
        ProjectorEvent::Projected { shows, page } => {
            projector.shows.clone_from(shows);
            projector.page = *page;
        }
    }
}
