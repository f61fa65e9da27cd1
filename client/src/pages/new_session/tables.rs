//! How many tables there are, and what they are called.

use leptos::prelude::*;

use super::drafting::{Drafting, use_drafting};
use super::{
    check::table_field,
    draft::{Row, find},
};
use crate::{
    views::{For, Icon, Show, TextField, focus_soon, handler, icon},
    words::{Wording, use_words},
};

/// One table, or several by name.
#[component]
pub fn Tables() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let rows = drafting.piece(|draft| draft.tables.iter().map(|row| row.key).collect::<Vec<_>>());
    let add = move |_| {
        draft.update(|draft| {
            let name = free_name(&draft.tables, words);
            // The first one needs a name now, to be told from the second.
            if let [only] = &mut draft.tables[..]
                && only.what.trim().is_empty()
            {
                only.what = words.say("table-plenary");
            }
            let row = draft.row(name);
            focus_soon(table_field(row.key));
            draft.tables.push(row);
        });
    };
    view! {
        <section class="stack" aria-labelledby="tables-heading">
            <h2 id="tables-heading">{words.say("tables-heading")}</h2>
            <p class="hint">{words.say("tables-hint")}</p>
            <ul class="plain table-rows">
                <For each=move || rows.get() key=|key| *key let(key)>
                    <TableRow key />
                </For>
            </ul>
            <p>
                <button type="button" class="quiet" id="add-table" on:click=handler(add)>
                    {words.say("tables-add")}
                </button>
            </p>
        </section>
    }
}

/// `Table 2`, or the next number that no table is called by.
fn free_name(tables: &[Row<String>], words: Wording) -> String {
    let name = |number: usize| words.tell("table-numbered", &[("number", number.into())]);
    // One more number than there are tables: one of them is free.
    let mut names = (tables.len() + 1..=2 * tables.len() + 1).map(name);
    let taken = |name: &String| tables.iter().any(|row| row.what.trim() == name);
    names.find(|name| !taken(name)).unwrap_or_default()
}

#[component]
fn TableRow(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let place = drafting.piece(move |draft| {
        draft
            .tables
            .iter()
            .position(|row| row.key == key)
            .map_or(0, |at| at + 1)
    });
    let alone = drafting.piece(|draft| draft.tables.len() == 1);
    let name = drafting.piece(move |draft| {
        draft
            .tables
            .iter()
            .find(|row| row.key == key)
            .map(|row| row.what.clone())
            .unwrap_or_default()
    });
    let remove = move |_| {
        draft.update(|draft| draft.tables.retain(|row| row.key != key));
        focus_soon("add-table");
    };
    let number = move |words_key: &'static str| {
        move || words.tell(words_key, &[("number", place.get().into())])
    };
    view! {
        <li class="table-row">
            <TextField
                id=table_field(key)
                bare=true
                label=Signal::derive(number("table-name"))
                example=words.say("table-plenary")
                value=name
                wrong=drafting.wrong(table_field(key))
                on_input=move |name: String| {
                    draft.update(|draft| {
                        if let Some(row) = find(&mut draft.tables, key) {
                            *row = name;
                        }
                    });
                }
            />
            <Show when=move || !alone.get()>
                <button type="button" class="icon" aria-label=number("table-remove") on:click=handler(remove)>
                    {icon(Icon::X)}
                </button>
            </Show>
        </li>
    }
}
