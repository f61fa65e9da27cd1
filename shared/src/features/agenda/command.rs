//! What is asked about where the table is.

use super::phase::Phase;
use crate::ids::Timestamp;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about where the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AgendaCommand {
    /// Move the table to another phase. `from` is the phase the facilitator saw, so that a second
    /// click on "next" never skips one.
    MovePhase {
        /// The phase as it was shown.
        from: Phase,
        /// Where to go.
        to: Phase,
        /// Whether to stop the clock; otherwise it runs on.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        stop_clock: bool,
    },
    /// Undo the last move: phase, readiness and clock are as they were before it.
    TakeBackMove {
        /// The phase as it was shown, so that a second click never undoes another move.
        from: Phase,
        /// The phase before it, where the table will be again.
        to: Phase,
    },
    /// Set the clock to end then, or clear it.
    KeepTime {
        /// When time is up.
        ends: Option<Timestamp>,
    },
    /// Say whether the delegation is ready to move on.
    ShowReadiness {
        /// Whether it is.
        ready: bool,
    },
}

tagged!(AgendaCommand, "command");
