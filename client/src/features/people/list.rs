//! Who is at the table: each delegation, whether it is here, writing, ready.

use leptos::prelude::*;
use shared::{
    features::delegations::Delegation,
    features::people::{Participant, Role},
    gather::gathered,
    ids::DelegationId,
    names::listed,
};
use std::collections::BTreeSet;

use super::{here_of, is_behind};
use crate::features::chair::presiding::Presiding;
use crate::{
    live::LiveTable,
    views::{For, Monogram, memo},
    words::use_words,
};

/// The id of the row of a delegation.
pub fn place_of_delegation(delegation: &DelegationId) -> String {
    format!("people-{delegation}")
}

/// The id of the row in which a person is listed: delegates are in that of their delegation.
pub fn place_of_person(person: &Participant) -> String {
    match person.speaks_for() {
        Some(delegation) => place_of_delegation(delegation),
        None => format!("person-{}", person.id),
    }
}

/// A delegation and how it is doing.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    delegation: Delegation,
    people: Vec<String>,
    state: &'static str,
}

/// The panel.
#[component]
pub fn People(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let writing = memo(move || {
        let clients: Vec<u64> = live.cursors.with(|cursors| cursors.writing().collect());
        gathered::<BTreeSet<_>, _>(
            clients
                .into_iter()
                .filter_map(|client| live.speaker(client)),
        )
    });
    let rows = memo(move || {
        let row = |table: &shared::table::RoundTable, delegation: &Delegation| {
            let here = here_of(live, &delegation.id);
            let state = match () {
                () if !live.knows_presence() => "people-unknown",
                () if here.is_empty() => "people-away",
                () if table.agenda.ready.contains(&delegation.id) => "people-ready",
                () if is_behind(live, &here) => "people-behind",
                () if here
                    .iter()
                    .any(|person| writing.with(|writing| writing.contains(&person.id))) =>
                {
                    "people-writing"
                }
                () => "people-here",
            };
            Row {
                delegation: delegation.clone(),
                people: here.iter().map(|person| person.name.clone()).collect(),
                state,
            }
        };
        live.with(|table| {
            table
                .delegations
                .iter()
                .map(|delegation| row(table, delegation))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let others = memo(move || {
        live.with(|table| {
            let rest = table
                .participants
                .values()
                .filter(|person| person.role != Role::Delegate && live.is_present(&person.id));
            rest.map(|person| (place_of_person(person), person.name.clone(), person.role))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let list = move || live.with(|table| format!("/tables/{}/participants", table.id));
    view! {
        <section class="at-the-table" id="people" tabindex="-1">
            <h2 class="kicker">{words.say("people-title")}</h2>
            {move || {
                (!live.knows_presence()).then(|| view! { <p class="small">{words.say("people-not-known")}</p> })
            }}
            <Presiding live />
            <p class="small"><a href=list>{words.say("participants-open")}</a></p>
            <ul class="people">
                <For each=move || rows.get() key=|row| row.clone() let(row)>
                    <li data-state=row.state id=place_of_delegation(&row.delegation.id) tabindex="-1">
                        <Monogram short=row.delegation.short colour=row.delegation.colour />
                        <span class="who">
                            <span dir="auto" prop:textContent=row.delegation.name></span>
                            <span class="small" prop:textContent=listed(row.people.iter().map(String::as_str))></span>
                        </span>
                        <span class="state small">{words.say(row.state)}</span>
                    </li>
                </For>
            </ul>
            <ul class="people others">
                <For each=move || others.get() key=|row| row.clone() let((place, name, role))>
                    <li id=place tabindex="-1">
                        <span class="who" dir="auto">{name}</span>
                        <span class="state small">{words.say(&format!("role-{role}"))}</span>
                    </li>
                </For>
            </ul>
        </section>
    }
}
