//! Snapshots make opening fast; the log stays the truth.

use bytes::Bytes;
use shared::ids::{TableId, Timestamp};
use shared::seq::Seq;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::column::seq_at;
use super::database::{signed, unsigned};
use super::digest::Record;
use super::entry;
use super::error::{Damage, DamageKind, StoreError};

/// A table as it was after its entry `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The last entry that it holds.
    pub seq: Seq,
    /// When it was taken.
    pub at: Timestamp,
    /// What the table's task wants to find again.
    pub body: Bytes,
}

impl Snapshot {
    fn digest(&self, table: &TableId) -> super::Digest {
        Record {
            table,
            seq: self.seq,
            participant: None,
            at: self.at,
            body: &self.body,
        }
        .snapshot_digest()
    }
}

/// Stores a snapshot and keeps one more: should this one rot, the older and the log still do.
pub(super) async fn put(
    connection: &mut AnyConnection,
    table: &TableId,
    snapshot: &Snapshot,
) -> Result<u64, StoreError> {
    let head = entry::head(connection, table).await?;
    let head = head.ok_or_else(|| StoreError::UnknownTable(table.clone()))?;
    if snapshot.seq > head.seq {
        return Err(StoreError::OutOfRange);
    }
    sqlx::query(
        "INSERT INTO snapshots (table_id, seq, at, body, digest, quarantined) \
         VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (table_id, seq) DO UPDATE SET \
         at = excluded.at, body = excluded.body, digest = excluded.digest, quarantined = 0",
    )
    .bind(table.as_str())
    .bind(signed(snapshot.seq.get())?)
    .bind(signed(snapshot.at.0)?)
    .bind(&snapshot.body[..])
    .bind(snapshot.digest(table).as_slice())
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "DELETE FROM snapshots WHERE table_id = $1 AND quarantined = 0 AND seq < \
         (SELECT MIN(seq) FROM (SELECT seq FROM snapshots WHERE table_id = $2 \
         AND quarantined = 0 ORDER BY seq DESC LIMIT 2) AS newest)",
    )
    .bind(table.as_str())
    .bind(table.as_str())
    .execute(connection)
    .await?;
    Ok(1)
}

/// The numbers of the snapshots that are not quarantined, newest first.
pub(super) async fn kept(
    connection: &mut AnyConnection,
    table: &TableId,
) -> Result<Vec<Seq>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq FROM snapshots WHERE table_id = $1 AND quarantined = 0 ORDER BY seq DESC",
    )
    .bind(table.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| seq_at(row, 0)).collect()
}

/// The numbers of all snapshots, those in quarantine included.
pub(super) async fn all(
    connection: &mut AnyConnection,
    table: &TableId,
) -> Result<Vec<Seq>, StoreError> {
    let rows = sqlx::query("SELECT seq FROM snapshots WHERE table_id = $1 ORDER BY seq")
        .bind(table.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| seq_at(row, 0)).collect()
}

/// A snapshot is gone, and that it was found to be damaged.
pub(super) async fn leave_out(
    connection: &mut AnyConnection,
    table: &TableId,
    seq: Seq,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM snapshots WHERE table_id = $1 AND seq = $2",
        "DELETE FROM quarantine WHERE table_id = $1 AND seq = $2",
    ] {
        sqlx::query(sql)
            .bind(table.as_str())
            .bind(signed(seq.get())?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// One snapshot, refused if it does not match its digest.
pub(super) async fn at(
    connection: &mut AnyConnection,
    table: &TableId,
    seq: Seq,
) -> Result<Option<Snapshot>, StoreError> {
    let row = sqlx::query(
        "SELECT seq, at, body, digest FROM snapshots \
         WHERE table_id = $1 AND seq = $2",
    )
    .bind(table.as_str())
    .bind(signed(seq.get())?)
    .fetch_optional(connection)
    .await?;
    row.map(|row| check(table, &row)).transpose()
}

fn check(table: &TableId, row: &AnyRow) -> Result<Snapshot, StoreError> {
    let body: Vec<u8> = row.try_get(2)?;
    let snapshot = Snapshot {
        seq: seq_at(row, 0)?,
        at: Timestamp(unsigned(row.try_get(1)?)?),
        body: body.into(),
    };
    let digest: &[u8] = row.try_get(3)?;
    if snapshot.digest(table) == digest {
        Ok(snapshot)
    } else {
        let (table, seq) = (table.clone(), snapshot.seq);
        Err(StoreError::Damaged(Damage {
            table,
            seq,
            kind: DamageKind::Snapshot,
        }))
    }
}
