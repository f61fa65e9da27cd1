//! What one commit writes: numbers and digests for drafts of any tables, in few statements.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use shared::ids::{DecisionId, ParticipantId, TableId};
use shared::seq::Seq;
use sqlx::any::AnyArguments;
use sqlx::error::ErrorKind;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Executor as _, Row as _};

use super::choice;
use super::column::{id_at, seq_at};
use super::database::{Dialect, signed};
use super::digest::{Digest, Record};
use super::due::{self, Due};
use super::entry::{Committed, Draft};
use super::error::{Damage, DamageKind, StoreError};

use super::kind::Kind;
use super::part::{Part, Seen, Tip, Tips};
use super::published::{self, PublishedPage};
use super::statement::{ADVANCE, HEADS, HOLD, INSERT, READ};

/// Where a table's log stands while a batch is put together.
#[derive(Clone, Copy)]
struct Cursor {
    /// Where it stood before.
    from: Tip,
    /// Where it ends with the batch.
    to: Tip,
    /// Up to which entry the log of its session takes something away from somebody.
    fence: Seq,
}

impl Cursor {
    fn at(from: Tip, fence: Seq) -> Self {
        let to = from;
        Self { from, to, fence }
    }

    /// Whether what was decided on that may be appended.
    fn is_as(&self, seen: &Seen) -> bool {
        self.to.head == seen.head && self.to.chain == seen.chain && self.fence <= seen.session
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
    /// Up to which entry its session was followed.
    session: i64,
}

impl<'a> Step<'a> {
    fn new(table: &'a TableId, (from, to): (&Tip, &Tip), session: i64) -> Result<Self, StoreError> {
        Ok(Self {
            table,
            from: (signed(from.head.get())?, from.chain),
            to: (signed(to.head.get())?, to.chain),
            session,
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

/// The same, to logs whose tips are given; nothing if one of them is elsewhere. Then, as after an error, the caller rolls back.
/// SQLite only.
pub(super) async fn append_whole_at(
    connection: &mut AnyConnection,
    parts: &[Part<'_>],
    tips: &Tips<'_>,
) -> Result<Option<Vec<Committed>>, StoreError> {
    let (steps, rows, outcomes) = numbered(parts, tips)?;
    let mut statements = Vec::new();
    for (chunk, text) in ADVANCE.chunks(Dialect::Sqlite, &steps) {
        statements.push((text, Statement::Advance(chunk)));
    }
    for (chunk, text) in INSERT.chunks(Dialect::Sqlite, &rows) {
        statements.push((text, Statement::Insert(chunk)));
    }
    for part in parts {
        for due in part.due {
            statements.extend(Statement::of_due(part.table, due)?);
        }
        for page in part.pages {
            statements.push(Statement::of_page(part.table, page)?);
        }
    }
    let bounds = Bounds {
        begin: "BEGIN IMMEDIATE; ",
        commit: "; COMMIT",
    };
    match run(connection, &statements, bounds).await {
        Ok(()) => Ok(Some(outcomes)),
        Err(error) if is_elsewhere(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The same in one go. Every trip to SQLite's thread and back costs an idle machine about as much as the disk does.
pub(super) async fn append_at_once(
    connection: &mut AnyConnection,
    parts: &[Part<'_>],
    tips: &Tips<'_>,
) -> Result<Option<Vec<Committed>>, StoreError> {
    let (steps, rows, outcomes) = numbered(parts, tips)?;
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

/// What a batch comes to that stands on these tips.
type Numbered<'a> = (Vec<Step<'a>>, Vec<NewRow<'a>>, Vec<Committed>);

fn numbered<'a>(parts: &[Part<'a>], tips: &Tips<'a>) -> Result<Numbered<'a>, StoreError> {
    let mut rows = Vec::new();
    let mut outcomes = Vec::with_capacity(parts.len());
    let mut ends: HashMap<_, _> = tips
        .iter()
        .map(|(table, (tip, _))| (*table, *tip))
        .collect();
    for part in parts {
        let end = ends.get_mut(part.table).ok_or(StoreError::Missing)?;
        outcomes.push(number(part, end, &mut rows)?);
    }
    let step = |(table, (from, session)): (&&'a TableId, &(Tip, i64))| {
        Step::new(table, (from, &ends[table]), *session)
    };
    let steps = tips.iter().map(step).collect::<Result<_, _>>()?;
    Ok((steps, rows, outcomes))
}

/// Whether a part whose answer was lost is in the log all the same: what it stands on is named, so that it can be in one place only, and
/// its digests name it.
pub(super) async fn is_in_log(
    connection: &mut AnyConnection,
    part: &Part<'_>,
) -> Result<Option<Committed>, StoreError> {
    let Some(seen) = part.seen.filter(|_| !part.drafts.is_empty()) else {
        return Ok(None);
    };
    let mut end = Tip {
        head: seen.head,
        chain: seen.chain,
    };
    let mut rows = Vec::new();
    let committed = number(part, &mut end, &mut rows)?;
    let found = sqlx::query(
        "SELECT digest FROM entries WHERE table_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq",
    )
    .bind(part.table.as_str())
    .bind(signed(seen.head.get())?)
    .bind(signed(committed.head.get())?)
    .fetch_all(connection)
    .await?;
    let is_same = found.len() == rows.len()
        && found.iter().zip(&rows).all(|(found, row)| {
            let digest: Result<&[u8], _> = found.try_get(0);
            digest.is_ok_and(|digest| digest == row.digest)
        });
    Ok(is_same.then_some(committed))
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
    let mut cursors = read_tips(connection, dialect, parts, bounds.begin).await?;
    let mut rows = Vec::with_capacity(parts.iter().map(|part| part.drafts.len()).sum());
    let mut outcomes = Vec::with_capacity(parts.len());
    for part in parts {
        outcomes.push(match cursors.get_mut(part.table) {
            Some(cursor) if part.seen.is_some_and(|seen| !cursor.is_as(&seen)) => {
                Err(StoreError::Moved)
            }
            Some(cursor) => Ok(number(part, &mut cursor.to, &mut rows)?),
            None => Err(StoreError::UnknownTable(part.table.clone())),
        });
    }
    // Their rows are held: nobody moves them or their sessions meanwhile.
    let moved = cursors.iter().filter(|(_, it)| it.from.head != it.to.head);
    let steps: Vec<_> = moved
        .map(|(table, cursor)| Step::new(table, (&cursor.from, &cursor.to), i64::MAX))
        .collect::<Result<_, _>>()?;
    let mut statements = Vec::new();
    for (chunk, text) in ADVANCE.chunks(dialect, &steps) {
        statements.push((text, Statement::Advance(chunk)));
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
    let begun = Bounds {
        begin: "",
        ..bounds
    };
    run(connection, &statements, begun).await?;
    Ok(outcomes)
}

/// Runs the statements in order.
async fn run(
    connection: &mut AnyConnection,
    statements: &[(Arc<str>, Statement<'_, '_>)],
    Bounds { begin, commit }: Bounds,
) -> Result<(), sqlx::Error> {
    let last = statements.len().saturating_sub(1);
    for (number, (text, statement)) in statements.iter().enumerate() {
        let begin = if number == 0 { begin } else { "" };
        let end = if number == last { commit } else { "" };
        let query = sqlx::query(AssertSqlSafe(format!("{begin}{text}{end}")));
        statement.bind_to(query).execute(&mut *connection).await?;
    }
    Ok(())
}

/// What a batch writes, some rows at a time.
enum Statement<'s, 'a> {
    Insert(&'s [NewRow<'a>]),
    Advance(&'s [Step<'a>]),
    PutDue(&'a TableId, &'a DecisionId, i64),
    TakeOutDue(&'a TableId, &'a DecisionId),
    Up(i64),
    PutPage(&'a TableId, &'a str, i64, &'static str),
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
        let told = page.attribution.as_str();
        let put = Self::PutPage(table, &page.page, signed(entry.get())?, told);
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
            Self::PutDue(table, id, at) => {
                query = query.bind(table.as_str()).bind(id.as_str()).bind(*at);
            }
            Self::TakeOutDue(table, id) => {
                query = query.bind(table.as_str()).bind(id.as_str());
            }
            Self::PutPage(table, page, entry, told) => {
                query = query.bind(*page).bind(table.as_str());
                query = query.bind(*entry).bind(*told);
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
                        .bind(step.to.1.as_slice())
                        .bind(step.session);
                }
            }
        }
        query
    }
}

/// Gives every draft of the part its number and its digest.
fn number<'a>(
    part: &Part<'a>,
    end: &mut Tip,
    rows: &mut Vec<NewRow<'a>>,
) -> Result<Committed, StoreError> {
    let first_seq = end.head.next();
    for draft in part.drafts {
        end.head = end.head.next();
        let record = Record {
            table: part.table,
            seq: end.head,
            participant: draft.participant.as_ref(),
            at: draft.at,
            body: &draft.body,
        };
        let digest = record.entry_digest(draft.kind, &end.chain);
        if draft.kind == Kind::Event {
            end.chain = digest;
        }
        let (seq, at) = (signed(end.head.get())?, signed(draft.at.0)?);
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
        head: end.head,
        chain: end.chain,
    })
}

/// Where the log of every table ends. Until the transaction ends, nobody else moves them, nor the sessions that some of it was
/// decided on.
async fn read_tips<'a>(
    connection: &mut AnyConnection,
    dialect: Dialect,
    parts: &[Part<'a>],
    begin: &'static str,
) -> Result<HashMap<&'a TableId, Cursor>, StoreError> {
    let tables: BTreeSet<&TableId> = parts.iter().map(|part| part.table).collect();
    let tables: Vec<&TableId> = tables.into_iter().collect();
    if dialect == Dialect::Postgres && parts.iter().any(|part| part.seen.is_some()) {
        for (chunk, text) in HOLD.chunks(dialect, &tables) {
            let query = named(&text, chunk);
            query.fetch_all(&mut *connection).await?;
        }
    }
    let mut cursors = HashMap::with_capacity(tables.len());
    let mut begin = Some(begin);
    for (chunk, text) in READ.chunks(dialect, &tables) {
        let text = format!("{}{text}", begin.take().unwrap_or_default());
        for row in named(&text, chunk).fetch_all(&mut *connection).await? {
            let id: &str = row.try_get(0)?;
            let found = chunk.iter().find(|table| table.as_str() == id);
            let table = *found.ok_or(StoreError::Missing)?;
            let head = seq_at(&row, 1)?;
            let chain: &[u8] = row.try_get(2)?;
            let chain = chain.try_into().map_err(|_| {
                StoreError::Damaged(Damage {
                    table: table.clone(),
                    seq: head,
                    kind: DamageKind::Chain,
                })
            })?;
            let cursor = Cursor::at(Tip { head, chain }, seq_at(&row, 3)?);
            cursors.insert(table, cursor);
        }
    }
    Ok(cursors)
}

/// A statement that is given tables.
fn named<'q>(text: &str, tables: &[&TableId]) -> Bound<'q> {
    let query = sqlx::query(AssertSqlSafe(text.to_owned()));
    let bind = |query: Bound<'q>, table: &&TableId| query.bind(table.as_str().to_owned());
    tables.iter().fold(query, bind)
}

/// Where these logs end, of those that there are.
pub(super) async fn heads(
    connection: &mut AnyConnection,
    dialect: Dialect,
    logs: &[TableId],
) -> Result<Vec<(TableId, Seq)>, StoreError> {
    let logs: Vec<&TableId> = logs.iter().collect();
    let mut heads = Vec::with_capacity(logs.len());
    for (chunk, text) in HEADS.chunks(dialect, &logs) {
        for row in named(&text, chunk).fetch_all(&mut *connection).await? {
            heads.push((id_at(&row, 0)?, seq_at(&row, 1)?));
        }
    }
    Ok(heads)
}
