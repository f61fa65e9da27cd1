//! `GET /live/{table}`: the websocket on which a participant sits at a table.

use crate::App;
use crate::book::BookError;
use crate::error::Problem;
use crate::hall::HallError;
use crate::identity::Someone;
use crate::seat;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use hyper_tungstenite::tungstenite::protocol::WebSocketConfig;
use hyper_tungstenite::{is_upgrade_request, upgrade};
use shared::ids::TableId;
use shared::protocol::SUBPROTOCOL;

/// What one connection reads into at a time, in bytes: small, since there are many.
const READ_BUFFER: usize = 4 << 10;
/// How much is gathered before it is written without a flush, in bytes.
const WRITE_BUFFER: usize = 16 << 10;
/// The most that may wait inside the socket, in bytes: what was gathered, and one message.
const MOST_WRITTEN: usize = 8 << 20;

/// Takes a seat at the table for whoever the cookie names.
pub async fn live(
    State(app): State<App>,
    Path(table): Path<TableId>,
    someone: Someone,
    mut request: Request,
) -> Result<Response, Problem> {
    if !is_upgrade_request(&request) {
        return Err(Problem::NoWebsocket);
    }
    let session = app
        .store
        .session_of(&table)
        .await?
        .ok_or(Problem::NotFound)?;
    someone.at(&session)?;
    let handle = app.hall.table(&table).await.map_err(problem)?;
    let limits = app.hall.limits();
    let speaks = speaks(request.headers());
    let config = config(limits.gate.update_bytes + 64);
    let (response, socket) =
        upgrade(&mut request, Some(config)).map_err(|_| Problem::NoWebsocket)?;
    let (pace, metrics) = (limits.pace, app.hall.metrics().clone());
    tokio::spawn(async move {
        // Whoever is gone before the handshake ended has not missed anything.
        if let Ok(socket) = socket.await {
            seat::sit(socket, handle, someone.id, speaks, pace, metrics).await;
        }
    });
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

fn problem(error: HallError) -> Problem {
    match error {
        HallError::Book(BookError::NotFound(_)) => Problem::NotFound,
        HallError::Book(BookError::Damaged { .. }) => Problem::Damaged,
        HallError::Book(BookError::Store(error)) => error.into(),
        HallError::Closing => Problem::Stopping,
    }
}
