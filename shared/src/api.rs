//! What pages and scripts ask over HTTP, and what they are told.

use crate::concept_note::ConceptNote;
use crate::features::agenda::{AgendaItem, AgendaPoint};
use crate::features::answers::Answered;
use crate::features::delegations::{Colour, Delegation};
use crate::features::people::Role;
use crate::ids::{DelegationId, InvitationId, ParticipantId, SessionId, TableId, Timestamp};
use serde::{Deserialize, Serialize};

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A stable code, for scripts.
    pub code: String,
    /// What went wrong and what to do, for people.
    pub message: String,
}

/// `POST /api/peek`: what an invitation is for, before it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peek {
    /// The secret in the link.
    pub secret: String,
}

/// What an invitation is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peeked {
    /// The role it gives.
    pub role: Role,
    /// The session it lets into; none for the house.
    pub session: Option<SessionName>,
    /// The delegation it seats with.
    pub delegation: Option<DelegationName>,
    /// Who this browser is already.
    pub you: Option<You>,
    /// Whether this browser is somebody else in that session: another role or another delegation.
    pub another: bool,
}

/// A session by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionName {
    /// Its id.
    pub id: SessionId,
    /// What it is called.
    pub title: String,
}

/// A delegation as it is shown to somebody who has no seat yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationName {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its colour.
    pub colour: Colour,
}

/// The person this browser is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct You {
    /// The name they gave.
    pub name: String,
    /// What stands before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

/// `POST /api/join`: exchanges a secret for a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The secret in the link.
    pub secret: String,
    /// What the person wants to be called.
    pub name: String,
    /// What stands before that, such as `H.E.` or `Director`; as it was, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Who somebody is from now on, and where they may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Their id.
    pub participant: ParticipantId,
    /// What they are here to do.
    pub role: Role,
    /// Whom they speak for.
    pub delegation: Option<DelegationId>,
    /// The session; none for the house.
    pub session: Option<SessionId>,
    /// The tables they may go to.
    pub tables: Vec<TableId>,
}

/// `GET /api/me`: who this browser is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Their id.
    pub participant: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// Where they belong.
    pub memberships: Vec<Membership>,
    /// Whether they may convene a session.
    pub may_convene: bool,
}

/// Where somebody belongs, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The session.
    pub session: SessionId,
    /// What it is called.
    pub title: String,
    /// As what.
    pub role: Role,
    /// For whom.
    pub delegation: Option<DelegationId>,
    /// Its tables.
    pub tables: Vec<TableName>,
}

/// A table by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableName {
    /// Its id.
    pub id: TableId,
    /// What it is called.
    pub name: String,
}

/// One of `GET /api/sessions`: a session as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedSession {
    /// Its id.
    pub id: SessionId,
    /// What it is called.
    pub title: String,
    /// When it was made.
    pub created: Timestamp,
    /// As what you belong to it.
    pub role: Role,
    /// Whom you speak for in it.
    pub delegation: Option<Delegation>,
    /// Its tables.
    pub tables: Vec<ListedTable>,
}

/// A table as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListedTable {
    /// Its id.
    pub id: TableId,
    /// What it is called.
    pub name: String,
    /// Where it is; for those whom it keeps out, as if it were closed.
    pub phase: AgendaPoint,
    /// What the item is called that it is at; empty for items that the catalogues name, and for a closed table.
    #[serde(default)]
    pub item: String,
    /// Who sits at it.
    pub delegations: Vec<DelegationId>,
    /// Whether observers are kept out for now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed_to_observers: bool,
}

/// `GET /api/sessions/{id}`, and the answer to making one: a session as its facilitator sees it.
/// Others are told of no invitations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionDetails {
    /// The session as it is listed.
    #[serde(flatten)]
    pub session: ListedSession,
    /// Who has a seat.
    pub delegations: Vec<Delegation>,
    /// The links handed out.
    pub invitations: Vec<ListedInvitation>,
}

/// An invitation as it is listed. Its secret is known only when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The role it gives.
    pub role: Role,
    /// The delegation it seats with.
    pub delegation: Option<DelegationId>,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is refused.
    pub expires: Timestamp,
    /// When it was taken back.
    pub revoked: Option<Timestamp>,
    /// How many people have come in by it.
    #[serde(default)]
    pub used: u32,
    /// For how many people it is good; none for any number.
    #[serde(default)]
    pub most: Option<u32>,
}

/// One of `GET /api/sessions/{id}/people`: somebody who has a place in the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPerson {
    /// Their id.
    pub participant: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// What stands before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// As what they belong to it.
    pub role: Role,
    /// Whom they speak for.
    pub delegation: Option<DelegationId>,
}

/// `POST /api/sessions`: convenes a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSession {
    /// The concept note.
    pub note: ConceptNote,
    /// The names of its tables; none for one table with a name of the server's choice.
    #[serde(default)]
    pub tables: Vec<String>,
    /// Who sits at them.
    pub delegations: Vec<NewDelegation>,
    /// What is asked of them.
    pub questions: Vec<NewQuestion>,
    /// Their agenda, in which questions go by `q1`, `q2` and so on; none for one question after the other.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
}

/// `POST /api/sessions/{id}/tables`: one table more, while the session is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTable {
    /// What it is called.
    pub name: String,
    /// Which of the session's delegations sit at it.
    pub delegations: Vec<DelegationId>,
    /// What is asked of it; none for what is asked of the first table.
    #[serde(default)]
    pub questions: Vec<NewQuestion>,
}

/// `PATCH /api/sessions/{id}`, and `…/tables/{table}`: what it is called from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// The new title or name.
    pub name: String,
}

/// `POST /api/sessions/{id}/delegations/{delegation}/tables`: one table more at which a delegation sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnotherSeat {
    /// Where.
    pub table: TableId,
}

/// A delegation that is to be; also the body of `POST /api/sessions/{id}/delegations`, and of
/// `PATCH …/delegations/{delegation}`, which changes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDelegation {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its colour; none for the next of the palette, or for the one that it has.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// The group that it belongs to, such as a region; none for none, or for the one that it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// At which of the session's tables it sits, if it is given a seat while the session is on; none for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableId>,
}

/// A name that stands in the words of an outcome that names nobody, as of `GET /api/tables/{table}/outcome/names`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameLeft {
    /// What the section is called that it stands in.
    pub section: String,
    /// Some words before it.
    pub before: String,
    /// The name as it is written there.
    pub name: String,
    /// Some words after it.
    pub after: String,
    /// Who is called so, by their full name.
    pub called: String,
}

/// A guiding question that is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewQuestion {
    /// Its label, such as `a`; may be empty.
    #[serde(default)]
    pub label: String,
    /// Its short name for the agenda; may be empty.
    #[serde(default)]
    pub name: String,
    /// The question.
    pub text: String,
    /// Who answers it.
    #[serde(default)]
    pub answered: Answered,
}

/// `POST /api/sessions/{id}/invitations`: makes a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    /// The role it gives.
    pub role: Role,
    /// The delegation it seats with; delegates only.
    #[serde(default)]
    pub delegation: Option<DelegationId>,
    /// For how many days it is good; none for the server's usual.
    #[serde(default)]
    pub days: Option<u32>,
    /// For how many people it is good; none for any number.
    #[serde(default)]
    pub most: Option<u32>,
}

/// An invitation just made: the only time its link is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The whole link, secret and all.
    pub link: String,
    /// From when on it is refused.
    pub expires: Timestamp,
    /// For how many people it is good; none for any number.
    #[serde(default)]
    pub most: Option<u32>,
    /// The link as a QR code: an SVG document.
    pub qr: String,
}
