//! Reconnecting: when the server is looked for again (backoff with jitter), and what wakes a page before that.
//!
//! A look is one small request. Several may be under way: one that hangs, on a network that is back by now, must not keep
//! the next from finding out. When one is answered, the connection is opened. Looks of many pages that lost
//! the server in the same instant spread over the pause by themselves, and so does their return.

use super::line::Line;
use super::random;
use crate::api;
use crate::clock::{millis, wall_ahead};
use leptos::leptos_dom::helpers::{
    TimeoutHandle, WindowListenerHandle, set_timeout_with_handle, window_event_listener_untyped,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::protocol::CloseCode;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// The shortest pause before the server is looked for, in milliseconds.
const SHORTEST: u64 = 200;
/// By how much pauses differ.
const JITTER: u64 = 1_500;
/// The pause after the server has sent somebody away, which doubles every time.
const SENT_AWAY: u64 = 400;
/// The longest.
const LONGEST: u64 = 15_000;
/// How much longer a page waits that is woken together with others: a whole room has the same Wi-Fi.
const ROOM: u64 = 700;
/// How long opening a connection may take before another answered look means that it hangs; more after every try.
const OPENING: i64 = 3_000;
/// How long after an answered look a connection may go on saying nothing, in milliseconds.
const DEAF: u64 = 1_500;
/// How often a page lets itself be woken, in milliseconds.
const WAKING: i64 = 2_000;
/// How far the device's clock and the page's must come apart for a sleep, in milliseconds.
const NAP: u64 = 2_000;

/// Where one stands with reconnecting.
#[derive(Default)]
pub(super) struct Reconnect {
    /// The next look.
    next: RefCell<Option<TimeoutHandle>>,
    /// When the connection was begun to be opened.
    begun: Cell<i64>,
    is_open: Cell<bool>,
    /// Connections that came to nothing since the last that held.
    tries: Cell<u32>,
    /// How many of those the server itself ended.
    sent_away: Cell<u32>,
    woken: Cell<Option<i64>>,
    wall_ahead: Cell<Option<i64>>,
}

impl Reconnect {
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
    pub fn closed(&self, code: u16) {
        let is_sent_away = code >= 4000 && code != CloseCode::Restart.number();
        if self.is_open.replace(false) && is_sent_away {
            let times = self.sent_away.get().saturating_add(1);
            // A database that is busy is so for seconds.
            let is_busy = code == CloseCode::NotSaved.number();
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

    fn is_looking(&self) -> bool {
        self.next.borrow().is_some()
    }

    /// Whether a connection that is being opened hangs, by a look that began then and is answered now.
    fn hangs(&self, look: i64) -> bool {
        let patience = OPENING << self.tries.get().saturating_sub(1).min(2);
        !self.is_open.get() && look - self.begun.get() > patience
    }
}

impl Line {
    /// Listens for whatever may mean that the server can be reached, or that the connection is not what it seems.
    pub(super) fn wake(self: &Rc<Self>) -> Vec<WindowListenerHandle> {
        let on = |name: &'static str, room: u64| {
            let weak = Rc::downgrade(self);
            window_event_listener_untyped(name, move |_| {
                if let Some(line) = weak.upgrade().filter(|_| !document().hidden()) {
                    line.woken(room);
                }
            })
        };
        vec![
            on("online", ROOM),
            on("focus", 0),
            on("visibilitychange", 0),
            on("pageshow", 0),
        ]
    }

    /// The network is there again, somebody looks at the page, or the device was asleep.
    pub(super) fn woken(self: &Rc<Self>, room: u64) {
        let now = millis();
        let before = self.reconnect.woken.replace(Some(now));
        if before.is_some_and(|before| now - before < WAKING) {
            return;
        }
        if self.reconnect.is_open() {
            self.say_ping();
            self.look();
        } else if self.reconnect.is_looking() {
            self.look_in(jitter(room));
        }
    }

    /// Tries at once, if there is no connection.
    pub fn try_now(self: &Rc<Self>) {
        if self.reconnect.is_looking() {
            self.look_later();
            self.connect();
        }
    }

    /// Looks for the server after a pause, and again, until there is a connection.
    pub(super) fn look_later(self: &Rc<Self>) {
        self.look_in(pause(self.reconnect.sent_away.get(), jitter));
    }

    fn look_in(self: &Rc<Self>, pause: u64) {
        let weak = Rc::downgrade(self);
        let look = move || {
            if let Some(line) = weak.upgrade() {
                line.look_later();
                line.look();
            }
        };
        self.reconnect.stop();
        let next = set_timeout_with_handle(look, Duration::from_millis(pause));
        *self.reconnect.next.borrow_mut() = next.ok();
    }

    fn look(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let begun = millis();
        spawn_local(async move {
            if api::answers().await
                && let Some(line) = weak.upgrade()
            {
                line.found(begun);
            }
        });
    }

    /// A look that began then is answered: the server is there.
    fn found(self: &Rc<Self>, look: i64) {
        if self.reconnect.is_open() {
            self.listen_closely();
        } else if self.reconnect.is_looking()
            && (self.connection.borrow().is_none() || self.reconnect.hangs(look))
        {
            self.connect();
        }
    }

    /// The server answers. A connection on which it goes on saying nothing leads nowhere.
    fn listen_closely(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let asked = self.asked_time.get();
        let deaf = move || {
            if let Some(line) = weak.upgrade()
                && line.reconnect.is_open()
                && line.last_word.get() < asked
                && line.asked_time.get() == asked
                && line.has_sent_all()
            {
                line.lost();
                line.try_now();
            }
        };
        set_timeout(deaf, Duration::from_millis(DEAF));
    }
}

/// The pause before the next look, in milliseconds: short while the server is away, and longer with every time that it sent
/// somebody away. `random` gives a number below its argument.
fn pause(sent_away: u32, random: impl Fn(u64) -> u64) -> u64 {
    match sent_away {
        0 => SHORTEST + random(JITTER),
        times => {
            let pause = (SENT_AWAY << times.min(6)).min(LONGEST);
            pause / 2 + random(pause)
        }
    }
}

fn jitter(end: u64) -> u64 {
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
        let reconnect = Reconnect::default();
        reconnect.tries.set(1);
        assert!(!reconnect.hangs(OPENING));
        assert!(reconnect.hangs(OPENING + 1));
        reconnect.tries.set(9);
        assert!(!reconnect.hangs(OPENING * 4), "a slow network needs time");
        reconnect.is_open.set(true);
        assert!(!reconnect.hangs(OPENING * 9));
    }
}
