//! HTTP/2: many requests on one connection, each of which moves on or ends all of them.
//!
//! `hyper` has no clock for whoever opens streams and takes nothing of the answers, since then nothing is written that could be
//! late; nor for whoever says nothing. So each request notes down when it moved last.

use super::Answering;
use crate::config::Config;
use axum::body::{Body, Bytes};
use axum::http::Request;
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::rt::{Read, Write};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::sync::watch;
use tokio::time::Instant;

/// How many requests one connection may have under way.
const STREAMS: u32 = 64;
/// How much of an answer is handed over at a time, in bytes: what was handed over no longer says whether anybody takes it.
const CHUNK: usize = 16 << 10;
/// How much of an answer waits to be written, in bytes.
const SEND_BUFFER: usize = 64 << 10;

/// Answers on a connection until it ends, is idle, takes nothing, or all stops.
pub(super) async fn serve<I>(
    io: I,
    answering: Answering,
    config: &Config,
    stop: &mut watch::Receiver<bool>,
) -> Result<(), hyper::Error>
where
    I: Read + Write + Unpin + Send + 'static,
{
    let activity = Arc::new(Activity::default());
    let noting = Arc::clone(&activity);
    let answer = service_fn(move |request: Request<Incoming>| {
        let stream = Activity::begins(&noting);
        let answer = answering.answer(request);
        async move {
            let answer = answer.await?;
            stream.moves();
            Ok::<_, std::convert::Infallible>(answer.map(|body| Chunks {
                body,
                rest: Bytes::new(),
                stream,
            }))
        }
    });
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_send_buf_size(SEND_BUFFER)
        .serve_connection(io, answer);
    let mut connection = pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => return ended,
        () = super::told(stop) => {}
        () = activity.idle(config) => {}
        () = activity.stalled(config) => return Ok(()),
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        ended = connection.as_mut() => ended,
        () = activity.stalled(config) => Ok(()),
        // Whoever does not even hang up.
        () = tokio::time::sleep(config.request_patience + config.write_patience) => Ok(()),
    }
}

/// When each request that is under way moved last, and when the last one ended.
struct Activity(Mutex<Moves>);

struct Moves {
    next: u64,
    of: BTreeMap<u64, Instant>,
    rests_since: Instant,
}

impl Default for Activity {
    fn default() -> Self {
        Self(Mutex::new(Moves {
            next: 0,
            of: BTreeMap::new(),
            rests_since: Instant::now(),
        }))
    }
}

impl Activity {
    fn begins(this: &Arc<Self>) -> Stream {
        let mut moves = this.held();
        let id = moves.next;
        moves.next += 1;
        moves.of.insert(id, Instant::now());
        Stream {
            id,
            activity: Arc::clone(this),
        }
    }

    /// Waits until nothing was asked for as long as a connection may say nothing.
    async fn idle(&self, config: &Config) {
        loop {
            let since = {
                let moves = self.held();
                if moves.of.is_empty() {
                    moves.rests_since
                } else {
                    Instant::now()
                }
            };
            let until = since + config.head_patience;
            if Instant::now() >= until {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// Waits until a request has not moved for as long as it may take to be answered and read on.
    async fn stalled(&self, config: &Config) {
        let patience = config.request_patience + config.write_patience;
        loop {
            let oldest = self.held().of.values().min().copied();
            let until = oldest.unwrap_or_else(Instant::now) + patience;
            if Instant::now() >= until {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// Nothing is done under this lock that could panic half-way.
    fn held(&self) -> std::sync::MutexGuard<'_, Moves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request, until its answer has been taken or given up.
struct Stream {
    id: u64,
    activity: Arc<Activity>,
}

impl Stream {
    fn moves(&self) {
        self.activity.held().of.insert(self.id, Instant::now());
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut moves = self.activity.held();
        moves.of.remove(&self.id);
        moves.rests_since = Instant::now();
    }
}

/// An answer in pieces, each of which is asked for when there is room for it.
struct Chunks {
    body: Body,
    rest: Bytes,
    stream: Stream,
}

impl HttpBody for Chunks {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if this.rest.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.rest = data,
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
                ended => return Poll::Ready(ended),
            }
        }
        this.stream.moves();
        let piece = this.rest.split_to(this.rest.len().min(CHUNK));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, inner) = (self.rest.len() as u64, self.body.size_hint());
        let mut hint = SizeHint::new();
        hint.set_lower(inner.lower() + rest);
        if let Some(upper) = inner.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}
