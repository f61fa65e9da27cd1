//! What a page shows while there is nothing to show: loading, empty, failed.

use super::handler::handler;
use leptos::prelude::*;

use super::{LinkField, Notice, Tone};
use crate::{api::Trouble, words::use_words};

/// Something is on its way. Nothing is shown for the first moment, so that quick answers do not flicker.
#[component]
pub fn Loading() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="loading" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <span>{words.say("loading")}</span>
        </div>
    }
}

/// There is nothing here yet, and what to do about it.
#[component]
pub fn Empty(
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// What to do.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <h2 prop:textContent=title></h2>
            {children()}
        </section>
    }
}

/// Something did not come, and a way to try again.
#[component]
pub fn Failed(
    /// Why.
    trouble: Trouble,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Notice tone=Tone::Bad>
            <p prop:textContent=trouble.words(words)></p>
            <p>
                <button type="button" class="quiet" on:click=handler(move |_| retry.run(()))>
                    {words.say("try-again")}
                </button>
            </p>
        </Notice>
    }
}

/// The server does not know this browser, and the way in.
#[component]
pub fn Stranger() -> impl IntoView {
    let words = use_words();
    view! {
        <Empty title=words.say("stranger-title")>
            <p>{words.say("stranger-text")}</p>
            <LinkField />
        </Empty>
    }
}

/// A resource in each of its states.
#[component]
pub fn Loaded<T, V, F>(
    /// What is asked for.
    of: LocalResource<Result<T, Trouble>>,
    /// What to show of it.
    then: F,
) -> impl IntoView
where
    T: Clone + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Send + 'static,
{
    move || match of.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(trouble)) if trouble.is_stranger() => view! { <Stranger /> }.into_any(),
        Some(Err(trouble)) => view! { <Failed trouble retry=move |()| of.refetch() /> }.into_any(),
        Some(Ok(value)) => then(value).into_any(),
    }
}
