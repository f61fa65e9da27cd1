//! What is closed by itself: one task looks for what is due, whoever is connected, and asks its table to close it. While something is, it notes
//! down again and again that the house is up; what the house was down for, or could not write, is given back.

use super::handle::Request;
use super::registry::TableRegistry;
use crate::clock::now;
use crate::store::{Store, StoreError};
use shared::ids::{TableId, Timestamp};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How often it is looked for what is due: less than the shortest time that there is.
const BEAT: Duration = Duration::from_secs(2);
/// A house that could write nothing for so many milliseconds was down; a laptop that slept, too.
const ABSENT: u64 = 10_000;
/// When it is looked again once something was closed.
const SOON: Duration = Duration::from_millis(250);
/// How long one table may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// When a table is asked again that could not close what is due.
const AGAIN: Duration = Duration::from_mins(1);

/// Tables that could not be asked, and since when.
type Stuck = HashMap<TableId, Instant>;

/// Gives back the time for which the house was down, before anybody comes. Since when the house is known to be up: if it could not be
/// noted down, [`closes`] makes up for it.
pub async fn begins(store: &Store, tables: &TableRegistry) -> Timestamp {
    match makes_up(store, tables).await {
        Ok(up) => up,
        Err(error) => {
            tracing::warn!(%error, "it cannot be told for how long the house was down");
            store.alive().await.unwrap_or_else(|_| now())
        }
    }
}

async fn makes_up(store: &Store, tables: &TableRegistry) -> Result<Timestamp, StoreError> {
    let is_due = store.due_tables(None).await?;
    let through = now();
    if !is_due.is_empty() {
        let since = store.alive().await?;
        give_back(tables, is_due, since, through).await;
        store.beat(through).await?;
    }
    Ok(through)
}

/// Closes what is due, for ever; the house is known to be up since a moment.
pub async fn closes(store: Store, tables: TableRegistry, up: Timestamp) {
    let (mut alive, mut stuck) = (up, Stuck::default());
    loop {
        match look(&store, &tables, alive, &mut stuck).await {
            Ok(next) => {
                alive = now();
                tokio::time::sleep(next).await;
            }
            Err(StoreError::Closed) => return,
            Err(error) => {
                tracing::warn!(%error, "it cannot be told whether something is due");
                tokio::time::sleep(BEAT).await;
            }
        }
    }
}

/// The house closes well: from here on nobody can do anything.
pub async fn ends(store: &Store) {
    let noted = match store.first_due().await {
        Ok(Some(_)) => store.beat(now()).await,
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = noted {
        // Then more is given back than it was down for.
        tracing::warn!(%error, "when the house closes is not noted down");
    }
}

/// Closes what is due by now; how long until one should look again.
async fn look(
    store: &Store,
    tables: &TableRegistry,
    alive: Timestamp,
    stuck: &mut Stuck,
) -> Result<Duration, StoreError> {
    let Some(first) = store.first_due().await? else {
        return Ok(BEAT);
    };
    let here = now();
    if here.0.saturating_sub(alive.0) > ABSENT {
        let all = store.due_tables(None).await?;
        give_back(tables, all, alive, here).await;
    }
    store.beat(here).await?;
    if first <= here {
        stuck.retain(|_, since| since.elapsed() < AGAIN);
        for table in store.due_tables(Some(here)).await? {
            if !stuck.contains_key(&table) && !ask(tables, &table, Request::CloseDue).await {
                stuck.insert(table, Instant::now());
            }
        }
        return Ok(SOON);
    }
    Ok(BEAT.min(Duration::from_millis(first.0 - here.0)))
}

async fn give_back(
    tables: &TableRegistry,
    which: Vec<TableId>,
    since: Timestamp,
    through: Timestamp,
) {
    tracing::info!(
        seconds = through.0.saturating_sub(since.0) / 1_000,
        "time is given back"
    );
    for table in which {
        ask(tables, &table, Request::WasDown { since, through }).await;
    }
}

/// Asks a table, and waits until what follows is committed: whether it could. One that cannot be opened holds up no other for long.
async fn ask(tables: &TableRegistry, table: &TableId, request: Request) -> bool {
    let asked = async {
        let handle = tables.table(table).await?;
        handle.send(request).await?;
        handle.table().await?;
        anyhow::Ok(())
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(())) => return true,
        Ok(Err(error)) => tracing::error!(%table, %error, "what is due at a table stays so"),
        Err(_) => tracing::error!(%table, "a table does not answer; what is due there stays so"),
    }
    false
}
