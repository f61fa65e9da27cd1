//! Who is expected, as it is brought beforehand.

use crate::features::people::Role;
use crate::ids::DelegationId;
use serde::{Deserialize, Serialize};

/// `PUT /api/sessions/{id}/roster`: who is expected, a line each: name; delegation; role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterText {
    /// The lines.
    pub text: String,
}

/// `GET /api/sessions/{id}/roster`, and the answer to bringing one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Who is expected, in the order of the lines.
    pub entries: Vec<RosterEntry>,
    /// The lines that were not taken; none unless one was just brought.
    #[serde(default)]
    pub faults: Vec<LineFault>,
}

/// Somebody who is expected.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RosterEntry {
    /// What they are called.
    pub name: String,
    /// As what they come in.
    pub role: Role,
    /// With which delegation; delegates only.
    pub delegation: Option<DelegationId>,
    /// Whether somebody has come in by it.
    pub used: bool,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LineFault {
    /// Its number, from 1.
    pub line: u32,
    /// What is wrong with it.
    pub fault: RosterFault,
    /// The part of it that is.
    pub part: String,
}

/// What may be wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RosterFault {
    /// It begins with no name.
    NoName,
    /// The name is too long, or has characters that no name has.
    BadName,
    /// No delegation of the session is called so.
    UnknownDelegation,
    /// There is no such role, or it is not given by a roster.
    UnknownRole,
    /// A delegate comes with a delegation.
    NeedsDelegation,
    /// There are more parts than name, delegation and role.
    TooManyParts,
    /// There are more lines than a roster takes.
    TooManyLines,
}

impl RosterFault {
    /// Its key in catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoName => "roster-no-name",
            Self::BadName => "roster-bad-name",
            Self::UnknownDelegation => "roster-unknown-delegation",
            Self::UnknownRole => "roster-unknown-role",
            Self::NeedsDelegation => "roster-needs-delegation",
            Self::TooManyParts => "roster-too-many-parts",
            Self::TooManyLines => "roster-too-many-lines",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn every_fault_is_a_sentence_about_its_line() {
        let words = Words::in_browsers(Language::ENGLISH);
        for fault in [
            RosterFault::NoName,
            RosterFault::BadName,
            RosterFault::UnknownDelegation,
            RosterFault::UnknownRole,
            RosterFault::NeedsDelegation,
            RosterFault::TooManyParts,
            RosterFault::TooManyLines,
        ] {
            let values = [("line", 7.into()), ("part", "Atlantis".into())];
            let said = words.tell(fault.key(), &values);
            assert!(said.contains('7') && said.ends_with('.'), "{said}");
        }
    }
}
