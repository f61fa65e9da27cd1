//! One table more for a delegation that is there, while the session is on.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::api::ListedTable;
use shared::features::agenda::AgendaPoint;
use shared::features::delegations::Delegation;
use shared::ids::{DelegationId, TableId};

use super::office::{Office, use_office};
use crate::{
    api,
    views::{For, Refused, Show, focus_soon, handler, memo, use_toasts},
    words::use_words,
};

/// Lets a delegation sit at another table, if there are several.
#[component]
pub fn AnotherSeat() -> impl IntoView {
    let Office { tables, .. } = use_office();
    let are_several = memo(move || tables.with(Vec::len) > 1);
    view! {
        <Show when=move || are_several.get()>
            <SeatForm />
        </Show>
    }
}

#[component]
fn SeatForm() -> impl IntoView {
    let words = use_words();
    let Office {
        session,
        tables,
        delegations,
        ..
    } = use_office();
    let toasts = use_toasts();
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let may_sit = memo(move || {
        let lacks = |it: &Delegation| tables.with(|tables| !free(tables, &it.id).is_empty());
        delegations.with(|all| {
            all.iter()
                .filter(|it| lacks(it))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let (who, choose_who) = first_of(may_sit, |it: &Delegation| it.id.to_string());
    let at = memo(move || {
        let who = who.get();
        who.map_or_else(Vec::new, |who| tables.with(|all| free(all, &who.id)))
    });
    let (table, choose_table) = first_of(at, |table: &ListedTable| table.id.to_string());
    let seat = move |submit: SubmitEvent| {
        submit.prevent_default();
        let (Some(who), Some(at)) = (who.get_untracked(), table.get_untracked()) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        busy.set(true);
        let session = session.clone();
        spawn_local(async move {
            match api::seat_at(&session, &who.id, &at.id).await {
                Ok(()) => {
                    let (name, table) = (who.name.as_str().into(), at.name.as_str().into());
                    let values = [("name", name), ("table", table)];
                    toasts.say(words.tell("another-seat-done", &values));
                    sits(tables, &[at.id], &who.id);
                    let is_last = may_sit.try_get_untracked().is_none_or(|all| all.is_empty());
                    focus_soon(if is_last {
                        "another-seat-heading"
                    } else {
                        "another-seat"
                    });
                }
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="card no-print" on:submit=handler(seat) aria-labelledby="another-seat-heading" novalidate>
            <h2 id="another-seat-heading" tabindex="-1">{words.say("another-seat-heading")}</h2>
            <Show
                when=move || may_sit.with(|all| !all.is_empty())
                fallback=move || view! { <p class="hint">{words.say("another-seat-none")}</p> }
            >
                <div class="newcomer">
                    <Select
                        id="another-seat"
                        label=words.say("another-seat-who")
                        all=may_sit
                        chosen=who
                        choose=choose_who
                        named=|it: &Delegation| (it.id.to_string(), it.name.clone())
                    />
                    <Select
                        id="another-seat-table"
                        label=words.say("another-seat-table")
                        all=at
                        chosen=table
                        choose=choose_table
                        named=|table: &ListedTable| (table.id.to_string(), table.name.clone())
                    />
                    <button class="quiet" aria-busy=move || busy.get().to_string()>
                        {words.say("another-seat-add")}
                    </button>
                </div>
            </Show>
            <Refused why=refused />
        </form>
    }
}

/// One of several, by a list that opens.
#[component]
fn Select<T>(
    id: &'static str,
    label: String,
    /// What there is to choose from.
    all: Memo<Vec<T>>,
    /// What is chosen.
    chosen: Memo<Option<T>>,
    /// Takes the key of what is chosen.
    choose: Callback<String>,
    /// The key of one, and what it is called.
    named: fn(&T) -> (String, String),
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let option = move |(key, name): (String, String)| {
        let value = key.clone();
        let is_chosen =
            move || chosen.with(|chosen| chosen.as_ref().is_some_and(|it| named(it).0 == key));
        view! { <option value=value prop:selected=is_chosen prop:textContent=name></option> }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id dir="auto" on:change:target=move |select| choose.run(select.target().value())>
                <For
                    each=move || all.with(|all| all.iter().map(named).collect::<Vec<_>>())
                    key=Clone::clone
                    children=option
                />
            </select>
        </div>
    }
}

/// What is chosen of what there is, and how to choose: the first unless somebody has.
fn first_of<T>(all: Memo<Vec<T>>, key: fn(&T) -> String) -> (Memo<Option<T>>, Callback<String>)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let wanted = RwSignal::new(String::new());
    let chosen = memo(move || {
        let wanted = wanted.get();
        all.with(|all| {
            let found = all.iter().find(|one| key(one) == wanted);
            found.or(all.first()).cloned()
        })
    });
    (chosen, Callback::new(move |key| wanted.set(key)))
}

/// The tables at which a delegation may be given a seat: a closed one stays as it is.
fn free(tables: &[ListedTable], delegation: &DelegationId) -> Vec<ListedTable> {
    let free = tables.iter().filter(|table| is_free(table, delegation));
    free.cloned().collect()
}

fn is_free(table: &ListedTable, delegation: &DelegationId) -> bool {
    table.phase != AgendaPoint::Closed && !table.delegations.contains(delegation)
}

/// Notes down that a delegation sits at these tables; none for all of them.
pub fn sits(tables: RwSignal<Vec<ListedTable>>, at: &[TableId], delegation: &DelegationId) {
    let is_wanted = |table: &&mut ListedTable| {
        (at.is_empty() || at.contains(&table.id)) && is_free(table, delegation)
    };
    tables.try_update(|tables| {
        for table in tables.iter_mut().filter(is_wanted) {
            table.delegations.push(delegation.clone());
        }
    });
}
