//! Who answered alike on a recorded ballot that is closed: drawn when it is asked for, since there may be many ballots.

use super::text_of::text_of;
use leptos::prelude::*;
use shared::features::ballots::Ballot;
use shared::features::ballots::drawn::Names;
use shared::ids::{DelegationId, OptionId};
use shared::outcome::agreement_map;

use crate::{
    live::LiveTable,
    views::{Disclosure, memo},
    words::use_words,
};

/// The map; nothing of a secret ballot, nor where too little was said.
#[component]
pub fn AgreementMap(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let drawn = memo(move || {
        ballot.with(|ballot| {
            let ballot = ballot.as_ref().filter(|ballot| ballot.rules.recorded)?;
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
        })
    });
    move || {
        drawn.with(Option::is_some).then(|| {
            view! {
                <Disclosure open show="agreement-show" hide="agreement-hide">
                    <div inner_html=move || drawn.get().unwrap_or_default()></div>
                </Disclosure>
            }
        })
    }
}
