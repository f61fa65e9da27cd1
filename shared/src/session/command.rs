//! What a facilitator asks of a session.

use crate::features::delegations::Delegation;
use crate::ids::{DelegationId, ParticipantId, TableId};

/// What a facilitator asks of a session. Asking again what is so already changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionCommand {
    /// Give the session another title. It is said at each of its tables.
    ReviseTitle {
        /// The title from now on.
        title: String,
    },
    /// Let a delegation take part.
    AddDelegation {
        /// The delegation.
        delegation: Delegation,
        /// Where it sits; none for everywhere.
        tables: Vec<TableId>,
    },
    /// Change a delegation's names or colour. Its id stays, and with it all that it wrote and decided.
    ReviseDelegation {
        /// The delegation as it is from now on.
        delegation: Delegation,
    },
    /// Let a delegation sit at other tables, too.
    PlaceDelegation {
        /// Which.
        delegation: DelegationId,
        /// Where; none for everywhere.
        tables: Vec<TableId>,
    },
    /// Add a table.
    AddTable {
        /// Its id.
        table: TableId,
        /// What it is called.
        name: String,
        /// Who sits at it.
        delegations: Vec<DelegationId>,
    },
    /// Call a table something else.
    RenameTable {
        /// Which.
        table: TableId,
        /// What it is called from now on.
        name: String,
    },
    /// Take somebody's place away.
    RemoveParticipant {
        /// Whose.
        participant: ParticipantId,
    },
}
