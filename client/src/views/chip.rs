//! Delegations wherever they are named: a colour, and never without its monogram.

use leptos::prelude::*;
use shared::features::delegations::{Colour, monogram};

use super::said;

/// A delegation's disc. `name` gives it an accessible name of its own, for where no name stands beside it.
#[component]
pub fn Monogram(
    /// The delegation's short name.
    #[prop(into)]
    short: Signal<String>,
    /// Its colour.
    colour: Colour,
    /// Its full name, where the disc stands alone.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let alone = name.is_some();
    view! {
        <span
            class=format!("mono d{}", colour.number())
            role=alone.then_some("img")
            aria-label=name.clone()
            aria-hidden=(!alone).then_some("true")
            title=name
            prop:textContent=said(move || short.with(|short| monogram(short)))
        ></span>
    }
}

/// A delegation's disc with its name.
#[component]
pub fn DelegationChip(
    /// The name to show.
    #[prop(into)]
    name: String,
    /// The short name, which the disc is made of.
    #[prop(into)]
    short: String,
    /// Its colour.
    colour: Colour,
) -> impl IntoView {
    view! {
        <span class="chip">
            <Monogram short colour />
            <span dir="auto" prop:textContent=name></span>
        </span>
    }
}
