//! Backoff: how long one waits before the server is looked for again, with jitter, and more after every time that it sent
//! one away.

use crate::clock::{millis, wall_ahead};
use crate::random::random;
use leptos::leptos_dom::helpers::TimeoutHandle;
use shared::protocol::CloseReason;
use std::cell::{Cell, RefCell};

/// The shortest pause before the server is looked for, in milliseconds.
const SHORTEST: u64 = 200;
/// By how much pauses differ.
const JITTER: u64 = 1_500;
/// The pause after the server has sent somebody away, which doubles every time.
const SENT_AWAY: u64 = 400;
/// The longest.
const LONGEST: u64 = 15_000;
/// How long opening a connection may take before another answered look means that it hangs; more after every try.
const OPENING: i64 = 3_000;
/// How far the device's clock and the page's must come apart for a sleep, in milliseconds.
const NAP: u64 = 2_000;

/// Where one stands with reconnecting.
#[derive(Default)]
pub(super) struct Backoff {
    /// The next look.
    pub next: RefCell<Option<TimeoutHandle>>,
    /// When the connection was begun to be opened.
    begun: Cell<i64>,
    is_open: Cell<bool>,
    /// Connections that came to nothing since the last that held.
    tries: Cell<u32>,
    /// How many of those the server itself ended.
    pub sent_away: Cell<u32>,
    pub woken: Cell<Option<i64>>,
    wall_ahead: Cell<Option<i64>>,
}

impl Backoff {
    /// A connection is being opened.
    pub fn begin(&self) {
        self.begun.set(millis());
        self.is_open.set(false);
        self.tries.set(self.tries.get().saturating_add(1));
    }

    /// It is open: nothing needs to be looked for.
    pub fn opened(&self) {
        self.is_open.set(true);
        self.stop();
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.is_open.get()
    }

    /// It holds.
    pub fn settled(&self) {
        self.tries.set(0);
        self.sent_away.set(0);
    }

    /// It was closed. A server that restarts wants everybody back; one that sends people away wants a pause.
    pub fn closed(&self, reason: Option<&CloseReason>) {
        let is_sent_away = reason.is_some_and(CloseReason::is_sent_away);
        if self.is_open.replace(false) && is_sent_away {
            let times = self.sent_away.get().saturating_add(1);
            // A database that is busy is so for seconds.
            let is_busy = reason == Some(&CloseReason::NotSaved);
            self.sent_away
                .set(if is_busy { times.min(2) } else { times });
        }
    }

    /// It is gone, whoever noticed.
    pub fn gone(&self) {
        self.is_open.set(false);
    }

    /// Whether the device was asleep, or its clock was put right, since this was asked last.
    pub fn slept(&self) -> bool {
        let ahead = wall_ahead();
        let before = self.wall_ahead.replace(Some(ahead));
        before.is_some_and(|before| before.abs_diff(ahead) > NAP)
    }

    /// Whether it is time to ask why no connection holds.
    pub fn asks_why(&self) -> bool {
        self.tries.get() >= 2
    }

    /// Looks no more.
    pub fn stop(&self) {
        if let Some(next) = self.next.take() {
            next.clear();
        }
    }

    /// Whether another look is planned.
    pub fn is_looking(&self) -> bool {
        self.next.borrow().is_some()
    }

    /// Whether a connection that is being opened hangs, by a look that began then and is answered now.
    pub fn hangs(&self, look: i64) -> bool {
        let patience = OPENING << self.tries.get().saturating_sub(1).min(2);
        !self.is_open.get() && look - self.begun.get() > patience
    }
}

/// The pause before the next look, in milliseconds: short while the server is away, and longer with every time that it sent
/// somebody away. `random` gives a number below its argument.
pub(super) fn pause(sent_away: u32, random: impl Fn(u64) -> u64) -> u64 {
    match sent_away {
        0 => SHORTEST + random(JITTER),
        times => {
            let pause = (SENT_AWAY << times.min(6)).min(LONGEST);
            pause / 2 + random(pause)
        }
    }
}

pub(super) fn jitter(end: u64) -> u64 {
    match usize::try_from(end) {
        Ok(end) if end > 0 => random(end) as u64,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When each of so many pages finds the server, which they lost in the same instant, and which answers from `back` on.
    fn returns(pages: u32, back: u64) -> Vec<u64> {
        let state = Cell::new(0x9E37_79B9_7F4A_7C15_u64);
        let random = |end: u64| {
            let mixed = state.get().wrapping_mul(6_364_136_223_846_793_005);
            state.set(mixed.wrapping_add(1_442_695_040_888_963_407));
            (state.get() >> 33) % end
        };
        let one = |_| {
            let mut at = pause(0, random);
            while at < back {
                at += pause(0, random);
            }
            at
        };
        (0..pages).map(one).collect()
    }

    #[test]
    fn a_room_is_back_within_two_seconds_and_not_in_the_same_instant() {
        for back in [0, 300, 2_000, 60_000, 600_000] {
            let returns = returns(300, back);
            let last = returns.iter().max().unwrap() - back;
            assert!(last < 2_000, "{last} ms after the server was back");
            for begin in (back..back + 2_000).step_by(50) {
                let within = |at: &&u64| (begin..begin + 100).contains(*at);
                let count = returns.iter().filter(within).count();
                assert!(count <= 50, "{count} within 100 ms, {back} ms on");
            }
        }
    }

    #[test]
    fn who_is_sent_away_stays_away_longer_every_time() {
        let shortest: Vec<u64> = (1..40).map(|times| pause(times, |_| 0)).collect();
        assert_eq!(shortest[..4], [400, 800, 1_600, 3_200]);
        assert!(shortest.is_sorted());
        assert_eq!(shortest[38], LONGEST / 2);
        let longest = (1..40).map(|times| pause(times, |end| end - 1)).max();
        assert!(longest < Some(LONGEST * 3 / 2));
    }

    #[test]
    fn a_connection_hangs_when_a_later_look_is_answered_before_it() {
        let reconnect = Backoff::default();
        reconnect.tries.set(1);
        assert!(!reconnect.hangs(OPENING));
        assert!(reconnect.hangs(OPENING + 1));
        reconnect.tries.set(9);
        assert!(!reconnect.hangs(OPENING * 4), "a slow network needs time");
        reconnect.is_open.set(true);
        assert!(!reconnect.hangs(OPENING * 9));
    }
}
