//! What happened, and who may see it.

use super::announcement::Announcement;
use super::state::Announcements;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened about announcements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AnnouncementEvent {
    /// A facilitator said something to the table.
    Announced {
        /// What.
        announcement: Announcement,
    },
}

tagged!(AnnouncementEvent, "event");

impl AnnouncementEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::Announced { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::Announced { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(announcements: &mut Announcements, event: &AnnouncementEvent) {
    match event {
        AnnouncementEvent::Announced { announcement } => announcements.take(announcement),
    }
}
