//! Copying to the clipboard.

use super::handler::handler;
use std::time::Duration;

use js_sys::Reflect;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use super::{Icon, icon, said, use_toasts};
use crate::words::use_words;

/// How long the button says that it copied.
const STAY: Duration = Duration::from_secs(3);

/// Copies a text and says so on its own face.
#[component]
pub fn CopyButton(
    /// What to copy.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// Its accessible name, where several buttons say the same.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            if write(&text).await {
                copied.try_set(true);
                toasts.say(words.say("copied"));
                let back = move || {
                    copied.try_set(false);
                };
                set_timeout(back, STAY);
            } else {
                toasts.say(words.say("copy-failed"));
            }
        });
    };
    view! {
        <button type="button" class="quiet copy" class:copied=copied aria-label=move || if copied.get() { None } else { name.clone() } on:click=handler(copy)>
            {move || copied.get().then(|| icon(Icon::Check))}
            <span prop:textContent=said(move || if copied.get() { words.say("copied-mark") } else { label.clone() })></span>
        </button>
    }
}

async fn write(text: &str) -> bool {
    let navigator = window().navigator();
    // Browsers offer the clipboard over https and on localhost only; a venue's own network may have neither.
    let offered = Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|found| found.is_object());
    if offered
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    write_by_selection(text).unwrap_or(false)
}

fn write_by_selection(text: &str) -> Option<bool> {
    let document: HtmlDocument = document().dyn_into().ok()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    let before = document.active_element();
    // Inside an open dialog, nothing outside it can be selected.
    let place = before.as_ref().and_then(|before| before.parent_node());
    let place = place.or_else(|| document.body().map(Into::into))?;
    place.append_child(&area).ok()?;
    area.select();
    let done = document.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(before) = before.and_then(|before| before.dyn_into::<web_sys::HtmlElement>().ok()) {
        before.focus().ok();
    }
    Some(done)
}
