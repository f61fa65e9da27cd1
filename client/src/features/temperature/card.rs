//! The check that is on, beside the text: what is asked, one's delegation's answer, and how the room leans.

use leptos::prelude::*;
use shared::features::temperature::{Leaning, TemperatureCommand};
use shared::ids::CheckId;
use shared::table::Command;

use super::bars::Bars;
use super::{asked, check, is_on, leaning_key};
use crate::{
    live::LiveTable,
    views::{Refused, Show, handler, memo, said},
    words::use_words,
};

/// The card; nothing while none is on.
#[component]
pub fn TemperatureCard(live: LiveTable) -> impl IntoView {
    let is_on = is_on(live);
    view! {
        <Show when=move || is_on.get()>
            <Check live />
        </Show>
    }
}

#[component]
fn Check(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let speaks = memo(move || live.me().is_some_and(|me| me.speaks_for().is_some()));
    let runs = live.runs();
    let refused = RwSignal::new(None);
    let id = move || check(live).map(|check| check.id);
    let end = move |_| {
        if let Some(check) = untrack(id) {
            live.ask(TemperatureCommand::EndTemperature { check }, words, refused);
        }
    };
    view! {
        <section class="card now temperature" id="temperature" tabindex="-1" aria-labelledby="temperature-asked">
            <p class="kicker">{words.say("temperature-title")}</p>
            <h2 class="ballot-title" id="temperature-asked" dir="auto" prop:textContent=said(move || asked(live, words))></h2>
            <p class="small terms">{words.say("temperature-no-vote")}</p>
            <Show when=move || speaks.get()>
                <Saying live refused />
            </Show>
            <Bars live named=true />
            <Show when=move || runs.get()>
                <div class="actions">
                    <button type="button" class="quiet" on:click=handler(end)>{words.say("temperature-end")}</button>
                </div>
            </Show>
            <Refused why=refused />
        </section>
    }
}

/// What one's delegation may say, and what it has said.
#[component]
fn Saying(live: LiveTable, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let own = memo(move || {
        let mine = live.my_delegation()?;
        check(live)?.leanings.get(&mine).copied()
    });
    let waiting = memo(move || {
        let on: Option<CheckId> = check(live).map(|check| check.id);
        live.awaited(|command| match command {
            Command::Temperature(TemperatureCommand::SayTemperature { check, leaning })
                if Some(check) == on.as_ref() =>
            {
                Some(*leaning)
            }
            _ => None,
        })
    });
    let button = move |leaning: Leaning| {
        let say = move |_| {
            if let Some(check) = untrack(|| check(live)).map(|check| check.id) {
                let command = TemperatureCommand::SayTemperature { check, leaning };
                live.ask(command, words, refused);
            }
        };
        let pressed = move || (waiting.get().or(own.get()) == Some(leaning)).to_string();
        let is_waiting = move || (waiting.get() == Some(leaning)).to_string();
        view! {
            <button type="button" data-leaning=leaning.as_str() data-waiting=is_waiting aria-pressed=pressed on:click=handler(say)>
                {words.say(&leaning_key(leaning))}
            </button>
        }
    };
    view! {
        <div class="choice" role="group" aria-label=words.say("temperature-say")>
            {Leaning::ALL.map(button).collect_view()}
        </div>
        <p class="small">{words.say("temperature-may-change")}</p>
    }
}
