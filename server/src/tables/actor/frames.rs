//! What connections send in binary: prose through the gate, and where somebody is.

use super::Table;
use super::batch::{Batch, Effect};
use super::connections::Said;
use crate::gate::{self, Rejected};
use crate::tables::outbox::ConnectionId;
use crate::tables::sync_protocol::Frame;
use axum::body::Bytes;
use shared::document::Root;
use shared::ids::ParticipantId;
use shared::protocol::CloseReason;

/// What the gate made of an update.
enum Written {
    /// It is in the document.
    Admitted {
        /// Whether the document is another now.
        changed: bool,
    },
    /// It is not; without what stock clients do by themselves it may be.
    Tidied(Bytes),
    /// It is not.
    Rejected(Rejected),
}

impl Table {
    /// Takes in a binary frame. Whoever sends what cannot be accepted is sent away with the reason.
    pub(super) fn read_frame(
        &mut self,
        connection: ConnectionId,
        frame: &Bytes,
        batch: &mut Batch,
    ) {
        let Some(who) = self.heard_from(connection).cloned() else {
            return;
        };
        let outcome = match Frame::parse(frame) {
            Ok(Frame::Step1(vector)) => gate::state_vector(vector)
                .map(|known| batch.effects.push(Effect::Sync { connection, known }))
                .map_err(|refused| refused.close()),
            Ok(Frame::Step2(update)) => {
                let written = self.answer(connection, &who, frame.slice_ref(update), batch);
                self.connections.caught_up(connection);
                written
            }
            Ok(Frame::Update(update)) => self
                .write(connection, &who, frame.slice_ref(update), batch)
                .or_else(|refused| self.comes_again(connection, refused)),
            Ok(Frame::Awareness(update)) => self.hear(connection, &who, update, batch),
            Ok(Frame::QueryAwareness) => {
                batch.presence.push(Effect::States { connection });
                Ok(())
            }
            Ok(Frame::Auth) => Ok(()),
            Err(refused) => Err(refused.close()),
        };
        if let Err(reason) = outcome {
            tracing::info!(participant = %who, reason = reason.name(), "a frame was refused");
            self.lease.metrics.refused(reason.name());
            self.connections.close(connection, reason);
        }
    }

    /// An answer to what a connection is asked when it comes. Most bring nothing, and then nobody need wait for
    /// the gate's ledger.
    fn answer(
        &mut self,
        connection: ConnectionId,
        who: &ParticipantId,
        update: Bytes,
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let walk =
            gate::walk(&update, &self.lease.limits.gate).map_err(|refused| refused.close())?;
        if !self.state.holds(&walk) {
            return self.write(connection, who, update, batch);
        }
        self.connections.count_update(connection);
        let clocks = clocks(&walk);
        batch.effects.push(Effect::Saved { connection, clocks });
        Ok(())
    }

    /// An update: through the gate, into the document, on to the log.
    fn write(
        &mut self,
        connection: ConnectionId,
        who: &ParticipantId,
        update: Bytes,
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let walk =
            gate::walk(&update, &self.lease.limits.gate).map_err(|refused| refused.close())?;
        self.check_growth(who, &update, &walk)?;
        match self.admit(connection, who, &update, &walk)? {
            Written::Admitted { changed } => {
                self.note_written(connection, who, update, &walk, changed, batch);
                Ok(())
            }
            Written::Tidied(rest) => self.write(connection, who, rest, batch),
            Written::Rejected(rejected) => {
                batch.spoiled |= matches!(rejected, Rejected::Spoiled(_));
                Err(self.why(who, rejected.reason()))
            }
        }
    }

    /// Whether the document may grow by this, under the client ids that this participant uses.
    fn check_growth(
        &mut self,
        who: &ParticipantId,
        update: &Bytes,
        walk: &gate::Walk,
    ) -> Result<(), CloseReason> {
        self.state.catch_up().map_err(|refused| refused.close())?;
        let (_, document) = self.state.open_document();
        let adding: Vec<_> = document.ledger.adding(walk).collect();
        let most = self.lease.limits.gate.document_bytes;
        if !adding.is_empty() && !self.state.has_room(update.len(), most) {
            return Err(gate::Reason::DocumentFull.close());
        }
        let is_theirs = |client: u64| {
            let speaker = self.connections.speaker(client);
            self.state.may_use(client, who) && speaker.is_none_or(|speaker| speaker == who)
        };
        if adding.into_iter().all(is_theirs) {
            Ok(())
        } else {
            Err(CloseReason::refused("client-id-taken"))
        }
    }

    /// Lets the gate apply it, in the roots that this participant may write now.
    fn admit(
        &mut self,
        connection: ConnectionId,
        who: &ParticipantId,
        update: &Bytes,
        walk: &gate::Walk,
    ) -> Result<Written, CloseReason> {
        let is_stock = !self.connections.speaks(connection);
        let (table, document) = self.state.open_document();
        let participant = table.participants.get(who).ok_or(CloseReason::Stranger)?;
        let may_write = |name: &str| {
            Root::parse(name).is_some_and(|root| table.may_write(participant, &root).is_ok())
        };
        let (doc, ledger) = (&document.doc, &mut document.ledger);
        let rejected = match gate::admit(doc, ledger, update, walk, may_write) {
            Ok(admitted) => {
                let changed = admitted.changed;
                return Ok(Written::Admitted { changed });
            }
            Err(rejected) => rejected,
        };
        if is_stock
            && let Rejected::Clean(gate::Reason::Root(_)) = rejected
            && let Some(rest) = gate::untidied(doc, ledger, update, walk, may_write)
        {
            return Ok(Written::Tidied(rest.into()));
        }
        Ok(Written::Rejected(rejected))
    }

    /// Notes down what is in the document now, and lines it up for the log and for those at the table.
    fn note_written(
        &mut self,
        connection: ConnectionId,
        who: &ParticipantId,
        update: Bytes,
        walk: &gate::Walk,
        changed: bool,
        batch: &mut Batch,
    ) {
        self.connections.count_update(connection);
        let clocks = clocks(walk);
        if changed {
            self.state.changed(update.len(), walk.erases());
            self.state.own(Some(who), walk);
            self.state.head += u64::from(batch.wrote(connection, who, update, walk));
        }
        batch.effects.push(Effect::Saved { connection, clocks });
    }

    /// A stock client that was offline sends what is typed now before what was typed then, until it
    /// hears what it is asked. Its answer holds all of it, so what stands on nothing is left to that.
    fn comes_again(
        &mut self,
        connection: ConnectionId,
        refused: CloseReason,
    ) -> Result<(), CloseReason> {
        let is_incomplete = matches!(refused, CloseReason::Incomplete(_));
        if self.connections.has_caught_up(connection) || !is_incomplete {
            return Err(refused);
        }
        self.connections.count_update(connection);
        Ok(())
    }

    /// The reason that tells a person most: for a root that they may not write, the rule that says so.
    fn why(&self, who: &ParticipantId, reason: &gate::Reason) -> CloseReason {
        let gate::Reason::Root(name) = reason else {
            return reason.close();
        };
        let participant = self.state.table.participants.get(who);
        let refusal = Root::parse(name)
            .zip(participant)
            .map(|(root, who)| self.state.table.may_write(who, &root));
        match refusal {
            Some(Err(refusal)) => CloseReason::refused(refusal.code()),
            _ => reason.close(),
        }
    }

    fn hear(
        &mut self,
        connection: ConnectionId,
        who: &ParticipantId,
        update: &[u8],
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let entries = gate::awareness::parse(update, &self.lease.limits.gate)
            .map_err(|refused| refused.close())?;
        let state = &self.state;
        match self
            .connections
            .hear(connection, &entries, |client| state.may_use(client, who))
        {
            Said::Nothing => Ok(()),
            Said::Own { frame, new_id } => {
                batch.presence.push(Effect::Awareness {
                    from: connection,
                    frame,
                    new_id,
                });
                Ok(())
            }
            Said::Forged => Err(CloseReason::refused("awareness-id")),
        }
    }
}

/// Up to which clock of each client an update reaches.
fn clocks(walk: &gate::Walk) -> Vec<(u64, u32)> {
    let ranges = walk.clients.iter();
    ranges.map(|range| (range.client, range.to)).collect()
}
