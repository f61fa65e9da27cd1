//! That one may object in the room: a line under the bar with the time left, whatever part of the room is shown.

use leptos::prelude::*;
use shared::ids::DecisionId;

use super::countdown::Countdown;
use super::{in_the_room, place, put, title};
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Icon, handler, icon, said},
    words::use_words,
};

/// The line; nothing while nothing is counted down.
#[component]
pub fn NoObjectionStrip(live: LiveTable) -> impl IntoView {
    let first = in_the_room(live);
    move || first.get().map(|id| view! { <Line live id /> })
}

#[component]
fn Line(live: LiveTable, id: DecisionId) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let it = put(live, id.clone());
    let says = move || {
        let title = title(live, it)?;
        Some(words.tell("no-objection-strip", &[("title", title.into())]))
    };
    view! {
        <section class="lead-strip no-objection-strip" aria-label=words.say("no-objection-title")>
            {icon(Icon::Timer)}
            <span class="clip" dir="auto" role="status" prop:textContent=said(says)></span>
            <Countdown live it />
            <button type="button" class="link small" on:click=handler(move |_| here.go_beside(place(&id)))>{words.say("no-objection-go")}</button>
        </section>
    }
}
