//! What the facilitator has at hand: the phase, forwards and back, and the clock.

use leptos::prelude::*;
use shared::{command::Command, ids::Timestamp, participant::Role, phase::Phase};

use super::bar::phase_key;
use crate::{live_table::LiveTable, views::use_toasts, words::use_words};

/// The minutes that the clock is set to by one press.
const MINUTES: [u64; 4] = [5, 10, 15, 30];

/// The panel; nothing for everybody else.
#[component]
pub fn Facilitate(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_facilitator =
        Memo::new(move |_| live.me().is_some_and(|me| me.role == Role::Facilitator));
    move || {
        is_facilitator.get().then(|| {
            view! {
                <section class="card facilitate" id="facilitate" tabindex="-1">
                    <h2 class="kicker">{words.say("facilitate-title")}</h2>
                    <Move live />
                    <Keep live />
                </section>
            }
        })
    }
}

#[component]
fn Move(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let phase = Memo::new(move |_| live.with(|table| table.phase));
    let ready = Memo::new(move |_| {
        live.with(|table| (table.ready.len(), table.delegations.len()))
            .unwrap_or_default()
    });
    let go = move |from: Phase, to: Phase| {
        live.ask_then(Command::MovePhase { from, to }, move |answer| {
            if let Err(refusal) = answer {
                toasts.say(words.refusal(&refusal));
            }
        });
    };
    let refusal = Memo::new(move |_| {
        let from = phase.get()?;
        let to = from.next().or_else(|| from.back())?;
        live.would_refuse(Command::MovePhase { from, to })
    });
    let is_refused = move || refusal.with(Option::is_some);
    let steps = move || {
        let from = phase.get()?;
        let back = from.back().map(|to| {
            let label = words.tell("phase-back", &[("phase", words.say(phase_key(to)).into())]);
            view! { <button type="button" class="quiet" disabled=is_refused on:click=move |_| go(from, to) prop:textContent=label></button> }
        });
        let next = from.next().map(|to| {
            let label = words.tell("phase-next", &[("phase", words.say(phase_key(to)).into())]);
            view! { <button type="button" class="primary" disabled=is_refused on:click=move |_| go(from, to) prop:textContent=label></button> }
        });
        Some(view! { <div class="actions steps">{back} {next}</div> })
    };
    view! {
        {steps}
        {move || refusal.get().map(|refusal| view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> })}
        {move || {
            let (count, all) = ready.get();
            (count > 0).then(|| view! {
                <p class="small" prop:textContent=words.tell("facilitate-ready", &[("count", count.into()), ("all", all.into())])></p>
            })
        }}
    }
}

#[component]
fn Keep(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let runs = Memo::new(move |_| live.with(|table| table.ends.is_some()).unwrap_or(false));
    let set = move |minutes: u64| {
        let ends = Some(Timestamp(live.now().0 + minutes * 60_000));
        live.ask(Command::KeepTime { ends });
    };
    let button = move |minutes: u64| {
        let minutes_words = words.tell("clock-minutes", &[("minutes", minutes.into())]);
        view! {
            <button type="button" class="quiet" on:click=move |_| set(minutes)>
                <span class="unseen">{words.say("clock-set")}" "</span>
                {minutes_words}
            </button>
        }
    };
    view! {
        <p class="small" id="clock-set" aria-hidden="true">{words.say("clock-set")}</p>
        <div class="clock-set" role="group" aria-labelledby="clock-set">
            {MINUTES.map(button).collect_view()}
            {move || runs.get().then(|| view! {
                <button type="button" class="quiet" on:click=move |_| live.ask(Command::KeepTime { ends: None })>
                    {words.say("clock-stop")}
                </button>
            })}
        </div>
    }
}
