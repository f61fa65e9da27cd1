//! How much time is left to object, on the server's clock.

use leptos::prelude::*;

use super::Put;
use crate::{
    live::LiveTable,
    views::{
        clock::{digits, seconds, ticking},
        said,
    },
    words::use_words,
};

/// Minutes and seconds; past the end, that the server closes it.
#[component]
pub fn Countdown(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let left = said(move || {
        tick.track();
        let until = it.with(|it| it.as_ref().map(|it| it.until))?;
        let left = seconds(until, live.now());
        Some(if left < 0 {
            words.say("no-objection-closing")
        } else {
            digits(left)
        })
    });
    view! { <span class="countdown" role="timer" aria-label=words.say("no-objection-left") prop:textContent=left></span> }
}
