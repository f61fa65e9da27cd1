//! Damage that reading came upon, kept until someone looks.

use shared::ids::Timestamp;
use shared::seq::Seq;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::column::{id_at, seq_at};
use super::database::{signed, unsigned};
use super::error::{Damage, DamageKind, StoreError};

/// Remembers the damage; a damaged snapshot is not offered again.
pub(super) async fn put(
    connection: &mut AnyConnection,
    damage: &Damage,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let (kind, through) = kind_to_row(damage.kind);
    sqlx::query(
        "INSERT INTO quarantine (table_id, seq, kind, through, found_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (table_id, seq, kind) DO NOTHING",
    )
    .bind(damage.table.as_str())
    .bind(signed(damage.seq.get())?)
    .bind(kind)
    .bind(signed(through.get())?)
    .bind(signed(at.0)?)
    .execute(&mut *connection)
    .await?;
    if matches!(
        damage.kind,
        DamageKind::Snapshot | DamageKind::SnapshotUntrue
    ) {
        sqlx::query("UPDATE snapshots SET quarantined = 1 WHERE table_id = $1 AND seq = $2")
            .bind(damage.table.as_str())
            .bind(signed(damage.seq.get())?)
            .execute(connection)
            .await?;
    }
    Ok(1)
}

/// Everything in quarantine, and when it was found.
pub(super) async fn all(
    connection: &mut AnyConnection,
) -> Result<Vec<(Damage, Timestamp)>, StoreError> {
    let rows = sqlx::query(
        "SELECT table_id, seq, kind, through, found_at FROM quarantine \
         ORDER BY found_at, table_id, seq",
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<(Damage, Timestamp), StoreError> {
    let kind: &str = row.try_get(2)?;
    let through = seq_at(row, 3)?;
    let kind = kind_from_row(kind, through).ok_or(StoreError::OutOfRange)?;
    let damage = Damage {
        table: id_at(row, 0)?,
        seq: seq_at(row, 1)?,
        kind,
    };
    Ok((damage, Timestamp(unsigned(row.try_get(4)?)?)))
}

fn kind_to_row(kind: DamageKind) -> (&'static str, Seq) {
    match kind {
        DamageKind::Entry => ("entry", Seq::START),
        DamageKind::Gap { through } => ("gap", through),
        DamageKind::BeyondHead => ("beyond-head", Seq::START),
        DamageKind::Chain => ("chain", Seq::START),
        DamageKind::Snapshot => ("snapshot", Seq::START),
        DamageKind::SnapshotUntrue => ("snapshot-untrue", Seq::START),
        DamageKind::SnapshotBeyondHead => ("snapshot-beyond-head", Seq::START),
        DamageKind::Unreplayable => ("unreplayable", Seq::START),
        DamageKind::Revision => ("revision", Seq::START),
        DamageKind::Unreadable => ("unreadable", Seq::START),
    }
}

fn kind_from_row(kind: &str, through: Seq) -> Option<DamageKind> {
    Some(match kind {
        "entry" => DamageKind::Entry,
        "gap" => DamageKind::Gap { through },
        "beyond-head" => DamageKind::BeyondHead,
        "chain" => DamageKind::Chain,
        "snapshot" => DamageKind::Snapshot,
        "snapshot-untrue" => DamageKind::SnapshotUntrue,
        "snapshot-beyond-head" => DamageKind::SnapshotBeyondHead,
        "unreplayable" => DamageKind::Unreplayable,
        "revision" => DamageKind::Revision,
        "unreadable" => DamageKind::Unreadable,
        _ => return None,
    })
}
