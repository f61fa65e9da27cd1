//! Beside the text: what one may still object to, until when, and what came of the rest.

use leptos::prelude::*;
use shared::gather::sort_by_key;
use shared::ids::DecisionId;

use super::card::DecisionCard;
use super::place;
use crate::room::navigation::use_navigation;
use crate::room::running::{Running, running_panel};
use crate::{
    live::LiveTable,
    views::{For, Icon, Offer, Show, memo, offer_all},
    words::use_words,
};

/// How many that are over are shown at once.
const SHOWN: usize = 2;

/// What runs, the one that ends first on top; and what is over, the newest first.
#[component]
pub fn DecisionsBeside(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let ids = memo(move || {
        let all = live.with(|table| {
            let mut running: Vec<_> = table.no_objections.running().collect();
            sort_by_key(&mut running, |it| it.until);
            let over = table.no_objections.iter().rev();
            let over = over.filter(|it| !it.is_running());
            let ids = |it: &shared::features::no_objection::NoObjection| it.id.clone();
            (
                running.into_iter().map(ids).collect::<Vec<_>>(),
                over.map(ids).collect::<Vec<_>>(),
            )
        });
        all.unwrap_or_default()
    });
    let running = move || ids.get().0;
    let newest = move || ids.get().1.into_iter().take(SHOWN).collect::<Vec<_>>();
    let older = move || ids.get().1.into_iter().skip(SHOWN).collect::<Vec<_>>();
    let has_older = memo(move || ids.with(|(_, over)| over.len() > SHOWN));
    let is_some = memo(move || ids.with(|(running, over)| !running.is_empty() || !over.is_empty()));
    offer_all(move || {
        let offers = running().into_iter().filter_map(|id| {
            let title = live.with(|table| Some(table.no_objections.get(&id)?.called(table)))??;
            let name = words.tell("no-objection-strip", &[("title", title.into())]);
            let go = move || here.go_beside(place(&id));
            Some(Offer::new(name, Icon::Timer, go))
        });
        offers.collect()
    });
    let row = move |id: DecisionId| view! { <DecisionCard live id /> };
    view! {
        <section class="decisions" id="decisions" tabindex="-1" aria-label=words.say("no-objection-decisions")>
            <Show when=move || is_some.get()>
                <h2 class="kicker">{words.say("no-objection-decisions")}</h2>
            </Show>
            {running_panel(live, Running::PutWording)}
            <For each=running key=Clone::clone children=row />
            <For each=newest key=Clone::clone children=row />
            <Show when=move || has_older.get()>
                <details>
                    <summary class="small">{words.say("no-objection-earlier")}</summary>
                    <For each=older key=Clone::clone children=row />
                </details>
            </Show>
        </section>
    }
}
