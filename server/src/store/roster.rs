//! Who is expected at a session, and who has come in by which line.

use shared::ids::{DelegationId, KnockId, ParticipantId, SessionId};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::column::optional_id_at;
use super::database::{signed, unsigned};
use super::error::StoreError;

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

impl RosterRow {
    /// Whether both expect the same person.
    fn is_like(&self, other: &Self) -> bool {
        (&self.likeness, &self.delegation) == (&other.likeness, &other.delegation)
    }
}

/// These take the place of all lines before. Whoever has come in by a line that is there again, has come in by it still.
pub(super) async fn put(
    connection: &mut AnyConnection,
    session: &SessionId,
    rows: &[RosterRow],
) -> Result<u64, StoreError> {
    let mut used = of_session(connection, session).await?;
    used.retain(|row| row.used_by.is_some());
    sqlx::query("DELETE FROM roster WHERE session_id = $1")
        .bind(session.as_str())
        .execute(&mut *connection)
        .await?;
    for row in rows {
        let is_it = |was: &RosterRow| was.is_like(row);
        let was = used.iter().position(is_it).map(|at| used.swap_remove(at));
        let used_by = was.and_then(|was| was.used_by);
        sqlx::query(
            "INSERT INTO roster (session_id, line, name, likeness, role, delegation, used_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(session.as_str())
        .bind(signed(u64::from(row.line))?)
        .bind(row.name.as_str())
        .bind(row.likeness.as_str())
        .bind(row.role.as_str())
        .bind(row.delegation.as_ref().map(DelegationId::as_str))
        .bind(used_by.as_ref().map(ParticipantId::as_str))
        .execute(&mut *connection)
        .await?;
    }
    u64::try_from(rows.len()).map_err(|_| StoreError::OutOfRange)
}

/// Notes down who comes in by a line at the session at which they knock. Whoever comes second finds it used.
pub(super) async fn strike(
    connection: &mut AnyConnection,
    knock: &KnockId,
    line: &RosterRow,
    participant: &ParticipantId,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE roster SET used_by = $1 WHERE line = $2 AND likeness = $3 AND used_by IS NULL \
         AND session_id = (SELECT session_id FROM knocks WHERE id = $4)",
    )
    .bind(participant.as_str())
    .bind(signed(u64::from(line.line))?)
    .bind(line.likeness.as_str())
    .bind(knock.as_str())
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 {
        Err(StoreError::Missing)
    } else {
        Ok(1)
    }
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
