//! Coming in by a code: the page on which one knocks, and then waits.
//!
//! Reading order: with a code in the address, [`form`] asks for a name and a delegation; without one, [`wait`] says what became of it.

mod form;
mod wait;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::joining::JoinCode;

use self::{form::AtTheDoor, wait::Waiting};
use crate::{
    views::{Page, Show, memo},
    words::use_words,
};

/// The page.
#[component]
pub fn Knock() -> impl IntoView {
    let words = use_words();
    let hash = use_location().hash;
    let code = memo(move || JoinCode::read(&hash.get()));
    let is_at_the_door = memo(move || code.with(Option::is_some));
    let name = RwSignal::new(None::<String>);
    let title = move || {
        words.say(if is_at_the_door.get() {
            "knock-title"
        } else {
            "knock-waiting-title"
        })
    };
    view! {
        <Page title=Signal::derive(title) kicker=Signal::derive(move || words.say("knock-kicker")) class="narrow">
            <Show when=move || is_at_the_door.get() fallback=move || view! { <Waiting /> }>
                {move || code.get().map(|code| view! { <AtTheDoor code name /> })}
            </Show>
        </Page>
    }
}
