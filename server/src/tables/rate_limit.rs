//! Rate limits: how often something may happen, counted by token buckets that let through some more after a quiet time.

use shared::ids::ParticipantId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// How often something may happen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    /// Times a second.
    pub rate: f64,
    /// Times at once.
    pub burst: f64,
}

/// How often it may still happen, as of a moment: a token bucket.
#[derive(Debug, Clone, Copy)]
pub struct TokenBucket {
    left: f64,
    at: Instant,
}

impl TokenBucket {
    /// Nothing has happened yet.
    pub fn whole(limit: RateLimit, now: Instant) -> Self {
        Self {
            left: limit.burst,
            at: now,
        }
    }

    /// Whether it may happen now; counts it if so.
    pub fn take(&mut self, limit: RateLimit, now: Instant) -> bool {
        self.regain(limit, now);
        let may = self.left >= 1.0;
        if may {
            self.left -= 1.0;
        }
        may
    }

    /// Whether it may happen now; counts nothing.
    pub fn has(mut self, limit: RateLimit, now: Instant) -> bool {
        self.regain(limit, now);
        self.left >= 1.0
    }

    /// Counts what has happened so often, whether or not it might: what is owed is regained first. No more than `most` is owed.
    pub fn owe(&mut self, limit: RateLimit, times: f64, most: f64, now: Instant) {
        self.regain(limit, now);
        self.left = (self.left - times).max(-most);
    }

    /// What was counted did not happen.
    pub fn give_back(&mut self, limit: RateLimit, now: Instant) {
        self.regain(limit, now);
        self.left = (self.left + 1.0).min(limit.burst);
    }

    /// Whether nothing has happened for so long that it need not be remembered.
    pub fn is_whole(mut self, limit: RateLimit, now: Instant) -> bool {
        self.regain(limit, now);
        self.left >= limit.burst
    }

    fn regain(&mut self, limit: RateLimit, now: Instant) {
        let elapsed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + elapsed * limit.rate).min(limit.burst);
        self.at = now;
    }
}

/// How many participants are remembered before those who have been quiet are forgotten.
const REMEMBERED: usize = 10_000;
/// Whoever has said less than this part of what they may in a second is told to no other process.
const TOLD_FROM: f64 = 0.1;
/// How many people one process tells the others of at once.
const TOLD_AT_ONCE: usize = 512;

/// Counts what every participant says, on however many connections, and whether or not they come
/// back in between.
#[derive(Debug)]
pub struct RateLimiters {
    limit: Option<RateLimit>,
    known: Mutex<HashMap<ParticipantId, Arc<Mutex<Meter>>>>,
}

/// What one participant may still say, and has said since that was last told to other processes.
#[derive(Debug)]
struct Meter {
    left: TokenBucket,
    spent: u32,
}

impl Meter {
    fn whole(limit: RateLimit, now: Instant) -> Self {
        let left = TokenBucket::whole(limit, now);
        Self { left, spent: 0 }
    }
}

impl RateLimiters {
    /// Limiters for everybody, at this limit; no limit lets everything pass.
    pub fn new(limit: Option<RateLimit>) -> Self {
        Self {
            limit,
            known: Mutex::default(),
        }
    }

    /// The one limiter of a participant.
    pub fn of(&self, participant: &ParticipantId) -> RateLimiter {
        let Some(limit) = self.limit else {
            return RateLimiter(None);
        };
        let now = Instant::now();
        let mut known = lock(&self.known);
        if known.len() >= REMEMBERED {
            known.retain(|_, meter| {
                Arc::strong_count(meter) > 1 || !lock(meter).left.is_whole(limit, now)
            });
        }
        let fresh = || Arc::new(Mutex::new(Meter::whole(limit, now)));
        let meter = known.entry(participant.clone()).or_insert_with(fresh);
        RateLimiter(Some((limit, Arc::clone(meter))))
    }

    /// Who has said so much since this was asked last that it counts wherever else they speak, and how often; at most so many as one
    /// message is to hold, those who have said most.
    pub fn spent_lately(&self) -> Vec<(ParticipantId, u32)> {
        let Some(limit) = self.limit else {
            return Vec::new();
        };
        let known = lock(&self.known);
        let spent = known.iter().filter_map(|(who, meter)| {
            let spent = std::mem::take(&mut lock(meter).spent);
            (f64::from(spent) >= limit.rate * TOLD_FROM).then(|| (who.clone(), spent))
        });
        let mut spent: Vec<_> = spent.collect();
        drop(known);
        spent.sort_by_key(|(_, spent)| std::cmp::Reverse(*spent));
        spent.truncate(TOLD_AT_ONCE);
        spent
    }

    /// Counts what people have said to other processes.
    pub fn spent_elsewhere(&self, spent: &[(ParticipantId, u32)]) {
        for (who, times) in spent.iter().take(TOLD_AT_ONCE) {
            if let RateLimiter(Some((limit, meter))) = self.of(who) {
                let left = &mut lock(&meter).left;
                // No more is owed than what it takes a burst's time to regain.
                left.owe(limit, f64::from(*times), limit.burst, Instant::now());
            }
        }
    }
}

/// Counts what one participant says against their limit.
#[derive(Debug, Clone)]
pub struct RateLimiter(Option<(RateLimit, Arc<Mutex<Meter>>)>);

impl RateLimiter {
    /// Whether one more message is within the limit.
    pub fn allows(&self) -> bool {
        let Some((limit, meter)) = &self.0 else {
            return true;
        };
        let mut meter = lock(meter);
        meter.spent = meter.spent.saturating_add(1);
        meter.left.take(*limit, Instant::now())
    }
}

/// Nothing is done under these locks that could panic half-way.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const PACE: RateLimit = RateLimit {
        rate: 10.0,
        burst: 50.0,
    };

    #[test]
    fn an_allowance_is_used_up_and_comes_back() {
        let now = Instant::now();
        let mut left = TokenBucket::whole(PACE, now);
        let mut passed = |at| (0..1_000).filter(|_| left.take(PACE, at)).count();
        assert_eq!(passed(now), 50);
        assert_eq!(passed(now + Duration::from_secs(2)), 20);
        let later = now + Duration::from_secs(4);
        assert!(!left.is_whole(PACE, later));
        assert!(left.is_whole(PACE, later + Duration::from_secs(5)));
    }

    #[test]
    fn one_participant_has_one_meter_whatever_they_open() {
        let meters = RateLimiters::new(Some(PACE));
        let person = |id: &str| ParticipantId::new(id).unwrap();
        let tabs = [meters.of(&person("ana")), meters.of(&person("ana"))];
        let passed = (0..1_000).filter(|n| tabs[n % 2].allows()).count();
        assert!(passed < 60, "{passed}");
        drop(tabs);
        assert!(
            !meters.of(&person("ana")).allows(),
            "coming back is no way batch"
        );
        assert!(meters.of(&person("ben")).allows());
        assert!((0..1_000).all(|_| RateLimiters::new(None).of(&person("ana")).allows()));
    }

    #[test]
    fn what_was_said_elsewhere_counts() {
        let [here, there] = [(); 2].map(|()| RateLimiters::new(Some(PACE)));
        let person = |id: &str| ParticipantId::new(id).unwrap();
        let (ana, ben) = (here.of(&person("ana")), here.of(&person("ben")));
        assert!((0..40).all(|_| ana.allows()));
        assert!(ben.allows());
        assert!(!here.spent_lately().is_empty());
        assert_eq!(here.spent_lately(), [], "it is told once");
        assert!((0..10).all(|_| ana.allows()));
        let spent = [(person("ana"), 50)];
        assert_eq!(here.spent_lately(), [(person("ana"), 10)]);
        there.spent_elsewhere(&spent);
        let passed = (0..1_000).filter(|_| there.of(&person("ana")).allows());
        assert!(passed.count() < 10);
        assert!(there.of(&person("ben")).allows());
        there.spent_elsewhere(&[(person("ben"), u32::MAX)]);
        let later = Instant::now() + Duration::from_secs(11);
        let RateLimiter(Some((limit, meter))) = there.of(&person("ben")) else {
            panic!("there is a limit");
        };
        assert!(
            lock(&meter).left.has(limit, later),
            "nobody is kept out for long"
        );
    }

    #[test]
    fn whoever_was_quiet_is_forgotten() {
        let meters = RateLimiters::new(Some(PACE));
        let loud = meters.of(&ParticipantId::new("loud").unwrap());
        while loud.allows() {}
        drop(loud);
        for number in 0..REMEMBERED * 2 {
            drop(meters.of(&ParticipantId::new(format!("p{number}")).unwrap()));
        }
        assert!(lock(&meters.known).len() <= REMEMBERED);
        // It is not new: of all that it had, it has what has come back meanwhile.
        let again = meters.of(&ParticipantId::new("loud").unwrap());
        let passed = (0..1_000).filter(|_| again.allows()).count();
        assert!(passed < 50, "{passed}");
    }
}
