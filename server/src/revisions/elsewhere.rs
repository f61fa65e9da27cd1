//! What is written at other tables of a session, as their logs have it: read beside the tasks that may be changing them, away from
//! those that serve others, and kept for a moment, since several look at it in a row.

use super::frozen::{KeptText, READING};
use crate::store::{Store, StoreError};
use crate::tables::state::{StateError, TableState};
use shared::document::Root;
use shared::features::report::Report;
use shared::ids::{DelegationId, ParticipantId, TableId};
use shared::seq::Seq;
use shared::table::RoundTable;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// How many tables are kept.
const MOST: usize = 32;
/// For how long one is kept that nobody looks at.
const KEPT: Duration = Duration::from_mins(1);

/// A table as its log had it.
#[derive(Debug)]
pub struct ReadTable {
    /// What its events make.
    pub table: RoundTable,
    /// What everybody there reads, with its authors.
    pub text: KeptText,
    /// What the rapporteurs write, with its authors: for nobody who does not read the report.
    pub report: KeptText,
    /// Its last entry.
    pub head: Seq,
}

impl ReadTable {
    /// What a log adds up to.
    pub fn at(mut state: TableState) -> Self {
        let text = KeptText::now(&mut state, |_| true);
        let mut report = KeptText::default();
        for root in state
            .table
            .report
            .iter()
            .flat_map(Report::roots)
            .collect::<Vec<_>>()
        {
            let KeptText { text, authors } = KeptText::of(&mut state, &root);
            report.text.0.extend(text.0);
            report.authors.extend(authors);
        }
        Self {
            text,
            report,
            head: state.head,
            table: state.table,
        }
    }
}

/// The tables that were looked at lately.
#[derive(Debug, Default)]
pub struct Elsewhere {
    kept: Mutex<Vec<(Instant, Arc<ReadTable>)>>,
}

impl Elsewhere {
    /// A table as it is committed now: read anew if anything came to its log since, few at a time.
    ///
    /// # Errors
    /// If there is no such table, or its log cannot be read.
    pub async fn read(&self, store: &Store, table: &TableId) -> Result<Arc<ReadTable>, StateError> {
        if let Some(found) = self.found(store, table).await? {
            return Ok(found);
        }
        let turn = READING.acquire().await;
        let _turn = turn.map_err(|_| StoreError::Closed)?;
        // Whoever had the turn before may have read it.
        if let Some(found) = self.found(store, table).await? {
            return Ok(found);
        }
        let (store, id) = (store.clone(), table.clone());
        // Reading takes a processor for some time.
        let here = Handle::current();
        let read = spawn_blocking(move || {
            let state = here.block_on(TableState::open(&store, &id))?;
            Ok::<_, StateError>(ReadTable::at(state))
        });
        let read = Arc::new(read.await.map_err(|_| StoreError::Closed)??);
        let mut kept = self.kept();
        kept.retain(|(_, it)| it.table.id != *table);
        kept.push((Instant::now(), read.clone()));
        let too_many = kept.len().saturating_sub(MOST);
        kept.drain(..too_many);
        Ok(read)
    }

    /// A table that is kept, if nothing came to its log since; it is the last to go from now on.
    async fn found(
        &self,
        store: &Store,
        table: &TableId,
    ) -> Result<Option<Arc<ReadTable>>, StoreError> {
        let head = store.head(table).await?.map(|head| head.seq);
        let mut kept = self.kept();
        kept.retain(|(at, _)| at.elapsed() < KEPT);
        let is_it =
            |(_, it): &(Instant, Arc<ReadTable>)| it.table.id == *table && Some(it.head) == head;
        let Some(at) = kept.iter().position(is_it) else {
            return Ok(None);
        };
        let (_, found) = kept.remove(at);
        kept.push((Instant::now(), found.clone()));
        Ok(Some(found))
    }

    fn kept(&self) -> MutexGuard<'_, Vec<(Instant, Arc<ReadTable>)>> {
        // Nothing is done under the lock that could panic half-way.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a delegation wrote at a table.
#[derive(Debug)]
pub struct OwnTexts {
    /// What its events make.
    pub table: RoundTable,
    /// The texts that were asked for, with their authors.
    pub kept: KeptText,
    /// The last entry of its log.
    pub head: Seq,
}

/// Texts that a delegation wrote at a table, as they are committed; none for whoever does not speak for it there. They are read anew each
/// time, and kept nowhere.
///
/// # Errors
/// If there is no such table, or its log cannot be read.
pub async fn own_texts(
    store: &Store,
    table: &TableId,
    (who, of): (&ParticipantId, &DelegationId),
    roots: impl FnOnce(&RoundTable) -> Vec<Root> + Send + 'static,
) -> Result<OwnTexts, StateError> {
    let turn = READING.acquire().await;
    let _turn = turn.map_err(|_| StoreError::Closed)?;
    let (store, id) = (store.clone(), table.clone());
    let (who, of) = (who.clone(), of.clone());
    // Reading takes a processor for some time.
    let here = Handle::current();
    let read = spawn_blocking(move || {
        let mut state = here.block_on(TableState::open(&store, &id))?;
        let there = state.table.participants.get(&who);
        let speaks = there.is_some_and(|there| there.speaks_for() == Some(&of));
        let mut all = KeptText::default();
        let roots = roots(&state.table).into_iter();
        for root in roots.filter(|_| speaks) {
            let KeptText { text, authors } = KeptText::of(&mut state, &root);
            all.text.0.extend(text.0);
            all.authors.extend(authors);
        }
        Ok::<_, StateError>(OwnTexts {
            kept: all,
            head: state.head,
            table: state.table,
        })
    });
    read.await.map_err(|_| StoreError::Closed)?
}
