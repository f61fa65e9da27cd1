//! Which two are compared, and how they differ.

use leptos::prelude::*;
use shared::features::revisions::{Comparison, Revision};

use super::compared::{Differences, PutBack};
use crate::{
    api,
    live::LiveTable,
    views::{Loaded, focus_soon, handler, memo},
    words::use_words,
};

/// Stands for the text as it is now, in a picker.
const NOW: &str = "now";

/// The pickers and the comparison: of the last two, or of the last and the text as it is now.
#[component]
pub(super) fn Compare(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let frozen = memo(move || {
        live.with(|table| table.revisions.frozen.clone())
            .unwrap_or_default()
    });
    let (from, to) = untrack(|| frozen.with(|all| last_two(all)));
    let (from, to) = (RwSignal::new(from), RwSignal::new(to));
    let table = untrack(|| live.with(|table| table.id.clone()));
    let found = LocalResource::new(move || {
        let (table, from, to) = (table.clone(), from.get(), to.get());
        async move {
            match table {
                Some(table) => api::compared(&table, &from, &to).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let put_back = PutBack::new(live, move || {
        // Whoever has gone elsewhere meanwhile is not called back.
        if from.try_get_untracked().is_none() {
            return;
        }
        found.refetch();
        focus_soon("compared");
    });
    let put_back = StoredValue::new(put_back);
    let show = move |found: Option<Comparison>| {
        found.map(move |comparison| view! { <Differences live comparison put_back /> })
    };
    view! {
        <section class="looked-at" aria-labelledby="compared">
            <h3 id="compared" tabindex="-1" prop:textContent=words.say("revision-compare")></h3>
            <div class="revision-pickers">
                <Picker id="compare-from" label="revision-from" frozen chosen=from or_now=false />
                <Picker id="compare-to" label="revision-to" frozen chosen=to or_now=true />
                <button type="button" class="quiet small" on:click=handler(move |_| found.refetch())>
                    {words.say("revision-again")}
                </button>
            </div>
            <Loaded of=found then=show />
        </section>
    }
}

#[component]
fn Picker(
    id: &'static str,
    label: &'static str,
    frozen: Memo<Vec<Revision>>,
    chosen: RwSignal<String>,
    or_now: bool,
) -> impl IntoView {
    let words = use_words();
    let option = move |value: String, name: String| {
        // Whoever chooses has it chosen already.
        let is_it = chosen.with_untracked(|chosen| *chosen == value);
        view! { <option value=value selected=is_it prop:textContent=name></option> }
    };
    let options = move || {
        let revision = |it: &Revision| {
            let values = [
                ("number", it.number.into()),
                ("name", it.name.as_str().into()),
            ];
            option(
                it.number.to_string(),
                words.tell("revision-called", &values),
            )
        };
        let all = frozen.with(|all| all.iter().map(revision).collect_view());
        let now = or_now.then(|| option(NOW.to_owned(), words.say("revision-now")));
        (all, now)
    };
    view! {
        <div class="field">
            <label for=id prop:textContent=words.say(label)></label>
            <select id=id on:change=move |change| chosen.set(event_target_value(&change))>
                {options}
            </select>
        </div>
    }
}

fn last_two(all: &[Revision]) -> (String, String) {
    match all {
        [.., older, newer] => (older.number.to_string(), newer.number.to_string()),
        [only] => (only.number.to_string(), NOW.to_owned()),
        [] => (String::new(), NOW.to_owned()),
    }
}
