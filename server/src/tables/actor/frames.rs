//! What connections send in binary: prose through the gate, and where somebody is.

use super::Table;
use super::batch::{Address, Batch, Effect};
use super::connections::Said;
use super::held::Held;
use crate::clock::now;
use crate::gate::{self, Reason, Rejected};
use crate::tables::document_frame::{DocumentFrame, addressed};
use crate::tables::outbox::{ConnectionId, Dialect};
use axum::body::Bytes;
use shared::document::{DocumentId, Root};
use shared::ids::ParticipantId;
use shared::protocol::{CloseReason, Frame};

/// A desk may have this part of what the table's document may.
const DESKS: usize = 16;
/// An update that brings nothing.
const NOTHING: &[u8] = &[0, 0];

/// Who sent a message, and on which document.
struct Writer<'a> {
    connection: ConnectionId,
    id: &'a ParticipantId,
    at: &'a Address,
}

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
    /// Takes in a binary frame; of one that was read before, only what it writes. Whoever sends what cannot be accepted is sent away with the reason.
    pub(super) fn read_frame(
        &mut self,
        connection: ConnectionId,
        frame: &Bytes,
        was_read: bool,
        batch: &mut Batch,
    ) {
        let heard_from = self.heard_from(connection).cloned();
        batch.held.push(Held::Frame {
            connection,
            frame: frame.clone(),
            was_read: was_read || heard_from.is_some(),
        });
        let Some(id) = heard_from else {
            return;
        };
        let outcome = self
            .addressed(connection, &id, frame)
            .and_then(|addressed| {
                let Some((at, frame)) = addressed else {
                    return Ok(());
                };
                let who = Writer {
                    connection,
                    id: &id,
                    at: &at,
                };
                self.read_message(&who, &frame, was_read, batch)
            });
        if let Err(reason) = outcome {
            tracing::info!(participant = %id, reason = reason.name(), "a frame was refused");
            self.lease.metrics.refused(reason.name());
            self.turn_away(connection, reason, batch);
        }
    }

    /// To which document a frame belongs, and what it says there; nothing of one that asks for nothing any more. Whoever may
    /// not read the document, or writes on it as it was before others could read it, is refused in the same way, since a
    /// document says nothing of itself.
    fn addressed(
        &self,
        connection: ConnectionId,
        who: &ParticipantId,
        frame: &Bytes,
    ) -> Result<Option<(Address, Bytes)>, CloseReason> {
        let dialect = self
            .connections
            .get(connection)
            .map(|it| it.outbox.dialect());
        let table = &self.state.table;
        let (document, handle, frame) = match dialect {
            Some(Dialect::Bare { document, handle }) => {
                let handle = handle.or_else(|| table.first_handle(document));
                (Some(document.clone()), handle, frame.clone())
            }
            Some(Dialect::RoundTable) | None => {
                let taken = addressed(frame);
                let (handle, frame) = taken.map_err(|refused| refused.close())?;
                (table.document(handle), Some(handle), frame)
            }
        };
        let address = document
            .zip(handle)
            .filter(|(document, _)| self.reads(who, document));
        let (document, handle) = address.ok_or(CloseReason::refused("revealed"))?;
        if table.handle(&document) == Some(handle) {
            return Ok(Some((Address { document, handle }, frame)));
        }
        match parse(&frame)? {
            Frame::Step2(update) | Frame::Update(update) if update != NOTHING => {
                Err(CloseReason::refused("revealed"))
            }
            // It knows by now, or soon will, and asks again.
            _ => Ok(None),
        }
    }

    /// Whether somebody may read a document.
    pub(super) fn reads(&self, who: &ParticipantId, document: &DocumentId) -> bool {
        let who = self.state.table.participants.get(who);
        who.is_some_and(|who| self.state.table.readers(document).holds(who))
    }

    /// Takes in one message on one document.
    fn read_message(
        &mut self,
        who: &Writer<'_>,
        frame: &Bytes,
        was_read: bool,
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let Writer { connection, at, .. } = *who;
        let message = parse(frame)?;
        if let Frame::Step2(_) | Frame::Update(_) = message {
            let progress = self.connections.progress(connection, &at.document);
            batch.note_progress(connection, &at.document, progress);
        } else if was_read {
            return Ok(());
        }
        match message {
            Frame::Step1(vector) => {
                let known = gate::state_vector(vector).map_err(|refused| refused.close())?;
                let at = at.clone();
                batch.effects.push(Effect::Sync {
                    connection,
                    at,
                    known,
                });
            }
            Frame::Step2(update) => {
                let written = self.answer(who, frame.slice_ref(update), batch);
                self.connections.caught_up(connection, &at.document);
                written?;
            }
            Frame::Update(update) => self
                .write(who, frame.slice_ref(update), batch)
                .or_else(|refused| self.comes_again(who, refused))?,
            Frame::Awareness(update) => self.hear(who, update, batch)?,
            Frame::QueryAwareness => {
                let at = at.clone();
                batch.presence.push(Effect::States { connection, at });
            }
            Frame::Auth => {}
        }
        Ok(())
    }

    /// An answer to what a connection is asked when it comes. Most bring nothing, and then nobody need wait for
    /// the gate's ledger.
    fn answer(
        &mut self,
        who: &Writer<'_>,
        update: Bytes,
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let walk =
            gate::walk(&update, &self.lease.limits.gate).map_err(|refused| refused.close())?;
        if !self.state.document(&who.at.document).holds(&walk) {
            return self.write_walked(who, update, &walk, batch);
        }
        self.saved(who, &walk, batch);
        Ok(())
    }

    /// An update: through the gate, into the document, on to the log.
    fn write(
        &mut self,
        who: &Writer<'_>,
        update: Bytes,
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let walk =
            gate::walk(&update, &self.lease.limits.gate).map_err(|refused| refused.close())?;
        self.write_walked(who, update, &walk, batch)
    }

    fn write_walked(
        &mut self,
        who: &Writer<'_>,
        update: Bytes,
        walk: &gate::Walk,
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        self.check_growth(who, &update, walk)?;
        match self.admit(who, &update, walk)? {
            Written::Admitted { changed } => {
                self.note_written(who, update, walk, changed, batch);
                Ok(())
            }
            Written::Tidied(rest) => self.write(who, rest, batch),
            Written::Rejected(rejected) => {
                batch.spoiled |= matches!(rejected, Rejected::Spoiled(_));
                Err(self.why(who, rejected.reason()))
            }
        }
    }

    /// Whether the document may grow by this, under the client ids that this participant uses.
    fn check_growth(
        &mut self,
        who: &Writer<'_>,
        update: &Bytes,
        walk: &gate::Walk,
    ) -> Result<(), CloseReason> {
        let document = self.state.document(&who.at.document);
        let open = document.open();
        open.catch_up().map_err(|refused| refused.close())?;
        let adding: Vec<_> = open.ledger.adding(walk).collect();
        let most = match who.at.document {
            DocumentId::Table | DocumentId::Report => self.lease.limits.gate.document_bytes,
            // There are as many as there are delegations.
            DocumentId::Desk(_) | DocumentId::Private(..) | DocumentId::Notes => {
                self.lease.limits.gate.document_bytes / DESKS
            }
        };
        if !adding.is_empty() && !document.has_room(update.len(), most) {
            return Err(gate::Reason::DocumentFull.close());
        }
        let is_theirs = |client: u64| {
            let speaker = self.connections.speaker(client);
            self.state.may_use(client, who.id) && speaker.is_none_or(|speaker| speaker == who.id)
        };
        if adding.into_iter().all(is_theirs) {
            Ok(())
        } else {
            Err(CloseReason::refused("client-id-taken"))
        }
    }

    /// Lets the gate apply it, in the roots that this participant may write now, or might a moment ago.
    fn admit(
        &mut self,
        who: &Writer<'_>,
        update: &Bytes,
        walk: &gate::Walk,
    ) -> Result<Written, CloseReason> {
        let is_stock = !self.connections.speaks(who.connection);
        let (table, document) = self.state.with_document(&who.at.document);
        let participant = table
            .participants
            .get(who.id)
            .ok_or(CloseReason::Stranger)?;
        // A document has its own roots only: what lies on a desk would otherwise be read with the table's.
        let now = now();
        let may_write = |name: &str| {
            let root = Root::parse(name).filter(|root| root.document() == who.at.document);
            root.is_some_and(|root| table.may_land(participant, &root, now).is_ok())
        };
        let document = document.open();
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
        who: &Writer<'_>,
        update: Bytes,
        walk: &gate::Walk,
        changed: bool,
        batch: &mut Batch,
    ) {
        if changed {
            let document = self.state.document(&who.at.document);
            document.changed(update.len(), walk.erases());
            self.state.own(Some(who.id), walk);
            let begins_entry = batch.wrote(who.connection, who.id, who.at, update, walk);
            if begins_entry {
                self.state.head = self.state.head.next();
            }
        }
        self.saved(who, walk, batch);
    }

    /// Counts an update as let in; its author is told once it is committed.
    fn saved(&mut self, who: &Writer<'_>, walk: &gate::Walk, batch: &mut Batch) {
        self.connections
            .count_update(who.connection, &who.at.document);
        // Whoever comes and has nothing to add says so by an update, too.
        if who.at.document == DocumentId::Table && (!walk.clients.is_empty() || walk.erases() > 0) {
            self.connections.wrote(who.connection);
        }
        let ranges = walk.clients.iter();
        batch.effects.push(Effect::Saved {
            connection: who.connection,
            at: who.at.clone(),
            clocks: ranges.map(|range| (range.client, range.to)).collect(),
        });
    }

    /// A stock client that was offline sends what is typed now before what was typed then, until it
    /// hears what it is asked. Its answer holds all of it, so what stands on nothing is left to that.
    fn comes_again(&mut self, who: &Writer<'_>, refused: CloseReason) -> Result<(), CloseReason> {
        let (connection, document) = (who.connection, &who.at.document);
        let is_incomplete = matches!(refused, CloseReason::Incomplete(_));
        if self.connections.has_caught_up(connection, document) || !is_incomplete {
            return Err(refused);
        }
        self.connections.count_update(connection, document);
        Ok(())
    }

    /// The reason that tells a person most: for a root that they may not write, the rule that says so.
    fn why(&self, who: &Writer<'_>, reason: &gate::Reason) -> CloseReason {
        let gate::Reason::Root(name) = reason else {
            return reason.close();
        };
        let participant = self.state.table.participants.get(who.id);
        let refusal = Root::parse(name)
            .filter(|root| root.document() == who.at.document)
            .zip(participant)
            .map(|(root, who)| self.state.table.may_land(who, &root, now()));
        match refusal {
            Some(Err(refusal)) => CloseReason::refused(refusal.code()),
            _ => reason.close(),
        }
    }

    fn hear(
        &mut self,
        who: &Writer<'_>,
        update: &[u8],
        batch: &mut Batch,
    ) -> Result<(), CloseReason> {
        let entries = gate::awareness::parse(update, &self.lease.limits.gate)
            .map_err(|refused| refused.close())?;
        let (state, Address { document, handle }) = (&self.state, who.at);
        let may_use = |client| state.may_use(client, who.id);
        match self
            .connections
            .hear(who.connection, document, &entries, may_use)
        {
            Said::Nothing => Ok(()),
            Said::Own { update, new_id } => {
                batch.presence.push(Effect::Awareness {
                    from: who.connection,
                    document: document.clone(),
                    frame: DocumentFrame::new(*handle, &Frame::Awareness(&update)),
                    new_id,
                });
                Ok(())
            }
            Said::Forged => Err(CloseReason::refused("awareness-id")),
        }
    }
}

/// Reads the one message of a frame, or says why its connection is closed.
fn parse(frame: &[u8]) -> Result<Frame<'_>, CloseReason> {
    Frame::parse(frame).map_err(|refused| Reason::from(refused).close())
}
