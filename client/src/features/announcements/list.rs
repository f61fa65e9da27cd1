//! What was said to the table, to be read again, and the facilitator's own words for it.

use leptos::prelude::*;

use super::say::SayForm;
use super::told::told;
use crate::{
    live::LiveTable,
    views::{For, memo, time_of_day},
    words::use_words,
};

/// The section at the side; nothing while nothing was said and one does not facilitate.
#[component]
pub fn SaidHere(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let any = memo(move || live.with(|table| !table.announcements.said.is_empty()) == Some(true));
    let is_shown = memo(move || any.get() || is_facilitator.get());
    let rows = memo(move || {
        live.with(|table| {
            let said = table.announcements.said.iter().rev();
            let row = said.map(|it| (it.id.clone(), time_of_day(it.at), told(words, it, table)));
            row.collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let form = move || {
        let (session, table) = live.with(|table| (table.session.clone(), table.id.clone()))?;
        let here = Signal::stored(vec![table]);
        Some(view! { <SayForm session to=here label=words.say("say-here") /> })
    };
    let list = move || {
        view! {
            <details class="said-list">
                <summary>{words.say("said-again")}</summary>
                <ol class="plain">
                    <For each=move || rows.get() key=|row| row.clone() let((_, time, text))>
                        <li>
                            <time class="small" prop:textContent=time></time>
                            <p dir="auto" prop:textContent=text></p>
                        </li>
                    </For>
                </ol>
            </details>
        }
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <section class="card said-here" id="said" tabindex="-1" aria-labelledby="said-title">
                    <h2 class="kicker" id="said-title">{words.say("said-title")}</h2>
                    {move || is_facilitator.get().then(|| untrack(form))}
                    {move || any.get().then(list)}
                </section>
            }
        })
    }
}
