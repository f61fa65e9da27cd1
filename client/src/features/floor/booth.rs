//! The interpreters' page: who speaks, what they will say, how fast that is, and who comes next. Made to be read at arm's length.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::ids::SpeechId;

use super::clock::SpeechTime;
use super::now::about;
use super::statement::{DeliveredStatements, PaceSign, Paragraphs, is_handed_in, text_of};
use super::{delegation, speech};
use crate::{
    live::{Link, LiveTable},
    room::bar::Clock,
    views::{Monogram, Show, arrive, fetched, memo, said},
    words::use_words,
};

/// How many of those who wait are shown.
const NEXT: usize = 5;

type Shows = fn(LiveTable) -> AnyView;

#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn interpreting() -> Result<Shows, SplitLoaderError> {
    Ok(|live| view! { <Booth live /> }.into_any())
}

/// The interpreters' page.
pub fn booth(live: LiveTable) -> AnyView {
    fetched(|| Box::pin(interpreting()), move |show| show(live))
}

#[component]
fn Booth(live: LiveTable) -> impl IntoView {
    let words = use_words();
    arrive(Signal::derive(move || words.say("booth-title")));
    let name = move || live.with(|table| table.name.clone());
    let item = move || live.with(|table| words.point(&table.agenda, &table.agenda.at));
    let room = move || live.with(|table| format!("/tables/{}", table.id));
    let is_away = memo(move || live.link.get() != Link::Live);
    view! {
        <div class="booth">
            <header class="booth-head">
                <h1 dir="auto" prop:textContent=said(item)></h1>
                <Clock live />
                <p class="small"><bdi prop:textContent=said(name)></bdi></p>
                <p class="small"><a href=room>{words.say("booth-to-table")}</a></p>
            </header>
            <main class="booth-body" id="main" tabindex="-1">
                <Speaking live />
                <Coming live />
                <DeliveredStatements live />
            </main>
            <p class="screen-foot" role="status" prop:textContent=said(move || is_away.get().then(|| words.say("projector-away")))></p>
        </div>
    }
}

/// Who speaks now, with the text as large as it can be read.
#[component]
fn Speaking(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let now = memo(move || live.with(|table| table.floor.holder().map(|it| it.id.clone()))?);
    let nobody = move || now.with(Option::is_none).then(|| words.say("floor-nobody"));
    view! {
        <section class="booth-now" aria-labelledby="booth-now">
            <h2 class="kicker" id="booth-now">{words.say("floor-now")}</h2>
            <p class="nobody" prop:textContent=said(nobody)></p>
            {move || now.get().map(|id| view! { <Speaker live id /> })}
        </section>
    }
}

#[component]
fn Speaker(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let of = id.clone();
    let text = memo(move || text_of(live, &of));
    let has_text = memo(move || text.with(Option::is_some));
    view! {
        <Who live id=id.clone() />
        <SpeechTime live id=id.clone() />
        <PaceSign live id />
        <Show when=move || has_text.get() fallback=move || view! { <p class="small">{words.say("statement-none")}</p> }>
            <div class="booth-text" tabindex="0" role="group" aria-label=words.say("statement-text")>
                <Paragraphs text=Signal::derive(move || text.get().unwrap_or_default()) />
            </div>
        </Show>
    }
}

/// A delegation, and what it has the floor for.
#[component]
fn Who(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let found = untrack(|| speech(live, &id).and_then(|it| delegation(live, &it.delegation)));
    let about = move || speech(live, &id).map(|it| about(words, &it));
    found.map(|found| {
        view! {
            <p class="booth-who">
                <Monogram short=found.short colour=found.colour />
                <strong dir="auto" prop:textContent=found.name></strong>
                <span class="small" prop:textContent=said(about)></span>
            </p>
        }
    })
}

/// Who comes next, with the texts that are there already.
#[component]
fn Coming(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let next = memo(move || {
        let ids = live.with(|table| {
            let turns = table.floor.order(&table.delegations).into_iter();
            let ids = turns.map(|turn| turn.speech.id.clone());
            ids.take(NEXT).collect::<Vec<_>>()
        });
        ids.unwrap_or_default()
    });
    let nobody = move || {
        next.with(Vec::is_empty)
            .then(|| words.say("booth-nobody-waits"))
    };
    view! {
        <section class="booth-next" aria-labelledby="booth-next">
            <h2 class="kicker" id="booth-next">{words.say("booth-next")}</h2>
            <p class="small nobody" prop:textContent=said(nobody)></p>
            <ol>
                <For each=move || next.get() key=Clone::clone let(id)>
                    <li><Comes live id /></li>
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Comes(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let (there, read, of) = (id.clone(), id.clone(), id.clone());
    let is_there = memo(move || is_handed_in(live, &there));
    let text = memo(move || text_of(live, &read).unwrap_or_default());
    let of = StoredValue::new(of);
    view! {
        <Who live id />
        <Show when=move || is_there.get() fallback=move || view! { <p class="small">{words.say("statement-none")}</p> }>
            <PaceSign live id=of.get_value() />
            <details>
                <summary>{words.say("booth-read")}</summary>
                <Paragraphs text=text />
            </details>
        </Show>
    }
}
