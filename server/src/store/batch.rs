//! What one commit writes: numbers and digests for drafts of any tables, in few statements.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use shared::ids::{ParticipantId, TableId};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Executor as _, Row as _};

use super::database::{Dialect, signed, unsigned};
use super::digest::{Digest, Record};
use super::entry::{Committed, Draft, Kind};
use super::error::{Damage, DamageKind, StoreError};

/// The drafts of one caller. Several parts of a batch may name the same table.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) table: &'a TableId,
    pub(super) drafts: &'a [Draft],
}

/// Where a table's log stands while a batch is put together.
struct Cursor {
    head: u64,
    chain: Digest,
    /// Whether the batch adds events, so that the chain moves.
    moved: bool,
}

struct NewRow<'a> {
    table: &'a TableId,
    seq: i64,
    at: i64,
    draft: &'a Draft,
    digest: Digest,
}

/// What is sent along with the first statement and the last.
#[derive(Clone, Copy)]
struct Bounds {
    begin: &'static str,
    commit: &'static str,
}

/// Appends all parts inside the transaction that the caller began; one outcome per part, in order.
pub(super) async fn append(
    connection: &mut AnyConnection,
    dialect: Dialect,
    parts: &[Part<'_>],
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    let bounds = Bounds {
        begin: "",
        commit: "",
    };
    write(connection, dialect, parts, bounds).await
}

/// Appends all parts in a transaction of its own, which is rolled back by the caller if this fails.
/// SQLite's driver hands each text to another thread and back; it takes several statements in one.
pub(super) async fn append_whole(
    connection: &mut AnyConnection,
    parts: &[Part<'_>],
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    let bounds = Bounds {
        begin: "BEGIN IMMEDIATE; ",
        commit: "; COMMIT",
    };
    write(connection, Dialect::Sqlite, parts, bounds).await
}

async fn write(
    connection: &mut AnyConnection,
    dialect: Dialect,
    parts: &[Part<'_>],
    bounds: Bounds,
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    let mut cursors = take_numbers(connection, dialect, parts, bounds.begin).await?;
    let mut rows = Vec::with_capacity(parts.iter().map(|part| part.drafts.len()).sum());
    let mut outcomes = Vec::with_capacity(parts.len());
    for part in parts {
        outcomes.push(match cursors.get_mut(part.table) {
            Some(cursor) => Ok(number(part, cursor, &mut rows)?),
            None => Err(StoreError::UnknownTable(part.table.clone())),
        });
    }
    let moved: Vec<_> = cursors.iter().filter(|(_, cursor)| cursor.moved).collect();
    let mut statements = Vec::new();
    for (chunk, text) in MOVE.chunks(dialect, &moved) {
        statements.push((text, Statement::Move(chunk)));
    }
    for (chunk, text) in INSERT.chunks(dialect, &rows) {
        statements.push((text, Statement::Insert(chunk)));
    }
    if statements.is_empty() && !bounds.commit.is_empty() {
        connection.execute("COMMIT").await?;
    }
    let last = statements.len().saturating_sub(1);
    for (number, (text, statement)) in statements.iter().enumerate() {
        let end = if number == last { bounds.commit } else { "" };
        let query = statement.query(&format!("{text}{end}"));
        query.execute(&mut *connection).await?;
    }
    Ok(outcomes)
}

/// What a batch writes, some rows at a time.
enum Statement<'s, 'a> {
    Insert(&'s [NewRow<'a>]),
    Move(&'s [(&'s &'a TableId, &'s Cursor)]),
}

impl<'s> Statement<'s, '_> {
    fn query(&self, text: &str) -> Query<'s, Any, AnyArguments> {
        let mut query = sqlx::query(AssertSqlSafe(text.to_owned()));
        match self {
            Self::Insert(rows) => {
                for row in *rows {
                    query = query
                        .bind(row.table.as_str())
                        .bind(row.seq)
                        .bind(row.draft.kind.text())
                        .bind(row.draft.participant.as_ref().map(ParticipantId::as_str))
                        .bind(row.at)
                        .bind(&row.draft.body[..])
                        .bind(row.digest.as_slice());
                }
            }
            Self::Move(tables) => {
                for (table, cursor) in *tables {
                    query = query.bind(table.as_str()).bind(cursor.chain.as_slice());
                }
            }
        }
        query
    }
}

/// Gives every draft of the part its number and its digest.
fn number<'a>(
    part: &Part<'a>,
    cursor: &mut Cursor,
    rows: &mut Vec<NewRow<'a>>,
) -> Result<Committed, StoreError> {
    let first_seq = cursor.head + 1;
    for draft in part.drafts {
        cursor.head += 1;
        let record = Record {
            table: part.table,
            seq: cursor.head,
            participant: draft.participant.as_ref(),
            at: draft.at,
            body: &draft.body,
        };
        let digest = record.entry_digest(draft.kind, &cursor.chain);
        if draft.kind == Kind::Event {
            cursor.chain = digest;
            cursor.moved = true;
        }
        let (seq, at) = (signed(cursor.head)?, signed(draft.at.0)?);
        rows.push(NewRow {
            table: part.table,
            seq,
            at,
            draft,
            digest,
        });
    }
    Ok(Committed {
        first_seq,
        head: cursor.head,
        chain: cursor.chain,
    })
}

/// Takes the next numbers of every table at once: no gaps, and in the order of commits.
async fn take_numbers<'a>(
    connection: &mut AnyConnection,
    dialect: Dialect,
    parts: &[Part<'a>],
    begin: &'static str,
) -> Result<HashMap<&'a TableId, Cursor>, StoreError> {
    let mut wanted: BTreeMap<&TableId, u64> = BTreeMap::new();
    for part in parts {
        *wanted.entry(part.table).or_default() += part.drafts.len() as u64;
    }
    let wanted: Vec<(&TableId, u64)> = wanted.into_iter().collect();
    if dialect == Dialect::Postgres && wanted.len() > 1 {
        lock_in_order(connection, &wanted).await?;
    }
    let mut cursors = HashMap::with_capacity(wanted.len());
    let mut begin = Some(begin);
    for (chunk, text) in TAKE.chunks(dialect, &wanted) {
        let begin = begin.take().unwrap_or_default();
        let mut query = sqlx::query(AssertSqlSafe(format!("{begin}{text}")));
        for (table, count) in chunk {
            query = query.bind(table.as_str()).bind(signed(*count)?);
        }
        for row in query.fetch_all(&mut *connection).await? {
            let id: &str = row.try_get(0)?;
            let found = chunk.iter().find(|(table, _)| table.as_str() == id);
            let (table, count) = *found.ok_or(StoreError::Missing)?;
            let head = unsigned(row.try_get(1)?)?;
            let chain: &[u8] = row.try_get(2)?;
            let chain = chain.try_into().map_err(|_| {
                StoreError::Damaged(Damage {
                    table: table.clone(),
                    seq: head,
                    kind: DamageKind::Chain,
                })
            })?;
            cursors.insert(
                table,
                Cursor {
                    head: head - count,
                    chain,
                    moved: false,
                },
            );
        }
    }
    Ok(cursors)
}

/// Two nodes that append to the same tables must lock them in one order, or they deadlock.
async fn lock_in_order(
    connection: &mut AnyConnection,
    wanted: &[(&TableId, u64)],
) -> Result<(), StoreError> {
    for (chunk, text) in LOCK.chunks(Dialect::Postgres, wanted) {
        let mut query = sqlx::query(AssertSqlSafe(text));
        for (table, _) in chunk {
            query = query.bind(table.as_str());
        }
        query.fetch_all(&mut *connection).await?;
    }
    Ok(())
}

/// Statements for 1, 2, 4, … rows, in each dialect: few texts, so that each stays prepared.
struct Shapes {
    sqlite: Vec<Arc<str>>,
    postgres: Vec<Arc<str>>,
}

const SHAPES: u32 = 8;

static TAKE: LazyLock<Shapes> = LazyLock::new(|| {
    let after = ") AS taken WHERE tables.id = taken.column1 \
                 RETURNING tables.id, tables.head, tables.chain";
    Shapes::new(
        "UPDATE tables SET head = head + taken.column2 FROM (VALUES ",
        2,
        after,
    )
});
static MOVE: LazyLock<Shapes> = LazyLock::new(|| {
    let after = ") AS moved WHERE tables.id = moved.column1";
    Shapes::new(
        "UPDATE tables SET chain = moved.column2 FROM (VALUES ",
        2,
        after,
    )
});
static LOCK: LazyLock<Shapes> = LazyLock::new(|| {
    Shapes::new(
        "SELECT id FROM tables WHERE id IN (VALUES ",
        1,
        ") ORDER BY id FOR UPDATE",
    )
});
static INSERT: LazyLock<Shapes> = LazyLock::new(|| {
    let into = "INSERT INTO entries (table_id, seq, kind, participant, at, body, digest) VALUES ";
    Shapes::new(into, 7, "")
});

impl Shapes {
    fn new(before: &str, columns: usize, after: &str) -> Self {
        let sizes = || (0..SHAPES).map(|power| 1 << power);
        // SQLite looks for the name of each parameter from the start of a list, which took 40 % of
        // a large insert's time; parameters without a number have no name.
        let sqlite = |size| statement(before, size, columns, after, |_| "?".to_owned());
        let postgres = |size| statement(before, size, columns, after, |n| format!("${n}"));
        Self {
            sqlite: sizes().map(sqlite).collect(),
            postgres: sizes().map(postgres).collect(),
        }
    }

    /// Cuts the items into the largest sizes that there is a statement for.
    fn chunks<'a, T>(
        &'static self,
        dialect: Dialect,
        mut items: &'a [T],
    ) -> impl Iterator<Item = (&'a [T], Arc<str>)> {
        let texts = match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Postgres => &self.postgres,
        };
        std::iter::from_fn(move || {
            let power = items.len().checked_ilog2()?.min(SHAPES - 1);
            let (chunk, rest) = items.split_at(1 << power);
            items = rest;
            Some((chunk, Arc::clone(&texts[power as usize])))
        })
    }
}

/// `before (…, …), (…, …), … after` with a parameter for every column of every row.
fn statement(
    before: &str,
    rows: usize,
    columns: usize,
    after: &str,
    parameter: impl Fn(usize) -> String,
) -> Arc<str> {
    let row = |row| {
        let first = row * columns + 1;
        let parameters: Vec<_> = (first..first + columns).map(&parameter).collect();
        format!("({})", parameters.join(", "))
    };
    let values: Vec<String> = (0..rows).map(row).collect();
    format!("{before}{}{after}", values.join(", ")).into()
}
