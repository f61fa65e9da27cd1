//! On the projector's screen: the wording, how much time is left, and how many object. Never who.

use leptos::prelude::*;
use shared::features::no_objection::{NoObjection, NoObjectionStanding};
use shared::features::projector::Projected;
use shared::ids::DecisionId;

use super::countdown::Countdown;
use super::wording::shown;
use super::{objections, put, result, title};
use crate::{
    live::LiveTable,
    views::{Show, clock::ticking, memo, said},
    words::use_words,
};

/// For how many milliseconds what came of it is shown.
const SHOWN: u64 = 60_000;

/// What is counted down in the room, or what has just come of it; nothing otherwise.
#[component]
pub fn NoObjectionOnScreen(live: LiveTable) -> impl IntoView {
    let tick = ticking();
    let is_shown = move |it: &&NoObjection| match it.standing {
        NoObjectionStanding::Running => true,
        NoObjectionStanding::Closed { at, .. } | NoObjectionStanding::Cancelled { at, .. } => {
            tick.track();
            live.now().0.saturating_sub(at.0) < SHOWN
        }
    };
    let first = memo(move || {
        let found = live.with(|table| {
            let in_room = || {
                let all = table.no_objections.iter();
                all.filter(|it| it.rules.time.is_room())
            };
            // What is the slide is not shown above it as well.
            let slide = &table.projector.shows;
            let is_slide = |it: &NoObjection| matches!(slide, Projected::Wording { decision } if *decision == it.id);
            let running = in_room().filter(|it| it.is_running() && !is_slide(it));
            let running = running.min_by_key(|it| it.until);
            let latest = || in_room().rev().find(|it| is_shown(it) && !is_slide(it));
            running.or_else(latest).map(|it| it.id.clone())
        });
        found.flatten()
    });
    move || first.get().map(|id| view! { <DecisionOnScreen live id /> })
}

/// One of them.
#[component]
pub fn DecisionOnScreen(live: LiveTable, id: DecisionId) -> impl IntoView {
    let words = use_words();
    let heading = format!("on-screen-{id}");
    let labelled = heading.clone();
    let it = put(live, id);
    let wording = memo(move || it.with(|it| it.as_ref().map(|it| it.wording.clone())));
    let is_running = memo(move || it.with(|it| it.as_ref().is_some_and(NoObjection::is_running)));
    let came = memo(move || it.with(|it| result(words, it.as_ref()?)));
    view! {
        <section class="no-objection on-screen" aria-labelledby=labelled>
            <p class="kicker">{words.say("no-objection-title")}</p>
            <h2 id=heading dir="auto" prop:textContent=said(move || title(live, it))></h2>
            <Show when=move || is_running.get()>
                <p class="time-left"><Countdown live it /></p>
            </Show>
            <Show when=move || !is_running.get()>
                <p class="verdict" data-verdict=move || came.get().map(|(kind, _)| kind) prop:textContent=said(move || came.get().map(|(_, text)| text))></p>
            </Show>
            {move || wording.get().map(|wording| shown(words, &wording))}
            <p class="count" role="status" prop:textContent=said(move || it.with(|it| it.as_ref().map(|it| objections(words, it))))></p>
        </section>
    }
}
