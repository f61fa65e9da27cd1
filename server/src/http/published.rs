//! A signed outcome that a facilitator published: a page that needs no account, and its files. Whoever has the address reads it; nothing
//! else opens by it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::outcome::{self, Outcome, Telling};
use shared::words::Words;

use crate::App;
use crate::error::Problem;
use crate::export::Format;
use crate::http::assets;
use crate::http::extract::{Door, Named, Reads};
use crate::http::outcome::saved_as;
use crate::revisions::read_signed;

/// The page has links and its own style and nothing else; a browser runs and loads nothing in it.
const POLICY: &str = "default-src 'none'; \
                      style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// How long an address is: 128 bits in hex.
const ADDRESS: usize = 32;

/// The files that lie beside the page.
const FILES: [Format; 6] = [
    Format::Docx,
    Format::Odt,
    Format::Xlsx,
    Format::Md,
    Format::Html,
    Format::Json,
];

/// `GET /outcome/{page}`.
pub async fn page(
    State(app): State<App>,
    _door: Door,
    Reads(language): Reads,
    Named(page): Named<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (outcome, telling) = match published(&app, &page).await {
        Err(Problem::NotFound) => {
            let astray = assets::astray("/outcome", &headers);
            return astray.ok_or(Problem::NotFound);
        }
        found => found?,
    };
    let make = move |words: &Words| {
        let files: Vec<_> = FILES.iter().map(|it| it.ending()).collect();
        let outcome = outcome.told(telling, words);
        outcome::published(&outcome, words, &format!("/outcome/{page}"), &files)
    };
    let html = app.workshop.off_thread(language, make).await?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok((kept_out(kind), html).into_response())
}

/// `GET /outcome/{page}/outcome.md` and the like.
pub async fn file(
    State(app): State<App>,
    _door: Door,
    Reads(language): Reads,
    Named((page, file)): Named<(String, String)>,
) -> Result<Response, Problem> {
    let ending = file.strip_prefix("outcome.").ok_or(Problem::NotFound)?;
    let mut formats = FILES.into_iter();
    let format = formats.find(|it| it.ending() == ending);
    let format = format.ok_or(Problem::NotFound)?;
    let (outcome, telling) = published(&app, &page).await?;
    let tell = move |words: &Words| outcome.told(telling, words);
    let outcome = app.workshop.off_thread(language, tell).await?;
    let name = saved_as("attachment", &outcome, ending);
    // One outcome as it is, as from its table's page; only the command line makes lists of several.
    let bytes = if matches!(format, Format::Json) {
        outcome.json().map_err(|_| Problem::Internal)?.into_bytes()
    } else {
        app.workshop.file(format, language, vec![outcome]).await?
    };
    let kind = HeaderValue::from_static(format.media_type());
    Ok((kept_out(kind), [name], bytes).into_response())
}

/// What every answer says: found by nobody who was not given the address, and gone as soon as it is taken back.
fn kept_out(kind: HeaderValue) -> [(HeaderName, HeaderValue); 4] {
    [
        (header::CONTENT_TYPE, kind),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ),
        (
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex, nofollow"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}

/// What was signed, and how it is told there: nothing of it leaves this file untold.
async fn published(app: &App, page: &str) -> Result<(Outcome, Telling), Problem> {
    if page.len() != ADDRESS || !page.bytes().all(|it| it.is_ascii_hexdigit()) {
        return Err(Problem::NotFound);
    }
    let found = app.store.published(page).await?;
    let (table, entry, attribution) = found.ok_or(Problem::NotFound)?;
    let read = read_signed(&app.store, &table, entry).await?;
    let telling = Telling {
        attribution,
        ..Telling::default()
    };
    Ok((read.ok_or(Problem::Damaged)?, telling))
}
