//! The lobby, and what facilitators do from there.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::api::AnotherSeat;
use shared::features::no_objection::{NoObjectionCommand, Subject};
use shared::ids::{SessionId, TableId};
use shared::lobby::{AllowObservers, Announce, Lobby, MoveOn, PutAt, PutAtTables};
use shared::refusal::{Noun, Refusal};
use shared::session::{Session, SessionCommand};
use shared::table::Command;
use std::collections::BTreeSet;

use crate::App;
use crate::auth::identity::Someone;
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Asked, Named, Reads};
use crate::sessions::facilitate::facilitate;
use crate::sessions::lobby;
use crate::sessions::registry::Decided;

/// `GET /api/sessions/{session}/lobby`: what all tables are at, and who is where.
pub async fn show(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
) -> Result<Json<Lobby>, Problem> {
    app.session(&id).await?;
    someone.facilitates(&id)?;
    lobby::lobby(&app, &id).await.map(Json)
}

/// `POST /api/sessions/{session}/announcements`: says something to some tables, or to all.
pub async fn announce(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<Announce>,
) -> Result<StatusCode, Problem> {
    let command = SessionCommand::Announce {
        announcement: asked.id,
        at: now(),
        says: asked.says,
        tables: asked.tables,
    };
    ask(&app, someone, &id, command).await
}

/// `PUT /api/sessions/{session}/plenary`: says to which table everybody is called back.
pub async fn choose_plenary(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(AnotherSeat { table }): Asked<AnotherSeat>,
) -> Result<StatusCode, Problem> {
    ask(&app, someone, &id, SessionCommand::ChoosePlenary { table }).await
}

/// `PUT /api/sessions/{session}/tables/{table}/observers`: opens a table to observers, or closes it to them for now.
pub async fn allow_observers(
    State(app): State<App>,
    someone: Someone,
    Named((id, table)): Named<(SessionId, TableId)>,
    Asked(AllowObservers { allowed }): Asked<AllowObservers>,
) -> Result<StatusCode, Problem> {
    let command = SessionCommand::AllowObservers { table, allowed };
    ask(&app, someone, &id, command).await
}

/// `POST /api/sessions/{session}/moves`: asks somebody to another table, at which they have a place from then on.
pub async fn move_on(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<MoveOn>,
) -> Result<StatusCode, Problem> {
    let at = now();
    let command = move |_: &Session| {
        let MoveOn { id, whom, from, to } = asked.clone();
        Ok(SessionCommand::Move {
            announcement: id,
            at,
            whom,
            from,
            to,
        })
    };
    facilitate(&app, &someone, &id, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/sessions/{session}/wordings`: puts a text to several tables, one after the other; why one does not take it is told when all
/// have been asked.
pub async fn put_at_tables(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Reads(language): Reads,
    Asked(asked): Asked<PutAtTables>,
) -> Result<Json<Vec<PutAt>>, Problem> {
    app.session(&id).await?;
    someone.facilitates(&id)?;
    let session = app.sessions.session(&id).await?.state();
    let command = Command::NoObjection(NoObjectionCommand::PutWording {
        decision: asked.id,
        what: Subject::Text { text: asked.text },
        rules: asked.rules,
        seen: String::new(),
    });
    let wanted = session.session.tables.iter().map(|it| &it.id);
    let wanted = wanted.filter(|it| asked.tables.contains(it));
    let mut told = Vec::new();
    for table in wanted {
        let (who, command) = (&someone.id, &command);
        let put = app
            .at_table(table, |handle| {
                let (who, command) = (who.clone(), command.clone());
                async move { handle.asks(who, command).await }
            })
            .await;
        // A table that is damaged must not keep it from the others.
        let refused = match put {
            Ok(answer) => answer.err().map(|why| app.words(language).refusal(&why)),
            Err(problem) => {
                tracing::warn!(%table, ?problem, "a text could not be put to a table");
                Some(app.words(language).say("put-at-trouble"))
            }
        };
        let table = table.clone();
        told.push(PutAt { table, refused });
    }
    if told.is_empty() {
        let what = Noun::Table;
        return Err(Problem::Refused(Refusal::Empty { what }));
    }
    Ok(Json(told))
}

/// Asks what no table has to be looked at for.
async fn ask(
    app: &App,
    someone: Someone,
    id: &SessionId,
    command: SessionCommand,
) -> Result<StatusCode, Problem> {
    app.session(id).await?;
    someone.facilitates(id)?;
    let by = someone.id.clone();
    let decide = move |session: &Session| {
        let events = session.decide(&by, command.clone(), &BTreeSet::new())?;
        Ok(Decided::from(events))
    };
    let session = app.sessions.session(id).await?;
    session.change(Some(someone.id), decide).await?;
    Ok(StatusCode::NO_CONTENT)
}
