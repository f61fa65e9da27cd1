//! What a batch holds so that it can be decided again: what was asked in it, and what of the connections to put back.

use super::Table;
use super::batch::{Batch, Effect};
use super::connections::Progress;
use crate::revisions::Passage;
use crate::tables::outbox::{ConnectionId, Outbox};
use axum::body::Bytes;
use shared::document::DocumentId;
use shared::ids::{ParticipantId, Timestamp};
use shared::protocol::CloseReason;
use shared::refusal::Refusal;
use shared::table::Command;
use std::collections::VecDeque;
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

impl Batch {
    /// Forgets what was decided, and keeps what was asked: to be decided again. What is asked of the state, and who is where, stays to
    /// be told. Returns what was asked, in order.
    pub fn undo(&mut self, table: &mut Table) -> Vec<Held> {
        self.forget_drafts();
        let connections = &mut table.connections;
        for (connection, document, progress) in self.progress.drain(..).rev() {
            connections.put_back(connection, &document, progress);
        }
        for closing in self.closings.drain(..) {
            connections.stays(closing.outbox.connection());
        }
        let mut replies = VecDeque::new();
        let effects = std::mem::take(&mut self.effects);
        self.effects
            .extend(effects.into_iter().filter_map(|effect| match effect {
                Effect::Asked { reply, .. } => {
                    replies.push_back(reply);
                    None
                }
                other => Some(other),
            }));
        self.effects.retain(|effect| match effect {
            Effect::Happened { .. }
            | Effect::Relay { .. }
            | Effect::Saved { .. }
            | Effect::Tell { .. }
            | Effect::Asked { .. }
            | Effect::Done { .. } => false,
            Effect::Awareness { .. }
            | Effect::Leave { .. }
            | Effect::Line { .. }
            | Effect::Gone { .. }
            | Effect::Sync { .. }
            | Effect::States { .. }
            | Effect::Knows { .. }
            | Effect::Table { .. }
            | Effect::Export { .. }
            | Effect::Glance { .. }
            | Effect::Writers { .. } => true,
        });
        let mut held = std::mem::take(&mut self.held);
        for held in &mut held {
            if let Held::Asked { reply, .. } = held {
                *reply = replies.pop_front();
            }
        }
        held
    }

    /// Notes how far a connection has come with a document, before that changes.
    pub fn note_progress(
        &mut self,
        connection: ConnectionId,
        document: &DocumentId,
        progress: Option<Progress>,
    ) {
        if let Some(progress) = progress {
            self.progress.push((connection, document.clone(), progress));
        }
    }
}

impl Table {
    /// Sends a connection away once it is certain that it has to be, and hears it no more.
    pub(super) fn turn_away(
        &mut self,
        connection: ConnectionId,
        reason: CloseReason,
        batch: &mut Batch,
    ) {
        batch.needs_truth = true;
        if let Some(outbox) = self.connections.leaves(connection) {
            batch.closings.push(Closing { outbox, reason });
        }
    }

    /// Hears again what was asked.
    pub(super) fn hear_again(&mut self, held: Held, batch: &mut Batch) {
        match held {
            Held::Sit {
                participant,
                outbox,
            } => self.sit(&participant, outbox, batch),
            Held::Frame {
                connection,
                frame,
                was_read,
            } => self.read_frame(connection, &frame, was_read, batch),
            Held::Command {
                connection,
                request,
                command,
                passage,
            } => self.decide(connection, request, *command, passage, batch),
            Held::Asked {
                who,
                command,
                reply: Some(reply),
            } => self.ask_from_afar(who, *command, reply, batch),
            Held::Asked { reply: None, .. } => {}
            Held::CloseDue => self.close_due(batch),
            Held::WasDown { since, through } => self.make_up(since, through, batch),
        }
    }
}
