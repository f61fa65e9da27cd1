//! The connections around a table: whose each is, and what each connection says of itself.

use super::departures::Departures;
use super::others::{News, Others};
use crate::cluster::{Person, Speech};
use crate::tables::outbox::{ConnectionId, Dialect, Outbox};
use shared::document::DocumentId;
use shared::ids::ParticipantId;
use shared::protocol::awareness::{self, Entry};
use shared::protocol::{CloseReason, Presence};
use std::collections::{BTreeMap, HashMap, VecDeque};
use tokio::time::Instant;

/// How many client ids of people who left are remembered, to tell an echo from a forgery.
const REMEMBERED: usize = 4_096;

/// How many client ids one frame speaks of.
const IDS_PER_FRAME: usize = 4;
/// How many client ids a connection may speak by.
const IDS_PER_SEAT: usize = 8;

/// A connection as the table knows it.
pub(super) struct Connected {
    pub participant: ParticipantId,
    pub outbox: Outbox,
    /// The documents that it keeps in sync.
    documents: BTreeMap<DocumentId, Attached>,
    /// When it last wrote in the document that everybody reads.
    pub wrote: Option<Instant>,
    /// It was sent away: what it still says before its connection ends is not heard.
    pub is_leaving: bool,
    /// What it is told does not get through in time.
    pub is_behind: bool,
    /// What it says of itself, by client id.
    states: BTreeMap<u64, State>,
}

/// A document as one connection keeps it in sync.
#[derive(Default)]
struct Attached {
    /// How many of its update messages have been let in.
    updates: u64,
    /// Whether it has sent all that it had when it came.
    has_caught_up: bool,
    /// Whether it is told what happens in it. Not once its participant may not read it, until they ask for it again.
    is_in_sync: bool,
}

/// How far a connection has come with a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    updates: u64,
    has_caught_up: bool,
}

struct State {
    /// In which document.
    document: DocumentId,
    clock: u32,
    json: String,
}

/// What became of an awareness message.
pub(super) enum Said {
    /// Nothing that others do not know.
    Nothing,
    /// Something new about client ids of the connection itself; whether an id is new too.
    Own { update: Vec<u8>, new_id: bool },
    /// Something about somebody else.
    Forged,
}

impl Connected {
    /// Whether it keeps a document in sync.
    pub fn has(&self, document: &DocumentId) -> bool {
        let attached = self.documents.get(document);
        attached.is_some_and(|attached| attached.is_in_sync)
    }

    /// The documents that it keeps in sync.
    pub fn has_all(&self) -> impl Iterator<Item = &DocumentId> {
        let documents = self.documents.iter();
        let in_sync = documents.filter(|(_, attached)| attached.is_in_sync);
        in_sync.map(|(document, _)| document)
    }

    /// How many update messages for a document have been let in.
    pub fn updates(&self, document: &DocumentId) -> u64 {
        self.documents
            .get(document)
            .map_or(0, |attached| attached.updates)
    }

    /// The client ids by which it speaks in a document.
    fn speaks_in<'a>(&'a self, document: &'a DocumentId) -> impl Iterator<Item = u64> + 'a {
        let states = self.states.iter();
        let there = states.filter(move |(_, state)| state.document == *document);
        there.map(|(client, _)| *client)
    }
}

/// All connections around a table.
#[derive(Default)]
pub(super) struct Connections {
    taken: BTreeMap<ConnectionId, Connected>,
    /// Which connection a client id speaks from.
    holders: HashMap<u64, ConnectionId>,
    /// Client ids that have left, with their last clock.
    left: HashMap<u64, u32>,
    left_order: VecDeque<u64>,
    /// Who went lately, and when.
    departures: Departures,
    /// Who sits here behind other processes.
    others: Others,
}

impl Connections {
    pub fn take(&mut self, participant: ParticipantId, outbox: Outbox) {
        let connection = outbox.connection();
        let first = match outbox.dialect() {
            Dialect::RoundTable => DocumentId::Table,
            Dialect::Bare { document, .. } => document.clone(),
        };
        let attached = Attached {
            is_in_sync: true,
            ..Attached::default()
        };
        let connected = Connected {
            participant,
            outbox,
            documents: BTreeMap::from([(first, attached)]),
            wrote: None,
            is_leaving: false,
            is_behind: false,
            states: BTreeMap::new(),
        };
        self.taken.insert(connection, connected);
    }

    pub fn len(&self) -> usize {
        self.taken.len()
    }

    pub fn get(&self, connection: ConnectionId) -> Option<&Connected> {
        self.taken.get(&connection)
    }

    pub fn participant(&self, connection: ConnectionId) -> Option<&ParticipantId> {
        self.taken
            .get(&connection)
            .map(|connected| &connected.participant)
    }

    /// Whether a connection asked for text frames: a stock client does not.
    pub fn speaks(&self, connection: ConnectionId) -> bool {
        self.taken
            .get(&connection)
            .is_some_and(|connected| connected.outbox.speaks())
    }

    /// Keeps a document in sync on a connection from now on.
    pub fn attach(&mut self, connection: ConnectionId, document: DocumentId) {
        if let Some(connected) = self.taken.get_mut(&connection) {
            connected.documents.entry(document).or_default().is_in_sync = true;
        }
    }

    /// Keeps a document in sync on a connection no longer. Returns what tells others that its client ids there are gone.
    pub fn detach(&mut self, connection: ConnectionId, document: &DocumentId) -> Vec<u8> {
        if let Some(attached) = self.attached(connection, document) {
            attached.is_in_sync = false;
        }
        let Some(connected) = self.taken.get_mut(&connection) else {
            return awareness::encode([]);
        };
        let there = connected.speaks_in(document).collect::<Vec<_>>();
        let gone: Vec<_> = there
            .into_iter()
            .filter_map(|client| Some((client, connected.states.remove(&client)?.clock + 1)))
            .collect();
        for (client, clock) in &gone {
            self.holders.remove(client);
            self.remember(*client, *clock);
        }
        awareness::encode(gone.into_iter().map(|(client, clock)| Entry {
            client,
            clock,
            state: None,
        }))
    }

    /// Notes that a connection is behind, or is so no longer. Returns whether that is news.
    pub fn note_line(&mut self, connection: ConnectionId, behind: bool) -> bool {
        let connected = self.taken.get_mut(&connection);
        connected.is_some_and(|it| std::mem::replace(&mut it.is_behind, behind) != behind)
    }

    /// Counts an update message as let in.
    pub fn count_update(&mut self, connection: ConnectionId, document: &DocumentId) {
        if let Some(attached) = self.attached(connection, document) {
            attached.updates += 1;
        }
    }

    /// Notes that somebody wrote in the document that everybody reads.
    pub fn wrote(&mut self, connection: ConnectionId) {
        if let Some(connected) = self.taken.get_mut(&connection) {
            connected.wrote = Some(Instant::now());
        }
    }

    /// Notes that a connection has answered what it was asked when it came.
    pub fn caught_up(&mut self, connection: ConnectionId, document: &DocumentId) {
        if let Some(attached) = self.attached(connection, document) {
            attached.has_caught_up = true;
        }
    }

    /// Whether a connection's answer to what it was asked when it came has been let in.
    pub fn has_caught_up(&mut self, connection: ConnectionId, document: &DocumentId) -> bool {
        self.attached(connection, document)
            .is_none_or(|attached| attached.has_caught_up)
    }

    /// How far a connection has come with a document.
    pub fn progress(&self, connection: ConnectionId, document: &DocumentId) -> Option<Progress> {
        let attached = self.taken.get(&connection)?.documents.get(document)?;
        Some(Progress {
            updates: attached.updates,
            has_caught_up: attached.has_caught_up,
        })
    }

    /// Puts back how far a connection has come with a document.
    pub fn put_back(&mut self, connection: ConnectionId, document: &DocumentId, to: Progress) {
        if let Some(attached) = self.attached(connection, document) {
            attached.updates = to.updates;
            attached.has_caught_up = to.has_caught_up;
        }
    }

    /// Hears a connection no more, which is to be sent away. Its outbox, unless it was sent away before.
    pub fn leaves(&mut self, connection: ConnectionId) -> Option<Outbox> {
        let connected = self.taken.get_mut(&connection)?;
        let was_leaving = std::mem::replace(&mut connected.is_leaving, true);
        (!was_leaving).then(|| connected.outbox.clone())
    }

    /// Hears a connection again, which is not sent away.
    pub fn stays(&mut self, connection: ConnectionId) {
        if let Some(connected) = self.taken.get_mut(&connection) {
            connected.is_leaving = false;
        }
    }

    fn attached(
        &mut self,
        connection: ConnectionId,
        document: &DocumentId,
    ) -> Option<&mut Attached> {
        let connected = self.taken.get_mut(&connection)?;
        connected.documents.get_mut(document)
    }

    pub fn iter(&self) -> impl Iterator<Item = (ConnectionId, &Connected)> {
        self.taken
            .iter()
            .map(|(connection, connected)| (*connection, connected))
    }

    /// Sends a connection away. It is forgotten when it has ended.
    pub fn close(&mut self, connection: ConnectionId, reason: CloseReason) {
        if let Some(connected) = self.taken.get_mut(&connection) {
            connected.outbox.close(reason);
            connected.is_leaving = true;
        }
    }

    pub fn close_all(&self, reason: &CloseReason) {
        self.taken
            .values()
            .for_each(|connected| connected.outbox.close(reason.clone()));
    }

    /// Who speaks by that client id now.
    pub fn speaker(&self, client: u64) -> Option<&ParticipantId> {
        let here = self.holders.get(&client);
        let here = here.and_then(|holder| self.participant(*holder));
        here.or_else(|| Some(self.others.speaker(client)?.0))
    }

    /// Forgets a connection. Returns whose it was, and what tells others that its client ids are gone, by document.
    pub fn leave(
        &mut self,
        connection: ConnectionId,
    ) -> Option<(ParticipantId, BTreeMap<DocumentId, Vec<u8>>)> {
        let connected = self.taken.remove(&connection)?;
        // Whoever closes one page of two is still here.
        let mut others = self.taken.values();
        let is_here = others.any(|other| other.participant == connected.participant)
            || self.others.have(&connected.participant);
        if !connected.is_leaving && !is_here {
            self.departures.note(&connected.participant);
        }
        let mut gone = BTreeMap::<_, Vec<_>>::new();
        for (client, state) in connected.states {
            self.holders.remove(&client);
            self.remember(client, state.clock + 1);
            gone.entry(state.document).or_default().push(Entry {
                client,
                clock: state.clock + 1,
                state: None,
            });
        }
        let told = gone
            .into_iter()
            .map(|(document, gone)| (document, awareness::encode(gone)));
        Some((connected.participant, told.collect()))
    }

    /// Who went lately, and when.
    pub fn departures(&self) -> &Departures {
        &self.departures
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

    /// Takes in what a connection says. A stock client repeats what it heard of others, which is dropped;
    /// saying anything new of somebody else's client id is a forgery.
    pub fn hear(
        &mut self,
        connection: ConnectionId,
        document: &DocumentId,
        entries: &[Entry<'_>],
        may_use: impl Fn(u64) -> bool,
    ) -> Said {
        let mut news = Vec::new();
        let mut new_id = false;
        for entry in entries {
            let known = self.known_clock(entry.client);
            let holder = self.holders.get(&entry.client).copied();
            // An id speaks in one document: in another, it would tell who works on a desk.
            if self
                .document_of(entry.client)
                .is_some_and(|other| other != document)
            {
                return Said::Forged;
            }
            if holder != Some(connection) {
                if known.is_some_and(|known| entry.clock <= known)
                    || (holder.is_none() && entry.state.is_none())
                {
                    continue;
                }
                let speaker = self.speaker(entry.client);
                let is_same_person =
                    speaker.is_none_or(|who| Some(who) == self.participant(connection));
                let is_full = self
                    .taken
                    .get(&connection)
                    .is_none_or(|connected| connected.states.len() >= IDS_PER_SEAT);
                if !is_same_person || is_full || !may_use(entry.client) {
                    return Said::Forged;
                }
            }
            if holder == Some(connection) && known.is_some_and(|known| entry.clock < known) {
                continue;
            }
            new_id |= holder != Some(connection);
            self.note(connection, document, holder, entry);
            news.push(*entry);
        }
        if news.is_empty() {
            return Said::Nothing;
        }
        Said::Own {
            update: awareness::encode(news),
            new_id,
        }
    }

    fn note(
        &mut self,
        connection: ConnectionId,
        document: &DocumentId,
        holder: Option<ConnectionId>,
        entry: &Entry<'_>,
    ) {
        if let Some(before) = holder
            .filter(|holder| *holder != connection)
            .and_then(|id| self.taken.get_mut(&id))
        {
            before.states.remove(&entry.client);
        }
        let Some(connected) = self.taken.get_mut(&connection) else {
            return;
        };
        self.others.gives_up(entry.client);
        if let Some(json) = entry.state {
            connected.states.insert(
                entry.client,
                State {
                    document: document.clone(),
                    clock: entry.clock,
                    json: json.to_owned(),
                },
            );
            self.holders.insert(entry.client, connection);
        } else {
            connected.states.remove(&entry.client);
            self.holders.remove(&entry.client);
            self.remember(entry.client, entry.clock);
        }
    }

    /// In which document a client id speaks now.
    fn document_of(&self, client: u64) -> Option<&DocumentId> {
        let holder = self.holders.get(&client);
        let state = holder.and_then(|holder| self.taken.get(holder)?.states.get(&client));
        let here = state.map(|state| &state.document);
        here.or_else(|| Some(self.others.speaker(client)?.1))
    }

    fn known_clock(&self, client: u64) -> Option<u32> {
        let here = self
            .holders
            .get(&client)
            .and_then(|connection| self.taken.get(connection));
        let clock = here
            .and_then(|connected| connected.states.get(&client))
            .map(|state| state.clock);
        clock
            .or_else(|| Some(self.others.speaker(client)?.2))
            .or_else(|| self.left.get(&client).copied())
    }

    /// What everybody says of themselves in a document, in awareness updates. A stock client repeats each as it is, so
    /// that each must be small enough to be let in again.
    pub fn states(&self, document: &DocumentId) -> Vec<Vec<u8>> {
        let here = self
            .taken
            .values()
            .flat_map(|connected| &connected.states)
            .filter(|(_, state)| state.document == *document)
            .map(|(client, state)| (*client, state.clock, state.json.as_str()));
        let states: Vec<_> = here.chain(self.others.states(document)).collect();
        states.chunks(IDS_PER_FRAME).map(update).collect()
    }

    /// Who sits at the table behind this process, as others are told.
    pub fn people(&self) -> Vec<Person> {
        let mut rows = BTreeMap::<_, Person>::new();
        let connections = self.taken.values();
        for connected in connections.filter(|connected| !connected.is_leaving) {
            let row = || Person {
                participant: connected.participant.clone(),
                clients: Vec::new(),
                behind: true,
            };
            let row = rows.entry(&connected.participant).or_insert_with(row);
            row.behind &= connected.is_behind;
            let clients = connected.states.iter();
            row.clients
                .extend(clients.map(|(client, state)| (*client, state.clock)));
        }
        rows.into_values().collect()
    }

    /// All that they say of themselves, as others are told.
    pub fn speeches(&self) -> Vec<Speech> {
        let mut speeches = Vec::new();
        for connected in self.taken.values() {
            let mut said = BTreeMap::<_, Vec<_>>::new();
            for (client, state) in &connected.states {
                let entry = (*client, state.clock, state.json.as_str());
                said.entry(&state.document).or_default().push(entry);
            }
            for (document, entries) in said {
                let updates = entries.chunks(IDS_PER_FRAME).map(update);
                speeches.extend(updates.map(|update| Speech {
                    participant: connected.participant.clone(),
                    document: document.clone(),
                    update: update.into(),
                }));
            }
        }
        speeches
    }

    /// Who sits here behind other processes.
    pub fn others(&self) -> &Others {
        &self.others
    }

    /// The same, to hear more of them.
    pub fn others_mut(&mut self) -> &mut Others {
        &mut self.others
    }

    /// Takes in what somebody behind another process says in a document, as far as the client ids are theirs.
    pub fn hear_of(
        &mut self,
        node: u64,
        (who, document): (&ParticipantId, &DocumentId),
        entries: &[Entry<'_>],
        may_use: impl Fn(u64) -> bool,
        news: &mut News,
    ) {
        let mut new = Vec::new();
        for entry in entries {
            if !may_use(entry.client) {
                self.others.refuse(node, entry);
                continue;
            }
            let holder = self.holders.get(&entry.client).copied();
            if let Some(holder) = holder {
                let is_same_person = self.participant(holder) == Some(who);
                let known = self.known_clock(entry.client);
                // Whoever moved away says more there; what they said here before is no more heard.
                if !is_same_person || known.is_some_and(|known| entry.clock <= known) {
                    self.others.refuse(node, entry);
                    continue;
                }
                if let Some(connected) = self.taken.get_mut(&holder) {
                    connected.states.remove(&entry.client);
                }
                self.holders.remove(&entry.client);
            }
            if self.others.speaks(node, who, document, entry, news) {
                new.push(*entry);
            } else {
                self.others.refuse(node, entry);
            }
        }
        if !new.is_empty() {
            news.updates
                .push((document.clone(), awareness::encode(new)));
        }
    }

    /// Notes who is gone from other processes, and which client ids.
    pub fn note_gone(&mut self, news: &mut News) {
        for (client, clock) in news.gone.drain(..) {
            self.remember(client, clock);
        }
        for who in news.left.drain(..) {
            let is_here = self.taken.values().any(|it| it.participant == who);
            if !is_here && !self.others.have(&who) {
                self.departures.note(&who);
            }
        }
    }

    /// By which client ids a participant speaks in a document; nothing if they have no connection.
    pub fn presence(&self, participant: &ParticipantId, document: &DocumentId) -> Option<Presence> {
        let theirs = self.taken.values();
        let theirs = theirs.filter(|connected| &connected.participant == participant);
        // Of several pages, one that gets through is enough.
        let (mut is_here, mut behind) = (false, true);
        let mut clients = Vec::new();
        for connected in theirs {
            is_here = true;
            behind &= connected.is_behind;
            clients.extend(connected.speaks_in(document));
        }
        let elsewhere = self.others.people();
        for (_, is_behind) in elsewhere.filter(|(who, _)| *who == participant) {
            is_here = true;
            behind &= is_behind;
        }
        let elsewhere = self.others.clients(document);
        let elsewhere = elsewhere.filter(|(who, _)| *who == participant);
        clients.extend(elsewhere.map(|(_, client)| client));
        is_here.then(|| Presence {
            participant: participant.clone(),
            clients,
            behind,
        })
    }

    /// A row for everybody who has a connection, with their client ids in a document: all connections are looked at once, since each
    /// that comes is told.
    pub fn present(&self, document: &DocumentId) -> Vec<Presence> {
        let mut rows = BTreeMap::<_, Presence>::new();
        for connected in self.taken.values() {
            let row = || Presence {
                participant: connected.participant.clone(),
                clients: Vec::new(),
                behind: true,
            };
            let row = rows.entry(&connected.participant).or_insert_with(row);
            row.behind &= connected.is_behind;
            row.clients.extend(connected.speaks_in(document));
        }
        for (who, is_behind) in self.others.people() {
            let row = || Presence {
                participant: who.clone(),
                clients: Vec::new(),
                behind: true,
            };
            rows.entry(who).or_insert_with(row).behind &= is_behind;
        }
        for (who, client) in self.others.clients(document) {
            if let Some(row) = rows.get_mut(who) {
                row.clients.push(client);
            }
        }
        rows.into_values().collect()
    }
}

/// What some client ids say, as an awareness update.
fn update(few: &[(u64, u32, &str)]) -> Vec<u8> {
    let entries = few.iter().map(|(client, clock, json)| Entry {
        client: *client,
        clock: *clock,
        state: Some(json),
    });
    awareness::encode(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: u64 = 3;

    /// People with several pages each, of which every other writes on a desk.
    fn around(people: u64) -> Connections {
        let mut connections = Connections::default();
        for page in 0..people * PAGES {
            let who = format!("p{:04}", page % people).parse().expect("an id");
            let (outbox, ..) = Outbox::open(Dialect::RoundTable);
            let connection = outbox.connection();
            connections.take(who, outbox);
            let document = if page % 2 == 0 {
                DocumentId::Table
            } else {
                DocumentId::Notes
            };
            let entry = Entry {
                client: page + 1,
                clock: 1,
                state: Some("{}"),
            };
            connections.hear(connection, &document, &[entry], |_| true);
            connections.note_line(connection, page % 5 < 2);
        }
        connections
    }

    #[test]
    fn everybody_is_told_of_as_one_by_one() {
        let connections = around(40);
        for document in [DocumentId::Table, DocumentId::Notes] {
            let all = connections.present(&document);
            assert_eq!(all.len(), 40);
            for row in all {
                let by_itself = connections.presence(&row.participant, &document);
                assert_eq!(by_itself, Some(row));
            }
        }
    }
}
