//! What handlers take from a request: their refusals are problems like any other.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use shared::features::people::Participant;
use shared::ids::{SessionId, TableId};
use shared::table::RoundTable;
use shared::words::Language;

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;

/// The table as it is committed, and whoever asks as it knows them: refuses those who do not sit at it.
pub async fn seated(
    app: &App,
    someone: &Someone,
    table: &TableId,
) -> Result<(RoundTable, Participant), Problem> {
    let session = app.store.session_of(table).await?;
    let session = session.ok_or(Problem::NotFound)?;
    someone.at(&session)?;
    not_kept_out(app, someone, (&session, table)).await?;
    let state = app.table(table).await?;
    let who = admitted(&state, someone)?.clone();
    Ok((state, who))
}

/// Refuses observers from the moment on in which their session closes a table to them, whether or not the table has followed.
pub async fn not_kept_out(
    app: &App,
    someone: &Someone,
    (session, table): (&SessionId, &TableId),
) -> Result<(), Problem> {
    let state = app.session_state(session).await?;
    let is_kept_out = state.is_some_and(|state| {
        let member = state.session.people.get(&someone.id);
        let here = state.session.table(table);
        here.zip(member)
            .is_some_and(|(here, member)| here.keeps_out(member.role))
    });
    if is_kept_out {
        Err(Problem::ClosedToObservers)
    } else {
        Ok(())
    }
}

/// Whoever asks as the table knows them; refuses those who do not sit at it, and observers while it is closed to them.
pub fn admitted<'t>(table: &'t RoundTable, someone: &Someone) -> Result<&'t Participant, Problem> {
    if !table.participants.contains_key(&someone.id) {
        // Belonging to the session is not enough: their delegation may have no seat at this table.
        return Err(Problem::NotAMember);
    }
    table
        .admitted(&someone.id)
        .ok_or(Problem::ClosedToObservers)
}

/// The body, read as JSON.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let read = Json::from_request(request, app).await;
        read.map(|Json(body)| Self(body))
            .map_err(|rejection| match rejection {
                JsonRejection::MissingJsonContentType(_) => Problem::WrongType,
                rejection if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                    Problem::TooLarge
                }
                rejection => Problem::BadBody {
                    detail: rejection.body_text(),
                },
            })
    }
}

/// Proof that this address has not tried invitations too often.
#[derive(Debug)]
pub struct Door;

impl FromRequestParts<App> for Door {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        // Only a router that listens to no socket knows no address.
        let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
            return Ok(Self);
        };
        let address = app.join_limiter.address(*peer, &parts.headers);
        if app.join_limiter.let_try(address, Instant::now()) {
            Ok(Self)
        } else {
            tracing::warn!(%address, "invitations are tried too often");
            Err(Problem::TooOften)
        }
    }
}

/// From where a request comes, as far as it can be known.
#[derive(Debug, Clone, Copy)]
pub struct Origin(pub Option<IpAddr>);

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        // Only a router that listens to no socket knows no address.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address =
            |peer: &ConnectInfo<SocketAddr>| app.join_limiter.address(peer.0, &parts.headers);
        Ok(Self(peer.map(address)))
    }
}

/// The one id in the path; a text that can be no id names nothing.
#[derive(Debug)]
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let path = Path::from_request_parts(parts, app).await;
        path.map(|Path(id)| Self(id)).map_err(|_| Problem::NotFound)
    }
}

/// The language that whoever asks would rather read.
#[derive(Debug, Clone, Copy)]
pub struct Reads(pub Language);

impl Reads {
    /// As the request's headers say it.
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE);
        let wanted = wanted.and_then(|wanted| wanted.to_str().ok());
        Self(Language::negotiated(wanted.unwrap_or_default()))
    }
}

impl FromRequestParts<App> for Reads {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
