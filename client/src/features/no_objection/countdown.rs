//! How much time is left to object, on the server's clock.

use leptos::prelude::*;

use super::Put;
use crate::{
    live::LiveTable,
    views::{
        clock::{digits, seconds, ticking},
        said, time_of,
    },
    words::use_words,
};

/// From how many seconds on it is said until when.
const LONG: i64 = 3_600;

/// Minutes and seconds; past the end, that the server closes it.
#[component]
pub fn Countdown(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let left = said(move || {
        tick.track();
        let until = it.with(|it| it.as_ref().map(|it| it.until))?;
        let left = seconds(until, live.now());
        Some(match left {
            ..0 => words.say("no-objection-closing"),
            0..LONG => digits(left),
            LONG.. => format!("{} {}", words.say("no-objection-until"), time_of(until)),
        })
    });
    view! { <span class="countdown" role="timer" aria-label=words.say("no-objection-left") prop:textContent=left></span> }
}
