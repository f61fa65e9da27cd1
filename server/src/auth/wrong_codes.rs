//! Why guessing a join code is hopeless: a budget that only wrong codes spend. A right one costs nothing, so that three hundred
//! people behind one address come in within a minute, and a few dozen of them mistype first.
//!
//! Each address has a budget, and all of them together have one: whoever has many addresses still guesses a few dozen times a
//! minute at 2³⁴ codes. Once one of them is spent, right codes are refused as well as wrong ones, or guessing would go on. But a
//! code that was lately right from this very address is no guess: it is let through whatever the budgets say, so that one phone in
//! the hall, or a thousand machines elsewhere, lock nobody out of a hall where the code is known.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use shared::joining::JoinCode;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::tables::rate_limit::{RateLimit, TokenBucket};

/// Wrong codes of one address: as many people mistype at once in a hall, and one in two seconds after that.
const OF_ONE: RateLimit = RateLimit {
    rate: 0.5,
    burst: 120.0,
};
/// Wrong codes of all addresses together.
const OF_ALL: RateLimit = RateLimit {
    rate: 1.0,
    burst: 600.0,
};
/// For how long it is known that a code was right from an address: a day at the venue.
const KNOWN: Duration = Duration::from_hours(12);
/// How many addresses are remembered at most for their wrong codes, and how many codes for their right ones.
const REMEMBERED: usize = 10_000;
/// How many addresses are known at most from which a code was right.
const ADDRESSES: usize = 1_000;
/// How many codes are looked up at once that may be guesses.
const AT_ONCE: usize = 16;
/// What is owed at most: what was under way when the last of a budget was spent.
const DEBT: f64 = 16.0;

/// Counts wrong codes.
#[derive(Debug)]
pub struct WrongCodes {
    counts: Option<Mutex<Counts>>,
    turns: Semaphore,
}

#[derive(Debug)]
struct Counts {
    all: TokenBucket,
    each: HashMap<IpAddr, TokenBucket>,
    known: HashMap<JoinCode, Known>,
}

/// From where a code was right, and when last.
#[derive(Debug)]
struct Known {
    addresses: HashMap<IpAddr, Instant>,
    last: Instant,
}

impl WrongCodes {
    /// Nobody has tried one yet. Where nothing is limited, nothing is counted.
    pub fn new(is_limited: bool, now: Instant) -> Self {
        let counts = || {
            Mutex::new(Counts {
                all: TokenBucket::whole(OF_ALL, now),
                each: HashMap::new(),
                known: HashMap::new(),
            })
        };
        Self {
            counts: is_limited.then(counts),
            turns: Semaphore::new(AT_ONCE),
        }
    }

    /// Whether this code was right from this address lately, so that trying it is no guess.
    pub fn is_known(&self, address: IpAddr, code: &JoinCode, now: Instant) -> bool {
        self.with(|counts| {
            let known = counts.known.get(code);
            let at = known.and_then(|known| known.addresses.get(&address));
            at.is_some_and(|at| is_fresh(*at, now))
        })
        .unwrap_or(true)
    }

    /// A turn at guessing, held from before [`Self::may_try`] until the code was found wrong or right: only so many are looked up
    /// before they are paid for.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.turns.acquire().await.ok()
    }

    /// Whether somebody at this address may try a code now that is not known from there. Asking costs nothing.
    pub fn may_try(&self, address: IpAddr, now: Instant) -> bool {
        self.with(|counts| {
            let own = counts.each.get(&address);
            let has_own = own.is_none_or(|left| left.has(OF_ONE, now));
            has_own && counts.all.has(OF_ALL, now)
        })
        .unwrap_or(true)
    }

    /// A code from this address was wrong. What was looked at in the same moment is paid for: the budgets go below nothing, but not
    /// far.
    pub fn wrong(&self, address: IpAddr, now: Instant) {
        self.with(|counts| {
            counts.all.owe(OF_ALL, 1.0, DEBT, now);
            if counts.each.len() >= REMEMBERED {
                counts.each.retain(|_, left| !left.is_whole(OF_ONE, now));
            }
            if counts.each.len() < REMEMBERED || counts.each.contains_key(&address) {
                let fresh = || TokenBucket::whole(OF_ONE, now);
                let own = counts.each.entry(address).or_insert_with(fresh);
                own.owe(OF_ONE, 1.0, DEBT, now);
            }
        });
    }

    /// This code is right, and known at this address: it was typed there, made there, or shown there to whoever may see it.
    pub fn right(&self, address: IpAddr, code: &JoinCode, now: Instant) {
        self.with(|counts| {
            if counts.known.len() >= REMEMBERED && !counts.known.contains_key(code) {
                counts.known.retain(|_, known| is_fresh(known.last, now));
                make_room(&mut counts.known, REMEMBERED, |known| known.last);
            }
            let fresh = || Known {
                addresses: HashMap::new(),
                last: now,
            };
            let known = counts.known.entry(code.clone()).or_insert_with(fresh);
            known.last = now;
            if !known.addresses.contains_key(&address) {
                make_room(&mut known.addresses, ADDRESSES, |at| *at);
            }
            known.addresses.insert(address, now);
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut Counts) -> T) -> Option<T> {
        // Nothing is done under the lock that could panic half-way.
        let counts = self.counts.as_ref()?.lock();
        Some(work(&mut counts.unwrap_or_else(PoisonError::into_inner)))
    }
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now.saturating_duration_since(at) < KNOWN
}

/// Forgets what was of use longest ago, where there is no room for one more.
fn make_room<K: Clone + Eq + Hash, V>(
    all: &mut HashMap<K, V>,
    most: usize,
    last: impl Fn(&V) -> Instant,
) {
    if all.len() < most {
        return;
    }
    let oldest = all.iter().min_by_key(|(_, it)| last(it));
    if let Some(key) = oldest.map(|(key, _)| key.clone()) {
        all.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(number: usize) -> JoinCode {
        let places = [1, 19, 361, 6_859, 1, 1, 1, 1];
        JoinCode::of_places(places.map(|place| number / place))
    }

    fn address(number: u32) -> IpAddr {
        IpAddr::from(number.to_be_bytes())
    }

    /// How many wrong codes these addresses get looked at, one after the other, each second for so long.
    fn guesses(codes: &WrongCodes, addresses: u32, start: Instant, seconds: u64) -> u32 {
        let mut looked_at = 0;
        for second in 0..seconds {
            let now = start + Duration::from_secs(second);
            for guesser in 1..=addresses {
                while codes.may_try(address(guesser), now) {
                    codes.wrong(address(guesser), now);
                    looked_at += 1;
                }
            }
        }
        looked_at
    }

    #[test]
    fn a_right_code_costs_nothing() {
        let (codes, now) = (WrongCodes::new(true, Instant::now()), Instant::now());
        for _ in 0..10_000 {
            assert!(codes.may_try(address(1), now));
            codes.right(address(1), &code(1), now);
        }
    }

    #[test]
    fn a_hall_may_mistype_and_one_address_cannot_guess() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        let in_an_hour = guesses(&codes, 1, start, 3_600);
        assert!((120..=120 + 1_800).contains(&in_an_hour), "{in_an_hour}");
        // And another address is none the worse for it, since the common budget is larger than that of one.
        assert!(codes.may_try(address(2), start + Duration::from_hours(1)));
    }

    #[test]
    fn a_day_of_guessing_from_everywhere_finds_nothing() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        let in_an_hour = f64::from(guesses(&codes, 200, start, 3_600));
        assert!(in_an_hour <= 600.0 + 3_600.0 + 1.0, "{in_an_hour}");
        let all = 19_f64.powi(8);
        // A hundred sessions with a code each.
        let chance_a_day = in_an_hour * 24.0 * 100.0 / all;
        assert!(chance_a_day < 0.001, "{chance_a_day}");
    }

    #[test]
    fn one_phone_in_the_hall_locks_nobody_out() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        codes.right(address(1), &code(1), start);
        guesses(&codes, 1, start, 600);
        let now = start + Duration::from_secs(599);
        assert!(!codes.may_try(address(1), now));
        assert!(codes.is_known(address(1), &code(1), now));
        assert!(
            !codes.is_known(address(1), &code(2), now),
            "another code is a guess"
        );
        assert!(
            !codes.is_known(address(2), &code(1), now),
            "and so it is elsewhere"
        );
        // Nobody else pays for it.
        assert!(codes.may_try(address(2), now));
    }

    #[test]
    fn the_venue_goes_on_while_others_guess() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        codes.right(address(99), &code(1), start);
        guesses(&codes, 50, start, 10);
        let now = start + Duration::from_secs(9);
        assert!(!codes.may_try(address(98), now));
        assert!(!codes.may_try(address(99), now), "nobody guesses on");
        assert!(codes.is_known(address(99), &code(1), now));
        assert!(!codes.is_known(address(99), &code(1), start + KNOWN));
    }

    #[test]
    fn what_was_looked_at_at_once_is_paid_for_and_nobody_owes_for_long() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        (0..10_000).for_each(|_| codes.wrong(address(1), start));
        let later = |seconds| start + Duration::from_secs(seconds);
        assert!(!codes.may_try(address(1), later(33)));
        assert!(codes.may_try(address(1), later(34)));
        assert!(codes.may_try(address(2), later(34)), "nor all together");
    }

    #[tokio::test]
    async fn only_so_many_are_looked_at_at_once() {
        let codes = WrongCodes::new(true, Instant::now());
        let mut turns = Vec::new();
        for _ in 0..AT_ONCE {
            turns.push(codes.turn().await);
        }
        assert_eq!(codes.turns.available_permits(), 0);
        turns.pop();
        assert_eq!(codes.turns.available_permits(), 1);
    }

    #[test]
    fn memory_is_bounded_and_the_latest_is_kept() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        let later = |number: u32| start + Duration::from_millis(u64::from(number));
        for number in 0..20_000 {
            codes.wrong(address(number), start);
        }
        for number in 0..3_000 {
            codes.right(address(number), &code(0), later(number));
            codes.right(address(1), &code(0), later(number));
        }
        let now = later(3_000);
        let (each, known) = codes
            .with(|c| (c.each.len(), c.known[&code(0)].addresses.len()))
            .unwrap();
        assert_eq!((each, known), (REMEMBERED, ADDRESSES));
        for kept in [1, 2_999] {
            assert!(codes.is_known(address(kept), &code(0), now), "{kept}");
        }
        assert!(!codes.is_known(address(2), &code(0), now));
        for number in 0..=REMEMBERED {
            codes.right(address(1), &code(number), now);
        }
        assert_eq!(codes.with(|c| c.known.len()), Some(REMEMBERED));
        assert!(codes.is_known(address(1), &code(REMEMBERED), now));
    }
}
