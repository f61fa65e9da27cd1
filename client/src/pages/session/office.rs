//! What the facilitator's parts of the page share.

use super::whom::Made;
use leptos::prelude::*;
use shared::api::{ListedInvitation, ListedTable};
use shared::features::delegations::Delegation;
use shared::ids::SessionId;

/// What the facilitator's parts of the page work on.
#[derive(Clone)]
pub struct Office {
    /// The session.
    pub session: SessionId,
    /// What the session is called.
    pub title: RwSignal<String>,
    /// Its tables.
    pub tables: RwSignal<Vec<ListedTable>>,
    /// Who has a seat.
    pub delegations: RwSignal<Vec<Delegation>>,
    /// The links handed out, as the server lists them.
    pub invitations: RwSignal<Vec<ListedInvitation>>,
    /// The links made since the page was opened: the only ones whose secret is known.
    pub made: RwSignal<Vec<Made>>,
}

/// What this page works on.
pub fn use_office() -> Office {
    expect_context()
}
