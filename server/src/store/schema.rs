//! The tables of the database, and how an older one becomes today's.

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use super::database::{Database, Dialect};
use super::error::StoreError;

/// Each step leads to the version after it, and is never changed once released.
const STEPS: &[&str] = &[
    FIRST,
    PRIVATE,
    SESSION_LOGS,
    AGENDAS,
    REVISIONS,
    THE_ROOM,
    JOINING,
    ROSTERS,
    CHOICES,
    DUE,
    PERSON_TITLES,
    PUBLISHED,
    NODES,
    OWED,
    BUS_KEY,
];

/// Nodes that start together migrate one after another (PostgreSQL).
pub(super) const LOCK: i64 = 0x526f_756e_6454_626c;

/// The clustered key keeps a table's log together on disk; PostgreSQL has no such thing and its
/// clause is left out there, and `BLOB` is called `BYTEA`.
const FIRST: &str = "
CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT
);
CREATE TABLE tables (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    position BIGINT NOT NULL,
    head BIGINT NOT NULL,
    folded BIGINT NOT NULL,
    chain BLOB NOT NULL
);
CREATE INDEX tables_of_session ON tables (session_id, position);
CREATE TABLE participants (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE TABLE invitations (
    id TEXT PRIMARY KEY NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    session_id TEXT REFERENCES sessions (id),
    role TEXT NOT NULL,
    delegation TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX invitations_of_session ON invitations (session_id);
CREATE TABLE memberships (
    participant TEXT NOT NULL REFERENCES participants (id),
    session_id TEXT NOT NULL,
    role TEXT NOT NULL,
    delegation TEXT,
    invitation TEXT NOT NULL REFERENCES invitations (id),
    PRIMARY KEY (participant, session_id)
);
CREATE INDEX memberships_of_session ON memberships (session_id);
CREATE TABLE entries (
    table_id TEXT NOT NULL REFERENCES tables (id),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    participant TEXT,
    at BIGINT NOT NULL,
    body BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (table_id, seq)
) WITHOUT ROWID;
CREATE INDEX events ON entries (table_id, seq) WHERE kind = 'e';
CREATE TABLE snapshots (
    table_id TEXT NOT NULL REFERENCES tables (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body BLOB NOT NULL,
    digest BLOB NOT NULL,
    quarantined BIGINT NOT NULL,
    PRIMARY KEY (table_id, seq)
);
CREATE TABLE quarantine (
    table_id TEXT NOT NULL REFERENCES tables (id),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    through BIGINT NOT NULL,
    found_at BIGINT NOT NULL,
    PRIMARY KEY (table_id, seq, kind)
);
CREATE TABLE probe (body BLOB NOT NULL);
";

/// Logs may hold entries of kind `p`, which a build before this one cannot read; nothing else is new.
const PRIVATE: &str = "";

/// A session's log may stand in a row of `tables`, which a build before this one would take for a table; nothing else is new.
const SESSION_LOGS: &str = "";

/// Logs may hold events of agendas, of the floor and of the projector, and the role of the latter, which a build before this one
/// cannot read; nothing else is new.
const AGENDAS: &str = "";

/// Logs may hold events of revisions, with the texts beside them, of comments, announcements, leading and private answers, which a
/// build before this one cannot read; nothing else is new.
const REVISIONS: &str = "";

/// Logs may hold events of temperature checks, of statements handed in, of speakers put back on the list, of roll calls, of words
/// that the chair points at, of compilations with the texts beside them, and of words that were pulled, and the role of
/// interpreters, which a build before this one cannot read; nothing else is new.
const THE_ROOM: &str = "";

/// Codes, who knocks with them, and who is expected; for how many people an invitation is good; and the devices of people. What of
/// it names people is in no log: it is erased after a while.
/// Logs may also hold the showing of the code to the room, which a build before this one cannot read.
const JOINING: &str = "
CREATE TABLE join_codes (
    code TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    invitation TEXT NOT NULL REFERENCES invitations (id),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX join_codes_of_session ON join_codes (session_id);
CREATE TABLE knocks (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    name TEXT NOT NULL,
    delegation TEXT,
    token_hash BLOB NOT NULL,
    knocked_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    answered_at BIGINT,
    word TEXT NOT NULL,
    participant TEXT,
    by_roster BIGINT NOT NULL
);
CREATE INDEX knocks_of_session ON knocks (session_id, state);
CREATE INDEX knocks_by_token ON knocks (token_hash);
CREATE TABLE roster (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    line BIGINT NOT NULL,
    name TEXT NOT NULL,
    likeness TEXT NOT NULL,
    role TEXT NOT NULL,
    delegation TEXT,
    used_by TEXT,
    PRIMARY KEY (session_id, line)
);
CREATE INDEX roster_by_likeness ON roster (session_id, likeness);
CREATE TABLE device_links (
    secret_hash BLOB PRIMARY KEY NOT NULL,
    participant TEXT NOT NULL REFERENCES participants (id),
    expires_at BIGINT NOT NULL
);
CREATE TABLE devices (
    token_hash BLOB PRIMARY KEY NOT NULL,
    participant TEXT NOT NULL REFERENCES participants (id),
    added_at BIGINT NOT NULL
);
CREATE INDEX devices_of_participant ON devices (participant);
ALTER TABLE invitations ADD COLUMN used BIGINT NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN most BIGINT;
UPDATE invitations SET used = (SELECT COUNT(*) FROM memberships \
    WHERE memberships.invitation = invitations.id \
    AND memberships.session_id = COALESCE(invitations.session_id, ''));
";

/// When a roster was of use last: it is erased a while after that; and a mark of the address from which somebody knocks.
const ROSTERS: &str = "
ALTER TABLE knocks ADD COLUMN origin BLOB;
ALTER TABLE roster ADD COLUMN touched_at BIGINT NOT NULL DEFAULT 0;
";

/// What is said on secret ballots while they are open. Logs may also hold ballots that are cast as a whole, and votes without
/// choices, which a build before this one cannot read, or would count wrong.
const CHOICES: &str = "
CREATE TABLE choices (
    table_id TEXT NOT NULL REFERENCES tables (id),
    ballot TEXT NOT NULL,
    delegation TEXT NOT NULL,
    said_on TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (table_id, ballot, delegation, said_on)
) WITHOUT ROWID;
";

/// What is closed by itself, and when the house was last known to be up. Logs may hold wording that was put with a time to object, which a
/// build before this one cannot read.
const DUE: &str = "
CREATE TABLE due (
    table_id TEXT NOT NULL REFERENCES tables (id),
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (table_id, id)
);
CREATE INDEX due_by_time ON due (at);
CREATE TABLE alive (at BIGINT NOT NULL);
INSERT INTO alive (at) VALUES (0);
";

/// What stands before people's names. Logs may also hold statements that were kept or taken back undelivered, publishing that is
/// reserved to heads, tables that were closed to observers, and words that were taken along, which a build before this one cannot read.
const PERSON_TITLES: &str = "
ALTER TABLE participants ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE knocks ADD COLUMN title TEXT NOT NULL DEFAULT '';
";

/// Outcomes that can be read without an account. Logs may also hold drafts that went out, corrections, commitments and signatures, which a
/// build before this one cannot read.
const PUBLISHED: &str = "
CREATE TABLE published (
    page TEXT PRIMARY KEY NOT NULL,
    table_id TEXT NOT NULL REFERENCES tables (id),
    entry BIGINT NOT NULL,
    attribution TEXT NOT NULL DEFAULT 'named'
);
";

/// Up to which entry a session's log takes something away from somebody, so that an append to a table can name what it has seen of it;
/// and the processes that work on the database.
const NODES: &str = "
ALTER TABLE tables ADD COLUMN fence BIGINT NOT NULL DEFAULT 0;
CREATE TABLE nodes (
    id TEXT PRIMARY KEY NOT NULL,
    beats BIGINT NOT NULL
);
";

/// What tables are owed that could not be opened when time was given back.
const OWED: &str = "
CREATE TABLE owed (
    table_id TEXT PRIMARY KEY NOT NULL REFERENCES tables (id),
    since BIGINT NOT NULL,
    through BIGINT NOT NULL
);
";

/// With what the processes on the database seal what they say to each other.
const BUS_KEY: &str = "
CREATE TABLE bus_key (
    id BIGINT PRIMARY KEY NOT NULL,
    secret TEXT NOT NULL
);
";

/// How many steps this program knows. Whatever older programs cannot read of a log comes with a step of its own, so that the number
/// says, too, who can read what was written by whom.
pub const BUILD: usize = STEPS.len();
/// The newest version that this program knows.
pub(super) fn known() -> Result<i64, StoreError> {
    i64::try_from(STEPS.len()).map_err(|_| StoreError::OutOfRange)
}

/// Brings the database to today's schema, or refuses one that is newer than this program.
pub(super) async fn migrate(
    database: &Database,
    connection: &mut AnyConnection,
) -> Result<(), StoreError> {
    let known = known()?;
    let mut tx = connection.begin_with(database.begin_writing()).await?;
    if database.dialect == Dialect::Postgres {
        sqlx::query("SELECT pg_advisory_xact_lock($1)")
            .bind(LOCK)
            .execute(&mut *tx)
            .await?;
    }
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        .execute(&mut *tx)
        .await?;
    let row = sqlx::query("SELECT COALESCE(MAX(version), 0) FROM schema_version")
        .fetch_one(&mut *tx)
        .await?;
    let found: i64 = row.try_get(0)?;
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for (step, version) in STEPS
        .iter()
        .zip(1..)
        .skip_while(|(_, version)| *version <= found)
    {
        if !step.is_empty() {
            let text = in_dialect(step, database.dialect);
            sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *tx).await?;
        }
        sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
            .bind::<i64>(version)
            .execute(&mut *tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

fn in_dialect(text: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => text.to_owned(),
        Dialect::Postgres => text
            .replace(" BLOB", " BYTEA")
            .replace(") WITHOUT ROWID", ")"),
    }
}
