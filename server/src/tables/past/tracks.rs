//! The tracks that updates leave: who wrote when, and in which root.

use crate::gate::{Walk, Whereabouts};
use shared::document::Root;
use shared::ids::{ParticipantId, Timestamp};
use shared::prose::firsts::Firsts;
use shared::seq::Seq;
use std::collections::HashMap;
use yrs::block::ClientID;
use yrs::{ID, Snapshot};

/// An update of the table's document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Track {
    /// Its entry.
    pub seq: Seq,
    /// When it was written.
    pub at: Timestamp,
    /// By whom, by their number among the people; nobody if the house did.
    pub by: Option<usize>,
    /// In which root, by its number, if that is known: in the last one if it touches several.
    pub root: Option<usize>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    pub all: Vec<Track>,
    /// Whoever wrote something.
    pub people: Vec<ParticipantId>,
    /// The roots that were written in, in the order in which they first appear.
    pub roots: Vec<Root>,
    /// To whom each client id belongs, by their number.
    owners: HashMap<u64, usize>,
    /// Which update brought what.
    written: Firsts,
    /// Which update deleted what.
    erased: Firsts,
    /// In which root each clock lies, by its number.
    places: Firsts,
}

impl Tracks {
    /// Notes the log's next update.
    pub fn note(&mut self, seq: Seq, at: Timestamp, by: Option<&ParticipantId>, walk: &Walk) {
        let by = by.map(|by| self.person(by));
        let number = self.all.len();
        for range in &walk.clients {
            let client = ClientID::new(range.client);
            self.written.note(client, range.from..range.to, number);
            if let Some(by) = by {
                self.owners.entry(range.client).or_insert(by);
            }
        }
        for range in walk.erased() {
            let client = ClientID::new(range.client);
            self.erased.note(client, range.from..range.to, number);
        }
        self.place(walk);
        let mut changed = walk.clients.iter().chain(walk.erased()).rev();
        let root = changed.find_map(|range| self.places.of(id(range.client, range.from)));
        self.all.push(Track { seq, at, by, root });
    }

    /// Whose client ids these are, as a snapshot knows it.
    pub fn own<'a>(&mut self, owners: impl IntoIterator<Item = (&'a u64, &'a ParticipantId)>) {
        for (client, owner) in owners {
            let owner = self.person(owner);
            self.owners.insert(*client, owner);
        }
    }

    fn person(&mut self, id: &ParticipantId) -> usize {
        let known = self.people.iter().position(|known| known == id);
        known.unwrap_or_else(|| {
            self.people.push(id.clone());
            self.people.len() - 1
        })
    }

    /// Finds out where the blocks of an update lie. One may stand beside another of the same update that comes later in its bytes.
    fn place(&mut self, walk: &Walk) {
        let mut waiting: Vec<_> = walk.whereabouts().collect();
        loop {
            let before = waiting.len();
            waiting.retain(|(range, whereabouts)| {
                let root = match *whereabouts {
                    Whereabouts::In(name) => self.root(name),
                    Whereabouts::With(client, clock) => self.places.of(id(client, clock)),
                };
                let Some(root) = root else { return true };
                let client = ClientID::new(range.client);
                self.places.note(client, range.from..range.to, root);
                false
            });
            if waiting.is_empty() || waiting.len() == before {
                return;
            }
        }
    }

    fn root(&mut self, name: &str) -> Option<usize> {
        let root = Root::parse(name)?;
        let known = self.roots.iter().position(|known| *known == root);
        Some(known.unwrap_or_else(|| {
            self.roots.push(root);
            self.roots.len() - 1
        }))
    }

    /// Who owns a client id, by their number.
    pub fn owner(&self, client: ClientID) -> Option<usize> {
        self.owners.get(&client.get()).copied()
    }

    /// How many updates had come with the entry of that number.
    pub fn until(&self, seq: Seq) -> usize {
        self.all.partition_point(|track| track.seq <= seq)
    }

    /// What the document held after so many updates.
    pub fn snapshot(&self, updates: usize) -> Snapshot {
        Snapshot::new(self.written.reached(updates), self.erased.until(updates))
    }
}

fn id(client: u64, clock: u32) -> ID {
    ID::new(ClientID::new(client), clock)
}
