//! One session, carried from one database into another: its logs as they are, with every digest, its people, and how they come in.
//!
//! [`rows`] says which rows those are. All of it arrives in one transaction, or nothing: whatever is taken in the other database
//! already makes it refuse.

mod rows;

use futures_util::TryStreamExt as _;
use shared::ids::SessionId;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use super::database::{Database, Dialect};
use super::error::StoreError;
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
    for rows in ALL {
        let some = copy_rows(rows, session, &mut reading, &mut writing).await?;
        if copied + some == 0 {
            // The first row is the session's.
            return Err(StoreError::Missing);
        }
        copied += some;
    }
    writing.commit().await?;
    drop(reading.rollback().await);
    drop(from_connection.close().await);
    drop(to_connection.close().await);
    Ok(copied)
}

async fn copy_rows(
    rows: &Rows,
    session: &SessionId,
    from: &mut AnyConnection,
    to: &mut AnyConnection,
) -> Result<u64, StoreError> {
    let select = rows.select();
    let mut query = sqlx::query(AssertSqlSafe(select));
    for _ in 0..rows.asks() {
        query = query.bind(session.as_str());
    }
    let mut found = query.fetch(from);
    let mut copied = 0;
    while let Some(row) = found.try_next().await? {
        if is_there(rows, &row, to).await? {
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
        insert.execute(&mut *to).await?;
        copied += 1;
    }
    Ok(copied)
}

/// Whether a row may be left out, since it is there: the same person, say, came with another session.
async fn is_there(rows: &Rows, row: &AnyRow, to: &mut AnyConnection) -> Result<bool, StoreError> {
    let alike: &[&str] = match rows.taken {
        Taken::Refuses => return Ok(false),
        Taken::IsTheSame(columns) => columns,
    };
    let mut query = sqlx::query(AssertSqlSafe(rows.count_like(alike)));
    for name in alike {
        let place = rows.columns.iter().position(|(column, _)| column == name);
        let place = place.ok_or(StoreError::OutOfRange)?;
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
