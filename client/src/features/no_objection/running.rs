//! For whoever runs the table: more time, or withdrawing the wording.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::no_objection::NoObjectionCommand;
use shared::ids::Timestamp;

use super::Put;
use crate::{
    live::LiveTable,
    views::{Dialog, ReasonForm, Refused, Show, handler, local_input, typed_locally},
    words::use_words,
};

/// How much is added with one press in the room, in minutes.
const MINUTES: [u32; 3] = [1, 2, 5];
/// And under silence, in hours.
const HOURS: [u32; 3] = [24, 48, 72];

/// The buttons; nothing for others.
#[component]
pub fn Running(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let runs = live.runs();
    let lengthens = RwSignal::new(false);
    let cancels = RwSignal::new(false);
    view! {
        <Show when=move || runs.get()>
            <div class="actions">
                <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| lengthens.set(true))>{words.say("no-objection-more-time")}</button>
                <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| cancels.set(true))>{words.say("no-objection-cancel")}</button>
            </div>
            <Dialog open=lengthens title=words.say("no-objection-more-time-title")>
                <MoreTime live it open=lengthens />
            </Dialog>
            <Dialog open=cancels title=words.say("no-objection-cancel-title")>
                <Cancel live it open=cancels />
            </Dialog>
        </Show>
    }
}

#[component]
fn MoreTime(live: LiveTable, it: Put, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let until = it.with_untracked(|it| it.as_ref().map_or(Timestamp(0), |it| it.until));
    let is_room = it.with_untracked(|it| it.as_ref().is_some_and(|it| it.rules.time.is_room()));
    let typed = RwSignal::new(local_input(until));
    let ask = move |until: Timestamp| {
        let Some(decision) = it.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) else {
            return;
        };
        let command = NoObjectionCommand::AddTime { decision, until };
        live.ask_closing(command, words, refused, open);
    };
    let add = move |millis: u64| {
        // To what is left: it may have been lengthened since this opened.
        let until = it.with_untracked(|it| it.as_ref().map(|it| it.until));
        if let Some(until) = until {
            ask(Timestamp(until.0.max(live.now().0).saturating_add(millis)));
        }
    };
    let button = move |(millis, name): (u64, String)| {
        view! { <button type="button" class="quiet" on:click=handler(move |_| add(millis)) prop:textContent=name></button> }
    };
    let steps: Vec<_> = if is_room {
        let step = |minutes: u32| {
            let name = words.tell("no-objection-add", &[("minutes", minutes.into())]);
            (u64::from(minutes) * 60_000, name)
        };
        MINUTES.into_iter().map(step).collect()
    } else {
        let step = |hours: u32| {
            let name = words.tell("no-objection-add-hours", &[("hours", hours.into())]);
            (u64::from(hours) * 3_600_000, name)
        };
        HOURS.into_iter().map(step).collect()
    };
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        match typed_locally(&typed.get_untracked()) {
            Some(until) => ask(until),
            None => refused.set(Some(words.say("no-objection-bad-time"))),
        }
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <p class="hint">{words.say("no-objection-more-time-hint")}</p>
            <div class="actions">{steps.into_iter().map(button).collect_view()}</div>
            <div class="field" hidden=is_room>
                <label for="more-time-until">{words.say("no-objection-until-then")}</label>
                <input id="more-time-until" type="datetime-local" prop:value=typed on:input:target=move |input| typed.set(input.target().value()) />
            </div>
            <Refused why=refused />
            <div class="actions">
                <button type="submit" class="primary" hidden=is_room>{words.say("no-objection-save")}</button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </div>
        </form>
    }
}

#[component]
fn Cancel(live: LiveTable, it: Put, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let ask = Callback::new(move |(reason, wrong)| {
        if let Some(decision) = it.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) {
            let command = NoObjectionCommand::CancelNoObjection { decision, reason };
            live.ask_closing(command, words, wrong, open);
        }
    });
    view! {
        <ReasonForm
            id="wording-cancel-reason"
            text=words.say("no-objection-cancel-text")
            label=words.say("no-objection-cancel-reason")
            does=words.say("no-objection-cancel-anyway")
            keeps=words.say("no-objection-keep")
            open
            ask
        />
    }
}
