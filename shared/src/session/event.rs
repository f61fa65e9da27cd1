//! What is recorded: the only way in which a session changes.

use super::state::Session;
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
}

tagged!(SessionEvent, "event");
