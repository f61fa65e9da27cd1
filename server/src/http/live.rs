//! `GET /live/{table}`: the websocket on which a participant sits at a table; `GET /live/{table}/{document}`: the one on which
//! a stock client keeps one document in sync.

use crate::App;
use crate::auth::identity::{self, Someone};
use crate::auth::in_use::Using;
use crate::error::Problem;
use crate::tables::connection;
use crate::tables::outbox::{Dialect, text};
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use futures_util::SinkExt as _;
use hyper_tungstenite::tungstenite::Message;
use hyper_tungstenite::tungstenite::protocol::WebSocketConfig;
use hyper_tungstenite::tungstenite::protocol::frame::CloseFrame;
use hyper_tungstenite::{is_upgrade_request, upgrade};
use serde::Deserialize;
use shared::document::DocumentId;
use shared::ids::{SessionId, TableId};
use shared::protocol::{CloseReason, SUBPROTOCOL, SUBPROTOCOLS, ServerMessage};
use std::time::Instant;
use tracing::Instrument as _;

/// What one connection reads into at a time, in bytes: small, since there are many.
const READ_BUFFER: usize = 4 << 10;
/// How much is gathered before it is written without a flush, in bytes.
const WRITE_BUFFER: usize = 8 << 10;
/// How many times as much as the gate takes is read at most: whoever sends somewhat too much is told so,
/// while whoever sends far more is cut off, and hears why only by luck.
const MOST_READ: usize = 4;
/// The most that is read of a page of another version, in bytes.
const MOST_OF_ANOTHER: usize = 64 << 10;
/// The most that may wait inside the socket, in bytes: what was gathered, and one message.
const MOST_WRITTEN: usize = 8 << 20;

/// Takes a seat at the table for whoever the cookie names.
pub async fn live(
    State(app): State<App>,
    Path(table): Path<TableId>,
    someone: Someone,
    request: Request,
) -> Result<Response, Problem> {
    let dialect = match offered(request.headers()) {
        Offered::RoundTable => Dialect::RoundTable,
        Offered::Nothing => Dialect::Bare {
            document: DocumentId::Table,
            handle: None,
        },
        Offered::OtherVersion(protocol) => return turn_to_this_version(request, protocol),
    };
    sit(&app, table, someone, dialect, request).await
}

/// By which number a stock client knows the document.
#[derive(Debug, Deserialize)]
pub struct Known {
    handle: Option<u64>,
}

/// The same for one document, in bare y-protocols.
pub async fn document(
    State(app): State<App>,
    Path((table, document)): Path<(TableId, String)>,
    Query(Known { handle }): Query<Known>,
    someone: Someone,
    request: Request,
) -> Result<Response, Problem> {
    let document = DocumentId::parse(&document).ok_or(Problem::NotFound)?;
    let dialect = Dialect::Bare { document, handle };
    sit(&app, table, someone, dialect, request).await
}

async fn sit(
    app: &App,
    table: TableId,
    someone: Someone,
    dialect: Dialect,
    mut request: Request,
) -> Result<Response, Problem> {
    let session = app
        .store
        .session_of(&table)
        .await?
        .ok_or(Problem::NotFound)?;
    let handle = app.tables.table(&table).await?;
    if let Err(problem) = someone.at(&session) {
        // Who was here once and is a member no longer was sent away. A page whose websocket is not opened asks why.
        let was_here = handle.knows(someone.id.clone()).await?;
        return Err(if was_here { Problem::Removed } else { problem });
    }
    if !is_upgrade_request(&request) {
        return Err(Problem::NoWebsocket);
    }
    knows_of_them(app, &session, &someone).await?;
    let limits = app.tables.limits();
    let config = config(limits.gate.update_bytes.saturating_mul(MOST_READ));
    let (response, socket) =
        upgrade(&mut request, Some(config)).map_err(|_| Problem::NoWebsocket)?;
    let (limiter, metrics) = (
        app.tables.limiter(&someone.id),
        app.tables.metrics().clone(),
    );
    let heartbeat = limits.heartbeat;
    let speaks = dialect == Dialect::RoundTable;
    let using = using(app, &someone, request.headers()).await?;
    let span = tracing::info_span!("connection", table = %table, participant = %someone.id);
    let sitting = async move {
        // Whoever is gone before the handshake ended has not missed anything.
        if let Ok(socket) = socket.await {
            connection::sit(socket, handle, using, dialect, limiter, heartbeat, metrics).await;
        }
    };
    tokio::spawn(sitting.instrument(span));
    let mut response = response.map(|_| Body::empty());
    if speaks {
        let protocol = HeaderValue::from_static(SUBPROTOCOL);
        response
            .headers_mut()
            .insert(SEC_WEBSOCKET_PROTOCOL, protocol);
    }
    Ok(response)
}

/// Sees to it that the session is known here as it was when they were let in, perhaps by another process: the table asks nobody else.
async fn knows_of_them(app: &App, id: &SessionId, someone: &Someone) -> Result<(), Problem> {
    let session = app.sessions.session(id).await?;
    // Another process may be there that is not noticed yet.
    if !session.state().session.people.contains_key(&someone.id) {
        session.refresh().await?;
    }
    Ok(())
}

/// Notes by which cookie somebody is connected; refuses them if it was signed out while they came.
async fn using(app: &App, someone: &Someone, headers: &HeaderMap) -> Result<Using, Problem> {
    let token = identity::token(headers).ok_or(Problem::Stranger)?.hash();
    let (using, is_doubtful) = app.in_use.note(&someone.id, token, Instant::now());
    if is_doubtful && app.store.participant_by_token(&token).await?.is_none() {
        return Err(Problem::Stranger);
    }
    Ok(using)
}

fn config(most_read: usize) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MOST_WRITTEN)
        .max_message_size(Some(most_read))
        .max_frame_size(Some(most_read))
}

/// What a client wants to speak.
enum Offered {
    /// Our subprotocol, as it is now.
    RoundTable,
    /// An older or newer version of it: a page that was loaded from another build.
    OtherVersion(HeaderValue),
    /// Bare y-protocols.
    Nothing,
}

fn offered(headers: &HeaderMap) -> Offered {
    let offered = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let offered = offered.filter_map(|offered| offered.to_str().ok());
    let mut offered = offered
        .flat_map(|offered| offered.split(','))
        .map(str::trim)
        .filter(|offered| offered.starts_with(SUBPROTOCOLS))
        .peekable();
    let other = offered.peek().map(|other| HeaderValue::from_str(other));
    if offered.any(|offered| offered == SUBPROTOCOL) {
        return Offered::RoundTable;
    }
    match other {
        Some(Ok(other)) => Offered::OtherVersion(other),
        Some(Err(_)) | None => Offered::Nothing,
    }
}

/// Tells a page of another version to load anew: every version of it shows that when it hears what it does not understand.
fn turn_to_this_version(mut request: Request, protocol: HeaderValue) -> Result<Response, Problem> {
    let (mut response, socket) =
        upgrade(&mut request, Some(config(MOST_OF_ANOTHER))).map_err(|_| Problem::NoWebsocket)?;
    tokio::spawn(async move {
        let Ok(mut socket) = socket.await else { return };
        let words = text(&ServerMessage::Outdated);
        // Whoever is gone need not know. Flood: it comes back after a while, if nobody loads it anew.
        drop(socket.send(Message::Text(words)).await);
        let close = CloseFrame {
            code: CloseReason::Flood.code().number().into(),
            reason: CloseReason::Flood.name().to_owned().into(),
        };
        drop(socket.close(Some(close)).await);
    });
    let headers = response.headers_mut();
    headers.insert(SEC_WEBSOCKET_PROTOCOL, protocol);
    Ok(response.map(|_| Body::empty()))
}
