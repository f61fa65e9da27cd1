//! The entries of a table's log: what is handed in, and what is read back.

use bytes::Bytes;
use shared::ids::{ParticipantId, TableId, Timestamp};
use shared::seq::Seq;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::column::seq_at;
use super::database::unsigned;
use super::digest::{Digest, Record};
use super::error::{Damage, DamageKind, StoreError};
use super::kind::Kind;

/// An entry before it has a number.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it holds.
    pub kind: Kind,
    /// Who did it; nobody when the house did.
    pub participant: Option<ParticipantId>,
    /// When.
    pub at: Timestamp,
    /// Its bytes, shared with whoever else needs them.
    pub body: Bytes,
}

/// What an append came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The number of the first draft.
    pub first_seq: Seq,
    /// The number of the last draft.
    pub head: Seq,
    /// The digest of the table's last event, this append's included.
    pub chain: Digest,
}

/// Where a table's log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 for an empty log.
    pub seq: Seq,
    /// The digest of the last event.
    pub chain: Digest,
    /// Up to here only events are left, and the prose is found in snapshots only; 0 if never compacted.
    pub compacted: Seq,
}

/// An entry as it was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number: the first is 1, and there are no gaps.
    pub seq: Seq,
    /// What it holds.
    pub kind: Kind,
    /// Who did it.
    pub participant: Option<ParticipantId>,
    /// When.
    pub at: Timestamp,
    /// Its bytes.
    pub body: Bytes,
    /// Its digest, already checked.
    pub digest: Digest,
}

impl Entry {
    /// Drafts as they were committed one after another, the first under this number, after an event with this digest.
    pub fn committed(table: &TableId, first: Seq, chain: Digest, drafts: Vec<Draft>) -> Vec<Self> {
        let (mut seq, mut chain) = (first, chain);
        let entries = drafts.into_iter().map(|draft| {
            let mut entry = Self {
                seq,
                kind: draft.kind,
                participant: draft.participant,
                at: draft.at,
                body: draft.body,
                digest: chain,
            };
            entry.digest = entry.digest_after(table, &chain);
            seq = seq.next();
            chain = entry.chain_after(chain);
            entry
        });
        entries.collect()
    }

    /// The chain once these entries have come after an event with this digest; nothing if they are not what their digests say, or
    /// do not follow each other.
    pub fn follow(table: &TableId, entries: &[Self], chain: Digest) -> Option<Digest> {
        let mut pairs = entries.iter().zip(entries.iter().skip(1));
        let are_in_order = pairs.all(|(one, next)| next.seq == one.seq.next());
        let chain = entries.iter().try_fold(chain, |chain, entry| {
            let is_it = entry.digest_after(table, &chain) == entry.digest;
            is_it.then(|| entry.chain_after(chain))
        });
        chain.filter(|_| are_in_order)
    }

    fn digest_after(&self, table: &TableId, previous: &Digest) -> Digest {
        let record = Record {
            table,
            seq: self.seq,
            participant: self.participant.as_ref(),
            at: self.at,
            body: &self.body,
        };
        record.entry_digest(self.kind, previous)
    }

    fn chain_after(&self, chain: Digest) -> Digest {
        match self.kind {
            Kind::Event => self.digest,
            Kind::Update | Kind::Private => chain,
        }
    }
}

/// A row of the log that has not been checked yet.
pub(super) struct RawEntry {
    pub(super) seq: Seq,
    kind: String,
    participant: Option<String>,
    at: u64,
    body: Vec<u8>,
    /// What the row says its digest is.
    pub(super) digest: Vec<u8>,
}

impl RawEntry {
    pub(super) fn read(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            seq: seq_at(row, 0)?,
            kind: row.try_get(1)?,
            participant: row.try_get(2)?,
            at: unsigned(row.try_get(3)?)?,
            body: row.try_get(4)?,
            digest: row.try_get(5)?,
        })
    }

    pub(super) fn is_event(&self) -> bool {
        self.kind == Kind::Event.text()
    }

    /// The entry, if it matches its digest; `previous` is the digest of the event before it.
    pub(super) fn check(self, table: &TableId, previous: &Digest) -> Result<Entry, StoreError> {
        let seq = self.seq;
        self.checked(table, previous).ok_or_else(|| {
            StoreError::Damaged(Damage {
                table: table.clone(),
                seq,
                kind: DamageKind::Entry,
            })
        })
    }

    fn checked(self, table: &TableId, previous: &Digest) -> Option<Entry> {
        let kind = Kind::from_text(&self.kind)?;
        let participant = self.participant.map(ParticipantId::new).transpose().ok()?;
        let at = Timestamp(self.at);
        let record = Record {
            table,
            seq: self.seq,
            participant: participant.as_ref(),
            at,
            body: &self.body,
        };
        let digest = record.entry_digest(kind, previous);
        let intact = digest.as_slice() == self.digest;
        intact.then(|| Entry {
            seq: self.seq,
            kind,
            participant,
            at,
            body: self.body.into(),
            digest,
        })
    }
}

/// The table's head.
pub(super) async fn head(
    connection: &mut AnyConnection,
    table: &TableId,
) -> Result<Option<Head>, StoreError> {
    let row = sqlx::query("SELECT head, chain, folded FROM tables WHERE id = $1")
        .bind(table.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let seq = seq_at(&row, 0)?;
        let chain: &[u8] = row.try_get(1)?;
        let chain = chain.try_into().map_err(|_| {
            StoreError::Damaged(Damage {
                table: table.clone(),
                seq,
                kind: DamageKind::Chain,
            })
        })?;
        Ok(Head {
            seq,
            chain,
            compacted: seq_at(&row, 2)?,
        })
    })
    .transpose()
}
