//! Reading a concept note out of a file.

use axum::Json;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, post};
use shared::concept_note::Reading;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::sessions::note;

/// The largest file that is read, in bytes.
const LIMIT: usize = 10 * 1024 * 1024;

/// `POST /api/notes`, with a limit of its own.
pub fn reader() -> MethodRouter<App> {
    post(read).layer(DefaultBodyLimit::max(LIMIT))
}

/// What the importer understood of a text or Word document. Nothing is kept.
async fn read(
    someone: Someone,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<Reading>, Problem> {
    someone.may_convene()?;
    let file = file.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadBody {
            detail: rejection.body_text(),
        },
    })?;
    // A large document takes a moment of computing, which other requests should not wait for.
    let read = tokio::task::spawn_blocking(move || note::read(&file)).await;
    let read = read.map_err(|error| {
        tracing::error!(%error, "reading a note panicked");
        Problem::Internal
    })?;
    read.map(Json)
}
