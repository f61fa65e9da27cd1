//! Now speaking, and next: one line under the bar, whatever part of the room is shown, and on the projector.

use leptos::prelude::*;
use shared::features::delegations::Delegation;
use shared::ids::SpeechId;

use super::clock::SpeechTime;
use super::speaker;
use super::statement::TooFast;
use crate::{
    live::LiveTable,
    views::{Icon, Monogram, handler, icon, memo, said},
    words::use_words,
};

/// The line; nothing while nobody speaks and nobody waits.
#[component]
pub fn SpeakingStrip(
    /// The table.
    live: LiveTable,
    /// The way to the list, where there is one.
    #[prop(optional, into)]
    to_floor: Option<Callback<()>>,
) -> impl IntoView {
    let words = use_words();
    let now = memo(move || {
        let speaking = live.with(|table| {
            let speech = table.floor.holder()?;
            let delegation = table.delegation(&speech.delegation)?;
            Some((speech.id.clone(), delegation.clone()))
        });
        speaking.flatten()
    });
    let next = memo(move || {
        let first = live.with(|table| {
            let turns = table.floor.order(&table.delegations);
            turns.first().map(|turn| turn.speech.id.clone())
        });
        first.flatten()
    });
    let is_shown = memo(move || now.with(Option::is_some) || next.with(Option::is_some));
    let next_is = move || {
        let id = next.get()?;
        let mine = live.my_delegation();
        let is_mine = super::speech(live, &id).map(|it| it.delegation) == mine;
        Some(if is_mine {
            words.say("floor-next-you")
        } else {
            words.tell("floor-next", &[("name", speaker(live, &id).into())])
        })
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <section class="speaking-strip" aria-label=words.say("floor-now")>
                    {move || now.get().map(|(id, of)| view! { <Speaker live id of /> })}
                    <span class="next small" prop:textContent=said(next_is)></span>
                    {to_floor.map(|go| view! {
                        <button type="button" class="link small" on:click=handler(move |_| go.run(()))>{words.say("floor-title")}</button>
                    })}
                </section>
            }
        })
    }
}

#[component]
fn Speaker(live: LiveTable, id: SpeechId, of: Delegation) -> impl IntoView {
    let words = use_words();
    view! {
        <span class="speaker">
            {icon(Icon::Mic)}
            <span class="unseen" prop:textContent=words.say("floor-now")></span>
            <Monogram short=of.short colour=of.colour />
            <strong dir="auto" class="clip" prop:textContent=of.name></strong>
        </span>
        <SpeechTime live id=id.clone() />
        <TooFast live id />
    }
}
