//! Some of many, chosen by checkboxes.

use leptos::prelude::*;
use std::collections::BTreeSet;
use std::hash::Hash;

use crate::views::{For, handler};

/// A box for each; chosen are all but those who are absent, so that whoever comes later is chosen too.
#[component]
pub fn Choices<T, K>(
    /// What the choice is about.
    legend: String,
    /// What there is to choose from.
    all: RwSignal<Vec<T>>,
    /// What is not chosen.
    absent: RwSignal<BTreeSet<K>>,
    /// What one is told apart by.
    key: fn(&T) -> K,
    /// How one is shown.
    show: fn(T) -> AnyView,
) -> impl IntoView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
    K: Clone + Ord + Send + Sync + 'static,
{
    let choice = move |one: T| {
        let id = key(&one);
        let of = id.clone();
        let is_chosen = move || absent.with(|absent| !absent.contains(&of));
        let choose = move |change: leptos::ev::Event| {
            absent.update(|absent| {
                if event_target_checked(&change) {
                    absent.remove(&id);
                } else {
                    absent.insert(id.clone());
                }
            });
        };
        view! {
            <li>
                <label class="choice-line">
                    <input type="checkbox" prop:checked=is_chosen on:change=handler(choose) />
                    {show(one)}
                </label>
            </li>
        }
    };
    view! {
        <fieldset class="seats-at">
            <legend>{legend}</legend>
            <ul class="plain">
                // Keyed by all of it: a name may change on this page.
                <For each=move || all.get() key=|one| one.clone() children=choice />
            </ul>
        </fieldset>
    }
}
