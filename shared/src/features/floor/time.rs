//! How long one may speak, and how much of that is left.

use super::speech::{Speech, SpeechKind};
use super::state::Floor;
use crate::ids::Timestamp;
use std::collections::BTreeMap;

/// How a speaker's time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// There is time.
    Green,
    /// It is time to end: the last half minute, or the last quarter of a short time.
    Amber,
    /// Time is up.
    Red,
}

/// How much time a speaker has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLeft {
    /// In milliseconds; below zero is over time.
    pub millis: i64,
    /// How it stands.
    pub light: Light,
}

const END: u64 = 30_000;

impl TimeLeft {
    /// What is left of an allowance after having spoken for so long, both in milliseconds.
    pub fn of(allowed: u64, spoken: u64) -> Self {
        let left = i64::try_from(allowed).unwrap_or(i64::MAX);
        let millis = left.saturating_sub(i64::try_from(spoken).unwrap_or(i64::MAX));
        let light = match u64::try_from(millis) {
            Ok(left) if left > END.min(allowed / 4) => Light::Green,
            Ok(left) if left > 0 => Light::Amber,
            Ok(_) | Err(_) => Light::Red,
        };
        Self { millis, light }
    }
}

/// What is usual, until the chair says otherwise; in seconds.
pub(super) fn usual() -> BTreeMap<SpeechKind, u32> {
    let mut limits = BTreeMap::new();
    for kind in SpeechKind::ALL {
        let seconds = match kind {
            SpeechKind::Statement | SpeechKind::RightOfReply => 180,
            SpeechKind::Intervention | SpeechKind::Answer => 120,
            SpeechKind::PointOfOrder => 60,
        };
        limits.insert(kind, seconds);
    }
    limits
}

impl Floor {
    /// How long this speech may be, in seconds: the limit, and what the chair gave to it or to all. None: without a limit.
    pub fn allowed(&self, speech: &Speech) -> Option<u32> {
        let limit = self.limits.get(&speech.kind)?;
        let all = self.extra.get(&speech.kind).copied().unwrap_or(0);
        // Who had more time already has what is given to all.
        Some(limit.saturating_add(speech.extra.max(all)))
    }

    /// How much time it has left by then, if there is a limit.
    pub fn time_left(&self, speech: &Speech, now: Timestamp) -> Option<TimeLeft> {
        let allowed = u64::from(self.allowed(speech)?) * 1000;
        Some(TimeLeft::of(allowed, speech.spoken(now)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lights_change_to_the_millisecond() {
        let light = |allowed, spoken| TimeLeft::of(allowed, spoken).light;
        assert_eq!(light(180_000, 0), Light::Green);
        assert_eq!(light(180_000, 149_999), Light::Green);
        assert_eq!(light(180_000, 150_000), Light::Amber);
        assert_eq!(light(180_000, 179_999), Light::Amber);
        assert_eq!(light(180_000, 180_000), Light::Red);
        assert_eq!(light(60_000, 44_999), Light::Green, "the last quarter");
        assert_eq!(light(60_000, 45_000), Light::Amber);
        assert_eq!(TimeLeft::of(1_000, 3_500).millis, -2_500);
        assert_eq!(light(0, 0), Light::Red);
        assert_eq!(light(u64::MAX, u64::MAX), Light::Red);
    }
}
