//! Following where one is led, unless one looks elsewhere or is in the middle of something.

use leptos::prelude::*;
use shared::features::lead::Led;
use wasm_bindgen::JsCast as _;

use super::page;
use super::pointer::go_to;
use crate::clock::millis;
use crate::live::LiveTable;
use crate::room::navigation::{Part, use_navigation};

/// For how long after a key one is taken to be writing, in milliseconds.
const WRITING: i64 = 10_000;

/// Goes where one is led. Whoever has gone elsewhere is left there until they come back; nobody is taken away from what they
/// are writing.
pub fn follow(live: LiveTable, to: Memo<Option<Led>>) {
    let here = use_navigation();
    let follows = StoredValue::new(true);
    let last_key = StoredValue::new(0_i64);
    let keys = window_event_listener(leptos::ev::keydown, move |_| last_key.set_value(millis()));
    on_cleanup(move || keys.remove());
    let is_writing =
        move || is_in_a_form() || millis() - last_key.get_value() < WRITING && is_in_a_text();
    let presides = live.presides();
    Effect::new(move |before: Option<Option<Led>>| {
        let (to, shown) = (to.get(), here.shown.get());
        // Whoever has just come by an address that names a page has chosen it.
        let is_chosen = before.is_none() && here.is_chosen;
        let is_new = before.flatten() != to;
        let place = to.as_ref().map(page);
        let is_there = place.is_none() || place.as_ref() == Some(&shown);
        let is_passage = matches!(to, Some(Led::Passage { .. }));
        if is_new {
            // What was pointed at before, and never found, is not sought any more.
            here.seeks_pointed.set(false);
        }
        if !is_new || is_chosen || is_there && !is_passage {
            follows.set_value(is_there);
        } else if let Some(to) = &to
            && follows.get_value()
            && !presides.get_untracked()
            && here.part.get_untracked() == Part::Page
            && !is_writing()
            && !has_dialog()
        {
            go_to(here, to);
        }
        to
    });
}

/// Whether the keyboard is in a form, whose words would go with the page.
fn is_in_a_form() -> bool {
    is_in("input, textarea, select")
}

/// Whether the keyboard is in a text.
fn is_in_a_text() -> bool {
    is_in("[contenteditable='true']")
}

fn is_in(selector: &str) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|it| it.matches(selector).unwrap_or(false))
}

fn has_dialog() -> bool {
    let open = document().query_selector("dialog[open]");
    open.ok()
        .flatten()
        .is_some_and(|it| it.is_instance_of::<web_sys::Element>())
}
