//! Every write that is not an append. Each is a transaction of its own in the writer's task.

use shared::ids::{InvitationId, ParticipantId, SessionId, TableId, Timestamp};
use sqlx::AnyConnection;

use super::database::Dialect;
use super::error::{Damage, StoreError};
use super::invitation::{self, NewInvitation};
use super::participant::{self, Membership, NewParticipant};
use super::session::{self, NewSession, NewTable};
use super::snapshot::{self, Snapshot};
use super::{compact, quarantine};

pub(super) enum Change {
    CreateSession(NewSession),
    AddTable {
        session: SessionId,
        table: NewTable,
    },
    Retitle {
        session: SessionId,
        title: String,
    },
    AddInvitation(NewInvitation),
    RevokeInvitation {
        id: InvitationId,
        at: Timestamp,
    },
    AddParticipant(NewParticipant),
    AddMembership {
        participant: ParticipantId,
        membership: Membership,
    },
    RemoveMembership {
        participant: ParticipantId,
        session: SessionId,
    },
    Rename {
        participant: ParticipantId,
        name: String,
    },
    PutSnapshot {
        table: TableId,
        snapshot: Snapshot,
    },
    Quarantine {
        damage: Damage,
        at: Timestamp,
    },
    Compact {
        table: TableId,
        through: u64,
    },
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
            Self::AddTable { session, table } => {
                session::add_table(connection, dialect, session, table).await
            }
            Self::Retitle { session, title } => session::retitle(connection, session, title).await,
            Self::AddInvitation(new) => invitation::add(connection, new).await,
            Self::RevokeInvitation { id, at } => invitation::revoke(connection, id, *at).await,
            Self::AddParticipant(new) => participant::add(connection, new).await,
            Self::AddMembership {
                participant,
                membership,
            } => participant::add_membership(connection, participant, membership).await,
            Self::RemoveMembership {
                participant,
                session,
            } => participant::remove_membership(connection, participant, session).await,
            Self::Rename { participant, name } => {
                participant::rename(connection, participant, name).await
            }
            Self::PutSnapshot { table, snapshot } => {
                snapshot::put(connection, table, snapshot).await
            }
            Self::Quarantine { damage, at } => quarantine::put(connection, damage, *at).await,
            Self::Compact { table, through } => compact::some(connection, table, *through).await,
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
