//! Join codes: made by a facilitator, read off a screen, good for some hours, and for knocking only.

use std::net::IpAddr;
use std::time::Instant;

use rand::RngExt as _;
use shared::ids::{InvitationId, SessionId, Timestamp};
use shared::joining::JoinCode;

use crate::App;
use crate::clock::now;
use crate::error::Problem;
use crate::store::{CodeRow, RowChange};

/// For how many hours a code is good unless somebody chooses: a day of a conference.
pub const HOURS: u32 = 12;
/// For how many hours it can be good at most: a fortnight.
pub const MOST_HOURS: u32 = 14 * 24;

const HOUR: u64 = 60 * 60 * 1000;

/// Makes a code for the session, in the place of the one before, in the name of whoever belongs to it by that invitation, from where
/// they are: whoever types it there does not guess.
pub async fn make(
    app: &App,
    session: &SessionId,
    (by, from): (&InvitationId, Option<IpAddr>),
    hours: u32,
) -> Result<CodeRow, Problem> {
    let made_at = now();
    let row = CodeRow {
        code: fresh(),
        session: session.clone(),
        invitation: by.clone(),
        made_at,
        expires_at: Timestamp(made_at.0 + u64::from(hours) * HOUR),
        revoked_at: None,
    };
    let code = RowChange::Code(row.clone());
    app.store.change_rows(vec![code]).await?;
    known_at(app, from, &row);
    Ok(row)
}

fn fresh() -> JoinCode {
    let mut random = rand::rng();
    JoinCode::of_places(std::array::from_fn(|_| {
        random.random_range(0..JoinCode::LETTERS.len())
    }))
}

/// The code that is good at the session now, for somebody who may see it where they are. A facilitator's page and the projector ask
/// again and again, so that the hall knows it after a restart, too.
pub async fn of(
    app: &App,
    session: &SessionId,
    from: Option<IpAddr>,
) -> Result<Option<CodeRow>, Problem> {
    let row = app.store.join_code_of(session).await?;
    let row = row.filter(|row| now() < row.expires_at);
    if let Some(row) = &row {
        known_at(app, from, row);
    }
    Ok(row)
}

fn known_at(app: &App, from: Option<IpAddr>, row: &CodeRow) {
    if let Some(address) = from {
        app.wrong_codes.right(address, &row.code, Instant::now());
    }
}

/// Takes the code of the session back, if it has one.
pub async fn revoke(app: &App, session: &SessionId) -> Result<(), Problem> {
    let none = RowChange::NoCode(session.clone(), now());
    Ok(app.store.change_rows(vec![none]).await?)
}

/// What a code that was typed at this address opens. Only one that never was a code is a guess: who types one of yesterday is told
/// so, and costs nobody anything.
pub async fn check(app: &App, from: Option<IpAddr>, typed: &str) -> Result<CodeRow, Problem> {
    let code = JoinCode::read(typed).ok_or(Problem::CodeUnknown)?;
    let Some(address) = from else {
        let row = app.store.join_code(&code).await?;
        return good(row.ok_or(Problem::CodeUnknown)?);
    };
    let codes = &app.wrong_codes;
    let row = if codes.is_known(address, &code, Instant::now()) {
        app.store.join_code(&code).await?
    } else {
        let _turn = codes.turn().await;
        if !codes.may_try(address, Instant::now()) {
            tracing::warn!(%address, "wrong join codes are tried too often");
            return Err(Problem::CodesTooOften);
        }
        let row = app.store.join_code(&code).await?;
        if row.is_none() {
            codes.wrong(address, Instant::now());
        }
        row
    };
    let row = good(row.ok_or(Problem::CodeUnknown)?)?;
    known_at(app, from, &row);
    Ok(row)
}

fn good(row: CodeRow) -> Result<CodeRow, Problem> {
    if row.revoked_at.is_some() {
        return Err(Problem::CodeRevoked);
    }
    if now() >= row.expires_at {
        return Err(Problem::CodeExpired { at: row.expires_at });
    }
    Ok(row)
}
