//! `GET /live/{table}`: the websocket on which a participant sits at a table.

use crate::App;
use crate::error::Problem;
use crate::identity::Someone;
use crate::seat;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::ids::TableId;
use shared::protocol::SUBPROTOCOL;
use tracing::Instrument as _;

/// What one connection reads into at a time, in bytes: small, since there are many.
const READ_BUFFER: usize = 4 << 10;
/// How much is gathered before it is written without a flush, in bytes.
const WRITE_BUFFER: usize = 16 << 10;
/// How many times as much as the gate takes is read at most: whoever sends somewhat too much is told so,
/// while whoever sends far more is cut off, and hears why only by luck.
const MOST_READ: usize = 4;
/// The most that may wait inside the socket beside a whole document sent to somebody new, in bytes.
const MOST_WRITTEN: usize = 16 << 20;

/// Takes a seat at the table for whoever the cookie names.
pub async fn live(
    State(app): State<App>,
    Path(table): Path<TableId>,
    someone: Someone,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let session = app
        .store
        .session_of(&table)
        .await?
        .ok_or(Problem::NotFound)?;
    someone.at(&session)?;
    let handle = app.hall.table(&table).await?;
    let limits = app.hall.limits();
    let most_read = limits.gate.update_bytes.saturating_mul(MOST_READ);
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(limits.gate.document_bytes.saturating_add(MOST_WRITTEN))
        .max_message_size(most_read)
        .max_frame_size(most_read)
        .protocols([SUBPROTOCOL]);
    let speaks = upgrade.selected_protocol().is_some();
    let (meter, metrics) = (app.hall.meter(&someone.id), app.hall.metrics().clone());
    let patience = limits.patience;
    let span = tracing::info_span!("seat", table = %table, participant = %someone.id);
    Ok(upgrade.on_upgrade(move |socket| {
        seat::sit(socket, handle, someone.id, speaks, meter, patience, metrics).instrument(span)
    }))
}
