//! What pages and scripts ask about codes and knocking, and what they are told.

use crate::api::{DelegationName, Joined, SessionName, You};
use crate::features::delegations::Delegation;
use crate::features::people::Role;
use crate::ids::{DelegationId, KnockId, Timestamp};
use crate::joining::KnockKey;
use serde::{Deserialize, Serialize};

/// `POST /api/code`: a code that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedCode {
    /// As it was typed.
    pub code: String,
}

/// To what a code is the door, told once the code is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePeeked {
    /// The session.
    pub session: SessionName,
    /// Its delegations, to choose one's own from.
    pub delegations: Vec<Delegation>,
    /// Who this browser is already.
    pub you: Option<You>,
    /// Whether this browser has a place in that session, and need not knock.
    pub belongs: bool,
    /// Whether this browser waits there already.
    #[serde(default)]
    pub waits: bool,
}

/// `POST /api/knocks`: somebody knocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// The code, as it was typed.
    pub code: String,
    /// What they want to be called.
    pub name: String,
    /// What stands before that, such as `H.E.` or `Director`; as it was, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// For whom they say that they speak; none for nobody.
    #[serde(default)]
    pub delegation: Option<DelegationId>,
    /// What becomes the token of their cookie, if they have none yet; one is made for whoever brings none, who then cannot ask again
    /// for an answer that was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KnockKey>,
}

/// `GET /api/knock`: what became of this browser's knocking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyKnock {
    /// At which session.
    pub session: SessionName,
    /// The name that they gave.
    pub name: String,
    /// For whom they said that they speak.
    pub delegation: Option<DelegationName>,
    /// When they knocked.
    pub at: Timestamp,
    /// What they were told; nothing while they wait.
    pub answer: Option<KnockAnswer>,
}

/// What somebody is told who knocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnockAnswer {
    /// They are in.
    Admitted(Joined),
    /// They are not let in.
    Declined {
        /// A word about it; may be empty.
        word: String,
    },
}

/// `POST /api/sessions/{id}/code`: makes a code, in the place of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCode {
    /// For how many hours it is good; none for the server's usual.
    #[serde(default)]
    pub hours: Option<u32>,
}

/// The code by which one knocks at a session now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCode {
    /// The code, as people read it.
    pub code: String,
    /// Where it is typed: the address without the code.
    pub address: String,
    /// The address with the code.
    pub link: String,
    /// That address as a QR code: an SVG document.
    pub qr: String,
    /// From when on it is refused.
    pub expires: Timestamp,
}

/// `GET /api/sessions/{id}/knocks`: who is at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doorstep {
    /// Who waits, the first first.
    pub waiting: Vec<ListedKnock>,
    /// Who was let in last, the latest first.
    pub let_in: Vec<LetIn>,
    /// Everybody whom they may be let in with.
    pub delegations: Vec<Delegation>,
}

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListedKnock {
    /// The knock's id.
    pub id: KnockId,
    /// The name that they gave.
    pub name: String,
    /// What stands before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// For whom they said that they speak.
    pub delegation: Option<DelegationId>,
    /// When they knocked.
    pub at: Timestamp,
}

/// Somebody who knocked and is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LetIn {
    /// The knock's id.
    pub id: KnockId,
    /// The name that they gave.
    pub name: String,
    /// With whom.
    pub delegation: Option<DelegationId>,
    /// Whether the roster let them in.
    pub by_roster: bool,
}

/// `POST /api/sessions/{id}/knocks/admit`: lets people in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmitKnocks {
    /// Whom, and as what.
    pub knocks: Vec<AdmitKnock>,
}

/// Somebody who is to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmitKnock {
    /// The knock's id.
    pub id: KnockId,
    /// As what.
    pub role: Role,
    /// With which delegation; delegates only.
    #[serde(default)]
    pub delegation: Option<DelegationId>,
}

/// `POST /api/sessions/{id}/knocks/decline`: sends people away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// Whom.
    pub knocks: Vec<KnockId>,
    /// What they are told; may be empty.
    #[serde(default)]
    pub word: String,
}
