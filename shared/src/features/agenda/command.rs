//! What is asked about the agenda.

use super::item::AgendaItem;
use super::point::AgendaPoint;
use crate::ids::{AgendaItemId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum AgendaCommand {
    /// Move the table to another item, or close it. `from` is where the facilitator saw it, so that a second click on
    /// "next" never skips an item.
    Move {
        /// Where it was shown.
        from: AgendaPoint,
        /// Where to go.
        to: AgendaPoint,
        /// What becomes of the clock.
        #[serde(default)]
        clock: MoveClock,
    },
    /// Undo the last move: place, readiness and clock are as they were before it.
    TakeBackMove {
        /// Where it was shown, so that a second click never undoes another move.
        from: AgendaPoint,
        /// Where it was before, and will be again.
        to: AgendaPoint,
    },
    /// Set the clock: to end then, to stand still with so much left, or to nothing.
    KeepTime {
        /// When time is up.
        #[serde(default)]
        ends: Option<Timestamp>,
        /// How many milliseconds are left, if it stands still.
        #[serde(default)]
        left: Option<u64>,
    },
    /// Say whether the delegation is ready to move on.
    ShowReadiness {
        /// Whether it is.
        ready: bool,
    },
    /// Put an item on the agenda.
    AddItem {
        /// The item.
        item: AgendaItem,
        /// Behind which it comes; first of all if behind none.
        after: Option<AgendaItemId>,
    },
    /// Change what an item is called, how long it is planned for, and what is open meanwhile.
    ReviseItem {
        /// The item as it shall be.
        item: AgendaItem,
    },
    /// Put an item elsewhere on the agenda.
    PutItem {
        /// The item.
        item: AgendaItemId,
        /// Behind which it comes; first of all if behind none.
        after: Option<AgendaItemId>,
    },
    /// Make two of an item: the second comes right behind the first and opens the same.
    SplitItem {
        /// The item.
        item: AgendaItemId,
        /// The id of the second.
        second: AgendaItemId,
        /// What the second is called.
        title: String,
        /// For how many of its minutes the second is planned.
        minutes: u32,
    },
    /// Take an item off the agenda.
    RemoveItem {
        /// The item.
        item: AgendaItemId,
    },
    /// Replace the agenda. The item that the table is at is among the new ones.
    SetAgenda {
        /// All of it.
        items: Vec<AgendaItem>,
    },
}

/// What becomes of the clock in a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveClock {
    /// It runs on, if it runs.
    #[default]
    RunsOn,
    /// It stops.
    Stops,
    /// It is set anew, to end then.
    Starts(Timestamp),
}

tagged!(AgendaCommand, "command");
