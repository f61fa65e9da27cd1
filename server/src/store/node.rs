//! Which processes work on the database: a row each, whose number grows while there is another.

use sqlx::{AnyConnection, Row as _};

use super::database::{signed, unsigned};
use super::error::StoreError;

/// The row of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeRow {
    /// By what it is known, until it ends.
    pub id: String,
    /// How often it has said that it is up.
    pub beats: u64,
}

/// All that have not gone.
pub(super) async fn all(connection: &mut AnyConnection) -> Result<Vec<NodeRow>, StoreError> {
    let rows = sqlx::query("SELECT id, beats FROM nodes ORDER BY id")
        .fetch_all(connection)
        .await?;
    let read = |row: &sqlx::any::AnyRow| {
        Ok(NodeRow {
            id: row.try_get(0)?,
            beats: unsigned(row.try_get(1)?)?,
        })
    };
    rows.iter().map(read).collect()
}

/// A process is up, also if its row was taken for a dead one's.
pub(super) async fn beat(
    connection: &mut AnyConnection,
    node: &NodeRow,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "INSERT INTO nodes (id, beats) VALUES ($1, $2) \
         ON CONFLICT (id) DO UPDATE SET beats = excluded.beats",
    )
    .bind(node.id.as_str())
    .bind(signed(node.beats)?)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// A process is gone, unless it has said since that it is up.
pub(super) async fn gone(
    connection: &mut AnyConnection,
    node: &NodeRow,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM nodes WHERE id = $1 AND beats <= $2")
        .bind(node.id.as_str())
        .bind(signed(node.beats)?)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// The processes agree on a key, unless they have one.
pub(super) async fn agree(connection: &mut AnyConnection, fresh: &str) -> Result<u64, StoreError> {
    let done =
        sqlx::query("INSERT INTO bus_key (id, secret) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
            .bind(fresh)
            .execute(connection)
            .await?;
    Ok(done.rows_affected())
}

/// The key that they have agreed on.
pub(super) async fn key(connection: &mut AnyConnection) -> Result<String, StoreError> {
    let row = sqlx::query("SELECT secret FROM bus_key WHERE id = 1")
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}
