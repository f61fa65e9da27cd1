//! How delegations and those who speak for them are named.

use crate::live::LiveTable;
use crate::words::Wording;
use shared::features::people::Participant;
use shared::features::pulling::Guest;
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

/// The name of somebody who wrote at another table, with their delegation and that table.
pub fn guest_name(words: Wording, guest: &Guest) -> String {
    let name = if guest.name.is_empty() {
        words.say("history-somebody")
    } else {
        isolated(&guest.name)
    };
    let who = match &guest.delegation {
        Some(it) => format!("{} · {name}", isolated(&it.short)),
        None => name,
    };
    let values = [
        ("who", who.into()),
        ("table", isolated(&guest.table).into()),
    ];
    words.tell("writer-elsewhere", &values)
}
