//! Who sits at the same table behind other processes, and what they say of themselves, as those say: never stored, and forgotten once
//! a process says nothing.

use crate::cluster::Person;
use shared::document::DocumentId;
use shared::ids::ParticipantId;
use shared::protocol::awareness::{self, Entry};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::Instant;

/// A process that says nothing for so long is gone, and so are its people: it says something every [`TOLD`](super::together).
const SILENT: Duration = Duration::from_secs(8);
/// Of so many processes it is known who sits there.
const NODES: usize = 256;
/// How many people sit behind one process at one table, and by how many client ids they speak, at most.
const PEOPLE: usize = 16_384;

/// All of them, by their processes.
#[derive(Default)]
pub(super) struct Others(BTreeMap<u64, Node>);

struct Node {
    /// When it was heard last.
    heard: Instant,
    /// What it said last.
    number: u64,
    people: BTreeMap<ParticipantId, Someone>,
    states: BTreeMap<u64, State>,
    /// What it says by client ids and is not taken in, up to these clocks: there is no use in asking for it.
    refused: BTreeMap<u64, u32>,
}

/// Somebody behind one process.
struct Someone {
    behind: bool,
    /// When they last wrote in the document that everybody reads.
    wrote: Option<Instant>,
}

/// What is said by a client id.
struct State {
    participant: ParticipantId,
    document: DocumentId,
    clock: u32,
    json: String,
}

/// What is to be told of them to those who sit here.
#[derive(Default)]
pub(super) struct News {
    /// Whose presence changed.
    pub moved: BTreeSet<ParticipantId>,
    /// Whose client ids changed in a document.
    pub speaks: BTreeSet<(DocumentId, ParticipantId)>,
    /// What is said, or is no longer, as awareness updates.
    pub updates: Vec<(DocumentId, Vec<u8>)>,
    /// Client ids that are gone, with the clock after which they are.
    pub gone: Vec<(u64, u32)>,
    /// Who is gone from a process.
    pub left: Vec<ParticipantId>,
}

impl News {
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.speaks.is_empty() && self.updates.is_empty()
    }

    /// Client ids say nothing any more.
    fn silence(&mut self, states: impl IntoIterator<Item = (u64, State)>) {
        let mut gone = BTreeMap::<_, Vec<_>>::new();
        for (client, state) in states {
            let clock = state.clock.saturating_add(1);
            self.gone.push((client, clock));
            self.speaks
                .insert((state.document.clone(), state.participant));
            gone.entry(state.document).or_default().push(Entry {
                client,
                clock,
                state: None,
            });
        }
        let gone = gone.into_iter();
        self.updates
            .extend(gone.map(|(document, gone)| (document, awareness::encode(gone))));
    }
}

impl Others {
    /// Hears a process, unless it is an echo of what it said before, or there are too many. A process that was not heard before has
    /// nobody yet.
    pub fn hears(&mut self, node: u64, number: u64) -> bool {
        if self.0.len() >= NODES && !self.0.contains_key(&node) {
            return false;
        }
        let node = self.0.entry(node).or_insert_with(|| Node {
            heard: Instant::now(),
            number: 0,
            people: BTreeMap::new(),
            states: BTreeMap::new(),
            refused: BTreeMap::new(),
        });
        if number <= node.number {
            return false;
        }
        (node.heard, node.number) = (Instant::now(), number);
        true
    }

    /// Takes in who all sits behind a process. What they say is not said here: whether some of it is lacking.
    pub fn are_here(
        &mut self,
        node: u64,
        people: impl Iterator<Item = Person>,
        news: &mut News,
    ) -> bool {
        let Some(node) = self.0.get_mut(&node) else {
            return false;
        };
        let mut before = std::mem::take(&mut node.people);
        let (mut clients, mut is_lacking) = (BTreeSet::new(), false);
        for person in people.take(PEOPLE) {
            let was = before.remove(&person.participant);
            if was.as_ref().is_none_or(|it| it.behind != person.behind) {
                news.moved.insert(person.participant.clone());
            }
            let wrote = was.and_then(|it| it.wrote);
            let behind = person.behind;
            node.people
                .insert(person.participant, Someone { behind, wrote });
            for (client, clock) in person.clients {
                clients.insert(client);
                let known = node.states.get(&client);
                let refused = node.refused.get(&client);
                is_lacking |= known.is_none_or(|state| state.clock < clock)
                    && refused.is_none_or(|refused| *refused < clock);
            }
        }
        node.refused.retain(|client, _| clients.contains(client));
        news.left.extend(before.keys().cloned());
        news.moved.extend(before.into_keys());
        let gone = node
            .states
            .extract_if(.., |client, _| !clients.contains(client));
        news.silence(gone);
        is_lacking
    }

    /// Takes in what somebody behind a process says in a document by a client id of theirs; whether that is new.
    pub fn speaks(
        &mut self,
        node: u64,
        who: &ParticipantId,
        document: &DocumentId,
        entry: &Entry<'_>,
        news: &mut News,
    ) -> bool {
        if let Some((held_by, known)) = self.find(entry.client) {
            let is_same = known.participant == *who && known.document == *document;
            // Between processes, the later word counts.
            if !is_same || entry.clock <= known.clock {
                return false;
            }
            if held_by != node
                && let Some(before) = self.0.get_mut(&held_by)
            {
                before.states.remove(&entry.client);
            }
        }
        let Some(node) = self.0.get_mut(&node) else {
            return false;
        };
        let is_known = node.states.contains_key(&entry.client);
        let Some(json) = entry.state else {
            node.states.remove(&entry.client);
            if is_known {
                news.gone.push((entry.client, entry.clock));
                news.speaks.insert((document.clone(), who.clone()));
            }
            return is_known;
        };
        if node.states.len() >= PEOPLE {
            return false;
        }
        if !node.people.contains_key(who) {
            news.moved.insert(who.clone());
            let (behind, wrote) = (false, None);
            node.people.insert(who.clone(), Someone { behind, wrote });
        }
        if !is_known {
            news.speaks.insert((document.clone(), who.clone()));
        }
        let state = State {
            participant: who.clone(),
            document: document.clone(),
            clock: entry.clock,
            json: json.to_owned(),
        };
        node.states.insert(entry.client, state);
        true
    }

    /// What a process says by a client id is not taken in.
    pub fn refuse(&mut self, node: u64, entry: &Entry<'_>) {
        let Some(node) = self.0.get_mut(&node) else {
            return;
        };
        let known = node.states.get(&entry.client);
        if known.is_some_and(|state| state.clock >= entry.clock) {
            return;
        }
        if node.refused.len() < PEOPLE || node.refused.contains_key(&entry.client) {
            let clock = node.refused.entry(entry.client).or_default();
            *clock = entry.clock.max(*clock);
        }
    }

    /// Somebody wrote in the document that everybody reads.
    pub fn wrote(&mut self, who: &ParticipantId) {
        let nodes = self.0.values_mut();
        for someone in nodes.filter_map(|node| node.people.get_mut(who)) {
            someone.wrote = Some(Instant::now());
        }
    }

    /// When somebody last wrote in it, if they sit behind another process.
    pub fn wrote_at(&self, who: &ParticipantId) -> Option<Instant> {
        let nodes = self.0.values();
        nodes.filter_map(|node| node.people.get(who)?.wrote).max()
    }

    /// When the next process will have been silent for too long.
    pub fn next_gone(&self) -> Option<Instant> {
        self.0.values().map(|node| node.heard + SILENT).min()
    }

    /// Forgets those behind processes that say nothing any more.
    pub fn forget_silent(&mut self, news: &mut News) {
        let gone = self
            .0
            .extract_if(.., |_, node| node.heard.elapsed() >= SILENT);
        for (_, node) in gone {
            news.left.extend(node.people.keys().cloned());
            news.moved.extend(node.people.into_keys());
            news.silence(node.states);
        }
    }

    /// Keeps those only who may be here.
    pub fn retain(&mut self, may: impl Fn(&ParticipantId) -> bool, news: &mut News) {
        for node in self.0.values_mut() {
            let gone = node.people.extract_if(.., |who, _| !may(who));
            news.moved.extend(gone.map(|(who, _)| who));
            let gone = node
                .states
                .extract_if(.., |_, state| !may(&state.participant));
            news.silence(gone);
        }
    }

    /// A client id speaks from here now.
    pub fn gives_up(&mut self, client: u64) {
        for node in self.0.values_mut() {
            node.states.remove(&client);
        }
    }

    /// Everybody who sits behind another process, and whether what they are told does not get through: once for each process.
    pub fn people(&self) -> impl Iterator<Item = (&ParticipantId, bool)> {
        let nodes = self.0.values();
        nodes.flat_map(|node| node.people.iter().map(|(who, it)| (who, it.behind)))
    }

    /// Whether somebody sits behind another process.
    pub fn have(&self, who: &ParticipantId) -> bool {
        self.0.values().any(|node| node.people.contains_key(who))
    }

    /// By which client ids people speak in a document.
    pub fn clients<'a>(
        &'a self,
        document: &'a DocumentId,
    ) -> impl Iterator<Item = (&'a ParticipantId, u64)> {
        let states = self.0.values().flat_map(|node| &node.states);
        let there = states.filter(move |(_, state)| state.document == *document);
        there.map(|(client, state)| (&state.participant, *client))
    }

    /// What they say in a document.
    pub fn states<'a>(
        &'a self,
        document: &'a DocumentId,
    ) -> impl Iterator<Item = (u64, u32, &'a str)> {
        let states = self.0.values().flat_map(|node| &node.states);
        let there = states.filter(move |(_, state)| state.document == *document);
        there.map(|(client, state)| (*client, state.clock, state.json.as_str()))
    }

    /// Who speaks by a client id, where, and how far it has counted.
    pub fn speaker(&self, client: u64) -> Option<(&ParticipantId, &DocumentId, u32)> {
        let (_, state) = self.find(client)?;
        Some((&state.participant, &state.document, state.clock))
    }

    fn find(&self, client: u64) -> Option<(u64, &State)> {
        let mut nodes = self.0.iter();
        nodes.find_map(|(node, it)| Some((*node, it.states.get(&client)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(id: &str) -> ParticipantId {
        id.parse().expect("an id")
    }

    fn person(id: &str, clients: &[(u64, u32)]) -> Person {
        Person {
            participant: who(id),
            behind: false,
            clients: clients.to_vec(),
        }
    }

    fn says(client: u64, clock: u32) -> Entry<'static> {
        Entry {
            client,
            clock,
            state: Some("{}"),
        }
    }

    #[test]
    fn what_is_repeated_or_late_changes_nothing() {
        let (mut others, mut news) = (Others::default(), News::default());
        assert!(others.hears(1, 2));
        let here = [person("ana", &[(7, 1)])];
        assert!(others.are_here(1, here.into_iter(), &mut news));
        assert!(others.speaks(1, &who("ana"), &DocumentId::Table, &says(7, 1), &mut news));
        assert!(!others.hears(1, 2), "repeated");
        assert!(!others.hears(1, 1), "late");
        assert!(!others.speaks(1, &who("ana"), &DocumentId::Table, &says(7, 1), &mut news));
        let mut none = News::default();
        assert!(others.hears(1, 3));
        let here = [person("ana", &[(7, 1)])];
        assert!(!others.are_here(1, here.into_iter(), &mut none));
        assert!(none.is_empty());
    }

    #[test]
    fn what_is_refused_is_not_asked_for_until_more_is_said() {
        let (mut others, mut news) = (Others::default(), News::default());
        assert!(others.hears(1, 1));
        let mut is_lacking = |others: &mut Others, clock| {
            let here = [person("ana", &[(7, clock)])];
            others.are_here(1, here.into_iter(), &mut news)
        };
        assert!(is_lacking(&mut others, 3));
        others.refuse(1, &says(7, 3));
        assert!(!is_lacking(&mut others, 3));
        assert!(is_lacking(&mut others, 4), "it says more");
        let mut none = News::default();
        others.are_here(1, [].into_iter(), &mut none);
        assert!(others.0[&1].refused.is_empty(), "it is gone");
    }

    #[test]
    fn nobody_speaks_by_another_s_client_id_and_whoever_moves_takes_theirs_along() {
        let (mut others, mut news) = (Others::default(), News::default());
        assert!(others.hears(1, 1) && others.hears(2, 1));
        let table = DocumentId::Table;
        assert!(others.speaks(1, &who("ana"), &table, &says(7, 1), &mut news));
        assert!(!others.speaks(2, &who("ben"), &table, &says(7, 9), &mut news));
        let desk = DocumentId::Notes;
        assert!(!others.speaks(1, &who("ana"), &desk, &says(7, 9), &mut news));
        assert!(others.speaks(2, &who("ana"), &table, &says(7, 2), &mut news));
        assert!(!others.speaks(1, &who("ana"), &table, &says(7, 1), &mut news));
        assert_eq!(others.clients(&table).count(), 1);
        // Where she was before, her leaving ends nothing that she says now.
        let mut news = News::default();
        others.are_here(1, [].into_iter(), &mut news);
        assert_eq!(news.updates, []);
        assert!(others.have(&who("ana")));
    }

    #[test]
    fn those_behind_a_process_that_is_silent_are_gone_within_ten_seconds() {
        let (mut others, mut news) = (Others::default(), News::default());
        assert!(others.hears(1, 1));
        assert!(others.speaks(1, &who("ana"), &DocumentId::Table, &says(7, 1), &mut news));
        let mut news = News::default();
        others.forget_silent(&mut news);
        assert!(news.is_empty(), "it was heard just now");
        let long_ago = Instant::now().checked_sub(Duration::from_secs(9));
        others.0.get_mut(&1).expect("it was heard").heard = long_ago.expect("a clock");
        others.forget_silent(&mut news);
        assert_eq!(news.moved, BTreeSet::from([who("ana")]));
        assert_eq!(news.gone, [(7, 2)]);
        assert_eq!(others.people().count(), 0);
        assert_eq!(others.next_gone(), None);
    }
}
