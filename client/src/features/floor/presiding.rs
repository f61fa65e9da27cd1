//! For who presides: closing the list, its order, limits of time, a tour de table, a new round.

use leptos::prelude::*;
use shared::features::floor::{FloorCommand, ListStanding};
use shared::ids::Timestamp;

use super::limits::Limits;
use super::order::Order;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{Confirm, Refused, handler, memo, said},
    words::use_words,
};

/// How long before the list is closed everybody is told, in milliseconds.
const WARNING: u64 = 120_000;

/// The controls; nothing for everybody else.
#[component]
pub fn Presiding(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let presides = live.presides();
    move || {
        presides.get().then(|| {
            view! {
                <div class="presiding">
                    <Closing live />
                    <details>
                        <summary>{words.say("floor-order-and-time")}</summary>
                        <Order live />
                        <Limits live />
                    </details>
                    <Rounds live />
                </div>
            }
        })
    }
}

/// Closing the list: everybody is warned first, and when that time has come the server closes it.
#[component]
fn Closing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let list = memo(move || live.with(|table| table.floor.list.clone()));
    let warned = memo(move || match list.get()? {
        ListStanding::Closing { closes } => Some(closes),
        ListStanding::Open | ListStanding::Closed => None,
    });
    let ask = move |command: FloorCommand| live.ask(command, words, refused);
    let warn = move |_| {
        let closes = Timestamp(live.now().0 + WARNING);
        ask(FloorCommand::WarnOfClosing { closes });
    };
    let close = move |_| {
        if let Some(closes) = warned.get_untracked() {
            ask(FloorCommand::CloseList { closes });
        }
    };
    let is_open = memo(move || list.get() == Some(ListStanding::Open));
    let is_warned = memo(move || warned.get().is_some());
    let reopen = move || {
        words.say(match warned.get() {
            Some(_) => "floor-keep-open",
            None => "floor-reopen",
        })
    };
    view! {
        <div class="actions">
            {move || is_open.get().then(|| view! {
                <button type="button" class="quiet" on:click=handler(warn)>{words.say("floor-warn")}</button>
            })}
            {move || is_warned.get().then(|| view! {
                <button type="button" class="quiet" on:click=handler(close)>{words.say("floor-close-now")}</button>
            })}
            {move || (!is_open.get()).then(|| view! {
                <button type="button" class="quiet" on:click=handler(move |_| ask(FloorCommand::ReopenList)) prop:textContent=said(reopen)></button>
            })}
        </div>
        <Refused why=refused />
    }
}

/// A tour de table, and a new round.
#[component]
fn Rounds(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let tour = move |_| {
        let tour = new_id();
        live.ask(FloorCommand::BeginTour { tour }, words, refused);
    };
    let round = move || {
        let Some(after) = untrack(|| live.with(|table| table.floor.round)) else {
            return;
        };
        live.ask_then(
            FloorCommand::BeginRound { after },
            move |answer| match answer {
                Ok(()) => drop(asking.try_set(false)),
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            },
        );
    };
    let may_tour = memo(move || {
        let tour = new_id();
        live.would_refuse(FloorCommand::BeginTour { tour })
            .is_none()
    });
    view! {
        <div class="actions">
            {move || may_tour.get().then(|| view! {
                <button type="button" class="quiet" on:click=handler(tour)>{words.say("floor-tour")}</button>
            })}
            <button type="button" class="quiet" on:click=handler(move |_| asking.set(true))>{words.say("floor-round")}</button>
        </div>
        <Confirm
            open=asking
            title=words.say("floor-round-title")
            text=words.say("floor-round-text")
            action=words.say("floor-round")
            refused
            busy=RwSignal::new(false)
            on_confirm=move |()| round()
        />
    }
}
