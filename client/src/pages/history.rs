//! The page on which a session is looked back at.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::ids::TableId;

use crate::{features::history::page::HistoryOf, pages::NotFound, views::memo};

/// The page.
#[component]
pub fn History() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => view! { <HistoryOf id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}
