//! What has changed since it was brought in, word by word.

use leptos::prelude::*;
use shared::features::revisions::{BlockChange, ComparedBlock, ComparedText};
use shared::ids::{DelegationId, SectionId};

use super::standing::Has;
use crate::features::revisions::words_of::compared;
use crate::{
    api,
    live::LiveTable,
    views::{Loaded, paragraph},
    words::use_words,
};

/// The paragraphs that differ.
#[component]
pub(super) fn Changes(
    live: LiveTable,
    id: SectionId,
    delegation: Option<DelegationId>,
    /// It is asked again when this changes.
    has: Memo<Option<Has>>,
) -> impl IntoView {
    let table = untrack(|| live.with(|table| table.id.clone()));
    let asked = LocalResource::new(move || {
        has.track();
        let (table, id, delegation) = (table.clone(), id.clone(), delegation.clone());
        async move {
            match table {
                Some(table) => api::report_changes(&table, &id, delegation.as_ref()).await,
                None => Ok(Vec::new()),
            }
        }
    });
    let shown = |texts: Vec<ComparedText>| view! { <Shown texts /> };
    view! {
        <div class="report-changes">
            <Loaded of=asked then=shown />
        </div>
    }
}

#[component]
fn Shown(texts: Vec<ComparedText>) -> impl IntoView {
    let words = use_words();
    let blocks = texts.into_iter().flat_map(|text| text.blocks);
    let differing: Vec<_> = blocks
        .filter(|block| block.change != BlockChange::Same)
        .collect();
    let none = differing
        .is_empty()
        .then(|| view! { <p class="small">{words.say("report-no-changes")}</p> });
    let one = move |block: ComparedBlock| {
        let says = match block.change {
            BlockChange::Same | BlockChange::Changed => None,
            BlockChange::Formatted => Some("revision-formatted"),
            BlockChange::Inserted => Some("revision-block-inserted"),
            BlockChange::Deleted => Some("revision-block-deleted"),
        };
        let runs = block.runs.iter().map(|run| compared(words, run)).collect();
        view! {
            <div class="compared-block differs">
                {paragraph(&block.form, None, runs)}
                {says.map(|key| view! { <span class="small" prop:textContent=words.say(key)></span> })}
            </div>
        }
    };
    view! {
        {none}
        {differing.into_iter().map(one).collect_view()}
    }
}
