//! Sessions, which tables they have, and what happens in them.
//!
//! A session's log is kept as a table's is, with all of its digests, in a row whose id is the session's. It stands before the
//! tables, and is no table.

use shared::ids::{ParticipantId, SessionId, TableId, Timestamp};
use shared::seq::Seq;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::batch;
use super::column::{id_at, optional_id_at, seq_at};
use super::database::{Dialect, signed, unsigned};
use super::digest::CHAIN_START;
use super::entry::Draft;
use super::error::StoreError;
use super::part::Part;
use super::participant::{self, Membership};

/// The position of a session's own log.
pub(super) const OWN_LOG: i64 = -1;

/// A session that is to be, with all of its tables.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// What it is called in lists.
    pub title: String,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it; nobody for a demo.
    pub created_by: Option<ParticipantId>,
    /// Who convenes it, and as what they belong to it.
    pub convener: Option<(ParticipantId, Membership)>,
    /// The entries that its own log begins with.
    pub log: Vec<Draft>,
    /// Its tables, in order; the first is the plenary.
    pub tables: Vec<NewTable>,
}

/// A table that is to be.
#[derive(Debug, Clone)]
pub struct NewTable {
    /// Its id.
    pub id: TableId,
    /// The entries that its log begins with.
    pub first: Vec<Draft>,
}

/// A session as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// What it is called in lists.
    pub title: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it.
    pub created_by: Option<ParticipantId>,
    /// Its tables, in order.
    pub tables: Vec<TableId>,
}

/// The session, its tables and their first entries.
pub(super) async fn create(
    connection: &mut AnyConnection,
    dialect: Dialect,
    session: &NewSession,
) -> Result<u64, StoreError> {
    sqlx::query("INSERT INTO sessions (id, title, created_at, created_by) VALUES ($1, $2, $3, $4)")
        .bind(session.id.as_str())
        .bind(session.title.as_str())
        .bind(signed(session.at.0)?)
        .bind(session.created_by.as_ref().map(ParticipantId::as_str))
        .execute(&mut *connection)
        .await?;
    for (table, position) in session.tables.iter().zip(0_i64..) {
        add_row(connection, &session.id, &table.id, position).await?;
    }
    begin(connection, dialect, &session.tables).await?;
    if let Some((convener, membership)) = &session.convener {
        participant::add_membership(connection, convener, membership).await?;
    }
    if !session.log.is_empty() {
        let log = session.id.log();
        add_row(connection, &session.id, &log, OWN_LOG).await?;
        append(connection, dialect, &log, &session.log).await?;
    }
    Ok(1)
}

/// Appends to a session's own log; where it ends then.
pub(super) async fn append(
    connection: &mut AnyConnection,
    dialect: Dialect,
    log: &TableId,
    drafts: &[Draft],
) -> Result<u64, StoreError> {
    let due = &[];
    let part = Part {
        table: log,
        drafts,
        choices: &[],
        due,
        pages: &[],
        seen: None,
    };
    let outcomes = batch::append(connection, dialect, &[part]).await?;
    let committed = outcomes.into_iter().next().ok_or(StoreError::Missing)??;
    Ok(committed.head.get())
}

/// One table more, after those that there are.
pub(super) async fn add_table(
    connection: &mut AnyConnection,
    dialect: Dialect,
    session: &SessionId,
    table: &NewTable,
) -> Result<u64, StoreError> {
    let row =
        sqlx::query("SELECT COALESCE(MAX(position), -1) + 1 FROM tables WHERE session_id = $1")
            .bind(session.as_str())
            .fetch_one(&mut *connection)
            .await?;
    add_row(connection, session, &table.id, row.try_get(0)?).await?;
    begin(connection, dialect, std::slice::from_ref(table)).await?;
    Ok(1)
}

pub(super) async fn add_row(
    connection: &mut AnyConnection,
    session: &SessionId,
    table: &TableId,
    position: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO tables (id, session_id, position, head, folded, chain) \
         VALUES ($1, $2, $3, 0, 0, $4)",
    )
    .bind(table.as_str())
    .bind(session.as_str())
    .bind(position)
    .bind(CHAIN_START.as_slice())
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// The first entries of tables' logs.
async fn begin(
    connection: &mut AnyConnection,
    dialect: Dialect,
    tables: &[NewTable],
) -> Result<(), StoreError> {
    let parts: Vec<Part> = tables
        .iter()
        .map(|table| Part {
            table: &table.id,
            drafts: &table.first,
            choices: &[],
            due: &[],
            pages: &[],
            seen: None,
        })
        .collect();
    for outcome in batch::append(connection, dialect, &parts).await? {
        outcome?;
    }
    Ok(())
}

/// Gives a session another title.
pub(super) async fn retitle(
    connection: &mut AnyConnection,
    session: &SessionId,
    title: &str,
) -> Result<u64, StoreError> {
    let done = sqlx::query("UPDATE sessions SET title = $1 WHERE id = $2")
        .bind(title)
        .bind(session.as_str())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// The sessions that a person made or belongs to, newest first.
pub(super) async fn of_participant(
    connection: &mut AnyConnection,
    participant: &ParticipantId,
) -> Result<Vec<SessionRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, title, created_at, created_by FROM sessions WHERE created_by = $1 \
         OR id IN (SELECT session_id FROM memberships WHERE participant = $2) \
         ORDER BY created_at DESC, id",
    )
    .bind(participant.as_str())
    .bind(participant.as_str())
    .fetch_all(&mut *connection)
    .await?;
    let mut sessions = Vec::with_capacity(rows.len());
    for row in &rows {
        sessions.push(with_tables(connection, row).await?);
    }
    Ok(sessions)
}

/// One session.
pub(super) async fn one(
    connection: &mut AnyConnection,
    id: &SessionId,
) -> Result<Option<SessionRow>, StoreError> {
    let row = sqlx::query("SELECT id, title, created_at, created_by FROM sessions WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => with_tables(connection, &row).await.map(Some),
        None => Ok(None),
    }
}

/// All sessions of the house, the oldest first.
pub(super) async fn all(connection: &mut AnyConnection) -> Result<Vec<SessionId>, StoreError> {
    let rows = sqlx::query("SELECT id FROM sessions ORDER BY created_at, id")
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| id_at(row, 0)).collect()
}

/// The session that a table belongs to.
pub(super) async fn of_table(
    connection: &mut AnyConnection,
    table: &TableId,
) -> Result<Option<SessionId>, StoreError> {
    let row = sqlx::query("SELECT session_id FROM tables WHERE id = $1 AND position >= 0")
        .bind(table.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(|row| id_at(&row, 0)).transpose()
}

/// All tables of the house.
pub(super) async fn all_tables(connection: &mut AnyConnection) -> Result<Vec<TableId>, StoreError> {
    let logs = all_logs(connection).await?;
    let tables = logs.into_iter().filter(|(_, is_table)| *is_table);
    Ok(tables.map(|(table, _)| table).collect())
}

/// All logs of the house, and whether each is a table's: otherwise it is a session's own.
pub(super) async fn all_logs(
    connection: &mut AnyConnection,
) -> Result<Vec<(TableId, bool)>, StoreError> {
    let rows = sqlx::query("SELECT id, position FROM tables ORDER BY session_id, position, id")
        .fetch_all(connection)
        .await?;
    let read = |row: &AnyRow| {
        let position: i64 = row.try_get(1)?;
        Ok((id_at(row, 0)?, position != OWN_LOG))
    };
    rows.iter().map(read).collect()
}

/// The tables of a session, each with the number of its last entry.
pub(super) async fn heads(
    connection: &mut AnyConnection,
    session: &SessionId,
) -> Result<Vec<(TableId, Seq)>, StoreError> {
    let rows = sqlx::query("SELECT id, head FROM tables WHERE session_id = $1 AND position >= 0")
        .bind(session.as_str())
        .fetch_all(connection)
        .await?;
    let read = |row: &AnyRow| Ok((id_at(row, 0)?, seq_at(row, 1)?));
    rows.iter().map(read).collect()
}

async fn with_tables(
    connection: &mut AnyConnection,
    row: &AnyRow,
) -> Result<SessionRow, StoreError> {
    let id: SessionId = id_at(row, 0)?;
    let tables = sqlx::query(
        "SELECT id FROM tables WHERE session_id = $1 AND position >= 0 ORDER BY position, id",
    )
    .bind(id.as_str())
    .fetch_all(connection)
    .await?;
    Ok(SessionRow {
        id,
        title: row.try_get(1)?,
        created_at: Timestamp(unsigned(row.try_get(2)?)?),
        created_by: optional_id_at(row, 3)?,
        tables: tables
            .iter()
            .map(|row| id_at(row, 0))
            .collect::<Result<_, _>>()?,
    })
}
