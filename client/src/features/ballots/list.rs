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
    views::{Empty, For, memo},
    words::use_words,
};

/// All ballots.
#[component]
pub fn Ballots(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let ids = memo(move || {
        live.with(|table| {
            let (open, closed): (Vec<_>, Vec<_>) =
                table.ballots.iter().partition(|ballot| ballot.is_open());
            open.into_iter()
                .chain(closed.into_iter().rev())
                .map(|ballot| ballot.id.clone())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    view! {
        <p class="kicker" prop:textContent=words.say("agenda-decide")></p>
        <h2 class="question" id="page" tabindex="-1" prop:textContent=words.say("agenda-ballots")></h2>
        {running_panel(live, Running::OpenBallot)}
        {move || {
            ids.with(Vec::is_empty).then(|| {
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
