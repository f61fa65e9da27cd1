//! Where the chair leads, in a line under the bar, with the way there for whoever is elsewhere.

use leptos::prelude::*;
use shared::features::lead::Led;

use super::follow::follow;
use super::pointer::go_to;
use super::{destination, page, title};
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Icon, handler, icon, memo, said},
    words::use_words,
};

/// The line; nothing while everybody looks where they like, and for whoever leads.
#[component]
pub fn LeadStrip(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let to = destination(live);
    follow(live, to);
    let presides = live.presides();
    let is_shown = memo(move || to.with(Option::is_some) && !presides.get());
    // One may have read on since the chair pointed.
    let is_passage = move |to: &Led| matches!(to, Led::Passage { .. });
    let is_elsewhere = memo(move || {
        to.get()
            .is_some_and(|to| is_passage(&to) || page(&to) != here.shown.get())
    });
    let where_to = move || {
        let title = to
            .get()
            .and_then(|to| live.with(|table| title(words, table, &to)))?;
        Some(words.tell("lead-shows", &[("page", title.into())]))
    };
    let go = move |_| {
        if let Some(to) = to.get_untracked() {
            go_to(here, &to);
        }
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <section class="lead-strip" role="status">
                    {icon(Icon::Users)}
                    <span class="clip" dir="auto" prop:textContent=said(where_to)></span>
                    {move || is_elsewhere.get().then(|| view! {
                        <button type="button" class="link small" on:click=handler(go)>{words.say("lead-go")}</button>
                    })}
                </section>
            }
        })
    }
}
