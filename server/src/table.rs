//! A round table while people sit at it: one task, the only one that changes it.
//!
//! The order in which everything happens is [`Table::round`]: what has gathered is put through the
//! gate or decided, and applied; it is committed; only then is anybody told.

mod frames;
mod idle;
mod places;
mod round;
mod speech;

pub(crate) use speech::text;

use crate::asked::Mark;
use crate::book::{Book, BookError};
use crate::gate;
use crate::hall::Hall;
use crate::seat::{Closing, Outbox, SeatId};
use crate::store::{Log, Snapshot, Store, StoreError};
use axum::body::Bytes;
use idle::{Chore, Idle};
use places::Places;
use round::{After, Next, Round};
use shared::ballot::Wording;
use shared::command::Command;
use shared::delegation::Delegation;
use shared::document::Root;
use shared::event::{Event, Record};
use shared::ids::{ParticipantId, TableId};
use shared::participant::Participant;
use shared::prose::Block;
use shared::protocol::CloseCode;
use shared::refusal::Refusal;
use shared::round_table::RoundTable;
use std::collections::{BTreeMap, HashSet};
use tokio::sync::{mpsc, oneshot, watch};

/// How many asks wait for a table before those who ask have to wait.
const MAILBOX: usize = 1_024;
/// How many asks one commit takes.
const ROUND: usize = 2_048;
/// After how many entries a snapshot is taken while people sit at the table.
const SNAPSHOT_EVERY: u64 = 5_000;

/// Why a table did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be committed; nothing has changed.
    #[error("it could not be saved")]
    NotSaved,
    /// The table has just closed; open it again.
    #[error("the table is not open")]
    Gone,
}

/// What a table is asked.
pub(crate) enum Ask {
    /// Take a seat.
    Sit {
        participant: ParticipantId,
        outbox: Outbox,
    },
    /// Say whether somebody was ever let in.
    Knows {
        participant: ParticipantId,
        reply: oneshot::Sender<bool>,
    },
    /// A binary frame came in.
    Frame { seat: SeatId, frame: Bytes },
    /// A command came in.
    Command {
        seat: SeatId,
        request: u64,
        command: Command,
    },
    /// The connection is gone.
    Leave { seat: SeatId },
    /// The house does something on somebody's behalf.
    House {
        errand: Errand,
        reply: oneshot::Sender<Result<(), AskError>>,
    },
    /// Tell what is committed.
    Minutes { reply: oneshot::Sender<Minutes> },
    /// Send everybody away and stop.
    Close,
}

/// What the house does at a table.
pub(crate) enum Errand {
    Admit(Participant),
    Seat(Delegation),
    Dismiss(ParticipantId),
}

/// A table as it is committed: what an outcome is made from.
#[derive(Debug, Clone)]
pub struct Minutes {
    /// The whole state, secret votes included: filter before showing.
    pub table: RoundTable,
    /// The prose of every root that holds any.
    pub prose: BTreeMap<Root, Vec<Block>>,
    /// The sequence number of the last entry.
    pub head: u64,
    /// The digest of the last event.
    pub chain: [u8; 32],
}

/// A hold on an open table; the table stays open while somebody holds one.
#[derive(Debug, Clone)]
pub struct TableHandle {
    mailbox: mpsc::Sender<Ask>,
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask")
    }
}

impl TableHandle {
    /// Lets a participant in; durable when it returns.
    pub async fn admit(&self, participant: Participant) -> Result<(), AskError> {
        self.errand(Errand::Admit(participant)).await
    }

    /// Sends a participant away, who gets no seat until they are admitted again. It outlasts the open
    /// table only if their membership is gone as well.
    pub async fn dismiss(&self, participant: ParticipantId) -> Result<(), AskError> {
        self.errand(Errand::Dismiss(participant)).await
    }

    /// Gives a delegation a seat; durable when it returns.
    pub async fn seat_delegation(&self, delegation: Delegation) -> Result<(), AskError> {
        self.errand(Errand::Seat(delegation)).await
    }

    /// The table as it is committed.
    pub async fn minutes(&self) -> Result<Minutes, AskError> {
        let (reply, answer) = oneshot::channel();
        self.send(Ask::Minutes { reply }).await?;
        answer.await.map_err(|_| AskError::Gone)
    }

    /// Whether somebody was ever let in here, even if they are no longer.
    pub async fn knows(&self, participant: ParticipantId) -> Result<bool, AskError> {
        let (reply, answer) = oneshot::channel();
        self.send(Ask::Knows { participant, reply }).await?;
        answer.await.map_err(|_| AskError::Gone)
    }

    async fn errand(&self, errand: Errand) -> Result<(), AskError> {
        let (reply, answer) = oneshot::channel();
        self.send(Ask::House { errand, reply }).await?;
        answer.await.map_err(|_| AskError::Gone)?
    }

    pub(crate) async fn send(&self, ask: Ask) -> Result<(), AskError> {
        self.mailbox.send(ask).await.map_err(|_| AskError::Gone)
    }

    /// Whether nobody but the holder of this one has a hold on the table.
    pub(crate) fn is_last_hold(&self) -> bool {
        self.mailbox.strong_count() == 1 && self.mailbox.capacity() == MAILBOX
    }

    pub(crate) fn is_open(&self) -> bool {
        !self.mailbox.is_closed()
    }
}

/// The table's own side.
pub(crate) struct Table {
    id: TableId,
    hall: Hall,
    book: Book,
    places: Places,
    store: Store,
    log: Log,
    gate: gate::Limits,
    most_seats: usize,
    /// Who was sent away while the table was open: they may have passed the door just before.
    dismissed: HashSet<ParticipantId>,
    /// Up to where the newest snapshot reaches.
    snapshot: u64,
    /// Held until the table is put away.
    _task: watch::Receiver<()>,
}

impl Table {
    /// Opens the table and starts its task, which runs until the hall lets it go.
    pub(crate) async fn open(
        hall: Hall,
        store: Store,
        id: &TableId,
    ) -> Result<TableHandle, BookError> {
        let book = Book::open(&store, id).await?;
        let (mailbox, asks) = mpsc::channel(MAILBOX);
        let limits = hall.limits();
        let table = Self {
            id: id.clone(),
            hall: hall.clone(),
            snapshot: book.snapshot_at(),
            _task: hall.task(),
            book,
            places: Places::default(),
            log: store.log(),
            store,
            gate: limits.gate.clone(),
            most_seats: limits.seats_per_table,
            dismissed: HashSet::new(),
        };
        tokio::spawn(table.run(asks));
        Ok(TableHandle { mailbox })
    }

    #[tracing::instrument(name = "table", skip_all, fields(table = %self.id))]
    async fn run(mut self, mut asks: mpsc::Receiver<Ask>) {
        let mut idle = Idle::new(self.hall.limits());
        let is_known = loop {
            let (when, chore) = idle.next(&self.book);
            match tokio::time::timeout_at(when, asks.recv()).await {
                Ok(None) => break true,
                Ok(Some(first)) => {
                    idle.begins_anew();
                    match self.round(first, &mut asks).await {
                        Ok(Next::Round) => {}
                        Ok(Next::Close) => break true,
                        Err(_) => break false,
                    }
                }
                Err(_) => match chore {
                    Chore::Tidy => self.tidy(),
                    Chore::Rest => {
                        self.book.rest();
                        self.hall.metrics().rested();
                    }
                    Chore::LetGo => {
                        // The hall drops its hold if there is no other; then `recv` ends.
                        self.hall.let_go(&self.id);
                        idle.begins_anew();
                    }
                },
            }
            self.take_snapshot(SNAPSHOT_EVERY).await;
        };
        asks.close();
        self.places.close_all(&Closing::restart());
        // What could not be read back may hold what was never committed.
        if is_known {
            self.take_snapshot(1).await;
        }
    }

    fn tidy(&mut self) {
        if let Err(reason) = self.book.tidy() {
            // Whoever writes will hear it, too.
            tracing::error!(%reason, "the gate cannot follow the table's log");
        }
    }

    /// One round: takes what has gathered, commits it, announces it. An error ends the table: its
    /// log could not be read back, so nobody knows what is true.
    async fn round(
        &mut self,
        first: Ask,
        asks: &mut mpsc::Receiver<Ask>,
    ) -> Result<Next, BookError> {
        let mut round = Round::begin();
        self.take(first, &mut round);
        while round.taken < ROUND && !round.spoiled && round.next == Next::Round {
            let Ok(ask) = asks.try_recv() else { break };
            self.take(ask, &mut round);
        }
        round.ends();
        let next = round.next;
        match self.commit(&mut round).await {
            Ok(()) => {
                if round.spoiled {
                    self.reopen().await?;
                }
            }
            Err(error) => {
                tracing::error!(%error, "a round could not be committed");
                self.withdraw(&mut round);
                self.reopen().await?;
            }
        }
        self.announce(round);
        Ok(next)
    }

    async fn commit(&mut self, round: &mut Round) -> Result<(), StoreError> {
        if round.drafts.is_empty() {
            return Ok(());
        }
        let committed = self
            .log
            .append(self.id.clone(), std::mem::take(&mut round.drafts))
            .await?;
        self.book.chain = committed.chain;
        // Somebody else has written to this log: what we hold is not all there is.
        round.spoiled |= committed.head != self.book.head;
        Ok(())
    }

    /// Reads the book from the log again: what is in memory is not, or no longer, what was committed.
    async fn reopen(&mut self) -> Result<(), BookError> {
        match Book::open(&self.store, &self.id).await {
            Ok(book) => {
                self.book = book;
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, "the table could not be read back from its log");
                self.places
                    .close_all(&Closing::new(CloseCode::NotSaved, "not-saved"));
                Err(error)
            }
        }
    }

    fn take(&mut self, ask: Ask, round: &mut Round) {
        round.taken += 1;
        match ask {
            Ask::Sit {
                participant,
                outbox,
            } => self.sit(&participant, outbox, round),
            Ask::Knows { participant, reply } => {
                let is_known = self.book.state.participants.contains_key(&participant);
                // Whoever asked may have gone meanwhile.
                reply.send(is_known).ok();
            }
            Ask::Frame { seat, frame } => self.read_frame(seat, &frame, round),
            Ask::Command {
                seat,
                request,
                command,
            } => self.decide(seat, request, command, round),
            Ask::Leave { seat } => round.presence.push(After::Leave { seat }),
            Ask::House { errand, reply } => self.run_errand(errand, reply, round),
            Ask::Minutes { reply } => round.after.push(After::Minutes { reply }),
            Ask::Close => round.next = Next::Close,
        }
    }

    fn sit(&mut self, participant: &ParticipantId, outbox: Outbox, round: &mut Round) {
        let found = self.book.state.participants.get(participant);
        let Some(found) = found.filter(|found| !self.dismissed.contains(&found.id)) else {
            outbox.close(Closing::new(CloseCode::Stranger, "stranger"));
            return;
        };
        if self.places.len() >= self.most_seats {
            outbox.close(Closing::new(CloseCode::TooSlow, "table-full"));
            return;
        }
        round.greeted.push(outbox.seat());
        self.places.take(found.id.clone(), outbox);
    }

    fn decide(&mut self, seat: SeatId, request: u64, command: Command, round: &mut Round) {
        let Some(by) = self.heard_from(seat).cloned() else {
            return;
        };
        let mark = Mark::of(request, &command);
        if self.book.asked().holds(&by, &mark) {
            // Asked again because the answer was lost on the way; others may have moved on since.
            round.after.push(After::Done { seat, request });
            return;
        }
        let Some(who) = self.book.state.participants.get(&by) else {
            return;
        };
        match self.book.state.decide(who, command) {
            Ok(events) => {
                self.record(Some(&by), events, Some(&mark), round);
                self.book.asked().note(&by, mark);
                round.after.push(After::Done { seat, request });
            }
            Err(refusal) => {
                self.hall.metrics().refused(refusal.code());
                round.refuse(seat, request, refusal);
            }
        }
    }

    fn run_errand(
        &mut self,
        errand: Errand,
        reply: oneshot::Sender<Result<(), AskError>>,
        round: &mut Round,
    ) {
        let decision = match errand {
            Errand::Admit(participant) => {
                self.dismissed.remove(&participant.id);
                self.book.state.admit(participant)
            }
            Errand::Seat(delegation) => self.book.state.seat(delegation),
            Errand::Dismiss(participant) => {
                self.dismiss(participant, round);
                Ok(Vec::new())
            }
        };
        match decision {
            Ok(events) => {
                self.record(None, events, None, round);
                round.after.push(After::Reply { reply });
            }
            // Nobody waits for the answer any more if this fails.
            Err(refusal) => drop(reply.send(Err(refusal.into()))),
        }
    }

    /// Who sits there; nobody if they were sent away and their connection does not know it yet.
    fn heard_from(&self, seat: SeatId) -> Option<&ParticipantId> {
        let place = self.places.get(seat)?;
        (!place.is_leaving).then_some(&place.participant)
    }

    /// Clears a participant's places at once: what their connections still say is not heard.
    fn dismiss(&mut self, participant: ParticipantId, round: &mut Round) {
        let removed = Closing::new(CloseCode::Stranger, "removed");
        let places = self.places.iter();
        let theirs = places.filter(|(_, place)| place.participant == participant);
        for seat in theirs.map(|(seat, _)| seat).collect::<Vec<_>>() {
            self.places.close(seat, removed.clone());
            round.presence.push(After::Leave { seat });
        }
        self.dismissed.insert(participant);
    }

    /// Applies what was decided, and lines it up for the log and for those at the table. The first event
    /// carries the mark of what was asked.
    fn record(
        &mut self,
        by: Option<&ParticipantId>,
        events: Vec<Event>,
        mut asked: Option<&Mark>,
        round: &mut Round,
    ) {
        for event in events {
            self.book.head += 1;
            let event = self.worded(event);
            let record = Record {
                seq: self.book.head,
                at: now(),
                by: by.cloned(),
                event,
            };
            self.book.state.apply(&record);
            round.event(record, asked.take());
        }
        for seed in self.book.seed_new_roots() {
            self.book.head += 1;
            round.seed(now(), seed.into());
        }
    }

    /// A ballot keeps what is voted on as it reads when the ballot opens; only the document knows that.
    fn worded(&mut self, mut event: Event) -> Event {
        if let Event::BallotOpened { wording, .. } = &mut event {
            let prose = self.book.prose();
            for then in wording {
                if let Some(practice) = self.book.state.practice(&then.practice) {
                    *then = Wording::of(practice, &prose);
                }
            }
        }
        event
    }

    /// Takes a snapshot if that many entries have come since the last one.
    async fn take_snapshot(&mut self, after: u64) {
        if self.book.head < self.snapshot + after {
            return;
        }
        let head = self.book.head;
        let taken = match self.book.snapshot() {
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

/// The time of the wall clock.
pub(crate) fn now() -> shared::ids::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    shared::ids::Timestamp(u64::try_from(millis).unwrap_or(u64::MAX))
}
