//! What a connection and the server say to each other in text frames, under the subprotocol
//! `roundtable.v1`. Binary frames are y-protocols and not described here. A [`CloseReason`] is the last word.

mod close;

pub use close::{CloseCode, CloseReason};

use crate::ids::{ParticipantId, Timestamp};
use crate::refusal::Refusal;
use crate::table::Command;
use crate::table::Record;
use crate::table::RoundTable;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// The websocket subprotocol under which text frames are spoken.
pub const SUBPROTOCOL: &str = "roundtable.v1";

/// What a seat says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ClientMessage {
    /// Asks something of the table.
    Ask {
        /// A number of the client's choice, which the answer carries. The same command under the same
        /// number is the same request: it is done once, however often and late it comes in. So no
        /// number may be used again, not even after the page was loaded anew: begin at random.
        request: u64,
        /// What is asked.
        command: Command,
    },
    /// Asks whether the server is there; a browser cannot see the websocket's own pings.
    Ping,
}

tagged!(ClientMessage, "say");

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ServerMessage {
    /// The first message on a connection: the table as this participant may see it.
    Welcome(Box<Welcome>),
    /// Something happened.
    Happened {
        /// What, as this participant may see it.
        record: Record,
    },
    /// What was asked is done and committed.
    Done {
        /// The number the client gave.
        request: u64,
    },
    /// What was asked is refused.
    Refused {
        /// The number the client gave.
        request: u64,
        /// Why.
        refusal: Refusal,
    },
    /// What was asked could not be committed; nothing changed, and it may be asked again.
    NotSaved {
        /// The number the client gave.
        request: u64,
    },
    /// Your prose is committed: by these client ids up to these clocks, and so many of the update
    /// messages sent on this connection. (Deleting makes no clock advance; counting shows it.)
    Saved {
        /// Client id and the clock after its last committed block.
        clocks: Vec<(u64, u32)>,
        /// Update messages (sync step 2 or update) of this connection that are committed.
        updates: u64,
    },
    /// The server is there.
    Pong {
        /// What time it is there; a client reckons the time left from it.
        #[serde(default)]
        now: Option<Timestamp>,
    },
    /// Somebody took a first seat, or their client ids changed.
    Arrived {
        /// Who, with all their client ids.
        presence: Presence,
    },
    /// Somebody left their last seat.
    Left {
        /// Who.
        participant: ParticipantId,
    },
}

tagged!(ServerMessage, "say");

/// The table as a participant finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Who you are.
    pub you: ParticipantId,
    /// The server's clock, so that the time left is right on a tablet whose clock is not.
    pub now: Timestamp,
    /// The sequence number up to which `table` is told.
    pub head: u64,
    /// The table.
    pub table: RoundTable,
    /// Your client ids, and up to which clock each is committed.
    pub saved: Vec<(u64, u32)>,
    /// Who is at the table.
    pub seats: Vec<Presence>,
    /// How many bytes one update may have; a larger one is never accepted.
    pub update_bytes: u64,
}

/// A participant with at least one seat at the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Who.
    pub participant: ParticipantId,
    /// Their client ids, by which carets are known. The server says whose they are; a peer cannot.
    pub clients: Vec<u64>,
}
