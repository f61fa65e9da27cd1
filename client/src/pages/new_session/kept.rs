//! The draft over reloads and crashes: it stays in the browser until it is convened.

use leptos::prelude::*;
use shared::tagged::decode;
use web_sys::Storage;

use super::draft::Draft;

const PLACE: &str = "roundtable.new-session";

/// The draft, written down whenever it changes, and whether one was found from before.
pub fn keep() -> (RwSignal<Draft>, bool) {
    let found = read().filter(|draft| !draft.is_blank());
    let restored = found.is_some();
    let draft = RwSignal::new(found.unwrap_or_else(Draft::fresh));
    Effect::new(move |_| draft.with(write));
    (draft, restored)
}

/// Forgets the draft once it is convened.
pub fn forget() {
    if let Some(storage) = storage() {
        storage.remove_item(PLACE).ok();
    }
}

/// A browser that keeps nothing (private windows, strict settings) is no reason to stop.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read() -> Option<Draft> {
    let text = storage()?.get_item(PLACE).ok()??;
    decode(&text).ok()
}

fn write(draft: &Draft) {
    let text = serde_json::to_string(draft).unwrap_or_default();
    if let Some(storage) = storage() {
        storage.set_item(PLACE, &text).ok();
    }
}
