//! All that must outlast the process: the log of every table, sessions, invitations and people.
//! Nothing outside this module speaks SQL.
//!
//! Reading order: [`Entry`] and [`Draft`] are what a log holds; `digest` says how an outsider
//! recomputes what the log says of itself; [`Log`] is the handle that tables append with, `writer`
//! the one task behind it that commits, `batch` what it writes in one transaction, in the words of
//! `statement`; `heads` is what it remembers of its logs, which saves asking; `due` is what is closed by itself; `change` lists every
//! other write; `page` and `reading` refuse what is damaged; `database` and `schema` know about
//! SQLite and PostgreSQL; `examine`, `verify`, `backup`, `transfer` and `compact` are for whoever looks after a house.

mod backup;
mod batch;
mod change;
mod choice;
mod code;
mod column;
mod compact;
mod database;
mod device;
mod digest;
mod due;
mod entry;
mod error;
mod examine;
mod heads;
mod invitation;
mod kind;
mod knock;
mod log;
mod metrics;
mod node;
mod page;
mod part;
mod participant;
mod published;
mod quarantine;
mod reading;
mod roster;
mod row_change;
mod schema;
mod session;
mod session_change;
mod snapshot;
mod statement;
mod transfer;
mod verify;
mod writer;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use shared::ids::{InvitationId, KnockId, ParticipantId, SessionId, TableId, Timestamp};
use shared::joining::JoinCode;
use shared::outcome::Attribution;
use shared::seq::Seq;
use sqlx::any::Any;
use sqlx::pool::PoolConnection;
use sqlx::{AnyPool, Connection as _};

pub use backup::{beside, copy_privately, in_the_way, place, with};
pub use choice::ChoiceRow;
pub use code::CodeRow;
pub use compact::Compacted;
pub use digest::{CHAIN_START, Digest, Record};
pub use due::{Due, Owed};
pub use entry::{Committed, Draft, Entry, Head};
pub use error::{Damage, DamageKind, StoreError};
pub use examine::{Examined, examine, file_of, is_file_ours, is_in_use, is_ours};
pub use invitation::{InvitationRow, NewInvitation};
pub use kind::Kind;
pub use knock::{KnockRow, KnockState};
pub use log::Log;
pub use metrics::Metrics;
pub use node::NodeRow;
pub use part::Seen;
pub use participant::{Known, Membership, NewParticipant, ParticipantRow};
pub use published::PublishedPage;
pub use roster::{Came, RosterRow};
pub use row_change::RowChange;
pub use schema::BUILD;
pub use session::{NewSession, NewTable, SessionRow};
pub use session_change::SessionChange;
pub use snapshot::Snapshot;
pub use verify::Report;

use change::Change;
use database::Database;
use metrics::Meter;
use writer::Writer;

/// An open database. Cloning is cheap; all clones share one writer.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    database: Database,
    readers: AnyPool,
    log: Log,
    meter: Arc<Meter>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the address: it may hold a password.
        f.debug_tuple("Store")
            .field(&self.shared.database.dialect)
            .finish()
    }
}

/// Opening, closing, and how the store is doing.
impl Store {
    /// Opens `sqlite:FILE` (created if absent), `sqlite::memory:` or `postgres://…`, and brings its
    /// schema up to date. Must be called inside a tokio runtime.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let database = Database::at(url)?;
        let mut connection = database.writer().await?;
        schema::migrate(&database, &mut connection).await?;
        let readers = database.readers().await?;
        let meter = Arc::new(Meter::new());
        let (log, jobs) = Log::new();
        let writer = Writer::new(database.clone(), connection, Arc::clone(&meter));
        tokio::spawn(writer.run(jobs));
        Ok(Self {
            shared: Arc::new(Shared {
                database,
                readers,
                log,
                meter,
            }),
        })
    }

    /// Commits what was asked for before, refuses what comes after, and closes the database.
    pub async fn close(&self) -> Result<(), StoreError> {
        let closed = self.shared.log.close().await;
        self.shared.readers.close().await;
        closed
    }

    /// The handle that tables append with.
    pub fn log(&self) -> Log {
        self.shared.log.clone()
    }

    /// Whether entries can be written now: by a real write, unless one has just told.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.shared.log.probe().await
    }

    /// What the writer has done since the store was opened.
    pub fn metrics(&self) -> Metrics {
        self.shared.meter.read(self.shared.log.queued())
    }

    /// Lets the database grow to so many bytes (in whole pages, never below what it has now), or
    /// without bound. SQLite only; until the store is closed.
    pub async fn limit_size(&self, bytes: Option<u64>) -> Result<(), StoreError> {
        self.shared.log.limit(bytes).await
    }

    async fn reader(&self) -> Result<PoolConnection<Any>, StoreError> {
        match self.shared.readers.acquire().await {
            Err(sqlx::Error::PoolClosed) => Err(StoreError::Closed),
            acquired => Ok(acquired?),
        }
    }

    async fn change(&self, change: Change) -> Result<(), StoreError> {
        self.shared.log.change(change).await.map(|_| ())
    }
}

/// Sessions, invitations and people.
impl Store {
    /// Creates a session, its tables and the first entries of their logs: all or nothing.
    pub async fn create_session(&self, session: NewSession) -> Result<(), StoreError> {
        self.change(Change::CreateSession(session)).await
    }

    /// Writes down what happened in a session; where its log ends then. [`StoreError::Moved`] if something else has happened
    /// there meanwhile: then nothing is written.
    pub async fn change_session(&self, change: SessionChange) -> Result<Seq, StoreError> {
        let head = self.shared.log.change(Change::Session(change)).await?;
        Ok(Seq::new(head))
    }

    /// The sessions that a person made or belongs to, newest first.
    pub async fn sessions_of(
        &self,
        participant: &ParticipantId,
    ) -> Result<Vec<SessionRow>, StoreError> {
        let mut reader = self.reader().await?;
        session::of_participant(&mut reader, participant).await
    }

    /// One session.
    pub async fn session(&self, id: &SessionId) -> Result<Option<SessionRow>, StoreError> {
        let mut reader = self.reader().await?;
        session::one(&mut reader, id).await
    }

    /// The tables of a session, each with the number of its last entry.
    pub async fn heads_of(&self, session: &SessionId) -> Result<Vec<(TableId, Seq)>, StoreError> {
        let mut reader = self.reader().await?;
        session::heads(&mut reader, session).await
    }

    /// The session that a table belongs to.
    pub async fn session_of(&self, table: &TableId) -> Result<Option<SessionId>, StoreError> {
        let mut reader = self.reader().await?;
        session::of_table(&mut reader, table).await
    }

    /// Stores an invitation.
    pub async fn add_invitation(&self, invitation: NewInvitation) -> Result<(), StoreError> {
        self.change(Change::AddInvitation(invitation)).await
    }

    /// All invitations of a session, the oldest first.
    pub async fn invitations_of(
        &self,
        session: &SessionId,
    ) -> Result<Vec<InvitationRow>, StoreError> {
        let mut reader = self.reader().await?;
        invitation::of_session(&mut reader, session).await
    }

    /// The invitation whose secret has this SHA-256; it may be expired or revoked.
    pub async fn invitation_by_secret(
        &self,
        hash: &Digest,
    ) -> Result<Option<InvitationRow>, StoreError> {
        let mut reader = self.reader().await?;
        invitation::by_secret(&mut reader, hash).await
    }

    /// Takes an invitation back; [`StoreError::Missing`] if there is none.
    pub async fn revoke_invitation(
        &self,
        id: InvitationId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.change(Change::RevokeInvitation { id, at }).await
    }

    /// Whether a facilitator's invitation to the house is good now. If not, the first start makes one.
    pub async fn any_facilitator_invitation(&self, now: Timestamp) -> Result<bool, StoreError> {
        let mut reader = self.reader().await?;
        invitation::any_facilitator(&mut reader, now).await
    }

    /// Writes rows that go with no event, since they are of the house: all or nothing.
    pub async fn change_rows(&self, rows: Vec<RowChange>) -> Result<(), StoreError> {
        self.change(Change::Rows(rows)).await
    }

    /// Who has the cookie whose token has this SHA-256.
    pub async fn participant_by_token(&self, hash: &Digest) -> Result<Option<Known>, StoreError> {
        let mut reader = self.reader().await?;
        participant::by_token(&mut reader, hash).await
    }

    /// The names of these people; whoever is not known has none.
    pub async fn names_of(
        &self,
        people: &[ParticipantId],
    ) -> Result<HashMap<ParticipantId, String>, StoreError> {
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let mut reader = self.reader().await?;
        participant::names_of(&mut reader, people).await
    }

    /// What stands before the names of these people, where anything does.
    pub async fn titles_of(
        &self,
        people: &[ParticipantId],
    ) -> Result<BTreeMap<ParticipantId, String>, StoreError> {
        if people.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut reader = self.reader().await?;
        let titles = participant::titles_of(&mut reader, people).await?;
        Ok(titles
            .into_iter()
            .filter(|(_, it)| !it.is_empty())
            .collect())
    }

    /// The table and the entry of its log that a published page shows, and whose things are said to be there; nothing if there is no such
    /// page.
    pub async fn published(
        &self,
        page: &str,
    ) -> Result<Option<(TableId, Seq, Attribution)>, StoreError> {
        let mut reader = self.reader().await?;
        published::find(&mut reader, page).await
    }

    /// Everybody who belongs to a session, in the order in which they came.
    pub async fn participants_of(
        &self,
        session: &SessionId,
    ) -> Result<Vec<(ParticipantRow, Membership)>, StoreError> {
        let mut reader = self.reader().await?;
        participant::of_session(&mut reader, session).await
    }
}

/// Codes, and who knocks with them.
impl Store {
    /// What delegations say on the table's secret ballots that are open.
    pub async fn choices_of(&self, table: &TableId) -> Result<Vec<ChoiceRow>, StoreError> {
        let mut reader = self.reader().await?;
        choice::of(&mut reader, table).await
    }

    /// A code; it may be expired or taken back.
    pub async fn join_code(&self, code: &JoinCode) -> Result<Option<CodeRow>, StoreError> {
        let mut reader = self.reader().await?;
        code::one(&mut reader, code).await
    }

    /// The last code of a session that was not taken back; it may be expired.
    pub async fn join_code_of(&self, session: &SessionId) -> Result<Option<CodeRow>, StoreError> {
        let mut reader = self.reader().await?;
        code::of_session(&mut reader, session).await
    }

    /// The last knock of whoever has the cookie whose token has this SHA-256, unless it is too old by now.
    pub async fn knock_by_token(
        &self,
        hash: &Digest,
        now: Timestamp,
    ) -> Result<Option<KnockRow>, StoreError> {
        let mut reader = self.reader().await?;
        knock::by_token(&mut reader, hash, now).await
    }

    /// One knock.
    pub async fn knock(&self, id: &KnockId) -> Result<Option<KnockRow>, StoreError> {
        let mut reader = self.reader().await?;
        knock::one(&mut reader, id).await
    }

    /// The knocks at a session that are in that state and not too old by now, the first first; of those who are answered, the last
    /// answered first. At most so many.
    pub async fn knocks_at(
        &self,
        session: &SessionId,
        state: KnockState,
        (most, now): (usize, Timestamp),
    ) -> Result<Vec<KnockRow>, StoreError> {
        let mut reader = self.reader().await?;
        knock::at_session(&mut reader, session, state, (most, now)).await
    }

    /// Whose link for one more device has a secret with this SHA-256, if it is good at that moment.
    pub async fn device_link(
        &self,
        secret: &Digest,
        at: Timestamp,
    ) -> Result<Option<ParticipantId>, StoreError> {
        let mut reader = self.reader().await?;
        device::by_link(&mut reader, secret, at).await
    }

    /// SHA-256 of the tokens with which somebody may come in.
    pub async fn tokens_of(&self, participant: &ParticipantId) -> Result<Vec<Digest>, StoreError> {
        let mut reader = self.reader().await?;
        device::tokens(&mut reader, participant).await
    }

    /// Which of these are SHA-256 of tokens with which somebody may come in.
    pub async fn good_tokens(&self, tokens: &[Digest]) -> Result<Vec<Digest>, StoreError> {
        if tokens.is_empty() {
            return Ok(Vec::new());
        }
        let mut reader = self.reader().await?;
        device::good_tokens(&mut reader, self.shared.database.dialect, tokens).await
    }

    /// Who is expected at a session, in the order of the lines.
    pub async fn roster_of(&self, session: &SessionId) -> Result<Vec<RosterRow>, StoreError> {
        let mut reader = self.reader().await?;
        roster::of_session(&mut reader, session).await
    }

    /// Whether anybody is expected at a session.
    pub async fn has_roster(&self, session: &SessionId) -> Result<bool, StoreError> {
        let mut reader = self.reader().await?;
        roster::is_any(&mut reader, session).await
    }

    /// The lines of a session's roster with a name like that, by which nobody has come in yet.
    pub async fn expected_like(
        &self,
        session: &SessionId,
        likeness: &str,
    ) -> Result<Vec<RosterRow>, StoreError> {
        let mut reader = self.reader().await?;
        roster::like(&mut reader, session, likeness).await
    }
}

/// What is closed by itself.
impl Store {
    /// When the first of all is due.
    pub async fn first_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut reader = self.reader().await?;
        due::first(&mut reader).await
    }

    /// The tables at which something is due by a moment, or ever.
    pub async fn due_tables(&self, by: Option<Timestamp>) -> Result<Vec<TableId>, StoreError> {
        let mut reader = self.reader().await?;
        due::tables(&mut reader, by).await
    }

    /// When the house was last known to be up, while something was due.
    pub async fn alive(&self) -> Result<Timestamp, StoreError> {
        let mut reader = self.reader().await?;
        due::alive(&mut reader).await
    }

    /// The time by the database's own clock, if it has one: SQLite goes by that of the machine.
    pub async fn time(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut reader = self.reader().await?;
        due::time(&mut reader, self.shared.database.dialect).await
    }

    /// What tables are owed that could not be given back the time for which the house was down.
    pub async fn owed(&self) -> Result<Vec<Owed>, StoreError> {
        let mut reader = self.reader().await?;
        due::owed(&mut reader).await
    }

    /// Notes down what a table is owed, or more of it.
    pub async fn owe(&self, owed: Owed) -> Result<(), StoreError> {
        self.change(Change::Owe(owed)).await
    }

    /// A table was given back what it was owed.
    pub async fn is_even(&self, owed: Owed) -> Result<(), StoreError> {
        self.change(Change::Even(owed)).await
    }

    /// The house is up at that moment.
    pub async fn beat(&self, at: Timestamp) -> Result<(), StoreError> {
        self.change(Change::Beat(at)).await
    }
}

/// Several processes on one database.
impl Store {
    /// The processes that work on the database, or have ended without saying so.
    pub async fn nodes(&self) -> Result<Vec<NodeRow>, StoreError> {
        let mut reader = self.reader().await?;
        node::all(&mut reader).await
    }

    /// A process is up.
    pub async fn node_beats(&self, node: NodeRow) -> Result<(), StoreError> {
        self.change(Change::Node(node)).await
    }

    /// A process is gone, unless it has said since that it is up.
    pub async fn node_is_gone(&self, node: NodeRow) -> Result<(), StoreError> {
        self.change(Change::NodeGone(node)).await
    }

    /// With what the processes on the database seal what they say to each other: the fresh key, if they have none yet.
    pub async fn bus_key(&self, fresh: String) -> Result<String, StoreError> {
        self.change(Change::BusKey(fresh)).await?;
        let mut reader = self.reader().await?;
        node::key(&mut reader).await
    }

    /// Where these logs end, of those that there are.
    pub async fn heads(&self, logs: &[TableId]) -> Result<Vec<(TableId, Seq)>, StoreError> {
        if logs.is_empty() {
            return Ok(Vec::new());
        }
        let mut reader = self.reader().await?;
        batch::heads(&mut reader, self.shared.database.dialect, logs).await
    }
}

/// Looking after a house.
impl Store {
    /// Checks every digest, chain and number, on a database that may be in use.
    pub async fn verify(&self) -> Result<Report, StoreError> {
        let mut connection = self.shared.database.connect().await?;
        verify::verify(&mut connection, self.shared.database.dialect).await
    }

    /// Every session that has a log.
    pub async fn session_logs(&self) -> Result<Vec<SessionId>, StoreError> {
        let mut reader = self.reader().await?;
        let logs = session::all_logs(&mut reader).await?.into_iter();
        let own = logs.filter(|(_, is_table)| !is_table);
        Ok(own
            .filter_map(|(log, _)| SessionId::new(log).ok())
            .collect())
    }

    /// Every table there is.
    pub async fn tables(&self) -> Result<Vec<TableId>, StoreError> {
        let mut reader = self.reader().await?;
        session::all_tables(&mut reader).await
    }

    /// Copies a database that may be in use into a new file. SQLite only.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        backup::backup(&self.shared.database, to).await
    }

    /// Opens the SQLite database in this file, which is made if it is not there.
    pub async fn open_file(file: &Path) -> Result<Self, StoreError> {
        Self::open(&database::url_of(file)?).await
    }

    /// Every session there is.
    pub async fn sessions(&self) -> Result<Vec<SessionId>, StoreError> {
        let mut reader = self.reader().await?;
        session::all(&mut reader).await
    }

    /// Copies a session into another database: its logs as they are, its people and how they come in. All of it or nothing:
    /// [`StoreError::Taken`] if anything of it is there, [`StoreError::Missing`] if there is no such session. How many rows it has.
    pub async fn copy_session(&self, session: &SessionId, into: &Self) -> Result<u64, StoreError> {
        transfer::copy((&self.shared.database, &into.shared.database), session).await
    }

    /// Removes the damaged snapshots of a copy that nobody works with; what remains is to be checked again.
    pub async fn leave_out(&self, damage: &[Damage]) -> Result<(), StoreError> {
        let database = &self.shared.database;
        let mut connection = database.writer().await?;
        let mut tx = connection.begin_with(database.begin_writing()).await?;
        for Damage { table, seq, .. } in damage {
            snapshot::leave_out(&mut tx, table, *seq).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Removes updates older than `before` that every kept snapshot holds. Events stay. The file
    /// does not shrink: the pages are used again.
    pub async fn compact(&self, before: Timestamp) -> Result<Compacted, StoreError> {
        let mut reader = self.reader().await?;
        let mut compacted = Compacted::default();
        for table in session::all_tables(&mut reader).await? {
            let limit = compact::limit(&mut reader, &table, before).await;
            let through = self.noting_damage(limit).await?;
            let mut removed = 0;
            loop {
                let compact = Change::Compact {
                    table: table.clone(),
                    through,
                };
                match self.shared.log.change(compact).await? {
                    0 => break,
                    more => removed += more,
                }
            }
            compacted.updates += removed;
            compacted.tables += u64::from(removed > 0);
        }
        Ok(compacted)
    }

    /// The damage that reading came upon, and when.
    pub async fn quarantined(&self) -> Result<Vec<(Damage, Timestamp)>, StoreError> {
        let mut reader = self.reader().await?;
        quarantine::all(&mut reader).await
    }
}
