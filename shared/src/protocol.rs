//! What a connection and the server say to each other under the subprotocol `roundtable.v2`: text frames are described
//! here; a binary frame is a document's [handle](crate::table::RoundTable::handle) as a varint, and a y-protocols message:
//! a [`Frame`], of bytes as [`lib0`] writes them; what it says of presence reads [`awareness`].
//! A [`CloseReason`] is the last word.

pub mod awareness;
mod close;
mod frame;
pub mod lib0;

pub use close::{CloseCode, CloseReason};
pub use frame::{Frame, take_handle};

use crate::ids::{ParticipantId, Timestamp};
use crate::refusal::Refusal;
use crate::seq::Seq;
use crate::table::Command;
use crate::table::Record;
use crate::table::RoundTable;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// The websocket subprotocol under which text frames are spoken, and several documents share a socket.
pub const SUBPROTOCOL: &str = "roundtable.v2";
/// How all versions of it begin.
pub const SUBPROTOCOLS: &str = "roundtable.v";

/// What a seat says.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is taken apart at once"
)]
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
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is taken apart at once"
)]
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
    /// messages for this document sent on this connection. (Deleting makes no clock advance; counting shows it.)
    Saved {
        /// The document's handle.
        #[serde(default, skip_serializing_if = "is_table")]
        document: u64,
        /// Client id and the clock after its last committed block.
        clocks: Vec<(u64, u32)>,
        /// Update messages (sync step 2 or update) for it of this connection that are committed.
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
    /// Somebody's client ids in a document that not everybody reads.
    Speaks {
        /// The document's handle.
        document: u64,
        /// Who, with all their client ids there; none when they have left it.
        presence: Presence,
    },
    /// This page is of another version than the server, and cannot go on.
    Outdated,
    /// Somebody left their last seat.
    Left {
        /// Who.
        participant: ParticipantId,
    },
}

tagged!(ServerMessage, "say");

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_table(handle: &u64) -> bool {
    *handle == 0
}

/// The table as a participant finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Who you are.
    pub you: ParticipantId,
    /// The server's clock, so that the time left is right on a tablet whose clock is not.
    pub now: Timestamp,
    /// The sequence number up to which `table` is told.
    pub head: Seq,
    /// The table.
    pub table: RoundTable,
    /// Your client ids, in whichever document, and up to which clock each is committed.
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
    /// Their client ids in the document spoken of, by which carets are known. The server says whose they are; a peer cannot.
    pub clients: Vec<u64>,
    /// Whether what they are told does not get through in time, on none of their connections.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub behind: bool,
}
