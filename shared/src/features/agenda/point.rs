//! Where a table is.

use crate::ids::{AgendaItemId, BadId};
use serde::{Deserialize, Serialize};

/// Where a table is: at an item of its agenda, or closed. On the wire it is the item's id, or `closed`, which no item has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AgendaPoint {
    /// At this item.
    Item(AgendaItemId),
    /// Nothing changes any more.
    Closed,
}

const CLOSED: &str = "closed";

impl AgendaPoint {
    /// The id of the item that the table is at.
    pub fn item(&self) -> Option<&AgendaItemId> {
        match self {
            Self::Item(id) => Some(id),
            Self::Closed => None,
        }
    }

    /// Its name on the wire.
    pub fn as_str(&self) -> &str {
        self.item().map_or(CLOSED, AgendaItemId::as_str)
    }
}

impl TryFrom<String> for AgendaPoint {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        if text == CLOSED {
            Ok(Self::Closed)
        } else {
            AgendaItemId::new(text).map(Self::Item)
        }
    }
}

impl From<AgendaPoint> for String {
    fn from(point: AgendaPoint) -> Self {
        point.as_str().to_owned()
    }
}
