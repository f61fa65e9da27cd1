//! One round of a table: what came in is checked, and once it is committed, told.

use super::places::Said;
use super::{AskError, Minutes, Table, now};
use crate::gate::{self, Rejected};
use crate::seat::{Closing, Parcel, SeatId, Sheet};
use crate::store::{Draft, Kind};
use crate::wire::Frame;
use axum::body::Bytes;
use axum::extract::ws::Message;
use shared::document::Root;
use shared::event::{Event, Record};
use shared::ids::{DelegationId, ParticipantId, Timestamp};
use shared::protocol::{CloseCode, ServerMessage, Welcome};
use shared::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::oneshot;
use yrs::updates::encoder::Encode;
use yrs::{ReadTxn, StateVector, Transact};

/// What the table's task does after a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Next {
    #[default]
    Round,
    Close,
}

/// What gathered, and what to do about it once it is committed.
#[derive(Default)]
pub(super) struct Round {
    pub taken: usize,
    pub next: Next,
    /// The document holds something that was refused: it must be read from the log again.
    pub spoiled: bool,
    pub drafts: Vec<Draft>,
    pub after: Vec<After>,
    /// Seats taken in this round. They are told everything at its end.
    pub greeted: Vec<SeatId>,
}

/// What to do after the commit.
pub(super) enum After {
    Happened {
        record: Record,
    },
    Relay {
        from: Option<SeatId>,
        frame: Bytes,
    },
    Saved {
        seat: SeatId,
        clocks: Vec<(u64, u32)>,
    },
    Awareness {
        from: SeatId,
        frame: Bytes,
        new_id: bool,
    },
    Leave {
        seat: SeatId,
    },
    Sync {
        seat: SeatId,
        known: StateVector,
    },
    Tell {
        seat: SeatId,
        message: ServerMessage,
    },
    Done {
        seat: SeatId,
        request: u64,
    },
    States {
        seat: SeatId,
    },
    Reply {
        reply: oneshot::Sender<Result<(), AskError>>,
    },
    Minutes {
        reply: oneshot::Sender<Minutes>,
    },
}

impl Round {
    pub fn event(&mut self, record: Record) {
        let body = body(&record.event).into();
        self.drafts.push(Draft {
            kind: Kind::Event,
            participant: record.by.clone(),
            at: record.at,
            body,
        });
        self.after.push(After::Happened { record });
    }

    pub fn seed(&mut self, at: Timestamp, body: Bytes) {
        self.after.push(After::Relay {
            from: None,
            frame: Frame::Update(&body).encode(),
        });
        self.drafts.push(Draft {
            kind: Kind::Update,
            participant: None,
            at,
            body,
        });
    }

    fn tell(&mut self, seat: SeatId, message: ServerMessage) {
        self.after.push(After::Tell { seat, message });
    }

    pub fn refuse(&mut self, seat: SeatId, request: u64, refusal: Refusal) {
        self.tell(seat, ServerMessage::Refused { request, refusal });
    }
}

/// An event as the log keeps it. A vote carries salt that is told to nobody: without it, whoever knows
/// the chain before and after could try all choices until the digests match.
fn body(event: &Event) -> Vec<u8> {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    let Event::VoteCast { .. } = event else {
        return serde_json::to_vec(event).unwrap_or_default();
    };
    let mut json = serde_json::to_value(event).unwrap_or_default();
    json["salt"] = format!("{:032x}", rand::random::<u128>()).into();
    json.to_string().into_bytes()
}

/// What is said after a commit: to all, and to each.
#[derive(Default)]
struct Speech {
    shared: Vec<Sheet>,
    own: BTreeMap<SeatId, Vec<Message>>,
    /// Whose presence changed.
    moved: BTreeSet<ParticipantId>,
}

impl Table {
    /// Takes in a binary frame. Whoever sends what cannot be accepted is sent away with the reason.
    pub(super) fn read_frame(&mut self, seat: SeatId, frame: &Bytes, round: &mut Round) {
        let Some(who) = self.places.participant(seat).cloned() else {
            return;
        };
        let outcome = match Frame::parse(frame) {
            Ok(Frame::Step1(vector)) => gate::state_vector(vector)
                .map(|known| round.after.push(After::Sync { seat, known }))
                .map_err(|e| e.code().to_owned()),
            Ok(Frame::Step2(update)) => {
                self.write(seat, &who, frame.slice_ref(update), None, round)
            }
            Ok(Frame::Update(update)) => {
                self.write(seat, &who, frame.slice_ref(update), Some(frame), round)
            }
            Ok(Frame::Awareness(update)) => self.hear(seat, &who, update, round),
            Ok(Frame::QueryAwareness) => {
                round.after.push(After::States { seat });
                Ok(())
            }
            Ok(Frame::Auth) => Ok(()),
            Err(reason) => Err(reason.code().to_owned()),
        };
        if let Err(code) = outcome {
            tracing::info!(participant = %who, code, "a frame was refused");
            self.hall.metrics().refused(&code);
            self.places.close(seat, Closing::refused(&code));
        }
    }

    /// An update: through the gate, into the document, on to the log. `relay` is the frame it came
    /// in, if others can be sent the same.
    fn write(
        &mut self,
        seat: SeatId,
        who: &ParticipantId,
        update: Bytes,
        relay: Option<&Bytes>,
        round: &mut Round,
    ) -> Result<(), String> {
        let walk = gate::walk(&update, &self.gate).map_err(|reason| reason.code().to_owned())?;
        for client in self.book.ledger.adding(&walk) {
            let is_free = self
                .places
                .speaker(client)
                .is_none_or(|speaker| speaker == who);
            if !self.book.may_use(client, who) || !is_free {
                return Err("client-id-taken".to_owned());
            }
        }
        let state = &self.book.state;
        let participant = state.participants.get(who).ok_or("stranger")?;
        let may_write = |name: &str| {
            Root::parse(name).is_some_and(|root| state.may_write(participant, &root).is_ok())
        };
        let admitted = gate::admit(
            &self.book.doc,
            &mut self.book.ledger,
            &update,
            &walk,
            may_write,
        );
        match admitted {
            Ok(admitted) => {
                self.places.count_update(seat);
                if admitted.changed {
                    self.book.changed();
                    self.book.own(Some(who), &walk);
                    self.book.head += 1;
                    let frame = relay.map_or_else(|| Frame::Update(&update).encode(), Bytes::clone);
                    round.after.push(After::Relay {
                        from: Some(seat),
                        frame,
                    });
                    round.drafts.push(Draft {
                        kind: Kind::Update,
                        participant: Some(who.clone()),
                        at: now(),
                        body: update,
                    });
                }
                let clocks = walk
                    .clients
                    .iter()
                    .map(|range| (range.client, range.to))
                    .collect();
                round.after.push(After::Saved { seat, clocks });
                Ok(())
            }
            Err(rejected) => {
                round.spoiled |= matches!(rejected, Rejected::Spoiled(_));
                Err(self.why(who, rejected.reason()))
            }
        }
    }

    /// The code that tells a person most: for a root that they may not write, the rule that says so.
    fn why(&self, who: &ParticipantId, reason: &gate::Reason) -> String {
        let gate::Reason::Root(name) = reason else {
            return reason.code().to_owned();
        };
        let participant = self.book.state.participants.get(who);
        let refusal = Root::parse(name)
            .zip(participant)
            .map(|(root, who)| self.book.state.may_write(who, &root));
        match refusal {
            Some(Err(refusal)) => refusal.code().to_owned(),
            _ => reason.code().to_owned(),
        }
    }

    fn hear(
        &mut self,
        seat: SeatId,
        who: &ParticipantId,
        update: &[u8],
        round: &mut Round,
    ) -> Result<(), String> {
        let entries = gate::awareness::parse(update, &self.gate)
            .map_err(|reason| reason.code().to_owned())?;
        let book = &self.book;
        match self
            .places
            .hear(seat, &entries, |client| book.may_use(client, who))
        {
            Said::Nothing => Ok(()),
            Said::Own { frame, new_id } => {
                round.after.push(After::Awareness {
                    from: seat,
                    frame,
                    new_id,
                });
                Ok(())
            }
            Said::Forged => Err("awareness-id".to_owned()),
        }
    }

    /// What a failed commit leaves to tell: nothing of what was to be committed; its authors are told
    /// that it is not saved and keep it.
    pub(super) fn withdraw(&mut self, round: &mut Round) {
        let lost = |seat| {
            self.places
                .close(seat, Closing::new(CloseCode::NotSaved, "not-saved"));
        };
        let mut kept = Vec::new();
        for after in round.after.drain(..) {
            match after {
                After::Happened { .. } => {}
                After::Relay { from, .. } => from.into_iter().for_each(lost),
                After::Saved { seat, .. } => lost(seat),
                After::Done { seat, request } => {
                    kept.push(After::Tell {
                        seat,
                        message: ServerMessage::NotSaved { request },
                    });
                }
                After::Reply { reply } => drop(reply.send(Err(AskError::NotSaved))),
                other @ (After::Awareness { .. }
                | After::Leave { .. }
                | After::Sync { .. }
                | After::Tell { .. }
                | After::States { .. }
                | After::Minutes { .. }) => kept.push(other),
            }
        }
        round.after = kept;
    }

    /// Tells everybody what is committed now.
    pub(super) fn announce(&mut self, round: Round) {
        let mut speech = Speech::default();
        for after in round.after {
            self.speak(after, &mut speech);
        }
        for seat in &round.greeted {
            self.greet(*seat, &mut speech);
        }
        self.tell_presence(&mut speech);
        let shared: Arc<[Sheet]> = speech.shared.into();
        for (seat, place) in self.places.iter() {
            if !shared.is_empty() && !round.greeted.contains(&seat) {
                place.outbox.hand(Parcel::Shared(shared.clone()));
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
                let updates = self.places.get(seat).map_or(0, |place| place.updates);
                self.tell(seat, &ServerMessage::Saved { clocks, updates }, speech);
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

    /// Tells everyone what happened; whoever may see more than others is told so alone.
    fn tell_record(&self, record: &Record, speech: &mut Speech) {
        let Some(insiders) = insiders(&record.event) else {
            speech.shared.push(Sheet::word(
                &ServerMessage::Happened {
                    record: record.clone(),
                },
                Vec::new(),
            ));
            return;
        };
        let is_insider = |id: &ParticipantId| {
            let who = self.book.state.participants.get(id);
            who.is_some_and(|who| who.delegation.as_ref() == Some(insiders))
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
        let vector = self.book.doc.transact().state_vector().encode_v1();
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

/// The one delegation that may see all of an event, if others may not.
fn insiders(event: &Event) -> Option<&DelegationId> {
    match event {
        Event::VoteCast { delegation, .. } => Some(delegation),
        _ => None,
    }
}

/// A message as it goes over the wire.
pub(crate) fn text(message: &ServerMessage) -> axum::extract::ws::Utf8Bytes {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    serde_json::to_string(message).unwrap_or_default().into()
}
