//! The page: what was frozen, and what one looks at of it.

use leptos::prelude::*;
use shared::features::revisions::Revision;

use super::freeze::FreezeDialog;
use super::pickers::Compare;
use super::shown::Text;
use super::{Freezing, next, refusal};
use crate::features::delegations::spoken_name;
use crate::{
    live::LiveTable,
    views::{For, Moment, focus_soon, handler, memo, said},
    words::use_words,
};

/// The page.
#[component]
pub(super) fn Revisions(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let Freezing(freezing) = expect_context();
    let rows = memo(move || {
        let newest_first = |all: &Vec<Revision>| all.iter().rev().cloned().collect::<Vec<_>>();
        live.with(|table| newest_first(&table.revisions.frozen))
            .unwrap_or_default()
    });
    let are_there = memo(move || rows.with(|rows| !rows.is_empty()));
    // Which one is read; nothing while two are compared.
    let reading = RwSignal::new(None::<u32>);
    let looked_at = move || match reading.get() {
        Some(number) => view! { <Text live number reading /> }.into_any(),
        None => view! { <Compare live /> }.into_any(),
    };
    view! {
        <h2 class="question" id="page" tabindex="-1" prop:textContent=words.say("agenda-revisions")></h2>
        <p class="hint revisions-hint" prop:textContent=words.say("revisions-hint")></p>
        <Freeze live freezing />
        <ol class="cards revisions">
            <For each=move || rows.get() key=|row| row.id.clone() let(revision)>
                <Row live revision reading />
            </For>
        </ol>
        {move || are_there.get().then(looked_at)}
        {move || (!are_there.get()).then(|| view! { <p class="small" prop:textContent=words.say("revisions-none")></p> })}
        <FreezeDialog live open=freezing />
    }
}

/// The button that opens the dialog, or why not now; nothing for whoever may never.
#[component]
fn Freeze(live: LiveTable, freezing: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let runs = live.runs();
    let why_not = memo(move || refusal(live).map(|refusal| words.refusal(&refusal)));
    let name = said(move || words.tell("revision-freeze", &[("number", next(live).into())]));
    move || {
        runs.get().then(|| {
            view! {
                <div class="actions">
                    <button
                        type="button"
                        class="quiet"
                        disabled=move || why_not.with(Option::is_some)
                        on:click=handler(move |_| freezing.set(true))
                        prop:textContent=name
                    ></button>
                    <span class="small why-not" prop:textContent=said(move || why_not.get())></span>
                </div>
            }
        })
    }
}

#[component]
fn Row(live: LiveTable, revision: Revision, reading: RwSignal<Option<u32>>) -> impl IntoView {
    let words = use_words();
    let number = revision.number;
    let by = revision.by.clone();
    let who = said(move || {
        let by = by.as_ref()?;
        let person = live.with(|table| table.participants.get(by).cloned())??;
        Some(spoken_name(live, &person))
    });
    let called = words.tell("revision-number", &[("number", number.into())]);
    let read = words.tell("revision-read-it", &[("number", number.into())]);
    let hash = revision.short_digest().to_owned();
    let look = move |_| {
        reading.set(Some(number));
        focus_soon("revision-text");
    };
    view! {
        <li class="card">
            <h3>
                <span class="rev" prop:textContent=called></span>
                " "
                <bdi prop:textContent=revision.name.clone()></bdi>
            </h3>
            <p class="small facts">
                <bdi prop:textContent=who></bdi>
                <Moment at=revision.at />
                <span>
                    <span class="unseen">{words.say("revision-hash")}</span>
                    <code title=revision.digest.clone() prop:textContent=hash></code>
                </span>
            </p>
            <p class="actions">
                <button
                    type="button"
                    class="quiet small"
                    aria-pressed=move || (reading.get() == Some(number)).to_string()
                    aria-label=read
                    on:click=handler(look)
                >
                    {words.say("revision-read")}
                </button>
            </p>
        </li>
    }
}
