//! Catching up with what other processes have written: the heads of all logs that are in memory are read in one query, again and again.

use super::{Bus, Nodes};
use crate::auth::in_use::InUse;
use crate::clock;
use crate::sessions::registry::SessionRegistry;
use crate::store::{Store, StoreError};
use crate::tables::abroad::Abroad;
use crate::tables::registry::TableRegistry;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it is looked who else is there, and what others have written.
const LOOK: Duration = Duration::from_secs(2);
/// How often what others have written is looked at after they have …
const SOON: Duration = Duration::from_millis(200);
/// … for so long.
const LIVELY: Duration = Duration::from_secs(5);

/// Keeps up with the others, for ever.
pub async fn catches_up(
    store: Store,
    sessions: SessionRegistry,
    tables: TableRegistry,
    (in_use, abroad): (Arc<InUse>, Arc<Abroad>),
    (nodes, bus): (Nodes, Bus),
) {
    let (mut was_connected, mut was_alone) = (true, nodes.is_alone());
    let (mut looked, mut moved) = (Instant::now(), None::<Instant>);
    let (mut lost, mut loses) = (losses(&tables, &bus), None::<Instant>);
    loop {
        // The bus says sooner.
        let is_lately = |when: Option<Instant>| when.is_some_and(|when| when.elapsed() < LIVELY);
        let now = losses(&tables, &bus);
        if now > lost {
            (lost, loses) = (now, Some(Instant::now()));
        }
        let is_lively =
            is_lately(moved) && !nodes.is_alone() && (!bus.is_connected() || is_lately(loses));
        tokio::time::sleep(if is_lively { SOON } else { LOOK }).await;
        if let Some(now) = bus.metrics().map(|bus| bus.is_connected)
            && now != was_connected
        {
            was_connected = now;
            if now {
                tracing::info!("the bus is there");
            } else {
                tracing::warn!("the bus cannot be reached: what others write is seen later");
            }
        }
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            abroad.forgets();
            if let Err(error) = keeps_time(&store).await {
                tracing::warn!(%error, "the database does not say what time it is");
            }
            match nodes.looks(&store).await {
                Err(StoreError::Closed) => return,
                Err(error) => tracing::warn!(%error, "it cannot be told who else is there"),
                Ok(()) => {}
            }
        }
        let is_alone = nodes.is_alone();
        // What somebody has done last is looked at once they have gone, too.
        if is_alone && was_alone {
            continue;
        }
        let looks = async {
            if look(&store, &sessions, &tables).await? {
                moved = Some(Instant::now());
            }
            signs_out(&store, &in_use).await
        };
        match looks.await {
            Ok(()) => was_alone = is_alone,
            Err(StoreError::Closed) => return,
            Err(error) => tracing::warn!(%error, "what others have written cannot be read"),
        }
    }
}

/// How often something was not said, or not heard, on the bus.
fn losses(tables: &TableRegistry, bus: &Bus) -> u64 {
    let unsaid = bus.metrics().map_or(0, |bus| bus.unsaid);
    unsaid.saturating_add(tables.metrics().gaps())
}

/// Goes by the database's clock, if it has one.
pub async fn keeps_time(store: &Store) -> Result<(), StoreError> {
    let asked = clock::own();
    if let Some(time) = store.time().await? {
        clock::goes_by(time, asked, clock::own());
    }
    Ok(())
}

/// Ends the connections by cookies that another process has signed out.
async fn signs_out(store: &Store, in_use: &InUse) -> Result<(), StoreError> {
    let mut tokens = in_use.tokens();
    let used: Vec<_> = tokens.iter().copied().collect();
    for good in store.good_tokens(&used).await? {
        tokens.remove(&good);
    }
    if !tokens.is_empty() {
        in_use.end_all_by(&tokens);
    }
    Ok(())
}

/// Tells every table and session in memory whose log is longer than it knows, or has lost what it knew; whether there is any.
async fn look(
    store: &Store,
    sessions: &SessionRegistry,
    tables: &TableRegistry,
) -> Result<bool, StoreError> {
    let open = tables.all_open();
    let live = sessions.all_live();
    // What is committed while the heads are read makes no log shorter.
    let open: Vec<_> = open
        .into_iter()
        .map(|(id, table)| (id, table.head(), table))
        .collect();
    let live: Vec<_> = live
        .into_iter()
        .map(|session| (session.state().head, session))
        .collect();
    let logs: Vec<_> = open.iter().map(|(id, ..)| id.clone()).collect();
    let logs: Vec<_> = logs
        .into_iter()
        .chain(live.iter().map(|(_, session)| session.log()))
        .collect();
    let heads: HashMap<_, _> = store.heads(&logs).await?.into_iter().collect();
    let mut is_any = false;
    for (known, session) in live {
        let head = heads.get(&session.log());
        if head.is_some_and(|head| *head > session.state().head || *head < known) {
            is_any = true;
            if let Err(error) = session.refresh().await {
                tracing::warn!(%error, "a session cannot be read again");
            }
        }
    }
    for (id, known, table) in open {
        let head = heads.get(&id);
        if head.is_some_and(|head| *head > table.head() || *head < known) {
            is_any = true;
            table.catches_up();
        }
    }
    Ok(is_any)
}
