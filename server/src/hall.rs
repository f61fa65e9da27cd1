//! The hall: which tables are open.

use crate::book::BookError;
use crate::gate;
use crate::metrics::Metrics;
use crate::pace::{Meter, Meters, Pace};
use crate::seat::Patience;
use crate::store::Store;
use crate::table::{Ask, Table, TableHandle};
use shared::ids::{ParticipantId, TableId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OnceCell, watch};

/// How long the hall waits for its tables and seats when it closes.
const CLOSING: Duration = Duration::from_secs(4);

/// How long a table without people stays open: somebody who reloads the page finds it as it was.
const LINGER: Duration = Duration::from_secs(10);
/// How long nobody writes before a table's document is kept as bytes only: somebody who thinks about the
/// next word is not made to wait for it.
const REST: Duration = Duration::from_secs(5);

/// How much the hall takes.
#[derive(Debug, Clone)]
pub struct HallLimits {
    /// What a single message may hold.
    pub gate: gate::Limits,
    /// Connections at one table.
    pub seats_per_table: usize,
    /// How fast one participant may speak, on all their connections together; as fast as they like
    /// if there is none.
    pub pace: Option<Pace>,
    /// How long seats wait for signs of life.
    pub patience: Patience,
    /// How long a table without people stays open.
    pub linger: Duration,
    /// How long nobody writes at a table before its document is kept as bytes only.
    pub rest: Duration,
}

impl Default for HallLimits {
    fn default() -> Self {
        Self {
            gate: gate::Limits::default(),
            seats_per_table: 1_000,
            pace: Some(Pace {
                rate: 100.0,
                burst: 1_000.0,
            }),
            patience: Patience::default(),
            linger: LINGER,
            rest: REST,
        }
    }
}

impl HallLimits {
    /// Rates and seat counts lifted. The gate stays.
    #[must_use]
    pub fn lifted(self) -> Self {
        Self {
            seats_per_table: usize::MAX,
            pace: None,
            ..self
        }
    }
}

/// Why a table cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum HallError {
    /// It cannot be opened.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The server is stopping.
    #[error("the hall is closing")]
    Closing,
}

/// All open tables. A clone is another hold on the same hall.
#[derive(Clone)]
pub struct Hall(Arc<Inner>);

struct Inner {
    store: Store,
    limits: HallLimits,
    metrics: Arc<Metrics>,
    meters: Meters,
    tables: Mutex<HashMap<TableId, Arc<OnceCell<TableHandle>>>>,
    closing: AtomicBool,
    /// Every table's task holds a receiver until it has put the table away.
    tasks: watch::Sender<()>,
}

impl Hall {
    /// A hall with no table open.
    pub fn new(store: Store, limits: HallLimits) -> Self {
        Self(Arc::new(Inner {
            store,
            meters: Meters::new(limits.pace),
            limits,
            metrics: Arc::default(),
            tables: Mutex::default(),
            closing: AtomicBool::new(false),
            tasks: watch::Sender::new(()),
        }))
    }

    /// How much it takes.
    pub fn limits(&self) -> &HallLimits {
        &self.0.limits
    }

    /// What goes on in it, in numbers.
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.metrics
    }

    /// Counts what a participant says, wherever they sit.
    pub fn meter(&self, participant: &ParticipantId) -> Meter {
        self.0.meters.of(participant)
    }

    /// Opens the table, or joins those who have. Two who come at once open it once.
    pub async fn table(&self, id: &TableId) -> Result<TableHandle, HallError> {
        loop {
            if self.0.closing.load(Ordering::Acquire) {
                return Err(HallError::Closing);
            }
            let cell = self.tables().entry(id.clone()).or_default().clone();
            let open = || Table::open(self.clone(), self.0.store.clone(), id);
            let handle = match cell.get_or_try_init(open).await {
                Ok(handle) => handle.clone(),
                Err(error) => {
                    self.forget(id, &cell);
                    return Err(error.into());
                }
            };
            // One that was being opened when the hall closed was not told: it ends with its last hold.
            if self.0.closing.load(Ordering::Acquire) {
                return Err(HallError::Closing);
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

    /// Drops the hall's hold on a table that nobody else holds; its task ends by that.
    pub(crate) fn let_go(&self, id: &TableId) {
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

    /// What a table's task holds until it has put the table away: the hall closes after that.
    pub(crate) fn task(&self) -> watch::Receiver<()> {
        self.0.tasks.subscribe()
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
                drop(handle.send(Ask::Close).await);
            }
            // Those that were let go of just before are still taking their snapshots.
            self.0.tasks.closed().await;
            self.0.metrics.nobody_sits().await;
        };
        if tokio::time::timeout(CLOSING, all_gone).await.is_err() {
            tracing::warn!("some tables or seats did not close in time");
        }
    }
}
