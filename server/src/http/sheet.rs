//! A table on paper, for those who sit at it: numbered paragraphs, with room to write by hand.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::features::people::Role;
use shared::ids::{BallotId, QuestionId, TableId};
use shared::outcome::{BallotPaper, Sheet};
use shared::refusal::Refusal;
use shared::words::{Language, Words};

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, Reads, seated};
use crate::http::invitations::qr;
use crate::http::outcome::{POLICY, drawn};

/// What goes onto the sheet, and whether it is a page or goes into one.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// The one question that is wanted; everything if there is none.
    question: Option<QuestionId>,
    /// The ballot that is wanted, to be filled in on paper; then there is nothing else on it.
    ballot: Option<BallotId>,
    /// The level of its title among the headings of the page that it goes into, 1 to 6; none if it is the page.
    level: Option<usize>,
}

/// `GET /api/tables/{table}/sheet.html`.
pub async fn html(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    Query(Wanted {
        question,
        ballot,
        level,
    }): Query<Wanted>,
) -> Result<Response, Problem> {
    if let Some(ballot) = ballot {
        let level = level.unwrap_or(1).clamp(1, 6);
        return of_ballot(&app, &someone, (&table, &ballot), (language, level)).await;
    }
    let (table, outcome) = drawn(&app, &someone, &table).await?;
    if let Some(question) = &question {
        table.question(question).ok_or(Problem::NotFound)?;
    }
    let draw = move |words: &Words| {
        let sheet = Sheet {
            table: &table,
            outcome: &outcome,
            question: question.as_ref(),
        };
        match level {
            Some(level) => sheet.part(words, level.clamp(1, 6)),
            None => sheet.page(words),
        }
    };
    let page = app.workshop.off_thread(language, draw).await?;
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

/// A ballot to be filled in by hand, for those who may enter it: one that is recorded, as long as it is open.
async fn of_ballot(
    app: &App,
    someone: &Someone,
    (table, ballot): (&TableId, &BallotId),
    (language, level): (Language, usize),
) -> Result<Response, Problem> {
    let (state, who) = seated(app, someone, table).await?;
    if who.role != Role::Facilitator {
        let role = Role::Facilitator;
        return Err(Problem::Refused(Refusal::NeedsRole { role }));
    }
    let there = state.ballot(ballot).ok_or(Problem::NotFound)?;
    if !there.is_open() {
        return Err(Problem::Refused(Refusal::BallotClosed));
    }
    if !there.rules.recorded {
        return Err(Problem::Refused(Refusal::SecretOnPaper));
    }
    let link = format!(
        "{}?enter={ballot}#ballots",
        app.config.public_url.table(table)
    );
    let code = qr(&link).map_err(|error| {
        tracing::error!(%error, "a link does not fit into a QR code");
        Problem::Internal
    })?;
    // A declaration is for a document of its own.
    let code = code.find("<svg").map_or("", |at| &code[at..]);
    let paper = BallotPaper {
        ballot: there,
        table: &state.name,
        code,
    };
    let page = paper.part(app.words(language), level);
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
