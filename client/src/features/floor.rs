//! The floor: who speaks and how long, who is next and why, and what whoever presides does about it.

mod asking;
pub mod booth;
mod clock;
mod handing_in;
pub mod kept_text;
mod limits;
mod list;
mod now;
mod order;
pub mod panel;
pub mod presiding;
mod statement;
pub mod strip;
mod totals;

use crate::live::LiveTable;
use shared::features::delegations::Delegation;
use shared::features::floor::{Speech, SpeechKind};
use shared::ids::{DelegationId, SpeechId};

/// A speech by its id, as it stands.
fn speech(live: LiveTable, id: &SpeechId) -> Option<Speech> {
    live.with(|table| table.floor.speech(id).cloned()).flatten()
}

/// A delegation by its id.
fn delegation(live: LiveTable, id: &DelegationId) -> Option<Delegation> {
    live.with(|table| table.delegation(id).cloned()).flatten()
}

/// What a delegation is called whose speech it is; nothing when it is gone.
fn speaker(live: LiveTable, id: &SpeechId) -> String {
    let of = speech(live, id).and_then(|speech| delegation(live, &speech.delegation));
    of.map(|of| of.short).unwrap_or_default()
}

/// The key of a kind's name.
fn kind_key(kind: SpeechKind) -> String {
    format!("speech-{}", kind.as_str())
}
