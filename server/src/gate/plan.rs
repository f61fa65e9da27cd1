//! What an update would do.

use super::Reason;
use super::clocks::ClientRange;
use std::sync::Arc;
use yrs::{ClientID, IdSet};

/// What an update would do. The ledger has followed it already: keep it or undo it.
#[derive(Debug)]
pub(super) struct Plan {
    pub stages: Vec<Stage>,
    /// Roots it would change and may.
    pub touched: Vec<usize>,
    /// What it deletes where it may not: allowed only if all of it is deleted already.
    pub foreign: IdSet,
    /// Those of them that are text, or what is not known to be a mark.
    pub foreign_text: IdSet,
    /// Why not, should some of it still be there.
    pub refusal: Option<Reason>,
    /// Whether an honest client can have written all of it.
    pub honest: bool,
}

/// The blocks that one client would add.
#[derive(Debug)]
pub(super) struct Stage {
    /// What it would add.
    pub added: ClientRange,
    /// How far into the walk's section we are.
    pub next: usize,
    pub end: usize,
}

impl Plan {
    /// The clocks that it adds, one range per client.
    pub fn added(&self) -> impl Iterator<Item = ClientRange> + Clone {
        self.stages
            .iter()
            .map(|stage| stage.added)
            .filter(|added| added.to > added.from)
    }

    /// Of all roots' names those that it may change.
    pub fn roots(&self, names: &[Arc<str>]) -> Vec<Arc<str>> {
        self.touched
            .iter()
            .map(|&root| names[root].clone())
            .collect()
    }

    /// Whether yrs added exactly what was foreseen.
    pub fn is_met_by(&self, set: &IdSet) -> bool {
        set.len() == self.added().count()
            && self.added().all(|ClientRange { client, from, to }| {
                set.get(&ClientID::new(client)).is_some_and(|ranges| {
                    ranges
                        .iter()
                        .map(|(range, ())| range.clone())
                        .eq(std::iter::once(from..to))
                })
            })
    }
}
