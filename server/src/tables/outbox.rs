//! What the table says to a connection waits in its outbox, which is bounded: a connection that does not read is cut
//! off (backpressure by disconnecting) and resyncs when it comes back. It never makes another wait.

use crate::tables::document_frame::DocumentFrame;
use hyper_tungstenite::tungstenite::{Message, Utf8Bytes};
use shared::document::DocumentId;
use shared::protocol::{CloseReason, ServerMessage};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// How many parcels wait for a connection.
const PARCELS: usize = 512;
/// How many bytes wait for a connection that does not read before it is cut off.
const WAITING_BYTES: usize = 4 << 20;
/// How many wait for a connection that is behind: more than a key or a vote, and not yet a reason to cut it off.
const BEHIND_BYTES: usize = 256 << 10;

/// Names a connection, once, for as long as the process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(u64);

impl ConnectionId {
    fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// One thing said to the whole table in a batch.
#[derive(Debug, Clone)]
pub enum SharedMessage {
    /// A binary frame of a document, for everybody but the connection that it came from.
    Prose {
        /// Where it came from.
        from: Option<ConnectionId>,
        /// The frame; its bytes are shared.
        frame: DocumentFrame,
        /// Whose connections get it.
        to: Recipients,
    },
    /// A text frame, for connections that speak the protocol.
    Word {
        /// The frame.
        frame: Utf8Bytes,
        /// Who of them gets it.
        to: Recipients,
    },
}

/// Who gets a message that is said to the whole table. What is told to some only stays in line with what is told to
/// all: events must come in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipients {
    /// Everybody: all connections of ours, and stock ones on the table's document.
    All,
    /// These only.
    Only(Arc<[ConnectionId]>),
    /// Everybody else.
    AllBut(Arc<[ConnectionId]>),
}

impl Recipients {
    fn hold(&self, outbox: &Outbox) -> bool {
        match self {
            Self::All => outbox.dialect.is_of_table(),
            Self::Only(some) => some.contains(&outbox.connection),
            Self::AllBut(some) => !some.contains(&outbox.connection),
        }
    }
}

impl SharedMessage {
    /// A message to these.
    pub fn word(message: &ServerMessage, to: Recipients) -> Self {
        let frame = text(message);
        Self::Word { frame, to }
    }

    fn len(&self) -> usize {
        match self {
            Self::Prose { frame, .. } => frame.size(),
            Self::Word { frame, .. } => frame.len(),
        }
    }

    /// Whether everybody gets it.
    pub fn is_for_all(&self) -> bool {
        match self {
            Self::Prose { to, .. } | Self::Word { to, .. } => *to == Recipients::All,
        }
    }

    /// Whether something of it goes to this connection.
    pub fn is_for(&self, outbox: &Outbox) -> bool {
        match self {
            Self::Prose { from, to, .. } => *from != Some(outbox.connection) && to.hold(outbox),
            Self::Word { to, .. } => outbox.speaks() && to.hold(outbox),
        }
    }

    /// What of it goes to this connection.
    pub fn message_for(&self, outbox: &Outbox) -> Option<Message> {
        self.is_for(outbox).then(|| match self {
            Self::Prose { frame, .. } => outbox.binary(frame),
            Self::Word { frame, .. } => Message::Text(frame.clone()),
        })
    }
}

/// What a table hands to a connection.
#[derive(Debug)]
pub enum Parcel {
    /// What was said to all in one batch, shared by all, and when the batch began.
    Shared(Arc<[SharedMessage]>, Instant),
    /// What is for this connection alone.
    Own(Vec<Message>),
    /// Goodbye, after everything that was handed before.
    Goodbye(CloseReason),
}

impl Parcel {
    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Shared(messages, _) => messages.iter().map(SharedMessage::len).sum(),
            Self::Own(messages) => messages.iter().map(message_len).sum(),
            Self::Goodbye(_) => 0,
        }
    }
}

fn message_len(message: &Message) -> usize {
    match message {
        Message::Text(text) => text.len(),
        Message::Binary(bytes) | Message::Ping(bytes) | Message::Pong(bytes) => bytes.len(),
        Message::Frame(frame) => frame.len(),
        Message::Close(_) => 0,
    }
}

/// What is spoken on a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// Our own subprotocol: text frames, and binary ones of several documents under their handles.
    RoundTable,
    /// Bare y-protocols, of one document: a stock client. It has no handle to name with each message, and so names it once,
    /// when it comes; without one, it means the document as its first readers knew it.
    Bare {
        /// The document.
        document: DocumentId,
        /// The number that the client knows it by.
        handle: Option<u64>,
    },
}

impl Dialect {
    /// Whether what everybody reads goes over it.
    const fn is_of_table(&self) -> bool {
        matches!(
            self,
            Self::RoundTable
                | Self::Bare {
                    document: DocumentId::Table,
                    ..
                }
        )
    }
}

/// What the other side of a connection has yet to do, and since when: answer a ping, or take in what is half sent. Behind whatever
/// waits on the way, an answer comes late as well. So this is what can be known: of the network, and not of who sits there.
#[derive(Debug, Default)]
pub struct Owed {
    answer: Mutex<Option<Instant>>,
    /// How long the last answer took.
    last: Mutex<Option<Duration>>,
    taking: Mutex<Option<Instant>>,
}

impl Owed {
    /// It was pinged. Of several pings, the first that is not answered counts.
    pub fn pinged(&self) {
        held(&self.answer).get_or_insert_with(Instant::now);
    }

    /// It has answered.
    pub fn answered(&self) {
        let since = held(&self.answer).take();
        if let Some(since) = since {
            *held(&self.last) = Some(since.elapsed());
        }
    }

    /// It is being sent something.
    pub fn sending(&self) {
        held(&self.taking).get_or_insert_with(Instant::now);
    }

    /// It has taken in all of that.
    pub fn taken(&self) {
        *held(&self.taking) = None;
    }

    /// Whether it owes something for longer than that, or did when it was pinged last: only an answer in time is a sign that it
    /// has caught up.
    pub fn is_late(&self, late: Duration) -> bool {
        let owes = [*held(&self.answer), *held(&self.taking)];
        let owes = owes.into_iter().flatten().map(|since| since.elapsed());
        owes.chain(*held(&self.last)).any(|took| took > late)
    }
}

/// Nothing is done while it is held that could fail.
fn held<T>(since: &Mutex<T>) -> MutexGuard<'_, T> {
    since.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The table's end of a connection.
#[derive(Debug, Clone)]
pub struct Outbox {
    connection: ConnectionId,
    dialect: Arc<Dialect>,
    parcels: mpsc::Sender<Parcel>,
    waiting: Arc<AtomicUsize>,
    owed: Arc<Owed>,
    cut: Arc<watch::Sender<Option<CloseReason>>>,
}

impl Outbox {
    /// An outbox, and the ends from which its parcels and its last word are taken.
    #[allow(
        clippy::type_complexity,
        reason = "two ends of channels, taken apart at once"
    )]
    pub fn open(
        dialect: Dialect,
    ) -> (
        Self,
        mpsc::Receiver<Parcel>,
        watch::Receiver<Option<CloseReason>>,
    ) {
        let (parcels, queue) = mpsc::channel(PARCELS);
        let (cut, was_cut) = watch::channel(None);
        let outbox = Self {
            connection: ConnectionId::next(),
            dialect: Arc::new(dialect),
            parcels,
            waiting: Arc::default(),
            owed: Arc::default(),
            cut: Arc::new(cut),
        };
        (outbox, queue, was_cut)
    }

    /// Whose it is.
    pub fn connection(&self) -> ConnectionId {
        self.connection
    }

    /// What is spoken on the connection.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Whether the connection asked for text frames.
    pub fn speaks(&self) -> bool {
        *self.dialect == Dialect::RoundTable
    }

    /// A frame as it goes over this connection.
    pub fn binary(&self, frame: &DocumentFrame) -> Message {
        Message::Binary(match *self.dialect {
            Dialect::RoundTable => frame.with_handle(),
            Dialect::Bare { .. } => frame.bare(),
        })
    }

    /// Hands something over without waiting; a connection with too much waiting is cut off.
    pub fn hand(&self, parcel: Parcel) {
        let len = parcel.bytes();
        let waiting = self.waiting.fetch_add(len, Ordering::Relaxed);
        if waiting > WAITING_BYTES || self.parcels.try_send(parcel).is_err() {
            self.cut(CloseReason::TooSlow);
        }
    }

    /// Sends the connection away after what was handed to it before; at once if it does not read.
    pub fn close(&self, reason: CloseReason) {
        let sent = self.parcels.try_send(Parcel::Goodbye(reason));
        if let Some(Parcel::Goodbye(reason)) = sent.err().map(TrySendError::into_inner) {
            self.cut(reason);
        }
    }

    /// Whether much waits for a connection that reads slowly.
    pub fn is_behind(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > BEHIND_BYTES
    }

    /// What the other side has yet to do.
    pub fn owed(&self) -> &Owed {
        &self.owed
    }

    /// Takes off the scale what was sent.
    pub fn sent(&self, bytes: usize) {
        self.waiting.fetch_sub(bytes, Ordering::Relaxed);
    }

    fn cut(&self, reason: CloseReason) {
        self.cut.send_if_modified(|cut| {
            let is_first = cut.is_none();
            cut.get_or_insert(reason);
            is_first
        });
    }
}

/// A message as it goes over the wire.
pub(crate) fn text(message: &ServerMessage) -> Utf8Bytes {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    serde_json::to_string(message).unwrap_or_default().into()
}
