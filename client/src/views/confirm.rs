//! A dialog that asks before something is done that is not easily undone.

use super::handler::handler;
use super::{Dialog, Refused, said};
use crate::words::use_words;
use leptos::prelude::*;

/// Asks, and says what it does; why it could not be done stands in it.
#[component]
pub fn Confirm(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: Signal<String>,
    /// What that does, and what it does not do.
    #[prop(into)]
    text: Signal<String>,
    /// The words of the button that does it.
    action: String,
    /// Why it was not done.
    refused: RwSignal<Option<String>>,
    /// Whether it is being done.
    busy: RwSignal<bool>,
    /// Does it. It stays open until that is done.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let go = move |_| {
        if !busy.get_untracked() {
            on_confirm.run(());
        }
    };
    view! {
        <Dialog open title>
            <p prop:textContent=said(move || Some(text.get()))></p>
            <Refused why=refused />
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    aria-busy=move || busy.get().to_string()
                    on:click=handler(go)
                >
                    {action.clone()}
                </button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>
                    {words.say("cancel")}
                </button>
            </div>
        </Dialog>
    }
}

/// Open while somebody or something is asked about, which is forgotten when it closes.
pub fn open_about<T: Send + Sync + 'static>(
    asked: RwSignal<Option<T>>,
    refused: RwSignal<Option<String>>,
) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.with(Option::is_some) {
            refused.set(None);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            asked.set(None);
        }
    });
    open
}
