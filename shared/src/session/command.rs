//! What a facilitator asks of a session.

use crate::features::announcements::Whom;
use crate::features::delegations::Delegation;
use crate::ids::{AnnouncementId, DelegationId, ParticipantId, TableId, Timestamp};
use serde::{Deserialize, Serialize};

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
    /// Say something to some tables.
    Announce {
        /// Its id.
        announcement: AnnouncementId,
        /// When it is said.
        at: Timestamp,
        /// What.
        says: Say,
        /// To which tables; none for all of them.
        tables: Vec<TableId>,
    },
    /// Open a table to observers, or close it to them for now.
    AllowObservers {
        /// Which.
        table: TableId,
        /// Whether they may read there.
        allowed: bool,
    },
    /// Say which table everybody is called back to.
    ChoosePlenary {
        /// Which.
        table: TableId,
    },
    /// Ask a delegation, or one person, to go to another table, where they have a place from then on. They keep the one they had.
    Move {
        /// The id by which it is announced.
        announcement: AnnouncementId,
        /// When it is said.
        at: Timestamp,
        /// Who.
        whom: Whom,
        /// From which table.
        from: TableId,
        /// To which.
        to: TableId,
    },
}

/// What a facilitator wants to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Say {
    /// Words.
    Words(String),
    /// Everybody is called back to the plenary, in so many minutes.
    CallBack {
        /// In how many.
        minutes: u32,
        /// What else is said.
        #[serde(default)]
        text: String,
    },
    /// Nobody is called back any more.
    CallOff,
}
