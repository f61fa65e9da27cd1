//! Thinning a log by hand: prose that snapshots hold may go, what was decided stays.

use shared::ids::{TableId, Timestamp};
use shared::seq::Seq;
use sqlx::{AnyConnection, Row as _};

use super::database::{signed, unsigned};
use super::entry;
use super::error::StoreError;
use super::snapshot;

/// What compaction came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Tables that lost updates.
    pub tables: u64,
    /// Updates that were removed.
    pub updates: u64,
}

/// Up to where the table's updates may go: older than `before`, and held by every snapshot that is
/// kept, so that one of them may rot. An error if a snapshot is damaged.
pub(super) async fn limit(
    connection: &mut AnyConnection,
    table: &TableId,
    before: Timestamp,
) -> Result<Seq, StoreError> {
    let head = entry::head(connection, table).await?;
    let head = head.ok_or_else(|| StoreError::UnknownTable(table.clone()))?;
    let mut covered = Seq::START;
    for seq in snapshot::kept(connection, table).await? {
        if snapshot::at(connection, table, seq).await?.is_some() {
            covered = seq;
        }
    }
    let row = sqlx::query("SELECT MIN(seq) FROM entries WHERE table_id = $1 AND at >= $2")
        .bind(table.as_str())
        .bind(signed(before.0)?)
        .fetch_one(connection)
        .await?;
    let first_kept: Option<i64> = row.try_get(0)?;
    let old = first_kept
        .map(unsigned)
        .transpose()?
        .map_or(head.seq, |first| Seq::new(first).before(1));
    Ok(old.min(covered).max(head.compacted))
}

/// Removes some updates up to `through`, and says how many; 0 when none is left. In pieces, so
/// that the tables that are live need not wait.
pub(super) async fn some(
    connection: &mut AnyConnection,
    table: &TableId,
    through: Seq,
) -> Result<u64, StoreError> {
    let through = signed(through.get())?;
    sqlx::query("UPDATE tables SET folded = $1 WHERE id = $2 AND folded < $3")
        .bind(through)
        .bind(table.as_str())
        .bind(through)
        .execute(&mut *connection)
        .await?;
    let done = sqlx::query(
        "DELETE FROM entries WHERE table_id = $1 AND seq IN \
         (SELECT seq FROM entries WHERE table_id = $2 AND kind <> 'e' AND seq <= $3 \
         ORDER BY seq LIMIT 2000)",
    )
    .bind(table.as_str())
    .bind(table.as_str())
    .bind(through)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
