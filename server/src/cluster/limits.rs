//! How often people say something, shared between processes: whoever speaks to several of them has one limit all the same, if not to the
//! word. Each says twice a second who has said much to it lately, and the others count that as said to them.

use super::message::Said;
use super::{Bus, Nodes};
use crate::tables::registry::TableRegistry;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often it is told.
const TOLD: Duration = Duration::from_millis(500);

/// Of so many processes it is known what they said last.
const NODES: usize = 256;

/// What each process said last, and when it was heard: what comes again, or late, is not counted.
#[derive(Default)]
struct Last(BTreeMap<u64, (u64, Instant)>);

impl Last {
    fn hears(&mut self, node: u64, number: u64) -> bool {
        let now = Instant::now();
        if self.0.len() >= NODES && !self.0.contains_key(&node) {
            let oldest = self.0.iter().min_by_key(|(_, (_, heard))| *heard);
            if let Some(oldest) = oldest.map(|(node, _)| *node) {
                self.0.remove(&oldest);
            }
        }
        let (last, heard) = self.0.entry(node).or_insert((0, now));
        let is_new = number > *last;
        if is_new {
            (*last, *heard) = (number, now);
        }
        is_new
    }
}

/// Shares what is counted, for ever.
pub async fn shares_limits(tables: TableRegistry, nodes: Nodes, bus: Bus) {
    let counts = tables.clone();
    let last = Mutex::<Last>::default();
    let _listening = bus.listens_to_all(move |heard| {
        if let Said::Spent(spent) = heard.said
            // Nothing is done under this lock that could panic half-way.
            && last.lock().unwrap_or_else(PoisonError::into_inner).hears(heard.node, heard.number)
        {
            counts.limiters().spent_elsewhere(&spent);
        }
    });
    loop {
        tokio::time::sleep(TOLD).await;
        let spent = tables.limiters().spent_lately();
        if !spent.is_empty() && !nodes.is_alone() {
            bus.says_to_all(Said::Spent(spent));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_again_or_late_is_not_counted() {
        let mut last = Last::default();
        assert!(last.hears(1, 2) && last.hears(2, 1) && last.hears(1, 3));
        assert!(!last.hears(1, 3), "again");
        assert!(!last.hears(1, 2), "late");
        for node in 0..1_000 {
            last.hears(node, 9);
        }
        assert_eq!(last.0.len(), NODES);
    }
}
