//! What the writer counts.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use crate::metrics::histogram::{Buckets, Histogram};

/// Upper bounds of how many rows a commit held.
const BATCH_ROWS: &[u64] = &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 4_096];
/// Upper bounds of how long a commit took, in microseconds.
const COMMIT_MICROS: &[u64] = &[
    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
];

/// The counts at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// Commits of entries that succeeded.
    pub commits: u64,
    /// Commits of entries that failed.
    pub failed_commits: u64,
    /// Entries committed.
    pub rows: u64,
    /// Bytes of their bodies.
    pub bytes: u64,
    /// Damaged rows that reading came upon.
    pub damaged: u64,
    /// Jobs that wait for the writer.
    pub queued: u64,
    /// Whether choices that were erased still lie in the file that SQLite writes ahead.
    pub unswept: bool,
    /// Entries in each commit.
    pub batch_rows: Histogram,
    /// Microseconds of each commit, from taking the numbers to the disk's answer.
    pub commit_micros: Histogram,
}

/// Counts while others read.
pub(super) struct Meter {
    commits: AtomicU64,
    failed_commits: AtomicU64,
    rows: AtomicU64,
    bytes: AtomicU64,
    damaged: AtomicU64,
    unswept: AtomicBool,
    batch_rows: Buckets,
    commit_micros: Buckets,
}

impl Meter {
    pub(super) fn new() -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            commits: zero(),
            failed_commits: zero(),
            rows: zero(),
            bytes: zero(),
            damaged: zero(),
            unswept: AtomicBool::new(false),
            batch_rows: Buckets::new(BATCH_ROWS),
            commit_micros: Buckets::new(COMMIT_MICROS),
        }
    }

    pub(super) fn committed(&self, rows: u64, bytes: u64, took: Duration) {
        self.commits.fetch_add(1, Relaxed);
        self.rows.fetch_add(rows, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
        self.batch_rows.observe(rows);
        self.commit_micros.observe_micros(took);
    }

    pub(super) fn failed(&self) {
        self.failed_commits.fetch_add(1, Relaxed);
    }

    pub(super) fn unswept(&self, is_so: bool) {
        self.unswept.store(is_so, Relaxed);
    }

    pub(super) fn damaged(&self) {
        self.damaged.fetch_add(1, Relaxed);
    }

    pub(super) fn read(&self, queued: u64) -> Metrics {
        Metrics {
            commits: self.commits.load(Relaxed),
            failed_commits: self.failed_commits.load(Relaxed),
            rows: self.rows.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            damaged: self.damaged.load(Relaxed),
            queued,
            unswept: self.unswept.load(Relaxed),
            batch_rows: self.batch_rows.read(),
            commit_micros: self.commit_micros.read(),
        }
    }
}
