//! The wall clock: the only one that what is recorded goes by. Where the database has a clock of its own, that is the one on the wall:
//! of several machines on one database, none closes anything early because its own is wrong.

use shared::ids::Timestamp;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// By how many milliseconds the database's clock is ahead of this machine's.
static AHEAD: AtomicI64 = AtomicI64::new(0);
/// By how many milliseconds this machine's clock is made to be wrong.
static WRONG: AtomicI64 = AtomicI64::new(0);
/// So many milliseconds of difference are noise, and are not set right again and again.
const NOISE: u64 = 100;

/// The time now.
pub fn now() -> Timestamp {
    let ahead = AHEAD.load(Ordering::Relaxed);
    Timestamp(own().0.saturating_add_signed(ahead))
}

/// The time by this machine's own clock.
pub fn own() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    // A clock set before 1970 is wrong in any case.
    let millis = since.map_or(0, |since| since.as_millis());
    let millis = u64::try_from(millis).unwrap_or(u64::MAX);
    Timestamp(millis.saturating_add_signed(WRONG.load(Ordering::Relaxed)))
}

/// Goes by the database's clock, which said this between two moments of our own. What is in doubt by the time that the answer took is
/// not taken for a difference.
pub fn goes_by(database: Timestamp, asked: Timestamp, answered: Timestamp) {
    let known = AHEAD.load(Ordering::Relaxed);
    if let Some(ahead) = set_right(known, database.0, asked.0, answered.0) {
        AHEAD.store(ahead, Ordering::Relaxed);
        tracing::info!(
            milliseconds = ahead,
            "the database's clock is ahead by so much"
        );
    }
}

fn set_right(known: i64, database: u64, asked: u64, answered: u64) -> Option<i64> {
    // A clock that was put back meanwhile tells nothing.
    let took = answered.checked_sub(asked)?;
    let middle = asked.saturating_add(took / 2);
    let ahead = i64::try_from(i128::from(database) - i128::from(middle)).ok()?;
    (ahead.abs_diff(known) > NOISE + took / 2).then_some(ahead)
}

/// By how many milliseconds the database's clock is ahead of this machine's, as it was last seen.
pub fn ahead() -> i64 {
    AHEAD.load(Ordering::Relaxed)
}

/// Makes this machine's clock wrong by so many milliseconds, for whoever tries what then happens.
pub fn is_wrong_by(milliseconds: i64) {
    WRONG.store(milliseconds, Ordering::Relaxed);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_s_clock_counts_and_a_slow_answer_tells_less() {
        assert_eq!(set_right(0, 3_600_010, 0, 20), Some(3_600_000));
        assert_eq!(set_right(3_600_000, 3_600_090, 0, 20), None, "noise");
        assert_eq!(set_right(0, 1_000, 0, 4_000), None, "it took too long");
        assert_eq!(set_right(0, 10, 3_600_000, 3_600_000), Some(-3_599_990));
        assert_eq!(set_right(0, 3_600_000, 20, 10), None, "it was put back");
    }
}
