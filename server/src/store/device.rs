//! The devices of a person beside the first, and the links by which one more is added. Only hashes of secrets are ever stored.

use shared::ids::{ParticipantId, Timestamp};
use sqlx::AnyConnection;

use super::column::id_at;
use super::database::signed;
use super::digest::Digest;
use super::error::StoreError;

/// How many devices somebody has beside the first; the oldest makes room.
const DEVICES: i64 = 9;

/// A link for one more device that is to be. It takes the place of the one before.
pub(super) async fn put_link(
    connection: &mut AnyConnection,
    secret: &Digest,
    participant: &ParticipantId,
    (at, expires): (Timestamp, Timestamp),
) -> Result<u64, StoreError> {
    sqlx::query("DELETE FROM device_links WHERE participant = $1 OR expires_at <= $2")
        .bind(participant.as_str())
        .bind(signed(at.0)?)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO device_links (secret_hash, participant, expires_at) VALUES ($1, $2, $3)",
    )
    .bind(secret.as_slice())
    .bind(participant.as_str())
    .bind(signed(expires.0)?)
    .execute(connection)
    .await?;
    Ok(1)
}

/// Whose link has that secret, if it is good at that moment.
pub(super) async fn by_link(
    connection: &mut AnyConnection,
    secret: &Digest,
    at: Timestamp,
) -> Result<Option<ParticipantId>, StoreError> {
    let row = sqlx::query(
        "SELECT participant FROM device_links WHERE secret_hash = $1 AND expires_at > $2",
    )
    .bind(secret.as_slice())
    .bind(signed(at.0)?)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(|row| id_at(row, 0)).transpose()
}

/// Uses a link up for a device with that token; [`StoreError::Missing`] if somebody was quicker, or it has expired.
pub(super) async fn add(
    connection: &mut AnyConnection,
    secret: &Digest,
    token: &Digest,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let Some(participant) = by_link(connection, secret, at).await? else {
        return Err(StoreError::Missing);
    };
    let used = sqlx::query("DELETE FROM device_links WHERE secret_hash = $1")
        .bind(secret.as_slice())
        .execute(&mut *connection)
        .await?;
    if used.rows_affected() == 0 {
        return Err(StoreError::Missing);
    }
    sqlx::query(
        "DELETE FROM devices WHERE participant = $1 AND token_hash NOT IN \
         (SELECT token_hash FROM devices WHERE participant = $2 \
         ORDER BY added_at DESC, token_hash LIMIT $3)",
    )
    .bind(participant.as_str())
    .bind(participant.as_str())
    .bind(DEVICES - 1)
    .execute(&mut *connection)
    .await?;
    sqlx::query("INSERT INTO devices (token_hash, participant, added_at) VALUES ($1, $2, $3)")
        .bind(token.as_slice())
        .bind(participant.as_str())
        .bind(signed(at.0)?)
        .execute(connection)
        .await?;
    Ok(1)
}

/// Whose device has that token.
pub(super) async fn owner(
    connection: &mut AnyConnection,
    token: &Digest,
) -> Result<Option<ParticipantId>, StoreError> {
    let row = sqlx::query("SELECT participant FROM devices WHERE token_hash = $1")
        .bind(token.as_slice())
        .fetch_optional(connection)
        .await?;
    row.map(|row| id_at(&row, 0)).transpose()
}
