//! The check that is on, on the projector's screen.

use leptos::prelude::*;

use super::bars::Bars;
use super::{asked, is_on};
use crate::{
    live::LiveTable,
    views::{Show, said},
    words::use_words,
};

/// What is asked and how many lean which way; nothing while none is on.
#[component]
pub fn TemperatureOfTheRoom(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_on = is_on(live);
    view! {
        <Show when=move || is_on.get()>
            <section class="temperature on-screen" aria-labelledby="temperature-asked">
                <p class="kicker">{words.say("temperature-title")}</p>
                <h2 id="temperature-asked" dir="auto" prop:textContent=said(move || asked(live, words))></h2>
                <Bars live named=false />
                <p class="small">{words.say("temperature-no-vote-short")}</p>
            </section>
        </Show>
    }
}
