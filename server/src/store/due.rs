//! What is to be closed by itself, and when: rows that are written with the events that say so. And when the house was last known to be
//! up, while anything is: so that the time in which nobody could do anything is known after it was down.

use shared::ids::{DecisionId, TableId, Timestamp};
use sqlx::{AnyConnection, Row as _};

use super::column::id_at;
use super::database::{Dialect, signed, unsigned};
use super::error::StoreError;

/// What an event says of something that is closed by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub id: DecisionId,
    /// When it is closed; without a moment, it is not any more.
    pub at: Option<Timestamp>,
    /// When that was said.
    pub said: Timestamp,
}

/// For how long a table was out of everybody's reach, and is to be given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Which table.
    pub table: TableId,
    /// From when.
    pub since: Timestamp,
    /// Through when.
    pub through: Timestamp,
}

/// What is written of it, in the transaction of its event: each a text for both kinds of database.
pub(super) const PUT: &str = "INSERT INTO due (table_id, id, at) VALUES ($1, $2, $3) \
     ON CONFLICT (table_id, id) DO UPDATE SET at = excluded.at";
pub(super) const TAKE_OUT: &str = "DELETE FROM due WHERE table_id = $1 AND id = $2";
/// The house is up: nothing is written while the row is newer.
pub(super) const UP: &str = "UPDATE alive SET at = $1 WHERE at < $2";

/// When the first of all is due.
pub(super) async fn first(connection: &mut AnyConnection) -> Result<Option<Timestamp>, StoreError> {
    let row = sqlx::query("SELECT MIN(at) FROM due")
        .fetch_one(connection)
        .await?;
    let at: Option<i64> = row.try_get(0)?;
    Ok(at.map(unsigned).transpose()?.map(Timestamp))
}

/// The tables at which something is due by a moment, the longest overdue first.
pub(super) async fn tables(
    connection: &mut AnyConnection,
    by: Option<Timestamp>,
) -> Result<Vec<TableId>, StoreError> {
    let by = by.map_or(Ok(i64::MAX), |by| signed(by.0))?;
    let rows = sqlx::query(
        "SELECT table_id, MIN(at) FROM due WHERE at <= $1 GROUP BY table_id ORDER BY MIN(at)",
    )
    .bind(by)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| id_at(row, 0)).collect()
}

/// The time by the database's own clock, if it has one.
pub(super) async fn time(
    connection: &mut AnyConnection,
    dialect: Dialect,
) -> Result<Option<Timestamp>, StoreError> {
    if dialect == Dialect::Sqlite {
        return Ok(None);
    }
    let row = sqlx::query("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
        .fetch_one(connection)
        .await?;
    Ok(Some(Timestamp(unsigned(row.try_get(0)?)?)))
}

/// What tables are owed.
pub(super) async fn owed(connection: &mut AnyConnection) -> Result<Vec<Owed>, StoreError> {
    let rows = sqlx::query("SELECT table_id, since, through FROM owed ORDER BY table_id")
        .fetch_all(connection)
        .await?;
    let read = |row: &sqlx::any::AnyRow| {
        Ok(Owed {
            table: id_at(row, 0)?,
            since: Timestamp(unsigned(row.try_get(1)?)?),
            through: Timestamp(unsigned(row.try_get(2)?)?),
        })
    };
    rows.iter().map(read).collect()
}

/// Notes down what a table is owed: from the first moment through the last, if it was owed some before.
pub(super) async fn owe(connection: &mut AnyConnection, owed: &Owed) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "INSERT INTO owed (table_id, since, through) VALUES ($1, $2, $3) \
         ON CONFLICT (table_id) DO UPDATE SET through = excluded.through \
         WHERE owed.through < excluded.through",
    )
    .bind(owed.table.as_str())
    .bind(signed(owed.since.0)?)
    .bind(signed(owed.through.0)?)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// That was given back.
pub(super) async fn is_even(
    connection: &mut AnyConnection,
    owed: &Owed,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM owed WHERE table_id = $1 AND through <= $2")
        .bind(owed.table.as_str())
        .bind(signed(owed.through.0)?)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// When the house was last known to be up.
pub(super) async fn alive(connection: &mut AnyConnection) -> Result<Timestamp, StoreError> {
    let row = sqlx::query("SELECT MAX(at) FROM alive")
        .fetch_one(connection)
        .await?;
    let at: Option<i64> = row.try_get(0)?;
    Ok(Timestamp(unsigned(at.unwrap_or(0))?))
}

/// The house is up at that moment.
pub(super) async fn beat(connection: &mut AnyConnection, at: Timestamp) -> Result<u64, StoreError> {
    let at = signed(at.0)?;
    let done = sqlx::query(UP)
        .bind(at)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}
