//! Objecting for one's delegation: with one press, or with a reason and to one paragraph; and taking that back.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::no_objection::{NoObjectionCommand, Objection};

use super::Put;
use crate::{
    live::LiveTable,
    views::{Dialog, Refused, Show, TextField, handler, memo, said},
    words::{Wording, use_words},
};

/// The buttons; nothing for whoever speaks for nobody.
#[component]
pub fn Objecting(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let speaks = memo(move || live.me().is_some_and(|me| me.speaks_for().is_some()));
    let own = memo(move || {
        let mine = live.my_delegation()?;
        it.with(|it| it.as_ref()?.objections.get(&mine).cloned())
    });
    let objects = memo(move || own.with(Option::is_some));
    let refused = RwSignal::new(None);
    let open = RwSignal::new(false);
    let id = move || it.with_untracked(|it| it.as_ref().map(|it| it.id.clone()));
    let object = move |_| {
        if let Some(decision) = id() {
            let command = NoObjectionCommand::Object {
                decision,
                paragraph: None,
                reason: String::new(),
            };
            live.ask(command, words, refused);
        }
    };
    let withdraw = move |_| {
        if let Some(decision) = id() {
            let command = NoObjectionCommand::WithdrawObjection { decision };
            live.ask(command, words, refused);
        }
    };
    let state = move || {
        let own = own.get()?;
        let to = to_what(words, own.paragraph);
        let says = words.say("no-objection-you-object");
        Some(match own.paragraph {
            None => says,
            Some(_) => format!("{says} ({to})"),
        })
    };
    let more = move || {
        words.say(if objects.get() {
            "no-objection-change"
        } else {
            "no-objection-object-more"
        })
    };
    view! {
        <Show when=move || speaks.get()>
            <p class="own-objection" role="status" prop:textContent=said(state)></p>
            <div class="actions">
                <Show when=move || !objects.get()>
                    <button type="button" class="danger object" on:click=handler(object)>{words.say("no-objection-object")}</button>
                </Show>
                <Show when=move || objects.get()>
                    <button type="button" class="quiet withdraw-objection" on:click=handler(withdraw)>{words.say("no-objection-withdraw")}</button>
                </Show>
                <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| open.set(true)) prop:textContent=said(more)></button>
            </div>
            <Refused why=refused />
            <Dialog open title=words.say("no-objection-object-title")>
                <Form live it own open />
            </Dialog>
        </Show>
    }
}

#[component]
fn Form(
    live: LiveTable,
    it: Put,
    own: Memo<Option<Objection>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let before = own.get_untracked().unwrap_or_default();
    let paragraph = RwSignal::new(before.paragraph);
    let reason = RwSignal::new(before.reason);
    let refused = RwSignal::new(None::<String>);
    let by_name = it.with_untracked(|it| it.as_ref().is_some_and(|it| it.rules.by_name));
    let hint = if by_name {
        words.say("no-objection-reason-hint")
    } else {
        let (may, unseen) = ("no-objection-reason-hint", "no-objection-reason-unseen");
        format!("{} {}", words.say(may), words.say(unseen))
    };
    let count = it.with_untracked(|it| it.as_ref().map_or(0, |it| it.wording.paragraphs().count()));
    let count = u32::try_from(count).unwrap_or(0);
    let option = move |nth: Option<u32>| {
        let value = nth.map_or_else(String::new, |nth| nth.to_string());
        let name = to_what(words, nth);
        view! { <option value=value selected=move || paragraph.get() == nth prop:textContent=name></option> }
    };
    let options = std::iter::once(None).chain((0..count).map(Some));
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(decision) = it.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) else {
            return;
        };
        let command = NoObjectionCommand::Object {
            decision,
            paragraph: paragraph.get_untracked(),
            reason: reason.get_untracked(),
        };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <div class="field">
                <label for="objection-to">{words.say("no-objection-to")}</label>
                <select id="objection-to" on:change:target=move |select| paragraph.set(select.target().value().parse().ok())>
                    {options.map(option).collect_view()}
                </select>
            </div>
            <TextField
                id="objection-reason"
                label=words.say("no-objection-reason")
                hint
                value=reason
                on_input=move |text: String| reason.set(text)
                long=true
            />
            <Refused why=refused />
            <div class="actions">
                <button type="submit" class="danger">{words.say("no-objection-object")}</button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </div>
        </form>
    }
}

/// Which paragraph, or all of it.
pub(super) fn to_what(words: Wording, paragraph: Option<u32>) -> String {
    match paragraph {
        None => words.say("no-objection-to-all"),
        Some(nth) => {
            let number = nth.saturating_add(1);
            words.tell("no-objection-to-paragraph", &[("number", number.into())])
        }
    }
}
