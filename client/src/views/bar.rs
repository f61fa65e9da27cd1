//! The bar along the top of every page but the table's.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_navigate};

use super::{Dialog, use_toasts};
use crate::{account::use_account, api, pages::forget_draft, words::use_words};

/// The house, the way to the sessions, and who one is.
#[component]
pub fn Bar() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let leaving = RwSignal::new(false);
    let known = move || {
        account.person().map(|person| {
            view! {
                <nav aria-label=words.say("bar-label")>
                    <A href="/sessions">{words.say("sessions-title")}</A>
                </nav>
                <span class="end">
                    <span class="small you" dir="auto" prop:textContent=person.name></span>
                    <button type="button" class="quiet" on:click=move |_| leaving.set(true)>
                        {words.say("leave")}
                    </button>
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
        <Leave open=leaving />
    }
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

/// Asks before this browser is forgotten, because only the invitation link leads back.
#[component]
fn Leave(open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let leave = Callback::new(move |()| {
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::leave().await {
                Ok(()) => {
                    open.try_set(false);
                    forget_draft();
                    account.refresh();
                    navigate("/", leptos_router::NavigateOptions::default());
                }
                Err(trouble) => toasts.say(trouble.words(words)),
            }
        });
    });
    view! {
        <Dialog open title=words.say("leave-title")>
            <p>{words.say("leave-text")}</p>
            <div class="actions">
                <button type="button" class="primary" on:click=move |_| leave.run(())>
                    {words.say("leave-confirm")}
                </button>
                <button type="button" class="quiet" on:click=move |_| open.set(false)>
                    {words.say("cancel")}
                </button>
            </div>
        </Dialog>
    }
}
