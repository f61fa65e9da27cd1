//! A draft of the outcome that went out, for those who sit at the table: its numbered paragraphs, and the end of its time for calendars.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::features::circulation::{Draft, ShownDraft};
use shared::features::no_objection::{Appointment, calendar};
use shared::ids::{DraftId, TableId};
use shared::table::RoundTable;

use crate::App;
use crate::auth::identity::Someone;
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Named, Reads, seated};
use crate::revisions::read_outcome;

/// `GET /api/tables/{table}/drafts/{draft}`.
pub async fn show(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named((table, draft)): Named<(TableId, DraftId)>,
) -> Result<Json<ShownDraft>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    if !app.pasts.may_ask(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    let draft = there(&state, &draft)?.clone();
    let read = read_outcome(&app.store, &table, draft.entry, &draft.digest).await?;
    let outcome = read.ok_or(Problem::Damaged)?;
    let make = move |words: &shared::words::Words| outcome.paragraphs(words);
    let paragraphs = app.workshop.off_thread(language, make).await?;
    Ok(Json(ShownDraft { draft, paragraphs }))
}

/// `GET /api/tables/{table}/drafts/{draft}/calendar.ics`.
pub async fn ics(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named((table, draft)): Named<(TableId, DraftId)>,
) -> Result<Response, Problem> {
    let (state, _) = seated(&app, &someone, &table).await?;
    let there = there(&state, &draft)?;
    let words = app.words(language);
    let told = [
        ("number", there.number.into()),
        ("table", state.name.as_str().into()),
    ];
    let until = [("until", words.moment(there.until).into())];
    let file = calendar(&Appointment {
        uid: &format!("{draft}@{table}"),
        // The time only ever grows.
        sequence: there.until.0.saturating_sub(there.since.0) / 1_000,
        made: now(),
        until: there.until,
        summary: &words.tell("circulation-calendar-summary", &told),
        description: &words.tell("circulation-calendar-text", &until),
        url: &format!("{}/outcome?view=draft", app.config.public_url.table(&table)),
    });
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/calendar; charset=utf-8"),
        ),
        (header::CONTENT_DISPOSITION, saved_as(&draft)),
    ];
    Ok((headers, file).into_response())
}

fn there<'t>(state: &'t RoundTable, draft: &DraftId) -> Result<&'t Draft, Problem> {
    state.circulation.draft(draft).ok_or(Problem::NotFound)
}

/// What the browser calls the file.
fn saved_as(draft: &DraftId) -> HeaderValue {
    let saved = format!("attachment; filename=\"{draft}.ics\"");
    HeaderValue::try_from(saved).expect("an id is plain characters")
}
