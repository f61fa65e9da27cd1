//! Who is at the door, as the server told it last.

use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle};
use leptos::{prelude::*, task::spawn_local};
use shared::ids::{KnockId, SessionId};
use shared::joining::{AdmitKnock, Doorstep, LetIn, ListedKnock};
use std::time::Duration;

use crate::{
    api::{Trouble, joining},
    views::focus_soon,
    words::Wording,
};

/// How often it is asked who has come in the meantime, while somebody looks.
const LOOK: Duration = Duration::from_secs(4);

/// What is known of the door. A copy is a handle; it lasts as long as the view that opened it.
#[derive(Clone, Copy)]
pub struct Doorway {
    session: StoredValue<SessionId>,
    /// What the server told last.
    pub seen: RwSignal<Option<Doorstep>>,
    /// Whether it could not be asked.
    pub is_away: RwSignal<bool>,
    /// Why it did not do what it was asked.
    pub refused: RwSignal<Option<String>>,
    /// Whether something that was asked is under way.
    pub busy: RwSignal<bool>,
    /// An answer to an earlier question must not bring back who was let in since.
    asked: StoredValue<u32>,
    beyond: &'static str,
    words: Wording,
}

impl Doorway {
    /// Begins to look. When nobody waits any more, the keyboard goes to what has the id `beyond`.
    pub fn open(session: SessionId, beyond: &'static str, words: Wording) -> Self {
        let doorway = Self {
            session: StoredValue::new(session),
            seen: RwSignal::new(None),
            is_away: RwSignal::new(false),
            refused: RwSignal::new(None),
            busy: RwSignal::new(false),
            asked: StoredValue::new(0),
            beyond,
            words,
        };
        doorway.look();
        let again = move || {
            if !document().hidden() {
                doorway.look();
            }
        };
        let looking = set_interval_with_handle(again, LOOK).ok();
        on_cleanup(move || {
            looking.inspect(IntervalHandle::clear);
        });
        doorway
    }

    /// Who waits, the first first.
    pub fn waiting(self) -> Vec<ListedKnock> {
        self.read(|seen| seen.waiting.clone())
    }

    /// Who was let in last.
    pub fn let_in(self) -> Vec<LetIn> {
        self.read(|seen| seen.let_in.clone())
    }

    /// Reads what was told last; what there is none of before that.
    pub fn read<T: Default>(self, read: impl FnOnce(&Doorstep) -> T) -> T {
        self.seen
            .with(|seen| seen.as_ref().map(read).unwrap_or_default())
    }

    /// Where the keyboard goes when what was pressed is gone.
    pub fn refocus(self) {
        let waits = self
            .seen
            .try_with_untracked(|seen| seen.as_ref().is_some_and(|seen| !seen.waiting.is_empty()));
        focus_soon(if waits == Some(true) {
            "door-heading"
        } else {
            self.beyond
        });
    }

    /// Asks now. That it cannot be asked is no reason to forget who was there.
    pub fn look(self) {
        self.look_and(|doorway| drop(doorway.refused.try_set(None)));
    }

    /// Asks, and does something if others are there than before.
    fn look_and(self, changed: impl FnOnce(Self) + 'static) {
        let (Some(session), Some(number)) = (self.session.try_get_value(), self.next()) else {
            return;
        };
        spawn_local(async move {
            let answer = joining::doorstep(&session).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            self.is_away.try_set(answer.is_err());
            if answer.is_ok_and(|seen| self.see(seen)) {
                changed(self);
            }
        });
    }

    /// Lets people in; says so to `then`.
    pub fn admit(self, knocks: Vec<AdmitKnock>, then: impl FnOnce() + 'static) {
        let Some(session) = self.begin() else { return };
        spawn_local(async move {
            let answer = joining::admit(&session, knocks).await;
            self.take(answer, then);
        });
    }

    /// Sends people away; says so to `then`.
    pub fn decline(self, knocks: Vec<KnockId>, word: String, then: impl FnOnce() + 'static) {
        let Some(session) = self.begin() else { return };
        spawn_local(async move {
            let answer = joining::decline(&session, knocks, word).await;
            self.take(answer, then);
        });
    }

    fn begin(self) -> Option<SessionId> {
        if self.busy.get_untracked() {
            return None;
        }
        self.busy.set(true);
        self.refused.set(None);
        self.next()?;
        self.session.try_get_value()
    }

    fn take(self, answer: Result<Doorstep, Trouble>, then: impl FnOnce()) {
        self.next();
        self.busy.try_set(false);
        match answer {
            Ok(seen) => {
                self.is_away.try_set(false);
                self.see(seen);
                then();
            }
            Err(trouble) => {
                self.refused.try_set(Some(trouble.words(self.words)));
                // Others of them may be in; why not all of them is said on.
                self.look_and(|_| {});
            }
        }
    }

    /// Shows who is there now; says whether that is new.
    fn see(self, seen: Doorstep) -> bool {
        let is_new = self
            .seen
            .try_with_untracked(|was| was.as_ref() != Some(&seen));
        if is_new == Some(true) {
            self.seen.try_set(Some(seen));
        }
        is_new == Some(true)
    }

    /// The number of the next question; nothing if the view is gone.
    fn next(self) -> Option<u32> {
        let number = self.asked.try_get_value()?.wrapping_add(1);
        self.asked.try_set_value(number);
        Some(number)
    }
}
