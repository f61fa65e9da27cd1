//! The page of a table with the text that is worked on already in it: on a slow network it is read long before the program is
//! there that writes in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::ids::TableId;
use shared::outcome::{self, Outcome};
use shared::words::{Language, Words};
use tokio::sync::OnceCell;

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

#[derive(Debug, Clone)]
struct Opening {
    begun: Instant,
    text: Arc<OnceCell<Arc<str>>>,
}

impl Openings {
    /// The one of this table that is being made, or was a moment ago; or else room for another.
    fn of(&self, table: &TableId, language: Language) -> Arc<OnceCell<Arc<str>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, opening| opening.begun.elapsed() < FRESH);
        let opening = all.entry((table.clone(), language));
        let opening = opening.or_insert_with(|| Opening {
            begun: Instant::now(),
            text: Arc::default(),
        });
        opening.text.clone()
    }
}

/// `GET /tables/{table}`: the page, for those who sit there with the text in it. Whoever does not gets the page, which will say why.
pub async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    someone: Result<Someone, Problem>,
    Reads(language): Reads,
    table: Result<Named<TableId>, Problem>,
) -> Response {
    let (Ok(someone), Ok(Named(table))) = (someone, table) else {
        return assets::page(&headers, StatusCode::OK);
    };
    let text = Box::pin(text(&app, (&someone, &table), language));
    match tokio::time::timeout(PATIENCE, text).await {
        Ok(Ok(text)) => assets::page_with(&headers, &text),
        Ok(Err(_)) | Err(_) => assets::page(&headers, StatusCode::OK),
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
    Ok((headers, text.to_string()).into_response())
}

/// What everybody at the table may read of its text, for those who sit there.
async fn text(
    app: &App,
    (someone, table): (&Someone, &TableId),
    language: Language,
) -> Result<Arc<str>, Problem> {
    seated(app, someone, table).await?;
    let opening = app.openings.of(table, language);
    let made = opening.get_or_try_init(|| read_out(app, table, language));
    made.await.cloned()
}

async fn read_out(app: &App, table: &TableId, language: Language) -> Result<Arc<str>, Problem> {
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
        outcome::html_at_hand(&outcome, &at_hand, words)
    };
    let text = app.workshop.off_thread(language, draw).await?;
    Ok(text.into())
}
