//! The bar along the top of every page but the table's.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::api::Me;

use super::You;
use crate::{
    account::use_account,
    features::practices::kept_drafts,
    words::{Wording, use_words},
};

/// The house, the way to the sessions, and who one is.
#[component]
pub fn Bar() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let unsaved = move || kept_drafts::is_any().then(|| words.say("you-draft"));
    let known = move || {
        account.person().map(|person| {
            view! {
                <nav aria-label=words.say("bar-label")>
                    <A href="/sessions">{words.say("sessions-title")}</A>
                </nav>
                <span class="end">
                    <You name=Signal::stored(person.name.clone()) about=Signal::stored(about(words, &person)) unsaved=Signal::derive(unsaved) />
                </span>
            }
        })
    };
    view! {
        <header class="bar">
            <a class="title" href="/">
                <Mark />
                {words.say("product")}
            </a>
            {known}
        </header>
    }
}

/// Where one belongs and as what, a line each.
fn about(words: Wording, person: &Me) -> Vec<String> {
    let line = |place: &shared::api::Membership| {
        let role = words.say(&format!("role-{}", place.role));
        words.tell(
            "you-membership",
            &[
                ("role", role.into()),
                ("session", place.title.as_str().into()),
            ],
        )
    };
    person.memberships.iter().map(line).collect()
}

/// The house's sign: seats around a table.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="5.25" fill="none" stroke="currentColor" stroke-width="1.5" />
            <g fill="currentColor">
                <circle cx="12" cy="2.75" r="1.75" />
                <circle cx="20" cy="7.4" r="1.75" />
                <circle cx="20" cy="16.6" r="1.75" />
                <circle cx="12" cy="21.25" r="1.75" />
                <circle cx="4" cy="16.6" r="1.75" />
                <circle cx="4" cy="7.4" r="1.75" />
            </g>
        </svg>
    }
}
