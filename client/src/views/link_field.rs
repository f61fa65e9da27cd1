//! A field for an invitation link, wherever somebody stands outside.

use super::handler::handler;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::invitation_link::secret_in;
use shared::joining::JoinCode;

use super::said;
use crate::words::use_words;

/// Takes a pasted link and opens it.
#[component]
pub fn LinkField() -> impl IntoView {
    let words = use_words();
    let navigate = use_navigate();
    let link = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let open = move |submit: SubmitEvent| {
        submit.prevent_default();
        let typed = link.get_untracked();
        // Not everybody knows which of the two they have.
        let found = JoinCode::read(&typed).map(|code| code.as_str().to_owned());
        if let Some(secret) = secret_in(&typed).or(found) {
            navigate(&format!("/join#{secret}"), NavigateOptions::default());
        } else {
            wrong.set(true);
            super::focus_soon("link");
        }
    };
    view! {
        <form class="field" on:submit=handler(open) novalidate>
            <label for="link">{words.say("link-label")}</label>
            <div class="joined">
                <input
                    id="link"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    dir="ltr"
                    placeholder=words.say("link-example")
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby="link-wrong"
                    prop:value=link
                    on:input:target=move |input| {
                        link.set(input.target().value());
                        wrong.set(false);
                    }
                />
                <button class="primary">{words.say("link-open")}</button>
            </div>
            <p
                id="link-wrong"
                class="wrong"
                role="alert"
                prop:textContent=said(move || wrong.get().then(|| words.say("link-wrong")))
            ></p>
        </form>
    }
}
