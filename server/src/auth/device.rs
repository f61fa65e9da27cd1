//! One's way in on another device, made by oneself: a link that works once, for some minutes. Both devices are the same person from
//! then on, each with a cookie of its own.

use shared::ids::{ParticipantId, Timestamp};
use shared::joining::DevicePeeked;

use std::time::Instant;

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
        you: you.map(Someone::you),
    })
}

/// Uses the link up: whoever has the cookie with this token is that person, too.
pub async fn take_along(
    app: &App,
    before: Option<Secret>,
    secret: &Secret,
) -> Result<(Someone, Secret), Problem> {
    let token = Secret::of_cookie();
    let device = RowChange::Device {
        secret: secret.hash(),
        token: token.hash(),
        before: before.map(|before| before.hash()),
        at: now(),
    };
    match app.store.change_rows(vec![device]).await {
        Err(StoreError::Missing) => return Err(Problem::DeviceLinkOver),
        done => done?,
    }
    let known = app.store.participant_by_token(&token.hash()).await?;
    let someone = Someone::known(known.ok_or(Problem::Internal)?)?;
    // The oldest may have made room.
    end_connections(app, &someone.id).await?;
    Ok((someone, token))
}

/// On how many other devices somebody is in.
pub async fn others(app: &App, who: &ParticipantId) -> Result<usize, Problem> {
    let tokens = app.store.tokens_of(who).await?;
    Ok(tokens.len().saturating_sub(1))
}

/// Signs somebody out on all devices but that of the token, and lets nobody in by the link that they made last.
pub async fn sign_out_others(
    app: &App,
    who: &ParticipantId,
    token: &Secret,
) -> Result<(), Problem> {
    let gone = RowChange::OtherDevicesGone(who.clone(), token.hash());
    match app.store.change_rows(vec![gone]).await {
        // Signed out itself, meanwhile.
        Err(StoreError::Missing) => return Err(Problem::Stranger),
        done => done?,
    }
    end_connections(app, who).await
}

/// Nobody comes in with this token any more, and nobody waits at a door by it.
pub async fn leave(app: &App, token: &Secret) -> Result<(), Problem> {
    let whose = app.store.participant_by_token(&token.hash()).await?;
    let gone = RowChange::DeviceGone(token.hash(), Secret::of_cookie().hash());
    app.store.change_rows(vec![gone]).await?;
    match whose {
        Some(known) => end_connections(app, &known.participant.id).await,
        None => Ok(()),
    }
}

/// Ends the connections of somebody whose token is not good any more.
async fn end_connections(app: &App, who: &ParticipantId) -> Result<(), Problem> {
    app.in_use.ending(who, Instant::now());
    let good = app.store.tokens_of(who).await?;
    app.in_use.end(who, &good);
    Ok(())
}
