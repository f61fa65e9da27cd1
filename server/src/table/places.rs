//! The places around a table: whose each seat is, and what each seat says of itself.

use crate::gate::awareness::{self, Entry};
use crate::seat::{Closing, Outbox, SeatId};
use crate::wire::Frame;
use axum::body::Bytes;
use shared::ids::ParticipantId;
use shared::protocol::{CloseCode, Presence};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// How many client ids of people who left are remembered, to tell an echo from a forgery.
const REMEMBERED: usize = 4_096;

/// How many client ids one frame speaks of.
const IDS_PER_FRAME: usize = 4;
/// How many client ids a seat may speak by.
const IDS_PER_SEAT: usize = 8;

/// A taken place.
pub(super) struct Place {
    pub participant: ParticipantId,
    pub outbox: Outbox,
    /// How many of its update messages have been let in.
    pub updates: u64,
    /// Whether it has sent all that it had when it came.
    has_caught_up: bool,
    /// It was sent away: what it still says before its connection ends is not heard.
    pub is_leaving: bool,
    /// What it says of itself, by client id.
    states: BTreeMap<u64, State>,
}

struct State {
    clock: u32,
    json: String,
}

/// What became of an awareness message.
pub(super) enum Said {
    /// Nothing that others do not know.
    Nothing,
    /// Something new about client ids of the seat itself; whether an id is new too.
    Own { frame: Bytes, new_id: bool },
    /// Something about somebody else.
    Forged,
}

/// All places around a table.
#[derive(Default)]
pub(super) struct Places {
    taken: BTreeMap<SeatId, Place>,
    /// Which seat a client id speaks from.
    holders: HashMap<u64, SeatId>,
    /// Client ids that have left, with their last clock.
    left: HashMap<u64, u32>,
    left_order: VecDeque<u64>,
}

impl Places {
    pub fn take(&mut self, participant: ParticipantId, outbox: Outbox) {
        let seat = outbox.seat();
        let place = Place {
            participant,
            outbox,
            updates: 0,
            has_caught_up: false,
            is_leaving: false,
            states: BTreeMap::new(),
        };
        self.taken.insert(seat, place);
    }

    pub fn len(&self) -> usize {
        self.taken.len()
    }

    pub fn get(&self, seat: SeatId) -> Option<&Place> {
        self.taken.get(&seat)
    }

    pub fn participant(&self, seat: SeatId) -> Option<&ParticipantId> {
        self.taken.get(&seat).map(|place| &place.participant)
    }

    /// Whether a seat asked for text frames: a stock client does not.
    pub fn speaks(&self, seat: SeatId) -> bool {
        self.taken
            .get(&seat)
            .is_some_and(|place| place.outbox.speaks())
    }

    /// Counts an update message as let in.
    pub fn count_update(&mut self, seat: SeatId) {
        if let Some(place) = self.taken.get_mut(&seat) {
            place.updates += 1;
        }
    }

    /// Notes that a seat has answered what it was asked when it came.
    pub fn caught_up(&mut self, seat: SeatId) {
        if let Some(place) = self.taken.get_mut(&seat) {
            place.has_caught_up = true;
        }
    }

    /// Whether a seat's answer to what it was asked when it came has been let in.
    pub fn has_caught_up(&self, seat: SeatId) -> bool {
        self.taken
            .get(&seat)
            .is_none_or(|place| place.has_caught_up)
    }

    pub fn iter(&self) -> impl Iterator<Item = (SeatId, &Place)> {
        self.taken.iter().map(|(seat, place)| (*seat, place))
    }

    /// Sends a seat away. Its place is cleared when its connection has ended.
    pub fn close(&mut self, seat: SeatId, closing: Closing) {
        if let Some(place) = self.taken.get_mut(&seat) {
            place.outbox.close(closing);
            place.is_leaving = true;
        }
    }

    pub fn close_all(&self, closing: &Closing) {
        self.taken
            .values()
            .for_each(|place| place.outbox.close(closing.clone()));
    }

    /// Who speaks by that client id now.
    pub fn speaker(&self, client: u64) -> Option<&ParticipantId> {
        self.participant(*self.holders.get(&client)?)
    }

    /// Clears a place. Returns whose it was, and the frame that tells others that its client ids are
    /// gone, if it had any.
    pub fn leave(&mut self, seat: SeatId) -> Option<(ParticipantId, Option<Bytes>)> {
        let place = self.taken.remove(&seat)?;
        let mut gone = Vec::new();
        for (client, state) in place.states {
            self.holders.remove(&client);
            self.remember(client, state.clock + 1);
            gone.push(Entry {
                client,
                clock: state.clock + 1,
                state: None,
            });
        }
        let frame = (!gone.is_empty()).then(|| Frame::Awareness(&awareness::encode(gone)).encode());
        Some((place.participant, frame))
    }

    fn remember(&mut self, client: u64, clock: u32) {
        if self.left.insert(client, clock).is_none() {
            self.left_order.push_back(client);
        }
        while self.left_order.len() > REMEMBERED {
            if let Some(oldest) = self.left_order.pop_front() {
                self.left.remove(&oldest);
            }
        }
    }

    /// Takes in what a seat says. A stock client repeats what it heard of others, which is dropped;
    /// saying anything new of somebody else's client id is a forgery.
    pub fn hear(
        &mut self,
        seat: SeatId,
        entries: &[Entry<'_>],
        may_use: impl Fn(u64) -> bool,
    ) -> Said {
        let mut news = Vec::new();
        let mut new_id = false;
        for entry in entries {
            let known = self.known_clock(entry.client);
            let holder = self.holders.get(&entry.client).copied();
            if holder != Some(seat) {
                if known.is_some_and(|known| entry.clock <= known)
                    || (holder.is_none() && entry.state.is_none())
                {
                    continue;
                }
                let is_same_person =
                    holder.is_none_or(|holder| self.participant(holder) == self.participant(seat));
                let is_full = self
                    .taken
                    .get(&seat)
                    .is_none_or(|place| place.states.len() >= IDS_PER_SEAT);
                if !is_same_person || is_full || !may_use(entry.client) {
                    return Said::Forged;
                }
            }
            if holder == Some(seat) && known.is_some_and(|known| entry.clock < known) {
                continue;
            }
            new_id |= holder != Some(seat);
            self.note(seat, holder, entry);
            news.push(*entry);
        }
        if news.is_empty() {
            return Said::Nothing;
        }
        Said::Own {
            frame: Frame::Awareness(&awareness::encode(news)).encode(),
            new_id,
        }
    }

    fn note(&mut self, seat: SeatId, holder: Option<SeatId>, entry: &Entry<'_>) {
        if let Some(before) = holder
            .filter(|holder| *holder != seat)
            .and_then(|id| self.taken.get_mut(&id))
        {
            before.states.remove(&entry.client);
        }
        let Some(place) = self.taken.get_mut(&seat) else {
            return;
        };
        if let Some(json) = entry.state {
            place.states.insert(
                entry.client,
                State {
                    clock: entry.clock,
                    json: json.to_owned(),
                },
            );
            self.holders.insert(entry.client, seat);
        } else {
            place.states.remove(&entry.client);
            self.holders.remove(&entry.client);
            self.remember(entry.client, entry.clock);
        }
    }

    fn known_clock(&self, client: u64) -> Option<u32> {
        let here = self
            .holders
            .get(&client)
            .and_then(|seat| self.taken.get(seat));
        let clock = here
            .and_then(|place| place.states.get(&client))
            .map(|state| state.clock);
        clock.or_else(|| self.left.get(&client).copied())
    }

    /// What everybody says of themselves. A stock client repeats each frame as it is, so that each must
    /// be small enough to be let in again.
    pub fn states(&self) -> Vec<Bytes> {
        let states: Vec<_> = self
            .taken
            .values()
            .flat_map(|place| &place.states)
            .collect();
        let entry =
            |(client, state): &(&u64, &'_ State)| (**client, state.clock, state.json.clone());
        let frame = |few: &[(&u64, &State)]| {
            let few: Vec<_> = few.iter().map(entry).collect();
            let entries = few.iter().map(|(client, clock, json)| Entry {
                client: *client,
                clock: *clock,
                state: Some(json),
            });
            Frame::Awareness(&awareness::encode(entries)).encode()
        };
        states.chunks(IDS_PER_FRAME).map(frame).collect()
    }

    /// Where a participant is present; nothing if they have no seat.
    pub fn presence(&self, participant: &ParticipantId) -> Option<Presence> {
        let mut theirs = self
            .taken
            .values()
            .filter(|place| &place.participant == participant)
            .peekable();
        theirs.peek()?;
        let clients = theirs
            .flat_map(|place| place.states.keys().copied())
            .collect();
        Some(Presence {
            participant: participant.clone(),
            clients,
        })
    }

    /// A row for everybody who has a seat.
    pub fn present(&self) -> Vec<Presence> {
        let mut rows = BTreeMap::<_, Vec<u64>>::new();
        for place in self.taken.values() {
            rows.entry(place.participant.clone())
                .or_default()
                .extend(place.states.keys());
        }
        rows.into_iter()
            .map(|(participant, clients)| Presence {
                participant,
                clients,
            })
            .collect()
    }
}

impl Closing {
    /// Sends a seat away for good because of what it sent.
    pub(super) fn refused(code: &str) -> Self {
        // A second tab of a stock client hears the first one's edits before the server does.
        let close = if stands_on_nothing(code) {
            CloseCode::Resync
        } else {
            CloseCode::Refused
        };
        Self::new(close, code)
    }
}

/// Whether an update was refused for want of something that may still come.
pub(super) fn stands_on_nothing(code: &str) -> bool {
    matches!(code, "gap" | "missing-origin" | "missing-delete")
}
