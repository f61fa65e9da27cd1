//! What was compiled, for those who read the table.

use axum::Json;
use axum::extract::State;
use shared::features::pulling::ShownCompilation;
use shared::features::revisions::ShownText;
use shared::ids::{CompilationId, TableId};

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, seated};
use crate::revisions;

/// `GET /api/tables/{table}/compilations/{compilation}`.
pub async fn compilation(
    State(app): State<App>,
    someone: Someone,
    Named((table, compilation)): Named<(TableId, CompilationId)>,
) -> Result<Json<ShownCompilation>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    if !app.pasts.may_ask(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    let there = state.pulling.compilation(&compilation);
    let there = there.ok_or(Problem::NotFound)?;
    let kept = revisions::read(&app.store, &table, there.entry, &there.digest).await?;
    let mut kept = kept.ok_or(Problem::Damaged)?.text.0;
    let order = revisions::answers(&state, &there.question).into_iter();
    let texts = order.filter_map(|root| {
        let blocks = kept.remove(&root)?;
        let root = root.to_string();
        Some(ShownText { root, blocks })
    });
    Ok(Json(ShownCompilation {
        compilation: there.clone(),
        texts: texts.collect(),
    }))
}
