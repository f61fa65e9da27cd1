//! Drafts of the outcome that go out, and the corrections that delegations offer.

mod answering;
mod correction;
pub mod draft;
mod form;
mod offered;
mod offering;
pub mod status;

use leptos::prelude::*;
use shared::features::circulation::Draft;

use crate::{live::LiveTable, views::memo};

/// The draft that went out last.
fn latest(live: LiveTable) -> Memo<Option<Draft>> {
    memo(move || {
        live.with(|table| table.circulation.latest().cloned())
            .flatten()
    })
}
