//! Following where one is led, unless one looks elsewhere or is in the middle of something.

use leptos::prelude::*;
use shared::features::lead::Led;
use wasm_bindgen::JsCast as _;

use super::page;
use crate::clock::millis;
use crate::live::LiveTable;
use crate::room::navigation::use_navigation;
use crate::views::memo;

/// For how long after a key one is taken to be writing, in milliseconds.
const WRITING: i64 = 4_000;

/// Where everybody is led now.
pub fn destination(live: LiveTable) -> Memo<Option<Led>> {
    memo(move || live.with(|table| table.lead.0.clone()).flatten())
}

/// Goes where one is led. Whoever has gone elsewhere is left there until they come back; nobody is taken away from what they
/// are writing.
pub fn follow(live: LiveTable, to: Memo<Option<Led>>) {
    let here = use_navigation();
    let follows = StoredValue::new(true);
    let last_key = StoredValue::new(0_i64);
    let keys = window_event_listener(leptos::ev::keydown, move |_| last_key.set_value(millis()));
    on_cleanup(move || keys.remove());
    let is_writing = move || millis() - last_key.get_value() < WRITING && is_in_a_field();
    let presides = live.presides();
    Effect::new(move |before: Option<Option<Led>>| {
        let (to, shown) = (to.get(), here.shown.get());
        let is_new = before.flatten() != to;
        let place = to.as_ref().map(page);
        let is_there = place.is_none() || place.as_ref() == Some(&shown);
        if !is_new {
            follows.set_value(is_there);
        } else if let Some(place) = place
            && follows.get_value()
            && !is_there
            && !presides.get_untracked()
            && !is_writing()
            && !has_dialog()
        {
            here.go(place);
        } else if to.is_none() {
            follows.set_value(true);
        }
        to
    });
}

/// Whether the keyboard is in something that takes words.
fn is_in_a_field() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|it| {
        let field = "input, textarea, select, [contenteditable='true']";
        it.matches(field).unwrap_or(false)
    })
}

fn has_dialog() -> bool {
    let open = document().query_selector("dialog[open]");
    open.ok()
        .flatten()
        .is_some_and(|it| it.is_instance_of::<web_sys::Element>())
}
