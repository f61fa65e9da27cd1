//! What goes on at the tables, in numbers.

pub mod histogram;
pub mod page;

use histogram::Buckets;
use page::Page;
use shared::protocol::CloseReason;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Upper bounds of how long a delivery took, in microseconds.
const DELIVERY_MICROS: &[u64] = &[
    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
];

/// Counters and gauges since the start.
#[derive(Debug)]
pub struct Metrics {
    seats: watch::Sender<usize>,
    delivered: AtomicU64,
    delivery_micros: Buckets,
    rested: AtomicU64,
    conflicts: AtomicU64,
    caught_up: AtomicU64,
    taken_in: AtomicU64,
    missed: AtomicU64,
    refusals: Mutex<BTreeMap<String, u64>>,
    closings: Mutex<BTreeMap<(u16, String), u64>>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            seats: watch::Sender::new(0),
            delivered: AtomicU64::new(0),
            delivery_micros: Buckets::new(DELIVERY_MICROS),
            rested: AtomicU64::new(0),
            conflicts: AtomicU64::new(0),
            caught_up: AtomicU64::new(0),
            taken_in: AtomicU64::new(0),
            missed: AtomicU64::new(0),
            refusals: Mutex::default(),
            closings: Mutex::default(),
        }
    }
}

/// Counts a seat for as long as it is held.
pub struct Sitting(Arc<Metrics>);

impl Drop for Sitting {
    fn drop(&mut self) {
        self.0.seats.send_modify(|seats| *seats -= 1);
    }
}

impl Metrics {
    /// Somebody sits until the guard is dropped.
    pub fn sitting(self: &Arc<Self>) -> Sitting {
        self.seats.send_modify(|seats| *seats += 1);
        Sitting(Arc::clone(self))
    }

    /// Waits until no seat is taken.
    pub async fn nobody_sits(&self) {
        // The sender is ours: waiting cannot fail.
        drop(self.seats.subscribe().wait_for(|seats| *seats == 0).await);
    }

    /// A frame went out to one seat.
    pub fn delivered(&self) {
        self.delivered.fetch_add(1, Ordering::Relaxed);
    }

    /// What was said in one round went out to one seat, so long after the table had begun with it.
    pub fn delivered_in(&self, took: Duration) {
        self.delivery_micros.observe_micros(took);
    }

    /// A table's document was put to rest.
    pub fn rested(&self) {
        self.rested.fetch_add(1, Ordering::Relaxed);
    }

    /// A batch was decided again, since another process had written.
    pub fn conflicted(&self) {
        self.conflicts.fetch_add(1, Ordering::Relaxed);
    }

    /// So many entries of another process were taken in.
    pub fn caught_up(&self, entries: u64) {
        self.caught_up.fetch_add(entries, Ordering::Relaxed);
    }

    /// So many entries of another process were taken in as the bus brought them.
    pub fn taken_in(&self, entries: u64) {
        self.taken_in.fetch_add(entries, Ordering::Relaxed);
    }

    /// The bus brought entries that do not follow from what is known: some before them were lost, or are on their way.
    pub fn missed(&self) {
        self.missed.fetch_add(1, Ordering::Relaxed);
    }

    /// How often it did.
    pub fn gaps(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }

    /// A frame or a command was refused for this reason.
    pub fn refused(&self, code: &str) {
        count(&self.refusals, code.to_owned());
    }

    /// A seat was sent away.
    pub fn closed(&self, reason: &CloseReason) {
        let key = (reason.code().number(), reason.name().to_owned());
        count(&self.closings, key);
    }

    /// The numbers in the text form of Prometheus.
    pub fn render(&self, open_tables: usize) -> String {
        let mut page = Page::default();
        self.tell(&mut page, open_tables);
        page.into_text()
    }

    /// Tells the numbers.
    pub fn tell(&self, page: &mut Page, open_tables: usize) {
        let (seats, delivered) = (*self.seats.borrow(), self.delivered.load(Ordering::Relaxed));
        page.gauge("seats", "Connections that sit at a table.", seats);
        page.gauge("tables", "Tables that are open.", open_tables);
        page.counter(
            "rests_total",
            "Documents that were kept as bytes only since nobody wrote.",
            self.rested.load(Ordering::Relaxed),
        );
        page.counter(
            "conflicts_total",
            "Batches that were decided again, since another process had written.",
            self.conflicts.load(Ordering::Relaxed),
        );
        page.counter(
            "caught_up_total",
            "Entries of other processes that were read from the database.",
            self.caught_up.load(Ordering::Relaxed),
        );
        page.counter(
            "taken_in_total",
            "Entries of other processes that were taken in as the bus brought them.",
            self.taken_in.load(Ordering::Relaxed),
        );
        page.counter(
            "bus_gaps_total",
            "Times that the bus brought entries which do not follow from what was known.",
            self.missed.load(Ordering::Relaxed),
        );
        page.counter(
            "deliveries_total",
            "Frames that went out to a seat because of others.",
            delivered,
        );
        page.seconds(
            "delivery_seconds",
            "From when a table begins with a message to when it is handed to the socket of a seat.",
            &self.delivery_micros.read(),
        );
        let refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        page.counters(
            "refusals_total",
            "Frames and commands that were refused.",
            refusals
                .iter()
                .map(|(reason, count)| (format!("reason=\"{reason}\""), *count)),
        );
        let closings = self.closings.lock().unwrap_or_else(PoisonError::into_inner);
        page.counters(
            "closings_total",
            "Seats that the server has closed.",
            closings.iter().map(|((code, reason), count)| {
                (format!("code=\"{code}\",reason=\"{reason}\""), *count)
            }),
        );
    }
}

fn count<K: Ord>(counts: &Mutex<BTreeMap<K, u64>>, key: K) {
    *counts
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(key)
        .or_default() += 1;
}
