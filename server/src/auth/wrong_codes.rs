//! Why guessing a join code is hopeless: a budget that only wrong codes spend. A right one costs nothing, so that three hundred
//! people behind one address come in within a minute, and a few dozen of them mistype first.
//!
//! Each address has a budget, and all of them together have one: whoever has many addresses still guesses a few dozen times a
//! minute at 2³⁴ codes. Once the common one is spent, only addresses go on from which a right code came lately: whoever guesses
//! from elsewhere does not lock the venue out. Otherwise the right code would have to be refused as well as a wrong one, or
//! guessing would go on.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

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
/// For how long an address is known from which a right code came: a day at the venue.
const KNOWN: Duration = Duration::from_hours(12);
/// How many addresses are remembered at most.
const REMEMBERED: usize = 10_000;

/// Counts wrong codes.
#[derive(Debug)]
pub struct WrongCodes(Option<Mutex<Counts>>);

#[derive(Debug)]
struct Counts {
    all: TokenBucket,
    each: HashMap<IpAddr, TokenBucket>,
    known: HashMap<IpAddr, Instant>,
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
        Self(is_limited.then(counts))
    }

    /// Whether somebody at this address may try a code now. Asking costs nothing.
    pub fn may_try(&self, address: IpAddr, now: Instant) -> bool {
        self.with(|counts| {
            let own = counts.each.get(&address);
            let has_own = own.is_none_or(|left| left.has(OF_ONE, now));
            let known = counts.known.get(&address);
            let is_known = known.is_some_and(|at| now.saturating_duration_since(*at) < KNOWN);
            has_own && (is_known || counts.all.has(OF_ALL, now))
        })
        .unwrap_or(true)
    }

    /// A code from this address was wrong. However many were looked at in the same moment, each is paid for: the budgets go below
    /// nothing.
    pub fn wrong(&self, address: IpAddr, now: Instant) {
        self.with(|counts| {
            counts.all.owe(OF_ALL, now);
            if counts.each.len() >= REMEMBERED {
                counts.each.retain(|_, left| !left.is_whole(OF_ONE, now));
            }
            if counts.each.len() < REMEMBERED || counts.each.contains_key(&address) {
                let fresh = || TokenBucket::whole(OF_ONE, now);
                let own = counts.each.entry(address).or_insert_with(fresh);
                own.owe(OF_ONE, now);
            }
        });
    }

    /// A code from this address was right.
    pub fn right(&self, address: IpAddr, now: Instant) {
        self.with(|counts| {
            if counts.known.len() >= REMEMBERED {
                let is_fresh = |at: &mut Instant| now.saturating_duration_since(*at) < KNOWN;
                counts.known.retain(|_, at| is_fresh(at));
            }
            if counts.known.len() < REMEMBERED || counts.known.contains_key(&address) {
                counts.known.insert(address, now);
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut Counts) -> T) -> Option<T> {
        // Nothing is done under the lock that could panic half-way.
        let counts = self.0.as_ref()?.lock();
        Some(work(&mut counts.unwrap_or_else(PoisonError::into_inner)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            codes.right(address(1), now);
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
    fn the_venue_goes_on_while_others_guess() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        codes.right(address(99), start);
        guesses(&codes, 50, start, 10);
        let now = start + Duration::from_secs(9);
        assert!(!codes.may_try(address(98), now), "nobody else does");
        assert!(codes.may_try(address(99), now));
        let forgotten = start + KNOWN;
        guesses(&codes, 50, forgotten, 1);
        assert!(!codes.may_try(address(99), forgotten));
    }

    #[test]
    fn what_was_looked_at_at_once_is_paid_for() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        // All were let through before any was found to be wrong.
        (0..1_000).for_each(|_| codes.wrong(address(1), start));
        let later = |seconds| start + Duration::from_secs(seconds);
        assert!(!codes.may_try(address(1), later(1_700)));
        assert!(codes.may_try(address(1), later(1_800)));
    }

    #[test]
    fn memory_is_bounded() {
        let start = Instant::now();
        let codes = WrongCodes::new(true, start);
        for number in 0..20_000 {
            codes.wrong(address(number), start);
            codes.right(address(number), start);
        }
        let (each, known) = codes.with(|c| (c.each.len(), c.known.len())).unwrap();
        assert!(each <= REMEMBERED && known <= REMEMBERED);
    }
}
