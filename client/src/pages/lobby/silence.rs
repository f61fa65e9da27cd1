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
    views::{
        For, Refused, Show, TextField, focus_soon, handler, local_input, memo, typed_locally,
        use_toasts,
    },
    words::{Wording, use_words},
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
    let begun = untrack(|| watch.read(|lobby| lobby.now)).unwrap_or(Timestamp(0));
    let form = Form::new(begun);
    let Form {
        text,
        until,
        wrong,
        refused,
        busy,
        ..
    } = form;
    let put = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        let Some(new) = form.asks(words) else {
            return;
        };
        busy.set(true);
        let session = watch.session();
        spawn_local(async move {
            let answer = api::put_at_tables(&session, &new).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answers) => {
                    let done = answers.iter().filter(|it| it.refused.is_none()).count();
                    if done > 0 {
                        toasts.say(words.tell("put-at-done", &[("count", done.into())]));
                    }
                    form.hears(words, &answers, &tables.get_untracked());
                }
                Err(trouble) => refused.set(Some(trouble.words(words))),
            }
        });
    };
    let has_several = memo(move || tables.with(|tables| tables.len() > 1));
    view! {
        <Show when=move || has_several.get()>
            <details class="card put-at">
                <summary>{words.say("put-at-title")}</summary>
                <form on:submit=handler(put) novalidate>
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
                    <At tables chosen=form.chosen />
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

/// At which tables.
#[component]
fn At(tables: Memo<Vec<(TableId, String)>>, chosen: RwSignal<BTreeSet<TableId>>) -> impl IntoView {
    let words = use_words();
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
                <input type="checkbox" prop:checked=is_chosen on:change=handler(choose) />
                <span dir="auto" prop:textContent=name></span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{words.say("put-at-tables")}</legend>
            <For each=move || tables.get() key=Clone::clone children=row />
        </fieldset>
    }
}

/// What is filled in.
#[derive(Clone, Copy)]
struct Form {
    chosen: RwSignal<BTreeSet<TableId>>,
    text: RwSignal<String>,
    until: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    refused: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// What was asked and could not be put everywhere is asked again under the same id.
    asked: StoredValue<Option<PutAtTables>>,
}

impl Form {
    fn new(now: Timestamp) -> Self {
        Self {
            chosen: RwSignal::new(BTreeSet::new()),
            text: RwSignal::new(String::new()),
            until: RwSignal::new(local_input(Timestamp(now.0.saturating_add(USUAL)))),
            wrong: RwSignal::new(None),
            refused: RwSignal::new(None),
            busy: RwSignal::new(false),
            asked: StoredValue::new(None),
        }
    }

    /// What is asked; nothing while something is wrong, which is said by its field.
    fn asks(self, words: Wording) -> Option<PutAtTables> {
        let said = self.text.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&said, Noun::Text, limits::WORDING) {
            self.wrong.set(Some(words.refusal(&refusal)));
            focus_soon("put-at-text");
            return None;
        }
        let Some(until) = typed_locally(&self.until.get_untracked()) else {
            self.refused.set(Some(words.say("no-objection-bad-time")));
            focus_soon("put-at-until");
            return None;
        };
        let tables: Vec<_> = self.chosen.get_untracked().into_iter().collect();
        if tables.is_empty() {
            self.refused.set(Some(words.say("put-at-none")));
            return None;
        }
        let rules = NoObjectionRules {
            time: Span::Silence { until },
            by_name: false,
            prints_reservations: true,
        };
        let again = self.asked.get_value();
        let again = again.filter(|it| it.text == said && it.rules == rules);
        let new = PutAtTables {
            id: again.map_or_else(new_id, |it| it.id),
            text: said,
            rules,
            tables,
        };
        self.asked.set_value(Some(new.clone()));
        Some(new)
    }

    /// What became of it: it is put away once it is put everywhere, or why it is not stays, with the tables that did not take it.
    fn hears(self, words: Wording, answers: &[PutAt], tables: &[(TableId, String)]) {
        let why = |it: &PutAt| {
            let why = it.refused.clone()?;
            let found = tables.iter().find(|(id, _)| *id == it.table);
            let name = found.map(|(_, name)| name.clone()).unwrap_or_default();
            let values = [("table", name.into()), ("why", why.into())];
            Some(words.tell("put-at-refused", &values))
        };
        let why: Vec<_> = answers.iter().filter_map(why).collect();
        if why.is_empty() {
            self.asked.set_value(None);
            self.text.set(String::new());
            self.chosen.set(BTreeSet::new());
        } else {
            self.chosen.update(|chosen| still_asked(chosen, answers));
            self.refused.set(Some(why.join(" ")));
        }
    }
}

/// Leaves out the tables that took it: they would get it twice once its words or its time are changed.
fn still_asked(chosen: &mut BTreeSet<TableId>, answers: &[PutAt]) {
    for it in answers.iter().filter(|it| it.refused.is_none()) {
        chosen.remove(&it.table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_took_it_are_not_asked_again() {
        let [north, south]: [TableId; 2] = ["north", "south"].map(|id| id.parse().unwrap());
        let mut chosen = BTreeSet::from([north.clone(), south.clone()]);
        let answer = |table: &TableId, refused: Option<&str>| PutAt {
            table: table.clone(),
            refused: refused.map(str::to_owned),
        };
        let answers = [answer(&north, None), answer(&south, Some("Closed."))];
        still_asked(&mut chosen, &answers);
        assert_eq!(chosen, BTreeSet::from([south]));
    }
}
