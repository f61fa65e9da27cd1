//! A piece of the draft as it reads, until one corrects it.

use leptos::prelude::*;

use crate::{
    views::{focus_soon, handler},
    words::use_words,
};

/// What it says, and a button to correct it; or its fields, and buttons to be done with that and to remove it.
#[component]
pub fn Correctable(
    /// What kind of piece it is, and which: its button is named after that.
    kind: &'static str,
    key: u32,
    /// The field in which correcting begins.
    first: String,
    /// What the button to correct it is called.
    #[prop(into)]
    name: Signal<String>,
    /// Whether it is being corrected.
    editing: RwSignal<bool>,
    /// Removes it.
    #[prop(into)]
    remove: Callback<()>,
    /// What it says.
    #[prop(into)]
    reads: ViewFn,
    /// Its fields.
    children: ChildrenFn,
) -> impl IntoView {
    let words = use_words();
    let button = StoredValue::new(format!("{kind}-{key}-edit"));
    let first = StoredValue::new(first);
    let edit = move |_| {
        editing.set(true);
        focus_soon(first.get_value());
    };
    let done = move |_| {
        editing.set(false);
        focus_soon(button.get_value());
    };
    move || {
        if editing.get() {
            view! {
                {children()}
                <div class="actions">
                    <button type="button" class="quiet" on:click=handler(done)>
                        {words.say("done")}
                    </button>
                    <button type="button" class="danger" on:click=handler(move |_| remove.run(()))>
                        {words.say("remove")}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                {reads.run()}
                <button
                    type="button"
                    class="correct"
                    id=button.get_value()
                    aria-label=name
                    on:click=handler(edit)
                >
                    {words.say("correct")}
                </button>
            }
            .into_any()
        }
    }
}
