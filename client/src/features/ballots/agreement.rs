//! Who answered alike on a recorded ballot that is closed: drawn when it is asked for, since there may be many ballots.

use super::text_of::text_of;
use leptos::prelude::*;
use shared::features::ballots::Ballot;
use shared::features::ballots::agreement::LEAST;
use shared::features::ballots::drawn::Names;
use shared::ids::{DelegationId, OptionId};
use shared::outcome::agreement_map;
use std::collections::BTreeSet;

use crate::{
    live::LiveTable,
    views::{Disclosure, Show, memo},
    words::{Wording, use_words},
};

/// The map; nothing of a secret ballot, nor where too little was said.
#[component]
pub fn AgreementMap(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let is_there = memo(move || ballot.with(|it| it.as_ref().is_some_and(says_enough)));
    view! {
        <Show when=move || is_there.get()>
            <Disclosure open show="agreement-show" hide="agreement-hide">
                <div inner_html=untrack(|| drawn(live, ballot, words))></div>
            </Disclosure>
        </Show>
    }
}

/// Whether there is something to see, by counting: the map itself takes long.
fn says_enough(ballot: &Ballot) -> bool {
    let (said, options) = match (ballot.counted(), ballot.results()) {
        (Some(counted), _) => (counted.recorded.len(), ballot.rules.on().len()),
        (None, Some(results)) => {
            let said = results.iter().flat_map(|it| it.recorded.keys());
            (said.collect::<BTreeSet<_>>().len(), results.len())
        }
        (None, None) => return false,
    };
    ballot.rules.recorded && said >= LEAST.0 && options >= LEAST.1
}

/// The map as it is now: what a closed ballot says does not change.
fn drawn(live: LiveTable, ballot: Memo<Option<Ballot>>, words: Wording) -> String {
    let drawn = ballot.with(|ballot| {
        let ballot = ballot.as_ref()?;
        live.with(|table| {
            let names = Names {
                option: &|id: &OptionId| text_of(table, ballot, id),
                delegation: &|id: &DelegationId| {
                    table
                        .delegation(id)
                        .map_or_else(|| id.to_string(), |it| it.name.clone())
                },
            };
            let map = words.with(|words| ballot.agreement(&names, words))?;
            Some(agreement_map(&map))
        })?
    });
    drawn.unwrap_or_default()
}
