//! When it is over: explanations of position, and how delegations stand beside what was agreed.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::no_objection::{NoObjectionCommand, ReservationKind};
use shared::ids::DelegationId;

use super::Put;
use crate::{
    live::LiveTable,
    views::{Dialog, FormButtons, Refused, Show, TextField, handler, memo},
    words::use_words,
};

/// What was said, and the way to say something; nothing where it was withdrawn.
#[component]
pub fn After(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let explains = RwSignal::new(false);
    let reserves = RwSignal::new(false);
    let id = memo(move || it.with(|it| it.as_ref().map(|it| it.id.clone())));
    let may_explain = memo(move || {
        let Some(decision) = id.get() else {
            return false;
        };
        let text = "–".to_owned();
        let command = NoObjectionCommand::ExplainPosition { decision, text };
        live.me().is_some() && live.would_refuse(command).is_none()
    });
    let may_reserve = memo(move || {
        let Some(decision) = id.get() else {
            return false;
        };
        let command = NoObjectionCommand::RecordReservation {
            decision,
            kind: Some(ReservationKind::Reserves),
            text: "–".to_owned(),
        };
        live.me().is_some() && live.would_refuse(command).is_none()
    });
    view! {
        <Said live it />
        <Show when=move || may_explain.get()>
            <div class="actions">
                <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| explains.set(true))>{words.say("no-objection-explain")}</button>
                <Show when=move || may_reserve.get()>
                    <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| reserves.set(true))>{words.say("no-objection-reserve")}</button>
                </Show>
            </div>
        </Show>
        <Dialog open=explains title=words.say("no-objection-explain-title")>
            <Explain live it open=explains />
        </Dialog>
        <Dialog open=reserves title=words.say("no-objection-reserve-title")>
            <Reserve live it open=reserves />
        </Dialog>
    }
}

/// What delegations said, by delegation.
#[component]
fn Said(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let said = memo(move || {
        let Some(it) = it.get() else {
            return (Vec::new(), Vec::new());
        };
        let name = |id: &DelegationId| {
            let name = live.with(|table| Some(table.delegation(id)?.name.clone()));
            name.flatten().unwrap_or_default()
        };
        let reserved = it.reservations.iter().map(|(id, said)| {
            let kind = words.say(&format!("reservation-{}", said.kind.as_str()));
            (name(id), kind, said.text.clone())
        });
        let explained = it.explanations.iter();
        let explained = explained.map(|(id, said)| (name(id), String::new(), said.text.clone()));
        (reserved.collect::<Vec<_>>(), explained.collect::<Vec<_>>())
    });
    let row = |(name, kind, text): (String, String, String)| {
        let kind = (!kind.is_empty())
            .then(|| view! { <span>" – "</span><span prop:textContent=kind></span> });
        let text = (!text.is_empty())
            .then(|| view! { <p class="small said" dir="auto" prop:textContent=text></p> });
        view! {
            <li>
                <p class="small"><strong><bdi prop:textContent=name></bdi></strong>{kind}</p>
                {text}
            </li>
        }
    };
    let list = move |key: &'static str, rows: Vec<(String, String, String)>| {
        (!rows.is_empty()).then(|| {
            view! {
                <h4 prop:textContent=words.say(key)></h4>
                <ul class="plain positions">{rows.into_iter().map(row).collect_view()}</ul>
            }
        })
    };
    move || {
        let (reserved, explained) = said.get();
        view! {
            {list("no-objection-reservations", reserved)}
            {list("no-objection-explanations", explained)}
        }
    }
}

#[component]
fn Explain(live: LiveTable, it: Put, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let mine = untrack(|| live.my_delegation());
    let before = it.with_untracked(|it| {
        let said = it.as_ref()?.explanations.get(mine.as_ref()?)?;
        Some(said.text.clone())
    });
    let text = RwSignal::new(before.unwrap_or_default());
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(decision) = it.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) else {
            return;
        };
        let text = text.get_untracked();
        let command = NoObjectionCommand::ExplainPosition { decision, text };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <TextField
                id="explanation"
                label=words.say("no-objection-explain-title")
                hint=words.say("no-objection-explain-hint")
                value=text
                on_input=move |said: String| text.set(said)
                long=true
            />
            <Refused why=refused />
            <FormButtons submit=words.say("no-objection-save") open />
        </form>
    }
}

#[component]
fn Reserve(live: LiveTable, it: Put, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let mine = untrack(|| live.my_delegation());
    let before = it.with_untracked(|it| it.as_ref()?.reservations.get(mine.as_ref()?).cloned());
    let kind = RwSignal::new(before.as_ref().map(|said| said.kind));
    let text = RwSignal::new(before.map(|said| said.text).unwrap_or_default());
    let refused = RwSignal::new(None::<String>);
    let option = move |which: Option<ReservationKind>| {
        let name = which.map_or_else(
            || words.say("no-objection-reserve-none"),
            |which| words.say(&format!("reservation-{}", which.as_str())),
        );
        view! {
            <label class="check">
                <input type="radio" name="reservation" prop:checked=move || kind.get() == which on:change=handler(move |_| kind.set(which)) />
                <span prop:textContent=name></span>
            </label>
        }
    };
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(decision) = it.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) else {
            return;
        };
        let command = NoObjectionCommand::RecordReservation {
            decision,
            kind: kind.get_untracked(),
            text: text.get_untracked(),
        };
        live.ask_closing(command, words, refused, open);
    };
    let kinds = std::iter::once(None).chain(ReservationKind::ALL.map(Some));
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <fieldset>
                <legend class="unseen">{words.say("no-objection-reserve-title")}</legend>
                {kinds.map(option).collect_view()}
            </fieldset>
            <TextField
                id="reservation-text"
                label=words.say("no-objection-reserve-text")
                value=text
                on_input=move |said: String| text.set(said)
                long=true
            />
            <Refused why=refused />
            <FormButtons submit=words.say("no-objection-save") open />
        </form>
    }
}
