//! One session, carried from one database into another: its logs as they are, with every digest, its people, and how they come in.
//!
//! [`rows`] says which rows those are. All of it arrives in one transaction, or nothing: whatever is taken in the other database
//! already makes it refuse.

mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use shared::ids::{SessionId, TableId, Timestamp};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use super::column::id_at;
use super::database::{Database, Dialect, signed, unsigned};
use super::due::{self, Owed};
use super::error::StoreError;
use crate::clock::now;
use rows::{ALL, Column, Holds, Rows, Taken};

/// Copies a session; [`StoreError::Missing`] if there is none, [`StoreError::Taken`] if something of it is in the other database.
/// How many rows it has.
pub(super) async fn copy(
    (from, to): (&Database, &Database),
    session: &SessionId,
) -> Result<u64, StoreError> {
    let mut from_connection = from.connect().await?;
    let mut to_connection = to.writer().await?;
    // What is read is of one moment, whoever writes meanwhile.
    let mut reading = from_connection
        .begin_with(match from.dialect {
            Dialect::Sqlite => "BEGIN",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })
        .await?;
    let mut writing = to_connection.begin_with(to.begin_writing()).await?;
    let mut copied = 0;
    let mut came = Came {
        session,
        at: now(),
        people: BTreeSet::new(),
    };
    for rows in ALL {
        let some = copy_rows(rows, &mut came, &mut reading, &mut writing).await?;
        if copied + some == 0 {
            // The first row is the session's.
            return Err(StoreError::Missing);
        }
        copied += some;
    }
    owe(&came, &mut reading, &mut writing).await?;
    writing.commit().await?;
    drop(reading.rollback().await);
    drop(from_connection.close().await);
    drop(to_connection.close().await);
    Ok(copied)
}

/// What comes, and when.
struct Came<'a> {
    session: &'a SessionId,
    at: Timestamp,
    /// Who was not known before.
    people: BTreeSet<String>,
}

impl Came<'_> {
    /// Whether a row is carried over at all: whoever has a file could write devices into it for people of this house.
    fn carries(&self, rows: &Rows, row: &AnyRow) -> Result<bool, StoreError> {
        if rows.table != "devices" {
            return Ok(true);
        }
        let owner: String = row.try_get(rows.place("participant")?)?;
        Ok(self.people.contains(&owner))
    }
}

async fn copy_rows(
    rows: &Rows,
    came: &mut Came<'_>,
    from: &mut AnyConnection,
    to: &mut AnyConnection,
) -> Result<u64, StoreError> {
    let select = rows.select(signed(came.at.0)?);
    let asks = select.matches('$').count();
    let mut query = sqlx::query(AssertSqlSafe(select));
    for _ in 0..asks {
        query = query.bind(came.session.as_str());
    }
    let mut found = query.fetch(from);
    let mut copied = 0;
    while let Some(row) = found.try_next().await? {
        if !came.carries(rows, &row)? || is_there(rows, &row, to).await? {
            continue;
        }
        let mut insert = sqlx::query(AssertSqlSafe(rows.insert()));
        for (place, column) in rows.columns.iter().enumerate() {
            insert = if rows.drawn == Some(column.0) {
                insert.bind(rand::random::<[u8; 32]>().to_vec())
            } else {
                bind(insert, &row, place, column)?
            };
        }
        let done = insert.execute(&mut *to).await.map_err(refused)?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Taken);
        }
        if rows.table == "participants" {
            came.people.insert(row.try_get(rows.place("id")?)?);
        }
        copied += 1;
    }
    Ok(copied)
}

/// A row that refers to one which does not come along is a fault, and not the lack of the session.
fn refused(error: sqlx::Error) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_foreign_key_violation() => {
            StoreError::Failed(Arc::new(error))
        }
        _ => error.into(),
    }
}

/// The time of the move is nobody's: tables at which something is due are owed it, from when the house was last known to be up.
async fn owe(
    came: &Came<'_>,
    from: &mut AnyConnection,
    to: &mut AnyConnection,
) -> Result<(), StoreError> {
    let alive = due::alive(from).await?;
    let rows = sqlx::query(
        "SELECT table_id, MAX(at) FROM entries WHERE table_id IN \
         (SELECT due.table_id FROM due JOIN tables ON tables.id = due.table_id \
         WHERE tables.session_id = $1) GROUP BY table_id",
    )
    .bind(came.session.as_str())
    .fetch_all(&mut *from)
    .await?;
    for row in &rows {
        let table: TableId = id_at(row, 0)?;
        let written = Timestamp(unsigned(row.try_get(1)?)?);
        let since = written.max(alive).min(came.at);
        let through = came.at;
        let owed = Owed {
            table,
            since,
            through,
        };
        due::owe(to, &owed).await?;
    }
    Ok(())
}

/// Whether a row may be left out, since it is there: the same person, say, came with another session.
async fn is_there(rows: &Rows, row: &AnyRow, to: &mut AnyConnection) -> Result<bool, StoreError> {
    let alike: &[&str] = match rows.taken {
        Taken::Refuses | Taken::TakesThePlace => return Ok(false),
        Taken::IsTheSame(columns) => columns,
    };
    let mut query = sqlx::query(AssertSqlSafe(rows.count_like(alike)));
    for name in alike {
        let place = rows.place(name)?;
        query = bind(query, row, place, &rows.columns[place])?;
    }
    let there: i64 = query.fetch_one(to).await?.try_get(0)?;
    Ok(there > 0)
}

fn bind<'q>(
    query: Query<'q, Any, AnyArguments>,
    row: &AnyRow,
    place: usize,
    (_, holds): &Column,
) -> Result<Query<'q, Any, AnyArguments>, StoreError> {
    Ok(match holds {
        Holds::Text => query.bind(row.try_get::<Option<String>, _>(place)?),
        Holds::Number => query.bind(row.try_get::<Option<i64>, _>(place)?),
        Holds::Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(place)?),
    })
}
