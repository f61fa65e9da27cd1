//! Taking a batch back, to decide again what was asked in it.

use super::Table;
use super::batch::{Batch, Effect};
use super::connections::Progress;
use super::held::{Closing, Held};
use crate::tables::outbox::ConnectionId;
use shared::document::DocumentId;
use shared::protocol::CloseReason;
use std::collections::VecDeque;

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
            | Effect::Others { .. }
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
