//! Where logs end, as far as the writer knows: it was the last to append to them, unless another process was.

use std::collections::{BTreeMap, HashMap};

use shared::ids::TableId;
use shared::seq::Seq;

use super::digest::Digest;
use super::entry::Committed;
use super::error::StoreError;

/// How many logs are remembered before all are forgotten, which costs each of them one slower commit.
const MOST: usize = 8_192;

/// The end of a log.
#[derive(Clone, Copy)]
pub(super) struct Tip {
    /// The number of its last entry.
    pub(super) head: Seq,
    /// The digest of its last event.
    pub(super) chain: Digest,
}

/// The tips of the logs that were appended to last.
#[derive(Default)]
pub(super) struct Heads(HashMap<TableId, Tip>);

impl Heads {
    /// The tips of all logs of a batch; nothing if one of them is not known.
    pub(super) fn of<'a>(
        &self,
        mut logs: impl Iterator<Item = &'a TableId>,
    ) -> Option<BTreeMap<&'a TableId, Tip>> {
        logs.try_fold(BTreeMap::new(), |mut tips, log| {
            tips.insert(log, *self.0.get(log)?);
            Some(tips)
        })
    }

    /// Remembers what an append came to.
    pub(super) fn note<'a>(
        &mut self,
        logs: impl Iterator<Item = &'a TableId>,
        outcomes: &[Result<Committed, StoreError>],
    ) {
        for (log, outcome) in logs.zip(outcomes) {
            let Ok(Committed { head, chain, .. }) = *outcome else {
                continue;
            };
            let tip = Tip { head, chain };
            if let Some(known) = self.0.get_mut(log) {
                *known = tip;
            } else {
                if self.0.len() >= MOST {
                    self.0.clear();
                }
                self.0.insert(log.clone(), tip);
            }
        }
    }

    /// Forgets the logs of a batch that failed: it may have been committed all the same.
    pub(super) fn forget<'a>(&mut self, logs: impl Iterator<Item = &'a TableId>) {
        for log in logs {
            self.0.remove(log);
        }
    }
}
