//! Where practices that are not on the table yet, and ballots that are not cast, are kept in this browser.

use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};
use shared::ids::{BallotId, ParticipantId, TableId};
use shared::tagged::decode;
use web_sys::Storage;

/// What the places of practices begin with.
const PREFIX: &str = "roundtable.practice.";
/// And those of ballots.
const BALLOTS: &str = "roundtable.ballot.";

/// The place of one person's draft at one table.
#[derive(Debug, Clone)]
pub struct Place(String);

impl Place {
    /// The place of this person's draft at this table.
    pub fn of(table: &TableId, participant: &ParticipantId) -> Self {
        Self(format!("{PREFIX}{table}.{participant}"))
    }

    /// The place of what this person marked on this ballot and has not cast.
    pub fn of_ballot(table: &TableId, participant: &ParticipantId, ballot: &BallotId) -> Self {
        Self(format!("{BALLOTS}{table}.{participant}.{ballot}"))
    }
}

/// A browser that keeps nothing (private windows, strict settings) is no reason to stop.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept there.
pub fn read<T: DeserializeOwned>(Place(place): &Place) -> Option<T> {
    let text = storage()?.get_item(place).ok()??;
    decode(&text).ok()
}

/// Keeps it there.
pub fn write<T: Serialize>(Place(place): &Place, draft: &T) {
    let text = serde_json::to_string(draft).unwrap_or_default();
    if let Some(storage) = storage() {
        storage.set_item(place, &text).ok();
    }
}

/// Forgets what was kept there.
pub fn forget(Place(place): &Place) {
    if let Some(storage) = storage() {
        storage.remove_item(place).ok();
    }
}

/// Forgets all of them: whoever leaves takes nothing that others on this browser should find.
pub fn forget_all() {
    for key in keys(PREFIX).into_iter().chain(keys(BALLOTS)) {
        forget(&Place(key));
    }
}

/// Whether this browser keeps a practice.
pub fn is_any() -> bool {
    !keys(PREFIX).is_empty()
}

fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let all = 0..storage.length().unwrap_or(0);
    all.filter_map(|nth| storage.key(nth).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect()
}
