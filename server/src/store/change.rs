//! Every write that is not an append. Each is a transaction of its own in the writer's task.

use shared::ids::{InvitationId, TableId, Timestamp};
use shared::seq::Seq;
use sqlx::AnyConnection;

use super::database::Dialect;
use super::due::Owed;
use super::error::{Damage, StoreError};
use super::invitation::{self, NewInvitation};
use super::node::{self, NodeRow};
use super::row_change::RowChange;
use super::session::{self, NewSession};
use super::session_change::{self, SessionChange};
use super::snapshot::{self, Snapshot};
use super::{compact, due, quarantine};

pub(super) enum Change {
    CreateSession(NewSession),
    Session(SessionChange),
    AddInvitation(NewInvitation),
    RevokeInvitation { id: InvitationId, at: Timestamp },
    Rows(Vec<RowChange>),
    PutSnapshot { table: TableId, snapshot: Snapshot },
    Quarantine { damage: Damage, at: Timestamp },
    Compact { table: TableId, through: Seq },
    Beat(Timestamp),
    Owe(Owed),
    Even(Owed),
    Node(NodeRow),
    NodeGone(NodeRow),
    BusKey(String),
    Grow,
    Shrink,
}

impl Change {
    /// Makes the change inside a transaction that the caller began; how many rows it concerned.
    pub(super) async fn make(
        &self,
        connection: &mut AnyConnection,
        dialect: Dialect,
    ) -> Result<u64, StoreError> {
        match self {
            Self::CreateSession(new) => session::create(connection, dialect, new).await,
            Self::Session(change) => session_change::make(connection, dialect, change).await,
            Self::AddInvitation(new) => invitation::add(connection, new).await,
            Self::RevokeInvitation { id, at } => invitation::revoke(connection, id, *at).await,
            Self::Rows(rows) => {
                let mut concerned = 0;
                for row in rows {
                    concerned += row.make(connection, dialect).await?;
                }
                Ok(concerned)
            }
            Self::PutSnapshot { table, snapshot } => {
                snapshot::put(connection, table, snapshot).await
            }
            Self::Quarantine { damage, at } => quarantine::put(connection, damage, *at).await,
            Self::Compact { table, through } => compact::some(connection, table, *through).await,
            Self::Beat(at) => due::beat(connection, *at).await,
            Self::Owe(owed) => due::owe(connection, owed).await,
            Self::Even(owed) => due::is_even(connection, owed).await,
            Self::Node(row) => node::beat(connection, row).await,
            Self::NodeGone(row) => node::gone(connection, row).await,
            Self::BusKey(fresh) => node::agree(connection, fresh).await,
            Self::Grow => grow(connection).await,
            Self::Shrink => shrink(connection).await,
        }
    }
}

/// How much must still fit for the store to be called ready.
const PROBE_BYTES: usize = 32 * 1024;

/// Proves that the database can grow. Committed before `shrink`, so that what was free is used up:
/// the freed pages are then there for entries.
async fn grow(connection: &mut AnyConnection) -> Result<u64, StoreError> {
    let body = vec![0_u8; PROBE_BYTES];
    sqlx::query("INSERT INTO probe (body) VALUES ($1)")
        .bind(body)
        .execute(connection)
        .await?;
    Ok(1)
}

async fn shrink(connection: &mut AnyConnection) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM probe").execute(connection).await?;
    Ok(done.rows_affected())
}
