//! Who knocks, and what they were told. These rows name people, and are erased after a while.

use shared::ids::{DelegationId, KnockId, ParticipantId, SessionId, Timestamp};
use shared::limits;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::column::{id_at, optional_id_at};
use super::database::{signed, unsigned};
use super::digest::Digest;
use super::error::StoreError;

/// For how long somebody may wait, in milliseconds: a day. Whoever comes after that knocks again.
const WAITING: u64 = 24 * 60 * 60 * 1000;
/// For how long it is kept what somebody was told, in milliseconds: a week.
const ANSWERED: u64 = 7 * WAITING;

const COLUMNS: &str = "id, session_id, name, delegation, token_hash, knocked_at, state, word, \
                       participant, by_roster, origin, title";

/// What became of a knock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnockState {
    /// Nobody has answered.
    Waiting,
    /// They were let in.
    Admitted,
    /// They were not.
    Declined,
}

impl KnockState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Admitted => "admitted",
            Self::Declined => "declined",
        }
    }

    fn read(text: &str) -> Result<Self, StoreError> {
        let all = [Self::Waiting, Self::Admitted, Self::Declined];
        let found = all.into_iter().find(|state| state.as_str() == text);
        let error = || sqlx::Error::Decode("what is stored is no state of a knock".into());
        Ok(found.ok_or_else(error)?)
    }
}

/// A knock as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnockRow {
    /// Its id.
    pub id: KnockId,
    /// At which session.
    pub session: SessionId,
    /// The name that they gave.
    pub name: String,
    /// What stands before it; may be empty.
    pub title: String,
    /// For whom they said that they speak.
    pub delegation: Option<DelegationId>,
    /// SHA-256 of the token in their cookie: it names them once they are in.
    pub token_hash: Digest,
    /// When they knocked.
    pub at: Timestamp,
    /// What became of it.
    pub state: KnockState,
    /// What they were told who were not let in.
    pub word: String,
    /// Who they are who were let in.
    pub participant: Option<ParticipantId>,
    /// Whether the roster let them in.
    pub by_roster: bool,
    /// A mark of the address from which they knock, if it is known.
    pub origin: Option<Digest>,
}

pub(super) async fn put(connection: &mut AnyConnection, new: &KnockRow) -> Result<u64, StoreError> {
    if is_in(connection, new).await? {
        return Ok(0);
    }
    sqlx::query("DELETE FROM knocks WHERE token_hash = $1 AND session_id = $2")
        .bind(new.token_hash.as_slice())
        .bind(new.session.as_str())
        .execute(&mut *connection)
        .await?;
    forget(connection, new.at).await?;
    let row = sqlx::query(
        "SELECT COUNT(*), COUNT(CASE WHEN origin = $2 THEN 1 END) FROM knocks \
         WHERE session_id = $1 AND state = 'waiting'",
    )
    .bind(new.session.as_str())
    .bind(new.origin.as_ref().map(Digest::as_slice))
    .fetch_one(&mut *connection)
    .await?;
    let [all, there]: [i64; 2] = [row.try_get(0)?, row.try_get(1)?];
    let is_full = |count, most| usize::try_from(count).is_ok_and(|count: usize| count >= most);
    if is_full(all, limits::KNOCKS) || is_full(there, limits::KNOCKS_OF_ONE) {
        return Err(StoreError::Missing);
    }
    sqlx::query(
        "INSERT INTO knocks \
         (id, session_id, name, delegation, token_hash, knocked_at, state, word, by_roster, origin, title) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
    )
    .bind(new.id.as_str())
    .bind(new.session.as_str())
    .bind(new.name.as_str())
    .bind(new.delegation.as_ref().map(DelegationId::as_str))
    .bind(new.token_hash.as_slice())
    .bind(signed(new.at.0)?)
    .bind(new.state.as_str())
    .bind(new.word.as_str())
    .bind(new.origin.as_ref().map(Digest::as_slice))
    .bind(new.title.as_str())
    .execute(connection)
    .await?;
    Ok(1)
}

/// Erases what is not kept any longer.
pub(super) async fn forget(
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let [waiting, answered] = since(now)?;
    let done = sqlx::query(
        "DELETE FROM knocks WHERE (state = 'waiting' AND knocked_at < $1) OR knocked_at < $2",
    )
    .bind(waiting)
    .bind(answered)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// From when on somebody waits still, and from when on it is known what they were told.
fn since(now: Timestamp) -> Result<[i64; 2], StoreError> {
    let since = |kept| signed(now.0.saturating_sub(kept));
    Ok([since(WAITING)?, since(ANSWERED)?])
}

/// Whether whoever knocks has been let in meanwhile, and has their place still.
async fn is_in(connection: &mut AnyConnection, new: &KnockRow) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT 1 FROM knocks k JOIN memberships m \
         ON m.participant = k.participant AND m.session_id = k.session_id \
         WHERE k.token_hash = $1 AND k.session_id = $2 AND k.state = 'admitted' LIMIT 1",
    )
    .bind(new.token_hash.as_slice())
    .bind(new.session.as_str())
    .fetch_optional(connection)
    .await?;
    Ok(row.is_some())
}

/// Whoever answers second finds nobody waiting, and nothing is done twice.
pub(super) async fn admit(
    connection: &mut AnyConnection,
    id: &KnockId,
    participant: &ParticipantId,
    at: Timestamp,
    by_roster: bool,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE knocks SET state = 'admitted', participant = $1, answered_at = $2, by_roster = $3 \
         WHERE id = $4 AND state = 'waiting'",
    )
    .bind(participant.as_str())
    .bind(signed(at.0)?)
    .bind(i64::from(by_roster))
    .bind(id.as_str())
    .execute(connection)
    .await?;
    waited(done.rows_affected())
}

pub(super) async fn decline(
    connection: &mut AnyConnection,
    id: &KnockId,
    word: &str,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE knocks SET state = 'declined', word = $1, answered_at = $2 \
         WHERE id = $3 AND state = 'waiting'",
    )
    .bind(word)
    .bind(signed(at.0)?)
    .bind(id.as_str())
    .execute(connection)
    .await?;
    waited(done.rows_affected())
}

fn waited(rows: u64) -> Result<u64, StoreError> {
    if rows == 0 {
        Err(StoreError::Missing)
    } else {
        Ok(rows)
    }
}

pub(super) async fn remove(
    connection: &mut AnyConnection,
    id: &KnockId,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM knocks WHERE id = $1")
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Nobody waits, or hears what became of their knock, by that token any more.
pub(super) async fn remove_of(
    connection: &mut AnyConnection,
    token: &Digest,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM knocks WHERE token_hash = $1")
        .bind(token.as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

/// A browser has another token from now on: it goes on waiting by that, if it was nobody's, and otherwise no more.
pub(super) async fn take_along(
    connection: &mut AnyConnection,
    before: &Digest,
    token: &Digest,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE knocks SET token_hash = $1 WHERE token_hash = $2 AND state = 'waiting' \
         AND NOT EXISTS (SELECT 1 FROM participants p WHERE p.token_hash = $3) \
         AND NOT EXISTS (SELECT 1 FROM devices d WHERE d.token_hash = $4)",
    )
    .bind(token.as_slice())
    .bind(before.as_slice())
    .bind(before.as_slice())
    .bind(before.as_slice())
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM knocks WHERE token_hash = $1 AND state = 'waiting'")
        .bind(before.as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whoever belongs to a session, however they came in, is not at its door any more.
pub(super) async fn remove_of_member(
    connection: &mut AnyConnection,
    participant: &ParticipantId,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM knocks WHERE state = 'waiting' \
         AND session_id IN (SELECT session_id FROM memberships WHERE participant = $1) \
         AND token_hash IN (SELECT token_hash FROM participants WHERE id = $2 \
         UNION SELECT token_hash FROM devices WHERE participant = $3)",
    )
    .bind(participant.as_str())
    .bind(participant.as_str())
    .bind(participant.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn one(
    connection: &mut AnyConnection,
    id: &KnockId,
) -> Result<Option<KnockRow>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM knocks WHERE id = $1");
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(id.as_str())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn by_token(
    connection: &mut AnyConnection,
    hash: &Digest,
    now: Timestamp,
) -> Result<Option<KnockRow>, StoreError> {
    let [waiting, answered] = since(now)?;
    let text = format!(
        "SELECT {COLUMNS} FROM knocks WHERE token_hash = $1 \
         AND (state <> 'waiting' OR knocked_at >= $2) AND knocked_at >= $3 ORDER BY knocked_at DESC, id LIMIT 1"
    );
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(hash.as_slice())
        .bind(waiting)
        .bind(answered)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn at_session(
    connection: &mut AnyConnection,
    session: &SessionId,
    state: KnockState,
    (most, now): (usize, Timestamp),
) -> Result<Vec<KnockRow>, StoreError> {
    let order = match state {
        KnockState::Waiting => "knocked_at, id",
        KnockState::Admitted | KnockState::Declined => "answered_at DESC, id",
    };
    let text = format!(
        "SELECT {COLUMNS} FROM knocks WHERE session_id = $1 AND state = $2 AND knocked_at >= $4 \
         ORDER BY {order} LIMIT $3"
    );
    let [waiting, answered] = since(now)?;
    let since = match state {
        KnockState::Waiting => waiting,
        KnockState::Admitted | KnockState::Declined => answered,
    };
    let most = i64::try_from(most).map_err(|_| StoreError::OutOfRange)?;
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(session.as_str())
        .bind(state.as_str())
        .bind(most)
        .bind(since)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<KnockRow, StoreError> {
    let hash: Vec<u8> = row.try_get(4)?;
    let hash = Digest::try_from(hash)
        .map_err(|_| sqlx::Error::Decode("what is stored is no SHA-256".into()))?;
    let state: String = row.try_get(6)?;
    let by_roster: i64 = row.try_get(9)?;
    let origin: Option<Vec<u8>> = row.try_get(10)?;
    Ok(KnockRow {
        id: id_at(row, 0)?,
        session: id_at(row, 1)?,
        name: row.try_get(2)?,
        title: row.try_get(11)?,
        delegation: optional_id_at(row, 3)?,
        token_hash: hash,
        at: Timestamp(unsigned(row.try_get(5)?)?),
        state: KnockState::read(&state)?,
        word: row.try_get(7)?,
        participant: optional_id_at(row, 8)?,
        by_roster: by_roster != 0,
        origin: origin.and_then(|origin| Digest::try_from(origin).ok()),
    })
}
