//! Reconnecting: when the server is looked for again, and what wakes a page before that.
//!
//! A look is one small request. Several may be under way: one that hangs, on a network that is back by now, must not keep
//! the next from finding out. When one is answered, the connection is opened. Looks of many pages that lost
//! the server in the same instant spread over the pause by themselves, and so does their return.

use super::backoff::{jitter, pause};
use super::connection::Connection;
use crate::api;
use crate::clock::millis;
use leptos::leptos_dom::helpers::{
    WindowListenerHandle, set_timeout_with_handle, window_event_listener_untyped,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::time::Duration;

/// How much longer a page waits that is woken together with others: a whole room has the same Wi-Fi.
const ROOM: u64 = 700;
/// How long after an answered look a connection may go on saying nothing, in milliseconds.
const DEAF: u64 = 1_500;
/// How often a page lets itself be woken, in milliseconds.
const WAKING: i64 = 2_000;

impl Connection {
    /// Listens for whatever may mean that the server can be reached, or that the connection is not what it seems.
    pub(super) fn wake(self: &Rc<Self>) -> Vec<WindowListenerHandle> {
        let on = |name: &'static str, room: u64| {
            let weak = Rc::downgrade(self);
            window_event_listener_untyped(name, move |_| {
                if let Some(connection) = weak.upgrade().filter(|_| !document().hidden()) {
                    connection.woken(room);
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
            if let Some(connection) = weak.upgrade() {
                connection.look_later();
                connection.look();
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
                && let Some(connection) = weak.upgrade()
            {
                connection.found(begun);
            }
        });
    }

    /// A look that began then is answered: the server is there.
    fn found(self: &Rc<Self>, look: i64) {
        if self.reconnect.is_open() {
            self.listen_closely();
        } else if self.reconnect.is_looking()
            && (self.socket.borrow().is_none() || self.reconnect.hangs(look))
        {
            self.connect();
        }
    }

    /// The server answers. A connection on which it goes on saying nothing leads nowhere.
    fn listen_closely(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let asked = self.asked_time.get();
        let deaf = move || {
            if let Some(connection) = weak.upgrade()
                && connection.reconnect.is_open()
                && connection.last_word.get() < asked
                && connection.has_sent_all()
            {
                connection.lost();
                connection.try_now();
            }
        };
        set_timeout(deaf, Duration::from_millis(DEAF));
    }
}
