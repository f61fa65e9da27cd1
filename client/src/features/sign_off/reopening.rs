//! Opening what was signed again, with a reason.

use leptos::prelude::*;
use shared::features::sign_off::SignOffCommand;

use super::heading::done;
use crate::{
    live::LiveTable,
    views::{Dialog, ReasonForm, Show, handler, memo},
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
    let ask = Callback::new(move |(reason, wrong): (String, RwSignal<Option<String>>)| {
        let command = SignOffCommand::ReopenOutcome { reason };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => done(open),
            Err(refusal) => drop(wrong.try_set(Some(words.refusal(&refusal)))),
        });
    });
    view! {
        <ReasonForm
            id="reopen-reason"
            text=words.say("sign-off-reopen-text")
            label=words.say("sign-off-reopen-reason")
            does=words.say("sign-off-reopen-now")
            keeps=words.say("cancel")
            open
            ask
        />
    }
}
