//! Sessions: which one belongs to, what they hold, and new ones.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::api::{
    ListedInvitation, ListedSession, ListedTable, NewDelegation, NewSession, SessionDetails,
};
use shared::features::delegations::Delegation;
use shared::features::people::{Participant, Role};
use shared::ids::SessionId;
use shared::table::RoundTable;

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::invitation;
use crate::auth::secret::FreshId as _;
use crate::clock::now;
use crate::error::Problem;
use crate::http::extract::{Asked, Named};
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
    Asked(asked): Asked<NewSession>,
) -> Result<(StatusCode, Json<SessionDetails>), Problem> {
    let invitation = someone.may_convene()?.invitation.clone();
    let convening = Convening::check(asked, &app.words)?;
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

/// `POST /api/sessions/{session}/delegations`: gives a delegation a seat at every table. Asking
/// again after a failure seats it where it has none yet.
pub async fn seat(
    State(app): State<App>,
    someone: Someone,
    Named(id): Named<SessionId>,
    Asked(asked): Asked<NewDelegation>,
) -> Result<(StatusCode, Json<Delegation>), Problem> {
    let session = app.session(&id).await?;
    someone.facilitates(&id)?;
    let tables = app.tables(&session).await?;
    let delegation = half_seated(&tables, &asked);
    let delegation = match delegation {
        Some(delegation) => delegation,
        None => convene::delegation(&asked, seated(&tables).len())?,
    };
    for table in &tables {
        table.seat(delegation.clone())?;
    }
    for table in &session.tables {
        let errand = |handle: TableHandle| {
            let delegation = delegation.clone();
            async move { handle.seat_delegation(delegation).await }
        };
        app.at_table(table, errand).await?;
    }
    Ok((StatusCode::CREATED, Json(delegation)))
}

/// The delegation by these names, if an earlier request seated it at some of the tables only.
fn half_seated(tables: &[RoundTable], asked: &NewDelegation) -> Option<Delegation> {
    let found = seated(tables).into_iter().find(|delegation| {
        delegation.name == asked.name.trim() && delegation.short == asked.short.trim()
    })?;
    let lacks = |table: &RoundTable| table.delegation(&found.id).is_none();
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
    let listed = |table: &RoundTable| ListedTable {
        id: table.id.clone(),
        name: table.name.clone(),
        phase: table.agenda.phase,
    };
    ListedSession {
        id: session.id,
        title: session.title,
        created: session.created_at,
        role: membership.role,
        delegation: delegation.and_then(|id| tables.iter().find_map(|t| t.delegation(id)).cloned()),
        tables: tables.iter().map(listed).collect(),
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
