//! A connection: one live websocket of a participant at a table, and its heartbeat.

use crate::auth::in_use::Using;
use crate::clock::now;
use crate::metrics::Metrics;
use crate::tables::handle::{Request, TableHandle};
use crate::tables::heartbeat::Heartbeat;
use crate::tables::outbox::{Dialect, Outbox, Parcel, text};
use crate::tables::rate_limit::RateLimiter;
use axum::body::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use hyper_tungstenite::HyperWebsocketStream as Socket;
use hyper_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use hyper_tungstenite::tungstenite::protocol::frame::{CloseFrame, Frame};
use hyper_tungstenite::tungstenite::{Error as SocketError, Message};
use shared::ids::ParticipantId;
use shared::protocol::{ClientMessage, CloseReason, ServerMessage};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, interval_at, timeout};

/// A longer message goes out in pieces of so many bytes: a socket copies what it is given and keeps the
/// memory for as long as it lives.
const PIECE: usize = 8 << 10;
/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// Sits at the table until the connection ends, from either side, or its cookie is not good any more.
pub async fn sit(
    socket: Socket,
    table: TableHandle,
    using: Using,
    dialect: Dialect,
    rate_limiter: RateLimiter,
    heartbeat: Heartbeat,
    metrics: Arc<Metrics>,
) {
    let (outbox, queue, was_cut) = Outbox::open(dialect);
    let connection = outbox.connection();
    let _sitting = metrics.sitting();
    let (sink, mut stream) = socket.split();
    let writer = Writer {
        sink,
        outbox: outbox.clone(),
        ping: heartbeat.ping,
        metrics,
    };
    let mut writing = tokio::spawn(writer.run(queue, was_cut));
    let watching = watch_line(&table, &outbox, heartbeat.late);
    if table
        .send(Request::Sit {
            participant: using.who().clone(),
            outbox: outbox.clone(),
        })
        .await
        .is_ok()
    {
        tokio::select! {
            () = read(&mut stream, &table, using.who(), &outbox, &rate_limiter, heartbeat.silence) => {
                // The other side is gone; what is still waiting, a goodbye perhaps, has a moment.
                outbox.close(CloseReason::Restart);
                drop(timeout(GOODBYE, &mut writing).await);
            }
            () = using.ended() => {
                outbox.close(CloseReason::SignedOut);
                drop(timeout(GOODBYE, &mut writing).await);
            }
            _ = &mut writing => {}
            () = watching => {}
        }
    }
    writing.abort();
    // If the table is gone, so is its place.
    drop(table.send(Request::Leave { connection }).await);
    // Closing a connection on which something waits unread resets it, and the goodbye is lost on the way.
    let last_words = async { while let Some(Ok(_)) = stream.next().await {} };
    drop(timeout(GOODBYE, last_words).await);
}

/// Tells the table whenever the connection falls behind, and when it has caught up. Ends only when the table is gone.
async fn watch_line(table: &TableHandle, outbox: &Outbox, late: Duration) {
    let connection = outbox.connection();
    let mut look = interval(late / 4);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_behind = false;
    loop {
        look.tick().await;
        let behind = outbox.is_behind() || outbox.owed().is_late(late);
        if behind != was_behind {
            let line = Request::Line { connection, behind };
            if table.send(line).await.is_err() {
                return;
            }
            was_behind = behind;
        }
    }
}

/// Hands what comes in to the table, until nothing does.
async fn read(
    stream: &mut SplitStream<Socket>,
    table: &TableHandle,
    who: &ParticipantId,
    outbox: &Outbox,
    rate_limiter: &RateLimiter,
    silence: Duration,
) {
    let connection = outbox.connection();
    while let Ok(Some(message)) = timeout(silence, stream.next()).await {
        let message = match message {
            Ok(message) => message,
            Err(SocketError::Capacity(_)) => {
                return outbox.close(CloseReason::refused("too-large"));
            }
            Err(_) => return,
        };
        if !rate_limiter.allows() {
            outbox.close(CloseReason::Flood);
            return;
        }
        let ask = match message {
            Message::Binary(frame) => Request::Frame { connection, frame },
            Message::Text(words) if outbox.speaks() => match serde_json::from_str(&words) {
                Ok(ClientMessage::Ask { request, command }) => {
                    if table.ask(who, connection, request, command).await.is_err() {
                        return;
                    }
                    continue;
                }
                Ok(ClientMessage::Ping) => {
                    outbox.hand(Parcel::Own(vec![Message::Text(text(
                        &ServerMessage::Pong { now: Some(now()) },
                    ))]));
                    continue;
                }
                Err(_) => return outbox.close(CloseReason::refused("not-understood")),
            },
            Message::Text(_) => {
                return outbox.close(CloseReason::refused("no-text-asked-for"));
            }
            Message::Pong(_) => {
                outbox.owed().answered();
                continue;
            }
            // Pings are answered below; raw frames are only ever sent.
            Message::Ping(_) | Message::Frame(_) => continue,
            Message::Close(_) => return,
        };
        if table.send(ask).await.is_err() {
            return;
        }
    }
}

/// The connection's side that writes.
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
        mut cut: watch::Receiver<Option<CloseReason>>,
    ) {
        let closing = tokio::select! {
            biased;
            Ok(closing) = cut.wait_for(Option::is_some) => closing.clone(),
            closing = self.write_all(&mut queue) => closing,
        };
        let Some(reason) = closing else {
            return;
        };
        self.metrics.closed(&reason);
        let frame = CloseFrame {
            code: reason.code().number().into(),
            reason: reason.name().to_owned().into(),
        };
        // A connection that does not read does not hear the goodbye either.
        drop(timeout(GOODBYE, self.sink.send(Message::Close(Some(frame)))).await);
    }

    /// Ends with the goodbye, or with nothing when the connection fails.
    async fn write_all(&mut self, queue: &mut mpsc::Receiver<Parcel>) -> Option<CloseReason> {
        // Busy or not: whoever only reads has nothing but the answers to show that they are there.
        let mut ping = interval_at(Instant::now() + self.ping, self.ping);
        loop {
            let next = tokio::select! {
                next = queue.recv() => next,
                _ = ping.tick() => {
                    self.outbox.owed().pinged();
                    self.sink.send(Message::Ping(Bytes::new())).await.ok()?;
                    continue;
                }
            };
            let mut parcel = next?;
            self.outbox.owed().sending();
            let goodbye = loop {
                let len = parcel.bytes();
                let goodbye = self.feed(parcel).await?;
                // A connection that takes no more does not get here.
                self.outbox.sent(len);
                if goodbye.is_some() {
                    break goodbye;
                }
                match queue.try_recv() {
                    Ok(next) => parcel = next,
                    Err(_) => break None,
                }
            };
            self.sink.flush().await.ok()?;
            self.outbox.owed().taken();
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
    async fn feed(&mut self, parcel: Parcel) -> Option<Option<CloseReason>> {
        match parcel {
            Parcel::Shared(messages, begun) => {
                for message in &*messages {
                    if let Some(message) = message.message_for(&self.outbox) {
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
