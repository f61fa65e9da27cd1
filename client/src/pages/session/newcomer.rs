//! One delegation more, while the session is on.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::{
    api::{ListedTable, NewDelegation},
    features::delegations::check_delegation,
    features::delegations::{Colour, Delegation, short_name},
    ids::{DelegationId, TableId},
    refusal::{Noun, Refusal},
};

use super::another_seat::sits;
use super::choices::Choices;
use super::office::{Office, use_office};
use crate::{
    api,
    views::{Show, TextField, focus_soon, handler, memo, use_toasts},
    words::use_words,
};
use std::collections::BTreeSet;

/// Gives a delegation a seat at every table of the session.
#[component]
pub fn Newcomer() -> impl IntoView {
    let words = use_words();
    let Office {
        session,
        tables,
        delegations,
        ..
    } = use_office();
    // At which tables it does not sit: at one that is added meanwhile it does.
    let absent = RwSignal::new(BTreeSet::<TableId>::new());
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let short = RwSignal::new(String::new());
    // The short name follows the name until somebody types one.
    let short_typed = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let short_refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let seat = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let asked = NewDelegation {
            name: name.get_untracked().trim().to_owned(),
            short: short.get_untracked().trim().to_owned(),
            colour: delegations.with_untracked(|seated| free_colour(seated)),
            group: None,
            tables: chosen(&tables.get_untracked(), &absent.get_untracked()),
        };
        let is_nowhere = tables.with_untracked(|tables| {
            absent.with_untracked(|absent| tables.iter().all(|table| absent.contains(&table.id)))
        });
        if is_nowhere {
            return refused.set(Some(words.say("newcomer-nowhere")));
        }
        if let Err(refusal) = delegations.with_untracked(|seated| check(seated, &asked)) {
            let (id, field) = if refusal.is_about(Noun::ShortName) {
                ("newcomer-short", short_refused)
            } else {
                ("newcomer", refused)
            };
            focus_soon(id);
            field.set(Some(words.refusal(&refusal)));
            return;
        }
        busy.set(true);
        let session = session.clone();
        spawn_local(async move {
            match api::seat(&session, &asked).await {
                Ok(seated) => {
                    toasts
                        .say(words.tell("newcomer-done", &[("name", seated.name.as_str().into())]));
                    sits(tables, &asked.tables, &seated.id);
                    delegations.try_update(|delegations| delegations.push(seated));
                    name.try_set(String::new());
                    short.try_set(String::new());
                    short_typed.try_set(false);
                    focus_soon("newcomer");
                }
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    let type_name = move |text: String| {
        if !short_typed.get_untracked() {
            short.set(short_name(&text));
        }
        name.set(text);
        refused.set(None);
    };
    let type_short = move |text: String| {
        short_typed.set(!text.is_empty());
        short.set(text);
        short_refused.set(None);
    };
    view! {
        <form class="card no-print" on:submit=handler(seat) aria-labelledby="newcomer-heading" novalidate>
            <h2 id="newcomer-heading">{words.say("newcomer-heading")}</h2>
            <div class="newcomer">
                <TextField
                    id="newcomer"
                    label=words.say("newcomer-name")
                    value=name
                    wrong=refused
                    on_input=type_name
                />
                <TextField
                    id="newcomer-short"
                    class="short"
                    label=words.say("newcomer-short")
                    value=short
                    wrong=short_refused
                    on_input=type_short
                />
                <button class="quiet" aria-busy=move || busy.get().to_string()>
                    {words.say("newcomer-add")}
                </button>
            </div>
            <Where tables absent />
        </form>
    }
}

/// Where it sits, if there are several tables.
#[component]
fn Where(tables: RwSignal<Vec<ListedTable>>, absent: RwSignal<BTreeSet<TableId>>) -> impl IntoView {
    let words = use_words();
    let are_several = memo(move || tables.with(Vec::len) > 1);
    view! {
        <Show when=move || are_several.get()>
            <Choices
                legend=words.say("newcomer-tables")
                all=tables
                absent
                key=|table: &ListedTable| table.id.clone()
                show=|table: ListedTable| view! { <bdi prop:textContent=table.name></bdi> }.into_any()
            />
        </Show>
    }
}

/// The tables at which it sits; none if that is all of them.
fn chosen(tables: &[ListedTable], absent: &BTreeSet<TableId>) -> Vec<TableId> {
    let ids = tables.iter().map(|table| table.id.clone());
    let chosen: Vec<_> = ids.filter(|id| !absent.contains(id)).collect();
    if chosen.len() == tables.len() {
        Vec::new()
    } else {
        chosen
    }
}

/// A colour that nobody has; none if all are taken, for the server to choose.
fn free_colour(seated: &[Delegation]) -> Option<Colour> {
    let mut palette = (0..usize::from(Colour::COUNT)).map(Colour::nth);
    palette.find(|colour| seated.iter().all(|other| other.colour != *colour))
}

/// What the server would refuse, known beforehand.
fn check(seated: &[Delegation], asked: &NewDelegation) -> Result<(), Refusal> {
    // Only to be compared: the server gives the real id.
    let Ok(id) = DelegationId::new("newcomer") else {
        return Ok(());
    };
    let NewDelegation { name, short, .. } = asked.clone();
    check_delegation(
        seated,
        &Delegation {
            id,
            name,
            short,
            colour: Colour::nth(0),
            group: String::new(),
        },
    )
}
