//! What a seat was told, and what follows from it.

use shared::ids::ParticipantId;
use shared::protocol::{ServerMessage, Welcome};
use shared::refusal::Refusal;
use shared::table::RoundTable;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Done and committed.
    Done,
    /// The rules say no.
    Refused(Refusal),
    /// Not committed; nothing changed.
    NotSaved,
}

/// Everything that a seat was told on its present connection, and its table from all of them.
#[derive(Debug, Default)]
pub struct Heard {
    /// Text frames as they came, of all connections.
    pub words: Vec<String>,
    /// The first message.
    pub welcome: Option<Welcome>,
    /// The table as this seat knows it.
    pub table: Option<RoundTable>,
    /// What became of commands.
    pub answers: HashMap<u64, Answer>,
    /// Up to which clock each client id is committed.
    pub saved: HashMap<u64, u32>,
    /// How many update messages of this connection for the table's document are committed.
    pub updates: u64,
    /// How many update messages for the table's document were sent on this connection.
    pub sent: u64,
    /// Whether the server has answered the first question for what is missing.
    pub synced: bool,
    /// How many binary frames came on this connection.
    pub frames: u64,
    /// How many binary updates others' writing brought.
    pub relayed: u64,
    /// What others say of themselves: clock and JSON, by client id.
    pub awareness: BTreeMap<u64, (u32, String)>,
    /// Who is present, with their client ids.
    pub present: BTreeMap<ParticipantId, Vec<u64>>,
    /// Whose connection is behind.
    pub behind: BTreeSet<ParticipantId>,
    /// Who speaks in documents that not everybody reads, by handle.
    pub speakers: BTreeMap<u64, BTreeMap<ParticipantId, Vec<u64>>>,
    /// Everything that came in binary, of all connections, once somebody has [tapped](crate::seat::Seat::taps) it.
    pub tapped: Option<Vec<Vec<u8>>>,
    /// How the connection ended, once it has: code and reason, if any were given.
    pub closed: Option<(Option<u16>, String)>,
    /// How often the server answered a ping in words.
    pub pongs: u64,
}

impl Heard {
    /// A new connection: what was true of the last one is no more.
    pub fn begin(&mut self) {
        let before = std::mem::take(self);
        self.words = before.words;
        self.table = before.table;
        self.answers = before.answers;
        self.tapped = before.tapped;
    }

    /// Takes in a text frame.
    ///
    /// # Panics
    /// If it is not as the protocol says.
    pub fn take_in(&mut self, text: &str) {
        self.words.push(text.to_owned());
        match serde_json::from_str(text).expect("the server speaks the protocol") {
            ServerMessage::Welcome(welcome) => {
                self.saved.extend(welcome.saved.iter().copied());
                self.table = Some(welcome.table.clone());
                self.present = welcome
                    .seats
                    .iter()
                    .map(|row| (row.participant.clone(), row.clients.clone()))
                    .collect();
                let behind = welcome.seats.iter().filter(|row| row.behind);
                self.behind = behind.map(|row| row.participant.clone()).collect();
                self.welcome = Some(*welcome);
            }
            ServerMessage::Happened { record } => {
                let welcome = self.welcome.as_mut().expect("welcome comes first");
                assert!(
                    record.seq > welcome.head,
                    "nothing is told twice or out of order"
                );
                welcome.head = record.seq;
                self.table
                    .as_mut()
                    .expect("welcome brings the table")
                    .apply(&record);
            }
            ServerMessage::Done { request } => drop(self.answers.insert(request, Answer::Done)),
            ServerMessage::Refused { request, refusal } => {
                self.answers.insert(request, Answer::Refused(refusal));
            }
            ServerMessage::NotSaved { request } => {
                drop(self.answers.insert(request, Answer::NotSaved));
            }
            ServerMessage::Saved {
                document,
                clocks,
                updates,
            } => {
                for (client, clock) in clocks {
                    let known = self.saved.entry(client).or_default();
                    *known = clock.max(*known);
                }
                if document == 0 {
                    self.updates = updates;
                }
            }
            ServerMessage::Pong { .. } => self.pongs += 1,
            ServerMessage::Arrived { presence } => {
                if presence.behind {
                    self.behind.insert(presence.participant.clone());
                } else {
                    self.behind.remove(&presence.participant);
                }
                self.present.insert(presence.participant, presence.clients);
            }
            ServerMessage::Left { participant } => {
                self.present.remove(&participant);
                self.behind.remove(&participant);
            }
            ServerMessage::Speaks { document, presence } => {
                let speakers = self.speakers.entry(document).or_default();
                speakers.insert(presence.participant, presence.clients);
            }
            ServerMessage::Outdated => panic!("a seat speaks today's protocol"),
        }
    }
}
