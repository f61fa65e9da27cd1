//! A field for an invitation link, wherever somebody stands outside.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::said;
use crate::words::use_words;

/// Fewer characters than this are no secret: 128 bits take 22.
const SHORTEST: usize = 16;

/// Takes a pasted link and opens it.
#[component]
pub fn LinkField() -> impl IntoView {
    let words = use_words();
    let navigate = use_navigate();
    let link = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let open = move |submit: SubmitEvent| {
        submit.prevent_default();
        match secret(&link.get_untracked()) {
            Some(secret) => navigate(&format!("/join#{secret}"), NavigateOptions::default()),
            None => wrong.set(true),
        }
    };
    view! {
        <form class="field" on:submit=open novalidate>
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

/// The secret in what somebody pasted: a whole link, or the part after its `#`.
pub fn secret(pasted: &str) -> Option<&str> {
    let pasted = pasted.trim();
    let secret = pasted.rsplit_once('#').map_or(pasted, |(_, secret)| secret);
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (secret.len() >= SHORTEST && secret.chars().all(plain)).then_some(secret)
}

#[cfg(test)]
mod tests {
    use super::secret;

    #[test]
    fn a_secret_is_found_in_a_link_or_by_itself() {
        let link = " https://table.example/join#Qm9ndXMtc2VjcmV0LXRleHQ \n";
        assert_eq!(secret(link), Some("Qm9ndXMtc2VjcmV0LXRleHQ"));
        assert_eq!(
            secret("Qm9ndXMtc2VjcmV0LXRleHQ"),
            Some("Qm9ndXMtc2VjcmV0LXRleHQ")
        );
    }

    #[test]
    fn anything_else_is_no_secret() {
        for pasted in [
            "",
            "#",
            "https://table.example/join",
            "https://table.example/join#short",
            "hello there, all of you",
        ] {
            assert_eq!(secret(pasted), None, "{pasted}");
        }
    }
}
