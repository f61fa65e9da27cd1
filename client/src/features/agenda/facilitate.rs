//! What the facilitator has at hand: the agenda, forwards and back, and the clock.

use leptos::prelude::*;
use shared::features::agenda::AgendaPoint;
use shared::names::listed;
use shared::refusal::Refusal;

use crate::features::agenda::keep_time::KeepTime;
use crate::features::agenda::moving::use_moving;
use crate::features::joining::door::DoorStrip;
use crate::features::people::behind;
use crate::{
    live::LiveTable,
    views::{handler, memo, said},
    words::use_words,
};

/// The panel; nothing for everybody else.
#[component]
pub fn Facilitate(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let session = memo(move || live.with(|table| table.session.clone()));
    move || {
        is_facilitator.get().then(|| {
            view! {
                <section class="card facilitate" id="facilitate" tabindex="-1">
                    <h2 class="kicker">{words.say("facilitate-title")}</h2>
                    <Move live />
                    <KeepTime live />
                    {move || session.get().map(|session| view! { <DoorStrip session beyond="facilitate" /> })}
                </section>
            }
        })
    }
}

#[component]
fn Move(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let moving = use_moving();
    let ways = memo(move || {
        live.with(|table| {
            let agenda = &table.agenda;
            let named = |point: AgendaPoint| (words.point(agenda, &point), point);
            Ways {
                is_closed: agenda.is_closed(),
                back: agenda.back(&agenda.at).map(named),
                next: agenda.next(&agenda.at).map(named),
            }
        })
    });
    let ready = memo(move || {
        live.with(|table| (table.agenda.ready.len(), table.delegations.len()))
            .unwrap_or_default()
    });
    let back = move || ways.get()?.back;
    let next = move || ways.get()?.next;
    let back_label = move || {
        let ways = ways.get()?;
        let (title, _) = ways.back?;
        Some(if ways.is_closed {
            words.say("move-reopen")
        } else {
            words.tell("agenda-back", &[("item", title.into())])
        })
    };
    let next_label = move || {
        let (title, point) = next()?;
        Some(match point {
            AgendaPoint::Closed => words.say("agenda-close"),
            AgendaPoint::Item(_) => words.tell("agenda-next", &[("item", title.into())]),
        })
    };
    let ask = move |to: Option<(String, AgendaPoint)>| {
        if let Some((_, point)) = to {
            moving.to(point);
        }
    };
    let blocked = memo(move || {
        let closes = next().is_some_and(|(_, point)| point == AgendaPoint::Closed);
        live.with(|table| {
            if table.open_ballots().next().is_some() {
                return Some(Refusal::BallotOpen);
            }
            let runs = table.no_objections.running().next().is_some();
            (closes && runs).then_some(Refusal::WordingRuns)
        })
        .flatten()
    });
    let behind = move || {
        let names = behind(live);
        let names = listed(names.iter().map(String::as_str));
        (!names.is_empty()).then(|| words.tell("facilitate-behind", &[("names", names.into())]))
    };
    // The buttons stay the same ones, so that focus is not lost when the table moves.
    view! {
        <div class="actions steps">
            <button
                type="button"
                class="quiet"
                hidden=move || back().is_none()
                on:click=handler(move |_| ask(back()))
                prop:textContent=said(back_label)
            ></button>
            <button
                type="button"
                class="primary"
                hidden=move || next().is_none()
                on:click=handler(move |_| ask(next()))
                prop:textContent=said(next_label)
            ></button>
        </div>
        {move || blocked.get().map(|why| view! { <p class="small why-not" prop:textContent=words.refusal(&why)></p> })}
        {move || {
            let (count, all) = ready.get();
            (count > 0).then(|| view! {
                <p class="small ready-count" prop:textContent=words.tell("facilitate-ready", &[("count", count.into()), ("all", all.into())])></p>
            })
        }}
        <p class="small behind-names" role="status" prop:textContent=said(behind)></p>
    }
}

/// Where the table can go from where it is, by title.
#[derive(Clone, PartialEq, Eq)]
struct Ways {
    is_closed: bool,
    back: Option<(String, AgendaPoint)>,
    next: Option<(String, AgendaPoint)>,
}
