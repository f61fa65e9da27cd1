//! A dialog over the page.

use super::handler::handler;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{ev::MouseEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::{Icon, icon};
use crate::words::use_words;

/// Dialogs on a page are told apart by number.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A modal dialog: Escape, its cross or a press beside it close it, and focus returns to where it was.
/// The content is made when it opens and dropped when it closes.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// A class beside `dialog`.
    #[prop(optional)]
    class: &'static str,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let words = use_words();
    let node = NodeRef::<html::Dialog>::new();
    let label = format!("dialog-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                dialog.show_modal().ok();
                request_animation_frame(move || focus_first_field(&dialog));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // Whatever lies inside is a target of its own: only the backdrop is the dialog itself.
    let is_beside = move |press: &MouseEvent| {
        let dialog = node.get_untracked().map(Into::into);
        dialog.is_some() && press.target() == dialog
    };
    // Words that are selected by dragging beyond the edge are no press beside it.
    let began_beside = StoredValue::new(false);
    let down = move |press: MouseEvent| began_beside.set_value(is_beside(&press));
    let beside = move |press: MouseEvent| {
        if began_beside.get_value() && is_beside(&press) {
            open.set(false);
        }
    };
    view! {
        <dialog
            class=format!("dialog {class}")
            node_ref=node
            aria-labelledby=label.clone()
            on:close=handler(move |_| open.set(false))
            on:mousedown=handler(down)
            on:click=handler(beside)
        >
            <div class="dialog-body">
                <div class="dialog-head">
                    <h2 id=label.clone() prop:textContent=title></h2>
                    <button type="button" class="icon" aria-label=words.say("close") on:click=handler(move |_| open.set(false))>
                        {icon(Icon::X)}
                    </button>
                </div>
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
}

/// What is to be filled in is what one came for; a dialog without fields keeps what the browser focused.
fn focus_first_field(dialog: &HtmlDialogElement) {
    let field = dialog.query_selector("form :is(input, select, textarea)");
    if let Some(field) = field.ok().flatten()
        && let Ok(field) = field.dyn_into::<HtmlElement>()
    {
        field.focus().ok();
    }
}
