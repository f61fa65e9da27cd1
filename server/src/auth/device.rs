//! One's way in on another device, made by oneself: a link that works once, for some minutes. Both devices are the same person from
//! then on, each with a cookie of its own.

use shared::api::You;
use shared::ids::{ParticipantId, Timestamp};
use shared::joining::DevicePeeked;

use crate::App;
use crate::auth::identity::Someone;
use crate::auth::secret::Secret;
use crate::clock::now;
use crate::error::Problem;
use crate::store::{RowChange, StoreError};

/// For how long a link is good, in milliseconds: ten minutes, to find the other device and unlock it.
const GOOD: u64 = 10 * 60 * 1000;

/// Makes a link for somebody's other device, in the place of the one before; its secret, and until when it is good.
pub async fn link(app: &App, who: &ParticipantId) -> Result<(Secret, Timestamp), Problem> {
    let (secret, at) = (Secret::of_link(), now());
    let expires = Timestamp(at.0 + GOOD);
    let link = RowChange::DeviceLink(secret.hash(), who.clone(), (at, expires));
    app.store.change_rows(vec![link]).await?;
    Ok((secret, expires))
}

/// Who one will be by it.
pub async fn peek(
    app: &App,
    you: Option<Someone>,
    secret: &Secret,
) -> Result<DevicePeeked, Problem> {
    let who = app.store.device_link(&secret.hash(), now()).await?;
    let who = who.ok_or(Problem::DeviceLinkOver)?;
    let mut names = app.store.names_of(std::slice::from_ref(&who)).await?;
    Ok(DevicePeeked {
        name: names.remove(&who).unwrap_or_default(),
        same: you.as_ref().is_some_and(|you| you.id == who),
        you: you.map(|you| You { name: you.name }),
    })
}

/// Uses the link up: whoever has the cookie with this token is that person, too.
pub async fn take_along(app: &App, secret: &Secret) -> Result<(Someone, Secret), Problem> {
    let token = Secret::of_cookie();
    let device = RowChange::Device {
        secret: secret.hash(),
        token: token.hash(),
        at: now(),
    };
    match app.store.change_rows(vec![device]).await {
        Err(StoreError::Missing) => return Err(Problem::DeviceLinkOver),
        done => done?,
    }
    let known = app.store.participant_by_token(&token.hash()).await?;
    let someone = Someone::known(known.ok_or(Problem::Internal)?)?;
    Ok((someone, token))
}
