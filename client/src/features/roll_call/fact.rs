//! How many are present and whether that is a quorum, as a fact in a line.

use leptos::prelude::*;

use crate::{
    live::LiveTable,
    views::{memo, said},
    words::{Wording, use_words},
};

/// How many are present, of how many; nothing while the roll was never called.
fn present(live: LiveTable, words: Wording) -> Option<String> {
    let (count, all) = live.with(|table| {
        let roll = &table.roll_call;
        roll.at?;
        Some((roll.present.len(), table.delegations.len()))
    })??;
    Some(words.tell(
        "roll-present",
        &[("count", count.into()), ("all", all.into())],
    ))
}

/// The quorum, and whether it is reached; nothing while none is set.
fn quorum(live: LiveTable, words: Wording) -> Option<String> {
    let (needed, reached) = live.with(|table| {
        let all = table.delegations.len();
        let needed = table.roll_call.quorum?.needed(all);
        Some((needed, table.roll_call.is_reached(all)))
    })??;
    let key = match reached {
        Some(true) => "quorum-reached",
        Some(false) => "quorum-missed",
        None => "quorum-unknown",
    };
    Some(words.tell(key, &[("needed", needed.into())]))
}

/// The line.
#[component]
pub fn PresentFact(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let fact = move || {
        let parts = [present(live, words), quorum(live, words)];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let stands = memo(move || {
        let reached = live.with(|table| table.roll_call.is_reached(table.delegations.len()));
        match reached.flatten() {
            Some(true) => "reached",
            Some(false) => "missed",
            None => "unknown",
        }
    });
    view! { <p class="small roll-fact" data-quorum=move || stands.get() prop:textContent=said(fact)></p> }
}
