//! The first steps: four short words about the room, for whoever sees it for the first time. They stand in a quiet card above the
//! text, where they cover nothing, and take the keyboard from nobody; what each speaks of is outlined. Once dismissed, the
//! card comes back in this browser only when somebody asks for it.

use leptos::{ev::KeyboardEvent, prelude::*};
use shared::features::people::Role;

use crate::{
    live::LiveTable,
    views::{Icon, Offer, focus_quietly, focus_soon, handler, memo, offer, said},
    words::use_words,
};

/// Where it is kept who has seen it: the tours, one after the other.
const PLACE: &str = "roundtable.tour";

/// Which tour somebody is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tour {
    Facilitator,
    Delegate,
    Others,
}

impl Tour {
    const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Facilitator => Some(Self::Facilitator),
            Role::Delegate => Some(Self::Delegate),
            Role::Rapporteur | Role::Observer | Role::Interpreter => Some(Self::Others),
            Role::Projector => None,
        }
    }

    /// Its name, where it is kept and in the catalogues.
    const fn name(self) -> &'static str {
        match self {
            Self::Facilitator => "facilitator",
            Self::Delegate => "delegate",
            Self::Others => "others",
        }
    }

    /// What each of its steps speaks of, by the names that the styles have for the parts of the room.
    const fn steps(self) -> [&'static str; 4] {
        match self {
            Self::Facilitator => ["side", "side", "agenda", "find"],
            Self::Delegate | Self::Others => ["text", "agenda", "side", "find"],
        }
    }
}

/// The tour, and how far one has come in it.
#[derive(Clone, Copy)]
pub struct FirstSteps {
    tour: Memo<Option<Tour>>,
    shown: RwSignal<bool>,
    step: RwSignal<usize>,
}

/// The first steps of this room.
fn use_first_steps() -> FirstSteps {
    expect_context()
}

/// Shows the first steps to whoever has not seen them, once nobody is interrupted by that, and offers them to the palette.
pub fn provide_first_steps(live: LiveTable) -> FirstSteps {
    let words = use_words();
    let tour = memo(move || Tour::of(live.me()?.role));
    let first = FirstSteps {
        tour,
        shown: RwSignal::new(false),
        step: RwSignal::new(0),
    };
    let due = RwSignal::new(false);
    Effect::new(move |_| due.set(tour.get().is_some_and(is_due)));
    let begin = move || {
        if due.try_get_untracked() == Some(true) && !is_writing() {
            due.set(false);
            first.shown.set(true);
        }
    };
    Effect::new(move |_| {
        due.track();
        begin();
    });
    // Whoever was writing already is left alone until they pause elsewhere; and what a pointer is about to press stays where it is
    // until it has been pressed.
    let pressing = StoredValue::new(false);
    let soon = move || request_animation_frame(begin);
    let left = window_event_listener(leptos::ev::focusout, move |_| {
        if pressing.try_get_value() == Some(false) {
            soon();
        }
    });
    let down = window_event_listener(leptos::ev::pointerdown, move |_| {
        pressing.try_set_value(true);
    });
    let up = move || {
        pressing.try_set_value(false);
        soon();
    };
    let released = window_event_listener(leptos::ev::pointerup, move |_| up());
    let cancelled = window_event_listener(leptos::ev::pointercancel, move |_| up());
    on_cleanup(move || {
        for listener in [left, released, cancelled] {
            listener.remove();
        }
        down.remove();
    });
    offer(move || {
        let again = move || {
            first.step.set(0);
            first.shown.set(true);
            focus_soon("tour");
        };
        tour.get()?;
        Some(Offer::new(words.say("tour-title"), Icon::Info, again))
    });
    provide_context(first);
    first
}

impl FirstSteps {
    /// Whether the card is there.
    pub fn is_shown(self) -> bool {
        self.shown.get()
    }

    /// What the step speaks of that one is at, by the name that the styles have for it.
    pub fn speaks_of(self) -> Option<&'static str> {
        let tour = self.tour.get().filter(|_| self.shown.get())?;
        tour.steps().get(self.step.get()).copied()
    }

    fn last(self) -> bool {
        self.step.get() + 1 >= Tour::steps(Tour::Others).len()
    }

    fn go_on(self) {
        if untrack(|| self.last()) {
            self.dismiss();
        } else {
            self.step.update(|step| *step += 1);
        }
    }

    fn go_back(self) {
        self.step.update(|step| *step = step.saturating_sub(1));
    }

    /// It does not come back by itself.
    fn dismiss(self) {
        if let Some(tour) = self.tour.get_untracked() {
            remember(tour);
        }
        self.shown.set(false);
        focus_quietly("page");
    }
}

/// The card.
#[component]
pub(super) fn TourCard() -> impl IntoView {
    let words = use_words();
    let first = use_first_steps();
    let count = move || {
        let values = [
            ("step", (first.step.get() + 1).into()),
            ("of", Tour::steps(Tour::Others).len().into()),
        ];
        words.tell("tour-step", &values)
    };
    let text = move || {
        let tour = first.tour.get()?;
        let step = first.step.get();
        // The last is the same for all.
        Some(match tour.steps().get(step)? {
            &"find" => words.say("tour-find"),
            _ => words.say(&format!("tour-{}-{}", tour.name(), step + 1)),
        })
    };
    let next = move || {
        let key = if first.last() {
            "tour-done"
        } else {
            "tour-next"
        };
        words.say(key)
    };
    let is_first = move || first.step.get() == 0;
    let leave = move |key: KeyboardEvent| {
        if key.key() == "Escape" {
            key.prevent_default();
            first.dismiss();
        }
    };
    view! {
        <section class="tour" id="tour" tabindex="-1" aria-labelledby="tour-title" on:keydown=handler(leave)>
            <h2 class="kicker" id="tour-title">{words.say("tour-title")}</h2>
            <p class="tour-text" role="status" prop:textContent=said(text)></p>
            <div class="actions">
                <button type="button" class="primary" on:click=handler(move |_| first.go_on()) prop:textContent=said(next)></button>
                <button
                    type="button"
                    class="quiet"
                    aria-disabled=move || is_first().to_string()
                    on:click=handler(move |_| first.go_back())
                >
                    {words.say("tour-back")}
                </button>
                <button type="button" class="quiet" on:click=handler(move |_| first.dismiss())>{words.say("tour-skip")}</button>
                <span class="small tour-count" prop:textContent=said(count)></span>
            </div>
        </section>
    }
}

/// Whether somebody is given it who has not seen it. A browser that keeps nothing would show it each time.
fn is_due(tour: Tour) -> bool {
    let seen = storage().map(|storage| storage.get_item(PLACE).ok().flatten().unwrap_or_default());
    seen.is_some_and(|seen| !seen.split(' ').any(|name| name == tour.name()))
}

fn remember(tour: Tour) {
    let Some(storage) = storage() else { return };
    let seen = storage.get_item(PLACE).ok().flatten().unwrap_or_default();
    if !seen.split(' ').any(|name| name == tour.name()) {
        let seen = format!("{seen} {}", tour.name());
        storage.set_item(PLACE, seen.trim()).ok();
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn is_writing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|it| {
        it.matches("input, textarea, select, [contenteditable=true]")
            .unwrap_or(false)
    })
}
