//! What is recorded: the only way in which a session changes.

use super::state::Session;
use crate::features::announcements::Announcement;
use crate::features::delegations::Delegation;
use crate::features::people::Role;
use crate::ids::{DelegationId, ParticipantId, TableId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Something that happened in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum SessionEvent {
    /// The session was convened; always the first entry of its log, and only that. A session that is older than its log
    /// begins with what it was by then.
    SessionConvened(Box<Session>),
    /// The session has another title.
    TitleRevised {
        /// The title now.
        title: String,
    },
    /// A delegation takes part.
    DelegationAdded {
        /// The delegation.
        delegation: Delegation,
        /// Where it sits.
        tables: Vec<TableId>,
    },
    /// A delegation has other names, or another colour.
    DelegationRevised {
        /// The delegation as it is now.
        delegation: Delegation,
    },
    /// A delegation sits at another table, too.
    DelegationPlaced {
        /// Which.
        delegation: DelegationId,
        /// Where.
        table: TableId,
    },
    /// There is one table more.
    TableAdded {
        /// The table.
        table: TableId,
        /// What it is called.
        name: String,
        /// Who sits at it.
        delegations: Vec<DelegationId>,
    },
    /// A table is called something else.
    TableRenamed {
        /// Which.
        table: TableId,
        /// What it is called now.
        name: String,
    },
    /// Somebody belongs to the session, or belongs to it as something else.
    ParticipantAdmitted {
        /// Who.
        participant: ParticipantId,
        /// As what.
        role: Role,
        /// Whom they speak for; delegates only.
        delegation: Option<DelegationId>,
    },
    /// Somebody does not belong to it any more.
    ParticipantRemoved {
        /// Who.
        participant: ParticipantId,
    },
    /// A facilitator said something.
    Announced {
        /// What.
        announcement: Announcement,
        /// To which tables; none for all of them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tables: Vec<TableId>,
    },
    /// A table is open to observers, or closed to them for now.
    ObserversAllowed {
        /// Which.
        table: TableId,
        /// Whether they may read there.
        allowed: bool,
    },
    /// Everybody is called back to another table from now on.
    PlenaryChosen {
        /// Which.
        table: TableId,
    },
    /// A delegation is asked to another table: it has a place there, and is not expected where it was.
    DelegationMoved {
        /// Which.
        delegation: DelegationId,
        /// From where.
        from: TableId,
        /// To where.
        to: TableId,
    },
}

tagged!(SessionEvent, "event");

impl SessionEvent {
    /// Whose place in the session it gives or takes.
    pub fn concerns(&self) -> Option<&ParticipantId> {
        match self {
            Self::ParticipantAdmitted { participant, .. }
            | Self::ParticipantRemoved { participant } => Some(participant),
            Self::SessionConvened(_)
            | Self::TitleRevised { .. }
            | Self::DelegationAdded { .. }
            | Self::DelegationRevised { .. }
            | Self::DelegationPlaced { .. }
            | Self::TableAdded { .. }
            | Self::TableRenamed { .. }
            | Self::Announced { .. }
            | Self::PlenaryChosen { .. }
            | Self::ObserversAllowed { .. }
            | Self::DelegationMoved { .. } => None,
        }
    }

    /// Whether it may take away from somebody what they have in a session: whoever decides something for them must have seen it.
    pub fn takes_away(&self, from: &Session) -> bool {
        match self {
            Self::ParticipantAdmitted { participant, .. } => from.people.contains_key(participant),
            Self::ParticipantRemoved { .. } | Self::DelegationMoved { .. } => true,
            Self::ObserversAllowed { allowed, .. } => !allowed,
            Self::SessionConvened(_)
            | Self::TitleRevised { .. }
            | Self::DelegationAdded { .. }
            | Self::DelegationRevised { .. }
            | Self::DelegationPlaced { .. }
            | Self::TableAdded { .. }
            | Self::TableRenamed { .. }
            | Self::Announced { .. }
            | Self::PlenaryChosen { .. } => false,
        }
    }
}
