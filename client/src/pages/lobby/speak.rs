//! Saying something to one table or to all.

use leptos::prelude::*;
use shared::ids::TableId;

use super::watch::Watch;
use crate::{
    features::announcements::say::SayForm,
    views::{For, memo, said},
    words::use_words,
};

/// The form.
#[component]
pub fn Speak(
    watch: Watch,
    /// To whom; all tables if to none.
    whom: RwSignal<Option<TableId>>,
) -> impl IntoView {
    let words = use_words();
    let tables = memo(move || {
        let named = |lobby: &shared::lobby::Lobby| {
            let tables = lobby.tables.iter();
            let all = tables.map(|it| (it.id.clone(), it.name.clone()));
            all.collect::<Vec<_>>()
        };
        watch.read(named).unwrap_or_default()
    });
    let to = Signal::derive(move || whom.get().into_iter().collect::<Vec<_>>());
    let label = said(move || {
        let whom = whom.get();
        let named = |tables: &Vec<(TableId, String)>| {
            let found = tables.iter().find(|(id, _)| Some(id) == whom.as_ref())?;
            Some(words.tell("say-to", &[("table", found.1.as_str().into())]))
        };
        tables.with(named).unwrap_or_else(|| words.say("say-all"))
    });
    let choose = move |id: String| whom.set(TableId::new(id).ok());
    view! {
        <section class="card" aria-labelledby="say-title">
            <h2 class="kicker" id="say-title" prop:textContent=label></h2>
            <div class="field">
                <label for="say-whom">{words.say("say-whom")}</label>
                <select id="say-whom" dir="auto" on:change:target=move |select| choose(select.target().value())>
                    <option value="" prop:selected=move || whom.with(Option::is_none)>{words.say("say-everybody")}</option>
                    <For each=move || tables.get() key=Clone::clone let((id, name))>
                        {
                            let value = id.to_string();
                            view! { <option value=value prop:selected=move || whom.with(|whom| *whom == Some(id.clone())) prop:textContent=name></option> }
                        }
                    </For>
                </select>
            </div>
            <SayForm session=watch.session() to label />
        </section>
    }
}
