//! Putting a text to several tables in one go: each has until a time to object.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::features::no_objection::{NoObjectionRules, Span};
use shared::ids::{TableId, Timestamp};
use shared::limits::{self, named};
use shared::lobby::{PutAt, PutAtTables};
use shared::refusal::Noun;
use std::collections::BTreeSet;

use super::watch::Watch;
use crate::{
    api,
    random::new_id,
    views::{For, Refused, TextField, focus_soon, local_input, memo, typed_locally, use_toasts},
    words::use_words,
};

/// What capitals need, in milliseconds: three days.
const USUAL: u64 = 72 * 3_600_000;

/// The form, behind a line that opens it.
#[component]
pub fn Silence(watch: Watch) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let tables = memo(move || {
        let named = |lobby: &shared::lobby::Lobby| {
            let tables = lobby.tables.iter();
            tables
                .map(|it| (it.id.clone(), it.name.clone()))
                .collect::<Vec<_>>()
        };
        watch.read(named).unwrap_or_default()
    });
    let chosen = RwSignal::new(BTreeSet::<TableId>::new());
    let text = RwSignal::new(String::new());
    let begun = untrack(|| watch.read(|lobby| lobby.now)).unwrap_or(Timestamp(0));
    let until = RwSignal::new(local_input(Timestamp(begun.0.saturating_add(USUAL))));
    let wrong = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // What was asked and could not be put everywhere is asked again under the same id.
    let asked = StoredValue::new(None::<PutAtTables>);
    let name_of = move |id: &TableId| {
        tables.with_untracked(|all| {
            let found = all.iter().find(|(it, _)| it == id);
            found.map(|(_, name)| name.clone()).unwrap_or_default()
        })
    };
    let told = move |answers: Vec<PutAt>| {
        let done = answers.iter().filter(|it| it.refused.is_none()).count();
        let why = |it: &PutAt| {
            let why = it.refused.clone()?;
            let values = [("table", name_of(&it.table).into()), ("why", why.into())];
            Some(words.tell("put-at-refused", &values))
        };
        let why: Vec<_> = answers.iter().filter_map(why).collect();
        if done > 0 {
            toasts.say(words.tell("put-at-done", &[("count", done.into())]));
        }
        if why.is_empty() {
            asked.set_value(None);
            text.set(String::new());
            chosen.set(BTreeSet::new());
        } else {
            refused.set(Some(why.join(" ")));
        }
    };
    let put = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        let said = text.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&said, Noun::Text, limits::WORDING) {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon("put-at-text");
        }
        let Some(until) = typed_locally(&until.get_untracked()) else {
            refused.set(Some(words.say("no-objection-bad-time")));
            return focus_soon("put-at-until");
        };
        let wanted: Vec<_> = chosen.get_untracked().into_iter().collect();
        if wanted.is_empty() {
            return refused.set(Some(words.say("put-at-none")));
        }
        let rules = NoObjectionRules {
            time: Span::Silence { until },
            by_name: false,
            prints_reservations: true,
        };
        let again = asked.get_value();
        let again = again.filter(|it| it.text == said && it.rules == rules);
        let new = PutAtTables {
            id: again.map_or_else(new_id, |it| it.id),
            text: said,
            rules,
            tables: wanted,
        };
        asked.set_value(Some(new.clone()));
        busy.set(true);
        let session = watch.session();
        spawn_local(async move {
            let answer = api::put_at_tables(&session, &new).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answers) => told(answers),
                Err(trouble) => refused.set(Some(trouble.words(words))),
            }
        });
    };
    let row = move |(id, name): (TableId, String)| {
        let of = id.clone();
        let is_chosen = move || chosen.with(|chosen| chosen.contains(&of));
        let choose = move |change| {
            chosen.update(|chosen| {
                if event_target_checked(&change) {
                    chosen.insert(id.clone());
                } else {
                    chosen.remove(&id);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_chosen on:change=choose />
                <span dir="auto" prop:textContent=name></span>
            </label>
        }
    };
    let has_several = memo(move || tables.with(|tables| tables.len() > 1));
    view! {
        <Show when=move || has_several.get()>
            <details class="card put-at">
                <summary>{words.say("put-at-title")}</summary>
                <form on:submit=put novalidate>
                    <p class="small">{words.say("put-at-hint")}</p>
                    <TextField
                        id="put-at-text"
                        label=words.say("put-at-text")
                        value=text
                        on_input=move |said: String| {
                            text.set(said);
                            wrong.set(None);
                        }
                        wrong
                        long=true
                    />
                    <fieldset>
                        <legend>{words.say("put-at-tables")}</legend>
                        <For each=move || tables.get() key=Clone::clone children=row />
                    </fieldset>
                    <div class="field">
                        <label for="put-at-until">{words.say("put-at-until")}</label>
                        <input
                            id="put-at-until"
                            type="datetime-local"
                            prop:value=until
                            on:input:target=move |input| until.set(input.target().value())
                        />
                    </div>
                    <Refused why=refused />
                    <div class="actions">
                        <button type="submit" class="quiet" aria-busy=move || busy.get().to_string()>{words.say("put-at-go")}</button>
                    </div>
                </form>
            </details>
        </Show>
    }
}
