//! Who is in the room, and in what role.

use crate::ids::{DelegationId, ParticipantId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody is here to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Opens the session, seats delegations, moves the table, keeps time.
    Facilitator,
    /// Writes, proposes and votes for a delegation.
    Delegate,
    /// Turns what happened into a document.
    Rapporteur,
    /// Looks on.
    Observer,
    /// Shows the room what the facilitator says.
    Projector,
    /// Interprets what is said.
    Interpreter,
}

impl Role {
    /// Every role, in the order in which people are listed.
    pub const ALL: [Self; 6] = [
        Self::Facilitator,
        Self::Delegate,
        Self::Rapporteur,
        Self::Observer,
        Self::Projector,
        Self::Interpreter,
    ];

    /// The role's name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Facilitator => "facilitator",
            Self::Delegate => "delegate",
            Self::Rapporteur => "rapporteur",
            Self::Observer => "observer",
            Self::Projector => "projector",
            Self::Interpreter => "interpreter",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no role {0:?}")]
pub struct NoSuchRole(String);

impl std::str::FromStr for Role {
    type Err = NoSuchRole;
    fn from_str(text: &str) -> Result<Self, NoSuchRole> {
        let found = Self::ALL.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| NoSuchRole(text.to_owned()))
    }
}

/// A person at a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who, the same at every table of the session.
    pub id: ParticipantId,
    /// The name they gave. In logs and snapshots it is left out: what names a person lies beside them, where it can be
    /// erased without breaking a chain.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What they are here to do.
    pub role: Role,
    /// Whom they speak for; delegates only.
    pub delegation: Option<DelegationId>,
}

impl Participant {
    /// This person without their name, as they lie in the log.
    #[must_use]
    pub fn unnamed(self) -> Self {
        Self {
            name: String::new(),
            ..self
        }
    }

    /// Whether they only look on, whatever they look on for.
    pub const fn looks_on(&self) -> bool {
        match self.role {
            Role::Observer | Role::Projector | Role::Interpreter => true,
            Role::Facilitator | Role::Delegate | Role::Rapporteur => false,
        }
    }

    /// The delegation this person writes and votes for; delegates only, whatever else is recorded.
    pub fn speaks_for(&self) -> Option<&DelegationId> {
        match self.role {
            Role::Delegate => self.delegation.as_ref(),
            Role::Facilitator
            | Role::Rapporteur
            | Role::Observer
            | Role::Projector
            | Role::Interpreter => None,
        }
    }
}
