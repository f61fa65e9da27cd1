//! Where logs end, as far as the writer knows: it was the last to append to them, unless another process was.

use std::collections::HashMap;

use shared::ids::TableId;

use super::database::signed;
use super::entry::Committed;
use super::error::StoreError;
use super::part::{Part, Tip, Tips};

/// How many logs are remembered before all are forgotten, which costs each of them one slower commit.
const MOST: usize = 8_192;

/// The tips of the logs that were appended to last.
#[derive(Default)]
pub(super) struct Heads(HashMap<TableId, Tip>);

impl Heads {
    /// The tips on which a batch is to stand: where its parts have seen their logs, or where these were left. Nothing if one is not
    /// known, or two parts have seen one log in different places.
    pub(super) fn under<'a>(&self, parts: &[Part<'a>]) -> Result<Option<Tips<'a>>, StoreError> {
        let mut tips = Tips::new();
        for part in parts {
            let tip = match &part.seen {
                Some(_) if tips.contains_key(part.table) => return Ok(None),
                Some(seen) => {
                    let (head, chain) = (seen.head, seen.chain);
                    (Tip { head, chain }, signed(seen.session.get())?)
                }
                None if tips.contains_key(part.table) => continue,
                None => match self.0.get(part.table) {
                    Some(tip) => (*tip, i64::MAX),
                    None => return Ok(None),
                },
            };
            tips.insert(part.table, tip);
        }
        Ok(Some(tips))
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
