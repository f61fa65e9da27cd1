//! `GET /live/{table}`: the websocket on which a participant sits at a table.

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::tables::connection;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use hyper_tungstenite::tungstenite::protocol::WebSocketConfig;
use hyper_tungstenite::{is_upgrade_request, upgrade};
use shared::ids::TableId;
use shared::protocol::SUBPROTOCOL;
use tracing::Instrument as _;

/// What one connection reads into at a time, in bytes: small, since there are many.
const READ_BUFFER: usize = 4 << 10;
/// How much is gathered before it is written without a flush, in bytes.
const WRITE_BUFFER: usize = 8 << 10;
/// How many times as much as the gate takes is read at most: whoever sends somewhat too much is told so,
/// while whoever sends far more is cut off, and hears why only by luck.
const MOST_READ: usize = 4;
/// The most that may wait inside the socket, in bytes: what was gathered, and one message.
const MOST_WRITTEN: usize = 8 << 20;

/// Takes a seat at the table for whoever the cookie names.
pub async fn live(
    State(app): State<App>,
    Path(table): Path<TableId>,
    someone: Someone,
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
    let limits = app.tables.limits();
    let speaks = speaks(request.headers());
    let config = config(limits.gate.update_bytes.saturating_mul(MOST_READ));
    let (response, socket) =
        upgrade(&mut request, Some(config)).map_err(|_| Problem::NoWebsocket)?;
    let (limiter, metrics) = (
        app.tables.limiter(&someone.id),
        app.tables.metrics().clone(),
    );
    let heartbeat = limits.heartbeat;
    let span = tracing::info_span!("connection", table = %table, participant = %someone.id);
    let sitting = async move {
        // Whoever is gone before the handshake ended has not missed anything.
        if let Ok(socket) = socket.await {
            connection::sit(
                socket, handle, someone.id, speaks, limiter, heartbeat, metrics,
            )
            .await;
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

fn config(most_read: usize) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MOST_WRITTEN)
        .max_message_size(Some(most_read))
        .max_frame_size(Some(most_read))
}

/// Whether text frames are asked for.
fn speaks(headers: &HeaderMap) -> bool {
    headers
        .get_all(SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|offered| offered.to_str().ok())
        .flat_map(|offered| offered.split(','))
        .any(|offered| offered.trim() == SUBPROTOCOL)
}
