//! The end of a time to object, for the calendars of those who sit at the table.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::features::no_objection::{Appointment, calendar};
use shared::ids::{DecisionId, TableId};

use crate::App;
use crate::auth::identity::Someone;
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Named, Reads, seated};

/// `GET /api/tables/{table}/decisions/{decision}/calendar.ics`.
pub async fn ics(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named((table, decision)): Named<(TableId, DecisionId)>,
) -> Result<Response, Problem> {
    let (state, _) = seated(&app, &someone, &table).await?;
    let there = state.no_objections.get(&decision);
    let there = there.ok_or(Problem::NotFound)?;
    let words = app.words(language);
    let title = [("title", there.called(&state).into())];
    let until = [("until", words.moment(there.until).into())];
    let file = calendar(&Appointment {
        uid: &format!("{decision}@{table}"),
        // The time only ever grows.
        sequence: there.until.0.saturating_sub(there.since.0) / 1_000,
        made: now(),
        until: there.until,
        summary: &words.tell("no-objection-calendar-summary", &title),
        description: &words.tell("no-objection-calendar-text", &until),
        url: &app.config.public_url.table(&table),
    });
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, saved_as(&decision)),
    ];
    Ok((headers, file).into_response())
}

/// What the browser calls the file.
fn saved_as(decision: &DecisionId) -> HeaderValue {
    let saved = format!("attachment; filename=\"{decision}.ics\"");
    HeaderValue::try_from(saved).expect("an id is plain characters")
}
