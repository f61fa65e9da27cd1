//! The dialog in which the text is frozen: it says what that does.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::revisions::RevisionCommand;
use shared::refusal::{Noun, Refusal};

use super::next;
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Dialog, Refused, TextField, handler, said},
    words::use_words,
};

/// The dialog.
#[component]
pub(super) fn FreezeDialog(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let title = said(move || words.tell("revision-freeze", &[("number", next(live).into())]));
    view! {
        <Dialog open title>
            <Form live open />
        </Dialog>
    }
}

#[component]
fn Form(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let name = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<Refusal>);
    let waits = RwSignal::new(false);
    let is_of_name = |refusal: &Refusal| refusal.is_about(Noun::Name);
    let said_by = move |of_name: bool| {
        Signal::derive(move || {
            let refusal = refused.get()?;
            (is_of_name(&refusal) == of_name).then(|| words.refusal(&refusal))
        })
    };
    let freeze = move |submit: SubmitEvent| {
        submit.prevent_default();
        if waits.get_untracked() {
            return;
        }
        waits.set(true);
        refused.set(None);
        let command = RevisionCommand::FreezeRevision {
            revision: new_id(),
            name: name.get_untracked(),
        };
        live.ask_then(command, move |answer| {
            // Whoever has closed the dialog meanwhile is at something else.
            if waits.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => open.set(false),
                Err(refusal) => refused.set(Some(refusal)),
            }
        });
    };
    view! {
        <form class="practice-form" on:submit=handler(freeze) novalidate>
            <p class="hint">{words.say("revision-freeze-hint")}</p>
            <TextField
                id="revision-name"
                label=words.say("revision-name")
                hint=words.say("revision-name-hint")
                value=name
                on_input=move |text| name.set(text)
                wrong=said_by(true)
            />
            <Refused why=said_by(false) />
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || waits.get().to_string()>
                    {words.say("revision-freeze-submit")}
                </button>
            </div>
        </form>
    }
}
