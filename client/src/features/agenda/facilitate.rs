//! What the facilitator has at hand: the phase, forwards and back, and the clock.

use leptos::prelude::*;
use shared::features::agenda::AgendaCommand;
use shared::{features::agenda::Phase, ids::Timestamp, refusal::Refusal};

use crate::features::agenda::moving::use_moving;
use crate::{
    live::LiveTable,
    views::{Refused, said},
    words::use_words,
};

/// The minutes that the clock is set to by one press.
const MINUTES: [u64; 4] = [5, 10, 15, 30];

/// The panel; nothing for everybody else.
#[component]
pub fn Facilitate(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
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
    let moving = use_moving();
    let phase = Memo::new(move |_| live.with(|table| table.agenda.phase));
    let ready = Memo::new(move |_| {
        live.with(|table| (table.agenda.ready.len(), table.delegations.len()))
            .unwrap_or_default()
    });
    let back = move || phase.get().and_then(Phase::back);
    let next = move || phase.get().and_then(Phase::next);
    let label = move |key: &str, to: Option<Phase>| {
        to.map(|to| words.tell(key, &[("phase", words.say(to.key()).into())]))
    };
    let back_label = move || match phase.get() {
        Some(Phase::Closed) => Some(words.say("move-reopen")),
        _ => label("phase-back", back()),
    };
    let ask = move |to: Option<Phase>| to.into_iter().for_each(|to| moving.to(to));
    let is_blocked = Memo::new(move |_| {
        live.with(|table| table.open_ballots().next().is_some())
            .unwrap_or(false)
    });
    // The buttons stay the same ones, so that focus is not lost with the phase.
    view! {
        <div class="actions steps">
            <button
                type="button"
                class="quiet"
                hidden=move || back().is_none()
                on:click=move |_| ask(back())
                prop:textContent=said(back_label)
            ></button>
            <button
                type="button"
                class="primary"
                hidden=move || next().is_none()
                on:click=move |_| ask(next())
                prop:textContent=said(move || label("phase-next", next()))
            ></button>
        </div>
        {move || is_blocked.get().then(|| view! { <p class="small why-not" prop:textContent=words.refusal(&Refusal::BallotOpen)></p> })}
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
    let runs = Memo::new(move |_| {
        live.with(|table| table.agenda.ends.is_some())
            .unwrap_or(false)
    });
    let refused = RwSignal::new(None);
    let keep =
        move |ends: Option<Timestamp>| live.ask(AgendaCommand::KeepTime { ends }, words, refused);
    let set = move |minutes: u64| keep(Some(Timestamp(live.now().0 + minutes * 60_000)));
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
                <button type="button" class="quiet" on:click=move |_| keep(None)>
                    {words.say("clock-stop")}
                </button>
            })}
        </div>
        <Refused why=refused />
    }
}
