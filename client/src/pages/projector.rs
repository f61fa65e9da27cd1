//! The page for the projector: what the facilitator shows to the room.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::ids::TableId;

use super::table::At;
use crate::{
    features::{ballots::form::provide_again, projector::screen::Screen},
    live::LiveTable,
    pages::NotFound,
    views::arrive,
    words::use_words,
};

/// The page.
#[component]
pub fn Projector() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => {
            view! { <At id shown=|live| view! { <Projection live /> }.into_any() /> }.into_any()
        }
        None => view! { <NotFound /> }.into_any(),
    }
}

/// The screen, over the whole page.
#[component]
pub fn Projection(live: LiveTable) -> impl IntoView {
    let words = use_words();
    provide_again();
    arrive(Signal::derive(move || words.say("projector-title")));
    view! {
        <div class="screen">
            <Screen live />
        </div>
    }
}
