//! A table's state: what its log adds up to, held in memory. The round table that its events make, its documents, and
//! whose each client id is.

mod document;
mod open;
pub mod prose_entry;
mod size;
mod snapshot;
mod tail;

pub use document::DocumentState;

use crate::gate;
use crate::store::{Draft, Entry, Kind, Store, StoreError};
use crate::tables::idempotency::DoneRequests;
use shared::document::{DocumentId, Root, reserved};
use shared::ids::{ParticipantId, TableId, Timestamp};
use shared::prose::Block;
use shared::seq::Seq;
use shared::table::TableEvent;
use shared::table::{Audience, RoundTable};
use shared::table::{Convened, Event, Record};
use std::collections::{BTreeMap, HashMap};
use tokio::time::Instant;
use yrs::block::ClientID;

/// How many entries are read from the log at a time.
const PAGE: u32 = 4_096;

/// Stands for a name that was erased.
pub const ERASED: &str = "—";

/// Why a table's state cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The store has no such table.
    #[error("there is no table {0}")]
    NotFound(TableId),
    /// An entry or snapshot is not what was written, or makes no sense.
    #[error("the log of table {table} is damaged: {what}")]
    Damaged {
        /// The table.
        table: TableId,
        /// The entry that cannot be replayed, or the snapshot's last one.
        seq: Seq,
        /// What is wrong, for whoever repairs it.
        what: String,
    },
    /// An entry is as it was written, and this build does not know what it says.
    #[error(
        "a newer build has written to the log of {table}: entry {seq} is not understood: {what}"
    )]
    Newer {
        /// The table, or the log of a session.
        table: TableId,
        /// The entry.
        seq: Seq,
        /// What is not understood.
        what: String,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The client ids under which each participant wrote.
pub type Writers = BTreeMap<ParticipantId, Vec<u64>>;

/// What a table's log adds up to.
pub struct TableState {
    /// The round table that its events make.
    pub table: RoundTable,
    /// To whom each client id belongs: the participant who used it first.
    pub owners: HashMap<u64, ParticipantId>,
    /// The number of the last entry.
    pub head: Seq,
    /// The digest of the last event.
    pub chain: [u8; 32],
    /// The documents that its updates make: the table's, and those others that somebody has needed.
    documents: BTreeMap<DocumentId, DocumentState>,
    /// Up to where the snapshot reached that it was read from.
    snapshot_at: Seq,
    /// What was asked and done.
    asked: DoneRequests,
}

impl TableState {
    /// Reads the table's snapshot, if it has one, and what its log says since.
    pub async fn open(store: &Store, table: &TableId) -> Result<Self, StateError> {
        let mut state = match Self::from_snapshots(store, table).await? {
            Some(state) => state,
            None => Self::from_log(store, table).await?,
        };
        state.finish(store, table).await?;
        Ok(state)
    }

    /// Takes in what the log says since, and what is kept beside it.
    async fn finish(&mut self, store: &Store, table: &TableId) -> Result<(), StateError> {
        let head = store
            .head(table)
            .await?
            .ok_or_else(|| StateError::NotFound(table.clone()))?;
        self.read_on(store, table, head.seq).await?;
        self.chain = head.chain;
        self.declare_roots();
        self.name_people(store).await?;
        self.recall_choices(store, table).await
    }

    /// Takes in what delegations say on secret ballots, of which the log knows only that they said something.
    async fn recall_choices(&mut self, store: &Store, table: &TableId) -> Result<(), StateError> {
        if !self.table.ballots.iter().any(|ballot| ballot.sealed) {
            return Ok(());
        }
        for row in store.choices_of(table).await? {
            let mut ballots = self.table.ballots.iter_mut();
            if let Some(ballot) = ballots.find(|it| it.id == row.ballot) {
                ballot.recall(&row.delegation, row.said);
            }
        }
        Ok(())
    }

    /// Names those whom the log knows by their ids only.
    async fn name_people(&mut self, store: &Store) -> Result<(), StateError> {
        let people = self.table.participants.values_mut();
        let mut unnamed: Vec<_> = people.filter(|person| person.name.is_empty()).collect();
        if unnamed.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = unnamed.iter().map(|person| person.id.clone()).collect();
        let names = store.names_of(&ids).await?;
        for person in &mut unnamed {
            let name = names.get(&person.id).filter(|name| !name.is_empty());
            name.map_or(ERASED, String::as_str)
                .clone_into(&mut person.name);
        }
        Ok(())
    }

    /// The state as it was after the log's first entry.
    pub(crate) async fn from_log(store: &Store, table: &TableId) -> Result<Self, StateError> {
        Self::from_first(table, &store.entries(table, Seq::START, 1).await?)
    }

    /// Reads what the log says up to an entry.
    pub(crate) async fn read_on(
        &mut self,
        store: &Store,
        table: &TableId,
        through: Seq,
    ) -> Result<(), StateError> {
        while self.head < through {
            let wanted = u32::try_from(through.since(self.head)).unwrap_or(PAGE);
            let page = store.entries(table, self.head, wanted.min(PAGE)).await?;
            if page.is_empty() {
                return Err(damaged(
                    table,
                    self.head.next(),
                    format!("it ends at {} instead of {through}", self.head),
                ));
            }
            self.replay(table, page)?;
        }
        Ok(())
    }

    fn new(table: RoundTable) -> Self {
        Self {
            table,
            documents: BTreeMap::from([(DocumentId::Table, DocumentState::empty())]),
            snapshot_at: Seq::START,
            owners: HashMap::new(),
            head: Seq::START,
            chain: [0; 32],
            asked: DoneRequests::default(),
        }
    }

    fn from_first(table: &TableId, first: &[Entry]) -> Result<Self, StateError> {
        let [entry] = first else {
            return Err(damaged(table, Seq::START.next(), "it is empty".to_owned()));
        };
        let mut state = match serde_json::from_slice(&entry.body) {
            Ok(Event::Table(TableEvent::Convened(first))) => {
                Self::new(RoundTable::convene(entry.at, &first))
            }
            _ => {
                return Err(damaged(
                    table,
                    entry.seq,
                    "it does not begin with the table's convening".to_owned(),
                ));
            }
        };
        state.head = entry.seq;
        Ok(state)
    }

    fn replay(&mut self, table: &TableId, page: Vec<Entry>) -> Result<(), StateError> {
        for entry in page {
            let seq = entry.seq;
            let bad = |what: String| {
                damaged(
                    table,
                    seq,
                    format!("entry {seq} cannot be replayed: {what}"),
                )
            };
            match entry.kind {
                Kind::Update | Kind::Private => {
                    let (document, update) = prose_entry::read(entry.kind, &entry.body)
                        .map_err(|e| bad(e.to_owned()))?;
                    let walk = gate::walk(&update, &gate::Limits::none());
                    let walk = walk.map_err(|e| bad(e.to_string()))?;
                    self.own(entry.participant.as_ref(), &walk);
                    let document = self.document(&document);
                    document
                        .replay(&update, walk)
                        .map_err(|e| bad(e.to_string()))?;
                }
                Kind::Event => {
                    let event = serde_json::from_slice(&entry.body)
                        .map_err(|error| StateError::of_event(table, &entry, &error))?;
                    if let Some(by) = &entry.participant {
                        self.asked.note_entry(by, &entry.body);
                    }
                    self.apply(&Record {
                        seq,
                        at: entry.at,
                        by: entry.participant,
                        event,
                    });
                }
            }
            self.head = seq;
        }
        Ok(())
    }

    /// A document, which begins when it is first asked for.
    pub fn document(&mut self, id: &DocumentId) -> &mut DocumentState {
        self.with_document(id).1
    }

    /// The table, and a document beside it.
    pub fn with_document(&mut self, id: &DocumentId) -> (&RoundTable, &mut DocumentState) {
        let begin = || DocumentState::begun(self.table.roots_of(id));
        let document = self.documents.entry(id.clone()).or_insert_with(begin);
        (&self.table, document)
    }

    /// Whether there is something to [tidy](Self::tidy).
    pub fn is_untidy(&self) -> bool {
        self.documents.values().any(DocumentState::is_untidy)
    }

    /// What is done when nobody waits: the ledgers catch up, and what was encoded for those who came at
    /// once is given back.
    pub fn tidy(&mut self) -> Result<(), gate::Reason> {
        self.documents
            .values_mut()
            .try_for_each(DocumentState::tidy)
    }

    /// When somebody last wrote, or needed an open document; nothing if there is no need to rest.
    pub fn stirred(&self) -> Option<Instant> {
        let documents = self.documents.values();
        documents.filter_map(DocumentState::stirred).max()
    }

    /// Keeps the documents as bytes only, until somebody needs them. Only for what is committed.
    pub fn rest(&mut self) {
        self.documents.values_mut().for_each(DocumentState::rest);
        self.documents
            .retain(|id, document| *id == DocumentId::Table || document.is_written());
        self.owners.shrink_to_fit();
    }

    /// Notes down that the client ids in this update belong to its author.
    pub fn own(&mut self, author: Option<&ParticipantId>, walk: &gate::Walk) {
        let Some(author) = author else { return };
        for range in &walk.clients {
            self.owners
                .entry(range.client)
                .or_insert_with(|| author.clone());
        }
    }

    /// Takes in what happened. Words that the server writes again stay those of who wrote them first.
    pub fn apply(&mut self, record: &Record) {
        let hands = record.event.hands().iter();
        let owned = hands.map(|hand| (hand.client, hand.author.clone()));
        self.owners.extend(owned);
        self.table.apply(record);
    }

    /// Whether this participant may use the client id: it is theirs already, or nobody's.
    pub fn may_use(&self, client: u64, participant: &ParticipantId) -> bool {
        !reserved(client)
            && self
                .owners
                .get(&client)
                .is_none_or(|owner| owner == participant)
    }

    /// The updates that give every new root of a document its first newline, applied, and which document that is; nothing if none
    /// is new. Where the report is not in memory, all of its roots are new: pages may have it open, and which of them have come since
    /// is not known.
    pub fn seed_new_roots(&mut self) -> Vec<(DocumentId, Vec<u8>)> {
        let mut seeds = Vec::new();
        for id in [DocumentId::Table, DocumentId::Report] {
            let roots = self.table.roots_of(&id);
            if roots.is_empty() {
                continue;
            }
            let document = self.documents.entry(id.clone());
            let document = document.or_insert_with(DocumentState::empty);
            let new = document.seed(roots).into_iter();
            seeds.extend(new.map(|seed| (id.clone(), seed)));
        }
        seeds
    }

    /// Declares every root of the documents that were read.
    fn declare_roots(&mut self) {
        for (id, document) in &mut self.documents {
            document.declare(self.table.roots_of(id));
        }
    }

    /// What was asked and done.
    pub fn asked(&mut self) -> &mut DoneRequests {
        &mut self.asked
    }

    /// Whether what a snapshot told is what the log adds up to: state, document, owners.
    pub(crate) fn is_same_as(&mut self, other: &mut Self) -> bool {
        let replayed = other.table.clone().unnamed();
        let told = self.table.clone().unnamed();
        let is_same = told == replayed.as_far_as_known_to(&told)
            && self.owners == other.owners
            && self.written().eq(&other.written());
        is_same
            && self.written().into_iter().all(|id| {
                let roots = self.table.roots_of(&id);
                let (document, other) = (self.document(&id).open(), other.document(&id).open());
                document.is_same_as(other) && document.prose(roots.clone()) == other.prose(roots)
            })
    }

    /// The documents that somebody has written in, and the table's.
    fn written(&self) -> Vec<DocumentId> {
        let written = self.documents.iter();
        let written =
            written.filter(|(id, document)| **id == DocumentId::Table || document.is_written());
        written.map(|(id, _)| id.clone()).collect()
    }

    /// The participant's client ids, and the clock after the last block of each.
    pub fn clocks_of(&self, participant: &ParticipantId) -> Vec<(u64, u32)> {
        let theirs = self
            .owners
            .iter()
            .filter(|(_, owner)| *owner == participant);
        let known: Vec<_> = self
            .documents
            .values()
            .map(DocumentState::state_vector)
            .collect();
        let clock = |client: u64| {
            let clocks = known.iter().map(|known| known.get(&ClientID::new(client)));
            clocks.max().unwrap_or(0)
        };
        theirs
            .map(|(client, _)| (*client, clock(*client)))
            .collect()
    }

    /// Who wrote in a document, and under which client ids.
    pub fn writers(&mut self, document: &DocumentId) -> Writers {
        let known = self.document(document).state_vector();
        let mut writers = Writers::new();
        for (client, owner) in &self.owners {
            if known.get(&ClientID::new(*client)) > 0 {
                writers.entry(owner.clone()).or_default().push(*client);
            }
        }
        writers
    }

    /// The prose of every root that somebody has written in, of those documents that everybody may read.
    pub fn prose(&mut self) -> BTreeMap<Root, Vec<Block>> {
        let roots = self.table.roots();
        let mut prose = self.document(&DocumentId::Table).open().prose(roots);
        let revealed = self.table.private_answers();
        let revealed = revealed.filter(|id| self.table.readers(id) == Audience::Everybody);
        for id in revealed.collect::<Vec<_>>() {
            let roots = self.table.roots_of(&id);
            if let Some(document) = self.documents.get_mut(&id) {
                prose.extend(document.open().prose(roots));
            }
        }
        prose
    }

    /// The prose of the report, for those who may read it.
    pub fn report_prose(&mut self) -> BTreeMap<Root, Vec<Block>> {
        let roots = self.table.roots_of(&DocumentId::Report);
        match self.documents.get_mut(&DocumentId::Report) {
            Some(document) => document.open().prose(roots),
            None => BTreeMap::new(),
        }
    }

    /// Up to where the snapshot reached that it was read from; 0 if there was none.
    pub fn snapshot_at(&self) -> Seq {
        self.snapshot_at
    }
}

/// The first entries of a new table's log: how it begins, and the first newline of each root.
pub fn first_entries(
    at: Timestamp,
    by: Option<ParticipantId>,
    first: Convened,
) -> anyhow::Result<Vec<Draft>> {
    let state = RoundTable::convene(at, &first);
    let body = serde_json::to_vec(&Event::Table(TableEvent::Convened(Box::new(first))))?.into();
    let mut drafts = vec![Draft {
        kind: Kind::Event,
        participant: by,
        at,
        body,
    }];
    for root in state.roots() {
        drafts.push(Draft {
            kind: Kind::Update,
            participant: None,
            at,
            body: root.seed().into(),
        });
    }
    Ok(drafts)
}

impl StateError {
    /// Why an event cannot be read whose bytes are those that were written.
    pub fn of_event(log: &TableId, entry: &Entry, error: &serde_json::Error) -> Self {
        let (table, seq) = (log.clone(), entry.seq);
        let is_some_event = serde_json::from_slice::<serde_json::Value>(&entry.body)
            .is_ok_and(|event| event.is_object());
        if is_some_event {
            let what = error.to_string();
            return Self::Newer { table, seq, what };
        }
        let what = format!("entry {seq} cannot be replayed: {error}");
        Self::Damaged { table, seq, what }
    }
}

fn damaged(table: &TableId, seq: Seq, what: String) -> StateError {
    StateError::Damaged {
        table: table.clone(),
        seq,
        what,
    }
}
