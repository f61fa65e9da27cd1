//! How many delegations lean which way, and for those who may see it, which.

use leptos::prelude::*;
use shared::features::people::Role;
use shared::features::temperature::Leaning;
use shared::names::listed;

use super::{check, leaning_key};
use crate::{
    live::LiveTable,
    views::{memo, said},
    words::use_words,
};

/// A bar and a number for each. Unless they are `named`, also whoever may see which delegations they are sees numbers only: a hall may look on.
#[component]
pub fn Bars(live: LiveTable, named: bool) -> impl IntoView {
    let words = use_words();
    let of_all = move || {
        let said = check(live)?.said();
        let all = live.with(|table| table.delegations.len())?;
        let values = [("said", said.into()), ("all", all.into())];
        Some(words.tell("temperature-said", &values))
    };
    view! {
        <ul class="leanings">
            {Leaning::ALL.map(|leaning| view! { <Bar live leaning named /> }).collect_view()}
        </ul>
        <p class="small" prop:textContent=said(of_all)></p>
    }
}

#[component]
fn Bar(live: LiveTable, leaning: Leaning, named: bool) -> impl IntoView {
    let words = use_words();
    let count = memo(move || check(live).map_or(0, |check| check.count(leaning)));
    let share = move || {
        let all = live.with(|table| table.delegations.len()).unwrap_or(0);
        count.get() as usize * 100 / all.max(1)
    };
    view! {
        <li data-leaning=leaning.as_str()>
            <span class="leaning" prop:textContent=words.say(&leaning_key(leaning))></span>
            <span class="count" prop:textContent=said(move || count.get().to_string())></span>
            <span class="bar-line" aria-hidden="true"><i style=move || format!("inline-size:{}%", share())></i></span>
            {named.then(|| view! {
                <span class="small who" dir="auto" prop:textContent=said(move || who(live, leaning))></span>
            })}
        </li>
    }
}

/// Which delegations lean that way, for whoever was told that they would see it.
fn who(live: LiveTable, leaning: Leaning) -> Option<String> {
    let me = live.me()?;
    let check = check(live)?;
    if me.role != Role::Facilitator && !check.shown_to.contains(&me.id) {
        return None;
    }
    live.with(|table| {
        let those = check.leanings.iter().filter(|(_, it)| **it == leaning);
        let those = those.filter_map(|(id, _)| table.delegation(id));
        listed(those.map(|it| it.short.as_str()))
    })
}
