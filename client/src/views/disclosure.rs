//! A part of the page that is shown when it is asked for, by a button above it.

use super::handler::handler;
use leptos::prelude::*;

use super::said;
use crate::words::use_words;

/// The button, and what it shows and hides.
#[component]
pub fn Disclosure(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The key of what the button says while it is hidden.
    show: &'static str,
    /// The key of what it says while it is shown.
    hide: &'static str,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let words = use_words();
    view! {
        <p>
            <button
                type="button"
                class="quiet"
                aria-expanded=move || open.get().to_string()
                on:click=handler(move |_| open.update(|open| *open = !*open))
                prop:textContent=said(move || words.say(if open.get() { hide } else { show }))
            ></button>
        </p>
        {move || open.get().then(|| children())}
    }
}
