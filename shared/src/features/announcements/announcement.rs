//! One announcement.

use crate::features::people::Participant;
use crate::ids::{AnnouncementId, DelegationId, ParticipantId, TableId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Something that a facilitator said to a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// Its place among all of the session, from 1.
    pub nth: u32,
    /// When it was said.
    pub at: Timestamp,
    /// Who said it.
    pub by: ParticipantId,
    /// What.
    pub says: Said,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Said {
    /// Words.
    Words {
        /// The words.
        text: String,
    },
    /// Everybody is called to one table. Nobody is moved when the time is over.
    CallBack {
        /// By when.
        until: Timestamp,
        /// To which table.
        to: TableId,
        /// What that was called by then: other tables do not know it.
        name: String,
        /// What else is said.
        text: String,
        /// The delegations that had no place there by then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        without: Vec<DelegationId>,
    },
    /// Nobody is called back any more.
    CalledOff,
    /// Somebody is asked to go to another table. Nobody loses a place by that.
    Moved {
        /// Who.
        whom: Whom,
        /// To which table.
        to: TableId,
        /// What that was called by then.
        name: String,
    },
}

tagged!(Said, "say");

/// Who is asked to go to another table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Whom {
    /// A delegation.
    Delegation {
        /// Which.
        delegation: DelegationId,
    },
    /// One person.
    Person {
        /// Who.
        participant: ParticipantId,
    },
}

tagged!(Whom, "who");

impl Announcement {
    /// Whether it asks somebody to another table, and to which: one at which they have a place.
    pub fn leads(&self, who: &Participant) -> Option<&TableId> {
        match &self.says {
            Said::Words { .. } | Said::CalledOff => None,
            Said::CallBack { to, without, .. } => {
                let delegation = who.delegation.as_ref();
                let has_place = delegation.is_none_or(|it| !without.contains(it));
                has_place.then_some(to)
            }
            Said::Moved { whom, to, .. } => whom.is(who).then_some(to),
        }
    }

    /// Whether somebody at the table is meant: one who is moved, or everybody.
    pub fn is_for(&self, who: &Participant) -> bool {
        match &self.says {
            Said::Words { .. } | Said::CallBack { .. } | Said::CalledOff => true,
            Said::Moved { whom, .. } => whom.is(who),
        }
    }
}

impl Whom {
    fn is(&self, who: &Participant) -> bool {
        match self {
            Self::Delegation { delegation } => who.delegation.as_ref() == Some(delegation),
            Self::Person { participant } => who.id == *participant,
        }
    }
}
