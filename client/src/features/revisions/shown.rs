//! The text of one revision.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::revisions::{ShownRevision, ShownText};
use shared::prose::numbers;

use super::titles::title;
use crate::{
    api,
    live::LiveTable,
    views::{Loaded, focus_soon, handler, kept_paragraph},
    words::{Wording, use_words},
};

/// The text, asked for when it is to be read.
#[component]
pub(super) fn Text(live: LiveTable, number: u32, reading: RwSignal<Option<u32>>) -> impl IntoView {
    let words = use_words();
    let table = untrack(|| live.with(|table| table.id.clone()));
    let found = LocalResource::new(move || {
        let table = table.clone();
        async move {
            match table {
                Some(table) => api::revision(&table, number).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let show = move |found: Option<ShownRevision>| {
        let texts = found.map(|found| found.texts).unwrap_or_default();
        if texts.is_empty() {
            let nothing = words.say("revision-empty");
            return view! { <p class="small" prop:textContent=nothing></p> }.into_any();
        }
        let text = |shown: &ShownText| text(live, words, shown);
        texts.iter().map(text).collect_view().into_any()
    };
    let back = move |_| {
        reading.set(None);
        focus_soon("compared");
    };
    let heading = words.tell("revision-text", &[("number", number.into())]);
    view! {
        <section class="looked-at" aria-labelledby="revision-text">
            <div class="looked-at-head">
                <h3 id="revision-text" tabindex="-1" prop:textContent=heading></h3>
                <button type="button" class="quiet small" on:click=handler(back)>
                    {words.say("revision-compare")}
                </button>
            </div>
            <Loaded of=found then=show />
        </section>
    }
}

fn text(live: LiveTable, words: Wording, shown: &ShownText) -> AnyView {
    let root = Root::parse(&shown.root);
    let name = untrack(|| live.with(|table| root.map(|root| title(table, words, &root))));
    let blocks = shown.blocks.iter().zip(numbers(&shown.blocks));
    let blocks = blocks.map(|(block, number)| kept_paragraph(block, number));
    view! {
        <section class="frozen-text">
            <h4 dir="auto" prop:textContent=name.flatten().unwrap_or_default()></h4>
            {blocks.collect_view()}
        </section>
    }
    .into_any()
}
