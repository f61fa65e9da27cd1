//! Other processes write to the same log. What a batch decides is appended only where the table has seen the log end (optimistic
//! concurrency): where it has moved, the table takes in what came, and decides again. What is refused, or told of the state, is looked at
//! in the same way before anybody hears it, if somebody else may have written.

use super::batch::Batch;
use super::{MOST, Table};
use crate::clock::now;
use crate::store::{Entry, Kind, Seen, Snapshot, StoreError};
use crate::tables::document_frame::DocumentFrame;
use crate::tables::state::{ERASED, StateError, TableState, prose_entry};
use rand::RngExt as _;
use shared::features::people::PeopleEvent;
use shared::protocol::{CloseReason, Frame};
use shared::seq::Seq;
use shared::table::{Event, Record};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::Instant;

/// How often a batch is decided again before its authors are told that it is not saved.
const TRIES: u32 = 24;
/// For how long after a conflict it is looked what others have written before anything is decided.
const CONTENDED: Duration = Duration::from_secs(5);
/// Whoever has missed more entries comes back and syncs.
const MOST_TOLD: u64 = 4_096;
/// How many of them are read at a time.
const PAGE: u32 = 1_024;
/// A state that is kept, and behind by fewer entries, is as good as another.
const NEARLY: u64 = 256;

/// What a table knows of others who write to its log.
#[derive(Default)]
pub(super) struct Contention {
    /// When they were last in the way.
    since: Option<Instant>,
    /// The state as it was then, from which it is read faster than from the last snapshot that was stored.
    base: Option<Snapshot>,
}

impl Contention {
    fn is_lively(&self) -> bool {
        self.since.is_some_and(|when| when.elapsed() < CONTENDED)
    }

    /// Forgets what has become of no use.
    pub(super) fn rests(&mut self) {
        if !self.is_lively() {
            *self = Self::default();
        }
    }
}

/// Why a batch is decided again.
enum Conflict {
    /// Somebody else has written to the log, or changed the session.
    Moved,
    /// It is committed, or nothing was to be.
    None,
}

impl Table {
    /// On what the table decides.
    pub(super) fn seen(&self) -> Seen {
        Seen {
            head: self.committed,
            chain: self.state.chain,
            session: self.followed_through,
        }
    }

    /// The log is taken in up to here.
    pub(super) fn has_come_to(&mut self, head: Seq) {
        self.committed = head;
        self.known_head.store(head.get(), Ordering::Relaxed);
    }

    /// Commits what gathered, decided again as often as the log has moved meanwhile. An error ends the table.
    pub(super) async fn settle(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        for again in 0..TRIES {
            match self.commit_or_look(batch).await {
                Ok(Conflict::None) => {
                    if batch.spoiled {
                        self.reopen(batch).await?;
                    }
                    return Ok(());
                }
                Ok(Conflict::Moved) if batch.held.is_empty() && !batch.is_applied => {
                    // Nothing was decided: it is only told what came.
                    self.decide_again(batch).await?;
                }
                Ok(Conflict::Moved) => {
                    self.lease.metrics.conflicted();
                    self.contention.since = Some(Instant::now());
                    if again > 0 {
                        let most = u64::from(again.min(10)) * 2_000;
                        let wait = rand::rng().random_range(0..most);
                        tokio::time::sleep(Duration::from_micros(wait)).await;
                    }
                    self.decide_again(batch).await?;
                }
                Err(error) => {
                    tracing::error!(%error, "a batch could not be committed");
                    return self.give_up(batch).await;
                }
            }
        }
        tracing::error!("others have written again and again before a batch could be committed");
        self.give_up(batch).await
    }

    async fn give_up(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        batch.withdraw(&mut self.connections);
        self.reopen(batch).await
    }

    async fn commit_or_look(&mut self, batch: &mut Batch) -> Result<Conflict, StoreError> {
        match self.commit(batch).await {
            Ok(true) => Ok(Conflict::None),
            Ok(false)
                if !batch.needs_truth
                    || batch.has_caught_up
                    || (self.lease.nodes.is_alone() && !batch.was_told) =>
            {
                Ok(Conflict::None)
            }
            Ok(false) => Ok(self.look().await),
            Err(StoreError::Moved) => Ok(Conflict::Moved),
            Err(error) => Err(error),
        }
    }

    /// Whether somebody else has written, to the table's log or to its session's. If that cannot be read, what is known is told.
    async fn look(&self) -> Conflict {
        let logs = [self.id.clone(), self.session.log()];
        let heads = match self.store.heads(&logs).await {
            Ok(heads) => heads,
            Err(error) => {
                tracing::warn!(%error, "it cannot be told whether others have written");
                return Conflict::None;
            }
        };
        let is_news = |(log, head): &(_, Seq)| {
            let known = if *log == self.id {
                self.committed
            } else {
                self.followed_through
            };
            // Of a session that cannot be read, nothing is known.
            known != MOST && *head != known
        };
        if heads.iter().any(is_news) {
            Conflict::Moved
        } else {
            Conflict::None
        }
    }

    /// Drops what was decided, takes in what others have written, and decides again.
    async fn decide_again(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        let is_applied = batch.is_applied;
        let held = batch.undo(self);
        if is_applied || batch.spoiled {
            batch.spoiled = false;
            self.reopen(batch).await?;
            self.keep_base();
        } else {
            self.catch_up(batch).await?;
        }
        self.refresh_session().await?;
        batch.has_caught_up = true;
        self.follow(batch);
        for held in held {
            self.hear_again(held, batch);
        }
        self.does_what_is_due(batch);
        batch.ends();
        Ok(())
    }

    /// Takes in what others have written, before anything is decided, if they do so just now.
    pub(super) async fn keep_up(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        if self.contention.is_lively()
            && !self.lease.nodes.is_alone()
            && matches!(self.look().await, Conflict::Moved)
        {
            self.contention.since = Some(Instant::now());
            self.catch_up(batch).await?;
            self.refresh_session().await?;
        }
        Ok(())
    }

    /// Knows what the session is by now: at least what it was when what has been taken in was decided, so that the table does not
    /// follow a state that others have left behind.
    pub(super) async fn refresh_session(&mut self) -> Result<(), StateError> {
        match self.session.refresh().await {
            Err(newer @ StateError::Newer { .. }) => {
                tracing::error!(error = %newer, "the table is not served any more");
                return Err(newer);
            }
            Err(error) => tracing::warn!(%error, "a session cannot be read again"),
            Ok(()) => {}
        }
        Ok(())
    }

    /// Takes in what others have written, if that can be read. Nothing that is not committed may be applied.
    async fn catch_up(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        let head = match self.store.head(&self.id).await {
            Ok(Some(head)) => head,
            Ok(None) => return Err(StateError::NotFound(self.id.clone())),
            Err(error) => {
                tracing::warn!(%error, "what others have written cannot be read");
                return Ok(());
            }
        };
        let before = self.committed;
        if head.seq == before {
            return Ok(());
        }
        let is_little = head.seq > before && head.seq.since(before) <= MOST_TOLD;
        if is_little
            && self
                .state
                .catch_up(&self.store, &self.id, head)
                .await
                .is_ok()
        {
            self.has_come_to(self.state.head);
            self.tell_since(before, batch).await;
            return Ok(());
        }
        // Too much, or the log does not follow from what is known: then it is read from a snapshot.
        self.reopen(batch).await
    }

    /// Reads the state from the log again: what is in memory is not, or no longer, what was committed. What others have written
    /// is told.
    pub(super) async fn reopen(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        let before = self.committed;
        let head = self.store.head(&self.id).await.ok().flatten();
        if head.is_some_and(|head| head.seq < before) {
            // A database that failed over has lost what was committed.
            self.contention.base = None;
        }
        let base = self.contention.base.as_ref();
        match TableState::open_on(&self.store, &self.id, base).await {
            Ok(state) => self.state = state,
            Err(error) => {
                tracing::error!(%error, "the table could not be read back from its log");
                // They may find a newer build when they come back.
                let is_newer = matches!(error, StateError::Newer { .. });
                let why = if is_newer {
                    CloseReason::Restart
                } else {
                    CloseReason::NotSaved
                };
                self.connections.close_all(&why);
                return Err(error);
            }
        }
        self.is_behind = true;
        self.followed = None;
        self.has_come_to(self.state.head);
        if self.state.head < before {
            tracing::error!(%before, head = %self.state.head, "the log has lost entries that were committed");
            self.snapshot = self.state.snapshot_at();
            self.contention.base = None;
            // Whoever has them still brings them along.
            self.connections.close_all(&CloseReason::Restart);
            return Ok(());
        }
        self.tell_since(before, batch).await;
        Ok(())
    }

    /// Keeps the state as it is, to be read from again, unless one is kept that is nearly as good.
    fn keep_base(&mut self) {
        let seq = self.state.head;
        let base = self.contention.base.as_ref();
        if base.is_some_and(|base| seq.since(base.seq) < NEARLY) {
            return;
        }
        self.contention.base = match self.state.snapshot() {
            Ok(body) => Some(Snapshot {
                seq,
                at: now(),
                body,
            }),
            Err(_) => None,
        };
    }

    /// Lines up what came into the log after an entry, for those at the table.
    async fn tell_since(&mut self, before: Seq, batch: &mut Batch) {
        let head = self.state.head;
        if head <= before {
            return;
        }
        self.lease.metrics.caught_up(head.since(before));
        self.is_behind = true;
        self.followed = None;
        let mut told = before;
        while told < head {
            let page = if head.since(before) > MOST_TOLD {
                Vec::new()
            } else {
                let page = self.store.entries(&self.id, told, PAGE).await;
                page.unwrap_or_default()
            };
            if page.is_empty() {
                // They sync when they come back, which misses nothing.
                self.connections.close_all(&CloseReason::Restart);
                self.reread_session().await;
                return;
            }
            let mut has_new_names = false;
            for entry in page.into_iter().take_while(|entry| entry.seq <= head) {
                told = entry.seq;
                has_new_names |= self.line_up_entry(entry, batch);
            }
            if has_new_names {
                self.reread_session().await;
            }
        }
    }

    /// Reads the session again, with the names of its people, which are in no log.
    pub(super) async fn reread_session(&mut self) {
        if let Err(error) = self.session.reread().await {
            tracing::warn!(%error, "a session cannot be read again");
        }
    }

    /// Lines up an entry that is applied, and was not decided here; whether it says of somebody who is called otherwise in the session
    /// as it is known here.
    pub(super) fn line_up_entry(&mut self, entry: Entry, batch: &mut Batch) -> bool {
        match entry.kind {
            Kind::Event => {
                // It was read a moment ago.
                let Ok(event) = serde_json::from_slice::<Event>(&entry.body) else {
                    return false;
                };
                let event = event.recalled(&self.state.table);
                batch.readers_change |= event.changes_readers();
                let has_new_name = self.has_new_name(&event);
                batch.happened(Record {
                    seq: entry.seq,
                    at: entry.at,
                    by: entry.participant,
                    event,
                });
                has_new_name
            }
            Kind::Update | Kind::Private => {
                let Ok((document, update)) = prose_entry::read(entry.kind, &entry.body) else {
                    return false;
                };
                if let Some(handle) = self.state.table.handle(&document) {
                    let frame = DocumentFrame::new(handle, &Frame::Update(&update));
                    batch.relay(document, frame);
                }
                false
            }
        }
    }

    /// Whether an event lets somebody in under a name that the session does not have here.
    fn has_new_name(&self, event: &Event) -> bool {
        let Event::People(PeopleEvent::ParticipantAdmitted { participant }) = event else {
            return false;
        };
        let session = self.session.state();
        let known = session.names.get(&participant.id).map_or(ERASED, |it| it);
        known != participant.name
    }
}
