//! For who presides: how long one may speak, by kind.

use leptos::prelude::*;
use shared::features::floor::{FloorCommand, SpeechKind};

use super::clock::digits;
use super::kind_key;
use crate::{
    live::LiveTable,
    views::{Refused, memo},
    words::use_words,
};

/// What is offered, in seconds; none is without a limit.
const OFFERED: [u32; 8] = [30, 60, 90, 120, 180, 300, 600, 900];

/// A choice for each kind.
#[component]
pub fn Limits(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    view! {
        <fieldset class="limits">
            <legend class="label">{words.say("floor-limits")}</legend>
            {SpeechKind::ALL.map(|kind| view! { <Limit live kind refused /> }).collect_view()}
            <Refused why=refused />
        </fieldset>
    }
}

#[component]
fn Limit(live: LiveTable, kind: SpeechKind, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let id = format!("limit-{}", kind.as_str());
    let now = memo(move || live.with(|table| table.floor.limits.get(&kind).copied())?);
    let set = move |value: String| {
        let seconds = value.parse().ok();
        live.ask(FloorCommand::LimitTime { kind, seconds }, words, refused);
    };
    let option = move |seconds: Option<u32>| {
        let label = match seconds {
            Some(seconds) => digits(seconds.into()),
            None => words.say("floor-no-limit"),
        };
        let value = seconds.map(|it| it.to_string()).unwrap_or_default();
        view! { <option value=value selected=move || now.get() == seconds prop:textContent=label></option> }
    };
    // What was set elsewhere is offered, too.
    let unusual = memo(move || now.get().filter(|it| !OFFERED.contains(it)));
    view! {
        <div class="limit">
            <label for=id.clone()>{words.say(&kind_key(kind))}</label>
            <select id=id on:change:target=move |select| set(select.target().value())>
                {option(None)}
                {OFFERED.map(|it| option(Some(it))).collect_view()}
                {move || unusual.get().map(|it| option(Some(it)))}
            </select>
        </div>
    }
}
