//! What happened to the agenda, and who may see it.

use super::item::AgendaItem;
use super::point::AgendaPoint;
use crate::ids::{AgendaItemId, DelegationId, Timestamp};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happened to the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AgendaEvent {
    /// The facilitator moved the table. Nobody is ready any more.
    #[serde(rename = "phase-moved")]
    Moved {
        /// Where it is now.
        to: AgendaPoint,
        /// Where it was. (Logs from before a move could be undone do not say it.)
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<AgendaPoint>,
        /// When time is up, if the clock runs. (In logs from before it could run on, it never does.)
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends: Option<Timestamp>,
        /// How many milliseconds are left, if the clock stands still.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<u64>,
    },
    /// The last move was undone.
    MoveTakenBack {
        /// Where the table is again.
        to: AgendaPoint,
        /// Who is ready again.
        ready: BTreeSet<DelegationId>,
        /// When time is up, if the clock runs again.
        ends: Option<Timestamp>,
        /// How many milliseconds are left, if the clock stands still again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<u64>,
    },
    /// The facilitator set, paused or cleared the clock.
    TimeKept {
        /// When time is up.
        ends: Option<Timestamp>,
        /// How many milliseconds are left, if it stands still.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<u64>,
    },
    /// A delegation said that it is ready to move on, or no longer is.
    ReadinessShown {
        /// The delegation.
        delegation: DelegationId,
        /// Whether it is ready.
        ready: bool,
    },
    /// An item was put on the agenda.
    ItemAdded {
        /// The item.
        item: AgendaItem,
        /// Behind which it comes; first of all if behind none.
        after: Option<AgendaItemId>,
    },
    /// An item is called otherwise, planned for another time, or opens something else.
    ItemRevised {
        /// The item as it is now.
        item: AgendaItem,
    },
    /// An item was put elsewhere.
    ItemPut {
        /// The item.
        item: AgendaItemId,
        /// Behind which it comes; first of all if behind none.
        after: Option<AgendaItemId>,
    },
    /// An item was taken off the agenda.
    ItemRemoved {
        /// The item.
        item: AgendaItemId,
    },
    /// The agenda was replaced.
    AgendaSet {
        /// All of it.
        items: Vec<AgendaItem>,
    },
}

tagged!(AgendaEvent, "event");

impl AgendaEvent {
    /// Whether the table is closed by it.
    pub(crate) fn closes(&self) -> bool {
        match self {
            Self::Moved { to, .. } | Self::MoveTakenBack { to, .. } => *to == AgendaPoint::Closed,
            Self::TimeKept { .. }
            | Self::ReadinessShown { .. }
            | Self::ItemAdded { .. }
            | Self::ItemRevised { .. }
            | Self::ItemPut { .. }
            | Self::ItemRemoved { .. }
            | Self::AgendaSet { .. } => false,
        }
    }

    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::Moved { .. }
            | Self::MoveTakenBack { .. }
            | Self::TimeKept { .. }
            | Self::ReadinessShown { .. }
            | Self::ItemAdded { .. }
            | Self::ItemRevised { .. }
            | Self::ItemPut { .. }
            | Self::ItemRemoved { .. }
            | Self::AgendaSet { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::Moved { .. }
            | Self::MoveTakenBack { .. }
            | Self::TimeKept { .. }
            | Self::ReadinessShown { .. }
            | Self::ItemAdded { .. }
            | Self::ItemRevised { .. }
            | Self::ItemPut { .. }
            | Self::ItemRemoved { .. }
            | Self::AgendaSet { .. } => {}
        }
    }
}
