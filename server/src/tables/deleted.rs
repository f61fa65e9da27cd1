//! What was deleted lately in a table's texts, read back from its log.

use shared::document::{DocumentId, Root};
use shared::ids::TableId;
use shared::prose::deleted::{Deleted, Deletions};
use shared::seq::Seq;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::Problem;
use crate::store::{Entry, Kind, Store, StoreError};
use crate::tables::state::{TableState, prose_entry};

/// How many entries are read from the log at a time.
const PAGE: u32 = 4_096;
/// A log of more entries is read from its oldest snapshot on: replaying so many takes a second or two.
const LONGEST: u64 = 40_000;
/// How many deletions are told.
const MOST: usize = 20;

/// A replay takes a processor for itself: one after the other, whoever asks.
static REPLAYING: Semaphore = Semaphore::const_new(1);

/// What was deleted in a root and is not there again, the newest first.
pub async fn deleted(store: &Store, table: &TableId, root: Root) -> Result<Vec<Deleted>, Problem> {
    let _turn = REPLAYING.acquire().await.map_err(|_| Problem::Stopping)?;
    let head = store.head(table).await?.ok_or(Problem::NotFound)?;
    let document = root.document();
    let (mut deletions, mut at) = if head.compacted == Seq::START && head.seq.get() <= LONGEST {
        (begun(&document)?, Seq::START)
    } else {
        since_a_snapshot(store, table, &document).await?
    };
    while at < head.seq {
        let page = match store.entries(table, at, PAGE).await {
            // Compaction came in between; what it removed is gone.
            Err(StoreError::Compacted { .. }) => {
                (deletions, at) = since_a_snapshot(store, table, &document).await?;
                continue;
            }
            page => page?,
        };
        let Some(last) = page.last() else { break };
        at = last.seq;
        let document = document.clone();
        deletions = spawn_blocking(move || replay(deletions, &document, &page))
            .await
            .map_err(|_| Problem::Damaged)??;
    }
    spawn_blocking(move || deletions.of(&root, MOST))
        .await
        .map_err(|_| Problem::Internal)
}

/// A document before anything was written in it. What is not the table's begins with its first newline, which is in no log.
fn begun(document: &DocumentId) -> Result<Deletions, Problem> {
    match document.only_root() {
        None => Ok(Deletions::default()),
        Some(root) => Deletions::since(&root.seed()).map_err(|_| Problem::Damaged),
    }
}

/// The oldest snapshot, and up to where it reaches; the log's beginning if there is none.
async fn since_a_snapshot(
    store: &Store,
    table: &TableId,
    document: &DocumentId,
) -> Result<(Deletions, Seq), Problem> {
    let (mut oldest, mut than) = (None, None);
    while let Some(snapshot) = store.older_snapshot(table, than).await? {
        than = Some(snapshot.seq);
        oldest = Some(snapshot);
    }
    let Some(snapshot) = oldest else {
        return Ok((begun(document)?, Seq::START));
    };
    let (table, document) = (table.clone(), document.clone());
    let read = spawn_blocking(move || {
        let mut state = TableState::from_snapshot(&table, &snapshot).ok()?;
        Some((
            Deletions::since(&state.document(&document).whole()).ok()?,
            snapshot.seq,
        ))
    });
    read.await.ok().flatten().ok_or(Problem::Damaged)
}

fn replay(
    mut deletions: Deletions,
    document: &DocumentId,
    page: &[Entry],
) -> Result<Deletions, Problem> {
    for entry in page.iter().filter(|entry| entry.kind != Kind::Event) {
        let read = prose_entry::read(entry.kind, &entry.body);
        let (of, update) = read.map_err(|_| Problem::Damaged)?;
        if of == *document {
            deletions
                .note(entry.participant.as_ref(), entry.at, &update)
                .map_err(|_| Problem::Damaged)?;
        }
    }
    Ok(deletions)
}
