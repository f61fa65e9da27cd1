//! Sessions: which one belongs to, what they hold, and new ones.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::api::{
    ListedInvitation, ListedSession, ListedTable, NewDelegation, NewSession, NewTable, Renamed,
    SessionDetails,
};
use shared::features::delegations::{Delegation, DelegationCommand, check_delegation};
use shared::features::people::{Participant, Role};
use shared::features::titles::TitleCommand;
use shared::ids::{DelegationId, SessionId, TableId};
use shared::limits;
use shared::names::clean;
use shared::refusal::{Noun, Refusal};
use shared::table::{Command, RoundTable};

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::secret::FreshId as _;
use crate::auth::{invitation, join};
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Asked, Named, Reads};
use crate::sessions::convene::{self, Convening};
use crate::store::{InvitationRow, SessionRow};
use crate::tables::handle::TableHandle;

/// `GET /api/sessions`: those somebody facilitates or takes part in, newest first.
pub async fn list(
    State(app): State<App>,
    someone: Someone,
) -> Result<Json<Vec<ListedSession>>, Problem> {
    let mut listed = Vec::new();
    for session in app.store.sessions_of(&someone.id).await? {
        if let Some(membership) = someone.membership(Some(&session.id)) {
            let tables = app.tables(&session).await?;
            listed.push(as_listed(session, &tables, membership));
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
    let convener = Participant {
        id: someone.id.clone(),
        name: someone.name.clone(),
        role: Role::Facilitator,
        delegation: None,
    };
    let new = convening
        .begin(id.clone(), now(), Some(&convener))
        .map_err(|error| {
            tracing::error!(%error, "a session cannot be written down");
            Problem::Internal
        })?;
    let facilitator = Membership {
        session: Some(id.clone()),
        role: Role::Facilitator,
        delegation: None,
        invitation,
    };
    // The membership first: one without a session is harmless, a session without one is lost.
    app.store
        .add_membership(someone.id.clone(), facilitator.to_store())
        .await?;
    app.store.create_session(new).await?;
    someone.memberships.push(facilitator);
    let session = app.session(&id).await?;
    Ok((
        StatusCode::CREATED,
        Json(details(&app, session, &someone).await?),
    ))
}

/// `POST /api/sessions/{session}/delegations`: gives a delegation a seat at some tables, or at every one. Asking
/// again, after a failure or for other tables, seats it where it has none yet.
pub async fn seat(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<NewDelegation>,
) -> Result<(StatusCode, Json<Delegation>), Problem> {
    let session = app.session(&id).await?;
    someone.facilitates(&id)?;
    let tables = app.tables(&session).await?;
    let wanted = |table: &TableId| asked.tables.is_empty() || asked.tables.contains(table);
    if !asked
        .tables
        .iter()
        .all(|table| session.tables.contains(table))
    {
        return Err(Problem::NotFound);
    }
    let delegation = half_seated(&tables, &asked, wanted);
    let delegation = match delegation {
        Some(delegation) => delegation,
        None => convene::delegation(&asked, seated(&tables).len())?,
    };
    // In the whole session, not only where it will sit: its links are told apart by its names.
    let others: Vec<_> = seated(&tables)
        .into_iter()
        .filter(|other| other.id != delegation.id)
        .collect();
    check_delegation(&others, &delegation)?;
    for table in tables.iter().filter(|table| wanted(&table.id)) {
        table.seat(delegation.clone())?;
    }
    for table in session.tables.iter().filter(|table| wanted(table)) {
        let seat = |handle: TableHandle| {
            let delegation = delegation.clone();
            async move { handle.seat_delegation(delegation).await }
        };
        app.at_table(table, seat).await?;
    }
    Ok((StatusCode::CREATED, Json(delegation)))
}

/// `POST /api/sessions/{session}/tables`: one table more, with delegations and questions of its own. Everybody of the
/// session who may sit at it is let in.
pub async fn add_table(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<NewTable>,
) -> Result<(StatusCode, Json<ListedTable>), Problem> {
    let session = app.session(&id).await?;
    someone.facilitates(&id)?;
    if session.tables.len() >= convene::TABLES {
        let most = convene::TABLES;
        return Err(Problem::TooManyTables { most });
    }
    let tables = app.tables(&session).await?;
    let like = tables.first().ok_or(Problem::Damaged)?;
    let is_called =
        |table: &RoundTable| table.name.to_lowercase() == clean(&asked.name).to_lowercase();
    if tables.iter().any(is_called) {
        let name = clean(&asked.name);
        return Err(Problem::DuplicateTable { name });
    }
    let known = seated(&tables);
    let is_there = |id: &DelegationId| known.iter().any(|delegation| &delegation.id == id);
    if !asked.delegations.iter().all(is_there) {
        let what = Noun::Delegation;
        return Err(Refusal::Unknown { what }.into());
    }
    let sit = known
        .into_iter()
        .filter(|delegation| asked.delegations.contains(&delegation.id));
    let facilitator = someone.at(&id)?;
    let by = (&facilitator, now());
    let (table, new) =
        convene::another_table(like, &asked.name, sit.collect(), asked.questions, by)?;
    app.store.add_table(id.clone(), new).await?;
    join::let_everybody_in(&app, &id, &table).await?;
    let added = app.table(&table).await?;
    Ok((StatusCode::CREATED, Json(listed(&added))))
}

/// `PATCH /api/sessions/{session}`: gives the session another title, which is said at all of its tables.
pub async fn retitle(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<Renamed>,
) -> Result<StatusCode, Problem> {
    let session = app.session(&id).await?;
    someone.facilitates(&id)?;
    let title = convene::fit(&asked.name, Noun::Title, limits::TITLE)?;
    let command = TitleCommand::ReviseTitle {
        title: title.clone(),
    };
    ask_everywhere(&app, &someone, &session.tables, &command.into()).await?;
    app.store.retitle(id, title).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PATCH /api/sessions/{session}/tables/{table}`: calls a table something else.
pub async fn rename_table(
    State(app): State<App>,
    someone: Someone,
    Named((id, table)): Named<(SessionId, TableId)>,
    Asked(asked): Asked<Renamed>,
) -> Result<StatusCode, Problem> {
    let session = app.session(&id).await?;
    someone.facilitates(&id)?;
    if !session.tables.contains(&table) {
        return Err(Problem::NotFound);
    }
    let name = convene::fit(&asked.name, Noun::Name, limits::NAME)?;
    let tables = app.tables(&session).await?;
    let is_taken =
        |other: &RoundTable| other.id != table && other.name.to_lowercase() == name.to_lowercase();
    if tables.iter().any(is_taken) {
        return Err(Problem::DuplicateTable { name });
    }
    let command = TitleCommand::RenameTable { name };
    ask_everywhere(&app, &someone, &[table], &command.into()).await?;
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
    let session = app.session(&id).await?;
    someone.facilitates(&id)?;
    let tables = app.tables(&session).await?;
    let known = seated(&tables);
    let now = known.iter().find(|known| known.id == delegation);
    let revised = Delegation {
        id: delegation.clone(),
        colour: asked.colour.unwrap_or(now.ok_or(Problem::NotFound)?.colour),
        ..convene::delegation(&asked, 0)?
    };
    // Nowhere before it is clear that it can be so everywhere: names are told apart in the whole session.
    let others: Vec<_> = known.into_iter().filter(|d| d.id != delegation).collect();
    check_delegation(&others, &revised)?;
    let sits = |table: &&RoundTable| table.delegation(&delegation).is_some();
    let where_it_sits: Vec<_> = tables.iter().filter(sits).map(|t| t.id.clone()).collect();
    let command = DelegationCommand::ReviseDelegation {
        delegation: revised.clone(),
    };
    ask_everywhere(&app, &someone, &where_it_sits, &command.into()).await?;
    Ok(Json(revised))
}

/// Asks the same at several tables. A table that is closed stays as it is: what was signed off does not change. Asking again
/// after a failure finishes what was begun.
async fn ask_everywhere(
    app: &App,
    someone: &Someone,
    tables: &[TableId],
    command: &Command,
) -> Result<(), Problem> {
    let mut refused = Vec::new();
    for table in tables {
        let ask = |handle: TableHandle| {
            let (who, command) = (someone.id.clone(), command.clone());
            async move { handle.ask(who, command).await }
        };
        match app.at_table(table, ask).await {
            Err(Problem::Refused(refusal @ Refusal::WrongPhase { .. })) => refused.push(refusal),
            // One whose log is damaged must not keep the others from what they are called.
            Err(Problem::Damaged) => {}
            done => done?,
        }
    }
    match refused.pop() {
        // There was nothing but closed tables.
        Some(refusal) if refused.len() + 1 == tables.len() => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// The delegation by these names, if it has a seat at other tables than those where it is wanted.
fn half_seated(
    tables: &[RoundTable],
    asked: &NewDelegation,
    wanted: impl Fn(&TableId) -> bool,
) -> Option<Delegation> {
    let found = seated(tables).into_iter().find(|delegation| {
        delegation.name == asked.name.trim() && delegation.short == asked.short.trim()
    })?;
    let lacks = |table: &RoundTable| wanted(&table.id) && table.delegation(&found.id).is_none();
    tables.iter().any(lacks).then_some(found)
}

/// Every delegation with a seat at some of the tables.
pub fn seated(tables: &[RoundTable]) -> Vec<Delegation> {
    let mut seated = Vec::<Delegation>::new();
    for delegation in tables.iter().flat_map(|table| &table.delegations) {
        if seated.iter().all(|other| other.id != delegation.id) {
            seated.push(delegation.clone());
        }
    }
    seated
}

async fn details(
    app: &App,
    session: SessionRow,
    someone: &Someone,
) -> Result<SessionDetails, Problem> {
    let membership = someone
        .membership(Some(&session.id))
        .ok_or(Problem::NotAMember)?;
    let invitations = match someone.facilitates(&session.id) {
        Ok(_) => app.store.invitations_of(&session.id).await?,
        Err(_) => Vec::new(),
    };
    let tables = app.tables(&session).await?;
    Ok(SessionDetails {
        delegations: seated(&tables),
        session: as_listed(session, &tables, membership),
        invitations: invitations
            .into_iter()
            .map(as_listed_invitation)
            .collect::<Result<_, _>>()?,
    })
}

fn as_listed(session: SessionRow, tables: &[RoundTable], membership: &Membership) -> ListedSession {
    let delegation = membership.delegation.as_ref();
    ListedSession {
        id: session.id,
        title: session.title,
        created: session.created_at,
        role: membership.role,
        delegation: delegation.and_then(|id| tables.iter().find_map(|t| t.delegation(id)).cloned()),
        tables: tables.iter().map(listed).collect(),
    }
}

fn listed(table: &RoundTable) -> ListedTable {
    ListedTable {
        id: table.id.clone(),
        name: table.name.clone(),
        phase: table.agenda.phase,
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
    })
}
