//! Codes, knocking, and letting people in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::features::people::Role;
use shared::ids::{InvitationId, SessionId};
use shared::joining::{
    AdmitKnocks, CodePeeked, Decline, Doorstep, HandedCode, Knock, LetIn, ListedKnock, MyKnock,
    NewCode, Roster, RosterEntry, RosterText, SessionCode,
};
use shared::limits;
use shared::session::Member;

use crate::App;
use crate::auth::identity::{self, Someone};
use crate::auth::{code, knock, roster};
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Asked, Door, Named, Origin};
use crate::http::invitations::qr;
use crate::store::{CodeRow, KnockRow, KnockState, RosterRow, RowChange};

/// How many of those are listed who were let in last.
const LATELY: usize = 20;

/// `POST /api/code`: to what a code is the door.
pub async fn peek(
    State(app): State<App>,
    _: Door,
    Origin(from): Origin,
    you: Option<Someone>,
    headers: HeaderMap,
    Asked(HandedCode { code }): Asked<HandedCode>,
) -> Result<Json<CodePeeked>, Problem> {
    let code = code::check(&app, from, &code).await?;
    knock::peek(&app, (you, identity::token(&headers)), &code)
        .await
        .map(Json)
}

/// `POST /api/knocks`: knocks, and waits from then on.
pub async fn knock(
    State(app): State<App>,
    _: Door,
    Origin(from): Origin,
    headers: HeaderMap,
    Asked(asked): Asked<Knock>,
) -> Result<Response, Problem> {
    let code = code::check(&app, from, &asked.code).await?;
    let knocking = knock::Knocking {
        token: identity::token(&headers),
        key: asked.key,
        from,
        name: &asked.name,
        title: asked.title.as_deref(),
        delegation: asked.delegation,
    };
    let (mine, token) = knock::knock(&app, &code, knocking).await?;
    let mut response = (StatusCode::CREATED, Json(mine)).into_response();
    if let Some(token) = token {
        let cookie = identity::cookie(&token, app.config.public_url.is_https());
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `GET /api/knock`: what became of it; `null` if this browser does not knock.
pub async fn mine(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<Option<MyKnock>>, Problem> {
    let token = identity::token(&headers);
    knock::mine(&app, token.as_ref()).await.map(Json)
}

/// `DELETE /api/knock`: waits no more.
pub async fn withdraw(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Problem> {
    let token = identity::token(&headers);
    knock::withdraw(&app, token.as_ref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/sessions/{session}/code`: the code that is good now. Projectors are told, too: they show it to the room.
pub async fn show_code(
    State(app): State<App>,
    someone: Someone,
    Origin(from): Origin,
    Named(id): Named<SessionId>,
) -> Result<Json<Option<SessionCode>>, Problem> {
    app.session(&id).await?;
    let membership = someone.membership(Some(&id)).ok_or(Problem::NotAMember)?;
    match membership.role {
        Role::Facilitator | Role::Projector => {}
        Role::Delegate | Role::Rapporteur | Role::Observer | Role::Interpreter => {
            return Err(Problem::NotAFacilitator);
        }
    }
    let row = code::of(&app, &id, from).await?;
    row.map(|row| told(&app, &row)).transpose().map(Json)
}

/// `POST /api/sessions/{session}/code`: makes one, in the place of the one before.
pub async fn make_code(
    State(app): State<App>,
    someone: Someone,
    Origin(from): Origin,
    Named(id): Named<SessionId>,
    Asked(NewCode { hours }): Asked<NewCode>,
) -> Result<(StatusCode, Json<SessionCode>), Problem> {
    let by = invitation_of(&app, &someone, &id).await?;
    let hours = hours.unwrap_or(code::HOURS);
    if !(1..=code::MOST_HOURS).contains(&hours) {
        let most = code::MOST_HOURS;
        return Err(Problem::BadHours { most });
    }
    let row = code::make(&app, &id, (&by, from), hours).await?;
    Ok((StatusCode::CREATED, Json(told(&app, &row)?)))
}

/// `DELETE /api/sessions/{session}/code`: takes it back. Whoever has knocked by it waits on.
pub async fn revoke_code(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
) -> Result<StatusCode, Problem> {
    invitation_of(&app, &someone, &id).await?;
    code::revoke(&app, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(app: &App, row: &CodeRow) -> Result<SessionCode, Problem> {
    let address = app.config.public_url.door();
    let link = format!("{address}#{}", row.code.as_str());
    let qr = qr(&link).map_err(|error| {
        tracing::error!(%error, "a link does not fit into a QR code");
        Problem::Internal
    })?;
    Ok(SessionCode {
        code: row.code.shown(),
        address,
        link,
        qr,
        expires: row.expires_at,
    })
}

/// `GET /api/sessions/{session}/knocks`: who is at the door.
pub async fn doorstep(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
) -> Result<Json<Doorstep>, Problem> {
    invitation_of(&app, &someone, &id).await?;
    doorstep_of(&app, &id).await.map(Json)
}

async fn doorstep_of(app: &App, id: &SessionId) -> Result<Doorstep, Problem> {
    let (waiting, admitted) = (KnockState::Waiting, KnockState::Admitted);
    let waiting = app
        .store
        .knocks_at(id, waiting, (limits::KNOCKS, now()))
        .await?;
    let admitted = app.store.knocks_at(id, admitted, (LATELY, now())).await?;
    let state = app.sessions.session(id).await?.state();
    let let_in = |row: KnockRow| {
        let member = state.session.people.get(row.participant.as_ref()?)?;
        Some(LetIn {
            id: row.id,
            name: row.name,
            delegation: member.delegation.clone(),
            by_roster: row.by_roster,
        })
    };
    Ok(Doorstep {
        waiting: waiting.into_iter().map(listed).collect(),
        let_in: admitted.into_iter().filter_map(let_in).collect(),
        delegations: state.session.delegations.clone(),
    })
}

fn listed(row: KnockRow) -> ListedKnock {
    ListedKnock {
        id: row.id,
        name: row.name,
        title: row.title,
        delegation: row.delegation,
        at: row.at,
    }
}

/// `POST /api/sessions/{session}/knocks/admit`: lets people in. All are tried; why one could not be is told when all have been. Whom
/// somebody else has let in, is in.
pub async fn admit(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(AdmitKnocks { knocks }): Asked<AdmitKnocks>,
) -> Result<Json<Doorstep>, Problem> {
    let invitation = invitation_of(&app, &someone, &id).await?;
    let mut went = Ok(());
    for asked in knocks.into_iter().take(limits::KNOCKS) {
        let member = Member {
            role: asked.role,
            delegation: asked.delegation,
        };
        let by = (&someone.id, &invitation);
        let done = knock::admit(&app, &id, by, &asked.id, member).await;
        went = went.and(done);
    }
    went?;
    doorstep_of(&app, &id).await.map(Json)
}

/// `POST /api/sessions/{session}/knocks/decline`: sends people away, with a word.
pub async fn decline(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(Decline { knocks, word }): Asked<Decline>,
) -> Result<Json<Doorstep>, Problem> {
    invitation_of(&app, &someone, &id).await?;
    let mut went = Ok(());
    for asked in knocks.into_iter().take(limits::KNOCKS) {
        let done = knock::decline(&app, &id, &asked, &word).await;
        went = went.and(done);
    }
    went?;
    doorstep_of(&app, &id).await.map(Json)
}

/// `GET /api/sessions/{session}/roster`: who is expected, and who of them has come in.
pub async fn show_roster(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
) -> Result<Json<Roster>, Problem> {
    invitation_of(&app, &someone, &id).await?;
    let entries = entries(app.store.roster_of(&id).await?)?;
    let faults = Vec::new();
    Ok(Json(Roster { entries, faults }))
}

/// `PUT /api/sessions/{session}/roster`: brings another one. Who of it waits already is let in.
pub async fn bring_roster(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(RosterText { text }): Asked<RosterText>,
) -> Result<Json<Roster>, Problem> {
    let invitation = invitation_of(&app, &someone, &id).await?;
    if text.len() > limits::ROSTER_BYTES {
        return Err(Problem::TooLarge);
    }
    let state = app.sessions.session(&id).await?.state();
    let roster::Reading { rows, faults } = roster::read(&text, &state.session.delegations);
    let in_already = roster::in_already(&rows, &state).map(|who| RowChange::Came(id.clone(), who));
    let in_already: Vec<_> = in_already.collect();
    let rows = std::iter::once(RowChange::Roster(id.clone(), rows, now()));
    app.store
        .change_rows(rows.chain(in_already).collect())
        .await?;
    knock::let_in_expected(&app, &id, &invitation).await?;
    let entries = entries(app.store.roster_of(&id).await?)?;
    Ok(Json(Roster { entries, faults }))
}

fn entries(rows: Vec<RosterRow>) -> Result<Vec<RosterEntry>, Problem> {
    let entry = |row: RosterRow| {
        let role = row.role.parse().map_err(|error| {
            tracing::error!(%error, "the store holds a roster with no known role");
            Problem::Internal
        })?;
        Ok(RosterEntry {
            name: row.name,
            role,
            delegation: row.delegation,
            used: row.used_by.is_some(),
        })
    };
    rows.into_iter().map(entry).collect()
}

/// By which invitation somebody facilitates the session; refuses whoever does not.
async fn invitation_of(
    app: &App,
    someone: &Someone,
    session: &SessionId,
) -> Result<InvitationId, Problem> {
    app.session(session).await?;
    Ok(someone.facilitates(session)?.invitation.clone())
}
