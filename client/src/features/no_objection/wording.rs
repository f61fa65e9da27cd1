//! The wording that was put, paragraph by paragraph, with the numbers by which one objects to one of them.

use leptos::prelude::*;
use shared::features::no_objection::PutWording;

use super::Put;
use crate::{
    live::LiveTable,
    views::{kept_paragraph, memo, said},
    words::{Wording, use_words},
};

/// How often it is looked whether the text has changed.
const LOOK: std::time::Duration = std::time::Duration::from_secs(2);

/// The wording.
#[component]
pub fn WordingPut(it: Put) -> impl IntoView {
    let words = use_words();
    let wording = memo(move || it.with(|it| it.as_ref().map(|it| it.wording.clone())));
    move || wording.get().map(|wording| shown(words, &wording))
}

/// That the text says something else by now, if it does.
#[component]
pub fn ChangedSince(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let changed = has_changed(live, it);
    let says = move || changed.get().then(|| words.say("no-objection-changed"));
    view! { <p class="small terms" prop:textContent=said(says)></p> }
}

/// Wording as it is shown.
pub fn shown(words: Wording, wording: &PutWording) -> AnyView {
    let mut number = 0_u32;
    let parts = wording.parts.iter().map(|part| {
        let rows = part.blocks.iter().map(|block| {
            number += 1;
            let name = words.tell("no-objection-paragraph", &[("number", number.into())]);
            let number = number.to_string();
            view! {
                <li>
                    <span class="nth" role="img" aria-label=name prop:textContent=number></span>
                    {kept_paragraph(block, None)}
                </li>
            }
        });
        let rows = rows.collect_view();
        let field = part.field.map(|field| {
            let name = words.say(&format!("field-{}", field.as_str()));
            view! { <h4 prop:textContent=name></h4> }
        });
        view! {
            {field}
            <ul class="put-wording">{rows}</ul>
        }
    });
    let parts = parts.collect_view();
    let title = wording.card.as_ref().map(|card| card.title.clone());
    let title =
        title.map(|title| view! { <p class="put-title" dir="auto" prop:textContent=title></p> });
    view! {
        {title}
        {parts}
    }
    .into_any()
}

fn has_changed(live: LiveTable, it: Put) -> RwSignal<bool> {
    let changed = RwSignal::new(false);
    let look = move || {
        let now = untrack(|| {
            let it = it.try_get()??;
            let roots = it.what.roots();
            let read = |root: &shared::document::Root| {
                let document = live.document_of(root)?;
                Some((root.clone(), document.blocks(&root.to_string())))
            };
            let prose = roots.iter().map(read).collect::<Option<_>>()?;
            live.with(|table| it.wording.has_changed(table, &it.what, &prose))
        });
        if let Some(now) = now
            && changed.try_get_untracked() != Some(now)
        {
            changed.try_set(now);
        }
    };
    let handle = set_interval_with_handle(look, LOOK).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    changed
}
