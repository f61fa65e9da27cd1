//! The facilitator's clock: set it, give more time or less, pause it, stop it.

use leptos::prelude::*;
use shared::features::agenda::AgendaCommand;
use shared::ids::Timestamp;

use crate::{
    live::LiveTable,
    views::{Refused, handler, memo, said},
    words::use_words,
};

/// The minutes that the clock is set to by one press.
const MINUTES: [u64; 4] = [5, 10, 15, 30];
/// What one press adds or takes, in minutes.
const STEPS: [i64; 2] = [5, -1];
const MINUTE: i64 = 60_000;

/// How the clock stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    Off,
    Runs(Timestamp),
    Paused(u64),
}

/// The buttons.
#[component]
pub fn KeepTime(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let clock = memo(move || {
        let clock = live.with(|table| (table.agenda.ends, table.agenda.left));
        match clock.unwrap_or_default() {
            (Some(ends), _) => Clock::Runs(ends),
            (None, Some(left)) => Clock::Paused(left),
            (None, None) => Clock::Off,
        }
    });
    let keep = move |clock: Clock| {
        let (ends, left) = match clock {
            Clock::Off => (None, None),
            Clock::Runs(ends) => (Some(ends), None),
            Clock::Paused(left) => (None, Some(left)),
        };
        live.ask(AgendaCommand::KeepTime { ends, left }, words, refused);
    };
    let in_minutes = move |minutes: u64| Clock::Runs(Timestamp(live.now().0 + minutes * 60_000));
    let set = move |minutes: u64| {
        let label = words.tell("clock-minutes", &[("minutes", minutes.into())]);
        view! {
            <button type="button" class="quiet" on:click=handler(move |_| keep(in_minutes(minutes)))>
                <span class="unseen">{words.say("clock-set")}" "</span>
                {label}
            </button>
        }
    };
    let give = move |minutes: i64| {
        let key = if minutes > 0 {
            "clock-more"
        } else {
            "clock-less"
        };
        let label = words.tell(key, &[("minutes", minutes.unsigned_abs().into())]);
        let given = move |_| keep(clock.get_untracked().given(minutes * MINUTE, live.now()));
        view! { <button type="button" class="quiet" on:click=handler(given)>{label}</button> }
    };
    let turn = move |_| {
        keep(match clock.get_untracked() {
            Clock::Runs(ends) => Clock::Paused(ends.0.saturating_sub(live.now().0)),
            Clock::Paused(left) => Clock::Runs(Timestamp(live.now().0.saturating_add(left))),
            Clock::Off => Clock::Off,
        });
    };
    let is_set = memo(move || clock.get() != Clock::Off);
    let turn_label = move || {
        words.say(match clock.get() {
            Clock::Paused(_) => "clock-resume",
            Clock::Runs(_) | Clock::Off => "clock-pause",
        })
    };
    view! {
        <p class="small" id="clock-set" aria-hidden="true">{words.say("clock-set")}</p>
        <div class="clock-set" role="group" aria-labelledby="clock-set">
            {MINUTES.map(set).collect_view()}
        </div>
        {move || is_set.get().then(|| view! {
            <div class="clock-set">
                {STEPS.map(give).collect_view()}
                <button type="button" class="quiet" on:click=handler(turn) prop:textContent=said(turn_label)></button>
                <button type="button" class="quiet" on:click=handler(move |_| keep(Clock::Off))>
                    {words.say("clock-stop")}
                </button>
            </div>
        })}
        <Refused why=refused />
    }
}

impl Clock {
    /// It with so many milliseconds more. Time that is over already begins again now.
    fn given(self, more: i64, now: Timestamp) -> Self {
        match self {
            Self::Off => Self::Off,
            Self::Runs(ends) => {
                let from = if more > 0 { ends.max(now) } else { ends };
                Self::Runs(Timestamp(from.0.saturating_add_signed(more)))
            }
            Self::Paused(left) => Self::Paused(left.saturating_add_signed(more)),
        }
    }
}
