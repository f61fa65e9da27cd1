//! What a batch holds so that it can be decided again: what was asked in it, and what of the connections to put back.

use crate::revisions::Passage;
use crate::tables::outbox::{ConnectionId, Outbox};
use axum::body::Bytes;
use shared::ids::{ParticipantId, Timestamp};
use shared::protocol::CloseReason;
use shared::refusal::Refusal;
use shared::table::Command;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Something that was asked of the table, as it can be asked again.
pub(super) enum Held {
    /// To let somebody sit, who may not as far as the table knew.
    Sit {
        participant: ParticipantId,
        outbox: Outbox,
    },
    /// A binary frame.
    Frame {
        connection: ConnectionId,
        frame: Bytes,
        /// Whether it was read: then only what it writes is to be read again.
        was_read: bool,
    },
    /// A command.
    Command {
        connection: ConnectionId,
        request: u64,
        command: Box<Command>,
        passage: Option<Result<Arc<Passage>, Refusal>>,
    },
    /// What somebody asks who may be connected nowhere.
    Asked {
        who: ParticipantId,
        command: Box<Command>,
        /// Whom to answer: with the effect, until that is forgotten.
        reply: Option<oneshot::Sender<Result<(), Refusal>>>,
    },
    /// To close what is due.
    CloseDue,
    /// To give back the time between these moments.
    WasDown {
        since: Timestamp,
        through: Timestamp,
    },
}

/// A connection that is sent away once it is certain that it has to be.
pub(super) struct Closing {
    pub outbox: Outbox,
    pub reason: CloseReason,
}
