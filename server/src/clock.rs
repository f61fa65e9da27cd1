//! The wall clock: the only one that what is recorded goes by.

use shared::ids::Timestamp;
use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime};

/// The time now.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    // A clock set before 1970 is wrong in any case.
    let millis = since.map_or(0, |since| since.as_millis());
    Timestamp(u64::try_from(millis).unwrap_or(u64::MAX))
}

/// How long it has been since some moment, by a clock that nobody puts right and that goes on while a machine sleeps, where there is one.
pub fn steady() -> Duration {
    let up = std::fs::read_to_string("/proc/uptime").ok();
    let seconds = up.and_then(|up| up.split_whitespace().next()?.parse::<f64>().ok());
    let up = seconds.and_then(|it| Duration::try_from_secs_f64(it).ok());
    up.unwrap_or_else(|| BEGAN.elapsed())
}

/// For systems that do not say for how long they are up.
static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
