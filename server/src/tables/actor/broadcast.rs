//! What is said once a batch is committed: to all, and to each.

use super::Table;
use super::batch::{Batch, Effect};
use super::connections::Connected;
use crate::clock::now;
use crate::tables::handle::Export;
use crate::tables::outbox::{ConnectionId, Parcel, Recipients, SharedMessage, text};
use crate::tables::sync_protocol::Frame;
use hyper_tungstenite::tungstenite::Message;
use shared::ids::ParticipantId;
use shared::protocol::{ServerMessage, Welcome};
use shared::table::Audience;
use shared::table::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use yrs::updates::encoder::Encode;

/// What is said after a commit: to all, and to each.
#[derive(Default)]
struct Broadcast {
    shared: Vec<SharedMessage>,
    own: BTreeMap<ConnectionId, Vec<Message>>,
    /// Up to which clock of each client id what a connection sent is committed.
    saved: BTreeMap<ConnectionId, BTreeMap<u64, u32>>,
    /// Whose presence changed.
    moved: BTreeSet<ParticipantId>,
}

impl Table {
    /// Tells everybody what is committed now.
    pub(super) fn announce(&mut self, batch: Batch) {
        let mut broadcast = Broadcast::default();
        for effect in batch.effects {
            self.speak(effect, &mut broadcast);
        }
        self.tell_saved(&mut broadcast);
        for connection in &batch.greeted {
            self.greet(*connection, &mut broadcast);
        }
        self.tell_presence(&mut broadcast);
        let shared: Arc<[SharedMessage]> = broadcast.shared.into();
        for (connection, connected) in self.connections.iter() {
            if !shared.is_empty() && !batch.greeted.contains(&connection) {
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
            Effect::Relay { from, frame } => {
                broadcast.shared.push(SharedMessage::Prose { from, frame });
            }
            Effect::Saved { connection, clocks } => {
                let saved = broadcast.saved.entry(connection).or_default();
                for (client, clock) in clocks {
                    let known = saved.entry(client).or_default();
                    *known = clock.max(*known);
                }
            }
            Effect::Awareness {
                from,
                frame,
                new_id,
            } => {
                broadcast.shared.push(SharedMessage::Prose {
                    from: Some(from),
                    frame,
                });
                if new_id {
                    broadcast
                        .moved
                        .extend(self.connections.participant(from).cloned());
                }
            }
            Effect::Leave { connection } => {
                if let Some((participant, frame)) = self.connections.leave(connection) {
                    broadcast
                        .shared
                        .extend(frame.map(|frame| SharedMessage::Prose { from: None, frame }));
                    broadcast.moved.insert(participant);
                }
            }
            Effect::Sync { connection, known } => {
                let update = self.state.since(&known);
                broadcast
                    .own
                    .entry(connection)
                    .or_default()
                    .push(Message::Binary(Frame::Step2(&update).encode()));
            }
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
            Effect::States { connection } => {
                let states = self.connections.states().into_iter().map(Message::Binary);
                broadcast.own.entry(connection).or_default().extend(states);
            }
            // Whoever asked may have gone in the meantime; then nobody needs the answer.
            Effect::Reply { reply } => drop(reply.send(Ok(()))),
            Effect::Table { reply } => drop(reply.send(self.state.table.clone())),
            Effect::Export { reply } => {
                drop(reply.send(Export {
                    table: self.state.table.clone(),
                    prose: self.state.prose(),
                    head: self.state.head,
                    chain: self.state.chain,
                }));
            }
        }
    }

    /// Tells each author once what of theirs is committed.
    fn tell_saved(&self, broadcast: &mut Broadcast) {
        for (connection, clocks) in std::mem::take(&mut broadcast.saved) {
            let updates = self
                .connections
                .get(connection)
                .map_or(0, |connected| connected.updates);
            let clocks = clocks.into_iter().collect();
            self.tell(
                connection,
                &ServerMessage::Saved { clocks, updates },
                broadcast,
            );
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
        let is_in_it = |connected: &Connected| {
            let who = self.state.table.participants.get(&connected.participant);
            who.is_some_and(|who| audience.holds(who))
        };
        let connections = self.connections.iter();
        let insiders: Arc<[_]> = connections
            .filter(|(_, connected)| is_in_it(connected))
            .map(|(connection, _)| connection)
            .collect();
        tell(record.clone(), Recipients::Only(insiders.clone()));
        let veiled = record.clone().seen_by_others();
        tell(veiled, Recipients::AllBut(insiders));
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

    /// The first words to a new connection: the table, the document's state vector, who is where.
    fn greet(&mut self, connection: ConnectionId, broadcast: &mut Broadcast) {
        let Some(connected) = self.connections.get(connection) else {
            return;
        };
        let Some(who) = self.state.table.participants.get(&connected.participant) else {
            return;
        };
        broadcast.moved.insert(who.id.clone());
        let welcome = connected.outbox.speaks().then(|| {
            ServerMessage::Welcome(Box::new(Welcome {
                you: who.id.clone(),
                now: now(),
                head: self.state.head,
                table: self.state.table.seen_by(who),
                saved: self.state.clocks_of(&who.id),
                seats: self.connections.present(),
                update_bytes: self.lease.limits.gate.update_bytes as u64,
            }))
        });
        let vector = self.state.state_vector().encode_v1();
        let mut first: Vec<Message> = welcome
            .iter()
            .map(|welcome| Message::Text(text(welcome)))
            .collect();
        first.push(Message::Binary(Frame::Step1(&vector).encode()));
        first.extend(self.connections.states().into_iter().map(Message::Binary));
        broadcast
            .own
            .entry(connection)
            .or_default()
            .splice(0..0, first);
    }

    fn tell_presence(&self, broadcast: &mut Broadcast) {
        for participant in std::mem::take(&mut broadcast.moved) {
            let message = match self.connections.presence(&participant) {
                Some(presence) => ServerMessage::Arrived { presence },
                None => ServerMessage::Left { participant },
            };
            broadcast
                .shared
                .push(SharedMessage::word(&message, Recipients::All));
        }
    }
}
