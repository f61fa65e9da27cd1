//! How often people say something, shared between processes: whoever speaks to several of them has one limit all the same, if not to the
//! word. Each says twice a second who has said much to it lately, and the others count that as said to them.

use super::message::Said;
use super::{Bus, Nodes};
use crate::tables::registry::TableRegistry;
use std::time::Duration;

/// How often it is told.
const TOLD: Duration = Duration::from_millis(500);

/// Shares what is counted, for ever.
pub async fn shares_limits(tables: TableRegistry, nodes: Nodes, bus: Bus) {
    let counts = tables.clone();
    let _listening = bus.listens_to_all(move |heard| {
        if let Said::Spent(spent) = heard.said {
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
