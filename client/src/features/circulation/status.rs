//! Whether a draft is out, until when, and how many corrections wait: in one line, for everybody at the table.

use leptos::prelude::*;

use super::latest;
use crate::{
    live::LiveTable,
    views::{Show, clock::ticking, memo, said, time_of},
    words::use_words,
};

/// The line; nothing before a draft went out. `href` is where it is read.
#[component]
pub fn InCirculation(live: LiveTable, href: String) -> impl IntoView {
    let words = use_words();
    let draft = latest(live);
    let is_out = memo(move || draft.with(Option::is_some));
    let tick = ticking();
    let until = said(move || {
        tick.track();
        let draft = draft.get()?;
        let key = if draft.runs_at(live.now()) {
            "circulation-running"
        } else {
            "circulation-over"
        };
        let told = [
            ("number", draft.number.into()),
            ("until", time_of(draft.until).into()),
        ];
        Some(words.tell(key, &told))
    });
    let waiting = said(move || {
        let count = live.with(|table| table.circulation.open().count())?;
        (count > 0).then(|| words.tell("circulation-waiting", &[("count", count.into())]))
    });
    let signed = memo(move || {
        live.with(|table| table.sign_off.is_signed_off())
            .unwrap_or_default()
    });
    view! {
        <Show when=move || is_out.get() && !signed.get()>
            <p class="circulating">
                <span role="status" prop:textContent=until></span>
                " "
                <span prop:textContent=waiting></span>
                " "
                <a href=href.clone()>{words.say("circulation-look")}</a>
            </p>
        </Show>
    }
}
