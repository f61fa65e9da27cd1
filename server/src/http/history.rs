//! A table's history, for those who sit at it: the whole timeline, and its texts at any moment.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use shared::document::{DocumentId, Root};
use shared::history::{Then, Timeline};
use shared::ids::TableId;
use shared::seq::Seq;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, seated};
use crate::http::pulling;

/// `GET /api/tables/{table}/history`.
pub async fn timeline(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Json<Timeline>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    if !app.pasts.may_ask_all(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    // Words of other tables have authors who never sat here.
    let guests = pulling::guests_of(&app, &state).await?;
    let tell = move |past: &crate::tables::past::Past| {
        let mut timeline = past.timeline(&state, &who);
        timeline.guests = guests;
        timeline
    };
    app.pasts.ask(&table, tell).await.map(Json)
}

/// Which text is asked about.
#[derive(Debug, Deserialize)]
pub struct Where {
    root: Option<String>,
}

/// `GET /api/tables/{table}/history/{seq}?root=answer/q1`; without a root, of the text that was written in last by then.
pub async fn then(
    State(app): State<App>,
    someone: Someone,
    Path((table, seq)): Path<(TableId, Seq)>,
    Query(Where { root }): Query<Where>,
) -> Result<Json<Then>, Problem> {
    let (_, who) = seated(&app, &someone, &table).await?;
    if !app.pasts.may_ask(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    // Only what everybody at the table reads has a history.
    let of_table = |root: &Root| root.document() == DocumentId::Table;
    let root = match root {
        Some(name) => Some(
            Root::parse(&name)
                .filter(of_table)
                .ok_or(Problem::NotFound)?,
        ),
        None => None,
    };
    let tell = move |past: &crate::tables::past::Past| past.then(seq, root.as_ref());
    app.pasts.ask(&table, tell).await.map(Json)
}
