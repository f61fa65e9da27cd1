//! The state of a session: what its events add up to. It knows nobody's name: those are rows by participant id.

use crate::features::announcements::{Announcement, last_call};
use crate::features::delegations::Delegation;
use crate::features::people::Role;
use crate::ids::{DelegationId, ParticipantId, SessionId, TableId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A session, as its log tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What it is called.
    pub title: String,
    /// Who takes part: each of them is called the same at every table.
    pub delegations: Vec<Delegation>,
    /// Its tables, in order.
    pub tables: Vec<SessionTable>,
    /// Who belongs to it.
    pub people: BTreeMap<ParticipantId, Member>,
    /// The last things that facilitators said, the newest at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<Addressed>,
    /// The table to which everybody is called back; the first one if nobody chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plenary: Option<TableId>,
}

/// An announcement, and whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressed {
    /// What was said.
    pub announcement: Announcement,
    /// To which tables; none for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableId>,
}

/// A table, as far as its session decides what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionTable {
    /// Its id.
    pub id: TableId,
    /// What it is called.
    pub name: String,
    /// Which delegations sit at it.
    pub delegations: Vec<DelegationId>,
    /// Those of them that a facilitator has asked to another table since. They may come back whenever they like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_on: Vec<DelegationId>,
    /// Whether observers are kept out for now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed_to_observers: bool,
}

/// As what somebody belongs to a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// What they are here to do.
    pub role: Role,
    /// Whom they speak for; delegates only.
    pub delegation: Option<DelegationId>,
}

impl Session {
    /// The delegation by that id.
    pub fn delegation(&self, id: &DelegationId) -> Option<&Delegation> {
        self.delegations.iter().find(|it| it.id == *id)
    }

    /// The table by that id.
    pub fn table(&self, id: &TableId) -> Option<&SessionTable> {
        self.tables.iter().find(|it| it.id == *id)
    }

    /// The table to which everybody is called back.
    pub fn plenary(&self) -> Option<&SessionTable> {
        let chosen = self.plenary.as_ref().and_then(|id| self.table(id));
        chosen.or(self.tables.first())
    }

    /// The call by which those at a table are called back now.
    pub fn call_at(&self, table: &TableId) -> Option<&Announcement> {
        let said = self.announcements.iter();
        let here = said.filter(|it| it.is_for(table));
        last_call(here.map(|it| &it.announcement))
    }

    /// The tables at which somebody may sit, in order: a delegate where their delegation does, everybody else anywhere but
    /// observers where they are kept out.
    pub fn tables_of(&self, member: &Member) -> impl Iterator<Item = &SessionTable> {
        self.tables.iter().filter(|table| table.takes(member))
    }
}

impl Addressed {
    /// Whether it is said at a table.
    pub fn is_for(&self, table: &TableId) -> bool {
        self.tables.is_empty() || self.tables.contains(table)
    }
}

impl SessionTable {
    /// Whether a delegation sits there.
    pub fn seats(&self, delegation: &DelegationId) -> bool {
        self.delegations.contains(delegation)
    }

    /// Whether people of that role are kept out for now.
    pub fn keeps_out(&self, role: Role) -> bool {
        self.closed_to_observers && role == Role::Observer
    }

    /// Whether somebody may sit there now.
    pub fn takes(&self, member: &Member) -> bool {
        if self.keeps_out(member.role) {
            return false;
        }
        let delegation = member.delegation.as_ref();
        delegation.is_none_or(|delegation| self.seats(delegation))
    }
}
