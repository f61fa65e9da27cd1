//! Why a roster cannot be asked who is on it: whoever knocks under a name that it does not expect has missed, and each address may miss
//! only so often. After that the roster lets nobody in from there for a while: they wait, and a facilitator looks at them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::MutexGuard;

use crate::tables::rate_limit::{RateLimit, TokenBucket};

/// Misses of one address: as many people as come to a hall and are on no list, and three a minute after that.
const OF_ONE: RateLimit = RateLimit {
    rate: 0.05,
    burst: 100.0,
};
/// How many addresses are remembered at most. Where there is no room for one more, it asks nothing.
const REMEMBERED: usize = 10_000;

/// Of so many, each address has one at which it takes turns.
const TURNS: usize = 64;

/// Counts misses.
#[derive(Debug)]
pub struct RosterMisses {
    each: Option<Mutex<HashMap<IpAddr, TokenBucket>>>,
    turns: [Turns; TURNS],
}

/// One after another.
type Turns = tokio::sync::Mutex<()>;

impl RosterMisses {
    /// Nobody has missed yet. Where nothing is limited, nothing is counted.
    pub fn new(is_limited: bool) -> Self {
        Self {
            each: is_limited.then(Mutex::default),
            turns: std::array::from_fn(|_| Turns::default()),
        }
    }

    /// Whoever knocks from an address is looked up when those before them have been: what is taken for one who is expected is given
    /// back before it is missing to the next, however many knock at once.
    pub async fn turn(&self, address: IpAddr) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        let which = usize::try_from(hasher.finish() % TURNS as u64).unwrap_or_default();
        self.turns[which].lock().await
    }

    /// Whether the roster may be asked for somebody at this address. It counts as a miss until it is [given back](Self::give_back).
    pub fn take(&self, address: IpAddr, now: Instant) -> bool {
        self.with(|each| {
            if each.len() >= REMEMBERED {
                each.retain(|_, left| !left.is_whole(OF_ONE, now));
            }
            if each.len() >= REMEMBERED && !each.contains_key(&address) {
                return false;
            }
            let fresh = || TokenBucket::whole(OF_ONE, now);
            let own = each.entry(address).or_insert_with(fresh);
            own.take(OF_ONE, now)
        })
        .unwrap_or(true)
    }

    /// It was no miss.
    pub fn give_back(&self, address: IpAddr, now: Instant) {
        self.with(|each| {
            if let Some(own) = each.get_mut(&address) {
                own.give_back(OF_ONE, now);
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<IpAddr, TokenBucket>) -> T) -> Option<T> {
        // Nothing is done under the lock that could panic half-way.
        let each = self.each.as_ref()?.lock();
        Some(work(&mut each.unwrap_or_else(PoisonError::into_inner)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn whoever_is_expected_costs_nothing_and_whoever_guesses_is_stopped() {
        let (misses, start) = (RosterMisses::new(true), Instant::now());
        let [hall, elsewhere] = [1_u32, 2].map(|it| IpAddr::from(it.to_be_bytes()));
        for _ in 0..1_000 {
            assert!(misses.take(hall, start));
            misses.give_back(hall, start);
        }
        let asked = (0..1_000).filter(|_| misses.take(hall, start)).count();
        assert_eq!(asked, 100);
        assert!(misses.take(elsewhere, start));
        let hour = start + Duration::from_hours(1);
        let asked = (0..1_000).filter(|_| misses.take(hall, hour)).count();
        assert_eq!(asked, 100);
    }

    #[test]
    fn memory_is_bounded() {
        let (misses, start) = (RosterMisses::new(true), Instant::now());
        for number in 0..20_000_u32 {
            misses.take(IpAddr::from(number.to_be_bytes()), start);
        }
        assert_eq!(misses.with(|each| each.len()), Some(REMEMBERED));
    }
}
