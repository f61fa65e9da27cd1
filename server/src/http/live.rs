//! `GET /live/{table}`: the websocket on which a participant sits at a table.

use crate::App;
use crate::book::BookError;
use crate::error::Problem;
use crate::hall::HallError;
use crate::identity::Someone;
use crate::seat;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::ids::TableId;
use shared::protocol::SUBPROTOCOL;

/// What one connection reads into at a time, in bytes: small, since there are many.
const READ_BUFFER: usize = 4 << 10;
/// How much is gathered before it is written without a flush, in bytes.
const WRITE_BUFFER: usize = 16 << 10;
/// The most that may wait inside the socket, in bytes: a whole document, sent to somebody new.
const MOST_WRITTEN: usize = 64 << 20;

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
    let handle = app.hall.table(&table).await.map_err(problem)?;
    let limits = app.hall.limits();
    let most_read = limits.gate.update_bytes + 64;
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MOST_WRITTEN)
        .max_message_size(most_read)
        .max_frame_size(most_read)
        .protocols([SUBPROTOCOL]);
    let speaks = upgrade.selected_protocol().is_some();
    let (pace, metrics) = (limits.pace, app.hall.metrics().clone());
    Ok(upgrade
        .on_upgrade(move |socket| seat::sit(socket, handle, someone.id, speaks, pace, metrics)))
}

fn problem(error: HallError) -> Problem {
    match error {
        HallError::Book(BookError::NotFound(_)) => Problem::NotFound,
        HallError::Book(BookError::Damaged { .. }) => Problem::Damaged,
        HallError::Book(BookError::Store(error)) => error.into(),
        HallError::Closing => Problem::Stopping,
    }
}
