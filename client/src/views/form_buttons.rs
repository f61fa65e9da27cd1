//! The buttons at the end of a form in a dialog.

use super::handler::handler;
use crate::words::use_words;
use leptos::prelude::*;

/// One that sends the form, and one that closes the dialog.
#[component]
pub fn FormButtons(
    /// What the one that sends it says.
    submit: String,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="actions">
            <button type="submit" class="primary">{submit}</button>
            <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
        </div>
    }
}
