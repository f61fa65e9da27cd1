//! An audit: whether every snapshot is what its log adds up to.
//!
//! `Store::verify` knows that rows are as they were written. This knows that what was written makes
//! sense: it replays each log from its beginning and compares, and hashes what was frozen. A snapshot that tells otherwise is set
//! aside, and the table opens from its log.

use crate::revisions;
use crate::sessions::state::replay;
use crate::store::{Damage, DamageKind, Report, Snapshot, Store, StoreError};
use crate::tables::state::{StateError, TableState};
use shared::ids::TableId;
use shared::seq::Seq;

/// Verifies rows, then snapshots against the log, and that the logs of sessions make sense. Logs whose rows are damaged are
/// not replayed.
pub async fn audit(store: &Store) -> Result<Report, StoreError> {
    let mut report = store.verify().await?;
    for table in store.tables().await? {
        if report.damage.iter().any(|damage| damage.table == table) {
            continue;
        }
        match untrue_although_compacted(store, &table).await {
            Ok(snapshots) => {
                for seq in snapshots {
                    store.set_aside(&table, seq).await;
                    report.damage.push(Damage {
                        table: table.clone(),
                        seq,
                        kind: DamageKind::SnapshotUntrue,
                    });
                }
            }
            Err(error) => report.damage.extend(damage(&table, error)?),
        }
        for seq in revisions::untrue(store, &table).await? {
            report.damage.push(Damage {
                table: table.clone(),
                seq,
                kind: DamageKind::Revision,
            });
        }
    }
    for session in store.session_logs().await? {
        let log = session.log();
        if report.damage.iter().all(|damage| damage.table != log)
            && let Err(error) = replay(store, &session).await
        {
            report.damage.extend(damage(&log, error)?);
        }
    }
    Ok(report)
}

/// What is damaged about a log that cannot be replayed.
fn damage(log: &TableId, error: StateError) -> Result<Option<Damage>, StoreError> {
    match error {
        StateError::Store(StoreError::Damaged(damage)) => Ok(Some(damage)),
        // To this build it is; it tells so, and changes nothing.
        StateError::Damaged { seq, .. }
        | StateError::Newer { seq, .. }
        | StateError::Store(StoreError::Compacted { through: seq, .. }) => Ok(Some(Damage {
            table: log.clone(),
            seq,
            kind: DamageKind::Unreplayable,
        })),
        StateError::Store(error) => Err(error),
        // Whoever removes tables does so behind our back.
        StateError::NotFound(_) => Ok(None),
    }
}

/// The same as [`untrue`], of a table that may be live: again if it was compacted meanwhile.
async fn untrue_although_compacted(store: &Store, table: &TableId) -> Result<Vec<Seq>, StateError> {
    loop {
        let before = store.head(table).await?.map(|head| head.compacted);
        let found = untrue(store, table).await;
        let now = store.head(table).await?.map(|head| head.compacted);
        if found.is_ok() || before == now {
            return found;
        }
    }
}

/// The snapshots of a table that are not what its log adds up to, oldest first.
async fn untrue(store: &Store, table: &TableId) -> Result<Vec<Seq>, StateError> {
    let head = store.head(table).await?;
    let head = head.ok_or_else(|| StateError::NotFound(table.clone()))?;
    let mut untrue = Vec::new();
    let mut replayed = match head.compacted {
        Seq::START => Some(TableState::from_log(store, table).await?),
        _ => None,
    };
    for snapshot in oldest_first(store, table).await? {
        let told = match TableState::from_snapshot(table, &snapshot) {
            Err(newer @ StateError::Newer { .. }) => return Err(newer),
            told => told.ok(),
        };
        let is_true = if let Some(state) = &mut replayed {
            state.read_on(store, table, snapshot.seq).await?;
            told.is_some_and(|mut told| told.is_same_as(state))
        } else {
            // The beginning was compacted into this one; only what follows it can be checked.
            replayed = told;
            replayed.is_some()
        };
        if !is_true {
            untrue.push(snapshot.seq);
        }
    }
    let mut state = match replayed {
        Some(state) => state,
        None => TableState::from_log(store, table).await?,
    };
    state.read_on(store, table, head.seq).await?;
    Ok(untrue)
}

async fn oldest_first(store: &Store, table: &TableId) -> Result<Vec<Snapshot>, StoreError> {
    let mut snapshots = Vec::new();
    let mut than = None;
    while let Some(snapshot) = store.older_snapshot(table, than).await? {
        than = Some(snapshot.seq);
        snapshots.push(snapshot);
    }
    snapshots.reverse();
    Ok(snapshots)
}
