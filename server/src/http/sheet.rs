//! A table on paper, for those who sit at it: numbered paragraphs, with room to write by hand.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::ids::{QuestionId, TableId};
use shared::outcome::Sheet;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, Reads};
use crate::http::outcome::{POLICY, drawn};

/// What goes onto the sheet, and whether it is a page or goes into one.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// The one question that is wanted; everything if there is none.
    question: Option<QuestionId>,
    /// The level of its title among the headings of the page that it goes into, 1 to 6; none if it is the page.
    level: Option<usize>,
}

/// `GET /api/tables/{table}/sheet.html`.
pub async fn html(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    Query(Wanted { question, level }): Query<Wanted>,
) -> Result<Response, Problem> {
    let (table, outcome) = drawn(&app, &someone, &table).await?;
    if let Some(question) = &question {
        table.question(question).ok_or(Problem::NotFound)?;
    }
    let sheet = Sheet {
        table: &table,
        outcome: &outcome,
        question: question.as_ref(),
    };
    let words = app.words(language);
    let page = match level {
        Some(level) => sheet.part(words, level.clamp(1, 6)),
        None => sheet.page(words),
    };
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let policy = (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(([kind, policy], page).into_response())
}
