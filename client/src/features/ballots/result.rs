//! What came of a ballot that was cast as a whole: drawn as in what is exported, with the tables behind the bars.

use super::text_of::text_of;
use leptos::prelude::*;
use shared::features::ballots::Ballot;
use shared::features::ballots::drawn::Names;
use shared::ids::{DelegationId, OptionId};
use shared::outcome::{result_bars, result_tables};

use crate::{live::LiveTable, views::memo, words::use_words};

/// The result.
#[component]
pub fn WholeResult(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let drawn = memo(move || {
        ballot.with(|ballot| {
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
                let drawn = words.with(|words| ballot.drawn(&names, words))?;
                Some((result_bars(&drawn), result_tables(&drawn)))
            })?
        })
    });
    move || {
        let (bars, tables) = drawn.get()?;
        Some(view! {
            <div class="result" inner_html=bars></div>
            <details class="result-more">
                <summary class="small">{words.say("result-table")}</summary>
                <div inner_html=tables></div>
            </details>
        })
    }
}
