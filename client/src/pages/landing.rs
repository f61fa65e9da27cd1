//! What somebody sees who comes without a link.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::{
    account::use_account,
    views::{LinkField, Loading, Page},
    words::use_words,
};

/// Says what this is and that one needs an invitation; whoever has come in before goes on to the sessions.
#[component]
pub fn Landing() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    // A server that cannot be asked is no reason to hide what this place is.
    let content = move || match account.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Ok(Some(_))) => view! { <Redirect path="/sessions" /> }.into_any(),
        Some(_) => view! { <Welcome /> }.into_any(),
    };
    view! {
        <Page title=words.say("product") class="narrow">
            {content}
        </Page>
    }
}

#[component]
fn Welcome() -> impl IntoView {
    let words = use_words();
    view! {
        <p class="lead">{words.say("landing-what")}</p>
        <section class="card roomy">
            <p>{words.say("landing-link")}</p>
            <LinkField />
            <p>
                <a href="/join">{words.say("landing-code")}</a>
            </p>
        </section>
    }
}
