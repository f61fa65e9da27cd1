//! Signing the text that the page shows.

use leptos::prelude::*;
use shared::features::people::Role;
use shared::features::sign_off::{Capacity, SignOffCommand, Signature};

use super::heading::done;
use crate::{
    live::LiveTable,
    views::{Dialog, Icon, Refused, Show, checked, handler, icon, memo, said, time_of},
    words::use_words,
};

/// A button for each office that one has; why not, where the rules say so.
#[component]
pub(super) fn Signing(live: LiveTable, text: Signal<Option<String>>) -> impl IntoView {
    Capacity::ALL.map(|capacity| view! { <As live text capacity /> })
}

fn signs(capacity: Capacity, text: String) -> SignOffCommand {
    SignOffCommand::SignOutcome {
        capacity,
        text,
        alone: false,
    }
}

/// Whether who presides has signed the text as it is shown, with a rapporteur who has yet to sign.
fn waits_for_rapporteur(live: LiveTable, text: Signal<Option<String>>) -> bool {
    let text = text.get();
    let waits = live.with(|table| {
        let signature = table.sign_off.signatures.get(&Capacity::Chair);
        let is_this = |it: &Signature| Some(&it.text) == text.as_ref() && !it.alone;
        signature.is_some_and(is_this) && !table.sign_off.is_signed_off()
    });
    waits == Some(true)
}

#[component]
fn As(live: LiveTable, text: Signal<Option<String>>, capacity: Capacity) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let is_it = memo(move || {
        let Some(me) = live.me() else { return false };
        match capacity {
            Capacity::Chair => live.with(|table| table.presides(&me.id)) == Some(true),
            Capacity::Rapporteur => me.role == Role::Rapporteur,
        }
    });
    // Whoever has signed this very text, or looks at what is signed off, has nothing more to sign; but who presides and
    // waits for a rapporteur may learn that they cannot sign.
    let waits = memo(move || capacity == Capacity::Chair && waits_for_rapporteur(live, text));
    let is_to_sign = memo(move || {
        let text = text.get();
        let has_signed = live.with(|table| {
            let signature = table.sign_off.signatures.get(&capacity);
            let is_this = signature.is_some_and(|it| Some(&it.text) == text.as_ref());
            table.sign_off.is_signed_off() || is_this
        });
        is_it.get() && (has_signed == Some(false) || waits.get())
    });
    let why_not = memo(move || {
        let refusal = live.would_refuse(signs(capacity, text.get()?))?;
        Some(words.refusal(&refusal))
    });
    let key = move || match capacity {
        Capacity::Chair if waits.get() => "sign-off-sign-without",
        Capacity::Chair => "sign-off-sign-chair",
        Capacity::Rapporteur => "sign-off-sign-rapporteur",
    };
    view! {
        <Show when=move || is_to_sign.get()>
            <div class="actions">
                <button
                    type="button"
                    class=format!("primary sign-{}", capacity.as_str())
                    aria-haspopup="dialog"
                    disabled=move || why_not.with(Option::is_some) || text.with(Option::is_none)
                    on:click=handler(move |_| open.set(true))
                >
                    {icon(Icon::PenLine)}
                    <span prop:textContent=said(move || Some(words.say(key())))></span>
                </button>
                <span class="small why-not" prop:textContent=said(move || why_not.get())></span>
            </div>
        </Show>
        <Dialog open title=words.say("sign-off-sign-title")>
            <Sign live text capacity waits open />
        </Dialog>
    }
}

#[component]
fn Sign(
    live: LiveTable,
    text: Signal<Option<String>>,
    capacity: Capacity,
    /// Whether one has signed, and only the rapporteur's signature is missing.
    waits: Memo<bool>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    // As it was shown when this was opened: another text is looked at first.
    let text = text.get_untracked().unwrap_or_default();
    let waits = waits.get_untracked();
    let alone = RwSignal::new(waits);
    let refused = RwSignal::new(None::<String>);
    let (has_rapporteur, running) = untrack(|| {
        live.with(|table| {
            let mut people = table.participants.values();
            let has_rapporteur = people.any(|it| it.role == Role::Rapporteur);
            let draft = table.circulation.latest();
            let running = draft.filter(|it| it.runs_at(live.now()));
            (has_rapporteur, running.map(|it| it.until))
        })
    })
    .unwrap_or_default();
    let asks_alone = capacity == Capacity::Chair && has_rapporteur && !waits;
    let running = running.map(|until| {
        let text = words.tell("sign-off-running", &[("until", time_of(until).into())]);
        view! { <p class="notice warn" prop:textContent=text></p> }
    });
    let hash = format!("{} {text}", words.say("sign-off-sign-hash"));
    let sign = move |_| {
        let command = SignOffCommand::SignOutcome {
            capacity,
            text: text.clone(),
            alone: alone.get_untracked(),
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => done(open),
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    };
    view! {
        <p>{words.say("sign-off-sign-text")}</p>
        {running}
        <p class="small digest" prop:textContent=hash></p>
        {waits.then(|| view! { <p>{words.say("sign-off-without")}</p> })}
        {asks_alone.then(|| view! {
            <label class="check">
                <input type="checkbox" id="sign-alone" prop:checked=alone on:change=checked(move |is_on| alone.set(is_on)) />
                <span>{words.say("sign-off-without")}</span>
            </label>
        })}
        <Refused why=refused />
        <div class="actions">
            <button type="button" class="primary sign-now" on:click=handler(sign)>{words.say("sign-off-sign-now")}</button>
            <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
        </div>
    }
}
