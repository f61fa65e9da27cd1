//! Asking for something that wants a reason, in a dialog.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::limits::{self, named};
use shared::refusal::Noun;

use super::{TextField, focus_soon, handler};
use crate::words::use_words;

/// What is asked with the reason, and where it is said if that is refused.
pub type AskWithReason = Callback<(String, RwSignal<Option<String>>)>;

/// The text, the field and the two buttons. A reason that is missing or too long is said by its field, and nothing is asked.
#[component]
pub fn ReasonForm(
    /// The field's id.
    id: &'static str,
    /// What will happen.
    text: String,
    /// What the field is called.
    label: String,
    /// The button that asks.
    does: String,
    /// The button that does not.
    keeps: String,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Asks.
    ask: AskWithReason,
) -> impl IntoView {
    let words = use_words();
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let reason = reason.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&reason, Noun::Reason, limits::REASON) {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon(id);
        }
        ask.run((reason, wrong));
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <p>{text}</p>
            <TextField
                id
                label
                value=reason
                on_input=move |text: String| {
                    reason.set(text);
                    wrong.set(None);
                }
                wrong
                long=true
            />
            <div class="actions">
                <button type="submit" class="danger full">{does}</button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{keeps}</button>
            </div>
        </form>
    }
}
