//! What was compiled, for those who read the table; what other tables of the session answer, for those who may pull it; and who wrote
//! what was pulled from there.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use shared::document::Root;
use shared::features::answers::{Disclosure, GuidingQuestion};
use shared::features::pulling::{
    AnswersElsewhere, Guest, LeftBehind, LeftText, ShownCompilation, seen,
};
use shared::features::revisions::ShownText;
use shared::ids::{CompilationId, DelegationId, QuestionId, TableId};
use shared::prose::{Block, plain};
use shared::table::RoundTable;
use std::collections::BTreeMap;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::http::extract::{Named, seated};
use crate::revisions::{self, own_texts};

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
    let kept = kept.ok_or(Problem::Damaged)?.text.0;
    let order = revisions::answers(&state, &there.question);
    Ok(Json(ShownCompilation {
        compilation: there.clone(),
        texts: shown(order, &kept),
    }))
}

fn shown(order: Vec<Root>, prose: &BTreeMap<Root, Vec<Block>>) -> Vec<ShownText> {
    let text = |root: Root| {
        let blocks = prose.get(&root)?.clone();
        let root = root.to_string();
        Some(ShownText { root, blocks })
    };
    order.into_iter().filter_map(text).collect()
}

/// Which question is asked about.
#[derive(Debug, Deserialize)]
pub struct Of {
    question: QuestionId,
}

/// `GET /api/tables/{table}/elsewhere?question=q1`: of every other table of the session; what answers other questions there is said to do so.
pub async fn elsewhere(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
    Query(Of { question }): Query<Of>,
) -> Result<Json<Vec<AnswersElsewhere>>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    state.may_read_elsewhere(&who).map_err(Problem::Refused)?;
    if !app.pasts.may_ask_all(&who.id) {
        return Err(Problem::AskedTooOften);
    }
    let here = state.question(&question).ok_or(Problem::NotFound)?;
    let session = app.sessions.session(&state.session).await?.state();
    let mut all = Vec::new();
    for there in &session.session.tables {
        if there.id == table {
            continue;
        }
        let read = match app.tables.elsewhere().read(&app.store, &there.id).await {
            Ok(read) => read,
            // It must not keep people from the others.
            Err(error) => {
                tracing::warn!(table = %there.id, %error, "what a table answers cannot be read");
                continue;
            }
        };
        let asked_there = read.table.questions.iter().map(|theirs| {
            let is_same = here.is_same_as(theirs);
            let mut order = vec![Root::Joint(theirs.id.clone())];
            order.extend(revisions::answers(&read.table, &theirs.id));
            AnswersElsewhere {
                table: there.id.clone(),
                name: there.name.clone(),
                delegations: read.table.delegations.clone(),
                other: (!is_same).then(|| theirs.titled()),
                texts: shown(order, &read.text.text.0),
            }
        });
        all.extend(asked_there.filter(|it| it.other.is_none() || !it.texts.is_empty()));
    }
    // What is asked in the same way comes first.
    all.sort_by_key(|it| it.other.is_some());
    Ok(Json(all))
}

/// `GET /api/tables/{table}/guests`: who wrote words that were pulled from other tables and never sat at this one.
pub async fn guests(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Json<Vec<Guest>>, Problem> {
    let (state, _) = seated(&app, &someone, &table).await?;
    guests_of(&app, &state).await.map(Json)
}

/// Who wrote words that were pulled from other tables and never sat at this one, as the session knows them.
pub(super) async fn guests_of(app: &App, state: &RoundTable) -> Result<Vec<Guest>, Problem> {
    let session = app.sessions.session(&state.session).await?.state();
    let guests = state.pulling.guests.iter();
    let guests = guests.filter(|(id, _)| !state.participants.contains_key(id));
    let guest = |(id, from): (&_, &_)| {
        let of = session.session.people.get(id);
        let of = of.and_then(|member| member.delegation.as_ref());
        let mut delegations = session.session.delegations.iter();
        let mut tables = session.session.tables.iter();
        Guest {
            id: Clone::clone(id),
            name: session.names.get(id).cloned().unwrap_or_default(),
            delegation: delegations.find(|it| Some(&it.id) == of).cloned(),
            table: tables
                .find(|it| it.id == *from)
                .map(|it| it.name.clone())
                .unwrap_or_default(),
        }
    };
    Ok(guests.map(guest).collect())
}

/// `GET /api/tables/{table}/left`: what one's delegation wrote for itself at tables from which it was asked to this one.
pub async fn left(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Json<Vec<LeftBehind>>, Problem> {
    let (state, who) = seated(&app, &someone, &table).await?;
    let Some(of) = who.speaks_for() else {
        return Ok(Json(Vec::new()));
    };
    let session = app.sessions.session(&state.session).await?.state();
    let tables = session.session.tables.iter();
    let left = tables.filter(|it| it.id != table && it.moved_on.contains(of));
    let mut all = Vec::new();
    for there in left {
        if !app.pasts.may_ask_all(&who.id) {
            return Err(Problem::AskedTooOften);
        }
        let whose = of.clone();
        let roots = move |there: &RoundTable| own_roots(there, &whose);
        let read = match own_texts(&app.store, &there.id, (&who.id, of), roots).await {
            Ok(read) => read,
            // It must not keep people from the others.
            Err(error) => {
                tracing::warn!(table = %there.id, %error, "what was left at a table cannot be read");
                continue;
            }
        };
        let texts = read.kept.text.0.iter();
        let texts = texts.filter(|(_, text)| !plain(text).trim().is_empty());
        let texts = texts.map(|(root, text)| left_text(&state, &read.table, (root, text)));
        let texts: Vec<_> = texts.collect();
        if !texts.is_empty() {
            all.push(LeftBehind {
                table: there.id.clone(),
                name: there.name.clone(),
                texts,
            });
        }
    }
    Ok(Json(all))
}

/// Where a delegation writes at a table.
fn own_roots(there: &RoundTable, of: &DelegationId) -> Vec<Root> {
    let questions = there.questions.iter().flat_map(|it| {
        [
            Root::Own(it.id.clone(), of.clone()),
            Root::Private(it.id.clone(), of.clone()),
        ]
    });
    questions.chain([Root::Desk(of.clone())]).collect()
}

/// One of the texts that a delegation left, and which question here it answers.
fn left_text(
    here: &RoundTable,
    there: &RoundTable,
    (root, text): (&Root, &Vec<Block>),
) -> LeftText {
    let asked = match root {
        Root::Own(question, _) | Root::Private(question, _) => there.question(question),
        _ => None,
    };
    let private = match root {
        Root::Private(..) => asked.is_none_or(|it| it.disclosure == Disclosure::Private),
        Root::Desk(_) => true,
        _ => false,
    };
    let same = |theirs| {
        let mut questions = here.questions.iter();
        questions.find(|it| it.is_same_as(theirs))
    };
    LeftText {
        root: root.to_string(),
        seen: seen(text),
        private,
        asked: asked.map(GuidingQuestion::titled),
        question: asked.and_then(same).map(|it| it.id.clone()),
    }
}
