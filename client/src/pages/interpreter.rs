//! The page for interpreters: who speaks, the text, the pace, and who comes next.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::ids::TableId;

use super::table::At;
use crate::views::memo;
use crate::{features::floor::booth::booth, pages::NotFound};

/// The page.
#[component]
pub fn Interpreter() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => view! { <At id shown=booth /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}
