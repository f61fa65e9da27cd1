//! The devices of a person beside the first, and the links by which one more is added. Only hashes of secrets are ever stored.

use shared::ids::{ParticipantId, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::column::id_at;
use super::database::{Dialect, signed};
use super::digest::Digest;
use super::error::StoreError;
use super::knock;
use super::statement::TOKENS;

/// How many devices somebody has beside the first; of these, the oldest makes room.
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
    (before, at): (Option<&Digest>, Timestamp),
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
        .execute(&mut *connection)
        .await?;
    if let Some(before) = before {
        knock::take_along(connection, before, token).await?;
    }
    knock::remove_of_member(connection, &participant).await?;
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

/// With which tokens somebody may come in: that of their first device, and those of the others.
pub(super) async fn tokens(
    connection: &mut AnyConnection,
    participant: &ParticipantId,
) -> Result<Vec<Digest>, StoreError> {
    let rows = sqlx::query(
        "SELECT token_hash FROM participants WHERE id = $1 \
         UNION SELECT token_hash FROM devices WHERE participant = $2",
    )
    .bind(participant.as_str())
    .bind(participant.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter().map(token).collect()
}

/// Which of these tokens somebody may come in with.
pub(super) async fn good_tokens(
    connection: &mut AnyConnection,
    dialect: Dialect,
    tokens: &[Digest],
) -> Result<Vec<Digest>, StoreError> {
    let mut good = Vec::with_capacity(tokens.len());
    for (chunk, text) in TOKENS.chunks(dialect, tokens) {
        let mut query = sqlx::query(AssertSqlSafe(text.to_string()));
        for token in chunk {
            query = query.bind(token.as_slice());
        }
        for row in query.fetch_all(&mut *connection).await? {
            good.push(token(&row)?);
        }
    }
    Ok(good)
}

fn token(row: &AnyRow) -> Result<Digest, StoreError> {
    let token: Vec<u8> = row.try_get(0)?;
    Digest::try_from(token)
        .map_err(|_| sqlx::Error::Decode("what is stored is no SHA-256".into()).into())
}

/// Nobody comes in with that token any more, nor by a link that its owner made and nobody used. Where it was the first one's, the device added last is the first from then on; if
/// there is none, `nobody` takes the place, which no cookie has.
pub(super) async fn end(
    connection: &mut AnyConnection,
    token: &Digest,
    nobody: &Digest,
) -> Result<u64, StoreError> {
    knock::remove_of(connection, token).await?;
    // Whoever signs out leaves no way in behind.
    sqlx::query(
        "DELETE FROM device_links WHERE participant IN (SELECT participant FROM devices \
         WHERE token_hash = $1 UNION SELECT id FROM participants WHERE token_hash = $2)",
    )
    .bind(token.as_slice())
    .bind(token.as_slice())
    .execute(&mut *connection)
    .await?;
    let done = sqlx::query("DELETE FROM devices WHERE token_hash = $1")
        .bind(token.as_slice())
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() > 0 {
        return Ok(1);
    }
    let next = sqlx::query(
        "SELECT d.token_hash FROM devices d JOIN participants p ON p.id = d.participant \
         WHERE p.token_hash = $1 ORDER BY d.added_at DESC, d.token_hash LIMIT 1",
    )
    .bind(token.as_slice())
    .fetch_optional(&mut *connection)
    .await?;
    let next: Option<Vec<u8>> = next.map(|row| row.try_get(0)).transpose()?;
    if let Some(next) = &next {
        sqlx::query("DELETE FROM devices WHERE token_hash = $1")
            .bind(next.as_slice())
            .execute(&mut *connection)
            .await?;
    }
    let done = sqlx::query("UPDATE participants SET token_hash = $1 WHERE token_hash = $2")
        .bind(next.as_deref().unwrap_or(nobody))
        .bind(token.as_slice())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Somebody comes in with that token only, and by no link that they have made; [`StoreError::Missing`] if it is not theirs (any
/// more).
pub(super) async fn end_others(
    connection: &mut AnyConnection,
    participant: &ParticipantId,
    token: &Digest,
) -> Result<u64, StoreError> {
    let all = tokens(connection, participant).await?;
    if !all.contains(token) {
        return Err(StoreError::Missing);
    }
    for other in all.iter().filter(|other| *other != token) {
        knock::remove_of(connection, other).await?;
    }
    for text in [
        "DELETE FROM devices WHERE participant = $1",
        "DELETE FROM device_links WHERE participant = $1",
    ] {
        sqlx::query(text)
            .bind(participant.as_str())
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query("UPDATE participants SET token_hash = $1 WHERE id = $2")
        .bind(token.as_slice())
        .bind(participant.as_str())
        .execute(connection)
        .await?;
    Ok(1)
}
