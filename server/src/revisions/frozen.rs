//! A frozen text as its entry of the log keeps it: beside the event, so that it is committed with it, is covered by the chain
//! of events, and goes with no compaction. It is in no state and on no wire.

use crate::store::{Entry, Store, StoreError};
use crate::tables::state::{ERASED, TableState};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use shared::document::Root;
use shared::features::no_objection::NoObjectionEvent;
use shared::features::revisions::{Authors, FrozenText, canonical};
use shared::features::sign_off::Version;
use shared::ids::{ParticipantId, TableId};
use shared::outcome::Outcome;
use shared::seq::Seq;
use shared::table::{Event, Record};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use yrs::{ReadTxn as _, Transact as _};

/// How many events are looked at in one go: each may hold a text.
const PAGE: u32 = 16;
/// Reading one takes memory, and a processor for a moment: few at a time, whoever asks.
pub(super) static READING: Semaphore = Semaphore::const_new(2);

/// What is kept of a text that is frozen now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The canonical form: the bytes that are hashed.
    frozen: String,
    /// Whose words they are, by the names of the roots.
    #[serde(default)]
    authors: BTreeMap<String, Authors>,
}

/// A frozen text, read again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptText {
    /// The text.
    pub text: FrozenText,
    /// Whose words they are, by the names of the roots.
    pub authors: BTreeMap<String, Authors>,
}

impl Frozen {
    /// The table's text as it is now: of what everybody reads, these roots.
    pub fn now(state: &mut TableState, is_of_it: impl Fn(&Root) -> bool) -> Self {
        KeptText::now(state, is_of_it).into()
    }

    /// An outcome, which has its words from many texts, and no authors.
    pub fn outcome(outcome: &Outcome) -> Self {
        Self {
            frozen: outcome.record(),
            authors: BTreeMap::new(),
        }
    }

    /// Whether nothing was written in it.
    pub fn is_empty(&self) -> bool {
        self.authors.is_empty()
    }

    /// How many bytes the canonical form takes.
    pub fn bytes(&self) -> usize {
        self.frozen.len()
    }

    /// SHA-256 of the canonical form, in hex.
    pub fn digest(&self) -> String {
        sha256(&self.frozen)
    }

    /// Puts it beside the event in its entry.
    pub fn lay_into(self, entry: &mut Value) {
        entry["frozen"] = self.frozen.into();
        // Our own types, whose maps have text keys, cannot fail to serialise.
        entry["authors"] = serde_json::to_value(self.authors).unwrap_or_default();
    }
}

impl KeptText {
    /// One text as it is now, whoever may read it.
    pub fn of(state: &mut TableState, root: &Root) -> Self {
        let prose = state.document(&root.document()).open();
        let prose = prose.prose(vec![root.clone()]);
        let authors = [(root.to_string(), authors_of(state, root))].into();
        let text = FrozenText(prose);
        Self { text, authors }
    }

    /// The table's text as it is now: of what everybody reads, these roots.
    pub fn now(state: &mut TableState, is_of_it: impl Fn(&Root) -> bool) -> Self {
        let mut prose = state.prose();
        prose.retain(|root, _| is_of_it(root));
        let mut authors = BTreeMap::new();
        for root in prose.keys() {
            authors.insert(root.to_string(), authors_of(state, root));
        }
        let text = FrozenText(prose);
        Self { text, authors }
    }
}

impl From<KeptText> for Frozen {
    fn from(kept: KeptText) -> Self {
        Self {
            frozen: canonical(&kept.text.0),
            authors: kept.authors,
        }
    }
}

/// SHA-256 of a text, in hex.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn authors_of(state: &mut TableState, root: &Root) -> Authors {
    let doc = state.document(&root.document()).open().doc.clone();
    let mut txn = doc.transact_mut();
    let Some(text) = txn.get_text(root.to_string().as_str()) else {
        return Authors::new();
    };
    let mut authors = Authors::new();
    for (client, units) in shared::prose::clients(&text, &mut txn) {
        let who = client.and_then(|client| state.owners.get(&client)).cloned();
        match authors.last_mut() {
            Some((last, length)) if *last == who => *length += units,
            _ => authors.push((who, units)),
        }
    }
    authors
}

/// The text that was frozen with an entry of the log; nothing if the entry does not hold it.
///
/// `digest` is the SHA-256 of its canonical form, in hex.
pub async fn read(
    store: &Store,
    table: &TableId,
    entry: Seq,
    digest: &str,
) -> Result<Option<KeptText>, StoreError> {
    let _turn = READING.acquire().await.map_err(|_| StoreError::Closed)?;
    let found = entry_at(store, table, entry).await?;
    let digest = digest.to_owned();
    let read = spawn_blocking(move || kept(&found?, &digest));
    Ok(read.await.ok().flatten())
}

fn kept(entry: &Entry, digest: &str) -> Option<KeptText> {
    let frozen: Frozen = serde_json::from_slice(&entry.body).ok()?;
    if frozen.digest() != digest {
        return None;
    }
    Some(KeptText {
        text: FrozenText::read(&frozen.frozen).ok()?,
        authors: frozen.authors,
    })
}

/// The outcome that was frozen with an entry of the log, without people's names; nothing if the entry does not hold it.
///
/// `digest` is the SHA-256 of its canonical form, in hex.
pub async fn read_outcome(
    store: &Store,
    table: &TableId,
    entry: Seq,
    digest: &str,
) -> Result<Option<Outcome>, StoreError> {
    let _turn = READING.acquire().await.map_err(|_| StoreError::Closed)?;
    let Some(found) = entry_at(store, table, entry).await? else {
        return Ok(None);
    };
    let digest = digest.to_owned();
    let read = spawn_blocking(move || kept_outcome(&found, &digest));
    Ok(read.await.ok().flatten())
}

/// The outcome that was signed off with an entry of the log, with the names of people as they are known now; nothing if the entry
/// does not hold it.
pub async fn read_signed(
    store: &Store,
    table: &TableId,
    entry: Seq,
) -> Result<Option<Outcome>, StoreError> {
    let Some(found) = entry_at(store, table, entry).await? else {
        return Ok(None);
    };
    let turn = READING.acquire().await.map_err(|_| StoreError::Closed)?;
    let read = spawn_blocking(move || {
        let event: Event = serde_json::from_slice(&found.body).ok()?;
        let Event::SignOff(signed) = &event else {
            return None;
        };
        let record = Record {
            seq: found.seq,
            at: found.at,
            by: found.participant.clone(),
            event: event.clone(),
        };
        let version = Version::of(&record, signed)?;
        let mut outcome = kept_outcome(&found, &version.digest)?;
        outcome.sign_off = Some((&version).into());
        Some(outcome)
    });
    let Some(mut outcome) = read.await.ok().flatten() else {
        return Ok(None);
    };
    drop(turn);
    let people = outcome.people();
    let names = store.names_of(&people).await?;
    let name = |id: &ParticipantId| {
        let name = names.get(id).filter(|name| !name.is_empty());
        name.map_or(ERASED, String::as_str).to_owned()
    };
    outcome.name(&people.iter().map(|id| (id.clone(), name(id))).collect());
    outcome.entitle(&store.titles_of(&people).await?);
    Ok(Some(outcome))
}

async fn entry_at(store: &Store, table: &TableId, entry: Seq) -> Result<Option<Entry>, StoreError> {
    let found = store.events(table, entry.before(1), 1);
    let found = found.await?.into_iter().next();
    Ok(found.filter(|found| found.seq == entry))
}

fn kept_outcome(entry: &Entry, digest: &str) -> Option<Outcome> {
    let frozen: Frozen = serde_json::from_slice(&entry.body).ok()?;
    let is_it = frozen.digest() == digest;
    is_it.then(|| serde_json::from_str(&frozen.frozen).ok())?
}

/// The entries that freeze a text and hold another than their digest says, or none that can be read.
pub async fn untrue(store: &Store, table: &TableId) -> Result<Vec<Seq>, StoreError> {
    let (mut after, mut found) = (Seq::START, Vec::new());
    loop {
        let page = match store.events(table, after, PAGE).await {
            // It was named already, as what it is.
            Err(StoreError::Damaged(_)) => return Ok(found),
            page => page?,
        };
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = last.seq;
        let untrue = page.iter().filter(|entry| is_untrue(entry));
        found.extend(untrue.map(|entry| entry.seq));
    }
}

fn is_untrue(entry: &Entry) -> bool {
    let event: Option<Event> = serde_json::from_slice(&entry.body).ok();
    if let Some(Event::NoObjection(NoObjectionEvent::WordingPut {
        wording, digest, ..
    })) = &event
    {
        return sha256(&wording.canonical()) != *digest;
    }
    let Some((event, digest)) = event.as_ref().and_then(|it| Some((it, it.frozen()?))) else {
        return false;
    };
    let is_readable = |text: &str| {
        if event.freezes_outcome() {
            serde_json::from_str::<Outcome>(text).is_ok()
        } else {
            FrozenText::read(text).is_ok()
        }
    };
    let frozen: Option<Frozen> = serde_json::from_slice(&entry.body).ok();
    !frozen.is_some_and(|it| it.digest() == digest && is_readable(&it.frozen))
}
