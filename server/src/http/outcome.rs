//! The outcome of a table, as far as it has come, for those who sit at it.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use serde::Deserialize;
use shared::api::NameLeft;
use shared::document::DocumentId;
use shared::features::sign_off::ShownOutcome;
use shared::ids::TableId;
use shared::outcome::{self, Outcome, Sources};
use shared::table::RoundTable;
use shared::words::{Language, Words};
use std::fmt::Write as _;

use crate::App;
use crate::auth::identity::Someone;
use crate::clock::now;
use crate::error::Problem;
use crate::export::Format;
use crate::export::telling::{Asked, Wanted, changes, sources};
use crate::http::extract::{Named, Reads, admitted, not_kept_out};
use crate::revisions::{read_signed, sha256};
use crate::tables::handle::Export;

/// The page needs its own style and nothing else; a browser runs and loads nothing in it.
pub(super) const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /api/outcome/forms`: what files' names end in that this program can make.
pub async fn forms() -> Json<Vec<&'static str>> {
    Json(Format::ALL.iter().map(|format| format.ending()).collect())
}

/// `GET /api/tables/{table}/outcome.docx` and the like: a file to be taken along.
pub fn file(format: Format) -> MethodRouter<App> {
    get(
        async move |State(app): State<App>,
                    someone: Someone,
                    Reads(language): Reads,
                    Named(table): Named<TableId>,
                    Query(asked): Query<Asked>| {
            let words = app.words(language);
            let wanted = can_be(asked.into(), format)?;
            let outcome = of(&app, (&someone, &table), wanted, words).await?;
            let name = saved_as("attachment", &outcome, format.ending());
            let bytes = app.workshop.file(format, language, vec![outcome]).await?;
            let kind = (
                header::CONTENT_TYPE,
                HeaderValue::from_static(format.media_type()),
            );
            Ok::<_, Problem>(([kind, name], bytes))
        },
    )
}

/// What is asked for, if a file of this form can be made so.
pub(super) fn can_be(wanted: Wanted, format: Format) -> Result<Wanted, Problem> {
    let can = wanted.can_be(format);
    can.then_some(wanted).ok_or(Problem::ChangesOnlyInWord)
}

/// Whether the outcome is a page or goes into one.
#[derive(Debug, Deserialize)]
pub struct Within {
    /// The level of its title among the headings of the page that it goes into, 1 to 6; none if it is the page.
    level: Option<usize>,
}

/// `GET /api/tables/{table}/outcome/names?attribution=none`: the names that are left in the words of an outcome that names nobody, or
/// groups only. None are looked for where delegations are named.
pub async fn names(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<NameLeft>>, Problem> {
    let wanted = Wanted::from(asked);
    let outcome = whole(&app, (&someone, &table), wanted).await?;
    if wanted.telling().names() {
        return Ok(Json(Vec::new()));
    }
    let look = move |words: &Words| {
        let named = outcome.all_named();
        wanted.of(outcome, words).names_left(&named, words)
    };
    let left = app.workshop.off_thread(language, look).await?;
    Ok(Json(left))
}

/// `GET /api/tables/{table}/outcome.html`.
pub async fn html(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    Query(Within { level }): Query<Within>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let words = app.words(language);
    let wanted = can_be(asked.into(), Format::Html)?;
    let outcome = of(&app, (&someone, &table), wanted, words).await?;
    let file = saved_as("inline", &outcome, "html");
    let make = move |words: &Words| match level {
        Some(level) => outcome::html_part(&[outcome], words, level.clamp(1, 6)),
        None => outcome::html(&[outcome], words),
    };
    let page = app.workshop.off_thread(language, make).await?;
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let policy = (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(([kind, policy, file], page).into_response())
}

/// `GET /api/tables/{table}/outcome/glance`: agreed, open, next steps, as a part of a page.
pub async fn glance(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
) -> Result<Response, Problem> {
    let outcome = whole(&app, (&someone, &table), Wanted::default()).await?;
    let make = move |words: &Words| outcome::html_glance(&outcome, words, 2);
    let page = app.workshop.off_thread(language, make).await?;
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

/// `GET /api/tables/{table}/outcome/shown`: the outcome as a part of a page, with the hash of what it says.
pub async fn shown(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    Query(asked): Query<Asked>,
) -> Result<Json<ShownOutcome>, Problem> {
    let wanted = can_be(asked.into(), Format::Html)?;
    let drawn = Box::pin(with_report(&app, (&someone, &table), wanted)).await?;
    let Whole { outcome, reads } = drawn;
    let make = move |words: &Words| ShownOutcome {
        // What is signed is all of it, however it is told here, and whether or not one reads the report.
        text: sha256(&outcome.text()),
        page: outcome::html_part(&[wanted.of(readable(outcome, reads), words)], words, 2),
    };
    Ok(Json(app.workshop.off_thread(language, make).await?))
}

/// `GET /api/tables/{table}/outcome.json`.
pub async fn json(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let words = app.words(language);
    let wanted = can_be(asked.into(), Format::Json)?;
    let outcome = of(&app, (&someone, &table), wanted, words).await?;
    let file = saved_as("inline", &outcome, "json");
    Ok(([file], Json(outcome)).into_response())
}

/// The outcome as it is wanted.
pub(super) async fn of(
    app: &App,
    (someone, table): (&Someone, &TableId),
    wanted: Wanted,
    words: &Words,
) -> Result<Outcome, Problem> {
    let outcome = whole(app, (someone, table), wanted).await?;
    Ok(wanted.of(outcome, words))
}

/// An outcome with the report, and whether whoever asks may read that.
struct Whole {
    outcome: Outcome,
    reads: bool,
}

/// What somebody reads of it.
fn readable(mut outcome: Outcome, reads: bool) -> Outcome {
    if !reads {
        outcome.leave_report();
    }
    outcome
}

/// The outcome with all that one may read: as it was signed off, if it was, and whatever has come since makes no difference.
async fn whole(app: &App, whose: (&Someone, &TableId), wanted: Wanted) -> Result<Outcome, Problem> {
    // Much is held while it is drawn.
    let Whole { outcome, reads } = Box::pin(with_report(app, whose, wanted)).await?;
    Ok(readable(outcome, reads))
}

async fn with_report(
    app: &App,
    (someone, table): (&Someone, &TableId),
    wanted: Wanted,
) -> Result<Whole, Problem> {
    let (state, Whole { mut outcome, reads }) = drawn_whole(app, someone, table).await?;
    let signed = state.sign_off.current();
    if let Some(signed) = signed {
        let read = read_signed(&app.store, table, signed.entry).await?;
        outcome = read.ok_or(Problem::Damaged)?;
        // The texts may read otherwise by now: of these, nothing is told.
        outcome.sources = wanted.sources.then(Sources::default);
    }
    let tells_sources = wanted.sources && signed.is_none();
    if tells_sources || wanted.changes_since.is_some() {
        if !app.pasts.may_ask_all(&someone.id) {
            return Err(Problem::AskedTooOften);
        }
        let read = app.tables.elsewhere().read(&app.store, table).await;
        let read = read.map_err(|error| {
            tracing::warn!(%table, %error, "whose words stand where cannot be read");
            Problem::Internal
        })?;
        if tells_sources {
            outcome.sources = Some(sources(&app.store, &read).await?);
        }
        if let Some(number) = wanted.changes_since {
            let changes = changes(&app.store, &read, &outcome, number).await?;
            outcome.changes = Some(changes.ok_or(Problem::NoSuchRevision { number })?);
        }
    }
    Ok(Whole { outcome, reads })
}

/// The table as it is committed, whatever is secret in it included, and what everybody may see of it, for those who sit at it; with
/// the report for those who may read that.
pub(super) async fn drawn(
    app: &App,
    someone: &Someone,
    table: &TableId,
) -> Result<(RoundTable, Outcome), Problem> {
    let (state, Whole { outcome, reads }) = drawn_whole(app, someone, table).await?;
    Ok((state, readable(outcome, reads)))
}

async fn drawn_whole(
    app: &App,
    someone: &Someone,
    table: &TableId,
) -> Result<(RoundTable, Whole), Problem> {
    let session = app
        .store
        .session_of(table)
        .await?
        .ok_or(Problem::NotFound)?;
    someone.at(&session)?;
    not_kept_out(app, someone, (&session, table)).await?;
    // The table's own task reads all that was written.
    if !app.pasts.may_ask(&someone.id) {
        return Err(Problem::AskedTooOften);
    }
    let export = app.export(table).await?;
    let reads = {
        let who = admitted(&export.table, someone)?;
        export.table.readers(&DocumentId::Report).holds(who)
    };
    let Export {
        table,
        prose,
        report,
        head,
        chain,
    } = export;
    let people: Vec<_> = table.participants.keys().cloned().collect();
    // A long table takes a while, and no words.
    let draw = move |_: &Words| {
        let mut outcome = Outcome::of(&table, &prose, head, chain, now());
        outcome.take_report(&table, &report);
        (table, outcome)
    };
    let drawn = app.workshop.off_thread(Language::ENGLISH, draw).await?;
    let (table, mut outcome) = drawn;
    outcome.entitle(&app.store.titles_of(&people).await?);
    Ok((table, Whole { outcome, reads }))
}

/// Tells the browser what to call the file: the session, the table and the day, in whatever script they are
/// written in, and in plain letters for those that cannot read that (RFC 6266 and 8187).
pub(super) fn saved_as(how: &str, outcome: &Outcome, ending: &str) -> (HeaderName, HeaderValue) {
    let name = outcome::file_name(outcome);
    let what = if outcome.practices_only {
        "practices"
    } else {
        "outcome"
    };
    let plain = format!("{what}-{}-{}", outcome.table, outcome.day());
    let encoded = percent_encoded(&format!("{name}.{ending}"));
    let text = format!("{how}; filename=\"{plain}.{ending}\"; filename*=UTF-8''{encoded}");
    let value = HeaderValue::try_from(text).expect("ids and percent signs are plain characters");
    (header::CONTENT_DISPOSITION, value)
}

/// Every byte but letters, digits and a few signs as `%XX`.
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
