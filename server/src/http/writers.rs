//! Who wrote under which client ids, for those who may read what they wrote: the words themselves name ids only.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use shared::document::Root;
use shared::ids::TableId;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, seated};
use crate::tables::state::Writers;

/// Which text is asked about.
#[derive(Debug, Deserialize)]
pub struct Where {
    root: String,
}

/// `GET /api/tables/{table}/writers?root=answer/q1`: of the whole document that the text is in.
pub async fn list(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
    Query(Where { root }): Query<Where>,
) -> Result<Json<Writers>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    if !app.pasts.may_ask(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    let document = Root::parse(&root).map(|root| root.document());
    let document = document.filter(|document| state.readers(document).holds(&who));
    let document = document.ok_or(Problem::NotFound)?;
    let writers = app.at_table(&table, |handle| {
        let document = document.clone();
        async move { handle.writers(document).await }
    });
    writers.await.map(Json)
}
