//! Coming in, going out, and who one is.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::api::{Join, ListedPerson, Me, Membership, Peek, Peeked, TableName};
use shared::ids::{ParticipantId, SessionId, TableId};
use shared::session::{Session, SessionCommand};
use std::collections::{BTreeMap, BTreeSet};

use crate::App;
use crate::auth::identity::{self, Someone};
use crate::auth::roster::came as came_by;
use crate::auth::secret::Secret;
use crate::auth::{device, join};
use crate::error::Problem;
use crate::http::extract::{Asked, Door, Named, seated};
use crate::sessions::registry::Decided;

/// `POST /api/peek`: what an invitation is for, before it is used.
pub async fn peek(
    State(app): State<App>,
    _: Door,
    you: Option<Someone>,
    Asked(Peek { secret }): Asked<Peek>,
) -> Result<Json<Peeked>, Problem> {
    join::peek(&app, you, &Secret::in_link(&secret))
        .await
        .map(Json)
}

/// `POST /api/join`: exchanges an invitation for a cookie.
pub async fn join(
    State(app): State<App>,
    _: Door,
    you: Option<Someone>,
    headers: HeaderMap,
    Asked(Join {
        secret,
        name,
        title,
    }): Asked<Join>,
) -> Result<Response, Problem> {
    let you = (you, identity::token(&headers));
    let arrival = join::join(
        &app,
        you,
        &Secret::in_link(&secret),
        (&name, title.as_deref()),
    )
    .await?;
    let mut response = Json(arrival.joined).into_response();
    if let Some(token) = arrival.token {
        let cookie = identity::cookie(&token, app.config.public_url.is_https());
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /api/leave`: takes the cookie back, which is good for nothing from then on.
pub async fn leave(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Some(token) = identity::token(&headers) {
        device::leave(&app, &token).await?;
    }
    let no_cookie = identity::no_cookie(app.config.public_url.is_https());
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, no_cookie)]))
}

/// `GET /api/sessions/{session}/people`: who has a place in it, in the order in which they came.
pub async fn list(
    State(app): State<App>,
    someone: Someone,
    Named(session): Named<SessionId>,
) -> Result<Json<Vec<ListedPerson>>, Problem> {
    app.session(&session).await?;
    someone.facilitates(&session)?;
    let people = app.store.participants_of(&session).await?;
    let listed = people.into_iter().map(|(person, stored)| {
        let place = identity::Membership::stored(stored)?;
        Ok(ListedPerson {
            participant: person.id,
            name: person.name,
            title: person.title,
            role: place.role,
            delegation: place.delegation,
        })
    });
    listed.collect::<Result<_, _>>().map(Json)
}

/// `DELETE /api/sessions/{session}/people/{participant}`: takes somebody's place away.
pub async fn remove(
    State(app): State<App>,
    someone: Someone,
    Named((session, participant)): Named<(SessionId, ParticipantId)>,
) -> Result<StatusCode, Problem> {
    app.session(&session).await?;
    someone.facilitates(&session)?;
    // A session that nobody facilitates could not be helped.
    if someone.id == participant {
        return Err(Problem::Yourself);
    }
    let by = someone.id.clone();
    let live = app.sessions.session(&session).await?;
    let name = live.state().names.get(&participant).cloned();
    let decide = move |now: &Session| {
        let participant = participant.clone();
        let member = now.people.get(&participant).ok_or(Problem::NotFound)?;
        let of = member.delegation.clone();
        // They are not to walk back in as somebody who is expected.
        let came = name.as_ref();
        let came = came.map(|name| came_by(&session, &participant, name, of));
        let remove = SessionCommand::RemoveParticipant { participant };
        Ok(Decided {
            events: now.decide(&by, remove, &BTreeSet::new())?,
            rows: came.into_iter().collect(),
            name: None,
        })
    };
    live.change(Some(someone.id), decide).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/me`: who this browser is, and where it belongs; `null` if it never came in, which is no
/// error for a page that greets strangers too.
pub async fn me(
    State(app): State<App>,
    someone: Option<Someone>,
) -> Result<Json<Option<Me>>, Problem> {
    let Some(someone) = someone else {
        return Ok(Json(None));
    };
    let mut memberships = Vec::with_capacity(someone.memberships.len());
    for membership in &someone.memberships {
        let Some(id) = &membership.session else {
            continue;
        };
        // A session that could not be made leaves a membership of nothing behind.
        let Some(session) = app.store.session(id).await? else {
            continue;
        };
        let state = app.session_state(id).await?;
        let now = state.as_ref().map(|state| &state.session);
        let member = now.and_then(|now| Some((now, now.people.get(&someone.id)?)));
        let tables = member
            .into_iter()
            .flat_map(|(now, member)| now.tables_of(member));
        memberships.push(Membership {
            session: session.id,
            title: session.title,
            role: membership.role,
            delegation: membership.delegation.clone(),
            tables: tables
                .map(|table| TableName {
                    id: table.id.clone(),
                    name: table.name.clone(),
                })
                .collect(),
        });
    }
    let may_convene = someone.may_convene().is_ok();
    Ok(Json(Some(Me {
        participant: someone.id,
        name: someone.name,
        memberships,
        may_convene,
    })))
}

/// `GET /api/tables/{table}/titles`: what stands before the names of those at a table, where anything does.
pub async fn titles(
    State(app): State<App>,
    someone: Someone,
    Named(table): Named<TableId>,
) -> Result<Json<BTreeMap<ParticipantId, String>>, Problem> {
    let (there, _) = seated(&app, &someone, &table).await?;
    let people: Vec<_> = there.participants.into_keys().collect();
    Ok(Json(app.store.titles_of(&people).await?))
}
