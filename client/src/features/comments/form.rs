//! The form of a new comment.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::comments::CommentCommand;
use shared::features::delegations::Delegation;
use shared::limits::{self, named};
use shared::refusal::{Noun, Refusal};

use super::Commenting;
use crate::{
    random::new_id,
    views::{Refused, TextField, focus_soon, handler, use_toasts},
    words::use_words,
};

const TEXT: &str = "comment-text";

/// The form, for the passage that was selected when it is made.
pub fn form(commenting: Commenting, open: RwSignal<bool>) -> AnyView {
    let draft = commenting.draft.get_untracked();
    draft
        .map(|draft| view! { <Form commenting draft open /> })
        .into_any()
}

#[component]
fn Form(
    commenting: Commenting,
    draft: super::commenting::Draft,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (words, toasts, live) = (use_words(), use_toasts(), commenting.live());
    let text = RwSignal::new(String::new());
    let to = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refusal>);
    let show = move |refusal: Refusal| {
        if refusal.is_about(Noun::Text) {
            focus_soon(TEXT);
        }
        refused.try_set(Some(refusal));
    };
    // It comes after the dialog, which looks for a field to begin with.
    focus_soon(TEXT);
    let quote = draft.quote.clone();
    // Sent twice, it is one comment.
    let (id, draft) = (new_id(), StoredValue::new(draft));
    let id = StoredValue::new(id);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let text = text.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&text, Noun::Text, limits::REMARK) {
            return show(refusal);
        }
        if sent.get_untracked() {
            return;
        }
        sent.set(true);
        let draft = draft.get_value();
        let command = CommentCommand::Comment {
            comment: id.get_value(),
            on: draft.on,
            quote: draft.quote,
            text,
            to: to.get_untracked().parse().ok(),
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                // The dialog may have been closed meanwhile.
                commenting.chosen.try_set(id.try_get_value());
                open.try_set(false);
                toasts.say(words.say("comment-made"));
            }
            Err(refusal) => {
                sent.try_set(false);
                show(refusal);
            }
        });
    };
    let at_text = move |refusal: &Refusal| refusal.is_about(Noun::Text);
    let wrong = move |here: bool| {
        Signal::derive(move || {
            let refusal = refused.get().filter(|refusal| at_text(refusal) == here);
            refusal.map(|refusal| words.refusal(&refusal))
        })
    };
    let delegations = live
        .with(|table| table.delegations.clone())
        .unwrap_or_default();
    let option = |Delegation { id, name, .. }| view! { <option value=id.to_string() prop:textContent=name></option> };
    view! {
        <form class="practice-form comment-form" on:submit=handler(submit) novalidate>
            <blockquote class="comment-quote" dir="auto" tabindex="0" prop:textContent=quote></blockquote>
            <TextField
                id=TEXT
                label=words.say("comment-text")
                value=text
                on_input=Callback::new(move |said| {
                    text.set(said);
                    refused.set(None);
                })
                wrong=wrong(true)
                long=true
            />
            <div class="field">
                <label for="comment-to">{words.say("comment-to")}</label>
                <select id="comment-to" aria-describedby="comment-to-hint" on:change=move |change| to.set(event_target_value(&change))>
                    <option value="">{words.say("comment-to-nobody")}</option>
                    {delegations.into_iter().map(option).collect_view()}
                </select>
                <p class="hint" id="comment-to-hint">{words.say("comment-to-hint")}</p>
            </div>
            <Refused why=wrong(false) />
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || sent.get().then_some("true")>
                    {words.say("comment-submit")}
                </button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </div>
        </form>
    }
}
