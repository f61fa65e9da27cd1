//! What facilitators say, shown to the room for its time.

use leptos::prelude::*;
use shared::features::announcements::{Announcements, Said};
use shared::ids::{TableId, Timestamp};

use super::told::counted;
use crate::{
    live::LiveTable,
    views::{clock::ticking, memo, said},
    words::{Wording, use_words},
};

/// For how long words are shown, and a call after its time is over, in milliseconds.
const SHOWN: u64 = 60_000;

/// The band on the screen; nothing while nothing is said.
#[component]
pub fn SaidToTheRoom(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let all = memo(move || live.with(|table| (table.announcements.clone(), table.id.clone())));
    let shown = said(move || {
        tick.track();
        let (all, here) = all.get()?;
        shown(words, &all, &here, live.now())
    });
    let is_any = memo(move || shown.with(|shown| !shown.is_empty()));
    move || {
        is_any.get().then(|| {
            view! {
                <aside class="screen-said" aria-label=words.say("said-title")>
                    <p dir="auto" prop:textContent=shown></p>
                </aside>
            }
        })
    }
}

fn shown(words: Wording, all: &Announcements, here: &TableId, now: Timestamp) -> Option<String> {
    let is_on = |from: Timestamp| from.0.saturating_add(SHOWN) > now.0;
    let call = all.call().and_then(|call| match &call.says {
        Said::CallBack {
            until,
            to,
            name,
            text,
            ..
        } if is_on(*until) => Some(counted(words, (*until, to, name, text), here, now)),
        _ => None,
    });
    let newest = all.said.iter().rev().find_map(|it| match &it.says {
        Said::Words { text } if is_on(it.at) => Some(text.clone()),
        Said::Words { .. } | Said::CallBack { .. } | Said::CalledOff | Said::Moved { .. } => None,
    });
    match (call, newest) {
        (Some(call), Some(words)) => Some(format!("{call}\n{words}")),
        (call, newest) => call.or(newest),
    }
}
