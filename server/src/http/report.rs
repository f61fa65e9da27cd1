//! What has changed at the table since it was brought into the report, for those who write the report.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use shared::document::{DocumentId, Root};
use shared::features::report::{Brought, ReportSection, ReportSource};
use shared::features::revisions::ComparedText;
use shared::ids::{DelegationId, SectionId, TableId};
use shared::prose::Block;
use shared::table::{Audience, RoundTable};
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

/// Of which section, and of whose answer if it is not of what the section has first of all.
#[derive(Debug, Deserialize)]
pub struct Of {
    section: SectionId,
    #[serde(default)]
    delegation: Option<DelegationId>,
}

/// `GET /api/tables/{table}/report/changes?section=question-1`: the texts that differ by now, by paragraph.
pub async fn changes(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
    Query(of): Query<Of>,
) -> Result<Json<Vec<ComparedText>>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    // Whoever may not read the report learns nothing of how it is written.
    if !state.readers(&DocumentId::Report).holds(&who) {
        return Err(Problem::NotFound);
    }
    if !app.pasts.may_ask(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    let (section, brought) = brought(&state, &of).ok_or(Problem::NotFound)?;
    let turn = COMPARING.clone().acquire_owned().await;
    let turn = turn.map_err(|_| Problem::Stopping)?;
    let kept = revisions::read(&app.store, &table, brought.entry, &brought.digest).await?;
    let older = kept.ok_or(Problem::Damaged)?.text.0;
    let newer = now(&app, &state, section, &brought.from).await?;
    let compared = spawn_blocking(move || {
        let _turn = turn;
        revisions::compare(&older, &newer, Instant::now() + PATIENCE).0
    });
    compared.await.map(Json).map_err(|_| Problem::Internal)
}

fn brought<'a>(table: &'a RoundTable, of: &Of) -> Option<(&'a ReportSection, &'a Brought)> {
    let section = table.report.as_ref()?.section(&of.section)?;
    let source = match (&of.delegation, section.about.question()) {
        (Some(delegation), Some(question)) => ReportSource::Own {
            question: question.clone(),
            delegation: delegation.clone(),
        },
        (Some(_), None) => return None,
        (None, _) => section.source()?,
    };
    Some((section, section.brought_from(&source)?))
}

/// What a source says now.
async fn now(
    app: &App,
    table: &RoundTable,
    section: &ReportSection,
    from: &ReportSource,
) -> Result<BTreeMap<Root, Vec<Block>>, Problem> {
    if let ReportSource::Facts = from {
        let (_, blocks) = revisions::facts_of(table, section);
        return Ok(BTreeMap::from([(section.root(), blocks)]));
    }
    let mut prose = app.export(&table.id).await?.prose;
    let roots = from.roots();
    let is_read = |root: &Root| table.readers(&root.document()) == Audience::Everybody;
    prose.retain(|root, _| roots.contains(root) && is_read(root));
    Ok(prose)
}
