//! For whoever presides or facilitates: calling the roll, and for facilitators how many must be present.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::delegations::Delegation;
use shared::features::roll_call::{Quorum, RollCallCommand};
use std::collections::BTreeSet;

use super::fact::PresentFact;
use crate::features::people::is_connected;
use crate::room::navigation::{Part, use_navigation};
use crate::{
    live::LiveTable,
    views::{Dialog, For, Icon, Offer, Refused, Show, TextField, handler, memo, offer, said},
    words::use_words,
};

/// The card.
#[component]
pub fn Roll(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let open = RwSignal::new(false);
    let may = memo(move || {
        let present = BTreeSet::new();
        live.would_refuse(RollCallCommand::CallRoll { present })
            .is_none()
    });
    offer(move || {
        let call = move || {
            // What stands beside the text is not shown where a narrow window shows another part.
            here.turn_to(Part::Side);
            open.set(true);
        };
        let call = || Offer::new(words.say("roll-call"), Icon::Users, call);
        may.get().then(call)
    });
    view! {
        <section class="card roll" id="roll" tabindex="-1" aria-labelledby="roll-title">
            <h2 class="kicker" id="roll-title">{words.say("roll-title")}</h2>
            <PresentFact live />
            <Show when=move || may.get()>
                <div class="actions">
                    <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>{words.say("roll-call")}</button>
                </div>
            </Show>
            <Dialog open title=words.say("roll-call")>
                <Calling live open />
            </Dialog>
        </section>
    }
}

#[component]
fn Calling(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let is_facilitator = live.is_facilitator();
    let all = memo(move || {
        live.with(|table| table.delegations.clone())
            .unwrap_or_default()
    });
    let connected = move |_| {
        let all = all.get_untracked().into_iter().map(|it| it.id);
        let present = untrack(|| all.filter(|id| is_connected(live, id)).collect());
        live.ask(RollCallCommand::CallRoll { present }, words, refused);
    };
    let nobody = move |_| {
        let present = BTreeSet::new();
        live.ask(RollCallCommand::CallRoll { present }, words, refused);
    };
    view! {
        <div class="roll-call">
            <p class="small">{words.say("roll-hint")}</p>
            <PresentFact live />
            <fieldset>
                <legend class="label">{words.say("roll-who")}</legend>
                <For each=move || all.get() key=|it| (it.id.clone(), it.name.clone()) let(it)>
                    <One live it refused />
                </For>
            </fieldset>
            <div class="actions">
                <button type="button" class="quiet" on:click=handler(connected)>{words.say("roll-connected")}</button>
                <button type="button" class="quiet" on:click=handler(nobody)>{words.say("roll-nobody")}</button>
            </div>
            <Show when=move || is_facilitator.get()>
                <SetQuorum live refused />
            </Show>
            <Refused why=refused />
            <div class="actions">
                <button type="button" class="primary" on:click=handler(move |_| open.set(false))>{words.say("roll-done")}</button>
            </div>
        </div>
    }
}

/// One delegation: whether it is present, and what its connections suggest.
#[component]
fn One(live: LiveTable, it: Delegation, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let (of, seen) = (it.id.clone(), it.id.clone());
    let present =
        memo(move || live.with(|table| table.roll_call.present.contains(&of)) == Some(true));
    let hint = move || {
        words.say(if is_connected(live, &seen) {
            "roll-is-connected"
        } else {
            "roll-is-not-connected"
        })
    };
    let id = it.id;
    let declare = move |present: bool| {
        let delegation = id.clone();
        let command = RollCallCommand::DeclarePresent {
            delegation,
            present,
        };
        live.ask(command, words, refused);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || present.get() on:change:target=move |input| declare(input.target().checked()) />
            <span>
                <span dir="auto" prop:textContent=it.name></span>
                <span class="small hint" prop:textContent=said(hint)></span>
            </span>
        </label>
    }
}

const OFFERED: [Option<Quorum>; 4] = [
    None,
    Some(Quorum::Third),
    Some(Quorum::Majority),
    Some(Quorum::TwoThirds),
];

#[component]
fn SetQuorum(live: LiveTable, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let now = memo(move || live.with(|table| table.roll_call.quorum).flatten());
    let count = RwSignal::new(match now.get_untracked() {
        Some(Quorum::Number { count }) => count.to_string(),
        _ => String::new(),
    });
    let is_number = RwSignal::new(matches!(now.get_untracked(), Some(Quorum::Number { .. })));
    let set = move |quorum: Option<Quorum>| {
        live.ask(RollCallCommand::SetQuorum { quorum }, words, refused);
    };
    let choose = move |value: String| {
        let chosen = value.parse::<usize>().ok().and_then(|at| OFFERED.get(at));
        is_number.set(chosen.is_none());
        if let Some(quorum) = chosen {
            set(*quorum);
        }
    };
    let option = move |(place, quorum): (usize, Option<Quorum>)| {
        let key = quorum.map_or("none", Quorum::as_str);
        let is_it = move || now.get() == quorum && !is_number.get();
        view! { <option value=place.to_string() selected=is_it prop:textContent=words.say(&format!("quorum-{key}"))></option> }
    };
    let wrong = RwSignal::new(None::<String>);
    let number = move |submit: SubmitEvent| {
        submit.prevent_default();
        match count.get_untracked().trim().parse() {
            Ok(count) if count > 0 => set(Some(Quorum::Number { count })),
            Ok(_) | Err(_) => wrong.set(Some(words.say("quorum-number-wrong"))),
        }
    };
    view! {
        <form class="field" on:submit=handler(number) novalidate>
            <label for="quorum">{words.say("quorum-label")}</label>
            <select id="quorum" on:change:target=move |select| choose(select.target().value())>
                {OFFERED.into_iter().enumerate().map(option).collect_view()}
                <option value="number" selected=move || is_number.get() prop:textContent=words.say("quorum-number")></option>
            </select>
            <Show when=move || is_number.get()>
                <TextField
                    id="quorum-count"
                    label=words.say("quorum-count")
                    value=count
                    on_input=move |text: String| {
                        count.set(text);
                        wrong.set(None);
                    }
                    wrong
                />
                <div class="actions">
                    <button type="submit" class="quiet">{words.say("quorum-set")}</button>
                </div>
            </Show>
        </form>
    }
}
