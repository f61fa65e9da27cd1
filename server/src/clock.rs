//! The wall clock: the only one that what is recorded goes by.

use shared::ids::Timestamp;
use std::time::SystemTime;

/// The time now.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    // A clock set before 1970 is wrong in any case.
    let millis = since.map_or(0, |since| since.as_millis());
    Timestamp(u64::try_from(millis).unwrap_or(u64::MAX))
}
