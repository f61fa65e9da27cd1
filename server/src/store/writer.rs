//! The one task that writes. It takes whatever has gathered while the last commit ran, commits it
//! in one transaction, and only then answers: no timer, low latency when quiet, large batches when
//! busy. Being a task of its own, no dropped caller can cancel a transaction half-way.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};
use tokio::sync::mpsc;

use shared::features::ballots::SecretChange;
use shared::ids::TableId;

use super::batch;
use super::change::Change;
use super::database::{Database, Dialect, signed};
use super::entry::Committed;
use super::error::StoreError;
use super::heads::Heads;
use super::log::{Answer, Append, Job};
use super::metrics::Meter;
use super::part::Part;

/// A commit takes no further job once it holds this many entries …
const BATCH_ROWS: usize = 4_096;
/// … or this many bytes.
const BATCH_BYTES: usize = 8 * 1024 * 1024;
/// Up to so many tables and entries are committed in one go, where they can be: there are texts for each number.
const FEW: usize = 8;
/// A database that says nothing for so long counts as failed.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one probe answers for the next.
const PROBE_AGE: Duration = Duration::from_millis(250);

/// The size of a page in a file that SQLite creates.
const PAGE_BYTES: u64 = 4_096;
/// SQLite's own bound.
const UNLIMITED_PAGES: i64 = 4_294_967_294;

/// Owns the one connection that writes.
pub(super) struct Writer {
    database: Database,
    /// None after a failure that left it in doubt; the next transaction opens another.
    connection: Option<AnyConnection>,
    meter: Arc<Meter>,
    heads: Heads,
    /// How many pages the file may have (SQLite).
    max_pages: i64,
    /// When a write last told whether writing works, and what it told.
    probed: Option<(Instant, Result<(), StoreError>)>,
    /// What was erased lies in the file that SQLite writes ahead, until that is swept.
    unswept: Option<Unswept>,
}

/// A sweep that is to be tried, again and again.
struct Unswept {
    at: tokio::time::Instant,
    tries: u32,
}

/// When a sweep is tried again at first, and twice as much later each time …
const SWEEP_AGAIN: Duration = Duration::from_millis(100);
/// … up to this.
const SWEEP_AT_LAST: Duration = Duration::from_secs(30);
/// After how many tries the log says that it takes long.
const SWEEP_TRIES: u32 = 8;

impl Writer {
    pub(super) fn new(database: Database, connection: AnyConnection, meter: Arc<Meter>) -> Self {
        let (connection, max_pages) = (Some(connection), UNLIMITED_PAGES);
        Self {
            database,
            connection,
            meter,
            heads: Heads::default(),
            max_pages,
            probed: None,
            unswept: None,
        }
    }

    /// Works until it is told to close, or nobody is left to tell.
    pub(super) async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut closing: Vec<Answer<()>> = Vec::new();
        let mut left_over = None;
        loop {
            let job = match left_over.take() {
                Some(job) => job,
                None => match self.next(&mut jobs).await {
                    Some(job) => job,
                    None => break,
                },
            };
            match job {
                Job::Append(first) => {
                    let batch;
                    (batch, left_over) = gather(first, &mut jobs);
                    self.commit(batch).await;
                }
                Job::Change(change, done) => answer(done, self.change(&change).await),
                Job::Probe(done) => answer(done, self.probe().await),
                Job::Limit(bytes, done) => answer(done, self.limit(bytes).await),
                Job::Close(done) => {
                    // What was let in before is still committed; nothing new is let in.
                    jobs.close();
                    closing.push(done);
                }
            }
        }
        if let Some(connection) = self.connection.take() {
            let _ = tokio::time::timeout(PATIENCE, connection.close()).await;
        }
        for done in closing {
            answer(done, Ok(()));
        }
    }

    /// The next job; what is to be swept is swept meanwhile.
    async fn next(&mut self, jobs: &mut mpsc::Receiver<Job>) -> Option<Job> {
        while let Some(unswept) = &self.unswept {
            match tokio::time::timeout_at(unswept.at, jobs.recv()).await {
                Ok(job) => return job,
                Err(_) => self.sweep().await,
            }
        }
        jobs.recv().await
    }

    async fn commit(&mut self, batch: Vec<Append>) {
        let parts: Vec<Part> = batch
            .iter()
            .map(|job| Part {
                table: &job.table,
                drafts: &job.drafts,
                choices: &job.choices,
                due: &job.due,
                pages: &job.pages,
                seen: job.seen,
            })
            .collect();
        let outcomes = match self.append(&parts).await {
            Ok(outcomes) => outcomes,
            Err(error) if error.concerns_one_table() && parts.len() > 1 => {
                self.append_one_by_one(&parts).await
            }
            Err(error) => vec![Err(error); parts.len()],
        };
        for (job, outcome) in batch.into_iter().zip(outcomes) {
            answer(job.done, outcome);
        }
    }

    /// One table's trouble must not cost the others their entries.
    async fn append_one_by_one(
        &mut self,
        parts: &[Part<'_>],
    ) -> Vec<Result<Committed, StoreError>> {
        let mut outcomes = Vec::with_capacity(parts.len());
        for part in parts {
            match self.append(std::slice::from_ref(part)).await {
                Ok(mut outcome) => outcomes.append(&mut outcome),
                Err(error) => outcomes.push(Err(error)),
            }
        }
        outcomes
    }

    async fn append(
        &mut self,
        parts: &[Part<'_>],
    ) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let started = Instant::now();
        let outcomes = self.append_surely(parts).await;
        match &outcomes {
            Ok(outcomes) => {
                let done = || {
                    parts
                        .iter()
                        .zip(outcomes)
                        .filter(|(_, outcome)| outcome.is_ok())
                };
                let drafts = || done().flat_map(|(part, _)| part.drafts);
                let bytes = drafts().map(|draft| draft.body.len()).sum::<usize>();
                self.meter
                    .committed(drafts().count() as u64, bytes as u64, started.elapsed());
            }
            Err(_) => self.meter.failed(),
        }
        outcomes
    }

    /// Appends, once more if the answer was lost and all parts name what they stand on: the database then does it once at most,
    /// also if it did it the first time, or does it late.
    async fn append_surely(
        &mut self,
        parts: &[Part<'_>],
    ) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let first = self.append_in_transaction(parts).await;
        let is_lost = first.as_ref().is_err_and(StoreError::is_in_doubt);
        if !is_lost || !parts.iter().all(|part| part.seen.is_some()) {
            return first;
        }
        tracing::warn!("whether a batch was committed is looked up");
        let mut outcomes = self.append_in_transaction(parts).await?;
        for (part, outcome) in parts.iter().zip(&mut outcomes) {
            if let Err(StoreError::Moved) = outcome {
                let connection = self.connect().await?;
                let found = patiently(batch::is_in_log(connection, part)).await;
                if let Some(committed) = self.note(found)? {
                    *outcome = Ok(committed);
                }
            }
        }
        Ok(outcomes)
    }

    async fn append_in_transaction(
        &mut self,
        parts: &[Part<'_>],
    ) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let dialect = self.database.dialect;
        if parts.iter().any(|part| !part.choices.is_empty()) {
            return self.append_with_choices(parts).await;
        }
        if dialect == Dialect::Postgres {
            let connection = self.begin().await?;
            let outcome = patiently(batch::append(connection, dialect, parts)).await;
            return self.end(outcome).await;
        }
        if let Some(outcomes) = self.append_where_seen(parts).await? {
            self.heads.note(logs(parts), &outcomes);
            return Ok(outcomes);
        }
        let connection = self.connect().await?;
        match patiently(batch::append_whole(connection, parts)).await {
            Ok(outcomes) => {
                self.heads.note(logs(parts), &outcomes);
                self.note(Ok(outcomes))
            }
            Err(error) => {
                self.heads.forget(logs(parts));
                self.end(Err(error)).await
            }
        }
    }

    /// Appends together with what becomes of choices on secret ballots.
    async fn append_with_choices(
        &mut self,
        parts: &[Part<'_>],
    ) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let dialect = self.database.dialect;
        self.heads.forget(logs(parts));
        let connection = self.begin().await?;
        let outcome = patiently(batch::append_with_choices(connection, dialect, parts)).await;
        let outcomes = self.end(outcome).await?;
        self.heads.note(logs(parts), &outcomes);
        let mut choices = parts.iter().flat_map(|part| part.choices);
        if dialect == Dialect::Sqlite && choices.any(|it| matches!(it, SecretChange::Erase { .. }))
        {
            self.sweep().await;
        }
        Ok(outcomes)
    }

    /// Empties the file that SQLite writes ahead, so that nothing of what was erased lies in it. While somebody reads what was before,
    /// that cannot be: it is tried until it is done.
    async fn sweep(&mut self) {
        let outcome = match self.connect().await {
            Ok(connection) => patiently(swept(connection)).await,
            Err(error) => Err(error),
        };
        let is_done = matches!(outcome, Ok(true));
        self.meter.unswept(!is_done);
        if is_done {
            if let Some(late) = self.unswept.take().filter(|it| it.tries >= SWEEP_TRIES) {
                tracing::info!(tries = late.tries, "what was written ahead is swept");
            }
            return;
        }
        let tries = self.unswept.as_ref().map_or(0, |it| it.tries) + 1;
        if tries == SWEEP_TRIES {
            tracing::warn!(
                ?outcome,
                "choices of a secret ballot that is over still lie in the file written ahead; it is tried on"
            );
        }
        let wait = SWEEP_AGAIN.saturating_mul(2_u32.saturating_pow(tries - 1));
        let at = tokio::time::Instant::now() + wait.min(SWEEP_AT_LAST);
        self.unswept = Some(Unswept { at, tries });
    }

    /// Appends where the logs were seen, or left; nothing if that is not known, or not so.
    async fn append_where_seen(
        &mut self,
        parts: &[Part<'_>],
    ) -> Result<Option<Vec<Result<Committed, StoreError>>>, StoreError> {
        let rows: usize = parts.iter().map(|part| part.drafts.len()).sum();
        let Some(tips) = self.heads.under(parts)? else {
            return Ok(None);
        };
        let is_little = rows <= FEW && tips.len() <= FEW;
        let is_plain = |part: &Part<'_>| part.due.is_empty() && part.pages.is_empty();
        let connection = self.connect().await?;
        let appended = if is_little && parts.iter().all(is_plain) {
            patiently(batch::append_at_once(connection, parts, &tips)).await
        } else {
            patiently(batch::append_whole_at(connection, parts, &tips)).await
        };
        let refused = match appended {
            Ok(Some(committed)) => {
                let outcomes = committed.into_iter().map(Ok).collect();
                return self.note(Ok(Some(outcomes)));
            }
            Ok(None) => None,
            Err(error) => Some(error),
        };
        self.heads.forget(logs(parts));
        match refused {
            Some(error) if !error.concerns_one_table() => self.end(Err(error)).await,
            // Somebody else has written there, or whose trouble it is shows when numbers are asked for.
            _ => {
                self.take_back().await;
                Ok(None)
            }
        }
    }

    async fn change(&mut self, change: &Change) -> Result<u64, StoreError> {
        let dialect = self.database.dialect;
        let connection = self.begin().await?;
        let outcome = patiently(change.make(connection, dialect)).await;
        self.end(outcome).await
    }

    /// A real write, unless one has just told.
    async fn probe(&mut self) -> Result<(), StoreError> {
        if let Some((when, outcome)) = &self.probed
            && when.elapsed() < PROBE_AGE
        {
            return outcome.clone();
        }
        let grown = self.change(&Change::Grow).await;
        let outcome = match grown {
            Ok(_) => self.change(&Change::Shrink).await.map(|_| ()),
            Err(error) => Err(error),
        };
        self.probed = Some((Instant::now(), outcome.clone()));
        outcome
    }

    async fn limit(&mut self, bytes: Option<u64>) -> Result<(), StoreError> {
        if self.database.dialect == Dialect::Postgres {
            return Err(StoreError::Unsupported);
        }
        self.max_pages = match bytes {
            Some(bytes) => signed(bytes / PAGE_BYTES)?.max(1),
            None => UNLIMITED_PAGES,
        };
        if let Some(connection) = &mut self.connection {
            restrict(connection, self.max_pages).await?;
        }
        Ok(())
    }

    /// The connection, a new one if the old one is gone.
    async fn connect(&mut self) -> Result<&mut AnyConnection, StoreError> {
        if self.connection.is_none() {
            let opened = patiently(open(&self.database, self.max_pages)).await;
            self.connection = Some(self.note(opened)?);
        }
        self.connection.as_mut().ok_or(StoreError::Closed)
    }

    /// Begins a transaction, on a new connection if the old one is gone or refuses.
    async fn begin(&mut self) -> Result<&mut AnyConnection, StoreError> {
        let begin = self.database.begin_writing();
        let mut old = self.connection.take();
        if let Some(connection) = &mut old
            && patiently(execute(connection, begin)).await.is_ok()
        {
            return Ok(self
                .connection
                .insert(old.take().ok_or(StoreError::Closed)?));
        }
        let outcome = patiently(execute(self.connect().await?, begin)).await;
        if outcome.is_err() {
            self.connection = None;
        }
        self.note(outcome)?;
        self.connect().await
    }

    /// Commits what succeeded and takes back what did not. A connection that can do neither, or
    /// whose commit failed, is in doubt and given up.
    async fn end<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        let Some(mut connection) = self.connection.take() else {
            return outcome;
        };
        let ending = if outcome.is_ok() {
            "COMMIT"
        } else {
            "ROLLBACK"
        };
        let ended = patiently(execute(&mut connection, ending)).await;
        if ended.is_ok() {
            self.connection = Some(connection);
        }
        let outcome = outcome.and_then(|value| ended.map(|()| value));
        self.note(outcome)
    }

    /// Rolls back. A connection that cannot do that is in doubt and given up.
    async fn take_back(&mut self) {
        if let Some(mut connection) = self.connection.take()
            && patiently(execute(&mut connection, "ROLLBACK"))
                .await
                .is_ok()
        {
            self.connection = Some(connection);
        }
    }

    /// Remembers whether writing works, for the next probe.
    fn note<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        match &outcome {
            Ok(_) => self.probed = Some((Instant::now(), Ok(()))),
            Err(error @ (StoreError::Failed(_) | StoreError::Full | StoreError::Silent)) => {
                tracing::warn!(%error, "the log cannot be written");
                self.probed = Some((Instant::now(), Err(error.clone())));
            }
            Err(_) => {}
        }
        outcome
    }
}

/// Takes what has gathered, as much as one commit may hold, and the first job that is no append.
fn gather(first: Append, jobs: &mut mpsc::Receiver<Job>) -> (Vec<Append>, Option<Job>) {
    let (mut rows, mut bytes) = (0, 0);
    let mut weigh = |job: &Append| {
        rows += job.drafts.len();
        bytes += job
            .drafts
            .iter()
            .map(|draft| draft.body.len())
            .sum::<usize>();
        rows < BATCH_ROWS && bytes < BATCH_BYTES
    };
    let mut more = weigh(&first);
    let mut batch = vec![first];
    while more {
        match jobs.try_recv() {
            Ok(Job::Append(job)) => {
                more = weigh(&job);
                batch.push(job);
            }
            Ok(other) => return (batch, Some(other)),
            Err(_) => break,
        }
    }
    (batch, None)
}

async fn patiently<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(PATIENCE, work)
        .await
        .unwrap_or(Err(StoreError::Silent))
}

async fn open(database: &Database, max_pages: i64) -> Result<AnyConnection, StoreError> {
    let mut connection = database.writer().await?;
    if max_pages != UNLIMITED_PAGES {
        restrict(&mut connection, max_pages).await?;
    }
    Ok(connection)
}

async fn execute(connection: &mut AnyConnection, sql: &'static str) -> Result<(), StoreError> {
    connection.execute(sql).await?;
    Ok(())
}

/// Tries to empty the file that SQLite writes ahead, without waiting long for those who read; whether it is empty.
async fn swept(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    connection.execute("PRAGMA busy_timeout = 100").await?;
    let told = connection
        .fetch_one("PRAGMA wal_checkpoint(TRUNCATE)")
        .await;
    connection.execute("PRAGMA busy_timeout = 5000").await?;
    let is_busy: i64 = told?.try_get(0)?;
    Ok(is_busy == 0)
}

async fn restrict(connection: &mut AnyConnection, pages: i64) -> Result<(), StoreError> {
    let pragma = format!("PRAGMA max_page_count = {pages}");
    connection.execute(AssertSqlSafe(pragma)).await?;
    Ok(())
}

/// Whoever asked may have gone; what was done stays done.
fn answer<T>(done: Answer<T>, outcome: Result<T, StoreError>) {
    let _ = done.send(outcome);
}

/// Which logs a batch appends to.
fn logs<'a>(parts: &'a [Part<'_>]) -> impl Iterator<Item = &'a TableId> {
    parts.iter().map(|part| part.table)
}
