//! The text as it was frozen: which revisions there are, what one says, how two differ, and putting a paragraph back. All but
//! the way there is fetched when it is first shown.

mod compared;
mod freeze;
mod page;
mod pickers;
mod shown;
mod titles;
pub mod words_of;

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::features::revisions::RevisionCommand;
use shared::ids::RevisionId;
use shared::refusal::Refusal;

use crate::room::navigation::{Shown, use_navigation};
use crate::{
    live::LiveTable,
    views::{Icon, Offer, fetched, offer},
    words::use_words,
};

/// Whether the dialog is open in which the text is frozen: whoever calls for it goes to the page, which has it.
#[derive(Clone, Copy)]
pub struct Freezing(RwSignal<bool>);

/// Gives all views below the way to freeze the text, and offers it to those who may.
pub fn provide_freezing(live: LiveTable) {
    let words = use_words();
    let here = use_navigation();
    let freezing = Freezing(RwSignal::new(false));
    provide_context(freezing);
    // Whoever goes back with the dialog open does not find it open the next time.
    Effect::new(move |_| {
        if here.shown.get() != Shown::Revisions {
            freezing.0.set(false);
        }
    });
    let runs = live.runs();
    offer(move || {
        let name = words.tell("revision-freeze", &[("number", next(live).into())]);
        let freeze = Offer::new(name, Icon::FileStack, move || {
            here.go(Shown::Revisions);
            freezing.0.set(true);
        });
        let why_not = refusal(live).map(|refusal| words.refusal(&refusal));
        runs.get().then(|| freeze.unless(why_not))
    });
}

/// The number that the next revision has.
fn next(live: LiveTable) -> u32 {
    let last = live.with(|table| table.revisions.frozen.last().map(|last| last.number));
    last.flatten().unwrap_or_default() + 1
}

/// Why the text cannot be frozen now, as far as that is known here.
fn refusal(live: LiveTable) -> Option<Refusal> {
    live.would_refuse(RevisionCommand::FreezeRevision {
        revision: RevisionId::new("a-new-one").ok()?,
        name: "–".to_owned(),
    })
}

type Shows = fn(LiveTable) -> AnyView;

#[allow(
    clippy::unnecessary_wraps,
    reason = "fetching fails, as the macro makes it"
)]
#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
fn revisions() -> Result<Shows, SplitLoaderError> {
    Ok(show_revisions)
}

fn show_revisions(live: LiveTable) -> AnyView {
    view! { <page::Revisions live /> }.into_any()
}

/// The page of the revisions.
pub fn revisions_page(live: LiveTable) -> AnyView {
    fetched(|| Box::pin(revisions()), move |show| show(live))
}
