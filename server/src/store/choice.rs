//! What delegations say on secret ballots that are open: rows beside the log, written in the transaction that appends the
//! event that says so, and erased in the one that closes the ballot.

use shared::features::ballots::{Said, SecretChange};
use shared::ids::{BallotId, DelegationId, TableId};
use shared::seq::Seq;
use sqlx::{AnyConnection, Row as _};

use super::error::{Damage, DamageKind, StoreError};

/// What a delegation says on an open ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceRow {
    /// On which ballot.
    pub ballot: BallotId,
    /// Which delegation.
    pub delegation: DelegationId,
    /// What.
    pub said: Said,
}

/// Makes a change inside a transaction that the caller began.
pub(super) async fn make(
    connection: &mut AnyConnection,
    table: &TableId,
    change: &SecretChange,
) -> Result<(), StoreError> {
    match change {
        SecretChange::Keep {
            ballot,
            delegation,
            said,
        } => {
            // Our own types, whose maps have text keys, cannot fail to serialise.
            let body = serde_json::to_vec(said).unwrap_or_default();
            sqlx::query(
                "INSERT INTO choices (table_id, ballot, delegation, said_on, body) \
                 VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (table_id, ballot, delegation, said_on) DO UPDATE SET body = excluded.body",
            )
            .bind(table.as_str())
            .bind(ballot.as_str())
            .bind(delegation.as_str())
            .bind(said.on())
            .bind(body)
            .execute(connection)
            .await?;
        }
        SecretChange::Erase { ballot } => {
            sqlx::query("DELETE FROM choices WHERE table_id = $1 AND ballot = $2")
                .bind(table.as_str())
                .bind(ballot.as_str())
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

/// All that is kept of a table.
pub(super) async fn of(
    connection: &mut AnyConnection,
    table: &TableId,
) -> Result<Vec<ChoiceRow>, StoreError> {
    let rows = sqlx::query("SELECT ballot, delegation, body FROM choices WHERE table_id = $1")
        .bind(table.as_str())
        .fetch_all(connection)
        .await?;
    let read = |row: &sqlx::any::AnyRow| {
        let ballot: String = row.try_get(0)?;
        let delegation: String = row.try_get(1)?;
        let body: Vec<u8> = row.try_get(2)?;
        let read = || {
            Some(ChoiceRow {
                ballot: BallotId::new(ballot).ok()?,
                delegation: DelegationId::new(delegation).ok()?,
                said: serde_json::from_slice(&body).ok()?,
            })
        };
        read().ok_or_else(|| {
            StoreError::Damaged(Damage {
                table: table.clone(),
                seq: Seq::START,
                kind: DamageKind::Entry,
            })
        })
    };
    rows.iter().map(read).collect()
}
