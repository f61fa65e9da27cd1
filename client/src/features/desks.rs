//! The delegation's desk: a private text, what of it goes into an answer, and with whom it is shared.

pub mod desk;
mod put;
mod share;

use crate::{live::LiveTable, words::Wording};
use shared::document::DocumentId;
use shared::ids::DelegationId;
use shared::names::isolated;

/// The desks that one works on, one's own first.
pub fn desks(live: LiveTable) -> Vec<DelegationId> {
    let Some(me) = live.me() else {
        return Vec::new();
    };
    let documents = live.with(|table| table.documents_of(&me));
    let desks = documents.into_iter().flatten().filter_map(|id| match id {
        DocumentId::Desk(delegation) => Some(delegation),
        DocumentId::Table | DocumentId::Private(..) | DocumentId::Notes | DocumentId::Report => {
            None
        }
    });
    desks.collect()
}

/// What a desk is called by whoever works on it.
pub fn desk_name(live: LiveTable, words: Wording, desk: &DelegationId) -> String {
    if live.my_delegation().as_ref() == Some(desk) {
        return words.say("desk");
    }
    let short = live.with(|table| table.delegation(desk).map(|it| it.short.clone()));
    let short = isolated(&short.flatten().unwrap_or_default());
    words.tell("desk-of", &[("name", short.into())])
}
