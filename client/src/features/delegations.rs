//! How delegations and those who speak for them are named.

use crate::live::LiveTable;
use shared::features::people::Participant;
use shared::names::isolated;

/// The name that a participant is shown by, with the delegation they speak for.
pub fn spoken_name(live: LiveTable, person: &Participant) -> String {
    let short = person
        .delegation
        .as_ref()
        .and_then(|id| live.with(|table| table.delegation(id).map(|it| it.short.clone())));
    match short.flatten() {
        Some(short) => format!("{} · {}", isolated(&short), isolated(&person.name)),
        None => isolated(&person.name),
    }
}
