//! What others have written to a table's log, taken into a state that is what the log was.

use super::{StateError, TableState, damaged};
use crate::store::{Digest, Entry, Head, Kind, Snapshot, Store};
use shared::ids::TableId;

use super::PAGE;

impl TableState {
    /// Reads the table as [`open`](Self::open) does, from a state that was kept in memory if there is one.
    pub(crate) async fn open_on(
        store: &Store,
        table: &TableId,
        base: Option<&Snapshot>,
    ) -> Result<Self, StateError> {
        if let Some(base) = base
            && let Ok(mut state) = Self::from_snapshot(table, base)
        {
            match state.finish(store, table).await {
                Ok(()) => return Ok(state),
                Err(error) => tracing::debug!(%table, %error, "a state that was kept is no use"),
            }
        }
        Self::open(store, table).await
    }

    /// Takes in what the log has since, up to its head. After an error the state is no use.
    pub(crate) async fn catch_up(
        &mut self,
        store: &Store,
        table: &TableId,
        head: Head,
    ) -> Result<(), StateError> {
        while self.head < head.seq {
            let wanted = u32::try_from(head.seq.since(self.head)).unwrap_or(PAGE);
            let page = store.entries(table, self.head, wanted.min(PAGE)).await?;
            let last = page.iter().rev().find(|entry| entry.kind == Kind::Event);
            let chain = last.map(|entry| entry.digest);
            if page.is_empty() {
                let what = format!("it ends at {} instead of {}", self.head, head.seq);
                return Err(damaged(table, self.head.next(), what));
            }
            self.replay(table, page)?;
            if let Some(chain) = chain {
                self.chain = chain;
            }
        }
        self.has_taken_in_events(store, table).await
    }

    /// Takes in what another process has committed, which follows from what is known, and where it leaves the chain. After an error the
    /// state is no use.
    pub(crate) async fn take_in(
        &mut self,
        store: &Store,
        table: &TableId,
        entries: Vec<Entry>,
        chain: Digest,
    ) -> Result<(), StateError> {
        let is_prose = entries.iter().all(|entry| entry.kind != Kind::Event);
        self.replay(table, entries)?;
        self.chain = chain;
        if is_prose {
            return Ok(());
        }
        self.has_taken_in_events(store, table).await
    }

    /// What follows from events beside what they say.
    async fn has_taken_in_events(
        &mut self,
        store: &Store,
        table: &TableId,
    ) -> Result<(), StateError> {
        self.declare_roots();
        self.name_people(store).await?;
        self.recall_choices(store, table).await
    }
}
