//! Who is expected at a session, and who has come in by which line.

use shared::ids::{DelegationId, KnockId, ParticipantId, SessionId, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::column::optional_id_at;
use super::database::{changed_one, signed, unsigned};
use super::error::StoreError;
use std::collections::HashMap;

const COLUMNS: &str = "line, name, likeness, role, delegation, used_by";

/// A line of a roster as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// Its number, from 1.
    pub line: u32,
    /// What they are called.
    pub name: String,
    /// What stays of the name, however it is written.
    pub likeness: String,
    /// As what they come in.
    pub role: String,
    /// With which delegation.
    pub delegation: Option<DelegationId>,
    /// Who has come in by it.
    pub used_by: Option<ParticipantId>,
}

/// Somebody who is in a session, or has been, as a roster knows people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// Who they are.
    pub participant: ParticipantId,
    /// What stays of their name.
    pub likeness: String,
    /// With which delegation.
    pub delegation: Option<DelegationId>,
}

impl RosterRow {
    /// Whom it expects: lines of the same expect the same person.
    fn expects(&self) -> (&str, Option<&DelegationId>) {
        (&self.likeness, self.delegation.as_ref())
    }
}

/// For how long a roster is kept that nobody has brought anew and nobody has come in by, in milliseconds: a month.
const KEPT: u64 = 30 * 24 * 60 * 60 * 1000;
/// How many lines are written at once: a statement takes so many values.
const AT_ONCE: usize = 100;
/// How many values a line has.
const VALUES: usize = 8;

/// The places of the values of a line in a statement.
fn places(line: usize) -> String {
    let numbers = (1..=VALUES).map(|value| format!("${}", line * VALUES + value));
    format!("({})", numbers.collect::<Vec<_>>().join(", "))
}

/// Erases the rosters that are of no use any more: they name people.
pub(super) async fn forget(
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<u64, StoreError> {
    // Those of a build that did not note down when, are of now.
    sqlx::query("UPDATE roster SET touched_at = $1 WHERE touched_at = 0")
        .bind(signed(now.0)?)
        .execute(&mut *connection)
        .await?;
    let done = sqlx::query(
        "DELETE FROM roster WHERE session_id IN ( \
             SELECT session_id FROM roster GROUP BY session_id HAVING MAX(touched_at) < $1)",
    )
    .bind(signed(now.0.saturating_sub(KEPT))?)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// These take the place of all lines before. Whoever has come in by a line that is there again, has come in by it still.
pub(super) async fn put(
    connection: &mut AnyConnection,
    session: &SessionId,
    rows: &[RosterRow],
    at: Timestamp,
) -> Result<u64, StoreError> {
    let mut used = of_session(connection, session).await?;
    used.retain(|row| row.used_by.is_some());
    sqlx::query("DELETE FROM roster WHERE session_id = $1")
        .bind(session.as_str())
        .execute(&mut *connection)
        .await?;
    let mut before: HashMap<_, Vec<_>> = HashMap::new();
    for row in used.iter().rev() {
        before.entry(row.expects()).or_default().push(&row.used_by);
    }
    for some in rows.chunks(AT_ONCE) {
        let places: Vec<_> = (0..some.len()).map(places).collect();
        let text = format!(
            "INSERT INTO roster \
             (session_id, line, name, likeness, role, delegation, used_by, touched_at) VALUES {}",
            places.join(", ")
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for row in some {
            let was = before.get_mut(&row.expects()).and_then(Vec::pop);
            let used_by = was.and_then(Option::as_ref);
            query = query
                .bind(session.as_str())
                .bind(signed(u64::from(row.line))?)
                .bind(row.name.as_str())
                .bind(row.likeness.as_str())
                .bind(row.role.as_str())
                .bind(row.delegation.as_ref().map(DelegationId::as_str))
                .bind(used_by.map(ParticipantId::as_str))
                .bind(signed(at.0)?);
        }
        query.execute(&mut *connection).await?;
    }
    u64::try_from(rows.len()).map_err(|_| StoreError::OutOfRange)
}

/// Notes down who comes in by a line at the session at which they knock. Whoever comes second finds it used.
pub(super) async fn strike(
    connection: &mut AnyConnection,
    knock: &KnockId,
    line: &RosterRow,
    participant: &ParticipantId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE roster SET used_by = $1, touched_at = $7 WHERE line = $2 AND likeness = $3 AND role = $4 \
         AND COALESCE(delegation, '') = $5 AND used_by IS NULL \
         AND session_id = (SELECT session_id FROM knocks WHERE id = $6)",
    )
    .bind(participant.as_str())
    .bind(signed(u64::from(line.line))?)
    .bind(line.likeness.as_str())
    .bind(line.role.as_str())
    .bind(line.delegation.as_ref().map_or("", DelegationId::as_str))
    .bind(knock.as_str())
    .bind(signed(at.0)?)
    .execute(connection)
    .await?;
    changed_one(&done)
}

/// Somebody is in, or has been, who came another way than by their line: nobody is to come in by it any more. One line is struck that
/// would let in somebody of that name and delegation, unless they have one already; there need be none.
pub(super) async fn strike_like(
    connection: &mut AnyConnection,
    session: &SessionId,
    came: &Came,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE roster SET used_by = $1 WHERE session_id = $2 AND line = ( \
             SELECT line FROM roster WHERE session_id = $2 AND likeness = $3 AND used_by IS NULL \
             AND (role <> 'delegate' OR COALESCE(delegation, '') = $4) \
             ORDER BY CASE WHEN COALESCE(delegation, '') = $4 THEN 0 ELSE 1 END, line LIMIT 1) \
         AND NOT EXISTS (SELECT 1 FROM roster WHERE session_id = $2 AND used_by = $1)",
    )
    .bind(came.participant.as_str())
    .bind(session.as_str())
    .bind(came.likeness.as_str())
    .bind(came.delegation.as_ref().map_or("", DelegationId::as_str))
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Whether anybody is expected at a session.
pub(super) async fn is_any(
    connection: &mut AnyConnection,
    session: &SessionId,
) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM roster WHERE session_id = $1 LIMIT 1")
        .bind(session.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

pub(super) async fn of_session(
    connection: &mut AnyConnection,
    session: &SessionId,
) -> Result<Vec<RosterRow>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM roster WHERE session_id = $1 ORDER BY line");
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(session.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

pub(super) async fn like(
    connection: &mut AnyConnection,
    session: &SessionId,
    likeness: &str,
) -> Result<Vec<RosterRow>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM roster WHERE session_id = $1 AND likeness = $2 \
         AND used_by IS NULL ORDER BY line"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(session.as_str())
        .bind(likeness)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<RosterRow, StoreError> {
    let line = unsigned(row.try_get(0)?)?;
    Ok(RosterRow {
        line: u32::try_from(line).map_err(|_| StoreError::OutOfRange)?,
        name: row.try_get(1)?,
        likeness: row.try_get(2)?,
        role: row.try_get(3)?,
        delegation: optional_id_at(row, 4)?,
        used_by: optional_id_at(row, 5)?,
    })
}
