//! Invitations: links that let people in. Only the hash of a secret is ever stored.

use shared::ids::{DelegationId, InvitationId, SessionId, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::column::{id_at, optional_id_at};
use super::database::{changed_one, signed, unsigned};
use super::digest::Digest;
use super::error::StoreError;

const COLUMNS: &str =
    "id, session_id, role, delegation, created_at, expires_at, revoked_at, used, most";

/// An invitation that is to be.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Its id.
    pub id: InvitationId,
    /// SHA-256 of the secret in the link.
    pub secret_hash: Digest,
    /// The session it lets into; none for the house.
    pub session: Option<SessionId>,
    /// The role it gives.
    pub role: String,
    /// The delegation it seats with.
    pub delegation: Option<DelegationId>,
    /// When it was made.
    pub at: Timestamp,
    /// From when on it is refused.
    pub expires_at: Timestamp,
    /// For how many people it is good; none for any number.
    pub most: Option<u32>,
}

/// An invitation as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its id.
    pub id: InvitationId,
    /// The session it lets into; none for the house.
    pub session: Option<SessionId>,
    /// The role it gives.
    pub role: String,
    /// The delegation it seats with.
    pub delegation: Option<DelegationId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is refused.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// How many people have come in by it.
    pub used: u32,
    /// For how many people it is good; none for any number.
    pub most: Option<u32>,
}

pub(super) async fn add(
    connection: &mut AnyConnection,
    new: &NewInvitation,
) -> Result<u64, StoreError> {
    sqlx::query(
        "INSERT INTO invitations \
         (id, secret_hash, session_id, role, delegation, created_at, expires_at, most) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id.as_str())
    .bind(new.secret_hash.as_slice())
    .bind(new.session.as_ref().map(SessionId::as_str))
    .bind(new.role.as_str())
    .bind(new.delegation.as_ref().map(DelegationId::as_str))
    .bind(signed(new.at.0)?)
    .bind(signed(new.expires_at.0)?)
    .bind(new.most.map(i64::from))
    .execute(connection)
    .await?;
    Ok(1)
}

/// Counts somebody who comes in by it. Whoever comes when it is used up finds it so, however many come at once.
pub(super) async fn take(
    connection: &mut AnyConnection,
    id: &InvitationId,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE invitations SET used = used + 1 WHERE id = $1 AND (most IS NULL OR used < most)",
    )
    .bind(id.as_str())
    .execute(connection)
    .await?;
    changed_one(&done)
}

/// Taking back twice keeps the first time.
pub(super) async fn revoke(
    connection: &mut AnyConnection,
    id: &InvitationId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let done =
        sqlx::query("UPDATE invitations SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2")
            .bind(signed(at.0)?)
            .bind(id.as_str())
            .execute(connection)
            .await?;
    changed_one(&done)
}

pub(super) async fn of_session(
    connection: &mut AnyConnection,
    session: &SessionId,
) -> Result<Vec<InvitationRow>, StoreError> {
    let text =
        format!("SELECT {COLUMNS} FROM invitations WHERE session_id = $1 ORDER BY created_at, id");
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(session.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

pub(super) async fn by_secret(
    connection: &mut AnyConnection,
    hash: &Digest,
) -> Result<Option<InvitationRow>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM invitations WHERE secret_hash = $1");
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(hash.as_slice())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn any_facilitator(
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM invitations WHERE role = 'facilitator' AND session_id IS NULL \
         AND revoked_at IS NULL AND expires_at > $1",
    )
    .bind(signed(now.0)?)
    .fetch_one(connection)
    .await?;
    let count: i64 = row.try_get(0)?;
    Ok(count > 0)
}

fn count(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|_| StoreError::OutOfRange)
}

fn read(row: &AnyRow) -> Result<InvitationRow, StoreError> {
    let revoked_at: Option<i64> = row.try_get(6)?;
    let most: Option<i64> = row.try_get(8)?;
    Ok(InvitationRow {
        id: id_at(row, 0)?,
        session: optional_id_at(row, 1)?,
        role: row.try_get(2)?,
        delegation: optional_id_at(row, 3)?,
        created_at: Timestamp(unsigned(row.try_get(4)?)?),
        expires_at: Timestamp(unsigned(row.try_get(5)?)?),
        revoked_at: revoked_at.map(unsigned).transpose()?.map(Timestamp),
        used: count(row.try_get(7)?)?,
        most: most.map(count).transpose()?,
    })
}
