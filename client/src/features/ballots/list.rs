//! The ballots: in the middle all of them with the way to open one; beside the text those that are
//! open and the last that was closed.

use leptos::prelude::*;
use shared::ids::BallotId;

use crate::features::ballots::card::BallotCard;
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::room::running::{Running, running_panel};
use crate::{
    live::LiveTable,
    views::{Empty, For, Show, checked, memo, said},
    words::use_words,
};

/// All ballots.
#[component]
pub fn Ballots(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let needing = RwSignal::new(false);
    let is_delegate = memo(move || live.my_delegation().is_some());
    let ids = memo(move || {
        let mine = live.my_delegation().filter(|_| needing.get());
        live.with(|table| {
            let (open, closed): (Vec<_>, Vec<_>) =
                table.ballots.iter().partition(|ballot| ballot.is_open());
            open.into_iter()
                .chain(closed.into_iter().rev())
                .filter(|ballot| mine.as_ref().is_none_or(|mine| ballot.awaits(mine)))
                .map(|ballot| ballot.id.clone())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let has_any = memo(move || live.with(|table| !table.ballots.is_empty()) == Some(true));
    let is_done = memo(move || has_any.get() && ids.with(Vec::is_empty));
    view! {
        <p class="kicker" prop:textContent=words.say("agenda-decide")></p>
        <h2 class="question" id="page" tabindex="-1" prop:textContent=words.say("agenda-ballots")></h2>
        {running_panel(live, Running::OpenBallot)}
        <Show when=move || is_delegate.get() && has_any.get()>
            <label class="check needing">
                <input type="checkbox" prop:checked=needing on:change=checked(move |is_on| needing.set(is_on)) />
                <span>{words.say("ballots-needing")}</span>
            </label>
        </Show>
        <p class="small" role="status" prop:textContent=said(move || is_done.get().then(|| words.say("ballots-needing-none")))></p>
        {move || {
            (!has_any.get()).then(|| {
                view! {
                    <Empty title=words.say("ballots-none-title")>
                        <p>{words.say("ballots-none-text")}</p>
                    </Empty>
                }
            })
        }}
        <div class="cards">
            <For each=move || ids.get() key=Clone::clone let(id)>
                <BallotCard live id />
            </For>
        </div>
    }
}

/// Beside the text: what is open now, and the newest result.
#[component]
pub fn BallotsBeside(live: LiveTable) -> impl IntoView {
    let here = use_navigation();
    let ids = memo(move || {
        live.with(|table| {
            let open = table.open_ballots().map(|ballot| ballot.id.clone());
            let newest = table
                .ballots
                .iter()
                .rev()
                .find(|ballot| !ballot.is_open())
                .map(|ballot| ballot.id.clone());
            open.chain(newest).collect::<Vec<BallotId>>()
        })
        .unwrap_or_default()
    });
    // In the middle they are shown whole already.
    let is_beside = move || here.shown.get() != Shown::Ballots;
    view! {
        <For each=move || if is_beside() { ids.get() } else { Vec::new() } key=Clone::clone let(id)>
            <BallotCard live id />
        </For>
    }
}
