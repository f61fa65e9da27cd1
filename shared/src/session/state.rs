//! The state of a session: what its events add up to. It knows nobody's name: those are rows by participant id.

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

    /// The tables at which somebody may sit, in order: a delegate where their delegation does, everybody else anywhere.
    pub fn tables_of(&self, member: &Member) -> impl Iterator<Item = &SessionTable> {
        self.tables.iter().filter(|table| table.takes(member))
    }
}

impl SessionTable {
    /// Whether a delegation sits there.
    pub fn seats(&self, delegation: &DelegationId) -> bool {
        self.delegations.contains(delegation)
    }

    fn takes(&self, member: &Member) -> bool {
        let delegation = member.delegation.as_ref();
        delegation.is_none_or(|delegation| self.seats(delegation))
    }
}
