//! A field for a join code, wherever somebody stands outside.

use super::handler::handler;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::joining::JoinCode;

use super::said;
use crate::words::use_words;

/// Takes a code as it is read off a screen, and goes to the door with it.
#[component]
pub fn CodeField() -> impl IntoView {
    let words = use_words();
    let navigate = use_navigate();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let open = move |submit: SubmitEvent| {
        submit.prevent_default();
        if let Some(code) = JoinCode::read(&typed.get_untracked()) {
            navigate(
                &format!("/knock#{}", code.as_str()),
                NavigateOptions::default(),
            );
        } else {
            wrong.set(true);
            super::focus_soon("code");
        }
    };
    view! {
        <form class="field" on:submit=handler(open) novalidate>
            <label for="code">{words.say("code-label")}</label>
            <div class="joined">
                <input
                    id="code"
                    class="code-typed"
                    type="text"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    dir="ltr"
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby="code-wrong"
                    prop:value=typed
                    on:input:target=move |input| {
                        typed.set(input.target().value());
                        wrong.set(false);
                    }
                />
                <button class="primary">{words.say("code-open")}</button>
            </div>
            <p
                id="code-wrong"
                class="wrong"
                role="alert"
                prop:textContent=said(move || wrong.get().then(|| words.say("code-wrong")))
            ></p>
        </form>
    }
}
