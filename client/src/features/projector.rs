//! What the room is shown: the facilitator's say in it, and the screen, a part of the program that only projectors fetch.

pub mod control;
mod screen;
mod slide;
mod thumbnail;

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use crate::{live::LiveTable, views::fetched};
use screen::Projection;

type Shows = fn(LiveTable) -> AnyView;

#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn projecting() -> Result<Shows, SplitLoaderError> {
    Ok(|live| view! { <Projection live /> }.into_any())
}

/// The projector's screen.
pub fn projection(live: LiveTable) -> AnyView {
    fetched(|| Box::pin(projecting()), move |show| show(live))
}
