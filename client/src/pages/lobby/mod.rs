//! All tables of a session at once, for whoever facilitates it: what each is at, who is where, and what is said to them.
//!
//! Reading order: [`watch`] asks the server every two seconds, [`card`] is one table, in the words of [`facts`]; [`speak`] says something, [`silence`] puts a text to several tables, [`call`] calls everybody
//! back, [`moving`] moves somebody to another table.

mod call;
mod card;
mod facts;
pub mod moving;
mod silence;
mod speak;
mod watch;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::ids::{SessionId, TableId};

use self::{
    call::CallBack, card::Card, moving::MoveDialog, silence::Silence, speak::Speak, watch::Watch,
};
use super::NotFound;
use crate::{
    features::joining::door::DoorStrip,
    views::{For, Loading, Notice, Page, Tone, memo, said},
    words::use_words,
};

/// The page.
#[component]
pub fn Lobby() -> impl IntoView {
    let params = use_params_map();
    let id =
        memo(move || params.with(|params| params.get("id").and_then(|id| SessionId::new(id).ok())));
    move || match id.get() {
        Some(id) => view! { <Of id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Of(id: SessionId) -> impl IntoView {
    let words = use_words();
    let watch = Watch::begin(id.clone());
    let session = memo(move || watch.read(|lobby| lobby.title.clone()).unwrap_or_default());
    let refused = memo(move || watch.refused.get().map(|trouble| trouble.words(words)));
    let is_known = memo(move || watch.lobby.with(Option::is_some));
    view! {
        <Page title=words.say("lobby-title") kicker=Signal::derive(move || session.get()) class="lobby">
            <p class="small"><a href=format!("/sessions/{id}")>{words.say("lobby-to-session")}</a></p>
            {move || match (refused.get(), is_known.get()) {
                (Some(why), _) => view! { <Notice tone=Tone::Bad><p prop:textContent=why></p></Notice> }.into_any(),
                (None, false) => view! { <Away watch /> <Loading /> }.into_any(),
                (None, true) => view! { <Board watch /> }.into_any(),
            }}
        </Page>
    }
}

/// Whether what is shown is what is so.
#[component]
fn Away(watch: Watch) -> impl IntoView {
    let words = use_words();
    let text = said(move || match watch.away.get() {
        Some(since) => words.tell("lobby-away", &[("time", since.into())]),
        None => words.say("lobby-live"),
    });
    let is_away = memo(move || watch.away.with(Option::is_some));
    view! { <p class="lobby-life small" class:away=move || is_away.get() role="status" prop:textContent=text></p> }
}

#[component]
fn Board(watch: Watch) -> impl IntoView {
    let words = use_words();
    let whom = RwSignal::new(None::<TableId>);
    let from = RwSignal::new(None::<TableId>);
    let ids = memo(move || {
        let ids = |lobby: &shared::lobby::Lobby| {
            let tables = lobby.tables.iter().map(|table| table.id.clone());
            tables.collect::<Vec<_>>()
        };
        watch.read(ids).unwrap_or_default()
    });
    view! {
        <Away watch />
        <DoorStrip session=watch.session() beyond="main" />
        <div class="lobby-tools">
            <CallBack watch />
            <Speak watch whom />
            <Silence watch />
        </div>
        <h2 class="unseen">{words.say("lobby-tables")}</h2>
        <ul class="plain lobby-tables">
            <For each=move || ids.get() key=Clone::clone let(id)>
                <Card watch id whom from />
            </For>
        </ul>
        {move || ids.with(Vec::is_empty).then(|| view! { <p>{words.say("lobby-none")}</p> })}
        <MoveDialog watch from />
    }
}
