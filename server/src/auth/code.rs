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

/// Makes a code for the session, in the place of the one before, in the name of whoever belongs to it by that invitation.
pub async fn make(
    app: &App,
    session: &SessionId,
    by: &InvitationId,
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
    Ok(row)
}

fn fresh() -> JoinCode {
    let mut random = rand::rng();
    JoinCode::of_places(std::array::from_fn(|_| {
        random.random_range(0..JoinCode::LETTERS.len())
    }))
}

/// The code that is good at the session now.
pub async fn of(app: &App, session: &SessionId) -> Result<Option<CodeRow>, Problem> {
    let row = app.store.join_code_of(session).await?;
    Ok(row.filter(|row| now() < row.expires_at))
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
    let may_try = |address| app.wrong_codes.may_try(address, Instant::now());
    if !from.is_none_or(may_try) {
        tracing::warn!(address = ?from, "wrong join codes are tried too often");
        return Err(Problem::CodesTooOften);
    }
    let Some(row) = app.store.join_code(&code).await? else {
        if let Some(address) = from {
            app.wrong_codes.wrong(address, Instant::now());
        }
        return Err(Problem::CodeUnknown);
    };
    if row.revoked_at.is_some() {
        return Err(Problem::CodeRevoked);
    }
    if now() >= row.expires_at {
        return Err(Problem::CodeExpired { at: row.expires_at });
    }
    if let Some(address) = from {
        app.wrong_codes.right(address, Instant::now());
    }
    Ok(row)
}
