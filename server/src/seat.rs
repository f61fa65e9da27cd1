//! A seat: one live connection of a participant to a table.
//!
//! What the table says waits in the seat's [`Outbox`], which is bounded: a seat that does not read
//! is cut off and resyncs when it comes back. It never makes another wait.

use crate::metrics::Metrics;
use crate::pace::Meter;
use crate::table::{Ask, TableHandle};
use axum::body::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use hyper_tungstenite::HyperWebsocketStream as Socket;
use hyper_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use hyper_tungstenite::tungstenite::protocol::frame::{CloseFrame, Frame};
use hyper_tungstenite::tungstenite::{Error as SocketError, Message, Utf8Bytes};
use shared::ids::ParticipantId;
use shared::protocol::{ClientMessage, CloseCode, ServerMessage};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, interval_at, timeout};

/// How many parcels wait for a seat.
const PARCELS: usize = 512;
/// How many bytes wait for a seat that does not read before it is cut off.
const WAITING_BYTES: usize = 4 << 20;
/// A longer message goes out in pieces of so many bytes: a socket copies what it is given and keeps the
/// memory for as long as it lives.
const PIECE: usize = 8 << 10;
/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// Names a seat, once, for as long as the process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatId(u64);

impl SeatId {
    fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// Why a seat is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    code: CloseCode,
    reason: String,
}

impl Closing {
    /// Closes with a code, and a reason of at most 123 bytes.
    pub fn new(code: CloseCode, reason: &str) -> Self {
        Self {
            code,
            reason: reason.chars().take(120).filter(char::is_ascii).collect(),
        }
    }

    /// The server stops, or the table is put away: come back.
    pub fn restart() -> Self {
        Self::new(CloseCode::Restart, "restart")
    }
}

/// One thing said to the whole table in a round.
#[derive(Debug, Clone)]
pub enum Sheet {
    /// A binary frame, for everybody but the seat that it came from.
    Prose {
        /// Where it came from.
        from: Option<SeatId>,
        /// The frame; its bytes are shared.
        frame: Bytes,
    },
    /// A text frame, for seats that speak the protocol, but those that are told otherwise.
    Word {
        /// The frame.
        frame: Utf8Bytes,
        /// Seats that are told something else instead.
        but: Vec<SeatId>,
    },
}

impl Sheet {
    /// A message to everybody but some.
    pub fn word(message: &ServerMessage, but: Vec<SeatId>) -> Self {
        Self::Word {
            frame: crate::table::text(message),
            but,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Prose { frame, .. } => frame.len(),
            Self::Word { frame, .. } => frame.len(),
        }
    }

    fn message_for(&self, outbox: &Outbox) -> Option<Message> {
        match self {
            Self::Prose { from, frame } => {
                (*from != Some(outbox.seat)).then(|| Message::Binary(frame.clone()))
            }
            Self::Word { frame, but } => {
                let is_meant = outbox.speaks && !but.contains(&outbox.seat);
                is_meant.then(|| Message::Text(frame.clone()))
            }
        }
    }
}

/// What a table hands to a seat.
#[derive(Debug)]
pub enum Parcel {
    /// What was said to all in one round, shared by all, and when the round began.
    Shared(Arc<[Sheet]>, Instant),
    /// What is for this seat alone.
    Own(Vec<Message>),
    /// Goodbye, after everything that was handed before.
    Goodbye(Closing),
}

impl Parcel {
    fn len(&self) -> usize {
        match self {
            Self::Shared(sheets, _) => sheets.iter().map(Sheet::len).sum(),
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

/// The table's end of a seat.
#[derive(Debug, Clone)]
pub struct Outbox {
    seat: SeatId,
    speaks: bool,
    parcels: mpsc::Sender<Parcel>,
    waiting: Arc<AtomicUsize>,
    cut: Arc<watch::Sender<Option<Closing>>>,
}

impl Outbox {
    /// Whose it is.
    pub fn seat(&self) -> SeatId {
        self.seat
    }

    /// Whether the seat asked for text frames.
    pub fn speaks(&self) -> bool {
        self.speaks
    }

    /// Hands something over without waiting; a seat with too much waiting is cut off.
    pub fn hand(&self, parcel: Parcel) {
        let len = parcel.len();
        let waiting = self.waiting.fetch_add(len, Ordering::Relaxed);
        if waiting > WAITING_BYTES || self.parcels.try_send(parcel).is_err() {
            self.cut(Closing::new(CloseCode::TooSlow, "too-slow"));
        }
    }

    /// Sends the seat away after what was handed to it before; at once if it does not read.
    pub fn close(&self, closing: Closing) {
        let sent = self.parcels.try_send(Parcel::Goodbye(closing));
        if let Some(Parcel::Goodbye(closing)) = sent.err().map(TrySendError::into_inner) {
            self.cut(closing);
        }
    }

    fn cut(&self, closing: Closing) {
        self.cut.send_if_modified(|cut| {
            let is_first = cut.is_none();
            cut.get_or_insert(closing);
            is_first
        });
    }
}

/// How long a seat waits for signs of life.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How often the server asks whether anybody is still there.
    pub ping: Duration,
    /// How long a connection may say nothing at all, not even answer a ping.
    pub silence: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            ping: Duration::from_secs(10),
            silence: Duration::from_secs(25),
        }
    }
}

/// Sits at the table until the connection ends, from either side.
pub async fn sit(
    socket: Socket,
    table: TableHandle,
    participant: ParticipantId,
    speaks: bool,
    meter: Meter,
    patience: Patience,
    metrics: Arc<Metrics>,
) {
    let (parcels, queue) = mpsc::channel(PARCELS);
    let (cut, was_cut) = watch::channel(None);
    let outbox = Outbox {
        seat: SeatId::next(),
        speaks,
        parcels,
        waiting: Arc::default(),
        cut: Arc::new(cut),
    };
    let seat = outbox.seat;
    let _sitting = metrics.sitting();
    let (sink, mut stream) = socket.split();
    let writer = Writer {
        sink,
        outbox: outbox.clone(),
        ping: patience.ping,
        metrics,
    };
    let mut writing = tokio::spawn(writer.run(queue, was_cut));
    if table
        .send(Ask::Sit {
            participant,
            outbox: outbox.clone(),
        })
        .await
        .is_ok()
    {
        tokio::select! {
            () = read(&mut stream, &table, &outbox, &meter, patience.silence) => {
                // The other side is gone; what is still waiting, a goodbye perhaps, has a moment.
                outbox.close(Closing::restart());
                drop(timeout(GOODBYE, &mut writing).await);
            }
            _ = &mut writing => {}
        }
    }
    writing.abort();
    // If the table is gone, so is the place.
    drop(table.send(Ask::Leave { seat }).await);
    // Closing a connection on which something waits unread resets it, and the goodbye is lost on the way.
    let last_words = async { while let Some(Ok(_)) = stream.next().await {} };
    drop(timeout(GOODBYE, last_words).await);
}

/// Hands what comes in to the table, until nothing does.
async fn read(
    stream: &mut SplitStream<Socket>,
    table: &TableHandle,
    outbox: &Outbox,
    meter: &Meter,
    silence: Duration,
) {
    let seat = outbox.seat();
    while let Ok(Some(message)) = timeout(silence, stream.next()).await {
        let message = match message {
            Ok(message) => message,
            Err(SocketError::Capacity(_)) => {
                return outbox.close(Closing::new(CloseCode::Refused, "too-large"));
            }
            Err(_) => return,
        };
        if !meter.allows() {
            outbox.close(Closing::new(CloseCode::Flood, "flood"));
            return;
        }
        let ask = match message {
            Message::Binary(frame) => Ask::Frame { seat, frame },
            Message::Text(text) if outbox.speaks => match serde_json::from_str(&text) {
                Ok(ClientMessage::Ask { request, command }) => Ask::Command {
                    seat,
                    request,
                    command,
                },
                Ok(ClientMessage::Ping) => {
                    outbox.hand(Parcel::Own(vec![Message::Text(crate::table::text(
                        &ServerMessage::Pong {
                            now: Some(crate::table::now()),
                        },
                    ))]));
                    continue;
                }
                Err(_) => return outbox.close(Closing::new(CloseCode::Refused, "not-understood")),
            },
            Message::Text(_) => {
                return outbox.close(Closing::new(CloseCode::Refused, "no-text-asked-for"));
            }
            // Pings are answered below; raw frames are only ever sent.
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => continue,
            Message::Close(_) => return,
        };
        if table.send(ask).await.is_err() {
            return;
        }
    }
}

/// The seat's side that writes.
struct Writer {
    sink: SplitSink<Socket, Message>,
    outbox: Outbox,
    ping: Duration,
    metrics: Arc<Metrics>,
}

impl Writer {
    /// Writes parcels as they come, those that gathered together, until it is told goodbye.
    async fn run(
        mut self,
        mut queue: mpsc::Receiver<Parcel>,
        mut cut: watch::Receiver<Option<Closing>>,
    ) {
        let closing = tokio::select! {
            biased;
            Ok(closing) = cut.wait_for(Option::is_some) => closing.clone(),
            closing = self.write_all(&mut queue) => closing,
        };
        let Some(Closing { code, reason }) = closing else {
            return;
        };
        self.metrics.closed(code, &reason);
        let frame = CloseFrame {
            code: code.number().into(),
            reason: reason.into(),
        };
        // A seat that does not read does not hear the goodbye either.
        drop(timeout(GOODBYE, self.sink.send(Message::Close(Some(frame)))).await);
    }

    /// Ends with the goodbye, or with nothing when the connection fails.
    async fn write_all(&mut self, queue: &mut mpsc::Receiver<Parcel>) -> Option<Closing> {
        // Busy or not: whoever only reads has nothing but the answers to show that they are there.
        let mut ping = interval_at(Instant::now() + self.ping, self.ping);
        loop {
            let next = tokio::select! {
                next = queue.recv() => next,
                _ = ping.tick() => {
                    self.sink.send(Message::Ping(Bytes::new())).await.ok()?;
                    continue;
                }
            };
            let mut parcel = next?;
            let goodbye = loop {
                let len = parcel.len();
                let goodbye = self.feed(parcel).await?;
                // A connection that takes no more does not get here.
                self.outbox.waiting.fetch_sub(len, Ordering::Relaxed);
                if goodbye.is_some() {
                    break goodbye;
                }
                match queue.try_recv() {
                    Ok(next) => parcel = next,
                    Err(_) => break None,
                }
            };
            self.sink.flush().await.ok()?;
            if goodbye.is_some() {
                return goodbye;
            }
        }
    }

    /// Feeds one parcel; the outer nothing is a failed connection, the inner no goodbye.
    #[allow(
        clippy::option_option,
        reason = "the two nothings mean different things to one caller"
    )]
    async fn feed(&mut self, parcel: Parcel) -> Option<Option<Closing>> {
        match parcel {
            Parcel::Shared(sheets, begun) => {
                for sheet in &*sheets {
                    if let Some(message) = sheet.message_for(&self.outbox) {
                        self.feed_message(message).await.ok()?;
                        self.metrics.delivered();
                    }
                }
                self.metrics.delivered_in(begun.elapsed());
            }
            Parcel::Own(messages) => {
                for message in messages {
                    self.feed_message(message).await.ok()?;
                }
            }
            Parcel::Goodbye(closing) => return Some(Some(closing)),
        }
        Some(None)
    }

    /// Feeds a message, a long one piece by piece.
    async fn feed_message(&mut self, message: Message) -> Result<(), SocketError> {
        let (mut opcode, mut rest) = match message {
            Message::Binary(bytes) if bytes.len() > PIECE => (Data::Binary, bytes),
            Message::Text(text) if text.len() > PIECE => (Data::Text, text.into()),
            short => return self.sink.feed(short).await,
        };
        while !rest.is_empty() {
            let piece = rest.split_to(rest.len().min(PIECE));
            let frame = Frame::message(piece, OpCode::Data(opcode), rest.is_empty());
            self.sink.feed(Message::Frame(frame)).await?;
            opcode = Data::Continue;
        }
        Ok(())
    }
}
