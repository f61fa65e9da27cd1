//! What can be said of a database before anybody works with it. Nothing is changed, and no file is made.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use shared::ids::Timestamp;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};

use super::database::{self, Database, Dialect, unsigned};
use super::error::StoreError;
use super::schema;

/// What a database was found to be.
#[derive(Debug, Clone)]
pub struct Examined {
    /// Whether it is a server that several machines can reach.
    pub is_server: bool,
    /// How long it took to connect and be answered.
    pub answered_in: Duration,
    /// The version of its schema; nothing if there is none yet.
    pub schema: Option<i64>,
    /// The newest version that this program knows.
    pub known: i64,
    /// Whether something can be written, and how long the lock for that took.
    pub writes: Result<Duration, StoreError>,
    /// Whether another process is changing the schema just now.
    pub is_migrating: bool,
    /// What its clock says, and what ours said meanwhile; nothing where it goes by ours.
    pub clock: Option<(Timestamp, Timestamp)>,
    /// The latest time that stands at the end of a log.
    pub latest: Option<Timestamp>,
    /// How many processes work on it, or have ended without saying so.
    pub nodes: u64,
}

/// The file that an address names, whether it is there or not; nothing if it names none.
pub fn file_of(url: &str) -> Result<Option<PathBuf>, StoreError> {
    database::file(url)
}

/// Whether a database is one of this program's: SQLite makes a file of any name, and opens what others have made.
pub async fn is_ours(url: &str) -> Result<bool, StoreError> {
    if database::file(url)?.is_some_and(|file| !file.exists()) {
        return Ok(false);
    }
    let database = Database::at(url)?;
    if database.dialect == Dialect::Postgres {
        return Ok(true);
    }
    let mut connection = database.connect().await?;
    let sql = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' \
               AND name IN ('schema_version', 'sessions', 'tables', 'entries')";
    let there = number(&mut connection, sql).await;
    drop(connection.close().await);
    Ok(there? == Some(4))
}

/// The same of a file.
pub async fn is_file_ours(file: &Path) -> Result<bool, StoreError> {
    is_ours(&database::url_of(file)?).await
}

/// Whether another process has a SQLite database open, however long ago it wrote: only whoever is alone may end WAL mode, which the
/// next that opens it begins again.
pub async fn is_in_use(url: &str) -> Result<bool, StoreError> {
    let database = Database::at(url)?;
    if database.dialect == Dialect::Postgres {
        return Ok(false);
    }
    let mut connection = database.connect().await?;
    let alone = connection.execute("PRAGMA journal_mode = DELETE").await;
    drop(connection.close().await);
    match alone {
        Err(error) if database::is_busy(&error) => Ok(true),
        alone => Ok(alone.map(|_| false)?),
    }
}

/// Looks at a database; nothing if its file is not there yet.
pub async fn examine(
    url: &str,
    now: impl Fn() -> Timestamp,
) -> Result<Option<Examined>, StoreError> {
    if database::file(url)?.is_some_and(|file| !file.exists()) {
        return Ok(None);
    }
    let database = Database::at(url)?;
    let begun = Instant::now();
    let mut connection = database.connect().await?;
    connection.ping().await?;
    let answered_in = begun.elapsed();
    let is_server = database.dialect == Dialect::Postgres;
    let schema = schema_of(&mut connection, database.dialect).await?;
    let known = schema::known()?;
    // What a newer program has made is not ours to read.
    let is_readable = schema.is_some_and(|it| it <= known);
    let (mut clock, mut is_migrating) = (None, false);
    if is_server {
        let before = now();
        let theirs = number(
            &mut connection,
            "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        )
        .await?;
        let ours = Timestamp(before.0.midpoint(now().0));
        clock = Some((Timestamp(unsigned(theirs.unwrap_or(0))?), ours));
        is_migrating = is_locked(&mut connection).await?;
    }
    let mut latest = None;
    let mut nodes = 0;
    if is_readable {
        let sql = "SELECT MAX(entries.at) FROM tables JOIN entries \
                   ON entries.table_id = tables.id AND entries.seq = tables.head";
        let at = number(&mut connection, sql).await?;
        latest = at.map(unsigned).transpose()?.map(Timestamp);
    }
    if schema == Some(known) {
        let rows = number(&mut connection, "SELECT COUNT(*) FROM nodes").await?;
        nodes = unsigned(rows.unwrap_or(0))?;
    }
    let writes = writes(&database, schema).await;
    drop(connection.close().await);
    Ok(Some(Examined {
        is_server,
        answered_in,
        schema,
        known,
        writes,
        is_migrating,
        clock,
        latest,
        nodes,
    }))
}

async fn schema_of(
    connection: &mut AnyConnection,
    dialect: Dialect,
) -> Result<Option<i64>, StoreError> {
    let there = match dialect {
        Dialect::Sqlite => {
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
        }
        Dialect::Postgres => {
            "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT to_regclass('schema_version') AS it) AS t \
             WHERE it IS NOT NULL"
        }
    };
    if number(connection, there).await? == Some(0) {
        return Ok(None);
    }
    number(connection, "SELECT MAX(version) FROM schema_version").await
}

async fn number(
    connection: &mut AnyConnection,
    sql: &'static str,
) -> Result<Option<i64>, StoreError> {
    let row = sqlx::query(sql).fetch_one(connection).await?;
    Ok(row.try_get(0)?)
}

/// Whether the lock of those who change the schema is taken.
async fn is_locked(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    let mut tx = connection.begin().await?;
    let row = sqlx::query("SELECT CASE WHEN pg_try_advisory_xact_lock($1) THEN 1 ELSE 0 END")
        .bind(schema::LOCK)
        .fetch_one(&mut *tx)
        .await?;
    let taken: i32 = row.try_get(0)?;
    tx.rollback().await?;
    Ok(taken == 0)
}

/// Begins to write, and does not.
async fn writes(database: &Database, schema: Option<i64>) -> Result<Duration, StoreError> {
    let mut connection = database.connect().await?;
    match database.dialect {
        Dialect::Sqlite => sqlx::raw_sql("PRAGMA busy_timeout = 5000"),
        Dialect::Postgres => sqlx::raw_sql("SET lock_timeout = 5000"),
    }
    .execute(&mut connection)
    .await?;
    let begun = Instant::now();
    let mut tx = connection.begin_with(database.begin_writing()).await?;
    let sql = match schema {
        Some(_) => "INSERT INTO probe (body) SELECT body FROM probe WHERE 1 = 0",
        None => "CREATE TABLE roundtable_check (body BIGINT)",
    };
    sqlx::raw_sql(sql).execute(&mut *tx).await?;
    let took = begun.elapsed();
    tx.rollback().await?;
    drop(connection.close().await);
    Ok(took)
}
