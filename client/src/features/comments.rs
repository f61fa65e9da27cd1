//! Comments on passages: marked in the text, their threads beside it, in a sheet on a narrow screen.
//!
//! What is always there is here and in `commenting`; the threads and the form are fetched when they are first shown.

mod commenting;
pub mod dialogs;
mod form;
mod part;
mod thread;
mod threads;

pub use commenting::{Commenting, provide_commenting, use_commenting};

use crate::live::LiveTable;
use shared::document::Root;
use shared::table::RoundTable;

/// How many open comments on some texts are addressed to one's own delegation.
pub fn awaiting(live: LiveTable, is_of: impl Fn(&Root, &RoundTable) -> bool) -> usize {
    let Some(mine) = live.my_delegation() else {
        return 0;
    };
    let count = live.with(|table| {
        let mine = table.comments.iter().filter(|it| it.awaits(&mine));
        mine.filter(|it| is_of(&it.on.root, table)).count()
    });
    count.unwrap_or(0)
}
