//! What goes on in the hall, in numbers.

use shared::protocol::CloseCode;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// Counters and gauges since the start.
#[derive(Debug)]
pub struct Metrics {
    seats: watch::Sender<usize>,
    delivered: AtomicU64,
    refusals: Mutex<BTreeMap<String, u64>>,
    closings: Mutex<BTreeMap<u16, u64>>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            seats: watch::Sender::new(0),
            delivered: AtomicU64::new(0),
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

    /// A frame was refused for this reason.
    pub fn refused(&self, code: &str) {
        count(&self.refusals, code.to_owned());
    }

    /// A seat was sent away.
    pub fn closed(&self, code: CloseCode) {
        count(&self.closings, code.number());
    }

    /// The numbers in the text form of Prometheus.
    pub fn render(&self, open_tables: usize) -> String {
        let mut text = String::new();
        let mut line = |line: std::fmt::Arguments<'_>| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{line}");
        };
        line(format_args!(
            "# TYPE roundtable_seats gauge\nroundtable_seats {}",
            *self.seats.borrow()
        ));
        line(format_args!(
            "# TYPE roundtable_tables gauge\nroundtable_tables {open_tables}"
        ));
        let delivered = self.delivered.load(Ordering::Relaxed);
        line(format_args!(
            "# TYPE roundtable_deliveries_total counter\nroundtable_deliveries_total {delivered}"
        ));
        line(format_args!("# TYPE roundtable_refusals_total counter"));
        for (reason, count) in &*self.refusals.lock().unwrap_or_else(PoisonError::into_inner) {
            line(format_args!(
                "roundtable_refusals_total{{reason=\"{reason}\"}} {count}"
            ));
        }
        line(format_args!("# TYPE roundtable_closings_total counter"));
        for (code, count) in &*self.closings.lock().unwrap_or_else(PoisonError::into_inner) {
            line(format_args!(
                "roundtable_closings_total{{code=\"{code}\"}} {count}"
            ));
        }
        text
    }
}

fn count<K: Ord>(counts: &Mutex<BTreeMap<K, u64>>, key: K) {
    *counts
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(key)
        .or_default() += 1;
}
