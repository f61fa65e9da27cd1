//! Who knocks, and letting them in: a card of the session's page, and a strip where there is other work, which shows itself only
//! while somebody waits.

use leptos::prelude::*;
use shared::ids::SessionId;
use shared::joining::LetIn;

use super::doorway::Doorway;
use super::rows::Rows;
use crate::{
    views::{DelegationChip, For, Icon, Offer, Refused, Show, focus_soon, memo, offer, said},
    words::{Wording, use_words},
};

/// The card on the session's page: it is there when nobody waits, too, and says who was let in by the roster.
#[component]
pub fn DoorCard(
    /// The session.
    session: SessionId,
) -> impl IntoView {
    let words = use_words();
    let doorway = Doorway::open(session, "door-heading", words);
    let is_empty = memo(move || doorway.waiting().is_empty());
    let let_in = memo(move || doorway.let_in());
    view! {
        <section class="card door no-print" aria-labelledby="door-heading">
            <h2 id="door-heading" tabindex="-1">{words.say("door-heading")}</h2>
            <p class="hint" role="status" prop:textContent=said(move || count(words, doorway))></p>
            <Trouble doorway />
            <Show when=move || !is_empty.get()>
                <Rows doorway />
            </Show>
            <Show when=move || let_in.with(|all| !all.is_empty())>
                <h3 class="kicker">{words.say("door-let-in")}</h3>
                <ul class="plain door-lately">
                    <For each=move || let_in.get() key=Clone::clone children=move |it| view! { <Lately it doorway /> } />
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn Lately(it: LetIn, doorway: Doorway) -> impl IntoView {
    let words = use_words();
    let of = it.delegation.clone().and_then(|id| {
        let found = |seen: &shared::joining::Doorstep| {
            seen.delegations.iter().find(|it| it.id == id).cloned()
        };
        untrack(|| doorway.read(found))
    });
    let by_roster = it.by_roster.then(|| words.say("door-by-roster"));
    view! {
        <li>
            <bdi prop:textContent=it.name></bdi>
            {of.map(|it| view! { <DelegationChip name=it.name short=it.short colour=it.colour /> })}
            {by_roster.map(|text| view! { <span class="tag" prop:textContent=text></span> })}
        </li>
    }
}

/// Where there is other work: a line that opens, and nothing while nobody waits.
#[component]
pub fn DoorStrip(
    /// The session.
    session: SessionId,
    /// The id of what the keyboard goes to when nobody waits any more.
    beyond: &'static str,
) -> impl IntoView {
    let words = use_words();
    let doorway = Doorway::open(session, beyond, words);
    let is_empty = memo(move || doorway.waiting().is_empty());
    let there = move || {
        Offer::new(words.say("door-heading"), Icon::Users, || {
            focus_soon("door-heading");
        })
    };
    offer(move || (!is_empty.get()).then(there));
    view! {
        // It is said to whoever does not see the strip come.
        <p class="unseen" role="status" prop:textContent=said(move || (!is_empty.get()).then(|| count(words, doorway)).flatten())></p>
        <Trouble doorway />
        <Show when=move || !is_empty.get()>
            <details class="door door-strip">
                <summary id="door-heading">
                    <h2 prop:textContent=said(move || count(words, doorway))></h2>
                </summary>
                <Rows doorway />
            </details>
        </Show>
    }
}

/// What does not go as it should, also when nobody is there any more whom it was about.
#[component]
fn Trouble(doorway: Doorway) -> impl IntoView {
    let words = use_words();
    view! {
        <p
            class="small door-away"
            role="status"
            prop:textContent=said(move || doorway.is_away.get().then(|| words.say("door-away")))
        ></p>
        <Refused why=doorway.refused />
    }
}

/// How many wait; nothing before that is known.
fn count(words: Wording, doorway: Doorway) -> Option<String> {
    let count = doorway.read(|seen| Some(seen.waiting.len()))?;
    Some(words.tell("door-waiting", &[("count", count.into())]))
}
