//! An address that leads nowhere.

use leptos::prelude::*;

use crate::{views::Page, words::use_words};

/// Says so, and the way back.
#[component]
pub fn NotFound() -> impl IntoView {
    let words = use_words();
    view! {
        <Page title=words.say("not-found-title") class="narrow">
            <p class="lead">{words.say("not-found-text")}</p>
            <p>
                <a class="button primary" href="/">
                    {words.say("not-found-back")}
                </a>
            </p>
        </Page>
    }
}
