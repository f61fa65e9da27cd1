//! Knocking: whoever has the code gives a name and a delegation, and waits. Their browser gets its cookie at once, of a token that
//! names nobody; when they are let in, it names them. So they come in by waiting, on a page that may be loaded anew, at a server
//! that may have been restarted.

use shared::api::{DelegationName, Joined, SessionName, You};
use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::ids::{DelegationId, InvitationId, KnockId, ParticipantId, SessionId};
use shared::joining::{CodePeeked, KnockAnswer, MyKnock};
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::session::{Member, Session};

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::join::rename_elsewhere;
use crate::auth::roster::likeness;
use crate::auth::secret::{FreshId as _, Secret};
use crate::clock::now;
use crate::error::Problem;
use crate::sessions::convene::fit;
use crate::sessions::registry::Decided;
use crate::store::{
    CodeRow, KnockRow, KnockState, NewParticipant, RosterRow, RowChange, StoreError,
};

/// How many characters a person may be told who is not let in.
const WORD: usize = limits::REASON;

/// What a right code tells.
pub async fn peek(app: &App, you: Option<Someone>, code: &CodeRow) -> Result<CodePeeked, Problem> {
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
        you: you.map(|you| You { name: you.name }),
        belongs,
    })
}

/// Knocks with a right code. Whoever is expected is let in at once. The token is for their cookie, if they have none yet that is
/// known here: one that a browser brings along from elsewhere would be known there, too.
pub async fn knock(
    app: &App,
    token: Option<Secret>,
    code: &CodeRow,
    said: (&str, Option<DelegationId>),
) -> Result<(MyKnock, Option<Secret>), Problem> {
    let (name, delegation) = said;
    let name = fit(name, Noun::Name, limits::NAME)?;
    let state = app.sessions.session(&code.session).await?.state();
    if let Some(delegation) = &delegation {
        let found = state.session.delegation(delegation);
        let what = Noun::Delegation;
        found.ok_or(Refusal::Unknown { what })?;
    }
    let known = known(app, token).await?;
    if let Some(Known(_, Some(you))) = &known
        && you.membership(Some(&code.session)).is_some()
    {
        return Err(Problem::AlreadyIn);
    }
    let (token, is_new) = match known {
        Some(Known(token, _)) => (token, false),
        None => (Secret::of_cookie(), true),
    };
    let row = KnockRow {
        id: KnockId::fresh(),
        session: code.session.clone(),
        name,
        delegation,
        token_hash: token.hash(),
        at: now(),
        state: KnockState::Waiting,
        word: String::new(),
        participant: None,
        by_roster: false,
    };
    let knocks = vec![RowChange::Knock(row.clone())];
    match app.store.change_rows(knocks).await {
        Err(StoreError::Missing) => return Err(Problem::DoorFull),
        done => done?,
    }
    let_in_by_roster(app, &row, &code.invitation).await?;
    let mine = mine(app, Some(&token)).await?;
    let mine = mine.ok_or(Problem::Internal)?;
    Ok((mine, is_new.then_some(token)))
}

/// A token by which somebody is known here, or has knocked.
struct Known(Secret, Option<Someone>);

async fn known(app: &App, token: Option<Secret>) -> Result<Option<Known>, Problem> {
    let Some(token) = token else { return Ok(None) };
    let hash = token.hash();
    if let Some(known) = app.store.participant_by_token(&hash).await? {
        return Ok(Some(Known(token, Some(Someone::known(known)?))));
    }
    let knock = app.store.knock_by_token(&hash).await?;
    Ok(knock.map(|_| Known(token, None)))
}

/// What became of the last knock of whoever has this cookie; nothing if they never knocked, or are not there any more.
pub async fn mine(app: &App, token: Option<&Secret>) -> Result<Option<MyKnock>, Problem> {
    let Some(token) = token else { return Ok(None) };
    let Some(row) = app.store.knock_by_token(&token.hash()).await? else {
        return Ok(None);
    };
    let session = app.session(&row.session).await?;
    let state = app.sessions.session(&session.id).await?.state();
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
    let row = app.store.knock_by_token(&token.hash()).await?;
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
    for row in app.store.knocks_at(session, state, limits::KNOCKS).await? {
        let_in_by_roster(app, &row, invitation).await?;
    }
    Ok(())
}

/// Lets somebody in by a line of the roster that nobody has used, if there is one with their name and their delegation.
async fn let_in_by_roster(
    app: &App,
    row: &KnockRow,
    invitation: &InvitationId,
) -> Result<(), Problem> {
    let like = likeness(&row.name);
    for line in app.store.expected_like(&row.session, &like).await? {
        if !is_expected(row, &line) {
            continue;
        }
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
            Ok(()) | Err(Problem::Refused(_)) => return Ok(()),
            Err(problem) => return Err(problem),
        }
    }
    Ok(())
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
    // Whoever has come in by a link meanwhile keeps the place that they have.
    let has_place = known
        .as_ref()
        .and_then(|you| you.membership(Some(&row.session)))
        .cloned();
    let id = known
        .as_ref()
        .map_or_else(ParticipantId::fresh, |you| you.id.clone());
    // First, since it is what fails if anybody was quicker.
    let mut rows = vec![RowChange::KnockAdmitted {
        knock: row.id.clone(),
        participant: id.clone(),
        at,
        line,
    }];
    match &known {
        None => rows.push(RowChange::Newcomer(NewParticipant {
            id: id.clone(),
            name: row.name.clone(),
            token_hash: row.token_hash,
            at,
            first: membership.to_store(),
        })),
        Some(you) => {
            if has_place.is_none() {
                rows.push(RowChange::Membership(id.clone(), membership.to_store()));
            }
            if you.name != row.name {
                rows.push(RowChange::Name(id.clone(), row.name.clone()));
            }
        }
    }
    let person = (id, row.name.clone());
    let decide = move |session: &Session| {
        let events = match has_place {
            Some(_) => Vec::new(),
            None => session.admit(person.0.clone(), member.clone())?,
        };
        Ok(Decided {
            events,
            rows: rows.clone(),
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
