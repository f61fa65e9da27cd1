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
use crate::http::extract::{Named, seated};

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
    let (state, who) = seated(&app, &someone, &table).await?;
    // Whoever may not read a document learns nothing of what is in it.
    let may_read = |root: &Root| {
        let document = root.document();
        state.readers(&document).holds(&who) && state.roots_of(&document).contains(root)
    };
    let root = Root::parse(&root).filter(may_read);
    let root = root.ok_or(Problem::NotFound)?;
    // Whoever a desk was shared with, or an answer revealed to, reads what is there, and not what was there before.
    let of = match &root {
        Root::Desk(of) | Root::Private(_, of) => Some(of),
        Root::Joint(_)
        | Root::Own(..)
        | Root::Practice(..)
        | Root::Summary
        | Root::Section(_)
        | Root::Notes => None,
    };
    // Nor do those who come to read the report without writing it.
    let comes_later = matches!(root, Root::Section(_)) && state.may_write(&who, &root).is_err();
    if comes_later || of.is_some_and(|of| who.speaks_for() != Some(of)) {
        return Ok(Json(Vec::new()));
    }
    crate::tables::deleted::deleted(&app.store, &table, root)
        .await
        .map(Json)
}
