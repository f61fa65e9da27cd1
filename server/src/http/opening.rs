//! The page of a table with the text that is worked on already in it: on a slow network it is read long before the program is
//! there that writes in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use shared::features::people::Role;
use shared::ids::TableId;
use shared::outcome::{self, Outcome};
use shared::words::{Language, Words};

use crate::App;
use crate::auth::identity::Someone;
use crate::clock::now;
use crate::error::Problem;
use crate::http::assets;
use crate::http::extract::{Named, Reads, seated};
use crate::http::outcome::POLICY;
use crate::tables::handle::Export;

/// How old a text may be: all who come at once are shown the same one, and the table reads itself out once for them.
const FRESH: Duration = Duration::from_secs(2);

/// How long the page waits for it.
const PATIENCE: Duration = Duration::from_millis(300);

/// The texts that were read out lately. They say what everybody at their table may read, so one is for all of them.
#[derive(Debug, Default)]
pub struct Openings(Mutex<HashMap<(TableId, Language), Opening>>);

/// A text that is being read out, or was.
type Reading = Shared<BoxFuture<'static, Option<Arc<Text>>>>;

#[derive(Debug, Clone)]
struct Opening {
    begun: Instant,
    reading: Reading,
}

/// A text as a part of a page, and the page that it makes.
#[derive(Debug)]
struct Text {
    part: String,
    page: Option<assets::Page>,
}

impl Openings {
    /// The one of this table that is being read out, or was a moment ago; or else another, which is read out to its end whether or
    /// not anybody waits for it.
    fn of(&self, app: &App, table: &TableId, language: Language) -> Reading {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What takes longer than it is fresh is not begun twice.
        let is_kept = |it: &Opening| it.begun.elapsed() < FRESH || it.reading.peek().is_none();
        all.retain(|_, opening| is_kept(opening));
        let opening = all.entry((table.clone(), language));
        let opening = opening.or_insert_with(|| {
            let (app, table) = (app.clone(), table.clone());
            let made = tokio::spawn(async move { read_out(&app, &table, language).await.ok() });
            let reading = async move { made.await.ok().flatten().map(Arc::new) };
            Opening {
                begun: Instant::now(),
                reading: reading.boxed().shared(),
            }
        });
        opening.reading.clone()
    }
}

/// `GET /tables/{table}`: the page, for those who sit there with the text in it. Whoever does not gets the page, which will say why.
pub async fn page(
    State(app): State<App>,
    method: Method,
    headers: HeaderMap,
    someone: Result<Someone, Problem>,
    Reads(language): Reads,
    table: Result<Named<TableId>, Problem>,
) -> Response {
    let plain = || assets::page(&headers, StatusCode::OK);
    let (Ok(someone), Ok(Named(table)), Method::GET) = (someone, table, method) else {
        return plain();
    };
    let text = Box::pin(text(&app, (&someone, &table), language));
    match tokio::time::timeout(PATIENCE, text).await {
        Ok(Ok(text)) => match &text.page {
            Some(page) => page.answer(&headers),
            None => plain(),
        },
        Ok(Err(_)) | Err(_) => plain(),
    }
}

/// `GET /api/tables/{table}/opening`: the text alone, as a part of a page.
pub async fn part(
    State(app): State<App>,
    someone: Someone,
    Reads(language): Reads,
    Named(table): Named<TableId>,
) -> Result<Response, Problem> {
    let text = Box::pin(text(&app, (&someone, &table), language)).await?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let policy = HeaderValue::from_static(POLICY);
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, text.part.clone()).into_response())
}

/// What everybody at the table may read of its text, for those who sit there. A screen of the room shows what it is told to.
async fn text(
    app: &App,
    (someone, table): (&Someone, &TableId),
    language: Language,
) -> Result<Arc<Text>, Problem> {
    if !app.pasts.may_ask(&someone.id) {
        return Err(Problem::AskedTooOften);
    }
    let (_, who) = seated(app, someone, table).await?;
    if who.role == Role::Projector {
        return Err(Problem::NotFound);
    }
    let text = app.openings.of(app, table, language).await;
    text.ok_or(Problem::Internal)
}

async fn read_out(app: &App, table: &TableId, language: Language) -> Result<Text, Problem> {
    let Export {
        table,
        prose,
        head,
        chain,
        ..
    } = app.export(table).await?;
    let draw = move |words: &Words| {
        let open = &table.agenda.open().answers;
        let at_hand = table.questions.iter().map(|question| &question.id);
        let at_hand: Vec<_> = at_hand.filter(|id| open.holds(id)).cloned().collect();
        let outcome = Outcome::of(&table, &prose, head, chain, now());
        let part = outcome::html_at_hand(&outcome, &at_hand, words);
        let page = assets::Page::with(&part, &table.id);
        Text { part, page }
    };
    Ok(app.workshop.off_thread(language, draw).await?)
}
