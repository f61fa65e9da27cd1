//! The page for the projector: what the facilitator shows to the room.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::ids::TableId;

use super::table::At;
use crate::views::memo;
use crate::{features::projector::projection, pages::NotFound};

/// The page.
#[component]
pub fn Projector() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => view! { <At id shown=projection /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}
