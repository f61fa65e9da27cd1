//! The handle that everybody writes with: jobs go into one bounded queue, to one writer.

use std::future::Future;

use shared::features::ballots::SecretChange;
use shared::ids::TableId;
use tokio::sync::{mpsc, oneshot};

use super::change::Change;
use super::database::signed;
use super::due::Due;
use super::entry::{Committed, Draft};
use super::error::StoreError;
use super::part::Seen;
use super::published::PublishedPage;

/// How many jobs may wait; who comes later waits to be let in.
const QUEUE: usize = 1_024;

/// Where the writer says what came of a job.
pub(super) type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

pub(super) enum Job {
    Append(Append),
    Change(Box<Change>, Answer<u64>),
    Probe(Answer<()>),
    Limit(Option<u64>, Answer<()>),
    Close(Answer<()>),
}

pub(super) struct Append {
    pub(super) table: TableId,
    pub(super) drafts: Vec<Draft>,
    /// What becomes of what is kept beside the log.
    pub(super) choices: Vec<SecretChange>,
    pub(super) due: Vec<Due>,
    pub(super) pages: Vec<PublishedPage>,
    /// On what it was decided.
    pub(super) seen: Option<Seen>,
    pub(super) done: Answer<Committed>,
}

/// A handle to the writer's task; cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Log {
    jobs: mpsc::Sender<Job>,
}

impl Log {
    /// The handle, and where its jobs come out.
    pub(super) fn new() -> (Self, mpsc::Receiver<Job>) {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        (Self { jobs }, waiting)
    }

    /// Appends the drafts to the table's log, all or none, and returns once they are on the disk.
    ///
    /// Appends to one table are numbered in the order in which these futures are first polled.
    /// After an error the entries may nevertheless be in the log (a commit whose answer was lost):
    /// read it again before going on. Dropping the future does not take the entries back.
    pub fn append(
        &self,
        table: TableId,
        drafts: Vec<Draft>,
    ) -> impl Future<Output = Result<Committed, StoreError>> + Send + 'static + use<> {
        self.append_with(table, drafts, Vec::new(), Vec::new())
    }

    /// The same, with what becomes of choices on secret ballots, and what the drafts say of what is closed by itself: in the same
    /// transaction, or not at all.
    pub fn append_with(
        &self,
        table: TableId,
        drafts: Vec<Draft>,
        choices: Vec<SecretChange>,
        due: Vec<Due>,
    ) -> impl Future<Output = Result<Committed, StoreError>> + Send + 'static + use<> {
        self.append_as_seen(table, drafts, (choices, due, Vec::new()), None)
    }

    /// The same, with what the drafts say of pages that need no account, if the log and its session are as they were seen; otherwise
    /// nothing is written, which is [`StoreError::Moved`]. A commit whose answer was lost is looked up, and done once.
    pub fn append_as_seen(
        &self,
        table: TableId,
        drafts: Vec<Draft>,
        (choices, due, pages): (Vec<SecretChange>, Vec<Due>, Vec<PublishedPage>),
        seen: Option<Seen>,
    ) -> impl Future<Output = Result<Committed, StoreError>> + Send + 'static + use<> {
        let log = self.clone();
        async move {
            // Refused before it can spoil a batch that others share.
            drafts
                .iter()
                .try_for_each(|draft| signed(draft.at.0).map(|_| ()))?;
            log.ask(|done| {
                Job::Append(Append {
                    table,
                    drafts,
                    choices,
                    due,
                    pages,
                    seen,
                    done,
                })
            })
            .await
        }
    }

    pub(super) async fn change(&self, change: Change) -> Result<u64, StoreError> {
        self.ask(|done| Job::Change(Box::new(change), done)).await
    }

    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        self.ask(Job::Probe).await
    }

    pub(super) async fn limit(&self, bytes: Option<u64>) -> Result<(), StoreError> {
        self.ask(|done| Job::Limit(bytes, done)).await
    }

    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.ask(Job::Close).await
    }

    /// How many jobs wait.
    pub(super) fn queued(&self) -> u64 {
        (self.jobs.max_capacity() - self.jobs.capacity()) as u64
    }

    async fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Result<T, StoreError> {
        let (done, answer) = oneshot::channel();
        self.jobs
            .send(job(done))
            .await
            .map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}
