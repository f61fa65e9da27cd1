//! The replays that are ready: whoever slides through a session asks many times in a row. Few are kept, and each only for a
//! while after it was asked last.

use super::replay::{Past, with};
use crate::error::Problem;
use crate::store::Store;
use crate::tables::rate_limit::{RateLimit, RateLimiters};
use shared::ids::{ParticipantId, TableId};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until};

/// For how many tables a replay is kept. One of a hundred thousand edits takes some 60 MB.
const MOST: usize = 4;
/// For how long one is kept that nobody asks.
const KEPT: Duration = Duration::from_mins(1);
/// How many are asked at the same time, whoever asks: each takes a processor for itself.
const AT_ONCE: usize = 2;
/// How often one person may ask. Whoever slides asks again when an answer has come.
const PACE: RateLimit = RateLimit {
    rate: 20.0,
    burst: 100.0,
};
/// As how many moments a timeline counts.
const TIMELINE: usize = 10;

/// The replays of tables that somebody looks back at. A clone is another hold on the same ones.
#[derive(Clone)]
pub struct Pasts(Arc<Inner>);

struct Inner {
    store: Store,
    kept: Mutex<Vec<Kept>>,
    asking: Semaphore,
    limiters: RateLimiters,
}

struct Kept {
    table: TableId,
    past: Arc<Mutex<Past>>,
    /// Held by whoever reads on.
    reading: Arc<tokio::sync::Mutex<()>>,
    until: Instant,
}

impl Pasts {
    /// None yet.
    pub fn new(store: Store) -> Self {
        Self(Arc::new(Inner {
            store,
            kept: Mutex::default(),
            asking: Semaphore::new(AT_ONCE),
            limiters: RateLimiters::new(Some(PACE)),
        }))
    }

    /// Whether this person may ask for a moment now; counts it.
    pub fn may_ask(&self, who: &ParticipantId) -> bool {
        self.0.limiters.of(who).allows()
    }

    /// Whether this person may ask for a timeline now; counts it.
    pub fn may_ask_all(&self, who: &ParticipantId) -> bool {
        let limiter = self.0.limiters.of(who);
        (0..TIMELINE).all(|_| limiter.allows())
    }

    /// Asks a table's past, with all that its log says by now.
    pub async fn ask<T: Send + 'static>(
        &self,
        table: &TableId,
        ask: impl FnOnce(&Past) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (this, table) = (self.clone(), table.clone());
        // By itself: whoever goes away meanwhile leaves nothing half-read.
        let asked = tokio::spawn(async move { this.read_and_ask(&table, ask).await });
        asked.await.map_err(|_| Problem::Internal)?
    }

    async fn read_and_ask<T: Send + 'static>(
        &self,
        table: &TableId,
        ask: impl FnOnce(&Past) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (past, reading) = self.of(table);
        let answer = async {
            let _reading = reading.lock().await;
            let permit = self.0.asking.acquire().await;
            let _permit = permit.map_err(|_| Problem::Stopping)?;
            Past::read_on(&past, &self.0.store, table).await?;
            with(&past, |past| Ok(ask(past))).await
        };
        let answer = answer.await;
        if answer.is_err() {
            // It may have stopped half-way.
            self.kept().retain(|kept| !Arc::ptr_eq(&kept.past, &past));
        }
        answer
    }

    /// How many replays are ready.
    pub fn ready(&self) -> usize {
        self.kept().len()
    }

    fn of(&self, table: &TableId) -> (Arc<Mutex<Past>>, Arc<tokio::sync::Mutex<()>>) {
        let mut kept = self.kept();
        let is_swept = !kept.is_empty();
        let until = Instant::now() + KEPT;
        let mut this = match kept.iter().position(|kept| kept.table == *table) {
            Some(place) => kept.remove(place),
            None => Kept {
                table: table.clone(),
                past: Arc::default(),
                reading: Arc::default(),
                until,
            },
        };
        this.until = until;
        let found = (this.past.clone(), this.reading.clone());
        // The one that was asked longest ago is the first.
        kept.push(this);
        if kept.len() > MOST {
            kept.remove(0);
        }
        if !is_swept {
            tokio::spawn(sweep(Arc::downgrade(&self.0)));
        }
        found
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.0.kept()
    }
}

impl Inner {
    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        // Nothing is done under the lock that could panic half-way.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops what nobody asks any more, until nothing is left.
async fn sweep(pasts: std::sync::Weak<Inner>) {
    loop {
        let Some(next) = pasts.upgrade().and_then(|pasts| {
            let mut kept = pasts.kept();
            let now = Instant::now();
            kept.retain(|kept| kept.until > now);
            kept.first().map(|first| first.until)
        }) else {
            return;
        };
        sleep_until(next).await;
    }
}
