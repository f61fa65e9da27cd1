//! The heartbeat of a connection: how often it is pinged, and after how much silence it is dead.

use std::time::Duration;

/// How long a connection waits for signs of life.
#[derive(Debug, Clone, Copy)]
pub struct Heartbeat {
    /// How often the server asks whether anybody is still there.
    pub ping: Duration,
    /// How long a connection may say nothing at all, not even answer a ping.
    pub silence: Duration,
    /// After how long without an answer to a ping, or with something half sent, a connection is behind.
    pub late: Duration,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self {
            ping: Duration::from_secs(10),
            silence: Duration::from_secs(25),
            late: Duration::from_secs(4),
        }
    }
}
