//! What was deleted lately, for those who may read the text it was deleted from.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use shared::document::Root;
use shared::ids::TableId;
use shared::prose::deleted::Deleted;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::Named;

/// Which text is asked about.
#[derive(Debug, Deserialize)]
pub struct Where {
    root: String,
}

/// `GET /api/tables/{table}/deleted?root=answer/q1`.
pub async fn list(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
    Query(Where { root }): Query<Where>,
) -> Result<Json<Vec<Deleted>>, Problem> {
    let session = app.store.session_of(&table).await?;
    someone.at(&session.ok_or(Problem::NotFound)?)?;
    let state = app.table(&table).await?;
    if !state.participants.contains_key(&someone.id) {
        return Err(Problem::NotAMember);
    }
    let root = Root::parse(&root).filter(|root| state.roots().contains(root));
    let root = root.ok_or(Problem::NotFound)?;
    crate::tables::deleted::deleted(&app.store, &table, root)
        .await
        .map(Json)
}
