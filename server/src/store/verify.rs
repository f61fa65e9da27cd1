//! Walks everything that has a digest.

use shared::ids::TableId;
use shared::seq::Seq;
use sqlx::{AnyConnection, Row as _};

use super::database::Dialect;
use super::digest::{CHAIN_START, Digest};
use super::entry::{self, Head, RawEntry};
use super::error::{Damage, DamageKind, StoreError};
use super::page::{self, Wanted};
use super::{session, snapshot};

/// What verifying found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Tables walked.
    pub tables: u64,
    /// Logs of sessions walked.
    pub sessions: u64,
    /// Entries checked.
    pub entries: u64,
    /// How many of them are events.
    pub events: u64,
    /// Snapshots checked.
    pub snapshots: u64,
    /// Everything that is not as it was written, as far as the log tells.
    pub damage: Vec<Damage>,
    /// What the database says of its own file (SQLite), in its words.
    pub file: Vec<String>,
}

impl Report {
    /// Whether everything is as it was written.
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.file.is_empty()
    }

    /// Whether nothing is wrong but snapshots, without which tables open from their logs, if those are whole.
    pub fn is_sound_but_for_snapshots(&self) -> bool {
        let of_snapshot =
            |it: &Damage| matches!(it.kind, DamageKind::Snapshot | DamageKind::SnapshotUntrue);
        self.file.is_empty() && self.damage.iter().all(of_snapshot)
    }
}

const PAGE: u32 = 1_000;

pub(super) async fn verify(
    connection: &mut AnyConnection,
    dialect: Dialect,
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    if dialect == Dialect::Sqlite {
        report.file = check_file(connection).await?;
    }
    for (log, is_table) in session::all_logs(connection).await? {
        let walk = Walk::along(connection, &log).await?;
        report.tables += u64::from(is_table);
        report.sessions += u64::from(!is_table);
        report.entries += walk.entries;
        report.events += walk.events;
        report.snapshots += walk.snapshots;
        report.damage.extend(walk.damage);
    }
    Ok(report)
}

async fn check_file(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("PRAGMA integrity_check")
        .fetch_all(&mut *connection)
        .await?;
    let lines: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get(0)).collect();
    let mut lines: Vec<String> = lines?.into_iter().filter(|line| line != "ok").collect();
    // That does not look at what rows refer to.
    let sql = "SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2";
    for row in sqlx::query(sql).fetch_all(connection).await? {
        let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let rows: i64 = row.try_get(2)?;
        lines.push(format!(
            "{rows} rows of {table} refer to what is not in {parent}"
        ));
    }
    Ok(lines)
}

/// One table's log, entry by entry.
struct Walk<'a> {
    table: &'a TableId,
    head: Head,
    last: Seq,
    last_event: Seq,
    chain: Vec<u8>,
    entries: u64,
    events: u64,
    snapshots: u64,
    damage: Vec<Damage>,
}

impl<'a> Walk<'a> {
    /// Walks a table that may be live: again if it was compacted meanwhile.
    async fn along(connection: &mut AnyConnection, table: &'a TableId) -> Result<Self, StoreError> {
        loop {
            let mut walk = Self::start(table);
            walk.head = match entry::head(connection, table).await {
                Ok(head) => head.ok_or_else(|| StoreError::UnknownTable(table.clone()))?,
                Err(StoreError::Damaged(damage)) => {
                    walk.damage.push(damage);
                    return Ok(walk);
                }
                Err(error) => return Err(error),
            };
            walk.through_entries(connection).await?;
            walk.through_snapshots(connection).await?;
            let now = entry::head(connection, table).await?;
            if now.is_none_or(|now| now.compacted == walk.head.compacted) {
                return Ok(walk);
            }
        }
    }

    fn start(table: &'a TableId) -> Self {
        Self {
            table,
            head: Head {
                seq: Seq::START,
                chain: CHAIN_START,
                compacted: Seq::START,
            },
            last: Seq::START,
            last_event: Seq::START,
            chain: CHAIN_START.to_vec(),
            entries: 0,
            events: 0,
            snapshots: 0,
            damage: Vec::new(),
        }
    }

    async fn through_entries(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        while self.last < self.head.seq {
            let page = page::raw_entries(connection, self.table, Wanted::All, self.last, PAGE);
            let Ok(page) = page.await else {
                self.found(self.last.next(), DamageKind::Unreadable);
                return Ok(());
            };
            let known = page
                .into_iter()
                .filter(|row| row.seq <= self.head.seq)
                .collect::<Vec<_>>();
            if known.is_empty() {
                break;
            }
            for row in known {
                self.step(row);
            }
        }
        self.expect_after_last(self.head.seq.next());
        if self.chain != self.head.chain {
            self.found(self.last_event, DamageKind::Chain);
        }
        self.beyond(connection).await
    }

    fn step(&mut self, row: RawEntry) {
        let seq = row.seq;
        self.expect_after_last(seq);
        self.last = seq;
        self.entries += 1;
        let previous: Digest = self.chain.as_slice().try_into().unwrap_or(CHAIN_START);
        if row.is_event() {
            // What the row says, so that one damaged event is named once and not with all after it.
            self.chain.clone_from(&row.digest);
            self.last_event = seq;
            self.events += 1;
        }
        if row.check(self.table, &previous).is_err() {
            self.found(seq, DamageKind::Entry);
        }
    }

    /// Notes a gap if `seq` is not the next number that must be there.
    fn expect_after_last(&mut self, seq: Seq) {
        let end = self.last.max(self.head.compacted);
        if let Some((missing, through)) = seq.gap_after(end) {
            self.found(missing, DamageKind::Gap { through });
        }
    }

    /// Rows beyond the head are damage, unless the head has moved on meanwhile.
    async fn beyond(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let rows = sqlx::query("SELECT MAX(seq) FROM entries WHERE table_id = $1")
            .bind(self.table.as_str())
            .fetch_one(&mut *connection)
            .await?;
        let last: Option<i64> = rows.try_get(0)?;
        let last = Seq::new(last.map_or(Ok(0), super::database::unsigned)?);
        let head = entry::head(connection, self.table).await?;
        if head.is_some_and(|head| last > head.seq) {
            self.found(last, DamageKind::BeyondHead);
        }
        Ok(())
    }

    async fn through_snapshots(
        &mut self,
        connection: &mut AnyConnection,
    ) -> Result<(), StoreError> {
        for seq in snapshot::all(connection, self.table).await? {
            self.snapshots += 1;
            match snapshot::at(connection, self.table, seq).await {
                Ok(_) => {}
                Err(StoreError::Damaged(damage)) => self.damage.push(damage),
                Err(_) => self.found(seq, DamageKind::Snapshot),
            }
            let head = entry::head(connection, self.table).await?;
            if head.is_some_and(|head| seq > head.seq) {
                self.found(seq, DamageKind::SnapshotBeyondHead);
            }
        }
        Ok(())
    }

    fn found(&mut self, seq: Seq, kind: DamageKind) {
        self.damage.push(Damage {
            table: self.table.clone(),
            seq,
            kind,
        });
    }
}
