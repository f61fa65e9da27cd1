//! Reading a log in pages, and seeing what is not there.

use shared::ids::TableId;
use shared::seq::Seq;
use sqlx::{AnyConnection, Row as _};

use super::column::seq_at;
use super::database::signed;
use super::digest::{CHAIN_START, Digest};
use super::entry::{self, Entry, Head, RawEntry};
use super::error::{Damage, DamageKind, StoreError};
use super::kind::Kind;

/// Which entries of a table are wanted.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    All,
    Events,
}

impl Wanted {
    fn sql(self) -> &'static str {
        match self {
            Self::All => {
                "SELECT seq, kind, participant, at, body, digest FROM entries \
                 WHERE table_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
            }
            Self::Events => {
                "SELECT seq, kind, participant, at, body, digest FROM entries \
                 WHERE table_id = $1 AND seq > $2 AND kind = 'e' ORDER BY seq LIMIT $3"
            }
        }
    }
}

/// Up to `limit` rows after `after`, not checked yet.
pub(super) async fn raw_entries(
    connection: &mut AnyConnection,
    table: &TableId,
    wanted: Wanted,
    after: Seq,
    limit: u32,
) -> Result<Vec<RawEntry>, StoreError> {
    let rows = sqlx::query(wanted.sql())
        .bind(table.as_str())
        .bind(signed(after.get())?)
        .bind(i64::from(limit))
        .fetch_all(connection)
        .await?;
    rows.iter().map(RawEntry::read).collect()
}

/// Some entries that follow each other, not checked yet.
pub(super) struct Page {
    /// The head as it was before the rows were read: what it promises must be among them.
    pub(super) head: Head,
    after: Seq,
    rows: Vec<RawEntry>,
    /// Whether the page reaches to the head.
    ended: bool,
}

impl Page {
    /// Reads a page; none if there is no such table. Entries newer than its head are left for the
    /// next page.
    pub(super) async fn read(
        connection: &mut AnyConnection,
        table: &TableId,
        wanted: Wanted,
        after: Seq,
        limit: u32,
    ) -> Result<Option<Self>, StoreError> {
        let Some(head) = entry::head(connection, table).await? else {
            return Ok(None);
        };
        let mut rows = raw_entries(connection, table, wanted, after, limit).await?;
        let read = rows.len();
        rows.retain(|row| row.seq <= head.seq);
        let ended = read < limit as usize || rows.len() < read;
        Ok(Some(Self {
            head,
            after,
            rows,
            ended,
        }))
    }

    /// The first and last number that is missing, save what was compacted away.
    pub(super) fn first_gap(&self) -> Option<(Seq, Seq)> {
        let compacted = self.head.compacted;
        let mut last = self.after.max(compacted);
        for row in self.rows.iter().filter(|row| row.seq > compacted) {
            if let Some(gap) = row.seq.gap_after(last) {
                return Some(gap);
            }
            last = row.seq;
        }
        self.head.seq.next().gap_after(last).filter(|_| self.ended)
    }

    /// Checks every digest, and that the chain of events ends where the table says it does.
    pub(super) async fn check(
        self,
        connection: &mut AnyConnection,
        table: &TableId,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut chain = chain_at(connection, table, self.after).await?;
        let mut last_event = self.after;
        let mut entries = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let entry = row.check(table, &chain)?;
            if entry.kind == Kind::Event {
                chain = entry.digest;
                last_event = entry.seq;
            }
            entries.push(entry);
        }
        if self.ended && self.after <= self.head.seq && chain != self.head.chain {
            let (table, kind) = (table.clone(), DamageKind::Chain);
            return Err(StoreError::Damaged(Damage {
                table,
                seq: last_event,
                kind,
            }));
        }
        Ok(entries)
    }
}

/// The digest of the last event at or before `seq`.
async fn chain_at(
    connection: &mut AnyConnection,
    table: &TableId,
    seq: Seq,
) -> Result<Digest, StoreError> {
    let row = sqlx::query(
        "SELECT seq, digest FROM entries \
         WHERE table_id = $1 AND kind = 'e' AND seq <= $2 ORDER BY seq DESC LIMIT 1",
    )
    .bind(table.as_str())
    .bind(signed(seq.get())?)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else {
        return Ok(CHAIN_START);
    };
    let seq = seq_at(&row, 0)?;
    let digest: &[u8] = row.try_get(1)?;
    digest.try_into().map_err(|_| {
        StoreError::Damaged(Damage {
            table: table.clone(),
            seq,
            kind: DamageKind::Entry,
        })
    })
}
