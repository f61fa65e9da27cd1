//! Connections: how they are taken in, and how long each may take to say what it wants.
//!
//! It is `axum::serve` but for the one thing that this does not offer: who sends the head of a request
//! letter by letter, to hold a connection that others need, is cut off.

use crate::http;
use crate::{App, config::Config};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long nobody is taken in when the system has no more room for connections.
const OUT_OF_ROOM: Duration = Duration::from_millis(100);

/// Takes in connections until told to stop; then finishes the requests that are under way.
pub(crate) async fn take_in(app: App, listener: TcpListener, mut stop: watch::Receiver<bool>) {
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
        let (router, config) = (router.clone(), app.config.clone());
        let (stop, done) = (stop.clone(), all_done.clone());
        tokio::spawn(async move {
            serve(stream, peer, router, &config, stop).await;
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

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: TowerToHyperService<axum::Router>,
    config: &Config,
    mut stop: watch::Receiver<bool>,
) {
    // An update is sent when it is there, not when the next one fills the packet.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection gathers what it sends");
    }
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(config.head_patience)
        .serve_connection(TokioIo::new(stream), answer)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
