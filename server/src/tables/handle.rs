//! A hold on an open table, and what can be asked of it: messages to the actor that the table is.

use crate::cluster::Heard;
use crate::revisions::{
    Elsewhere, Passage, Read, asked, is_of_a_draft, stands_there, writes_again,
};
use crate::store::Store;
use crate::tables::outbox::{ConnectionId, Outbox};
use crate::tables::rate_limit::RateLimiters;
use crate::tables::state::Writers;
use axum::body::Bytes;
use shared::document::{DocumentId, Root};
use shared::ids::{ParticipantId, Timestamp};
use shared::lobby::{Glance, Line};
use shared::prose::Block;
use shared::refusal::Refusal;
use shared::seq::Seq;
use shared::table::{Command, RoundTable};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};

/// How many requests wait for a table before those who ask have to wait.
pub(crate) const MAILBOX: usize = 1_024;

/// The table has just closed; open it again.
#[derive(Debug, thiserror::Error)]
#[error("the table is not open")]
pub struct Gone;

/// What a table is asked.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time in the mailbox, and it is taken apart at once"
)]
pub(crate) enum Request {
    /// Let a connection sit at the table.
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
    Frame {
        connection: ConnectionId,
        frame: Bytes,
    },
    /// A command came in.
    Command {
        connection: ConnectionId,
        request: u64,
        command: Command,
        /// What it has written again, if that is what it asks; or why not now.
        passage: Option<Result<Arc<Passage>, Refusal>>,
    },
    /// The connection has fallen behind, or has caught up.
    Line {
        connection: ConnectionId,
        behind: bool,
    },
    /// The connection is gone.
    Leave { connection: ConnectionId },
    /// Tell the table as it is committed, without its prose.
    Table { reply: oneshot::Sender<RoundTable> },
    /// Tell what is committed.
    Export { reply: oneshot::Sender<Export> },
    /// Tell what it is at and who is there. Looking on keeps no table open.
    Glance { reply: oneshot::Sender<Glanced> },
    /// Tell who wrote under which client ids in a document, as it is committed.
    Writers {
        document: DocumentId,
        reply: oneshot::Sender<Writers>,
    },
    /// Somebody who is not connected asks for something, by way of another page.
    Asked {
        who: ParticipantId,
        command: Command,
        reply: oneshot::Sender<Result<(), Refusal>>,
    },
    /// Another process says something. That keeps no table open.
    Heard(Box<Heard>),
    /// Take in what another process has written. That keeps no table open.
    CatchUp,
    /// Close what is due.
    CloseDue,
    /// Give back the time between these moments, in which the house was down.
    WasDown {
        since: Timestamp,
        through: Timestamp,
    },
    /// Send everybody away and stop.
    Close,
}

/// A table as it is committed: what an outcome is made from.
#[derive(Debug, Clone)]
pub struct Export {
    /// The whole state, secret votes included: filter before showing.
    pub table: RoundTable,
    /// The prose of every root that holds any.
    pub prose: BTreeMap<Root, Vec<Block>>,
    /// The prose of the report's sections: not for everybody.
    pub report: BTreeMap<Root, Vec<Block>>,
    /// The sequence number of the last entry.
    pub head: Seq,
    /// The digest of the last event.
    pub chain: [u8; 32],
}

/// What a table is at, and who is there.
#[derive(Debug, Clone)]
pub struct Glanced {
    /// What it is at.
    pub at: Glance,
    /// Who is there.
    pub here: Vec<Seated>,
    /// Who was there until lately.
    pub gone: Vec<ParticipantId>,
}

/// Somebody who has a connection.
#[derive(Debug, Clone)]
pub struct Seated {
    /// Who.
    pub participant: ParticipantId,
    /// Whether they write in the table's document.
    pub writes: bool,
    /// How they are connected.
    pub line: Line,
}

/// A hold on an open table; the table stays open while somebody holds one.
#[derive(Debug, Clone)]
pub struct TableHandle {
    mailbox: mpsc::Sender<Request>,
    /// Where its log is.
    store: Store,
    /// How often people have words written again.
    again: Arc<RateLimiters>,
    /// What other tables say.
    elsewhere: Arc<Elsewhere>,
    /// The number of the last entry that it has taken in.
    head: Arc<AtomicU64>,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Request")
    }
}

impl TableHandle {
    /// A hold on the table that reads this mailbox.
    pub(crate) fn new(
        mailbox: mpsc::Sender<Request>,
        store: Store,
        (again, elsewhere): (Arc<RateLimiters>, Arc<Elsewhere>),
        head: Arc<AtomicU64>,
    ) -> Self {
        Self {
            mailbox,
            store,
            again,
            elsewhere,
            head,
        }
    }

    /// The number of the last entry that the table has taken in.
    pub(crate) fn head(&self) -> Seq {
        Seq::new(self.head.load(Ordering::Relaxed))
    }

    /// Has the table take in what another process has written. One that is too busy to be told finds out by itself.
    pub(crate) fn catches_up(&self) {
        drop(self.mailbox.try_send(Request::CatchUp));
    }

    /// Asks something of the table, with what it needs of its log beside it: its task reads nothing while others wait.
    pub(crate) async fn ask(
        &self,
        who: &ParticipantId,
        connection: ConnectionId,
        request: u64,
        command: Command,
    ) -> Result<(), Gone> {
        let passage = match writes_again(&command) {
            None if is_of_a_draft(&command) => self.why_not_of_draft(who, &command).await?,
            Some(_) if !self.again.of(who).allows() => Some(Err(Refusal::TooOften)),
            Some(Read::InLog) => self.passage(who, &command).await?,
            None | Some(Read::AtHand) => None,
        };
        let ask = Request::Command {
            connection,
            request,
            command,
            passage: passage.map(|passage| passage.map(Arc::new)),
        };
        self.send(ask).await
    }

    /// What it has written again. Whoever may not, or has done so already, costs no reading; the table says why.
    async fn passage(
        &self,
        who: &ParticipantId,
        command: &Command,
    ) -> Result<Option<Result<Passage, Refusal>>, Gone> {
        let table = self.table().await?;
        let Some(who) = table.participants.get(who) else {
            return Ok(None);
        };
        Ok(match table.decide(who, command.clone()) {
            Ok(events) if !events.is_empty() => {
                let from = (&self.store, &*self.elsewhere);
                Some(asked(from, (&table, who), command).await)
            }
            _ => None,
        })
    }

    /// Why a correction cannot be offered that the log alone can tell: its words do not stand where it says.
    async fn why_not_of_draft(
        &self,
        who: &ParticipantId,
        command: &Command,
    ) -> Result<Option<Result<Passage, Refusal>>, Gone> {
        if !self.again.of(who).allows() {
            return Ok(Some(Err(Refusal::TooOften)));
        }
        let table = self.table().await?;
        let Some(who) = table.participants.get(who) else {
            return Ok(None);
        };
        // Whoever may not, or has done so already, costs no reading.
        let is_new = table
            .decide(who, command.clone())
            .is_ok_and(|it| !it.is_empty());
        if !is_new {
            return Ok(None);
        }
        let why_not = stands_there(&self.store, &table, command).await.err();
        Ok(why_not.map(Err))
    }

    /// The table as it is committed, without its prose, which takes long to read.
    pub async fn table(&self) -> Result<RoundTable, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Table { reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// The table as it is committed, with its prose.
    pub async fn export(&self) -> Result<Export, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Export { reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// What the table is at as it is committed, and who is there.
    pub async fn glance(&self) -> Result<Glanced, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Glance { reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// Who wrote in a document.
    pub async fn writers(&self, document: DocumentId) -> Result<Writers, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Writers { document, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// Asks something in the name of somebody who need not be connected, and needs nothing of the log; the answer when it is committed.
    pub async fn asks(
        &self,
        who: ParticipantId,
        command: Command,
    ) -> Result<Result<(), Refusal>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Asked {
            who,
            command,
            reply,
        })
        .await?;
        answer.await.map_err(|_| Gone)
    }

    /// Whether somebody was ever let in here, even if they are no longer.
    pub async fn knows(&self, participant: ParticipantId) -> Result<bool, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Knows { participant, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    pub(crate) async fn send(&self, ask: Request) -> Result<(), Gone> {
        self.mailbox.send(ask).await.map_err(|_| Gone)
    }

    /// Whether nobody but the holder of this one has a hold on the table.
    pub(crate) fn is_last_hold(&self) -> bool {
        self.mailbox.strong_count() == 1 && self.mailbox.capacity() == MAILBOX
    }

    pub(crate) fn is_open(&self) -> bool {
        !self.mailbox.is_closed()
    }
}
