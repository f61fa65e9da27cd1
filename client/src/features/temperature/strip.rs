//! That a check is on: a line under the bar, whatever part of the room is shown, with the way to it.

use leptos::prelude::*;

use super::{asked, is_on};
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Icon, handler, icon, memo, said},
    words::use_words,
};

/// The line; nothing while none is on.
#[component]
pub fn TemperatureStrip(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let is_on = is_on(live);
    let speaks = memo(move || live.me().is_some_and(|me| me.speaks_for().is_some()));
    let asks = move || {
        let asked = asked(live, words)?;
        Some(words.tell("temperature-on", &[("asked", asked.into())]))
    };
    let way = move || {
        words.say(if speaks.get() {
            "temperature-go-say"
        } else {
            "temperature-go-see"
        })
    };
    move || {
        is_on.get().then(|| {
            view! {
                <section class="lead-strip temperature-strip" role="status">
                    {icon(Icon::Thermometer)}
                    <span class="clip" dir="auto" prop:textContent=said(asks)></span>
                    <button type="button" class="link small" on:click=handler(move |_| here.go_beside("temperature".to_owned())) prop:textContent=said(way)></button>
                </section>
            }
        })
    }
}
