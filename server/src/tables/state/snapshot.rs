//! A state as a snapshot keeps it.

use super::{DocumentState, StateError, TableState, damaged};
use crate::store::{BUILD, Snapshot, Store};
use crate::tables::idempotency::DoneRequests;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::document::DocumentId;
use shared::ids::{ParticipantId, TableId};
use shared::table::RoundTable;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What stands before the encoded document.
#[derive(Serialize, Deserialize)]
struct Cover {
    state: RoundTable,
    owners: BTreeMap<ParticipantId, Vec<u64>>,
    #[serde(default)]
    asked: DoneRequests,
    /// The documents that follow the table's, with their lengths.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    documents: BTreeMap<DocumentId, u32>,
    /// The [build](BUILD) that it was written by; 0 for those before this was noted.
    #[serde(default)]
    build: usize,
}

/// All that is read of a snapshot that this build may not understand.
#[derive(Deserialize)]
struct Origin {
    #[serde(default)]
    build: usize,
}

impl TableState {
    /// The newest snapshot that can be read. One that cannot is set aside: the log has it all. One that a newer build has written is
    /// left to those who can read it.
    pub(super) async fn from_snapshots(
        store: &Store,
        table: &TableId,
    ) -> Result<Option<Self>, StateError> {
        let mut than = None;
        while let Some(snapshot) = store.older_snapshot(table, than).await? {
            match Self::from_snapshot(table, &snapshot) {
                Ok(state) => return Ok(Some(state)),
                Err(error @ StateError::Newer { .. }) => tracing::warn!(%table, %error),
                Err(error) => {
                    tracing::error!(%table, %error, "a snapshot is set aside");
                    store.set_aside(table, snapshot.seq).await;
                }
            }
            than = Some(snapshot.seq);
        }
        Ok(None)
    }

    /// The state as a snapshot has it.
    pub(crate) fn from_snapshot(table: &TableId, snapshot: &Snapshot) -> Result<Self, StateError> {
        let seq = snapshot.seq;
        if is_newer(&snapshot.body) {
            let (table, what) = (table.clone(), "it is a snapshot".to_owned());
            return Err(StateError::Newer { table, seq, what });
        }
        // A table that cannot be opened is worse than one that is opened slowly, so that nothing in
        // here may panic.
        let read = catch_unwind(AssertUnwindSafe(|| Self::from_body(&snapshot.body)));
        let mut state = read
            .ok()
            .flatten()
            .ok_or_else(|| damaged(table, seq, format!("its snapshot at {seq} cannot be read")))?;
        state.head = seq;
        state.snapshot_at = seq;
        Ok(state)
    }

    fn from_body(body: &Bytes) -> Option<Self> {
        let (length, rest) = body.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (cover, documents) = rest.split_at_checked(length)?;
        let cover = upgraded(serde_json::from_slice(cover).ok()?);
        let cover: Cover = serde_json::from_value(cover).ok()?;
        let mut state = Self::new(cover.state);
        let others: usize = cover.documents.values().map(|len| *len as usize).sum();
        let (table, mut others) =
            documents.split_at_checked(documents.len().checked_sub(others)?)?;
        let read = |bytes: &[u8]| DocumentState::read(body.slice_ref(bytes));
        state.documents.insert(DocumentId::Table, read(table)?);
        for (id, length) in cover.documents {
            let (document, rest) = others.split_at_checked(length as usize)?;
            state.documents.insert(id, read(document)?);
            others = rest;
        }
        for (participant, clients) in cover.owners {
            let owned = clients.into_iter();
            state
                .owners
                .extend(owned.map(|client| (client, participant.clone())));
        }
        state.asked = cover.asked;
        Some(state)
    }

    /// The state as a snapshot's body: a length, the state and owners as JSON, the table's document, then those others
    /// that somebody has written in.
    pub fn snapshot(&mut self) -> anyhow::Result<Bytes> {
        let mut owners = BTreeMap::<_, Vec<u64>>::new();
        for (client, owner) in &self.owners {
            owners.entry(owner.clone()).or_default().push(*client);
        }
        for clients in owners.values_mut() {
            clients.sort_unstable();
        }
        let mut documents = BTreeMap::new();
        let mut bodies = Vec::new();
        for id in self.written() {
            let whole = self.document(&id).whole();
            if id != DocumentId::Table {
                documents.insert(id, u32::try_from(whole.len())?);
            }
            bodies.push(whole);
        }
        let cover = serde_json::to_vec(&Cover {
            state: self.table.clone().unnamed(),
            owners,
            asked: self.asked.clone(),
            documents,
            build: BUILD,
        })?;
        let mut body = u32::try_from(cover.len())?.to_le_bytes().to_vec();
        body.extend_from_slice(&cover);
        for whole in &bodies {
            body.extend_from_slice(whole);
        }
        Ok(body.into())
    }
}

/// Whether a newer build has written a snapshot: it may say what this one would read over.
fn is_newer(body: &Bytes) -> bool {
    let cover = || {
        let (length, rest) = body.split_first_chunk::<4>()?;
        rest.get(..u32::from_le_bytes(*length) as usize)
    };
    let origin = cover().and_then(|cover| serde_json::from_slice::<Origin>(cover).ok());
    origin.is_some_and(|origin| origin.build > BUILD)
}

/// A cover as it is written today, made of one that an earlier build wrote: the features of a table had no state of
/// their own then.
fn upgraded(mut cover: Value) -> Value {
    let Some(state) = cover["state"].as_object_mut() else {
        return cover;
    };
    if !state.contains_key("agenda") {
        let mut take = |name: &str| state.remove(name).unwrap_or_default();
        let agenda = ["phase", "ends", "ready", "before_move"].map(|name| (name, take(name)));
        let practices = [
            ("brought", take("practices")),
            ("withdrawn", take("withdrawn")),
        ];
        let object = |fields: &[(&str, Value)]| -> Value {
            let there = fields.iter().filter(|(_, value)| !value.is_null());
            let there = there.map(|(name, value)| ((*name).to_owned(), value.clone()));
            Value::Object(there.collect())
        };
        let (agenda, practices) = (object(&agenda), object(&practices));
        state.insert("agenda".to_owned(), agenda);
        state.insert("practices".to_owned(), practices);
    }
    cover
}
