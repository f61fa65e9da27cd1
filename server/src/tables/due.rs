//! What is closed by itself: one task looks for what is due, whoever is connected, and asks its table to close it. While something is, it notes
//! down again and again that the house is up; what the house was down for, or could not write, is given back. While it runs, that is
//! measured by a clock that nobody puts right; from one run to the next there is only the clock on the wall.

use super::handle::Request;
use super::registry::TableRegistry;
use crate::clock::{now, steady};
use crate::store::{Owed, Store, StoreError};
use shared::ids::{TableId, Timestamp};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// How often it is looked for what is due: less than the shortest time that there is.
const BEAT: Duration = Duration::from_secs(2);
/// A house that could write nothing for so many milliseconds was down; a laptop that slept, too.
const ABSENT: u64 = 10_000;
/// Another process that is up has noted that down less than so many milliseconds ago: at every beat, or the next.
const NOTED: u64 = 5_000;
/// When it is looked again once something was closed.
const SOON: Duration = Duration::from_millis(250);
/// How long one table may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// When a table is asked again that could not close what is due.
const AGAIN: Duration = Duration::from_mins(1);

/// Tables that could not be asked, and since when.
type Stuck = HashMap<TableId, Instant>;

/// What is known of the house.
pub struct Up {
    /// When it was up last.
    alive: Moment,
    /// Since when it may have been down before it began, while that could not be told.
    unknown: Option<Timestamp>,
    stuck: Stuck,
}

/// A moment by the clock on the wall, and by one that only ever goes on.
#[derive(Debug, Clone, Copy)]
struct Moment {
    wall: Timestamp,
    steady: Duration,
}

impl Moment {
    fn now() -> Self {
        Self {
            wall: now(),
            steady: steady(),
        }
    }

    /// From when and through when the house was away since this moment, if it was: whoever puts the clock right meanwhile takes nobody's
    /// time, and gives none.
    fn away_until(self, here: Self) -> Option<(Timestamp, Timestamp)> {
        let gap = here.steady.saturating_sub(self.steady).as_millis();
        let gap = u64::try_from(gap).unwrap_or(u64::MAX);
        let since = Timestamp(here.wall.0.saturating_sub(gap));
        (gap > ABSENT).then_some((since, here.wall))
    }
}

/// Gives back the time for which the house was down, before anybody comes. What could not be given back, or noted down, [`closes`]
/// makes up for. Where another process may have been up all the while, nothing is.
pub async fn begins(store: &Store, tables: &TableRegistry, is_alone: bool) -> Up {
    let mut up = Up {
        alive: Moment::now(),
        unknown: None,
        stuck: Stuck::new(),
    };
    if let Err(error) = makes_up(store, tables, is_alone, &mut up).await {
        tracing::warn!(%error, "it cannot be told for how long the house was down");
        up.unknown = store.alive().await.ok();
    }
    up
}

async fn makes_up(
    store: &Store,
    tables: &TableRegistry,
    is_alone: bool,
    up: &mut Up,
) -> Result<(), StoreError> {
    let is_due = store.due_tables(None).await?;
    if is_due.is_empty() {
        return Ok(());
    }
    let since = store.alive().await?;
    let through = up.alive.wall;
    if is_alone || through.0.saturating_sub(since.0) > NOTED {
        owes(store, is_due, since, through).await?;
        store.beat(through).await?;
    }
    up.gives_back(store, tables).await?;
    Ok(())
}

/// Notes down what tables are owed. Nothing is closed there before they were given it: one that cannot be opened keeps no other from
/// being marked.
async fn owes(
    store: &Store,
    which: Vec<TableId>,
    since: Timestamp,
    through: Timestamp,
) -> Result<(), StoreError> {
    let seconds = through.0.saturating_sub(since.0) / 1_000;
    tracing::info!(seconds, "time is given back");
    for table in which {
        store
            .owe(Owed {
                table,
                since,
                through,
            })
            .await?;
    }
    Ok(())
}

impl Up {
    /// Gives back what is owed, where that is possible now; where it is not.
    async fn gives_back(
        &mut self,
        store: &Store,
        tables: &TableRegistry,
    ) -> Result<HashSet<TableId>, StoreError> {
        let mut left = HashSet::new();
        for owed in store.owed().await? {
            let (table, since, through) = (owed.table.clone(), owed.since, owed.through);
            if self.stuck.contains_key(&table) {
                left.insert(table);
            } else if ask(tables, &table, Request::WasDown { since, through }).await {
                store.is_even(owed).await?;
            } else {
                self.stuck.insert(table.clone(), Instant::now());
                left.insert(table);
            }
        }
        Ok(left)
    }
}

/// Closes what is due, for ever.
pub async fn closes(store: Store, tables: TableRegistry, mut up: Up) {
    loop {
        match look(&store, &tables, &mut up).await {
            Ok(next) => {
                up.alive = Moment::now();
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
async fn look(store: &Store, tables: &TableRegistry, up: &mut Up) -> Result<Duration, StoreError> {
    let Some(first) = store.first_due().await? else {
        return Ok(BEAT);
    };
    let moment = Moment::now();
    let here = moment.wall;
    let away = up.alive.away_until(moment);
    let away = up.unknown.map(|since| (since, here)).or(away);
    if let Some((since, through)) = away {
        // While this process was away, another may have been there.
        let since = since.max(store.alive().await?);
        if through.0.saturating_sub(since.0) > ABSENT {
            let all = store.due_tables(None).await?;
            owes(store, all, since, through).await?;
        }
        up.unknown = None;
    }
    up.stuck.retain(|_, since| since.elapsed() < AGAIN);
    store.beat(here).await?;
    let owed = up.gives_back(store, tables).await?;
    if first > here {
        return Ok(BEAT.min(Duration::from_millis(first.0 - here.0)));
    }
    let mut is_any_asked = false;
    for table in store.due_tables(Some(here)).await? {
        if up.stuck.contains_key(&table) || owed.contains(&table) {
            continue;
        }
        is_any_asked = true;
        if !ask(tables, &table, Request::CloseDue).await {
            up.stuck.insert(table, Instant::now());
        }
    }
    Ok(if is_any_asked { SOON } else { BEAT })
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

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000;

    fn moment(wall: u64, steady: u64) -> Moment {
        Moment {
            wall: Timestamp(wall),
            steady: Duration::from_millis(steady),
        }
    }

    #[test]
    fn a_clock_that_is_put_right_is_no_absence() {
        let before = moment(1_000 * SECOND, 5 * SECOND);
        for wall in [4_600 * SECOND, 1_002 * SECOND, 10 * SECOND] {
            let here = moment(wall, 7 * SECOND);
            assert_eq!(before.away_until(here), None, "{wall}");
        }
    }

    #[test]
    fn a_house_that_could_do_nothing_was_away_for_so_long_whatever_the_wall_says() {
        let before = moment(1_000 * SECOND, 5 * SECOND);
        for wall in [1_060 * SECOND, 4_660 * SECOND, 900 * SECOND] {
            let here = moment(wall, 65 * SECOND);
            let since = Timestamp(wall - 60 * SECOND);
            let want = Some((since, Timestamp(wall)));
            assert_eq!(before.away_until(here), want);
        }
    }
}
