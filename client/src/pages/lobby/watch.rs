//! The lobby as the server told it last, asked for again every two seconds while the page is looked at.

use leptos::{prelude::*, task::spawn_local};
use shared::ids::{SessionId, TableId, Timestamp};
use shared::lobby::{Lobby, LobbyTable};
use std::time::Duration;

use crate::{
    api::{self, Trouble},
    clock::millis,
    live::ServerTime,
    views::time_of_day,
};

/// How often it is asked for, in milliseconds.
const EVERY: u64 = 2_000;
/// After so many milliseconds without an answer, that is said.
const PATIENCE: i64 = 6_000;

/// What is known. A copy is a handle; it lasts as long as the page.
#[derive(Clone, Copy)]
pub struct Watch {
    session: StoredValue<SessionId>,
    /// What the server told last.
    pub lobby: RwSignal<Option<Lobby>>,
    /// Since when it does not answer, as a time of day; nothing while it does.
    pub away: RwSignal<Option<String>>,
    /// Why it tells nothing.
    pub refused: RwSignal<Option<Trouble>>,
    time: RwSignal<ServerTime>,
    /// When it was heard from last, on the page's clock.
    heard: StoredValue<i64>,
    is_asking: StoredValue<bool>,
}

impl Watch {
    /// Begins to watch.
    pub fn begin(session: SessionId) -> Self {
        let watch = Self {
            session: StoredValue::new(session),
            lobby: RwSignal::new(None),
            away: RwSignal::new(None),
            refused: RwSignal::new(None),
            time: RwSignal::new(ServerTime::UNKNOWN),
            heard: StoredValue::new(millis()),
            is_asking: StoredValue::new(false),
        };
        watch.look();
        let every = Duration::from_millis(EVERY);
        let handle = set_interval_with_handle(move || watch.look(), every).ok();
        on_cleanup(move || {
            handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
        });
        watch
    }

    /// The session.
    pub fn session(self) -> SessionId {
        self.session.get_value()
    }

    /// Reads what the server told last.
    pub fn read<T>(self, read: impl FnOnce(&Lobby) -> T) -> Option<T> {
        self.lobby.with(|lobby| lobby.as_ref().map(read))
    }

    /// Reads what it told of a table.
    pub fn at<T>(self, table: &TableId, read: impl FnOnce(&Lobby, &LobbyTable) -> T) -> Option<T> {
        self.read(|lobby| {
            let found = lobby.tables.iter().find(|it| it.id == *table)?;
            Some(read(lobby, found))
        })?
    }

    /// What time it is at the server.
    pub fn now(self) -> Timestamp {
        let time = self.time.try_get_untracked();
        time.unwrap_or(ServerTime::UNKNOWN).at(millis())
    }

    /// Asks now, unless it is asked already.
    pub fn look(self) {
        if document().hidden() {
            // Nobody sees that it is not asked.
            self.heard.try_set_value(millis());
            return;
        }
        // Who may not see it is not let in by asking on.
        if self.refused.try_with_untracked(Option::is_some) != Some(false) {
            return;
        }
        self.mind_silence();
        if self.is_asking.try_get_value() != Some(false) {
            return;
        }
        self.is_asking.try_set_value(true);
        spawn_local(async move {
            let Some(session) = self.session.try_get_value() else {
                return;
            };
            let asked = millis();
            let answer = api::lobby(&session).await;
            self.take(answer, asked);
            self.is_asking.try_set_value(false);
        });
    }

    fn take(self, answer: Result<Lobby, Trouble>, asked: i64) {
        match answer {
            Ok(lobby) => {
                let told = ServerTime::told(lobby.now, asked, millis());
                self.time.try_update(|time| *time = time.or(told));
                self.heard.try_set_value(millis());
                self.lobby.try_set(Some(lobby));
                self.refused.try_set(None);
                if self.away.try_get_untracked().flatten().is_some() {
                    self.away.try_set(None);
                }
            }
            Err(trouble @ Trouble::Refused { status, .. }) if status < 500 => {
                self.refused.try_set(Some(trouble));
            }
            // It is asked again, and said when that goes on.
            Err(_) => {}
        }
    }

    fn mind_silence(self) {
        let Some(heard) = self.heard.try_get_value() else {
            return;
        };
        let is_told = self.away.try_get_untracked().flatten().is_some();
        if millis() - heard > PATIENCE && !is_told {
            let last = wall(heard);
            self.away.try_set(Some(time_of_day(last)));
        }
    }
}

/// A moment of the page's clock, on the device's own.
fn wall(moment: i64) -> Timestamp {
    Timestamp(u64::try_from(moment + crate::clock::wall_ahead()).unwrap_or(0))
}
