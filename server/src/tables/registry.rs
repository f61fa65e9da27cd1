//! The registry of open tables: it opens each once, however many come at the same time, and lets go of it when
//! nobody is there any more.

use crate::cluster::{Bus, Nodes};
use crate::metrics::Metrics;
use crate::revisions::Elsewhere;
use crate::sessions::registry::SessionRegistry;
use crate::store::Store;
use crate::tables::actor::{Lease, Table};
use crate::tables::handle::{Request, TableHandle};
use crate::tables::limits::TableLimits;
use crate::tables::rate_limit::{RateLimit, RateLimiter, RateLimiters};
use crate::tables::state::StateError;
use shared::ids::{ParticipantId, TableId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OnceCell, watch};

/// How long the registry waits for its tables and connections when it closes.
const CLOSING: Duration = Duration::from_secs(4);
/// How often one person may have words written again: each time, a table's task reads its document.
const AGAIN: RateLimit = RateLimit {
    rate: 2.0,
    burst: 40.0,
};

/// Why a table cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be opened.
    #[error(transparent)]
    State(#[from] StateError),
    /// The server is stopping.
    #[error("the registry is closing")]
    Closing,
}

/// All open tables. A clone is another hold on the same registry.
#[derive(Clone)]
pub struct TableRegistry(Arc<Inner>);

struct Inner {
    store: Store,
    sessions: SessionRegistry,
    nodes: Nodes,
    bus: Bus,
    limits: TableLimits,
    metrics: Arc<Metrics>,
    meters: RateLimiters,
    /// How often people have words written again.
    again: Arc<RateLimiters>,
    /// What tables say, for those who look from another.
    elsewhere: Arc<Elsewhere>,
    tables: Mutex<HashMap<TableId, Arc<OnceCell<TableHandle>>>>,
    closing: AtomicBool,
    /// Every table's task holds a receiver until it has put the table away.
    tasks: watch::Sender<()>,
}

impl TableRegistry {
    /// A registry with no table open.
    pub fn new(
        store: Store,
        sessions: SessionRegistry,
        (nodes, bus): (Nodes, Bus),
        limits: TableLimits,
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            sessions,
            nodes,
            bus,
            meters: RateLimiters::new(limits.rate),
            again: Arc::new(RateLimiters::new(limits.rate.map(|_| AGAIN))),
            limits,
            metrics: Arc::default(),
            elsewhere: Arc::default(),
            tables: Mutex::default(),
            closing: AtomicBool::new(false),
            tasks: watch::Sender::new(()),
        }))
    }

    /// How much it takes.
    pub fn limits(&self) -> &TableLimits {
        &self.0.limits
    }

    /// What goes on in it, in numbers.
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.metrics
    }

    /// What tables say, for those who look from another.
    pub fn elsewhere(&self) -> &Elsewhere {
        &self.0.elsewhere
    }

    /// Counts what a participant says, wherever they sit.
    pub fn limiter(&self, participant: &ParticipantId) -> RateLimiter {
        self.0.meters.of(participant)
    }

    /// Counts what everybody says.
    pub fn limiters(&self) -> &RateLimiters {
        &self.0.meters
    }

    /// Opens the table, or joins those who have. Two who come at once open it once.
    pub async fn table(&self, id: &TableId) -> Result<TableHandle, OpenError> {
        loop {
            if self.0.closing.load(Ordering::Acquire) {
                return Err(OpenError::Closing);
            }
            let cell = self.tables().entry(id.clone()).or_default().clone();
            let open = || Table::open(self.lease(), self.0.store.clone(), id);
            let handle = match cell.get_or_try_init(open).await {
                Ok(handle) => handle.clone(),
                Err(error) => {
                    self.forget(id, &cell);
                    return Err(error.into());
                }
            };
            // One that was being opened when the registry closed was not told: it ends with its last hold.
            if self.0.closing.load(Ordering::Acquire) {
                return Err(OpenError::Closing);
            }
            if handle.is_open() {
                return Ok(handle);
            }
            // Its task has ended, by a failure or a close: the next one reads the log afresh.
            self.forget(id, &cell);
        }
    }

    /// The table, if it is open.
    pub fn open_table(&self, id: &TableId) -> Option<TableHandle> {
        let tables = self.tables();
        let handle = tables.get(id)?.get()?;
        handle.is_open().then(|| handle.clone())
    }

    /// Drops the registry's hold on a table that nobody else holds; its task ends by that.
    fn let_go(&self, id: &TableId) {
        let mut tables = self.tables();
        let is_idle = |cell: &Arc<OnceCell<TableHandle>>| {
            Arc::strong_count(cell) == 1 && cell.get().is_none_or(TableHandle::is_last_hold)
        };
        if tables.get(id).is_some_and(is_idle) {
            tables.remove(id);
        }
    }

    fn forget(&self, id: &TableId, cell: &Arc<OnceCell<TableHandle>>) {
        let mut tables = self.tables();
        if tables.get(id).is_some_and(|known| Arc::ptr_eq(known, cell)) {
            tables.remove(id);
        }
    }

    fn tables(&self) -> MutexGuard<'_, HashMap<TableId, Arc<OnceCell<TableHandle>>>> {
        // Nothing is done under the lock that could panic half-way.
        self.0.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lease(&self) -> Lease {
        let registry = self.clone();
        Lease {
            limits: self.0.limits.clone(),
            metrics: self.0.metrics.clone(),
            sessions: self.0.sessions.clone(),
            nodes: self.0.nodes.clone(),
            bus: self.0.bus.clone(),
            again: self.0.again.clone(),
            elsewhere: self.0.elsewhere.clone(),
            let_go: Box::new(move |id| registry.let_go(id)),
            _task: self.0.tasks.subscribe(),
        }
    }

    /// All that are open now.
    pub(crate) fn all_open(&self) -> Vec<(TableId, TableHandle)> {
        let tables = self.tables();
        let open = tables
            .iter()
            .filter_map(|(id, cell)| Some((id.clone(), cell.get()?.clone())));
        open.filter(|(_, handle)| handle.is_open()).collect()
    }

    /// How many tables are open.
    pub fn open_tables(&self) -> usize {
        self.tables().len()
    }

    /// Closes every table: what has come in is committed, people are told to come back, a snapshot is
    /// taken. Returns when all of that is done, or after four seconds.
    pub async fn close(&self) {
        self.0.closing.store(true, Ordering::Release);
        let cells: Vec<_> = self.tables().drain().map(|(_, cell)| cell).collect();
        let handles: Vec<_> = cells
            .iter()
            .filter_map(|cell| cell.get().cloned())
            .collect();
        drop(cells);
        let all_gone = async {
            for handle in &handles {
                drop(handle.send(Request::Close).await);
            }
            // Those that were let go of just before are still taking their snapshots.
            self.0.tasks.closed().await;
            self.0.metrics.nobody_sits().await;
        };
        if tokio::time::timeout(CLOSING, all_gone).await.is_err() {
            tracing::warn!("some tables or connections did not close in time");
        }
    }
}
