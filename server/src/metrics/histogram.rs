//! How often a value fell into which range.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Counts while others read.
#[derive(Debug)]
pub struct Buckets {
    bounds: &'static [u64],
    counts: Vec<AtomicU64>,
    sum: AtomicU64,
}

/// The counts at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    /// The inclusive upper bound of each range.
    pub bounds: &'static [u64],
    /// The count of each range, and one more for what lies beyond the last; not cumulative.
    pub counts: Vec<u64>,
    /// The sum of all values.
    pub sum: u64,
}

impl Buckets {
    /// Ranges with these inclusive upper bounds, and one more beyond the last.
    pub fn new(bounds: &'static [u64]) -> Self {
        let counts = (0..=bounds.len()).map(|_| AtomicU64::new(0)).collect();
        Self {
            bounds,
            counts,
            sum: AtomicU64::new(0),
        }
    }

    /// Counts a value.
    pub fn observe(&self, value: u64) {
        let bucket = self.bounds.partition_point(|bound| *bound < value);
        self.counts[bucket].fetch_add(1, Relaxed);
        self.sum.fetch_add(value, Relaxed);
    }

    /// Counts a time in microseconds.
    pub fn observe_micros(&self, took: Duration) {
        self.observe(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// The counts now.
    pub fn read(&self) -> Histogram {
        let counts = self
            .counts
            .iter()
            .map(|count| count.load(Relaxed))
            .collect();
        Histogram {
            bounds: self.bounds,
            counts,
            sum: self.sum.load(Relaxed),
        }
    }
}
