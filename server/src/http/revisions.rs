//! The revisions of a table: the text of one, and how two differ, for those who read the table.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use shared::document::Root;
use shared::features::revisions::{Comparison, Revision, ShownRevision, ShownText};
use shared::ids::TableId;
use shared::prose::Block;
use shared::table::RoundTable;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, seated};
use crate::revisions;

/// How long two texts are compared: what is not told apart by then is told as gone and come.
const PATIENCE: Duration = Duration::from_secs(2);

/// Comparing takes a processor for itself: one after the other, whoever asks.
static COMPARING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

/// `GET /api/tables/{table}/revisions/{number}`.
pub async fn show(
    State(app): State<App>,
    someone: Someone,
    Named((table, number)): Named<(TableId, u32)>,
) -> Result<Json<ShownRevision>, Problem> {
    let state = read_by(&app, &someone, &table).await?;
    let revision = numbered(&state, number)?;
    let text = text_of(&app, &table, revision).await?;
    let texts = text.into_iter().map(|(root, blocks)| ShownText {
        root: root.to_string(),
        blocks,
    });
    Ok(Json(ShownRevision {
        revision: revision.clone(),
        texts: texts.collect(),
    }))
}

/// Which two are compared.
#[derive(Debug, Deserialize)]
pub struct Between {
    from: u32,
    to: Until,
}

/// A revision, or the text as it is now.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
enum Until {
    Revision(u32),
    Now,
}

impl TryFrom<String> for Until {
    type Error = std::num::ParseIntError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "now" => Ok(Self::Now),
            number => number.parse().map(Self::Revision),
        }
    }
}

/// `GET /api/tables/{table}/revisions/compare?from=1&to=2`, or `to=now`.
pub async fn compare(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
    Query(Between { from, to }): Query<Between>,
) -> Result<Json<Comparison>, Problem> {
    let state = read_by(&app, &someone, &table).await?;
    // Held until it is compared, also where nobody waits for it any more.
    let turn = COMPARING.clone().acquire_owned().await;
    let turn = turn.map_err(|_| Problem::Stopping)?;
    let older = text_of(&app, &table, numbered(&state, from)?).await?;
    let (to, newer) = match to {
        Until::Now => (None, app.export(&table).await?.prose),
        Until::Revision(to) => {
            let revision = numbered(&state, to)?;
            (Some(to), text_of(&app, &table, revision).await?)
        }
    };
    let compared = spawn_blocking(move || {
        let _turn = turn;
        revisions::compare(&older, &newer, Instant::now() + PATIENCE)
    });
    let (changed, unchanged) = compared.await.map_err(|_| Problem::Internal)?;
    Ok(Json(Comparison {
        from,
        to,
        changed,
        unchanged,
    }))
}

/// The table, for whoever sits at it and does not ask too often.
async fn read_by(app: &App, someone: &Someone, table: &TableId) -> Result<RoundTable, Problem> {
    let (state, who) = seated(app, someone, table).await?;
    if !app.pasts.may_ask(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    Ok(state)
}

fn numbered(state: &RoundTable, number: u32) -> Result<&Revision, Problem> {
    state.revisions.numbered(number).ok_or(Problem::NotFound)
}

async fn text_of(
    app: &App,
    table: &TableId,
    revision: &Revision,
) -> Result<BTreeMap<Root, Vec<Block>>, Problem> {
    let kept = revisions::read(&app.store, table, revision.entry, &revision.digest).await?;
    kept.map(|kept| kept.text.0).ok_or(Problem::Damaged)
}
