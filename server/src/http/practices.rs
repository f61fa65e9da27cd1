//! The practices of a table as files: taken along as a collection, and looked at before those of a file are brought.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use shared::features::people::Role;
use shared::ids::TableId;
use shared::practice_file::{self, Heads, Preview};
use shared::refusal::Refusal;
use shared::words::Words;
use std::sync::Arc;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::export::Format;
use crate::export::telling::{Asked, Wanted};
use crate::http::extract::{Named, Reads, seated};
use crate::http::outcome::{POLICY, can_be, of, saved_as};

/// The largest file that is read, in bytes.
const LIMIT: usize = 10 * 1024 * 1024;

/// `GET /api/tables/{table}/practices/practices.docx` and the like: a booklet; as `xlsx` or `json` what another table can bring in.
pub async fn file(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named((table, file)): Named<(TableId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let ending = file.strip_prefix("practices.").ok_or(Problem::NotFound)?;
    let format = Format::ALL.iter().find(|it| it.ending() == ending);
    let format = *format.ok_or(Problem::NotFound)?;
    let wanted = Wanted {
        practices: true,
        ..asked.into()
    };
    let wanted = can_be(wanted, format)?;
    let outcome = of(&app, (&someone, &table), wanted, app.words(language)).await?;
    // The page is looked at and printed; all others are saved.
    let how = if format == Format::Html {
        "inline"
    } else {
        "attachment"
    };
    let name = saved_as(how, &outcome, ending);
    let bytes = app.workshop.file(format, language, vec![outcome]).await?;
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static(format.media_type()),
    );
    let policy = (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(([kind, name, policy], bytes).into_response())
}

/// `POST /api/tables/{table}/practices/preview`, with a limit of its own.
pub fn preview() -> MethodRouter<App> {
    post(look).layer(DefaultBodyLimit::max(LIMIT))
}

/// What of a file could be brought to the table. Nothing is kept, and nothing is brought: that is asked for one by one.
async fn look(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<Preview>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    if who.role != Role::Facilitator && who.speaks_for().is_none() {
        return Err(Problem::Refused(Refusal::NeedsDelegation));
    }
    let file = file.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadBody {
            detail: rejection.body_text(),
        },
    })?;
    if !app.pasts.may_ask_all(&someone.id) {
        return Err(Problem::AskedTooOften);
    }
    let words = Arc::clone(&app.words);
    let read = move |_: &Words| {
        let rows = practice_file::read(&file, &Heads::of(&words))?;
        Ok(rows.fitted(Some(&state)))
    };
    let read = app.workshop.off_thread(language, read).await?;
    read.map(Json).map_err(Problem::PracticeFile)
}
