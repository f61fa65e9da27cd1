//! Codes by which one may knock at a session. They are kept as they are, since a facilitator looks at them again: a code gives the
//! right to knock, and nothing else.

use shared::ids::{InvitationId, SessionId, Timestamp};
use shared::joining::JoinCode;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::column::id_at;
use super::database::{signed, unsigned};
use super::error::StoreError;

/// For how long it is known that a code was one, after it has expired, in milliseconds: a week.
const KEPT: u64 = 7 * 24 * 60 * 60 * 1000;

const COLUMNS: &str = "code, session_id, invitation, made_at, expires_at, revoked_at";

/// A code as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// The code.
    pub code: JoinCode,
    /// At which session one knocks with it.
    pub session: SessionId,
    /// The invitation of whoever made it: whoever comes in by the code belongs to the session by that.
    pub invitation: InvitationId,
    /// When it was made.
    pub made_at: Timestamp,
    /// From when on it is refused.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// The codes before it are taken back, and those forgotten that nobody types any more.
pub(super) async fn put(connection: &mut AnyConnection, new: &CodeRow) -> Result<u64, StoreError> {
    revoke(connection, &new.session, new.made_at).await?;
    sqlx::query("DELETE FROM join_codes WHERE expires_at < $1")
        .bind(signed(new.made_at.0.saturating_sub(KEPT))?)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO join_codes (code, session_id, invitation, made_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(new.code.as_str())
    .bind(new.session.as_str())
    .bind(new.invitation.as_str())
    .bind(signed(new.made_at.0)?)
    .bind(signed(new.expires_at.0)?)
    .execute(connection)
    .await?;
    Ok(1)
}

pub(super) async fn revoke(
    connection: &mut AnyConnection,
    session: &SessionId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE join_codes SET revoked_at = $1 WHERE session_id = $2 AND revoked_at IS NULL",
    )
    .bind(signed(at.0)?)
    .bind(session.as_str())
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

pub(super) async fn one(
    connection: &mut AnyConnection,
    code: &JoinCode,
) -> Result<Option<CodeRow>, StoreError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM join_codes WHERE code = $1"
    )))
    .bind(code.as_str())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn of_session(
    connection: &mut AnyConnection,
    session: &SessionId,
) -> Result<Option<CodeRow>, StoreError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM join_codes WHERE session_id = $1 AND revoked_at IS NULL \
         ORDER BY made_at DESC LIMIT 1"
    )))
    .bind(session.as_str())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<CodeRow, StoreError> {
    let code: String = row.try_get(0)?;
    let revoked_at: Option<i64> = row.try_get(5)?;
    let code = JoinCode::read(&code)
        .ok_or_else(|| sqlx::Error::Decode("what is stored is no code".into()))?;
    Ok(CodeRow {
        code,
        session: id_at(row, 1)?,
        invitation: id_at(row, 2)?,
        made_at: Timestamp(unsigned(row.try_get(3)?)?),
        expires_at: Timestamp(unsigned(row.try_get(4)?)?),
        revoked_at: revoked_at.map(unsigned).transpose()?.map(Timestamp),
    })
}
