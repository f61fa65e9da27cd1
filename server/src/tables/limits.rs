//! How much tables take.

use crate::gate;
use crate::tables::heartbeat::Heartbeat;
use crate::tables::rate_limit::RateLimit;
use std::time::Duration;

/// How long a table without people stays open: somebody who reloads the page finds it as it was.
const LINGER: Duration = Duration::from_secs(10);
/// How long nobody writes before a table's document is kept as bytes only: somebody who thinks about the
/// next word is not made to wait for it.
const REST: Duration = Duration::from_secs(5);

/// How much tables take.
#[derive(Debug, Clone)]
pub struct TableLimits {
    /// What a single message may hold.
    pub gate: gate::Limits,
    /// Connections at one table.
    pub connections_per_table: usize,
    /// How fast one participant may speak, on all their connections together; as fast as they like
    /// if there is none.
    pub rate: Option<RateLimit>,
    /// How long connections wait for signs of life.
    pub heartbeat: Heartbeat,
    /// How long a table without people stays open.
    pub linger: Duration,
    /// How long nobody writes at a table before its document is kept as bytes only.
    pub rest: Duration,
}

impl Default for TableLimits {
    fn default() -> Self {
        Self {
            gate: gate::Limits::default(),
            connections_per_table: 1_000,
            rate: Some(RateLimit {
                rate: 100.0,
                burst: 1_000.0,
            }),
            heartbeat: Heartbeat::default(),
            linger: LINGER,
            rest: REST,
        }
    }
}

impl TableLimits {
    /// Rates and connection counts lifted. The gate stays.
    #[must_use]
    pub fn lifted(self) -> Self {
        Self {
            connections_per_table: usize::MAX,
            rate: None,
            ..self
        }
    }
}
