//! What one commit writes: numbers and digests for drafts of any tables, in few statements.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use shared::features::ballots::SecretChange;
use shared::ids::{DecisionId, ParticipantId, TableId};
use shared::seq::Seq;
use sqlx::any::AnyArguments;
use sqlx::error::ErrorKind;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Executor as _, Row as _};

use super::choice;
use super::column::seq_at;
use super::database::{Dialect, signed};
use super::digest::{Digest, Record};
use super::due::{self, Due};
use super::entry::{Committed, Draft};
use super::error::{Damage, DamageKind, StoreError};
use super::heads::Tip;
use super::kind::Kind;
use super::published::{self, PublishedPage};
use super::statement::{ADVANCE, INSERT, LOCK, MOVE, TAKE};

/// The drafts of one caller. Several parts of a batch may name the same table.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) table: &'a TableId,
    pub(super) drafts: &'a [Draft],
    /// What becomes of what is kept beside the log.
    pub(super) choices: &'a [SecretChange],
    /// What they say of what is closed by itself.
    pub(super) due: &'a [Due],
    /// What they say of pages that need no account.
    pub(super) pages: &'a [PublishedPage],
}

/// Where a table's log stands while a batch is put together.
struct Cursor {
    head: Seq,
    chain: Digest,
    /// Whether the batch adds events, so that the chain moves.
    moved: bool,
}

impl Cursor {
    fn at(head: Seq, chain: Digest) -> Self {
        let moved = false;
        Self { head, chain, moved }
    }
}

struct NewRow<'a> {
    table: &'a TableId,
    seq: i64,
    at: i64,
    draft: &'a Draft,
    digest: Digest,
}

/// How a batch moves the tip of a log.
struct Step<'a> {
    table: &'a TableId,
    from: (i64, Digest),
    to: (i64, Digest),
}

impl<'a> Step<'a> {
    fn new(table: &'a TableId, from: &Tip, to: &Cursor) -> Result<Self, StoreError> {
        Ok(Self {
            table,
            from: (signed(from.head.get())?, from.chain),
            to: (signed(to.head.get())?, to.chain),
        })
    }
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

/// The same, with what becomes of choices on secret ballots.
pub(super) async fn append_with_choices(
    connection: &mut AnyConnection,
    dialect: Dialect,
    parts: &[Part<'_>],
) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
    let outcomes = append(connection, dialect, parts).await?;
    for (part, outcome) in parts.iter().zip(&outcomes) {
        for change in part.choices.iter().filter(|_| outcome.is_ok()) {
            choice::make(connection, part.table, change).await?;
        }
    }
    Ok(outcomes)
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

/// Appends all parts in one go, beginning and committing included, to logs whose tips are given; nothing if one
/// of them is elsewhere. Then, as after an error, the caller rolls back. SQLite only: every trip to its driver's
/// thread and back costs an idle machine about as much as the disk does.
pub(super) async fn append_at_once(
    connection: &mut AnyConnection,
    parts: &[Part<'_>],
    tips: BTreeMap<&TableId, Tip>,
) -> Result<Option<Vec<Committed>>, StoreError> {
    let mut rows = Vec::new();
    let mut outcomes = Vec::with_capacity(parts.len());
    let mut cursors: HashMap<_, _> = tips
        .iter()
        .map(|(table, tip)| (*table, Cursor::at(tip.head, tip.chain)))
        .collect();
    for part in parts {
        let cursor = cursors.get_mut(part.table).ok_or(StoreError::Missing)?;
        outcomes.push(number(part, cursor, &mut rows)?);
    }
    let steps: Vec<Step> = tips
        .iter()
        .map(|(table, from)| Step::new(table, from, &cursors[table]))
        .collect::<Result<_, _>>()?;
    let advances = ADVANCE.chunks(Dialect::Sqlite, &steps);
    let inserts = INSERT.chunks(Dialect::Sqlite, &rows);
    let statements: Vec<_> = advances
        .map(|(chunk, text)| (text, Statement::Advance(chunk)))
        .chain(inserts.map(|(chunk, text)| (text, Statement::Insert(chunk))))
        .collect();
    let texts: Vec<&str> = statements.iter().map(|(text, _)| &**text).collect();
    let text = format!("BEGIN IMMEDIATE; {}; COMMIT", texts.join("; "));
    let mut query = sqlx::query(AssertSqlSafe(text));
    for (_, statement) in &statements {
        query = statement.bind_to(query);
    }
    match query.execute(connection).await {
        Ok(_) => Ok(Some(outcomes)),
        Err(error) if is_elsewhere(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether a log had no head to give, since it is not where it was left.
fn is_elsewhere(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    error.is_some_and(|error| matches!(error.kind(), ErrorKind::NotNullViolation))
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
    for (part, _) in parts.iter().zip(&outcomes).filter(|(_, it)| it.is_ok()) {
        for due in part.due {
            statements.extend(Statement::of_due(part.table, due)?);
        }
        for page in part.pages {
            statements.push(Statement::of_page(part.table, page)?);
        }
    }
    if statements.is_empty() && !bounds.commit.is_empty() {
        connection.execute("COMMIT").await?;
    }
    let last = statements.len().saturating_sub(1);
    for (number, (text, statement)) in statements.iter().enumerate() {
        let end = if number == last { bounds.commit } else { "" };
        let query = sqlx::query(AssertSqlSafe(format!("{text}{end}")));
        statement.bind_to(query).execute(&mut *connection).await?;
    }
    Ok(outcomes)
}

/// What a batch writes, some rows at a time.
enum Statement<'s, 'a> {
    Insert(&'s [NewRow<'a>]),
    Move(&'s [(&'s &'a TableId, &'s Cursor)]),
    Advance(&'s [Step<'a>]),
    PutDue(&'a TableId, &'a DecisionId, i64),
    TakeOutDue(&'a TableId, &'a DecisionId),
    Up(i64),
    PutPage(&'a TableId, &'a str, i64),
    TakeOutPage(&'a TableId, &'a str),
}

/// A statement with what it is given.
type Bound<'q> = Query<'q, Any, AnyArguments>;

impl<'a> Statement<'_, 'a> {
    /// What is written of something that is closed by itself.
    fn of_due(table: &'a TableId, due: &'a Due) -> Result<Vec<(Arc<str>, Self)>, StoreError> {
        let Some(at) = due.at else {
            let out = Self::TakeOutDue(table, &due.id);
            return Ok(vec![(due::TAKE_OUT.into(), out)]);
        };
        let put = Self::PutDue(table, &due.id, signed(at.0)?);
        let up = Self::Up(signed(due.said.0)?);
        Ok(vec![(due::PUT.into(), put), (due::UP.into(), up)])
    }

    /// What is written of a page that needs no account.
    fn of_page(
        table: &'a TableId,
        page: &'a PublishedPage,
    ) -> Result<(Arc<str>, Self), StoreError> {
        let Some(entry) = page.shows else {
            let out = Self::TakeOutPage(table, &page.page);
            return Ok((published::TAKE_OUT.into(), out));
        };
        let put = Self::PutPage(table, &page.page, signed(entry.get())?);
        Ok((published::PUT.into(), put))
    }

    fn bind_to<'q>(&self, mut query: Bound<'q>) -> Bound<'q> {
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
            Self::PutDue(table, id, at) => {
                query = query.bind(table.as_str()).bind(id.as_str()).bind(*at);
            }
            Self::TakeOutDue(table, id) => {
                query = query.bind(table.as_str()).bind(id.as_str());
            }
            Self::PutPage(table, page, entry) => {
                query = query.bind(*page).bind(table.as_str()).bind(*entry);
            }
            Self::TakeOutPage(table, page) => {
                query = query.bind(*page).bind(table.as_str());
            }
            Self::Up(at) => query = query.bind(*at).bind(*at),
            Self::Advance(steps) => {
                for step in *steps {
                    query = query
                        .bind(step.table.as_str())
                        .bind(step.from.0)
                        .bind(step.from.1.as_slice())
                        .bind(step.to.0)
                        .bind(step.to.1.as_slice());
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
    let first_seq = cursor.head.next();
    for draft in part.drafts {
        cursor.head = cursor.head.next();
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
        let (seq, at) = (signed(cursor.head.get())?, signed(draft.at.0)?);
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
            let head = seq_at(&row, 1)?;
            let chain: &[u8] = row.try_get(2)?;
            let chain = chain.try_into().map_err(|_| {
                StoreError::Damaged(Damage {
                    table: table.clone(),
                    seq: head,
                    kind: DamageKind::Chain,
                })
            })?;
            cursors.insert(table, Cursor::at(head.before(count), chain));
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
