//! Two practices side by side.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::practices::PracticeField;
use shared::ids::PracticeId;

use super::practice::Facts;
use crate::prose_pane::ProsePane;
use crate::{
    live::LiveTable,
    views::{Show, memo},
    words::use_words,
};

/// Which two, and what they say; nothing while there are not two.
#[component]
pub fn Compare(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let all = memo(move || {
        let named = |table: &shared::table::RoundTable| {
            let all = table.practices.iter();
            all.map(|it| (it.id.clone(), it.card.title.clone()))
                .collect::<Vec<_>>()
        };
        live.with(named).unwrap_or_default()
    });
    let has_two = memo(move || all.with(|all| all.len() > 1));
    let (one, other) = (
        RwSignal::new(None::<PracticeId>),
        RwSignal::new(None::<PracticeId>),
    );
    let pick = move |id: &'static str,
                     label: &'static str,
                     chosen: RwSignal<Option<PracticeId>>| {
        let option = move |(practice, title): (PracticeId, String)| {
            let selected = chosen.with_untracked(|chosen| chosen.as_ref() == Some(&practice));
            view! { <option value=practice.to_string() selected=selected prop:textContent=title></option> }
        };
        view! {
            <div class="field">
                <label for=id>{words.say(label)}</label>
                <select id=id on:change=move |change| chosen.set(PracticeId::new(event_target_value(&change)).ok())>
                    <option value="">{words.say("compare-choose")}</option>
                    {move || all.get().into_iter().map(option).collect_view()}
                </select>
            </div>
        }
    };
    // Chosen as a memo: what is shown is not made anew by what happens at the table.
    let both = memo(move || {
        one.get()
            .zip(other.get())
            .filter(|(one, other)| one != other)
    });
    let shown = move || {
        let (one, other) = both.get()?;
        Some(view! {
            <div class="compared">
                <Column live id=one />
                <Column live id=other />
            </div>
        })
    };
    view! {
        <Show when=move || has_two.get()>
            <details class="comparing">
                <summary>{words.say("compare-title")}</summary>
                <div class="choosing-fields">
                    {pick("compare-one", "compare-one", one)}
                    {pick("compare-other", "compare-other", other)}
                </div>
                {shown}
            </details>
        </Show>
    }
}

#[component]
fn Column(live: LiveTable, id: PracticeId) -> impl IntoView {
    let words = use_words();
    let of = id.clone();
    let found = memo(move || live.with(|table| table.practice(&of).cloned()).flatten());
    let title = found.with_untracked(|it| it.as_ref().map(|it| it.card.title.clone()));
    let pane = move |field: PracticeField| {
        let label = words.say(&format!("field-{}", field.as_str()));
        let placeholder = words.say("others-placeholder");
        view! {
            <div class="practice-field">
                <h4>{label.clone()}</h4>
                <ProsePane live root=Root::Practice(id.clone(), field) label placeholder />
            </div>
        }
    };
    view! {
        <section aria-label=title.clone()>
            <h3 dir="auto">{title.clone()}</h3>
            <Facts live found />
            {PracticeField::ALL.map(pane).collect_view()}
        </section>
    }
}
