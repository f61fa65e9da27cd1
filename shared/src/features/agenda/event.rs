//! What happened to where the table is, and who may see it.

use super::phase::Phase;
use crate::ids::{DelegationId, Timestamp};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happened to where the table is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AgendaEvent {
    /// The facilitator moved the table. Nobody is ready any more.
    PhaseMoved {
        /// Where it is now.
        to: Phase,
        /// Where it was. (Logs from before a move could be undone do not say it.)
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Phase>,
        /// When time is up, if the clock runs on. (In logs from before it could, it never does.)
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends: Option<Timestamp>,
    },
    /// The last move was undone.
    MoveTakenBack {
        /// Where the table is again.
        to: Phase,
        /// Who is ready again.
        ready: BTreeSet<DelegationId>,
        /// When time is up, if the clock runs again.
        ends: Option<Timestamp>,
    },
    /// The facilitator set or cleared the clock.
    TimeKept {
        /// When time is up.
        ends: Option<Timestamp>,
    },
    /// A delegation said that it is ready to move on, or no longer is.
    ReadinessShown {
        /// The delegation.
        delegation: DelegationId,
        /// Whether it is ready.
        ready: bool,
    },
}

tagged!(AgendaEvent, "event");

impl AgendaEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::PhaseMoved { .. }
            | Self::MoveTakenBack { .. }
            | Self::TimeKept { .. }
            | Self::ReadinessShown { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::PhaseMoved { .. }
            | Self::MoveTakenBack { .. }
            | Self::TimeKept { .. }
            | Self::ReadinessShown { .. } => {}
        }
    }
}
