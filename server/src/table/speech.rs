//! What is said once a round is committed: to all, and to each.

use super::round::{After, Round};
use super::{Minutes, Table, now};
use crate::seat::{Parcel, SeatId, Sheet};
use crate::wire::Frame;
use hyper_tungstenite::tungstenite::{Message, Utf8Bytes};
use shared::event::Record;
use shared::ids::ParticipantId;
use shared::protocol::{ServerMessage, Welcome};
use shared::seen_by::Audience;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use yrs::updates::encoder::Encode;

/// What is said after a commit: to all, and to each.
#[derive(Default)]
struct Speech {
    shared: Vec<Sheet>,
    own: BTreeMap<SeatId, Vec<Message>>,
    /// Up to which clock of each client id what a seat sent is committed.
    saved: BTreeMap<SeatId, BTreeMap<u64, u32>>,
    /// Whose presence changed.
    moved: BTreeSet<ParticipantId>,
}

impl Table {
    /// Tells everybody what is committed now.
    pub(super) fn announce(&mut self, round: Round) {
        let mut speech = Speech::default();
        for after in round.after {
            self.speak(after, &mut speech);
        }
        self.tell_saved(&mut speech);
        for seat in &round.greeted {
            self.greet(*seat, &mut speech);
        }
        self.tell_presence(&mut speech);
        let shared: Arc<[Sheet]> = speech.shared.into();
        for (seat, place) in self.places.iter() {
            if !shared.is_empty() && !round.greeted.contains(&seat) {
                place
                    .outbox
                    .hand(Parcel::Shared(shared.clone(), round.begun));
            }
            if let Some(own) = speech.own.remove(&seat) {
                place.outbox.hand(Parcel::Own(own));
            }
        }
    }

    fn speak(&mut self, after: After, speech: &mut Speech) {
        match after {
            After::Happened { record } => self.tell_record(&record, speech),
            After::Relay { from, frame } => speech.shared.push(Sheet::Prose { from, frame }),
            After::Saved { seat, clocks } => {
                let saved = speech.saved.entry(seat).or_default();
                for (client, clock) in clocks {
                    let known = saved.entry(client).or_default();
                    *known = clock.max(*known);
                }
            }
            After::Awareness {
                from,
                frame,
                new_id,
            } => {
                speech.shared.push(Sheet::Prose {
                    from: Some(from),
                    frame,
                });
                if new_id {
                    speech.moved.extend(self.places.participant(from).cloned());
                }
            }
            After::Leave { seat } => {
                if let Some((participant, frame)) = self.places.leave(seat) {
                    speech
                        .shared
                        .extend(frame.map(|frame| Sheet::Prose { from: None, frame }));
                    speech.moved.insert(participant);
                }
            }
            After::Sync { seat, known } => {
                let update = self.book.since(&known);
                speech
                    .own
                    .entry(seat)
                    .or_default()
                    .push(Message::Binary(Frame::Step2(&update).encode()));
            }
            After::Tell { seat, message } => self.tell(seat, &message, speech),
            After::Done { seat, request } => {
                self.tell(seat, &ServerMessage::Done { request }, speech);
            }
            After::States { seat } => {
                let states = self.places.states().into_iter().map(Message::Binary);
                speech.own.entry(seat).or_default().extend(states);
            }
            // Whoever asked may have gone in the meantime; then nobody needs the answer.
            After::Reply { reply } => drop(reply.send(Ok(()))),
            After::Minutes { reply } => {
                drop(reply.send(Minutes {
                    table: self.book.state.clone(),
                    prose: self.book.prose(),
                    head: self.book.head,
                    chain: self.book.chain,
                }));
            }
        }
    }

    /// Tells each author once what of theirs is committed.
    fn tell_saved(&self, speech: &mut Speech) {
        for (seat, clocks) in std::mem::take(&mut speech.saved) {
            let updates = self.places.get(seat).map_or(0, |place| place.updates);
            let clocks = clocks.into_iter().collect();
            self.tell(seat, &ServerMessage::Saved { clocks, updates }, speech);
        }
    }

    /// Tells everyone what happened; whoever may see more than others is told so alone.
    fn tell_record(&self, record: &Record, speech: &mut Speech) {
        let audience = record.event.audience();
        if audience == Audience::Everybody {
            speech.shared.push(Sheet::word(
                &ServerMessage::Happened {
                    record: record.clone(),
                },
                Vec::new(),
            ));
            return;
        }
        let is_insider = |id: &ParticipantId| {
            let who = self.book.state.participants.get(id);
            who.is_some_and(|who| audience.holds(who))
        };
        let seats = self
            .places
            .iter()
            .filter(|(_, place)| is_insider(&place.participant));
        let seats: Vec<SeatId> = seats.map(|(seat, _)| seat).collect();
        for seat in &seats {
            self.tell(
                *seat,
                &ServerMessage::Happened {
                    record: record.clone(),
                },
                speech,
            );
        }
        let veiled = record.clone().seen_by_all();
        speech.shared.push(Sheet::word(
            &ServerMessage::Happened { record: veiled },
            seats,
        ));
    }

    fn tell(&self, seat: SeatId, message: &ServerMessage, speech: &mut Speech) {
        if self
            .places
            .get(seat)
            .is_some_and(|place| place.outbox.speaks())
        {
            speech
                .own
                .entry(seat)
                .or_default()
                .push(Message::Text(text(message)));
        }
    }

    /// The first words to a new seat: the table, the document's state vector, who is where.
    fn greet(&mut self, seat: SeatId, speech: &mut Speech) {
        let Some(place) = self.places.get(seat) else {
            return;
        };
        let Some(who) = self.book.state.participants.get(&place.participant) else {
            return;
        };
        speech.moved.insert(who.id.clone());
        let welcome = place.outbox.speaks().then(|| {
            ServerMessage::Welcome(Box::new(Welcome {
                you: who.id.clone(),
                now: now(),
                head: self.book.head,
                table: self.book.state.seen_by(who),
                saved: self.book.clocks_of(&who.id),
                seats: self.places.present(),
                update_bytes: self.gate.update_bytes as u64,
            }))
        });
        let vector = self.book.state_vector().encode_v1();
        let mut first: Vec<Message> = welcome
            .iter()
            .map(|welcome| Message::Text(text(welcome)))
            .collect();
        first.push(Message::Binary(Frame::Step1(&vector).encode()));
        first.extend(self.places.states().into_iter().map(Message::Binary));
        speech.own.entry(seat).or_default().splice(0..0, first);
    }

    fn tell_presence(&self, speech: &mut Speech) {
        for participant in std::mem::take(&mut speech.moved) {
            let message = match self.places.presence(&participant) {
                Some(presence) => ServerMessage::Arrived { presence },
                None => ServerMessage::Left { participant },
            };
            speech.shared.push(Sheet::word(&message, Vec::new()));
        }
    }
}

/// A message as it goes over the wire.
pub(crate) fn text(message: &ServerMessage) -> Utf8Bytes {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    serde_json::to_string(message).unwrap_or_default().into()
}
