//! A round table while people sit at it: one task, the only one that changes it.
//!
//! The order in which everything happens is [`Table::batch`]: what has gathered is put through the
//! gate or decided, and applied; it is committed; only then is anybody told.

mod batch;
mod broadcast;
mod conflict;
mod connections;
mod departures;
mod due;
mod frames;
mod glance;
mod held;
mod idle;
mod others;
mod outcome;
mod revisions;
mod together;
mod undo;

use crate::clock::now;
use crate::cluster::{Bus, Heard, Listening, Nodes, Said};
use crate::metrics::Metrics;
use crate::revisions::{Elsewhere, Passage};
use crate::sessions::registry::{LiveSession, SessionRegistry};
use crate::sessions::state::SessionState;
use crate::store::{Log, Snapshot, Store, StoreError};
use crate::tables::handle::{MAILBOX, Request, TableHandle};
use crate::tables::idempotency::RequestKey;
use crate::tables::limits::TableLimits;
use crate::tables::outbox::{ConnectionId, Dialect, Outbox};
use crate::tables::rate_limit::RateLimiters;
use crate::tables::state::{StateError, TableState};
use batch::{Address, Batch, Effect, Next};
use conflict::Contention;
use connections::Connections;
use due::Clock;
use held::{Closing, Held};
use idle::{Chore, Idle};
use others::News;
use revisions::Decided;
use shared::features::ballots::BallotEvent;
use shared::features::ballots::Wording;
use shared::ids::{ParticipantId, TableId, Timestamp};
use shared::protocol::CloseReason;
use shared::refusal::Refusal;
use shared::seq::Seq;
use shared::table::Command;
use shared::table::{Event, Record};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use together::Telling;
use tokio::sync::{mpsc, oneshot, watch};

/// How many requests one commit takes.
const BATCH: usize = 2_048;
/// After all entries that there can be.
const MOST: Seq = Seq::new(i64::MAX as u64);
/// After how many entries a snapshot is taken while people sit at the table.
const SNAPSHOT_EVERY: u64 = 5_000;

/// What the registry gives a table along.
pub(crate) struct Lease {
    /// How much it takes.
    pub limits: TableLimits,
    /// Counts what goes on.
    pub metrics: Arc<Metrics>,
    /// Knows the table's session.
    pub sessions: SessionRegistry,
    /// Knows whether others work on the database.
    pub nodes: Nodes,
    /// Where they ring for each other.
    pub bus: Bus,
    /// How often people have words written again, at whatever table.
    pub again: Arc<RateLimiters>,
    /// What other tables say.
    pub elsewhere: Arc<Elsewhere>,
    /// Drops the registry's hold on the table if nobody else has one.
    pub let_go: Box<dyn Fn(&TableId) + Send + Sync>,
    /// Held until the table is put away.
    pub _task: watch::Receiver<()>,
}

/// The table's own side.
pub(crate) struct Table {
    id: TableId,
    lease: Lease,
    state: TableState,
    connections: Connections,
    store: Store,
    log: Log,
    /// Its session, kept in memory.
    session: LiveSession,
    /// What the session is: the table follows it.
    news: watch::Receiver<Arc<SessionState>>,
    /// Whether the table may lack something of what the session was last seen to be.
    is_behind: bool,
    /// Which state of the session it followed last; none if it may lack anything of it.
    followed: Option<u64>,
    /// Up to which entry of the session's log it has followed.
    followed_through: Seq,
    /// Up to which entry its own log is taken in: the state may be ahead of that within a batch.
    committed: Seq,
    /// The same, for whoever looks whether others have written.
    known_head: Arc<AtomicU64>,
    /// What it knows of others who write to its log.
    contention: Contention,
    /// Hears what they say.
    _listening: Listening,
    /// What others have written, to be taken in before anything else is asked.
    waiting: Option<Heard>,
    /// What it has said of those who are here.
    telling: Telling,
    /// What it does by the clock.
    clock: Clock,
    /// Up to where the newest snapshot reaches.
    snapshot: Seq,
}

impl Table {
    /// Opens the table and starts its task, which runs until the registry lets it go.
    pub(crate) async fn open(
        lease: Lease,
        store: Store,
        id: &TableId,
    ) -> Result<TableHandle, StateError> {
        let state = TableState::open(&store, id).await?;
        let session = lease.sessions.session(&state.table.session).await?;
        let (mailbox, asks) = mpsc::channel(MAILBOX);
        let known_head = Arc::new(AtomicU64::new(state.head.get()));
        let told = mailbox.downgrade();
        let listening = lease.bus.listens(id, Some(Said::Asks), move |heard| {
            if let Some(told) = told.upgrade() {
                // A table that is too busy to be told finds out by itself.
                drop(told.try_send(Request::Heard(Box::new(heard))));
            }
        });
        let table = Self {
            id: id.clone(),
            lease,
            _listening: listening,
            waiting: None,
            telling: Telling::default(),
            snapshot: state.snapshot_at(),
            committed: state.head,
            known_head,
            contention: Contention::default(),
            state,
            connections: Connections::default(),
            log: store.log(),
            store: store.clone(),
            news: session.news(),
            session,
            is_behind: true,
            followed: None,
            followed_through: Seq::START,
            clock: Clock::default(),
        };
        let beside = (table.lease.again.clone(), table.lease.elsewhere.clone());
        let known_head = table.known_head.clone();
        tokio::spawn(table.run(asks));
        Ok(TableHandle::new(mailbox, store, beside, known_head))
    }

    #[tracing::instrument(name = "table", skip_all, fields(table = %self.id))]
    async fn run(mut self, mut asks: mpsc::Receiver<Request>) {
        let mut idle = Idle::new(&self.lease.limits);
        let is_known = loop {
            let (when, chore) = idle.next(&self.state, self.next_due(), self.next_telling());
            let next = if let Some(heard) = self.waiting.take() {
                Ok(Some(Some(Request::Heard(Box::new(heard)))))
            } else {
                let next = async {
                    tokio::select! {
                        ask = asks.recv() => ask.map(Some),
                        changed = self.news.changed() => changed.ok().map(|()| None),
                    }
                };
                tokio::time::timeout_at(when, next).await
            };
            match next {
                Ok(None) => break true,
                Ok(Some(first)) => {
                    match first {
                        Some(Request::Glance { .. } | Request::CatchUp | Request::Heard(_)) => {}
                        Some(_) => idle.begins_anew(),
                        None => self.is_behind = true,
                    }
                    match self.batch(first, &mut asks).await {
                        Ok(Next::Batch) => {}
                        Ok(Next::Close) => break true,
                        Err(_) => break false,
                    }
                }
                Err(_) => match chore {
                    Chore::Tidy => self.tidy(),
                    Chore::Rest => {
                        self.state.rest();
                        self.contention.rests();
                        self.lease.metrics.rested();
                    }
                    Chore::Due | Chore::Others => {
                        if self.batch(None, &mut asks).await.is_err() {
                            break false;
                        }
                    }
                    Chore::LetGo => {
                        // The registry drops its hold if there is no other; then `recv` ends.
                        (self.lease.let_go)(&self.id);
                        idle.begins_anew();
                    }
                },
            }
            self.take_snapshot(SNAPSHOT_EVERY).await;
        };
        asks.close();
        self.says_goodbye();
        self.connections.close_all(&CloseReason::Restart);
        // What could not be read back may hold what was never committed.
        if is_known {
            self.take_snapshot(1).await;
        }
    }

    fn tidy(&mut self) {
        if let Err(reason) = self.state.tidy() {
            // Whoever writes will hear it, too.
            tracing::error!(%reason, "the gate cannot follow the table's log");
        }
    }

    /// One batch: takes what has gathered, commits it, announces it. An error ends the table: its
    /// log could not be read back, so nobody knows what is true.
    async fn batch(
        &mut self,
        first: Option<Request>,
        asks: &mut mpsc::Receiver<Request>,
    ) -> Result<Next, StateError> {
        let mut batch = Batch::begin();
        match first {
            Some(Request::Heard(heard)) => self.hear_node(*heard, &mut batch).await?,
            first => {
                self.keep_up(&mut batch).await?;
                if let Some(first) = first {
                    self.take(first, &mut batch);
                }
            }
        }
        while batch.taken + batch.heard < BATCH && !batch.spoiled && batch.next == Next::Batch {
            match asks.try_recv() {
                // What was decided already was decided on what came before it.
                Ok(Request::Heard(heard))
                    if batch.taken > 0 && matches!(heard.said, Said::Wrote(_)) =>
                {
                    self.waiting = Some(*heard);
                    break;
                }
                Ok(Request::Heard(heard)) => self.hear_node(*heard, &mut batch).await?,
                Ok(ask) => self.take(ask, &mut batch),
                Err(_) => break,
            }
        }
        self.forget_silent(&mut batch);
        self.follow(&mut batch);
        if !batch.spoiled && batch.next == Next::Batch {
            self.does_what_is_due(&mut batch);
        }
        batch.ends();
        let next = batch.next;
        self.settle(&mut batch).await?;
        self.announce(batch);
        self.tell_others();
        Ok(next)
    }

    /// Commits what is lined up, where the log was seen to end; whether there was anything.
    async fn commit(&mut self, batch: &mut Batch) -> Result<bool, StoreError> {
        if batch.drafts.is_empty() {
            return Ok(false);
        }
        let beside = (
            std::mem::take(&mut batch.choices),
            std::mem::take(&mut batch.due),
            std::mem::take(&mut batch.pages),
        );
        let drafts = std::mem::take(&mut batch.drafts);
        let said = self.lease.bus.is_there().then(|| drafts.clone());
        let (id, seen, after) = (self.id.clone(), Some(self.seen()), self.state.chain);
        let committed = self.log.append_as_seen(id, drafts, beside, seen).await?;
        self.state.chain = committed.chain;
        self.has_come_to(committed.head);
        if let Some(said) = said {
            self.says_written(said, after, committed.first_seq, committed.head);
        }
        // It cannot be: what was lined up was numbered in the same order.
        batch.spoiled |= committed.head != self.state.head;
        Ok(true)
    }

    fn take(&mut self, ask: Request, batch: &mut Batch) {
        batch.taken += 1;
        self.follow(batch);
        match ask {
            Request::Sit {
                participant,
                outbox,
            } => self.sit(&participant, outbox, batch),
            Request::Knows { participant, reply } => {
                batch.needs_truth = true;
                batch.effects.push(Effect::Knows { participant, reply });
            }
            Request::Frame { connection, frame } => {
                self.read_frame(connection, &frame, false, batch);
            }
            Request::Command {
                connection,
                request,
                command,
                passage,
            } => self.decide(connection, request, command, passage, batch),
            Request::Line { connection, behind } => {
                if self.connections.note_line(connection, behind) {
                    batch.presence.push(Effect::Line { connection });
                }
            }
            Request::Leave { connection } => batch.presence.push(Effect::Leave { connection }),
            Request::Table { reply } => {
                batch.needs_truth = true;
                batch.effects.push(Effect::Table { reply });
            }
            Request::Export { reply } => {
                batch.needs_truth = true;
                batch.effects.push(Effect::Export { reply });
            }
            Request::Glance { reply } => batch.effects.push(Effect::Glance { reply }),
            // It is heard where nothing else is taken.
            Request::Heard(_) => {}
            Request::CatchUp => (batch.needs_truth, batch.was_told) = (true, true),
            Request::Writers { document, reply } => {
                batch.needs_truth = true;
                batch.effects.push(Effect::Writers { document, reply });
            }
            Request::Asked {
                who,
                command,
                reply,
            } => self.ask_from_afar(who, command, reply, batch),
            Request::CloseDue => self.close_due(batch),
            Request::WasDown { since, through } => self.make_up(since, through, batch),
            Request::Close => batch.next = Next::Close,
        }
    }

    fn close_due(&mut self, batch: &mut Batch) {
        batch.held.push(Held::CloseDue);
        let due = self.state.table.closes_due(now());
        self.record(None, due.into(), None, batch);
    }

    fn make_up(&mut self, since: Timestamp, through: Timestamp, batch: &mut Batch) {
        batch.held.push(Held::WasDown { since, through });
        let made_up = self.state.table.makes_up(since, through);
        self.record(None, made_up.into(), None, batch);
    }

    /// Becomes what the session is by now. Whatever is asked afterwards is decided on that.
    fn follow(&mut self, batch: &mut Batch) {
        if !self.is_behind && !self.news.has_changed().unwrap_or(false) {
            return;
        }
        self.is_behind = false;
        let now = self.news.borrow_and_update().clone();
        // Of a session that cannot be read, nothing is followed by its log.
        self.followed_through = if now.is_damaged { MOST } else { now.head };
        let followed = self.followed.replace(now.latest.number());
        let changed = followed.and_then(|it| now.latest.changed_since(it));
        let (table, names) = (&self.state.table, &now.names);
        let lacking = match &changed {
            Some(changed) => now.session.lacking_since(table, names, changed),
            None => now.session.lacking(table, names),
        };
        self.record(None, lacking.into(), None, batch);
        let why_not = |who: &ParticipantId| {
            if !now.session.people.contains_key(who) {
                return Some(CloseReason::Removed);
            }
            let is_in = self.state.table.admitted(who).is_some();
            (!is_in).then_some(CloseReason::ClosedToObservers)
        };
        let connections = self.connections.iter();
        let sent_away: Vec<_> = connections
            .filter_map(|(connection, it)| Some((connection, why_not(&it.participant)?)))
            .collect();
        let mut news = News::default();
        let table = &self.state.table;
        let may = |who: &ParticipantId| {
            now.session.people.contains_key(who) && table.admitted(who).is_some()
        };
        self.connections.others_mut().retain(may, &mut news);
        self.note_news(news, batch);
        for (connection, why) in sent_away {
            // What it still says is not heard.
            self.connections.close(connection, why);
            batch.presence.push(Effect::Leave { connection });
        }
    }

    fn sit(&mut self, participant: &ParticipantId, outbox: Outbox, batch: &mut Batch) {
        batch.needs_truth = true;
        if let Some(reason) = self.why_not(participant, &outbox) {
            batch.held.push(Held::Sit {
                participant: participant.clone(),
                outbox: outbox.clone(),
            });
            batch.closings.push(Closing { outbox, reason });
            return;
        }
        batch.greeted.push(outbox.connection());
        self.connections.take(participant.clone(), outbox);
    }

    /// Why somebody may not sit there.
    fn why_not(&self, participant: &ParticipantId, outbox: &Outbox) -> Option<CloseReason> {
        let is_known = self.state.table.participants.contains_key(participant);
        let belongs = self.news.borrow().session.people.contains_key(participant);
        if !is_known || !belongs {
            return Some(CloseReason::Stranger);
        }
        if self.state.table.admitted(participant).is_none() {
            return Some(CloseReason::ClosedToObservers);
        }
        if self.connections.len() >= self.lease.limits.connections_per_table {
            return Some(CloseReason::TableFull);
        }
        match outbox.dialect() {
            Dialect::Bare { document, .. } if !self.reads(participant, document) => {
                Some(CloseReason::Stranger)
            }
            Dialect::Bare { .. } | Dialect::RoundTable => None,
        }
    }

    fn decide(
        &mut self,
        connection: ConnectionId,
        request: u64,
        command: Command,
        passage: Option<Result<Arc<Passage>, Refusal>>,
        batch: &mut Batch,
    ) {
        batch.held.push(Held::Command {
            connection,
            request,
            command: Box::new(command.clone()),
            passage: passage.clone(),
        });
        let Some(by) = self.heard_from(connection).cloned() else {
            return;
        };
        let key = RequestKey::of(request, &command);
        if self.state.asked().holds(&by, &key) {
            // DoneRequests again because the answer was lost on the way; others may have moved on since.
            batch.effects.push(Effect::Done {
                connection,
                request,
            });
            return;
        }
        let Some(who) = self.state.table.participants.get(&by) else {
            return;
        };
        let decided = self.state.table.decide_at(now(), who, command);
        match decided.and_then(|events| self.filled_in((Some(&by), events), passage, batch)) {
            Ok(decided) => {
                // What is so already is told of the state, too, and remembered.
                batch.needs_truth |= decided.events.is_empty();
                batch.is_applied = true;
                self.record(Some(&by), decided, Some(&key), batch);
                self.state.asked().note(&by, key);
                batch.effects.push(Effect::Done {
                    connection,
                    request,
                });
            }
            Err(refusal) => {
                self.lease.metrics.refused(refusal.code());
                batch.refuse(connection, request, refusal);
            }
        }
    }

    /// Does what somebody asks who may be connected nowhere, and answers.
    fn ask_from_afar(
        &mut self,
        who: ParticipantId,
        command: Command,
        reply: oneshot::Sender<Result<(), Refusal>>,
        batch: &mut Batch,
    ) {
        let answer = self.asked(&who, command.clone(), batch);
        batch.held.push(Held::Asked {
            who,
            command: Box::new(command),
            reply: None,
        });
        batch.effects.push(Effect::Asked { reply, answer });
    }

    fn asked(
        &mut self,
        by: &ParticipantId,
        command: Command,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        // What is refused, or so already, is told of the state.
        batch.needs_truth = true;
        // Who was removed from the session stays among those who have been at the table.
        if !self.news.borrow().session.people.contains_key(by) {
            return Err(Refusal::Stranger);
        }
        let who = self.state.table.admitted(by).ok_or(Refusal::Stranger)?;
        let events = self.state.table.decide_at(now(), who, command)?;
        let decided = self.filled_in((Some(by), events), None, batch)?;
        batch.is_applied = true;
        self.record(Some(by), decided, None, batch);
        Ok(())
    }

    /// Who sits there; nobody if they were sent away and their connection does not know it yet.
    fn heard_from(&self, connection: ConnectionId) -> Option<&ParticipantId> {
        let connected = self.connections.get(connection)?;
        (!connected.is_leaving).then_some(&connected.participant)
    }

    /// Applies what was decided, and lines it up for the log and for those at the table. The first event
    /// carries the key of what was asked.
    fn record(
        &mut self,
        by: Option<&ParticipantId>,
        decided: Decided,
        mut asked: Option<&RequestKey>,
        batch: &mut Batch,
    ) {
        let Decided {
            events,
            mut frozen,
            words,
        } = decided;
        for event in events {
            self.state.head = self.state.head.next();
            let event = self.worded(event);
            let record = Record {
                seq: self.state.head,
                at: now(),
                by: by.cloned(),
                event,
            };
            let was_closed = self.is_closed();
            self.state.apply(&record);
            // What it did not take while it was closed it takes now.
            if was_closed && !self.is_closed() {
                self.is_behind = true;
                self.followed = None;
            }
            if record.event.changes_readers() {
                batch.readers_change = true;
            }
            let freezes = record.event.frozen().is_some();
            let beside = freezes.then(|| frozen.take()).flatten();
            batch.event(record, asked.take(), beside);
        }
        if let Some((document, update)) = words {
            self.state.head = self.state.head.next();
            let handle = self.state.table.handle(&document).unwrap_or_default();
            let at = Address { document, handle };
            batch.own_words(now(), &at, update.into());
        }
        for (document, seed) in self.state.seed_new_roots() {
            self.state.head = self.state.head.next();
            let handle = self.state.table.handle(&document).unwrap_or_default();
            let at = Address { document, handle };
            batch.own_words(now(), &at, seed.into());
        }
    }

    fn is_closed(&self) -> bool {
        self.state.table.agenda.is_closed()
    }

    /// Who reads a document may have changed: connections of those who do not any more are told nothing of it, and a stock
    /// client that knows it by another number is sent away, since what it holds was written for others.
    fn mind_readers(&mut self, batch: &mut Batch) {
        let (mut gone, mut stale) = (Vec::new(), Vec::new());
        let table = &self.state.table;
        for (connection, connected) in self.connections.iter() {
            let who = &connected.participant;
            let lost = connected
                .has_all()
                .filter(|document| !self.reads(who, document));
            gone.extend(lost.map(|document| (connection, who.clone(), document.clone())));
            if let Dialect::Bare { document, handle } = connected.outbox.dialect()
                && (handle.or_else(|| table.first_handle(document)) != table.handle(document)
                    || !self.reads(who, document))
            {
                stale.push(connection);
            }
        }
        for (connection, who, document) in gone {
            let update = self.connections.detach(connection, &document);
            batch.effects.push(Effect::Gone {
                document,
                who,
                update,
            });
        }
        for connection in stale {
            let reason = CloseReason::refused("revealed");
            self.connections.close(connection, reason);
        }
    }

    /// A ballot keeps what is voted on as it reads when the ballot opens; only the document knows that.
    fn worded(&mut self, mut event: Event) -> Event {
        if let Event::Ballots(BallotEvent::BallotOpened { wording, .. }) = &mut event {
            let prose = self.state.prose();
            for then in wording {
                if let Some(practice) = self.state.table.practice(&then.practice) {
                    *then = Wording::of(practice, &prose);
                }
            }
        }
        event
    }

    /// Takes a snapshot if that many entries have come since the last one.
    async fn take_snapshot(&mut self, after: u64) {
        if self.state.head.since(self.snapshot) < after {
            return;
        }
        let head = self.state.head;
        let taken = match self.state.snapshot() {
            Ok(body) => {
                let snapshot = Snapshot {
                    seq: head,
                    at: now(),
                    body,
                };
                self.store
                    .put_snapshot(self.id.clone(), snapshot)
                    .await
                    .map_err(Into::into)
            }
            Err(error) => Err(error),
        };
        match taken {
            Ok(()) => self.snapshot = head,
            // A stop that was cut short, and said so; the next start reads the log instead.
            Err(error) if matches!(error.downcast_ref(), Some(StoreError::Closed)) => {
                tracing::info!(%error, "no snapshot was taken before the store closed");
            }
            Err(error) => tracing::warn!(%error, "no snapshot was taken; the log is whole"),
        }
    }
}
