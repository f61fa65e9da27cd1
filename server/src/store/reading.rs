//! Reading a table's log, so that nothing damaged or missing is read over.

use crate::clock::now;
use shared::ids::TableId;
use shared::seq::Seq;

use super::Store;
use super::change::Change;
use super::entry::{self, Entry, Head};
use super::error::{Damage, DamageKind, StoreError};
use super::page::{Page, Wanted};
use super::snapshot::{self, Snapshot};

/// Reading a table's log.
impl Store {
    /// Up to `limit` entries after number `after`, in order, each checked against its digest.
    ///
    /// A damaged or missing entry is [`StoreError::Damaged`] and is remembered in quarantine. Where
    /// the updates after `after` were compacted away it is [`StoreError::Compacted`]: begin at a snapshot.
    /// An unknown table has no entries.
    pub async fn entries(
        &self,
        table: &TableId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        let read = self.read_entries(table, after, limit).await;
        self.noting_damage(read).await
    }

    async fn read_entries(
        &self,
        table: &TableId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut reader = self.reader().await?;
        let page = Page::read(&mut reader, table, Wanted::All, after, limit).await?;
        let Some(page) = page else {
            return Ok(Vec::new());
        };
        let compacted = match page.first_gap() {
            None => page.head.compacted,
            Some((seq, through)) => {
                // Folding may have come between reading the head and reading the entries.
                let now = entry::head(&mut reader, table).await?.unwrap_or(page.head);
                if now.compacted < through {
                    let kind = DamageKind::Gap { through };
                    return Err(StoreError::Damaged(Damage {
                        table: table.clone(),
                        seq,
                        kind,
                    }));
                }
                now.compacted
            }
        };
        if after < compacted {
            return Err(StoreError::Compacted {
                table: table.clone(),
                through: compacted,
            });
        }
        page.check(&mut reader, table).await
    }

    /// Up to `limit` events after number `after`; unlike updates they are never compacted away.
    pub async fn events(
        &self,
        table: &TableId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        let read = self.read_events(table, after, limit).await;
        self.noting_damage(read).await
    }

    async fn read_events(
        &self,
        table: &TableId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut reader = self.reader().await?;
        match Page::read(&mut reader, table, Wanted::Events, after, limit).await? {
            Some(page) => page.check(&mut reader, table).await,
            None => Ok(Vec::new()),
        }
    }

    /// Where the table's log ends; none if there is no such table.
    pub async fn head(&self, table: &TableId) -> Result<Option<Head>, StoreError> {
        let mut reader = self.reader().await?;
        entry::head(&mut reader, table).await
    }

    /// The newest snapshot that matches its digest. A damaged one is put in quarantine, and the one
    /// before it offered, if the log still reaches back to it.
    pub async fn snapshot(&self, table: &TableId) -> Result<Option<Snapshot>, StoreError> {
        self.older_snapshot(table, None).await
    }

    /// The same, among those that hold less than the one up to entry `than`.
    pub async fn older_snapshot(
        &self,
        table: &TableId,
        than: Option<Seq>,
    ) -> Result<Option<Snapshot>, StoreError> {
        let mut reader = self.reader().await?;
        let kept = snapshot::kept(&mut reader, table).await?;
        for seq in kept
            .into_iter()
            .filter(|seq| than.is_none_or(|than| *seq < than))
        {
            match snapshot::at(&mut reader, table, seq).await {
                Ok(Some(snapshot)) => return Ok(Some(snapshot)),
                Ok(None) => {}
                Err(StoreError::Damaged(damage)) => self.quarantine(&damage).await,
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Puts a snapshot in quarantine that is as it was written, and yet not what the log says: it is
    /// not offered again.
    pub async fn set_aside(&self, table: &TableId, seq: Seq) {
        let damage = Damage {
            table: table.clone(),
            seq,
            kind: DamageKind::SnapshotUntrue,
        };
        self.quarantine(&damage).await;
    }

    /// Stores a snapshot; the newest two are kept. One that is ahead of the log is refused.
    pub async fn put_snapshot(&self, table: TableId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.change(Change::PutSnapshot { table, snapshot }).await
    }

    pub(super) async fn noting_damage<T>(
        &self,
        read: Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Err(StoreError::Damaged(damage)) = &read {
            self.quarantine(damage).await;
        }
        read
    }

    /// Says so in the trace and remembers it, as far as the database lets us.
    async fn quarantine(&self, damage: &Damage) {
        self.shared.meter.damaged();
        tracing::error!(table = %damage.table, %damage, "damage in the log");
        let change = Change::Quarantine {
            damage: damage.clone(),
            at: now(),
        };
        if let Err(error) = self.change(change).await {
            tracing::warn!(%error, "the damage could not be put in quarantine");
        }
    }
}
