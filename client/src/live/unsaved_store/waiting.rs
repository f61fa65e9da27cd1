//! What waits to be put away: what was written here, and what becomes of what pages that are gone have left.

use super::layout::Written;
use crate::live::save_state::Rescued;
use crate::live::web_lock::WebLock;

/// What is to be done at the unsaved store, all at once, in this order.
#[derive(Default)]
pub(super) struct Waiting {
    /// Everything in the compartments that this page answers for may go.
    pub clear: bool,
    /// So may what these pages have left.
    pub put_away: Vec<Left>,
    pub updates: Vec<Written>,
    pub rescued: Vec<Rescued>,
    pub dismissed: Vec<String>,
}

impl Waiting {
    pub fn is_empty(&self) -> bool {
        !self.clear
            && self.put_away.is_empty()
            && self.updates.is_empty()
            && self.rescued.is_empty()
            && self.dismissed.is_empty()
    }

    /// Puts what could not be done back before what came since.
    pub fn put_back(&mut self, mut undone: Self) {
        if self.clear {
            undone.updates.clear();
        }
        self.clear |= undone.clear;
        self.put_away.splice(0..0, undone.put_away);
        self.updates.splice(0..0, undone.updates);
        self.rescued.splice(0..0, undone.rescued);
        self.dismissed.splice(0..0, undone.dismissed);
    }
}

/// What a page that is gone has left.
pub struct Left {
    /// In the order of writing.
    pub(super) written: Vec<Written>,
    pub(super) name: String,
    pub(super) last_row: u32,
    pub(super) hold: WebLock,
}

impl Left {
    /// The updates, in the order of writing.
    pub fn updates(&self) -> Vec<Vec<u8>> {
        let updates = self.written.iter().map(|(_, update)| update.clone());
        updates.collect()
    }

    /// Whether all of it was written while the document went by this handle.
    pub fn is_under(&self, handle: u64) -> bool {
        self.written.iter().all(|(under, _)| *under == handle)
    }
}
