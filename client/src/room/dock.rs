//! On a phone: which part of the room is shown.

use leptos::prelude::*;

use crate::room::navigation::Part;
use crate::room::navigation::use_navigation;
use crate::room::palette::use_palette;
use crate::{
    live::LiveTable,
    views::{Icon, handler, icon, memo},
    words::use_words,
};

/// The dock.
#[component]
pub fn Dock(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let palette = use_palette();
    let awaited = memo(move || {
        let Some(mine) = live.my_delegation() else {
            return false;
        };
        live.with(|table| table.open_ballots().any(|ballot| ballot.awaits(&mine)))
            .unwrap_or(false)
    });
    let button = move |part: Part, drawing: Icon, key: &'static str| {
        let current = move || (here.part.get() == part).then_some("page");
        view! {
            <button type="button" aria-current=current on:click=handler(move |_| here.turn_to(part))>
                {icon(drawing)}
                <span>{words.say(key)}</span>
                {move || (part == Part::Side && awaited.get()).then(|| view! { <span class="dot" role="img" aria-label=words.say("dock-awaited")></span> })}
            </button>
        }
    };
    view! {
        <nav class="dock" aria-label=words.say("dock-label")>
            {button(Part::Agenda, Icon::List, "dock-agenda")}
            {button(Part::Page, Icon::PenLine, "dock-page")}
            {button(Part::Side, Icon::Users, "dock-side")}
            <button type="button" aria-haspopup="dialog" on:click=handler(move |_| palette.find())>
                {icon(Icon::Search)}
                <span>{words.say("palette-open")}</span>
            </button>
        </nav>
    }
}
