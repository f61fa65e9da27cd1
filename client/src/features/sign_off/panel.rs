//! Whether the outcome is signed off, by whom, and what one may do about it.

use leptos::prelude::*;
use shared::features::people::Role;
use shared::features::sign_off::{Capacity, Signature};

use super::heading::HEADING;
use super::publishing::Publishing;
use super::reopening::Reopening;
use super::signing::Signing;
use crate::{
    live::LiveTable,
    views::{For, memo, said, time_of},
    words::{Wording, use_words},
};

/// The panel. `text` is the hash of the outcome as it is shown on the page: what is signed.
#[component]
pub fn SignOffPanel(live: LiveTable, text: Signal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let state = said(move || {
        let told = live.with(|table| {
            let version = table.sign_off.current()?;
            Some([
                ("version", version.number.into()),
                ("at", time_of(version.at).into()),
            ])
        })?;
        Some(match told {
            Some(told) => words.tell("sign-off-off", &told),
            None => words.say("sign-off-draft"),
        })
    });
    let rule = said(move || {
        let (is_off, has_rapporteur) = live.with(|table| {
            let mut people = table.participants.values();
            let has_rapporteur = people.any(|it| it.role == Role::Rapporteur);
            (table.sign_off.is_signed_off(), has_rapporteur)
        })?;
        Some(words.say(match (is_off, has_rapporteur) {
            (true, _) => "sign-off-off-hint",
            (false, true) => "sign-off-both",
            (false, false) => "sign-off-chair-only",
        }))
    });
    let signed = move || {
        let capacities = live.with(|table| {
            let all = table.sign_off.signatures.keys();
            all.copied().collect::<Vec<_>>()
        });
        capacities.unwrap_or_default()
    };
    view! {
        <section class="sign-off" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{words.say("sign-off-title")}</h2>
            <p class="sign-off-state" role="status" prop:textContent=state></p>
            <p class="hint" prop:textContent=rule></p>
            <ul class="plain signatures">
                <For each=signed key=|it| *it let(capacity)>
                    <Signed live capacity text />
                </For>
            </ul>
            <Reopened live />
            <Signing live text />
            <Reopening live />
            <Publishing live />
        </section>
    }
}

/// A signature, in words.
#[component]
fn Signed(live: LiveTable, capacity: Capacity, text: Signal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let signature = memo(move || {
        live.with(|table| table.sign_off.signatures.get(&capacity).cloned())
            .flatten()
    });
    let who = said(move || signature.with(|it| Some(told(live, words, capacity, it.as_ref()?))));
    let alone = said(move || {
        let alone = signature.with(|it| it.as_ref().is_some_and(|it| it.alone));
        alone.then(|| words.say("sign-off-alone"))
    });
    // Under another text than is shown, it does not count.
    let earlier = said(move || {
        let text = text.get()?;
        let is_other = signature.with(|it| it.as_ref().is_some_and(|it| it.text != text));
        let is_off = live.with(|table| table.sign_off.is_signed_off())?;
        (is_other && !is_off).then(|| words.say("sign-off-earlier"))
    });
    view! {
        <li>
            <span prop:textContent=who></span>
            " "
            <span class="small" prop:textContent=alone></span>
            " "
            <span class="small" prop:textContent=earlier></span>
        </li>
    }
}

fn told(live: LiveTable, words: Wording, capacity: Capacity, it: &Signature) -> String {
    let name = it.by.as_ref().and_then(|id| {
        live.with(|table| Some(table.participants.get(id)?.name.clone()))
            .flatten()
    });
    let told = [
        ("capacity", capacity.as_str().into()),
        ("name", name.unwrap_or_default().into()),
        ("at", time_of(it.at).into()),
    ];
    words.tell("sign-off-signed", &told)
}

/// Why it was opened again last.
#[component]
fn Reopened(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let last = said(move || {
        let last = live.with(|table| table.sign_off.reopened.last().cloned())??;
        let told = [
            ("at", time_of(last.at).into()),
            ("reason", last.reason.into()),
        ];
        Some(words.tell("sign-off-reopened", &told))
    });
    view! { <p class="small" prop:textContent=last></p> }
}
