//! Several tables at once, as a facilitator sees them: what each tells of itself, without a word that was written and without a
//! choice that was made.

use crate::features::agenda::AgendaPoint;
use crate::features::announcements::{Announcement, Whom};
use crate::features::delegations::Delegation;
use crate::features::no_objection::NoObjectionRules;
use crate::features::people::Role;
use crate::ids::{AnnouncementId, DecisionId, DelegationId, ParticipantId, TableId, Timestamp};
use crate::session::Say;
use crate::table::RoundTable;
use serde::{Deserialize, Serialize};

/// `GET /api/sessions/{session}/lobby`: what all tables are at, and who is where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lobby {
    /// What the session is called.
    pub title: String,
    /// The server's clock.
    pub now: Timestamp,
    /// The table to which everybody is called back.
    pub plenary: Option<TableId>,
    /// The session's delegations.
    pub delegations: Vec<Delegation>,
    /// Its tables, in order.
    pub tables: Vec<LobbyTable>,
}

/// `PUT /api/sessions/{session}/tables/{table}/observers`: whether observers may read at a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowObservers {
    /// Whether they may.
    pub allowed: bool,
}

/// One table, as the lobby shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LobbyTable {
    /// Its id.
    pub id: TableId,
    /// What it is called.
    pub name: String,
    /// What it is at; nothing if its log is damaged.
    pub at: Option<Glance>,
    /// Which delegations are expected there.
    pub expected: Vec<DelegationId>,
    /// Which have a place there and were asked to another table.
    pub moved_on: Vec<DelegationId>,
    /// Whether observers are kept out for now.
    #[serde(default)]
    pub closed_to_observers: bool,
    /// Who is there.
    pub here: Vec<Here>,
    /// Who was there until lately.
    pub gone: Vec<Here>,
    /// By which call those there are called back.
    pub call: Option<Announcement>,
}

/// Somebody at a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Here {
    /// Who.
    pub participant: ParticipantId,
    /// What they are called.
    pub name: String,
    /// What they are here to do.
    pub role: Role,
    /// Whom they speak for.
    pub delegation: Option<DelegationId>,
    /// Whether they write in a text that everybody reads.
    pub writes: bool,
    /// How they are connected.
    pub line: Line,
}

/// How somebody is connected, as far as the server knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// Well.
    Steady,
    /// Their connection came and went lately.
    Unsteady,
    /// What they are told does not get through.
    Behind,
    /// Not any more, since lately.
    Lost,
}

/// What a table is at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// Where it is.
    pub point: AgendaPoint,
    /// What the item is called; empty for those that the catalogues name, and for a closed table.
    pub item: String,
    /// When its time is over, while the clock runs.
    pub ends: Option<Timestamp>,
    /// How much is left on a clock that stands still, in milliseconds.
    pub left: Option<u64>,
    /// How many delegations have a place.
    pub delegations: usize,
    /// Which are ready to move on.
    pub ready: Vec<DelegationId>,
    /// How many questions on practices wait for an answer.
    pub unanswered: usize,
    /// Who speaks.
    pub speaking: Option<DelegationId>,
    /// Who waits to speak, as they will be called.
    pub hands: Vec<Hand>,
    /// The ballots that are open.
    pub ballots: Vec<OpenBallot>,
    /// The wording to which one may object.
    #[serde(default)]
    pub wording: Vec<OpenWording>,
}

/// A delegation that waits to speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Which.
    pub delegation: DelegationId,
    /// Whether it raises a point of order.
    pub point: bool,
}

/// A ballot that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenBallot {
    /// What it is called.
    pub title: String,
    /// How many delegations have yet to vote.
    pub awaited: usize,
}

/// Wording to which one may object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenWording {
    /// What it is called.
    pub title: String,
    /// Until when.
    pub until: Timestamp,
    /// How many delegations object.
    pub objections: u32,
}

impl Glance {
    /// What a table is at.
    pub fn of(table: &RoundTable) -> Self {
        let agenda = &table.agenda;
        let seated = |id: &&DelegationId| table.delegation(id).is_some();
        let hand = |turn: crate::features::floor::Turn<'_>| Hand {
            delegation: turn.speech.delegation.clone(),
            point: turn.speech.is_point(),
        };
        let ballots = table.open_ballots().map(|ballot| {
            let delegations = table.delegations.iter();
            OpenBallot {
                title: ballot.rules.title.clone(),
                awaited: delegations.filter(|it| ballot.awaits(&it.id)).count(),
            }
        });
        let wording = table.no_objections.running().map(|it| OpenWording {
            title: it.called(table),
            until: it.until,
            objections: it.count,
        });
        let order = table.floor.order(&table.delegations);
        Self {
            point: agenda.at.clone(),
            item: agenda.title(&agenda.at),
            ends: agenda.ends,
            left: agenda.left,
            delegations: table.delegations.len(),
            ready: agenda.ready.iter().filter(seated).cloned().collect(),
            unanswered: table.unanswered().count(),
            speaking: table.floor.speaking().map(|it| it.delegation.clone()),
            hands: order.into_iter().map(hand).collect(),
            ballots: ballots.collect(),
            wording: wording.collect(),
        }
    }
}

/// `POST /api/sessions/{session}/announcements`: says something to some tables. Asked again under the same id, it is said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announce {
    /// Its id, which the client makes.
    pub id: AnnouncementId,
    /// What.
    pub says: Say,
    /// To which tables; none for all of them.
    #[serde(default)]
    pub tables: Vec<TableId>,
}

/// `POST /api/sessions/{session}/wordings`: puts a text to several tables in one go, as one would to each. Asked again under the same id,
/// it is put once at each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutAtTables {
    /// Its id at each of them, which the client makes.
    pub id: DecisionId,
    /// The text.
    pub text: String,
    /// What is set beforehand.
    pub rules: NoObjectionRules,
    /// At which tables.
    pub tables: Vec<TableId>,
}

/// What became of it at one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutAt {
    /// At which.
    pub table: TableId,
    /// Why it is not put there, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// `POST /api/sessions/{session}/moves`: asks somebody to another table. Asked again under the same id, it is asked once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveOn {
    /// The id of its announcement, which the client makes.
    pub id: AnnouncementId,
    /// Who.
    pub whom: Whom,
    /// From which table.
    pub from: TableId,
    /// To which.
    pub to: TableId,
}
