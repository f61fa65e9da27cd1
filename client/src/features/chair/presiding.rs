//! Who presides, among those at the table, and the way to hand that over.

use leptos::prelude::*;
use shared::features::chair::{ChairCommand, may_preside};
use shared::features::people::Participant;
use shared::gather::gathered;
use shared::gather::sort_by_key;
use shared::ids::ParticipantId;
use shared::names::listed;
use std::collections::BTreeSet;

use crate::features::delegations::spoken_name;
use crate::{
    live::LiveTable,
    views::{Dialog, FormButtons, Icon, Refused, handler, icon, memo, said},
    words::use_words,
};

/// Who presides; for them and for facilitators, the button that hands it over.
#[component]
pub fn Presiding(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let who = move || {
        let names = live.with(|table| {
            let names = table.presiding().into_iter();
            listed(names.map(|who| who.name.as_str()))
        });
        Some(match names? {
            names if names.is_empty() => words.say("chair-nobody"),
            names => words.tell("chair-presides", &[("names", names.into())]),
        })
    };
    let (presides, facilitates) = (live.presides(), live.is_facilitator());
    let may = memo(move || presides.get() || facilitates.get());
    view! {
        <div class="chair" id="presiding" tabindex="-1">
            {icon(Icon::Gavel)}
            <p role="status" prop:textContent=said(who)></p>
            {move || may.get().then(|| view! {
                <button type="button" class="quiet" on:click=handler(move |_| open.set(true))>{words.say("chair-hand-over")}</button>
            })}
        </div>
        <Dialog open title=words.say("chair-hand-over-title")>
            <HandOver live open />
        </Dialog>
    }
}

/// Those who may preside: those who do, those who are here, then the others.
fn people(live: LiveTable) -> Vec<Participant> {
    let all = live.with(|table| {
        let may = |who: &&Participant| may_preside(who);
        let mut all: Vec<_> = table.participants.values().filter(may).cloned().collect();
        sort_by_key(&mut all, |who| {
            let presides = table.chair.0.contains(&who.id);
            (!presides, !live.is_present(&who.id), who.role)
        });
        all
    });
    all.unwrap_or_default()
}

/// Whoever is chosen presides from now on. It is decided on who presided when it was opened.
#[component]
fn HandOver(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let from = untrack(|| live.with(|table| table.chair.0.clone())).unwrap_or_default();
    let chosen = RwSignal::new(from.clone());
    let you = live.you.get_untracked();
    let presided = live.presides().get_untracked();
    let hand_over = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let (from, to) = (from.clone(), chosen.get_untracked());
        live.ask_then(
            ChairCommand::HandOverChair { from, to },
            move |answer| match answer {
                Ok(()) => drop(open.try_set(false)),
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            },
        );
    };
    let follows = move || {
        chosen.with(|chosen| {
            let gives_up = presided && !you.as_ref().is_some_and(|you| chosen.contains(you));
            match (chosen.is_empty(), gives_up) {
                (true, _) => Some(words.say("chair-none-chosen")),
                (false, true) => Some(words.say("chair-gives-up")),
                (false, false) => None,
            }
        })
    };
    let row = move |who: Participant| view! { <Choice live chosen who /> };
    view! {
        <form class="hand-over" on:submit=handler(hand_over)>
            <fieldset class="choose-chair">
                <legend class="label">{words.say("chair-who")}</legend>
                {untrack(|| people(live)).into_iter().map(row).collect_view()}
            </fieldset>
            <p class="small" role="status" prop:textContent=said(follows)></p>
            <Refused why=refused />
            <FormButtons submit=words.say("chair-hand-over-submit") open />
        </form>
    }
}

#[component]
fn Choice(
    live: LiveTable,
    chosen: RwSignal<BTreeSet<ParticipantId>>,
    who: Participant,
) -> impl IntoView {
    let words = use_words();
    let name = untrack(|| spoken_name(live, &who));
    let is_here = untrack(|| live.is_present(&who.id));
    let state = if is_here {
        "people-here"
    } else {
        "people-away"
    };
    let note = format!(
        "{} · {}",
        words.say(&format!("role-{}", who.role)),
        words.say(state)
    );
    let of = who.id.clone();
    let is_chosen = move || chosen.with(|all| all.contains(&of));
    let choose = move |change| {
        let others = chosen
            .get_untracked()
            .into_iter()
            .filter(|id| *id != who.id);
        let own = event_target_checked(&change).then(|| who.id.clone());
        chosen.set(gathered(others.chain(own)));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_chosen on:change=handler(choose) />
            <span>
                <bdi prop:textContent=name></bdi>
                <span class="small hint" prop:textContent=note></span>
            </span>
        </label>
    }
}
