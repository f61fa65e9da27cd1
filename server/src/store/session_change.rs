//! What changes in a session: entries of its log, and the rows that belong to them.

use shared::ids::SessionId;
use shared::seq::Seq;
use sqlx::AnyConnection;

use super::database::{Dialect, signed};
use super::entry::Draft;
use super::error::StoreError;
use super::row_change::RowChange;
use super::session::{OWN_LOG, add_row, append};

/// What happened in a session: what its log takes, and the rows that belong to it. All or nothing.
#[derive(Debug, Clone)]
pub struct SessionChange {
    /// The session.
    pub session: SessionId,
    /// Where its log ended when this was decided; 0 if it has none yet.
    pub head: Seq,
    /// What its log takes.
    pub drafts: Vec<Draft>,
    /// What else is written.
    pub rows: Vec<RowChange>,
    /// Whether it takes something away from somebody: what was decided at a table without having seen it is not appended then.
    pub takes_away: bool,
}

/// What happened in a session; [`StoreError::Moved`] if it was decided on another state. How many entries its log has then.
pub(super) async fn make(
    connection: &mut AnyConnection,
    dialect: Dialect,
    change: &SessionChange,
) -> Result<u64, StoreError> {
    let log = change.session.log();
    if change.head == Seq::START {
        let begun = add_row(connection, &change.session, &log, OWN_LOG).await;
        begun.map_err(|error| match error {
            StoreError::Taken => StoreError::Moved,
            error => error,
        })?;
    } else {
        // Whoever comes second waits for the row, and finds that it has moved.
        let held = sqlx::query("UPDATE tables SET head = head WHERE id = $1 AND head = $2")
            .bind(log.as_str())
            .bind(signed(change.head.get())?)
            .execute(&mut *connection)
            .await?;
        if held.rows_affected() == 0 {
            return Err(StoreError::Moved);
        }
    }
    for row in &change.rows {
        row.make(connection, dialect).await?;
    }
    let head = append(connection, dialect, &log, &change.drafts).await?;
    if change.takes_away {
        sqlx::query("UPDATE tables SET fence = head WHERE id = $1")
            .bind(log.as_str())
            .execute(connection)
            .await?;
    }
    Ok(head)
}
