//! The page of the report.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::ids::TableId;

use super::table::At;
use crate::views::memo;
use crate::{features::report::report_page, pages::NotFound};

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => view! { <At id shown=report_page /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}
