//! The reception: looks at invitations, knows who came before, and shows people to their tables.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use shared::api::{DelegationName, Joined, Peeked, SessionName, You};
use shared::features::delegations::Delegation;
use shared::features::people::Participant;
use shared::ids::{DelegationId, ParticipantId, SessionId, TableId};
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::RoundTable;

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::invitation::{self, Invitation, Purpose};
use crate::auth::secret::{FreshId as _, Secret};
use crate::clock::now;
use crate::error::Problem;
use crate::sessions::convene::fit;
use crate::store::{NewParticipant, SessionRow};
use crate::tables::handle::{Export, RequestError, TableHandle};
use crate::tables::registry::OpenError;
use crate::tables::state::StateError;

/// How many tables are asked at a time.
const AT_ONCE: usize = 32;

/// Somebody who came in.
pub struct Arrival {
    /// Who they are and where they may go.
    pub joined: Joined,
    /// The token for their cookie, if they have none yet that names them.
    pub token: Option<Secret>,
}

/// What an invitation is for, told before it is used.
pub async fn peek(app: &App, you: Option<Someone>, secret: &Secret) -> Result<Peeked, Problem> {
    let Invitation { purpose, .. } = invitation::find(&app.store, secret).await?;
    let another = you.as_ref().is_some_and(|you| is_another(you, &purpose));
    let session = match &purpose.session {
        Some(id) => Some(app.session(id).await?),
        None => None,
    };
    let delegation = match (&session, &purpose.delegation) {
        (Some(session), Some(id)) => Some(app.delegation(session, id).await?),
        _ => None,
    };
    Ok(Peeked {
        role: purpose.role,
        session: session.map(|session| SessionName {
            id: session.id,
            title: session.title,
        }),
        delegation: delegation.map(
            |Delegation {
                 name,
                 short,
                 colour,
                 ..
             }| DelegationName {
                name,
                short,
                colour,
            },
        ),
        you: you.map(|you| You { name: you.name }),
        another,
    })
}

/// Exchanges an invitation for a place. What it means is written down before any table hears of it,
/// so that asking again after a failure finishes what was begun.
pub async fn join(
    app: &App,
    you: Option<Someone>,
    secret: &Secret,
    name: &str,
) -> Result<Arrival, Problem> {
    let invitation = invitation::find(&app.store, secret).await?;
    let name = fit(name, Noun::Name, limits::NAME)?;
    let known = you.filter(|you| !is_another(you, &invitation.purpose));
    let (someone, token) = if let Some(you) = known {
        (come_back(app, you, &invitation, name).await?, None)
    } else {
        let (someone, token) = come_first(app, &invitation, name).await?;
        (someone, Some(token))
    };
    let Purpose {
        session,
        role,
        delegation,
    } = invitation.purpose;
    let tables = match &session {
        Some(session) => show_to_tables(app, &someone, session).await?,
        None => Vec::new(),
    };
    let joined = Joined {
        participant: someone.id,
        role,
        delegation,
        session,
        tables,
    };
    Ok(Arrival { joined, token })
}

/// Whether this person is somebody else in the session than the invitation would make them.
fn is_another(you: &Someone, purpose: &Purpose) -> bool {
    you.membership(purpose.session.as_ref())
        .is_some_and(|membership| {
            (membership.role, &membership.delegation) != (purpose.role, &purpose.delegation)
        })
}

fn membership(invitation: &Invitation) -> Membership {
    Membership {
        session: invitation.purpose.session.clone(),
        role: invitation.purpose.role,
        delegation: invitation.purpose.delegation.clone(),
        invitation: invitation.id.clone(),
    }
}

async fn come_first(
    app: &App,
    invitation: &Invitation,
    name: String,
) -> Result<(Someone, Secret), Problem> {
    let token = Secret::of_cookie();
    let first = membership(invitation);
    let new = NewParticipant {
        id: ParticipantId::fresh(),
        name: name.clone(),
        token_hash: token.hash(),
        at: now(),
        first: first.to_store(),
    };
    let id = new.id.clone();
    app.store.add_participant(new).await?;
    Ok((
        Someone {
            id,
            name,
            memberships: vec![first],
        },
        token,
    ))
}

async fn come_back(
    app: &App,
    mut you: Someone,
    invitation: &Invitation,
    name: String,
) -> Result<Someone, Problem> {
    let session = invitation.purpose.session.as_ref();
    if you.membership(session).is_none() {
        let new = membership(invitation);
        app.store
            .add_membership(you.id.clone(), new.to_store())
            .await?;
        you.memberships.push(new);
    }
    if you.name != name {
        app.store
            .rename_participant(you.id.clone(), name.clone())
            .await?;
        you.name = name;
        let elsewhere = you
            .memberships
            .iter()
            .filter_map(|membership| membership.session.clone());
        for other in elsewhere
            .filter(|other| Some(other) != session)
            .collect::<Vec<_>>()
        {
            show_to_tables(app, &you, &other).await?;
        }
    }
    Ok(you)
}

/// Takes somebody's place in a session away, wherever they sit now. What they wrote stays. A link that
/// is still good lets them in again: it must be taken back first.
pub async fn remove(
    app: &App,
    session: &SessionId,
    participant: &ParticipantId,
) -> Result<(), Problem> {
    let tables = app.session(session).await?.tables;
    app.store
        .remove_membership(participant.clone(), session.clone())
        .await?;
    for table in tables
        .iter()
        .filter_map(|table| app.tables.open_table(table))
    {
        match table.dismiss(participant.clone()).await {
            // A table that has just closed has sent everybody away.
            Ok(()) | Err(RequestError::Gone) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Lets somebody in at every table of the session at which they may sit, and says which these are.
async fn show_to_tables(
    app: &App,
    someone: &Someone,
    session: &SessionId,
) -> Result<Vec<TableId>, Problem> {
    let participant = someone.at(session)?;
    let tables = app.session(session).await?.tables;
    let shown = tables
        .into_iter()
        .map(|table| show_to_table(app.clone(), table, participant.clone()));
    let seats: Vec<_> = stream::iter(shown).buffered(AT_ONCE).try_collect().await?;
    Ok(seats.into_iter().flatten().collect())
}

/// Lets everybody of a session in at a table that is new, if they may sit at it.
pub async fn let_everybody_in(
    app: &App,
    session: &SessionId,
    table: &TableId,
) -> Result<(), Problem> {
    for (person, stored) in app.store.participants_of(session).await? {
        let membership = Membership::stored(stored)?;
        let participant = Participant {
            id: person.id,
            name: person.name,
            role: membership.role,
            delegation: membership.delegation,
        };
        show_to_table(app.clone(), table.clone(), participant).await?;
    }
    Ok(())
}

async fn show_to_table(
    app: App,
    table: TableId,
    participant: Participant,
) -> Result<Option<TableId>, Problem> {
    let admitted = app.at_table(&table, |handle| {
        let participant = participant.clone();
        async move { handle.admit(participant).await }
    });
    match admitted.await {
        Ok(()) => Ok(Some(table)),
        // Their delegation has no seat at this one; or its log is damaged, which must not keep
        // people from the other tables.
        Err(
            Problem::Refused(Refusal::Unknown {
                what: Noun::Delegation,
            })
            | Problem::Damaged,
        ) => Ok(None),
        Err(problem) => Err(problem),
    }
}

impl App {
    /// The session by that id.
    pub async fn session(&self, id: &SessionId) -> Result<SessionRow, Problem> {
        self.store.session(id).await?.ok_or(Problem::NotFound)
    }

    /// Does something at an open table; once more if the table closed in the meantime.
    pub async fn at_table<T, Doing>(
        &self,
        table: &TableId,
        ask: impl Fn(TableHandle) -> Doing,
    ) -> Result<T, Problem>
    where
        Doing: Future<Output = Result<T, RequestError>>,
    {
        match ask(self.tables.table(table).await?).await {
            Err(RequestError::Gone) => Ok(ask(self.tables.table(table).await?).await?),
            done => Ok(done?),
        }
    }

    /// The table as it is committed, open votes included: filter before showing.
    pub async fn export(&self, table: &TableId) -> Result<Export, Problem> {
        self.at_table(table, |handle| async move { handle.export().await })
            .await
    }

    /// The same without its prose.
    pub async fn table(&self, table: &TableId) -> Result<RoundTable, Problem> {
        self.at_table(table, |handle| async move { handle.table().await })
            .await
    }

    /// The tables of a session, in order, without those whose log is damaged.
    pub async fn tables(&self, session: &SessionRow) -> Result<Vec<RoundTable>, Problem> {
        let read = |table: TableId| {
            let app = self.clone();
            async move {
                match app.table(&table).await {
                    Ok(table) => Ok(Some(table)),
                    Err(Problem::Damaged) => Ok(None),
                    Err(problem) => Err(problem),
                }
            }
        };
        let read = session.tables.clone().into_iter().map(read);
        let tables: Vec<_> = stream::iter(read).buffered(AT_ONCE).try_collect().await?;
        Ok(tables.into_iter().flatten().collect())
    }

    /// A delegation of the session, wherever it sits.
    pub async fn delegation(
        &self,
        session: &SessionRow,
        id: &DelegationId,
    ) -> Result<Delegation, Problem> {
        for table in &session.tables {
            if let Some(delegation) = self.table(table).await?.delegation(id) {
                return Ok(delegation.clone());
            }
        }
        Err(Problem::InvitationUnfit)
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Refused(refusal) => Self::Refused(refusal),
            RequestError::NotSaved => Self::NotSaved,
            RequestError::Gone => Self::Stopping,
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::State(StateError::NotFound(_)) => Self::NotFound,
            OpenError::State(StateError::Store(error)) => error.into(),
            OpenError::State(error @ StateError::Damaged { .. }) => {
                tracing::error!(%error, "a table cannot be opened");
                Self::Damaged
            }
            OpenError::Closing => Self::Stopping,
        }
    }
}
