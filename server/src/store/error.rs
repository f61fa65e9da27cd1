//! What can go wrong with the store, so that a caller can choose.

use std::fmt;
use std::sync::Arc;

use shared::ids::TableId;
use shared::seq::Seq;

/// Why the store did not do what it was asked. The address of the database is never part of it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The address is neither `sqlite:` nor `postgres:`.
    #[error("the address of the database is not understood: use sqlite:FILE or postgres://…")]
    BadUrl,
    /// The database was written by a newer program.
    #[error(
        "the database has schema {found}, but this program knows only {known}: use a newer one"
    )]
    NewerSchema {
        /// The version that the database has.
        found: i64,
        /// The newest version that this program can use.
        known: i64,
    },
    /// The log has no such table.
    #[error("there is no table {0}")]
    UnknownTable(TableId),
    /// Something that was named does not exist.
    #[error("what was named does not exist")]
    Missing,
    /// An id or a secret is already in use.
    #[error("the id or secret is already in use")]
    Taken,
    /// The log has moved on since this was decided.
    #[error("the log has moved on since this was decided")]
    Moved,
    /// A number does not fit the database's 63 bits.
    #[error("a number is out of range")]
    OutOfRange,
    /// A row is not what was once written.
    #[error("{0}")]
    Damaged(Damage),
    /// The disk, or the size that was allowed, is full.
    #[error("the database cannot grow: the disk is full")]
    Full,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A backup is never written over an existing file.
    #[error("the backup's file exists already")]
    BackupExists,
    /// The file of a backup could not be written.
    #[error("the backup could not be written: {0}")]
    BackupFile(Arc<std::io::Error>),
    /// Only SQLite is copied by this program.
    #[error("a PostgreSQL database is copied with pg_dump, not by this program")]
    BackupElsewhere,
    /// The kind of database cannot do this.
    #[error("this kind of database cannot do this")]
    Unsupported,
    /// Prose was asked for that only snapshots hold.
    #[error("the updates of table {table} up to {through} were compacted into snapshots")]
    Compacted {
        /// The table.
        table: TableId,
        /// Read after this, from a snapshot at or beyond it.
        through: Seq,
    },
    /// The database did not answer in time; whether it did what it was asked is unknown.
    #[error("the database does not answer")]
    Silent,
    /// The database refused, or could not be reached.
    #[error("the database failed: {0}")]
    Failed(Arc<sqlx::Error>),
}

impl StoreError {
    /// Whether it may have been done all the same: the answer is lost, or the connection.
    pub(super) fn is_in_doubt(&self) -> bool {
        match self {
            Self::Silent => true,
            Self::Failed(error) => match code(error) {
                // PostgreSQL: connection exceptions, and a server that stops.
                Some(code) => code.starts_with("08") || code.starts_with("57P"),
                None => !matches!(**error, sqlx::Error::Configuration(_)),
            },
            _ => false,
        }
    }

    /// Whether the same entries may go through if each table is tried by itself.
    pub(super) fn concerns_one_table(&self) -> bool {
        match self {
            Self::Taken | Self::Missing => true,
            // PostgreSQL: serialization failure, deadlock.
            Self::Failed(error) => matches!(code(error).as_deref(), Some("40001" | "40P01")),
            _ => false,
        }
    }
}

/// The code that the database gave for what it refused.
pub(super) fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(Into::into)
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else {
            return Self::Failed(Arc::new(error));
        };
        if database.is_unique_violation() {
            Self::Taken
        } else if database.is_foreign_key_violation() {
            Self::Missing
        // SQLITE_FULL, and PostgreSQL's disk_full.
        } else if matches!(code(&error).as_deref(), Some("13" | "53100")) {
            Self::Full
        } else {
            Self::Failed(Arc::new(error))
        }
    }
}

/// A place in the log that is not what was once written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The table whose log it is.
    pub table: TableId,
    /// The entry, or the snapshot's last entry.
    pub seq: Seq,
    /// What is wrong there.
    pub kind: DamageKind,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamageKind {
    /// The entry does not match its digest, or an event does not follow from the one before it.
    Entry,
    /// Entries are missing, from `seq` to this one.
    Gap {
        /// The last one that is missing.
        through: Seq,
    },
    /// An entry stands beyond the table's head.
    BeyondHead,
    /// The table's chain is not the digest of its last event.
    Chain,
    /// The snapshot does not match its digest.
    Snapshot,
    /// The snapshot cannot be read, or is not what its log adds up to.
    SnapshotUntrue,
    /// The snapshot claims more entries than the table has.
    SnapshotBeyondHead,
    /// The entry is as it was written, and nothing can be made of it; or what came before it was compacted
    /// into a snapshot that is gone.
    Unreplayable,
    /// The text of a revision is not what its digest says.
    Revision,
    /// The database cannot read the rows from here on.
    Unreadable,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, seq, kind } = self;
        match kind {
            DamageKind::Entry => write!(f, "table {table}: entry {seq} is damaged"),
            DamageKind::Gap { through } if through == seq => {
                write!(f, "table {table}: entry {seq} is missing")
            }
            DamageKind::Gap { through } => {
                write!(f, "table {table}: entries {seq} to {through} are missing")
            }
            DamageKind::BeyondHead => write!(f, "table {table}: entry {seq} is beyond the head"),
            DamageKind::Chain => write!(f, "table {table}: the chain does not end at event {seq}"),
            DamageKind::Snapshot => write!(f, "table {table}: the snapshot at {seq} is damaged"),
            DamageKind::SnapshotUntrue => {
                write!(
                    f,
                    "table {table}: the snapshot at {seq} is not what the log says"
                )
            }
            DamageKind::SnapshotBeyondHead => {
                write!(f, "table {table}: the snapshot at {seq} is beyond the head")
            }
            DamageKind::Unreplayable => {
                write!(f, "table {table}: entry {seq} cannot be replayed")
            }
            DamageKind::Revision => {
                write!(
                    f,
                    "table {table}: the revision frozen by entry {seq} does not match its digest"
                )
            }
            DamageKind::Unreadable => write!(f, "table {table}: unreadable from entry {seq} on"),
        }
    }
}
