//! Knocking: whoever has the code gives a name and a delegation, and waits. Their browser gets its cookie at once, of a token that
//! names nobody; when they are let in, it names them. So they come in by waiting, on a page that may be loaded anew, at a server
//! that may have been restarted.

use shared::api::{DelegationName, Joined, SessionName};
use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::ids::{DelegationId, InvitationId, KnockId, ParticipantId, SessionId};
use shared::joining::{CodePeeked, KnockAnswer, KnockKey, MyKnock};
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::session::{Member, Session};
use std::net::IpAddr;
use std::time::Instant;

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::join::rename_elsewhere;
use crate::auth::roster::{came, likeness};
use crate::auth::secret::{FreshId as _, Secret};
use crate::clock::now;
use crate::error::Problem;
use crate::sessions::convene::{fit, fit_title};
use crate::sessions::registry::Decided;
use crate::store::{
    CodeRow, KnockRow, KnockState, NewParticipant, RosterRow, RowChange, StoreError,
};

/// How many characters a person may be told who is not let in.
const WORD: usize = limits::REASON;

/// What a right code tells.
pub async fn peek(
    app: &App,
    (you, token): (Option<Someone>, Option<Secret>),
    code: &CodeRow,
) -> Result<CodePeeked, Problem> {
    let knock = match token {
        Some(token) => app.store.knock_by_token(&token.hash(), now()).await?,
        None => None,
    };
    let waits =
        knock.is_some_and(|row| row.session == code.session && row.state == KnockState::Waiting);
    let session = app.session(&code.session).await?;
    let state = app.sessions.session(&session.id).await?.state();
    let belongs = you
        .as_ref()
        .is_some_and(|you| you.membership(Some(&session.id)).is_some());
    Ok(CodePeeked {
        delegations: state.session.delegations.clone(),
        session: SessionName {
            id: session.id,
            title: session.title,
        },
        you: you.map(Someone::you),
        belongs,
        waits,
    })
}

/// Who says that they are whom.
#[derive(Debug)]
pub struct Knocking<'k> {
    /// The token of their cookie, if they have one.
    pub token: Option<Secret>,
    /// What their browser made to become it, if they have none.
    pub key: Option<KnockKey>,
    /// From where they knock.
    pub from: Option<IpAddr>,
    /// The name that they gave.
    pub name: &'k str,
    /// What stands before it, if they said.
    pub title: Option<&'k str>,
    /// For whom they said that they speak.
    pub delegation: Option<DelegationId>,
}

/// Knocks with a right code. Whoever is expected is let in at once. The token is for their cookie, if they have none yet that is
/// known here: one that a browser brings along from elsewhere would be known there, too. Whoever knocks again because they heard no
/// answer is told what became of it.
pub async fn knock(
    app: &App,
    code: &CodeRow,
    asked: Knocking<'_>,
) -> Result<(MyKnock, Option<Secret>), Problem> {
    let name = fit(asked.name, Noun::Name, limits::NAME)?;
    let title = fit_title(asked.title)?;
    let session = app.session(&code.session).await?;
    let state = app.sessions.session(&code.session).await?.state();
    let delegation = asked.delegation.as_ref().map(|delegation| {
        let found = state.session.delegation(delegation);
        let what = Noun::Delegation;
        found.cloned().ok_or(Refusal::Unknown { what })
    });
    let delegation = delegation.transpose()?;
    let has_key = asked.key.is_some();
    let (known, is_new) = knocker(app, asked.token, asked.key).await?;
    let Known { token, you, knock } = known;
    let title = title.or_else(|| you.as_ref().map(|you| you.title.clone()));
    let title = title.unwrap_or_default();
    let before = knock.filter(|row| row.session == code.session);
    if you.is_some_and(|you| you.membership(Some(&code.session)).is_some()) {
        let is_in = before.is_some_and(|row| row.state == KnockState::Admitted);
        if !(has_key && is_in) {
            return Err(Problem::AlreadyIn);
        }
        let mine = mine(app, Some(&token)).await?;
        return Ok((mine.ok_or(Problem::AlreadyIn)?, is_new.then_some(token)));
    }
    let is_again = |row: &KnockRow| {
        let said = (&row.name, &row.title, &row.delegation);
        row.state == KnockState::Waiting && said == (&name, &title, &asked.delegation)
    };
    let row = if let Some(row) = before.filter(is_again) {
        row
    } else {
        let row = KnockRow {
            id: KnockId::fresh(),
            session: code.session.clone(),
            name,
            title,
            delegation: asked.delegation,
            token_hash: token.hash(),
            at: now(),
            state: KnockState::Waiting,
            word: String::new(),
            participant: None,
            by_roster: false,
            origin: asked.from.map(|from| app.join_limiter.mark(from)),
        };
        match app
            .store
            .change_rows(vec![RowChange::Knock(row.clone())])
            .await
        {
            Err(StoreError::Missing) => return Err(Problem::DoorFull),
            done => done?,
        }
        row
    };
    // They knock from now on, whatever goes wrong: then they wait, and their page asks again.
    if let Err(problem) = expect(app, &row, asked.from, &code.invitation).await {
        tracing::warn!(?problem, "the roster could not be asked");
    }
    let mine = match mine(app, Some(&token)).await {
        Ok(Some(mine)) => mine,
        Ok(None) | Err(_) => MyKnock {
            session: SessionName {
                id: session.id,
                title: session.title,
            },
            name: row.name,
            delegation: delegation.map(named),
            at: row.at,
            answer: None,
        },
    };
    Ok((mine, is_new.then_some(token)))
}

/// Lets in whom the roster expects, unless so many were not expected from there that its names are guessed.
async fn expect(
    app: &App,
    row: &KnockRow,
    from: Option<IpAddr>,
    invitation: &InvitationId,
) -> Result<(), Problem> {
    let _turn = match from {
        Some(address) => Some(app.roster_misses.turn(address).await),
        None => None,
    };
    if let Some(address) = from
        && !app.roster_misses.take(address, Instant::now())
    {
        tracing::warn!(%address, session = %row.session, "names that are on no roster are tried too often");
        return Ok(());
    }
    let is_expected = let_in_by_roster(app, row, invitation).await?;
    let is_no_miss = is_expected || !app.store.has_roster(&row.session).await?;
    if let Some(address) = from.filter(|_| is_no_miss) {
        app.roster_misses.give_back(address, Instant::now());
    }
    Ok(())
}

/// A token, who is known by it here, and what became of their last knock.
struct Known {
    token: Secret,
    you: Option<Someone>,
    knock: Option<KnockRow>,
}

impl Known {
    async fn by(app: &App, token: Secret) -> Result<Self, Problem> {
        let hash = token.hash();
        let you = app.store.participant_by_token(&hash).await?;
        Ok(Self {
            you: you.map(Someone::known).transpose()?,
            knock: app.store.knock_by_token(&hash, now()).await?,
            token,
        })
    }
}

/// Who knocks, and whether the token is yet to become that of their cookie.
async fn knocker(
    app: &App,
    token: Option<Secret>,
    key: Option<KnockKey>,
) -> Result<(Known, bool), Problem> {
    if let Some(token) = token {
        let known = Known::by(app, token).await?;
        if known.you.is_some() || known.knock.is_some() {
            return Ok((known, false));
        }
    }
    let token = key.as_ref().map_or_else(Secret::of_cookie, Secret::of_key);
    Ok((Known::by(app, token).await?, true))
}

/// What became of the last knock of whoever has this cookie; nothing if they never knocked, or are not there any more.
pub async fn mine(app: &App, token: Option<&Secret>) -> Result<Option<MyKnock>, Problem> {
    let Some(token) = token else { return Ok(None) };
    let Some(row) = app.store.knock_by_token(&token.hash(), now()).await? else {
        return Ok(None);
    };
    let session = app.session(&row.session).await?;
    let live = app.sessions.session(&session.id).await?;
    // Their page asks every few seconds, perhaps before any table is open.
    live.keep();
    let state = live.state();
    let answer = match row.state {
        KnockState::Waiting => None,
        KnockState::Declined => Some(KnockAnswer::Declined { word: row.word }),
        KnockState::Admitted => {
            let participant = row.participant.ok_or(Problem::Internal)?;
            let Some(member) = state.session.people.get(&participant) else {
                return Ok(None);
            };
            let tables = state.session.tables_of(member);
            let tables = tables.map(|table| table.id.clone()).collect();
            Some(KnockAnswer::Admitted(Joined {
                participant,
                role: member.role,
                delegation: member.delegation.clone(),
                session: Some(row.session.clone()),
                tables: app.undamaged(tables).await?,
            }))
        }
    };
    let delegation = row.delegation.as_ref();
    let delegation = delegation
        .and_then(|id| state.session.delegation(id))
        .cloned();
    Ok(Some(MyKnock {
        session: SessionName {
            id: session.id,
            title: session.title,
        },
        name: row.name,
        delegation: delegation.map(named),
        at: row.at,
        answer,
    }))
}

fn named(delegation: Delegation) -> DelegationName {
    let Delegation {
        name,
        short,
        colour,
        ..
    } = delegation;
    DelegationName {
        name,
        short,
        colour,
    }
}

/// Whoever has this cookie waits no more.
pub async fn withdraw(app: &App, token: Option<&Secret>) -> Result<(), Problem> {
    let Some(token) = token else { return Ok(()) };
    let row = app.store.knock_by_token(&token.hash(), now()).await?;
    if let Some(row) = row.filter(|row| row.state != KnockState::Admitted) {
        app.store
            .change_rows(vec![RowChange::NoKnock(row.id)])
            .await?;
    }
    Ok(())
}

/// Lets somebody in whom a facilitator has looked at. Two facilitators who do that at once have done it once.
pub async fn admit(
    app: &App,
    session: &SessionId,
    by: (&ParticipantId, &InvitationId),
    knock: &KnockId,
    member: Member,
) -> Result<(), Problem> {
    let row = app.store.knock(knock).await?;
    let row = row.filter(|row| row.session == *session);
    let row = row.ok_or(Problem::NotWaiting)?;
    let (who, invitation) = by;
    match let_in(app, &row, member, (Some(who), invitation), None).await {
        Err(Problem::NotFound) => {
            let now = app.store.knock(knock).await?;
            let is_in = now.is_some_and(|now| now.state == KnockState::Admitted);
            is_in.then_some(()).ok_or(Problem::NotWaiting)
        }
        done => done,
    }
}

/// Sends somebody away with a word.
pub async fn decline(
    app: &App,
    session: &SessionId,
    knock: &KnockId,
    word: &str,
) -> Result<(), Problem> {
    let word = match word.trim() {
        "" => String::new(),
        word => fit(word, Noun::Text, WORD)?,
    };
    let row = app.store.knock(knock).await?;
    let row = row.filter(|row| row.session == *session);
    let row = row.ok_or(Problem::NotWaiting)?;
    let declined = RowChange::KnockDeclined(row.id, word, now());
    match app.store.change_rows(vec![declined]).await {
        Err(StoreError::Missing) => {
            let now = app.store.knock(knock).await?;
            let is_so = now.is_some_and(|now| now.state == KnockState::Declined);
            is_so.then_some(()).ok_or(Problem::NotWaiting)
        }
        done => Ok(done?),
    }
}

/// Lets in whom the roster expects among those who wait.
pub async fn let_in_expected(
    app: &App,
    session: &SessionId,
    invitation: &InvitationId,
) -> Result<(), Problem> {
    let state = KnockState::Waiting;
    for row in app
        .store
        .knocks_at(session, state, (limits::KNOCKS, now()))
        .await?
    {
        let_in_by_roster(app, &row, invitation).await?;
    }
    Ok(())
}

/// Lets somebody in by a line of the roster that nobody has used, if there is one with their name and their delegation; says whether
/// there is.
async fn let_in_by_roster(
    app: &App,
    row: &KnockRow,
    invitation: &InvitationId,
) -> Result<bool, Problem> {
    let mut is_there = false;
    let like = likeness(&row.name);
    for line in app.store.expected_like(&row.session, &like).await? {
        if !is_expected(row, &line) {
            continue;
        }
        is_there = true;
        let role = line.role.parse().map_err(|error| {
            tracing::error!(%error, "the store holds a roster with no known role");
            Problem::Internal
        })?;
        let member = Member {
            role,
            delegation: line.delegation.clone(),
        };
        match let_in(app, row, member, (None, invitation), Some(line)).await {
            // Somebody else came in by the line, or a facilitator was quicker; the next line may do.
            Err(Problem::NotFound) => {}
            // A session that is full, or a delegation that is gone: then it is for a facilitator to say.
            Ok(()) | Err(Problem::Refused(_)) => break,
            Err(problem) => return Err(problem),
        }
    }
    Ok(is_there)
}

/// Whether the line is about whoever knocks: with a delegation, that must be the same; whoever needs none may name any.
fn is_expected(row: &KnockRow, line: &RosterRow) -> bool {
    line.role != Role::Delegate.as_str() || row.delegation == line.delegation
}

/// Makes whoever knocks somebody of the session, in one transaction with what became of the knock. [`Problem::NotFound`] if they do
/// not wait any more, or the line is used.
async fn let_in(
    app: &App,
    row: &KnockRow,
    member: Member,
    by: (Option<&ParticipantId>, &InvitationId),
    line: Option<RosterRow>,
) -> Result<(), Problem> {
    let known = app.store.participant_by_token(&row.token_hash).await?;
    let known = known.map(Someone::known).transpose()?;
    let (by, invitation) = by;
    let membership = Membership {
        session: Some(row.session.clone()),
        role: member.role,
        delegation: member.delegation.clone(),
        invitation: invitation.clone(),
    };
    let at = now();
    let id = known
        .as_ref()
        .map_or_else(ParticipantId::fresh, |you| you.id.clone());
    let is_by_roster = line.is_some();
    // First, since it is what fails if anybody was quicker.
    let admitted = RowChange::KnockAdmitted {
        knock: row.id.clone(),
        participant: id.clone(),
        at,
        line,
    };
    let came =
        (!is_by_roster).then(|| came(&row.session, &id, &row.name, member.delegation.clone()));
    let mut rows: Vec<_> = std::iter::once(admitted).chain(came).collect();
    let belongs = RowChange::Membership(id.clone(), membership.to_store());
    match &known {
        None => rows.push(RowChange::Newcomer(NewParticipant {
            id: id.clone(),
            name: row.name.clone(),
            title: row.title.clone(),
            token_hash: row.token_hash,
            at,
            first: membership.to_store(),
        })),
        Some(you) => {
            let (name, title) = (row.name.clone(), row.title.clone());
            if you.name != name {
                rows.push(RowChange::Name(id.clone(), name));
            }
            if you.title != title {
                rows.push(RowChange::PersonTitle(id.clone(), title));
            }
        }
    }
    let is_known = known.is_some();
    let person = (id, row.name.clone());
    let decide = move |session: &Session| {
        // Whoever has come in by a link meanwhile keeps the place that they have.
        let has_place = session.people.contains_key(&person.0);
        let belongs = (is_known && !has_place).then(|| belongs.clone());
        let events = if has_place {
            Vec::new()
        } else {
            session.admit(person.0.clone(), member.clone())?
        };
        Ok(Decided {
            events,
            rows: rows.iter().cloned().chain(belongs).collect(),
            name: Some(person.clone()),
        })
    };
    let session = app.sessions.session(&row.session).await?;
    session.change(by.cloned(), decide).await?;
    if let Some(you) = known.filter(|you| you.name != row.name) {
        rename_elsewhere(app, &you, Some(&row.session), &row.name).await?;
    }
    Ok(())
}
