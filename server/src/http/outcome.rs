//! The outcome of a table, as far as it has come, for those who sit at it.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::ids::TableId;
use shared::outcome::{self, Outcome};

use crate::App;
use crate::error::Problem;
use crate::http::asked::Named;
use crate::identity::Someone;
use crate::random::now;

/// The page needs its own style and nothing else; a browser runs and loads nothing in it.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /api/tables/{table}/outcome.md`.
pub async fn markdown(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Response, Problem> {
    let outcome = of(&app, &someone, &table).await?;
    let text = outcome::markdown(&[outcome], &app.words);
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/markdown; charset=utf-8"),
    );
    Ok(([kind, saved_as("attachment", &table, "md")], text).into_response())
}

/// `GET /api/tables/{table}/outcome.html`.
pub async fn html(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Response, Problem> {
    let outcome = of(&app, &someone, &table).await?;
    let page = outcome::html(&[outcome], &app.words);
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let policy = (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(([kind, policy, saved_as("inline", &table, "html")], page).into_response())
}

/// `GET /api/tables/{table}/outcome.json`.
pub async fn json(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Response, Problem> {
    let outcome = of(&app, &someone, &table).await?;
    Ok(([saved_as("inline", &table, "json")], Json(outcome)).into_response())
}

async fn of(app: &App, someone: &Someone, table: &TableId) -> Result<Outcome, Problem> {
    let session = app
        .store
        .session_of(table)
        .await?
        .ok_or(Problem::NotFound)?;
    someone.at(&session)?;
    let minutes = app.minutes(table).await?;
    // Belonging to the session is not enough: their delegation may have no seat at this table.
    if !minutes.table.participants.contains_key(&someone.id) {
        return Err(Problem::NotAMember);
    }
    Ok(Outcome::of(
        &minutes.table,
        &minutes.prose,
        minutes.head,
        minutes.chain,
        now(),
    ))
}

fn saved_as(how: &str, table: &TableId, ending: &str) -> (HeaderName, HeaderValue) {
    let text = format!("{how}; filename=\"outcome-{table}.{ending}\"");
    let value = HeaderValue::try_from(text).expect("an id is of plain characters");
    (header::CONTENT_DISPOSITION, value)
}
