//! Coming in on another device.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::joining::{DeviceLink, DevicePeeked, Devices, HandedDevice};

use crate::App;
use crate::auth::device;
use crate::auth::identity::{self, Someone};
use crate::auth::secret::Secret;
use crate::error::Problem;
use crate::http::extract::{Asked, Door};
use crate::http::invitations::qr;
use crate::http::people;

/// `POST /api/me/device`: a link by which whoever asks is the same person on one more device.
pub async fn link(
    State(app): State<App>,
    someone: Someone,
) -> Result<(StatusCode, Json<DeviceLink>), Problem> {
    let (secret, expires) = device::link(&app, &someone.id).await?;
    let link = app.config.public_url.device(&secret);
    let qr = qr(&link).map_err(|error| {
        tracing::error!(%error, "a link does not fit into a QR code");
        Problem::Internal
    })?;
    Ok((StatusCode::CREATED, Json(DeviceLink { link, qr, expires })))
}

/// `POST /api/device/peek`: who one will be, before the link is used.
pub async fn peek(
    State(app): State<App>,
    _: Door,
    you: Option<Someone>,
    Asked(HandedDevice { secret }): Asked<HandedDevice>,
) -> Result<Json<DevicePeeked>, Problem> {
    device::peek(&app, you, &Secret::in_link(&secret))
        .await
        .map(Json)
}

/// `POST /api/device`: exchanges the link for a cookie, and says who one is.
pub async fn take_along(
    State(app): State<App>,
    _: Door,
    headers: HeaderMap,
    Asked(HandedDevice { secret }): Asked<HandedDevice>,
) -> Result<Response, Problem> {
    let before = identity::token(&headers);
    let (someone, token) = device::take_along(&app, before, &Secret::in_link(&secret)).await?;
    let cookie = identity::cookie(&token, app.config.public_url.is_https());
    let me = people::me(State(app), Some(someone)).await?;
    let mut response = me.into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /api/me/devices`: on how many other devices one is in.
pub async fn others(State(app): State<App>, someone: Someone) -> Result<Json<Devices>, Problem> {
    let others = device::others(&app, &someone.id).await?;
    Ok(Json(Devices { others }))
}

/// `DELETE /api/me/devices`: signs one out on all other devices.
pub async fn sign_out_others(
    State(app): State<App>,
    someone: Someone,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let token = identity::token(&headers).ok_or(Problem::Stranger)?;
    device::sign_out_others(&app, &someone.id, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
