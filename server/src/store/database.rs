//! Which database it is, and how to connect to it.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyQueryResult};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions as _, Executor as _};

use super::error::{StoreError, code};

/// The two databases that one SQL text runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

/// An address that connections can be made to. It may hold a password: it is never shown.
#[derive(Clone)]
pub(super) struct Database {
    pub(super) dialect: Dialect,
    options: AnyConnectOptions,
}

/// How long another process may be in the way of opening the file.
const BUSY_PATIENCE: Duration = Duration::from_secs(5);
/// How many connections read; a meeting opens tables and joins people one after another.
const READERS: u32 = 4;

impl Database {
    /// Understands `sqlite:FILE`, `sqlite::memory:` and `postgres://…`, and creates an absent file.
    pub(super) fn at(url: &str) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let (dialect, url) = match url.split_once(':').ok_or(StoreError::BadUrl)? {
            ("sqlite", rest) => (Dialect::Sqlite, sqlite_url(rest)?),
            ("postgres" | "postgresql", _) => (Dialect::Postgres, url.to_owned()),
            _ => return Err(StoreError::BadUrl),
        };
        let options = AnyConnectOptions::from_str(&url).map_err(|_| StoreError::BadUrl)?;
        Ok(Self {
            dialect,
            options: options.disable_statement_logging(),
        })
    }

    /// Begins a transaction that is going to write.
    pub(super) fn begin_writing(&self) -> &'static str {
        match self.dialect {
            // Taking the lock at once means waiting for it, where a later upgrade would fail.
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        }
    }

    /// The connection that writes: a commit has reached the disk when it returns.
    pub(super) async fn writer(&self) -> Result<AnyConnection, sqlx::Error> {
        let mut connection = self.options.connect().await?;
        if self.dialect == Dialect::Sqlite {
            log_ahead(&mut connection).await?;
        }
        connection
            .execute(match self.dialect {
                Dialect::Sqlite => {
                    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                     PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON"
                }
                Dialect::Postgres => {
                    "SELECT set_config('synchronous_commit', 'on', false) \
                     WHERE current_setting('synchronous_commit') = 'off'"
                }
            })
            .await?;
        Ok(connection)
    }

    /// Connections that can only read.
    pub(super) async fn readers(&self) -> Result<AnyPool, sqlx::Error> {
        let dialect = self.dialect;
        AnyPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    let only_read = match dialect {
                        Dialect::Sqlite => {
                            "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; \
                             PRAGMA mmap_size = 0"
                        }
                        Dialect::Postgres => "SET default_transaction_read_only = on",
                    };
                    connection.execute(only_read).await.map(|_| ())
                })
            })
            .connect_with(self.options.clone())
            .await
    }

    /// A connection of its own for a long piece of work.
    pub(super) async fn connect(&self) -> Result<AnyConnection, sqlx::Error> {
        self.options.connect().await
    }
}

/// Puts the file into WAL mode, where it stays. Of several who do that to a new file at once, SQLite makes one wait and
/// refuses the others without waiting, whatever `busy_timeout` says: two that both read and both want to write would
/// wait for each other.
async fn log_ahead(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let deadline = Instant::now() + BUSY_PATIENCE;
    loop {
        match connection.execute("PRAGMA journal_mode = WAL").await {
            Err(error) if is_busy(&error) && Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            done => return done.map(|_| ()),
        }
    }
}

/// Whether another connection is in the way; the low byte of an extended code is `SQLITE_BUSY`.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    let code = code(error).and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// The file that an address names, whether it is there or not; nothing if it names none.
pub(super) fn file(url: &str) -> Result<Option<PathBuf>, StoreError> {
    let Some(("sqlite", rest)) = url.split_once(':') else {
        return Ok(None);
    };
    if rest == ":memory:" {
        return Ok(None);
    }
    let options = SqliteConnectOptions::from_str(url).map_err(|_| StoreError::BadUrl)?;
    Ok(Some(options.get_filename().to_owned()))
}

/// The address of a file.
pub(super) fn url_of(file: &Path) -> Result<String, StoreError> {
    let name = file.to_str().ok_or(StoreError::BadUrl)?;
    // What an address would take for something else.
    let name = name
        .replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23");
    Ok(format!("sqlite:{name}"))
}

/// The address with what `sqlx` must know to create the file, or to share one memory.
fn sqlite_url(rest: &str) -> Result<String, StoreError> {
    static MEMORIES: AtomicU64 = AtomicU64::new(0);
    if rest == ":memory:" {
        let memory = MEMORIES.fetch_add(1, Ordering::Relaxed);
        return Ok(format!("sqlite:///roundtable-{memory}?vfs=memdb&mode=rwc"));
    }
    if rest.is_empty() {
        return Err(StoreError::BadUrl);
    }
    let url = match rest.split_once('?') {
        None => format!("sqlite:{rest}?mode=rwc"),
        Some((_, query)) if query.contains("mode=") => format!("sqlite:{rest}"),
        Some(_) => format!("sqlite:{rest}&mode=rwc"),
    };
    create_private(&url)?;
    Ok(url)
}

/// The file holds what delegations have not agreed to publish: only its owner may read it.
/// SQLite gives the same permissions to the files it puts beside it.
fn create_private(url: &str) -> Result<(), StoreError> {
    let options = SqliteConnectOptions::from_str(url).map_err(|_| StoreError::BadUrl)?;
    let mut file = std::fs::OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(options.get_filename()) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(sqlx::Error::Io(error).into()),
    }
}

/// One row was changed, which is missing otherwise.
pub(super) fn changed_one(done: &AnyQueryResult) -> Result<u64, StoreError> {
    if done.rows_affected() == 0 {
        Err(StoreError::Missing)
    } else {
        Ok(1)
    }
}

/// A number as the database stores it.
pub(super) fn signed(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::OutOfRange)
}

/// A number as the database gave it back.
pub(super) fn unsigned(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Row as _;

    #[tokio::test]
    async fn a_commit_has_reached_the_disk() {
        let name = format!("roundtable-pragma-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("house.db").display());
        let mut writer = Database::at(&url).unwrap().writer().await.unwrap();
        let mut asked = async |pragma: &'static str| {
            let row = writer.fetch_one(pragma).await.unwrap();
            let text = row.try_get::<String, _>(0);
            text.unwrap_or_else(|_| row.get::<i64, _>(0).to_string())
        };
        assert_eq!(asked("PRAGMA journal_mode").await, "wal");
        assert_eq!(asked("PRAGMA synchronous").await, "2", "FULL");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
