//! A table's state: what its log adds up to, held in memory. The round table that its events make, its document, and
//! whose each client id is.

mod document;
mod size;
mod snapshot;

pub use document::OpenDocument;

use crate::gate;
use crate::store::{Draft, Entry, Kind, Store, StoreError};
use crate::tables::idempotency::DoneRequests;
use bytes::Bytes;
use document::Document;
use shared::document::{Root, reserved};
use shared::ids::{ParticipantId, TableId, Timestamp};
use shared::prose::Block;
use shared::table::RoundTable;
use shared::table::TableEvent;
use shared::table::{Convened, Event, Record};
use size::Size;
use std::collections::{BTreeMap, HashMap, HashSet};
use tokio::time::Instant;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, StateVector, Transact, Update};

/// How many entries are read from the log at a time.
const PAGE: u32 = 4_096;

/// A larger document is made anew, but stays open: nobody waits longer for the first letter after a
/// pause than they would notice.
const MOST_RESTING: usize = 512 << 10;

/// Stands for a name that was erased.
const ERASED: &str = "—";

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
        seq: u64,
        /// What is wrong, for whoever repairs it.
        what: String,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a table's log adds up to.
pub struct TableState {
    /// The round table that its events make.
    pub table: RoundTable,
    /// To whom each client id belongs: the participant who used it first.
    pub owners: HashMap<u64, ParticipantId>,
    /// The number of the last entry.
    pub head: u64,
    /// The digest of the last event.
    pub chain: [u8; 32],
    /// The document that its updates make.
    document: Document,
    /// When somebody last wrote or needed the open document, unless there is no need to rest.
    stirred: Option<Instant>,
    /// Up to where the snapshot reached that it was read from.
    snapshot_at: u64,
    /// Roots that have their first newline, and are declared in the document.
    seeded: HashSet<Root>,
    /// The whole document encoded: all there is of it while it rests, otherwise until it changes or nobody asks.
    encoded: Option<Bytes>,
    /// How large the document is.
    size: Size,
    /// What was asked and done.
    asked: DoneRequests,
}

impl TableState {
    /// Reads the table's snapshot, if it has one, and what its log says since.
    pub async fn open(store: &Store, table: &TableId) -> Result<Self, StateError> {
        let head = store
            .head(table)
            .await?
            .ok_or_else(|| StateError::NotFound(table.clone()))?;
        let mut state = match Self::from_snapshots(store, table).await? {
            Some(state) => state,
            None => Self::from_log(store, table).await?,
        };
        state.read_on(store, table, head.seq).await?;
        state.chain = head.chain;
        state.declare_roots();
        state.name_people(store).await?;
        Ok(state)
    }

    /// Names those whom the log knows by their ids only.
    async fn name_people(&mut self, store: &Store) -> Result<(), StateError> {
        let people = self.table.participants.values_mut();
        let mut unnamed: Vec<_> = people.filter(|person| person.name.is_empty()).collect();
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
        Self::from_first(table, &store.entries(table, 0, 1).await?)
    }

    /// Reads what the log says up to an entry.
    pub(crate) async fn read_on(
        &mut self,
        store: &Store,
        table: &TableId,
        through: u64,
    ) -> Result<(), StateError> {
        while self.head < through {
            let wanted = u32::try_from(through - self.head).unwrap_or(PAGE);
            let page = store.entries(table, self.head, wanted.min(PAGE)).await?;
            if page.is_empty() {
                return Err(damaged(
                    table,
                    self.head + 1,
                    format!("it ends at {} instead of {through}", self.head),
                ));
            }
            self.replay(table, page)?;
            if self.open_document().1.unfollowed.len() >= PAGE as usize {
                let followed = self.catch_up();
                followed.map_err(|e| damaged(table, self.head, e.to_string()))?;
            }
        }
        Ok(())
    }

    fn new(table: RoundTable) -> Self {
        Self {
            table,
            document: Document::Open(Box::new(OpenDocument::empty())),
            stirred: Some(Instant::now()),
            snapshot_at: 0,
            owners: HashMap::new(),
            head: 0,
            chain: [0; 32],
            seeded: HashSet::new(),
            encoded: None,
            size: Size::default(),
            asked: DoneRequests::default(),
        }
    }

    fn from_first(table: &TableId, first: &[Entry]) -> Result<Self, StateError> {
        let [entry] = first else {
            return Err(damaged(table, 1, "it is empty".to_owned()));
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
                Kind::Update => {
                    self.apply_update(&entry.body)
                        .map_err(|e| bad(e.to_string()))?;
                    let walk = gate::walk(&entry.body, &gate::Limits::none());
                    let walk = walk.map_err(|e| bad(e.to_string()))?;
                    self.own(entry.participant.as_ref(), &walk);
                    self.open_document().1.unfollowed.push(walk);
                }
                Kind::Event => {
                    let event =
                        serde_json::from_slice(&entry.body).map_err(|e| bad(e.to_string()))?;
                    if let Some(by) = &entry.participant {
                        self.asked.note_entry(by, &entry.body);
                    }
                    self.table.apply(&Record {
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

    /// Applies an update that has already passed the gate once, or that the house made.
    fn apply_update(&mut self, update: &[u8]) -> anyhow::Result<()> {
        self.changed(update.len(), 0);
        let update = Update::decode_v1(update)?;
        let (_, document) = self.open_document();
        document.doc.transact_mut().apply_update(update)?;
        Ok(())
    }

    /// Whether there is something to [tidy](Self::tidy).
    pub fn is_untidy(&self) -> bool {
        match &self.document {
            Document::Open(document) => !document.unfollowed.is_empty() || self.encoded.is_some(),
            Document::Resting(_) => false,
        }
    }

    /// What is done when nobody waits: the ledger catches up, and what was encoded for those who came at
    /// once is given back.
    pub fn tidy(&mut self) -> Result<(), gate::Reason> {
        if let Document::Open(document) = &mut self.document {
            self.encoded = None;
            document.catch_up()?;
        }
        Ok(())
    }

    /// Lets the ledger follow what was read from the log, before anything is written.
    pub fn catch_up(&mut self) -> Result<(), gate::Reason> {
        self.open_document().1.catch_up()
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

    /// Whether this participant may use the client id: it is theirs already, or nobody's.
    pub fn may_use(&self, client: u64, participant: &ParticipantId) -> bool {
        !reserved(client)
            && self
                .owners
                .get(&client)
                .is_none_or(|owner| owner == participant)
    }

    /// The updates that give every new root its first newline, applied; nothing if none is new.
    pub fn seed_new_roots(&mut self) -> Vec<Vec<u8>> {
        let mut seeds = Vec::new();
        for root in self.table.roots() {
            if self.seeded.contains(&root) {
                continue;
            }
            let seed = root.seed();
            let (_, document) = self.open_document();
            document.doc.get_or_insert_text(root.to_string());
            // A seed is our own, and the same bytes each time: it cannot be refused.
            let is_followed = document
                .catch_up()
                .and_then(|()| document.ledger.note(&seed));
            if self.apply_update(&seed).is_ok() && is_followed.is_ok() {
                seeds.push(seed);
                self.seeded.insert(root);
            }
        }
        seeds
    }

    /// Declares every root, without which yrs does not say which of them an update touched.
    fn declare_roots(&mut self) {
        let known = self.state_vector();
        for root in self.table.roots() {
            let (_, document) = self.open_document();
            document.doc.get_or_insert_text(root.to_string());
            if known.get(&yrs::block::ClientID::new(root.seeder())) > 0 {
                self.seeded.insert(root);
            }
        }
    }

    /// Tells the state that its document was changed, by an update of so many bytes that erases so much.
    pub fn changed(&mut self, bytes: usize, erases: usize) {
        self.open_document();
        self.encoded = None;
        self.stirred = Some(Instant::now());
        self.size.grow(bytes, erases);
    }

    /// Whether the document may grow by an update of so many bytes.
    pub fn has_room(&mut self, bytes: usize, most: usize) -> bool {
        if self.size.seems_full(bytes, most) && self.size.is_stale(most) {
            self.whole();
        }
        !self.size.seems_full(bytes, most)
    }

    /// Whether an update brings nothing, as far as that shows without the ledger: what it adds is there,
    /// and what it deletes is known to be deleted.
    pub fn holds(&mut self, walk: &gate::Walk) -> bool {
        let known = self.state_vector();
        let is_known = |range: &gate::ClientRange| {
            range.to <= known.get(&yrs::block::ClientID::new(range.client))
        };
        if !walk.clients.iter().all(is_known) {
            return false;
        }
        walk.deletes == 0 || {
            let (_, OpenDocument { doc, ledger, .. }) = self.open_document();
            ledger.has_deleted(doc, walk)
        }
    }

    /// What was asked and done.
    pub fn asked(&mut self) -> &mut DoneRequests {
        &mut self.asked
    }

    /// The whole document as one update. Kept for a moment if the document does not change, so that a hundred people
    /// joining at once cost one encoding.
    pub fn whole(&mut self) -> Bytes {
        if let Some(encoded) = &self.encoded {
            return encoded.clone();
        }
        let whole = self.open_document().1.encode();
        self.size = Size::measured(whole.len());
        self.encoded.insert(whole.into()).clone()
    }

    /// What a peer with this state vector lacks.
    pub fn since(&mut self, known: &StateVector) -> Bytes {
        if known.is_empty() {
            return self.whole();
        }
        let (_, document) = self.open_document();
        document.doc.transact().encode_diff_v1(known).into()
    }

    /// Whether another state of the same table says the same: state, document, owners.
    pub(crate) fn is_same_as(&mut self, other: &mut Self) -> bool {
        let ((state, document), (other_state, other_document)) =
            (self.open_document(), other.open_document());
        let is_same = state.clone().unnamed() == other_state.clone().unnamed()
            && document.is_same_as(other_document)
            && document.prose(state) == other_document.prose(other_state);
        is_same && self.owners == other.owners
    }

    /// The participant's client ids, and the clock after the last block of each.
    pub fn clocks_of(&self, participant: &ParticipantId) -> Vec<(u64, u32)> {
        let theirs = self
            .owners
            .iter()
            .filter(|(_, owner)| *owner == participant);
        let known = self.state_vector();
        let clock = |client| known.get(&yrs::block::ClientID::new(client));
        theirs
            .map(|(client, _)| (*client, clock(*client)))
            .collect()
    }

    /// The prose of every root that somebody has written in.
    pub fn prose(&mut self) -> BTreeMap<Root, Vec<Block>> {
        let (state, document) = self.open_document();
        document.prose(state)
    }

    /// The document with its ledger, opened if the state rests, beside the state.
    ///
    /// # Panics
    /// Never: [`rest`](Self::rest) keeps bytes only after having read them.
    pub fn open_document(&mut self) -> (&RoundTable, &mut OpenDocument) {
        if let Document::Resting(_) = self.document {
            let read = self.encoded.as_deref().and_then(OpenDocument::read);
            let document = read.expect("the same bytes were read when the state was put to rest");
            document.declare(&self.table);
            self.document = Document::Open(Box::new(document));
            self.stirred = Some(Instant::now());
        }
        match &mut self.document {
            Document::Open(document) => (&self.table, &mut **document),
            Document::Resting(_) => unreachable!("it was opened above"),
        }
    }

    /// When somebody last wrote, or needed the open document; nothing if there is no need to rest.
    pub fn stirred(&self) -> Option<Instant> {
        self.stirred
    }

    /// How far the document has come.
    pub fn state_vector(&self) -> StateVector {
        match &self.document {
            Document::Open(document) => document.doc.transact().state_vector(),
            Document::Resting(vector) => vector.clone(),
        }
    }

    /// Keeps the document as bytes only, until somebody needs it. Only for what is committed.
    pub fn rest(&mut self) {
        self.stirred = None;
        let Document::Open(document) = &self.document else {
            return;
        };
        let whole = Bytes::from(document.encode().into_boxed_slice());
        // Proof that it can be opened again.
        let Some(fresh) = OpenDocument::read(&whole).filter(|fresh| fresh.is_same_as(document))
        else {
            tracing::error!("a document is not what its bytes say; it stays open");
            return;
        };
        self.size = Size::measured(whole.len());
        if whole.len() > MOST_RESTING {
            fresh.declare(&self.table);
            self.encoded = None;
            self.document = Document::Open(Box::new(fresh));
        } else {
            self.document = Document::Resting(self.state_vector());
            self.encoded = Some(whole);
        }
        self.owners.shrink_to_fit();
    }

    /// Up to where the snapshot reached that it was read from; 0 if there was none.
    pub fn snapshot_at(&self) -> u64 {
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

fn damaged(table: &TableId, seq: u64, what: String) -> StateError {
    StateError::Damaged {
        table: table.clone(),
        seq,
        what,
    }
}
