//! Sessions: which one belongs to, what they hold, and new ones.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::api::{
    AnotherSeat, ListedInvitation, ListedSession, ListedTable, NewDelegation, NewSession, NewTable,
    Renamed, SessionDetails,
};
use shared::features::agenda::AgendaPoint;
use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::ids::{DelegationId, SessionId, TableId};
use shared::limits;
use shared::names::clean;
use shared::refusal::Noun;
use shared::session::{Session, SessionCommand};
use shared::table::RoundTable;
use std::collections::BTreeSet;

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::invitation;
use crate::auth::secret::FreshId as _;
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Asked, Named, Reads};
use crate::sessions::convene::{self, Convening};
use crate::sessions::facilitate::facilitate;
use crate::sessions::registry::Decided;
use crate::store::{InvitationRow, RowChange, SessionRow};

/// `GET /api/sessions`: those somebody facilitates or takes part in, newest first.
pub async fn list(
    State(app): State<App>,
    someone: Someone,
) -> Result<Json<Vec<ListedSession>>, Problem> {
    let mut listed = Vec::new();
    for session in app.store.sessions_of(&someone.id).await? {
        if let Some(membership) = someone.membership(Some(&session.id)) {
            listed.push(as_listed(&app, session, membership).await?);
        }
    }
    Ok(Json(listed))
}

/// `GET /api/sessions/{session}`: one that somebody belongs to.
pub async fn show(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
) -> Result<Json<SessionDetails>, Problem> {
    let session = app.session(&id).await?;
    details(&app, session, &someone).await.map(Json)
}

/// `POST /api/sessions`: convenes one; whoever does becomes its facilitator.
pub async fn convene(
    State(app): State<App>,
    mut someone: Someone,
    Reads(language): Reads,
    Asked(asked): Asked<NewSession>,
) -> Result<(StatusCode, Json<SessionDetails>), Problem> {
    let invitation = someone.may_convene()?.invitation.clone();
    let convening = Convening::check(asked, app.words(language))?;
    let id = SessionId::fresh();
    let facilitator = Membership {
        session: Some(id.clone()),
        role: Role::Facilitator,
        delegation: None,
        invitation,
    };
    let convener = (someone.id.clone(), facilitator.to_store());
    let new = convening.begin(id.clone(), now(), Some(convener));
    let new = new.map_err(|error| {
        tracing::error!(%error, "a session cannot be written down");
        Problem::Internal
    })?;
    app.store.create_session(new).await?;
    someone.memberships.push(facilitator);
    let session = app.session(&id).await?;
    Ok((
        StatusCode::CREATED,
        Json(details(&app, session, &someone).await?),
    ))
}

/// `POST /api/sessions/{session}/delegations`: gives a delegation a seat at some tables, or at every one. Asking
/// again, for other tables, seats it where it has none yet.
pub async fn seat(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<NewDelegation>,
) -> Result<(StatusCode, Json<Delegation>), Problem> {
    let (name, short) = (clean(&asked.name), clean(&asked.short));
    let is_it = move |it: &&Delegation| (&it.name, &it.short) == (&name, &short);
    let found = is_it.clone();
    let command = move |session: &Session| {
        let tables = asked.tables.clone();
        let known = tables.iter().map(|table| session.table(table));
        let known: Option<Vec<_>> = known.collect();
        let mut wanted = known.ok_or(Problem::NotFound)?;
        if wanted.is_empty() {
            wanted.extend(&session.tables);
        }
        let there = session.delegations.iter().find(&found);
        let lacks = |it: &&Delegation| wanted.iter().any(|table| !table.seats(&it.id));
        if let Some(it) = there.filter(lacks) {
            let delegation = it.id.clone();
            return Ok(SessionCommand::PlaceDelegation { delegation, tables });
        }
        let delegation = convene::delegation(&asked, session.delegations.len())?;
        Ok(SessionCommand::AddDelegation { delegation, tables })
    };
    let state = facilitate(&app, &someone, &id, command).await?;
    let seated = state.session.delegations.iter().find(is_it);
    let seated = seated.ok_or(Problem::Internal)?;
    Ok((StatusCode::CREATED, Json(seated.clone())))
}

/// `POST /api/sessions/{session}/delegations/{delegation}/tables`: lets a delegation that is there sit at one table more.
pub async fn place_delegation(
    State(app): State<App>,
    someone: Someone,
    Named((id, delegation)): Named<(SessionId, DelegationId)>,
    Asked(AnotherSeat { table }): Asked<AnotherSeat>,
) -> Result<StatusCode, Problem> {
    let command = move |session: &Session| {
        session.delegation(&delegation).ok_or(Problem::NotFound)?;
        session.table(&table).ok_or(Problem::NotFound)?;
        Ok(SessionCommand::PlaceDelegation {
            delegation: delegation.clone(),
            tables: vec![table.clone()],
        })
    };
    facilitate(&app, &someone, &id, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/sessions/{session}/tables`: one table more, with delegations and questions of its own. Everybody of the
/// session who may sit at it is let in.
pub async fn add_table(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Reads(language): Reads,
    Asked(asked): Asked<NewTable>,
) -> Result<(StatusCode, Json<ListedTable>), Problem> {
    let row = app.session(&id).await?;
    someone.facilitates(&id)?;
    let like = app.tables(&row).await?.into_iter().next();
    let like = like.ok_or(Problem::Damaged)?;
    let new = TableId::fresh();
    let (table, by, house) = (new.clone(), someone.id.clone(), app.clone());
    let decide = move |session: &Session| {
        let name = convene::fit(&asked.name, Noun::Name, limits::NAME)?;
        let sit = among(session, &asked.delegations);
        let add = SessionCommand::AddTable {
            table: table.clone(),
            name: name.clone(),
            delegations: asked.delegations.clone(),
        };
        let events = session.decide(&by, add, &BTreeSet::new())?;
        let called = (table.clone(), name);
        let questions = asked.questions.clone();
        let by = (by.clone(), house.words(language));
        let new = convene::another_table(&like, called, sit, questions, by)?;
        Ok(Decided {
            rows: vec![RowChange::Table(session.id.clone(), new)],
            ..events.into()
        })
    };
    let session = app.sessions.session(&id).await?;
    let state = session.change(Some(someone.id), decide).await?;
    let added = app.table(&new).await?;
    Ok((
        StatusCode::CREATED,
        Json(listed(&state.session, &added, Role::Facilitator)),
    ))
}

/// `PATCH /api/sessions/{session}`: gives the session another title, which is said at all of its tables.
pub async fn retitle(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<Renamed>,
) -> Result<StatusCode, Problem> {
    let command = move |_: &Session| {
        let title = convene::fit(&asked.name, Noun::Title, limits::TITLE)?;
        Ok(SessionCommand::ReviseTitle { title })
    };
    facilitate(&app, &someone, &id, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PATCH /api/sessions/{session}/tables/{table}`: calls a table something else.
pub async fn rename_table(
    State(app): State<App>,
    someone: Someone,
    Named((id, table)): Named<(SessionId, TableId)>,
    Asked(asked): Asked<Renamed>,
) -> Result<StatusCode, Problem> {
    let command = move |session: &Session| {
        let name = convene::fit(&asked.name, Noun::Name, limits::NAME)?;
        let table = session.table(&table).ok_or(Problem::NotFound)?.id.clone();
        Ok(SessionCommand::RenameTable { table, name })
    };
    facilitate(&app, &someone, &id, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PATCH /api/sessions/{session}/delegations/{delegation}`: gives a delegation other names, or another colour, at every
/// table at which it sits.
pub async fn revise_delegation(
    State(app): State<App>,
    someone: Someone,
    Named((id, delegation)): Named<(SessionId, DelegationId)>,
    Asked(asked): Asked<NewDelegation>,
) -> Result<Json<Delegation>, Problem> {
    let revised = delegation.clone();
    let command = move |session: &Session| {
        let now = session.delegation(&revised).ok_or(Problem::NotFound)?;
        let delegation = Delegation {
            id: revised.clone(),
            colour: asked.colour.unwrap_or(now.colour),
            ..convene::delegation(&asked, 0)?
        };
        let delegation = Delegation {
            group: match asked.group {
                Some(_) => delegation.group,
                None => now.group.clone(),
            },
            ..delegation
        };
        Ok(SessionCommand::ReviseDelegation { delegation })
    };
    let state = facilitate(&app, &someone, &id, command).await?;
    let revised = state.session.delegation(&delegation);
    Ok(Json(revised.ok_or(Problem::Internal)?.clone()))
}

/// Those of the session's delegations, in its order.
fn among(session: &Session, ids: &[DelegationId]) -> Vec<Delegation> {
    let all = session.delegations.iter();
    all.filter(|one| ids.contains(&one.id)).cloned().collect()
}

async fn details(app: &App, row: SessionRow, someone: &Someone) -> Result<SessionDetails, Problem> {
    let membership = someone
        .membership(Some(&row.id))
        .ok_or(Problem::NotAMember)?;
    let invitations = match someone.facilitates(&row.id) {
        Ok(_) => app.store.invitations_of(&row.id).await?,
        Err(_) => Vec::new(),
    };
    let state = app.sessions.session(&row.id).await?.state();
    Ok(SessionDetails {
        delegations: state.session.delegations.clone(),
        session: as_listed(app, row, membership).await?,
        invitations: invitations
            .into_iter()
            .map(as_listed_invitation)
            .collect::<Result<_, _>>()?,
    })
}

async fn as_listed(
    app: &App,
    row: SessionRow,
    membership: &Membership,
) -> Result<ListedSession, Problem> {
    let tables = app.tables(&row).await?;
    let state = app.session_state(&row.id).await?;
    let session = state.as_ref().map(|state| &state.session);
    let delegation = session.zip(membership.delegation.as_ref());
    let listed = |table| session.map(|session| listed(session, table, membership.role));
    Ok(ListedSession {
        id: row.id,
        title: row.title,
        created: row.created_at,
        role: membership.role,
        delegation: delegation.and_then(|(session, id)| session.delegation(id).cloned()),
        tables: tables.iter().filter_map(listed).collect(),
    })
}

fn listed(session: &Session, table: &RoundTable, to: Role) -> ListedTable {
    let here = session.table(&table.id);
    // What it is at, those who are kept out are not told.
    let is_kept_out = here.is_some_and(|here| here.keeps_out(to));
    let at = if is_kept_out {
        AgendaPoint::Closed
    } else {
        table.agenda.at.clone()
    };
    ListedTable {
        id: table.id.clone(),
        name: table.name.clone(),
        item: table.agenda.title(&at),
        phase: at,
        delegations: here.map_or_else(Vec::new, |here| here.delegations.clone()),
        closed_to_observers: here.is_some_and(|here| here.closed_to_observers),
    }
}

fn as_listed_invitation(row: InvitationRow) -> Result<ListedInvitation, Problem> {
    Ok(ListedInvitation {
        role: invitation::role(&row)?,
        id: row.id,
        delegation: row.delegation,
        created: row.created_at,
        expires: row.expires_at,
        revoked: row.revoked_at,
        used: row.used,
        most: row.most,
    })
}
