//! The rate limit of joining: how often one address may try an invitation. A whole conference is one address, so
//! much is let through; it stops what no conference does.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::http::HeaderMap;
use rand::RngExt as _;
use sha2::{Digest as _, Sha256};

use crate::tables::rate_limit::{RateLimit, TokenBucket};

/// How often one address may try, and who is believed about addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinLimits {
    /// Tries a minute; as many at once, after a quiet minute. As many as one likes if there is none.
    pub tries_per_minute: Option<u32>,
    /// How many proxies stand before the server, each of which adds to `X-Forwarded-For`. What
    /// stands further left in it is whatever the client claims.
    pub proxies: usize,
}

impl Default for JoinLimits {
    fn default() -> Self {
        // Three hundred people look, come in, and half of them do both twice.
        Self {
            tries_per_minute: Some(1_200),
            proxies: 0,
        }
    }
}

/// How many addresses are remembered before those that have been quiet for a minute are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts the tries of every address.
#[derive(Debug)]
pub struct JoinLimiter {
    limits: JoinLimits,
    tries: Mutex<HashMap<IpAddr, TokenBucket>>,
    /// In memory only, so that no row says from where somebody came.
    salt: [u8; 32],
}

impl JoinLimiter {
    /// A limiter that has seen nobody yet.
    pub fn new(limits: JoinLimits) -> Self {
        Self {
            limits,
            tries: Mutex::default(),
            salt: rand::rng().random(),
        }
    }

    /// Whether somebody at this address may try now; counts the try if so.
    pub fn let_try(&self, address: IpAddr, now: Instant) -> bool {
        let Some(most) = self.limits.tries_per_minute.map(f64::from) else {
            return true;
        };
        let limit = RateLimit {
            rate: most / 60.0,
            burst: most,
        };
        // Nothing is done under the lock that could panic half-way.
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= REMEMBERED {
            tries.retain(|_, left| !left.is_whole(limit, now));
        }
        let fresh = || TokenBucket::whole(limit, now);
        tries.entry(address).or_insert_with(fresh).take(limit, now)
    }

    /// What an address is told apart by in rows, until the server is started anew: a SHA-256 with a salt that nobody is told.
    pub fn mark(&self, address: IpAddr) -> [u8; 32] {
        let salted = Sha256::new().chain_update(self.salt);
        salted.chain_update(address.to_string()).finalize().into()
    }

    /// From where a request comes, as far as it can be known.
    pub fn address(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let forwarded = headers.get_all("x-forwarded-for").iter();
        let lists: Vec<_> = forwarded.filter_map(|list| list.to_str().ok()).collect();
        let hops: Vec<_> = lists.iter().flat_map(|list| list.split(',')).collect();
        let claimed = match self.limits.proxies {
            0 => None,
            proxies => hops.iter().rev().nth(proxies - 1),
        };
        let known = claimed.and_then(|hop| hop.trim().parse().ok());
        neighbourhood(known.unwrap_or(peer.ip()))
    }
}

/// One household has as many addresses of version 6 as it likes, all alike in the first half.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let network = u128::from(address) >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use std::time::Duration;

    fn limiter(tries: u32, proxies: usize) -> JoinLimiter {
        JoinLimiter::new(JoinLimits {
            tries_per_minute: Some(tries),
            proxies,
        })
    }

    #[test]
    fn a_flood_is_stopped_and_forgiven() {
        let (limiter, now) = (limiter(60, 0), Instant::now());
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let passed = (0..1_000).filter(|_| limiter.let_try(one, now)).count();
        assert_eq!(passed, 60);
        assert!(limiter.let_try("192.0.2.2".parse().unwrap(), now));
        let later = now + Duration::from_secs(10);
        let passed = (0..1_000).filter(|_| limiter.let_try(one, later)).count();
        assert_eq!(passed, 10);
    }

    #[test]
    fn three_hundred_people_behind_one_address_trip_nothing() {
        let (limiter, now) = (JoinLimiter::new(JoinLimits::default()), Instant::now());
        let venue: IpAddr = "192.0.2.1".parse().unwrap();
        assert!((0..300 * 3).all(|_| limiter.let_try(venue, now)));
    }

    #[test]
    fn quiet_addresses_are_forgotten() {
        let (limiter, now) = (limiter(60, 0), Instant::now());
        for number in 0..20_000_u32 {
            let at = now + Duration::from_millis(u64::from(number) * 10);
            assert!(limiter.let_try(IpAddr::from(number.to_be_bytes()), at));
        }
        assert!(limiter.tries.lock().unwrap().len() <= REMEMBERED);
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let peer: SocketAddr = "203.0.113.9:1".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.append(
            "x-forwarded-for",
            HeaderValue::from_static("10.0.0.1, 192.0.2.7"),
        );
        headers.append("x-forwarded-for", HeaderValue::from_static("198.51.100.3"));
        let seen = |proxies| limiter(1, proxies).address(peer, &headers).to_string();
        assert_eq!(seen(0), "203.0.113.9");
        assert_eq!(seen(1), "198.51.100.3");
        assert_eq!(seen(2), "192.0.2.7");
        // Fewer hops than proxies: somebody came round them.
        assert_eq!(seen(9), "203.0.113.9");
    }

    #[test]
    fn a_household_is_one_address() {
        let at = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2:3:4:5:6"), at("2001:db8:1:2:aaaa::1"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
    }

    #[test]
    fn an_address_is_told_apart_and_not_told() {
        let [one, other] = [1_u32, 2].map(|it| IpAddr::from(it.to_be_bytes()));
        let [limiter, later] = [(); 2].map(|()| JoinLimiter::new(JoinLimits::default()));
        assert_eq!(limiter.mark(one), limiter.mark(one));
        assert_ne!(limiter.mark(one), limiter.mark(other));
        assert_ne!(limiter.mark(one), later.mark(one));
    }
}
