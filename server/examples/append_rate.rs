//! How many entries a second the log takes, durably: `append_rate [DATABASE-URL]`.
//!
//! First in lock-step, so that every commit holds a known number of entries; then with writers that
//! each wait for their own entry only, which is how a meeting uses it.

#![expect(clippy::cast_precision_loss, reason = "rates are for reading")]

use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::future::try_join_all;
use server::store::{Draft, Kind, NewSession, NewTable, Store};
use shared::ids::{ParticipantId, SessionId, TableId, Timestamp};

const TABLES: usize = 10;
const EACH: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> Result<()> {
    let file = std::env::temp_dir().join(format!("append-rate-{}.db", std::process::id()));
    let ours = format!("sqlite:{}", file.display());
    let url = std::env::args().nth(1).unwrap_or(ours);
    let store = Store::open(&url).await?;
    let outcome = measure(&store).await;
    store.close().await?;
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    outcome
}

async fn measure(store: &Store) -> Result<()> {
    // Fresh names, so that a server's database can be used twice.
    let run = Timestamp(u64::from(std::process::id()));
    let table = |n: usize| TableId::new(format!("t{}-{n}", run.0));
    let tables: Vec<TableId> = (0..TABLES).map(table).collect::<Result<_, _>>()?;
    let new = |id: &TableId| NewTable {
        id: id.clone(),
        first: vec![],
    };
    let session = NewSession {
        id: SessionId::new(format!("s{}", run.0))?,
        title: String::new(),
        at: run,
        created_by: None,
        convener: None,
        log: vec![],
        tables: tables.iter().map(new).collect(),
    };
    store.create_session(session).await?;
    for kind in [Kind::Update, Kind::Event] {
        for rows in [1, 10, 50, 200, 1_000] {
            in_lock_step(store, &tables, &draft(kind)?, rows).await?;
        }
    }
    for writers in [20, 200, 1_000] {
        each_for_itself(store, &tables, &draft(Kind::Update)?, writers).await?;
    }
    Ok(())
}

fn draft(kind: Kind) -> Result<Draft> {
    let participant = Some(ParticipantId::new("p0123456789abcdef")?);
    Ok(Draft {
        kind,
        participant,
        at: Timestamp(1_700_000_000_000),
        body: vec![7; 60].into(),
    })
}

async fn in_lock_step(store: &Store, tables: &[TableId], draft: &Draft, rows: usize) -> Result<()> {
    let (started, mut commits) = (Instant::now(), 0_u32);
    while started.elapsed() < EACH {
        let drafts = |n: usize| rows / TABLES + usize::from(n < rows % TABLES);
        let appends = tables
            .iter()
            .enumerate()
            .filter(|(n, _)| drafts(*n) > 0)
            .map(|(n, table)| {
                store
                    .log()
                    .append(table.clone(), vec![draft.clone(); drafts(n)])
            });
        try_join_all(appends).await?;
        commits += 1;
    }
    let seconds = started.elapsed().as_secs_f64();
    let (commits, rows_each) = (f64::from(commits), rows as f64);
    println!(
        "{:?} in lock-step, {rows:>4} a time: {:>7.0} entries/s, {:>6.2} ms a time",
        draft.kind,
        commits * rows_each / seconds,
        1_000.0 * seconds / commits,
    );
    Ok(())
}

async fn each_for_itself(
    store: &Store,
    tables: &[TableId],
    draft: &Draft,
    writers: usize,
) -> Result<()> {
    let (before, started) = (store.metrics(), Instant::now());
    let write = |n: usize| {
        let (log, table, draft) = (store.log(), tables[n % TABLES].clone(), draft.clone());
        tokio::spawn(async move {
            let mut waits = Vec::new();
            while started.elapsed() < EACH {
                let asked = Instant::now();
                log.append(table.clone(), vec![draft.clone()]).await?;
                waits.push(asked.elapsed());
            }
            anyhow::Ok(waits)
        })
    };
    let mut waits = Vec::new();
    for writer in (0..writers).map(write).collect::<Vec<_>>() {
        waits.extend(writer.await??);
    }
    let (after, seconds) = (store.metrics(), started.elapsed().as_secs_f64());
    let commits = (after.commits - before.commits) as f64;
    let rows = (after.rows - before.rows) as f64;
    waits.sort();
    let wait = |part: usize| waits[waits.len() * part / 1_000].as_secs_f64() * 1_000.0;
    println!(
        "{writers:>4} writers: {:>7.0} entries/s, {:>5.0} commits/s, {:>4.0} a commit, \
         wait p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms",
        rows / seconds,
        commits / seconds,
        rows / commits,
        wait(500),
        wait(990),
        wait(999),
    );
    Ok(())
}
