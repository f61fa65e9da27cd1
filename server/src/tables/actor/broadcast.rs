//! What is said once a batch is committed: to all, and to each.

use super::Table;
use super::batch::{Address, Batch, Effect};
use super::connections::Connected;
use super::held::Closing;
use super::others::News;
use crate::clock::now;
use crate::tables::document_frame::DocumentFrame;
use crate::tables::handle::Export;
use crate::tables::outbox::{
    ConnectionId, Dialect, Outbox, Parcel, Recipients, SharedMessage, text,
};
use hyper_tungstenite::tungstenite::Message;
use shared::document::DocumentId;
use shared::ids::ParticipantId;
use shared::protocol::{CloseReason, Frame, Presence, ServerMessage, Welcome};
use shared::table::Audience;
use shared::table::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use yrs::StateVector;
use yrs::updates::encoder::Encode;

/// What is said after a commit: to all, and to each.
#[derive(Default)]
struct Broadcast {
    shared: Vec<SharedMessage>,
    own: BTreeMap<ConnectionId, Vec<Message>>,
    /// Up to which clock of each client id what a connection sent is committed, by document.
    saved: BTreeMap<(ConnectionId, DocumentId), (u64, BTreeMap<u64, u32>)>,
    /// Whose presence changed.
    moved: BTreeSet<ParticipantId>,
    /// Whose client ids changed in a document that not everybody reads.
    speaks: BTreeSet<(DocumentId, ParticipantId)>,
    /// Which connections keep which document in sync from now on: they have it as it is now.
    attached: Vec<(ConnectionId, DocumentId)>,
}

impl Broadcast {
    /// Somebody speaks by other client ids in a document than before.
    fn speaks_by_other_ids(&mut self, document: DocumentId, who: ParticipantId) {
        if document == DocumentId::Table {
            self.moved.insert(who);
        } else {
            self.speaks.insert((document, who));
        }
    }
}

impl Table {
    /// Tells everybody what is committed now.
    pub(super) fn announce(&mut self, mut batch: Batch) {
        for Closing { outbox, reason } in batch.closings.drain(..) {
            outbox.close(reason);
        }
        if batch.readers_change {
            self.mind_readers(&mut batch);
        }
        let mut broadcast = Broadcast::default();
        for effect in batch.told() {
            self.speak(effect, &mut broadcast);
        }
        self.tell_saved(&mut broadcast);
        for connection in &batch.greeted {
            self.greet(*connection, &mut broadcast);
        }
        for (connection, document) in std::mem::take(&mut broadcast.attached) {
            self.connections.attach(connection, document);
        }
        self.tell_presence(&mut broadcast);
        let shared: Arc<[SharedMessage]> = broadcast.shared.into();
        let is_for_all = shared.iter().any(SharedMessage::is_for_all);
        for (connection, connected) in self.connections.iter() {
            let is_meant = |message: &SharedMessage| message.is_for(&connected.outbox);
            let has_part = is_for_all || shared.iter().any(is_meant);
            if has_part && !batch.greeted.contains(&connection) {
                connected
                    .outbox
                    .hand(Parcel::Shared(shared.clone(), batch.begun));
            }
            if let Some(own) = broadcast.own.remove(&connection) {
                connected.outbox.hand(Parcel::Own(own));
            }
        }
    }

    fn speak(&mut self, effect: Effect, broadcast: &mut Broadcast) {
        match effect {
            Effect::Happened { record } => self.tell_record(&record, broadcast),
            Effect::Relay {
                from,
                document,
                frame,
            } => self.share(from, &document, frame, broadcast),
            Effect::Saved {
                connection,
                at,
                clocks,
            } => {
                let saved = broadcast.saved.entry((connection, at.document));
                let (handle, saved) = saved.or_default();
                *handle = at.handle;
                for (client, clock) in clocks {
                    let known = saved.entry(client).or_default();
                    *known = clock.max(*known);
                }
            }
            Effect::Awareness {
                from,
                document,
                frame,
                new_id,
            } => {
                if self.lease.bus.is_there() && !self.lease.nodes.is_alone() {
                    self.tell_others_of(from, &document, &frame.bare());
                }
                self.share(Some(from), &document, frame, broadcast);
                if let Some(who) = self.connections.participant(from).filter(|_| new_id) {
                    broadcast.speaks_by_other_ids(document, who.clone());
                }
            }
            Effect::Leave { connection } => self.tell_leaving(connection, broadcast),
            Effect::Others { news } => self.tell_news(news, broadcast),
            Effect::Line { connection } => {
                self.telling.becomes_stale();
                let who = self.connections.participant(connection).cloned();
                broadcast.moved.extend(who);
            }
            Effect::Gone {
                document,
                who,
                update,
            } => {
                self.telling.becomes_stale();
                self.tell_gone(document, who, &update, broadcast);
            }
            Effect::Sync {
                connection,
                at,
                known,
            } => self.sync(connection, at, &known, broadcast),
            Effect::Tell {
                connection,
                message,
            } => self.tell(connection, &message, broadcast),
            Effect::Done {
                connection,
                request,
            } => {
                self.tell(connection, &ServerMessage::Done { request }, broadcast);
            }
            Effect::States { connection, at } => {
                // Whoever was let go in the meantime gets nothing any more.
                let who = self.connections.participant(connection);
                if who.is_some_and(|who| self.reads(who, &at.document)) {
                    self.tell_states(connection, &at, broadcast);
                }
            }
            // Whoever asked may have gone in the meantime; then nobody needs the answer.
            Effect::Knows { participant, reply } => {
                let is_known = self.state.table.participants.contains_key(&participant);
                reply.send(is_known).ok();
            }
            Effect::Table { reply } => drop(reply.send(self.state.table.clone())),
            Effect::Glance { reply } => drop(reply.send(self.glance())),
            Effect::Asked { reply, answer } => drop(reply.send(answer)),
            Effect::Writers { document, reply } => {
                drop(reply.send(self.state.writers(&document)));
            }
            // All that was written is read for it: not for whoever has gone.
            Effect::Export { reply } if reply.is_closed() => {}
            Effect::Export { reply } => {
                drop(reply.send(Export {
                    table: self.state.table.clone(),
                    prose: self.state.prose(),
                    report: self.state.report_prose(),
                    head: self.state.head,
                    chain: self.state.chain,
                }));
            }
        }
    }

    /// Shares a frame of a document with those who read it.
    fn share(
        &self,
        from: Option<ConnectionId>,
        document: &DocumentId,
        frame: DocumentFrame,
        broadcast: &mut Broadcast,
    ) {
        // What not everybody has asked for goes to those who have, also when everybody may read it.
        let to = match document {
            DocumentId::Table => Recipients::All,
            DocumentId::Desk(_)
            | DocumentId::Private(..)
            | DocumentId::Notes
            | DocumentId::Report => {
                let readers = self.state.table.readers(document);
                Recipients::Only(self.those(readers, |connected| connected.has(document)))
            }
        };
        broadcast
            .shared
            .push(SharedMessage::Prose { from, frame, to });
    }

    /// The connections of those in an audience, as far as they have something.
    fn those(
        &self,
        audience: Audience<'_>,
        has: impl Fn(&Connected) -> bool,
    ) -> Arc<[ConnectionId]> {
        let is_in_it = |connected: &Connected| {
            let who = self.state.table.participants.get(&connected.participant);
            who.is_some_and(|who| audience.holds(who))
        };
        let connections = self.connections.iter();
        connections
            .filter(|(_, connected)| has(connected) && is_in_it(connected))
            .map(|(connection, _)| connection)
            .collect()
    }

    /// Brings a connection what it lacks of a document. One that has not had it before is also told who speaks there, and
    /// asked what it has.
    fn sync(
        &mut self,
        connection: ConnectionId,
        at: Address,
        known: &StateVector,
        broadcast: &mut Broadcast,
    ) {
        // Whoever was let go in the meantime gets nothing any more.
        let Some(who) = self.connections.participant(connection) else {
            return;
        };
        if !self.reads(who, &at.document) {
            return;
        }
        let document = self.state.document(&at.document);
        let update = document.since(known);
        let vector = document.state_vector().encode_v1();
        self.tell_binary(
            connection,
            &DocumentFrame::new(at.handle, &Frame::Step2(&update)),
            broadcast,
        );
        let is_stock = !self.connections.speaks(connection);
        if at.document == DocumentId::Table || is_stock {
            return;
        }
        self.tell_binary(
            connection,
            &DocumentFrame::new(at.handle, &Frame::Step1(&vector)),
            broadcast,
        );
        self.tell_states(connection, &at, broadcast);
        for presence in self.connections.present(&at.document) {
            if !presence.clients.is_empty() {
                let document = at.handle;
                let speaks = ServerMessage::Speaks { document, presence };
                self.tell(connection, &speaks, broadcast);
            }
        }
        broadcast.attached.push((connection, at.document));
    }

    /// Tells what is new of those who sit behind other processes.
    fn tell_news(&self, news: News, broadcast: &mut Broadcast) {
        for (document, update) in news.updates {
            if let Some(handle) = self.state.table.handle(&document) {
                let frame = DocumentFrame::new(handle, &Frame::Awareness(&update));
                self.share(None, &document, frame, broadcast);
            }
        }
        broadcast.moved.extend(news.moved);
        for (document, who) in news.speaks {
            broadcast.speaks_by_other_ids(document, who);
        }
    }

    /// Says goodbye for a connection.
    fn tell_leaving(&mut self, connection: ConnectionId, broadcast: &mut Broadcast) {
        let Some((participant, gone)) = self.connections.leave(connection) else {
            return;
        };
        self.telling.becomes_stale();
        for (document, update) in gone {
            self.tell_gone(document, participant.clone(), &update, broadcast);
        }
        broadcast.moved.insert(participant);
    }

    /// Tells those who read a document that somebody's client ids are gone there.
    fn tell_gone(
        &self,
        document: DocumentId,
        who: ParticipantId,
        update: &[u8],
        broadcast: &mut Broadcast,
    ) {
        if let Some(handle) = self.state.table.handle(&document) {
            let frame = DocumentFrame::new(handle, &Frame::Awareness(update));
            self.share(None, &document, frame, broadcast);
            broadcast.speaks_by_other_ids(document, who);
        }
    }

    fn tell_states(&self, connection: ConnectionId, at: &Address, broadcast: &mut Broadcast) {
        for update in self.connections.states(&at.document) {
            let frame = DocumentFrame::new(at.handle, &Frame::Awareness(&update));
            self.tell_binary(connection, &frame, broadcast);
        }
    }

    /// Tells each author once what of theirs is committed.
    fn tell_saved(&self, broadcast: &mut Broadcast) {
        for ((connection, document), (handle, clocks)) in std::mem::take(&mut broadcast.saved) {
            let connected = self.connections.get(connection);
            let saved = ServerMessage::Saved {
                document: handle,
                clocks: clocks.into_iter().collect(),
                updates: connected.map_or(0, |connected| connected.updates(&document)),
            };
            self.tell(connection, &saved, broadcast);
        }
    }

    /// Tells everyone what happened, as much of it as they may see.
    fn tell_record(&self, record: &Record, broadcast: &mut Broadcast) {
        let mut tell = |record: Record, to: Recipients| {
            let message = ServerMessage::Happened { record };
            broadcast.shared.push(SharedMessage::word(&message, to));
        };
        let audience = record.event.audience();
        if audience == Audience::Everybody {
            return tell(record.clone(), Recipients::All);
        }
        let insiders = self.those(audience, |_| true);
        tell(record.clone(), Recipients::Only(insiders.clone()));
        let veiled = record.clone().seen_by_others();
        tell(veiled, Recipients::AllBut(insiders));
    }

    fn tell_binary(
        &self,
        connection: ConnectionId,
        frame: &DocumentFrame,
        broadcast: &mut Broadcast,
    ) {
        if let Some(connected) = self.connections.get(connection) {
            let message = connected.outbox.binary(frame);
            broadcast.own.entry(connection).or_default().push(message);
        }
    }

    fn tell(&self, connection: ConnectionId, message: &ServerMessage, broadcast: &mut Broadcast) {
        if self
            .connections
            .get(connection)
            .is_some_and(|connected| connected.outbox.speaks())
        {
            broadcast
                .own
                .entry(connection)
                .or_default()
                .push(Message::Text(text(message)));
        }
    }

    /// The first words to a new connection: the table, the state vector of its first document, who is where.
    fn greet(&mut self, connection: ConnectionId, broadcast: &mut Broadcast) {
        let Some(connected) = self.connections.get(connection) else {
            return;
        };
        let Some(who) = self.state.table.participants.get(&connected.participant) else {
            // That they were let in could not be saved.
            self.connections.close(connection, CloseReason::NotSaved);
            return;
        };
        broadcast.moved.insert(who.id.clone());
        self.telling.becomes_stale();
        let welcome = connected.outbox.speaks().then(|| {
            ServerMessage::Welcome(Box::new(Welcome {
                you: who.id.clone(),
                now: now(),
                head: self.state.head,
                table: self.state.table.seen_by(who),
                saved: self.state.clocks_of(&who.id),
                seats: self.connections.present(&DocumentId::Table),
                update_bytes: self.lease.limits.gate.update_bytes as u64,
            }))
        });
        let outbox = connected.outbox.clone();
        let at = self.first_document(&outbox);
        let document = self.state.document(&at.document);
        let vector = document.state_vector().encode_v1();
        let mut first: Vec<Message> = welcome
            .iter()
            .map(|welcome| Message::Text(text(welcome)))
            .collect();
        first.push(outbox.binary(&DocumentFrame::new(at.handle, &Frame::Step1(&vector))));
        let states = self.connections.states(&at.document);
        let states = states
            .iter()
            .map(|update| DocumentFrame::new(at.handle, &Frame::Awareness(update)));
        first.extend(states.map(|frame| outbox.binary(&frame)));
        broadcast
            .own
            .entry(connection)
            .or_default()
            .splice(0..0, first);
    }

    /// The document that a connection begins with.
    fn first_document(&self, outbox: &Outbox) -> Address {
        match outbox.dialect() {
            Dialect::RoundTable => Address::TABLE,
            Dialect::Bare { document, .. } => Address {
                // Bare frames have no handle.
                handle: self.state.table.handle(document).unwrap_or(0),
                document: document.clone(),
            },
        }
    }

    fn tell_presence(&self, broadcast: &mut Broadcast) {
        for (document, participant) in std::mem::take(&mut broadcast.speaks) {
            let readers = self.state.table.readers(&document);
            let to = Recipients::Only(self.those(readers, |connected| connected.has(&document)));
            if let Some(handle) = self.state.table.handle(&document) {
                let presence = self.connections.presence(&participant, &document);
                let speaks = ServerMessage::Speaks {
                    document: handle,
                    presence: presence.unwrap_or(Presence {
                        participant,
                        clients: Vec::new(),
                        behind: false,
                    }),
                };
                broadcast.shared.push(SharedMessage::word(&speaks, to));
            }
        }
        for participant in std::mem::take(&mut broadcast.moved) {
            let message = match self.connections.presence(&participant, &DocumentId::Table) {
                Some(presence) => ServerMessage::Arrived { presence },
                None => ServerMessage::Left { participant },
            };
            broadcast
                .shared
                .push(SharedMessage::word(&message, Recipients::All));
        }
    }
}
