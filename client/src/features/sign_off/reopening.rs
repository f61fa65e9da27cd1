//! Opening what was signed again, with a reason.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::sign_off::SignOffCommand;
use shared::limits::{self, named};
use shared::refusal::Noun;

use super::heading::done;
use crate::{
    live::LiveTable,
    views::{Dialog, Show, TextField, focus_soon, handler, memo},
    words::use_words,
};

/// The button; nothing for whoever may not, and nothing while nothing is signed or it is published.
#[component]
pub(super) fn Reopening(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let may = memo(move || {
        let reason = "–".to_owned();
        let refusal = live.would_refuse(SignOffCommand::ReopenOutcome { reason });
        let is_signed = live.with(|table| !table.sign_off.signatures.is_empty());
        live.me().is_some() && is_signed == Some(true) && refusal.is_none()
    });
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class="quiet reopen-outcome" aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>{words.say("sign-off-reopen")}</button>
            </div>
        </Show>
        <Dialog open title=words.say("sign-off-reopen-title")>
            <Reopen live open />
        </Dialog>
    }
}

#[component]
fn Reopen(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let is_wrong = memo(move || wrong.get());
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let reason = reason.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&reason, Noun::Reason, limits::REASON) {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon("reopen-reason");
        }
        let command = SignOffCommand::ReopenOutcome { reason };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => done(open),
            Err(refusal) => drop(wrong.try_set(Some(words.refusal(&refusal)))),
        });
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <p>{words.say("sign-off-reopen-text")}</p>
            <TextField
                id="reopen-reason"
                label=words.say("sign-off-reopen-reason")
                value=reason
                on_input=move |text: String| {
                    reason.set(text);
                    wrong.set(None);
                }
                wrong=is_wrong
                long=true
            />
            <div class="actions">
                <button type="submit" class="danger full">{words.say("sign-off-reopen-now")}</button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </div>
        </form>
    }
}
