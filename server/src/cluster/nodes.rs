//! Which other processes work on the database. Each has a row; only while there is another does it say again and again that it is up, so
//! that a house by itself writes nothing. Whether another is alive is told by its row's growing, and by no clock but our own.

use crate::auth::secret::FreshId as _;
use crate::store::{NodeRow, Store, StoreError};
use shared::ids::ParticipantId;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A process whose row does not grow for so long is gone.
const GONE: Duration = Duration::from_secs(10);

/// What is known of the processes on a database. A clone is another hold on the same.
#[derive(Clone, Default)]
pub struct Nodes(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// Our own row, once we have one.
    own: Mutex<Option<NodeRow>>,
    others: Mutex<BTreeMap<String, Other>>,
    /// Whether there may be another.
    is_shared: AtomicBool,
    /// How many others have been seen at work.
    alive: AtomicUsize,
}

/// Another process.
struct Other {
    beats: u64,
    /// When its row grew last, or was first seen.
    since: Instant,
    /// Whether its row has grown since it was first seen.
    has_grown: bool,
}

impl Nodes {
    /// Takes a place among the processes of the database.
    pub async fn joins(&self, store: &Store) -> Result<(), StoreError> {
        let own = NodeRow {
            id: ParticipantId::fresh().to_string(),
            beats: 1,
        };
        store.node_beats(own.clone()).await?;
        *held(&self.0.own) = Some(own);
        self.looks(store).await
    }

    /// Gives the place back.
    pub async fn leaves(&self, store: &Store) -> Result<(), StoreError> {
        let own = held(&self.0.own).take();
        match own {
            Some(own) => store.node_is_gone(own).await,
            None => Ok(()),
        }
    }

    /// Whether nobody else works on the database, as far as is known.
    pub fn is_alone(&self) -> bool {
        !self.0.is_shared.load(Ordering::Relaxed)
    }

    /// How many other processes are at work.
    pub fn others(&self) -> usize {
        self.0.alive.load(Ordering::Relaxed)
    }

    /// Looks who is there, and says that we are if somebody else is.
    pub async fn looks(&self, store: &Store) -> Result<(), StoreError> {
        let Some(own) = held(&self.0.own).clone() else {
            return Ok(());
        };
        let rows = store.nodes().await?;
        let is_listed = rows.iter().any(|row| row.id == own.id);
        let gone = self.takes_in(rows.into_iter().filter(|row| row.id != own.id));
        if !is_listed || !self.is_alone() {
            let beats = own.beats + 1;
            let own = NodeRow { beats, ..own };
            if let Some(kept) = &mut *held(&self.0.own) {
                kept.beats = beats;
            }
            store.node_beats(own).await?;
        }
        for row in gone {
            store.node_is_gone(row).await?;
        }
        Ok(())
    }

    /// Takes in the rows of the others; those that are gone.
    fn takes_in(&self, rows: impl Iterator<Item = NodeRow>) -> Vec<NodeRow> {
        let mut others = held(&self.0.others);
        let mut gone = Vec::new();
        let mut seen = BTreeMap::new();
        for row in rows {
            let mut other = others.remove(&row.id).unwrap_or_else(|| Other {
                beats: row.beats,
                since: Instant::now(),
                has_grown: false,
            });
            if row.beats > other.beats {
                (other.beats, other.since, other.has_grown) = (row.beats, Instant::now(), true);
            }
            if other.since.elapsed() > GONE {
                gone.push(row);
            } else {
                seen.insert(row.id, other);
            }
        }
        *others = seen;
        let alive = others.values().filter(|other| other.has_grown).count();
        self.0
            .is_shared
            .store(!others.is_empty(), Ordering::Relaxed);
        let before = self.0.alive.swap(alive, Ordering::Relaxed);
        if alive > before {
            tracing::warn!(others = alive, "another process works on this database");
        } else if alive < before {
            tracing::info!(others = alive, "another process on this database is gone");
        }
        gone
    }
}

/// Nothing is done under these locks that could panic half-way.
fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, beats: u64) -> NodeRow {
        let id = id.to_owned();
        NodeRow { id, beats }
    }

    #[test]
    fn a_row_that_never_grows_is_nobody_at_work() {
        let nodes = Nodes::default();
        assert!(nodes.is_alone());
        nodes.takes_in([row("a", 7)].into_iter());
        assert!(!nodes.is_alone(), "there may be somebody");
        assert_eq!(nodes.others(), 0);
        nodes.takes_in([row("a", 8)].into_iter());
        assert_eq!(nodes.others(), 1);
        nodes.takes_in([].into_iter());
        assert!(nodes.is_alone());
        assert_eq!(nodes.others(), 0);
    }

    #[test]
    fn a_row_that_stands_still_is_taken_for_gone() {
        let nodes = Nodes::default();
        nodes.takes_in([row("a", 7)].into_iter());
        let long_ago = Instant::now().checked_sub(GONE * 2).expect("a clock");
        held(&nodes.0.others).get_mut("a").expect("a").since = long_ago;
        assert_eq!(nodes.takes_in([row("a", 7)].into_iter()), [row("a", 7)]);
        assert!(nodes.is_alone());
    }
}
