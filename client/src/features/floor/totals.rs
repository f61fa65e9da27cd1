//! How long each delegation has spoken, so that balance shows.

use leptos::prelude::*;
use shared::features::delegations::Delegation;
use shared::features::floor::{Counted, Talk};
use shared::gather::sort_by_key;

use super::clock::digits;
use crate::{
    live::LiveTable,
    views::{Monogram, handler, memo, said},
    words::use_words,
};

/// The chart: a list with a bar and a figure for each delegation, since the round began or at this table.
#[component]
pub fn Totals(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let counted = RwSignal::new(Counted::Round);
    let rows = memo(move || {
        let rows = live.with(|table| {
            let row = |it: &Delegation| (it.clone(), table.floor.talk(&it.id, counted.get()));
            let mut rows: Vec<_> = table.delegations.iter().map(row).collect();
            sort_by_key(&mut rows, |(_, talk)| std::cmp::Reverse(talk.millis));
            rows
        });
        rows.unwrap_or_default()
    });
    let longest = memo(move || rows.with(|rows| rows.first().map_or(0, |(_, it)| it.millis)));
    let has_any = memo(move || live.with(|table| !table.floor.spoken.is_empty()) == Some(true));
    let row = move |(of, talk): (Delegation, Talk)| {
        let share = talk.millis.saturating_mul(100) / longest.get_untracked().max(1);
        let said = words.tell(
            "floor-spoken",
            &[
                ("time", digits(talk.millis / 1000).into()),
                ("count", talk.speeches.into()),
            ],
        );
        view! {
            <li>
                <Monogram short=of.short colour=of.colour />
                <span class="who">
                    <span dir="auto" prop:textContent=of.name></span>
                    <span class=format!("bar-line d{}", of.colour.number()) aria-hidden="true"><i style=format!("inline-size:{share}%")></i></span>
                    <span class="small" prop:textContent=said></span>
                </span>
            </li>
        }
    };
    let choose = move |of: Counted, key: &'static str| {
        let pressed = move || (counted.get() == of).to_string();
        view! {
            <button type="button" class="quiet small" aria-pressed=pressed on:click=handler(move |_| counted.set(of))>
                {words.say(key)}
            </button>
        }
    };
    let title = move || {
        let most = longest.get() / 1000;
        words.tell("floor-totals", &[("time", digits(most).into())])
    };
    move || {
        has_any.get().then(|| {
            view! {
                <details class="totals">
                    <summary prop:textContent=said(title)></summary>
                    <div class="actions" role="group" aria-label=words.say("floor-totals-since")>
                        {choose(Counted::Round, "floor-in-round")}
                        {choose(Counted::Table, "floor-at-table")}
                    </div>
                    <ul class="speakers">{move || rows.get().into_iter().map(row).collect_view()}</ul>
                    <p class="small" prop:textContent=words.say("floor-totals-hint")></p>
                </details>
            }
        })
    }
}
