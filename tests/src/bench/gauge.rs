//! Counting, and reading what the system knows of a process.

use std::time::Duration;

const BUCKET: u64 = 10;

/// How long things took, in buckets of ten microseconds up to a second.
#[derive(Debug, Clone)]
pub struct Gauge {
    buckets: Vec<u64>,
    /// How many were counted.
    pub count: u64,
}

impl Default for Gauge {
    fn default() -> Self {
        Self {
            buckets: vec![0; 100_001],
            count: 0,
        }
    }
}

impl Gauge {
    /// Counts one that took so many microseconds.
    pub fn note(&mut self, micros: u64) {
        let bucket = usize::try_from(micros / BUCKET).unwrap_or(usize::MAX);
        let last = self.buckets.len() - 1;
        self.buckets[bucket.min(last)] += 1;
        self.count += 1;
    }

    /// The time within which so many of a thousand were done, in milliseconds.
    #[allow(
        clippy::cast_precision_loss,
        reason = "at most a hundred thousand buckets"
    )]
    pub fn permille(&self, permille: u64) -> f64 {
        let wanted = (self.count * permille).div_ceil(1000).max(1);
        let mut seen = 0;
        let found = self.buckets.iter().position(|count| {
            seen += count;
            seen >= wanted
        });
        found.map_or(f64::NAN, |bucket| {
            (bucket as u64 * BUCKET + BUCKET / 2) as f64 / 1000.0
        })
    }
}

/// How long a process has computed, in all its threads.
pub fn cpu(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name in parentheses may hold anything; after it come the fields from the third on.
    let fields = stat
        .rsplit_once(')')
        .map_or("", |(_, fields)| fields)
        .split_whitespace();
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    // Linux counts a hundred ticks a second for every reader of /proc.
    Duration::from_millis(ticks * 10)
}

/// A line of `/proc/PID/status` in kibibytes: `VmRSS` now, `VmHWM` at most.
pub fn memory(pid: u32, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let found = status
        .lines()
        .find_map(|found| found.strip_prefix(line)?.strip_prefix(':'));
    found
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
