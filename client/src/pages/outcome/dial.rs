//! How the outcome tells of delegations and people when it is taken along, and which names are left in it.

use leptos::prelude::*;
use shared::{api::NameLeft, ids::TableId, outcome::Attribution};

use crate::{
    api,
    views::{Disclosure, handler, memo, said},
    words::use_words,
};

/// What is chosen. A copy is a handle.
#[derive(Clone, Copy)]
pub struct Dial {
    /// Whose things are said to be.
    pub attribution: RwSignal<Attribution>,
    silent_too: RwSignal<bool>,
    sources: RwSignal<bool>,
    /// Since which revision changes are shown, where they can be.
    pub since: RwSignal<Option<u32>>,
}

impl Dial {
    /// As it is usual.
    pub fn new() -> Self {
        Self {
            attribution: RwSignal::new(Attribution::Named),
            silent_too: RwSignal::new(false),
            sources: RwSignal::new(false),
            since: RwSignal::new(None),
        }
    }

    /// What is asked for behind an address.
    pub fn query(self) -> String {
        let attribution = self.attribution.get();
        let mut query = format!("attribution={}", attribution.as_str());
        if self.silent_too.get() && attribution == Attribution::Named {
            query += "&silent=1";
        }
        if self.sources.get() {
            query += "&sources=1";
        }
        query
    }
}

/// The choice.
#[component]
pub fn DialFields(dial: Dial, id: TableId) -> impl IntoView {
    let words = use_words();
    let Dial {
        attribution,
        silent_too,
        sources,
        since: _,
    } = dial;
    let choice = move |one: Attribution| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="attribution"
                    prop:checked=move || attribution.get() == one
                    on:change=handler(move |_| attribution.set(one))
                />
                <span>{words.say(&format!("attribution-{}", one.as_str()))}</span>
            </label>
        }
    };
    let is_named = memo(move || attribution.get() == Attribution::Named);
    view! {
        <fieldset class="dial">
            <legend>{words.say("attribution")}</legend>
            {Attribution::ALL.map(choice).collect_view()}
        </fieldset>
        <p class="dial">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || silent_too.get()
                    prop:disabled=move || !is_named.get()
                    on:change=move |event| silent_too.set(event_target_checked(&event))
                />
                <span>{words.say("outcome-silent-too")}</span>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || sources.get()
                    on:change=move |event| sources.set(event_target_checked(&event))
                />
                <span>{words.say("outcome-with-sources")}</span>
            </label>
        </p>
        <NamesLeft dial id />
    }
}

/// The names that no telling takes out, since people wrote them: told before anything is downloaded.
#[component]
fn NamesLeft(dial: Dial, id: TableId) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let looked = LocalResource::new(move || {
        let (id, attribution, since) = (id.clone(), dial.attribution.get(), dial.since.get());
        async move {
            match attribution {
                Attribution::Named => None,
                asked => Some(api::names_left(&id, asked, since).await),
            }
        }
    });
    // While it is looked again, what was found before is not shown.
    let found = memo(move || {
        let found = looked.get().flatten();
        found.and_then(Result::ok)
    });
    let failed = memo(move || matches!(looked.get(), Some(Some(Err(_)))));
    let told = said(move || {
        if failed.get() {
            return words.say("names-left-unknown");
        }
        let count = found.with(|found| found.as_ref().map(Vec::len));
        count.map_or_else(String::new, |count| {
            words.tell("names-left", &[("count", count.into())])
        })
    });
    let rows = move || {
        let found = found.get().unwrap_or_default();
        found.into_iter().map(row).collect_view()
    };
    let are_some = memo(move || found.with(|it| it.as_ref().is_some_and(|it| !it.is_empty())));
    view! {
        <p role="status" class="names-left" prop:textContent=told></p>
        {move || {
            are_some.get().then(|| {
                view! {
                    <Disclosure open show="names-left-show" hide="names-left-hide">
                        <ul class="names-left">{rows}</ul>
                    </Disclosure>
                }
            })
        }}
    }
}

fn row(left: NameLeft) -> impl IntoView {
    view! {
        <li>
            <span class="small">{left.section} " · "</span>
            <bdi dir="auto">"…" {left.before} <mark>{left.name}</mark> {left.after} "…"</bdi>
        </li>
    }
}
