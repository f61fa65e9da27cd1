//! Connections: how they are taken in, and how long each may take to say what it wants.
//!
//! It is `axum::serve` but for the two things that this does not offer: who sends the head of a request
//! letter by letter, to hold a connection that others need, is cut off, and so is who asks for much and
//! does not read it. Under TLS it also shakes hands, and speaks HTTP/2 with whoever would rather; websockets come by HTTP/1.1, since
//! nobody is told that they could come otherwise.

mod http2;

use crate::http;
use crate::tls::{H2, Tls};
use crate::{App, config::Config};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::rt::{Read, Write};
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_io_timeout::TimeoutWriter;

/// How long nobody is taken in when the system has no more room for connections.
const OUT_OF_ROOM: Duration = Duration::from_millis(100);

/// Counts the requests that are being answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnderWay(Arc<AtomicUsize>);

impl UnderWay {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts one more until it is dropped.
    fn one(&self) -> One {
        self.0.fetch_add(1, Ordering::Relaxed);
        One(self.clone())
    }
}

struct One(UnderWay);

impl Drop for One {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Takes in connections until told to stop; then finishes the requests that are under way.
pub(crate) async fn take_in(
    app: App,
    listener: TcpListener,
    under_way: UnderWay,
    mut stop: watch::Receiver<bool>,
) {
    let router = TowerToHyperService::new(http::router(app.clone()));
    // Every connection holds a receiver: when none is left, all are done.
    let (open, all_done) = watch::channel(());
    loop {
        let (stream, peer) = tokio::select! {
            () = told(&mut stop) => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::debug!(%error, "a connection was not taken in");
                    if !is_their_fault(&error) {
                        tracing::error!(%error, "no more connections can be taken in");
                        tokio::time::sleep(OUT_OF_ROOM).await;
                    }
                    continue;
                }
            },
        };
        let answering = Answering {
            router: router.clone(),
            under_way: under_way.clone(),
            peer,
        };
        let (config, tls) = (app.config.clone(), app.tls.clone());
        let (stop, done) = (stop.clone(), all_done.clone());
        tokio::spawn(async move {
            serve(stream, answering, (&config, tls), stop).await;
            drop(done);
        });
    }
    drop((listener, all_done));
    open.closed().await;
}

/// Waits until it is time to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // A sender that is gone has stopped as well.
    drop(stop.wait_for(|stop| *stop).await);
}

/// Whether a connection broke before it was taken in.
fn is_their_fault(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

/// Answers what is asked on one connection.
#[derive(Clone)]
struct Answering {
    router: TowerToHyperService<axum::Router>,
    under_way: UnderWay,
    peer: SocketAddr,
}

impl Answering {
    fn answer(
        &self,
        request: Request<Incoming>,
    ) -> impl Future<Output = Result<Response, Infallible>> + Send + use<> {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let (answering, answer) = (self.under_way.one(), self.router.call(request));
        async move {
            let answer = answer.await;
            drop(answering);
            answer
        }
    }
}

async fn serve(
    stream: TcpStream,
    answering: Answering,
    (config, tls): (&Config, Option<Tls>),
    mut stop: watch::Receiver<bool>,
) {
    // An update is sent when it is there, not when the next one fills the packet.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection gathers what it sends");
    }
    // Whoever reads slowly keeps going: only when the system takes nothing more does the clock run.
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(config.write_patience));
    let stream = Box::pin(stream);
    let ended = match tls {
        None => serve_http1(TokioIo::new(stream), answering, config, &mut stop).await,
        Some(tls) => {
            let shaken = tls.acceptor().accept(stream);
            let shaken = tokio::select! {
                shaken = tokio::time::timeout(config.head_patience, shaken) => shaken,
                () = told(&mut stop) => return,
            };
            let stream = match shaken {
                Ok(Ok(stream)) => stream,
                failed => {
                    let error = failed.err().map(|late| late.to_string());
                    tracing::debug!(error, "a handshake came to nothing");
                    tls.handshake_failed();
                    return;
                }
            };
            let is_http2 = stream.get_ref().1.alpn_protocol() == Some(H2);
            let io = TokioIo::new(stream);
            if is_http2 {
                http2::serve(io, answering, config, &mut stop).await
            } else {
                serve_http1(io, answering, config, &mut stop).await
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn serve_http1<I>(
    io: I,
    answering: Answering,
    config: &Config,
    stop: &mut watch::Receiver<bool>,
) -> Result<(), hyper::Error>
where
    I: Read + Write + Unpin + Send + 'static,
{
    let answer = service_fn(move |request: Request<Incoming>| answering.answer(request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(config.head_patience)
        .serve_connection(io, answer)
        .with_upgrades();
    let mut connection = pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    }
}
