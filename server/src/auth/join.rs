//! The reception: looks at invitations, knows who came before, and shows people to their tables.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use shared::api::{DelegationName, Joined, Peeked, SessionName};
use shared::features::delegations::Delegation;
use shared::ids::{DelegationId, ParticipantId, SessionId, TableId};
use shared::limits;
use shared::refusal::Noun;
use shared::session::{Member, Session};
use shared::table::RoundTable;
use std::sync::Arc;

use crate::App;
use crate::auth::identity::{Membership, Someone};
use crate::auth::invitation::{self, Invitation, Purpose};
use crate::auth::roster::came;
use crate::auth::secret::{FreshId as _, Secret};
use crate::clock::now;
use crate::error::Problem;
use crate::sessions::convene::{fit, fit_title};
use crate::sessions::registry::{Decided, LiveSession};
use crate::sessions::state::SessionState;
use crate::store::{KnockRow, KnockState, NewParticipant, RowChange, SessionRow, StoreError};
use crate::tables::handle::{Export, Gone, TableHandle};
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
    let invitation = invitation::find(&app.store, secret).await?;
    let another = you
        .as_ref()
        .is_some_and(|you| is_another(you, &invitation.purpose));
    let known = you.as_ref().filter(|_| !another);
    needs_use_left(&invitation, is_new(known, &invitation.purpose))?;
    let Invitation { purpose, .. } = invitation;
    let session = match &purpose.session {
        Some(id) => Some(app.session(id).await?),
        None => None,
    };
    let delegation = match (&session, &purpose.delegation) {
        (Some(session), Some(id)) => Some(app.delegation(&session.id, id).await?),
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
        you: you.map(Someone::you),
        another,
    })
}

/// Exchanges an invitation for a place. The session says from then on that they belong to it, and its tables follow.
/// Whoever waits at the door keeps the token by which they wait, and waits no more.
pub async fn join(
    app: &App,
    (you, token): (Option<Someone>, Option<Secret>),
    secret: &Secret,
    (name, title): (&str, Option<&str>),
) -> Result<Arrival, Problem> {
    let invitation = invitation::find(&app.store, secret).await?;
    let name = fit(name, Noun::Name, limits::NAME)?;
    let title = fit_title(title)?;
    let knocks = match &token {
        Some(token) => app.store.knock_by_token(&token.hash(), now()).await?,
        None => None,
    };
    // A token that names somebody else names nobody new.
    let is_free = you.is_none() && knocks.is_some();
    let token = token.filter(|_| is_free);
    let known = you.filter(|you| !is_another(you, &invitation.purpose));
    let takes_a_use = is_new(known.as_ref(), &invitation.purpose);
    needs_use_left(&invitation, takes_a_use)?;
    let (participant, mut rows, token) = if let Some(you) = &known {
        (
            you.id.clone(),
            coming_back(you, &invitation, (&name, title)),
            None,
        )
    } else {
        let (new, token) = newcomer(&invitation, (&name, title), token);
        (new.id.clone(), vec![RowChange::Newcomer(new)], Some(token))
    };
    if takes_a_use {
        // First, since it is what fails if somebody else took the last.
        rows.insert(0, RowChange::InvitationUsed(invitation.id.clone()));
    }
    if let Some(session) = &invitation.purpose.session {
        let waits = |row: &KnockRow| row.session == *session && row.state != KnockState::Admitted;
        let waits = knocks.filter(waits).filter(|_| is_free || known.is_some());
        rows.extend(waits.map(|row| RowChange::NoKnock(row.id)));
        let delegation = invitation.purpose.delegation.clone();
        rows.push(came(session, &participant, &name, delegation));
    }
    let Purpose {
        session,
        role,
        delegation,
    } = invitation.purpose;
    let member = Member { role, delegation };
    let tables = if let Some(session) = &session {
        let session = app.sessions.session(session).await?;
        let person = (participant.clone(), name.clone());
        let tables = match admit(&session, person, member.clone(), rows).await {
            Err(Problem::NotFound) => return Err(why_not_found(app, secret).await),
            tables => tables?,
        };
        app.undamaged(tables).await?
    } else {
        match app.store.change_rows(rows).await {
            Err(StoreError::Missing) => return Err(why_not_found(app, secret).await),
            done => done?,
        }
        Vec::new()
    };
    if let Some(you) = known.filter(|you| you.name != name) {
        rename_elsewhere(app, &you, session.as_ref(), &name).await?;
    }
    let joined = Joined {
        participant,
        role,
        delegation: member.delegation,
        session,
        tables,
    };
    Ok(Arrival { joined, token })
}

/// Lets somebody into the session, under that name, and says at which tables they may sit.
async fn admit(
    session: &LiveSession,
    person: (ParticipantId, String),
    member: Member,
    rows: Vec<RowChange>,
) -> Result<Vec<TableId>, Problem> {
    let wanted = member.clone();
    let decide = move |session: &Session| {
        Ok(Decided {
            events: session.admit(person.0.clone(), wanted.clone())?,
            rows: rows.clone(),
            name: Some(person.clone()),
        })
    };
    let state = session.change(None, decide).await?;
    let tables = state.session.tables_of(&member);
    Ok(tables.map(|table| table.id.clone()).collect())
}

/// Whether whoever comes has no place there yet: whoever has one comes back by the same link as often as they like.
fn is_new(known: Option<&Someone>, purpose: &Purpose) -> bool {
    known.is_none_or(|you| you.membership(purpose.session.as_ref()).is_none())
}

fn needs_use_left(invitation: &Invitation, takes_a_use: bool) -> Result<(), Problem> {
    match invitation.used_up {
        Some(most) if takes_a_use => Err(Problem::InvitationUsedUp { most }),
        _ => Ok(()),
    }
}

/// Something that was there a moment ago is not: the last use of an invitation, if it has none left.
async fn why_not_found(app: &App, secret: &Secret) -> Problem {
    match invitation::find(&app.store, secret).await {
        Ok(invitation) => needs_use_left(&invitation, true)
            .err()
            .unwrap_or(Problem::NotFound),
        Err(problem) => problem,
    }
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

fn newcomer(
    invitation: &Invitation,
    (name, title): (&str, Option<String>),
    token: Option<Secret>,
) -> (NewParticipant, Secret) {
    let token = token.unwrap_or_else(Secret::of_cookie);
    let new = NewParticipant {
        id: ParticipantId::fresh(),
        name: name.to_owned(),
        title: title.unwrap_or_default(),
        token_hash: token.hash(),
        at: now(),
        first: membership(invitation).to_store(),
    };
    (new, token)
}

/// What changes when somebody who is known comes again.
fn coming_back(
    you: &Someone,
    invitation: &Invitation,
    (name, title): (&str, Option<String>),
) -> Vec<RowChange> {
    let is_new = you
        .membership(invitation.purpose.session.as_ref())
        .is_none();
    let belongs = || RowChange::Membership(you.id.clone(), membership(invitation).to_store());
    let renamed = || RowChange::Name(you.id.clone(), name.to_owned());
    let belongs = is_new.then(belongs);
    let renamed = (you.name != name).then(renamed);
    let entitled = title.filter(|title| *title != you.title);
    let entitled = entitled.map(|title| RowChange::PersonTitle(you.id.clone(), title));
    belongs.into_iter().chain(renamed).chain(entitled).collect()
}

/// Tells the other sessions of somebody that they have another name.
pub async fn rename_elsewhere(
    app: &App,
    you: &Someone,
    here: Option<&SessionId>,
    name: &str,
) -> Result<(), Problem> {
    let sessions = you.memberships.iter();
    let sessions = sessions.filter_map(|membership| membership.session.as_ref());
    for session in sessions.filter(|session| Some(*session) != here) {
        let named = (you.id.clone(), name.to_owned());
        let decide = move |_: &Session| {
            Ok(Decided {
                name: Some(named.clone()),
                ..Decided::default()
            })
        };
        match app.sessions.session(session).await.map_err(Problem::from) {
            Ok(session) => drop(session.change(None, decide).await?),
            // One that is damaged, or could not be made once, must not keep people from the others.
            Err(Problem::Damaged | Problem::Newer | Problem::NotFound) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(())
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
        Doing: Future<Output = Result<T, Gone>>,
    {
        match ask(self.tables.table(table).await?).await {
            Ok(done) => Ok(done),
            Err(Gone) => Ok(ask(self.tables.table(table).await?).await?),
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
                    Err(Problem::Damaged | Problem::Newer) => Ok(None),
                    Err(problem) => Err(problem),
                }
            }
        };
        let read = session.tables.clone().into_iter().map(read);
        let tables: Vec<_> = stream::iter(read).buffered(AT_ONCE).try_collect().await?;
        Ok(tables.into_iter().flatten().collect())
    }

    /// Those of the tables that open: one whose log is damaged must not keep people from the others.
    pub async fn undamaged(&self, tables: Vec<TableId>) -> Result<Vec<TableId>, Problem> {
        let opens = |table: TableId| async move {
            match self.tables.table(&table).await.map_err(Problem::from) {
                Ok(_) => Ok(Some(table)),
                Err(Problem::Damaged | Problem::Newer) => Ok(None),
                Err(problem) => Err(problem),
            }
        };
        let opened = stream::iter(tables).map(opens).buffered(AT_ONCE);
        let opened: Vec<_> = opened.try_collect().await?;
        Ok(opened.into_iter().flatten().collect())
    }

    /// What a session is now; nothing if its log is damaged, which must not keep people from the others.
    pub async fn session_state(
        &self,
        id: &SessionId,
    ) -> Result<Option<Arc<SessionState>>, Problem> {
        match self.sessions.session(id).await.map_err(Problem::from) {
            Ok(session) => Ok(Some(session.state())),
            Err(Problem::Damaged | Problem::Newer) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    /// A delegation of the session, wherever it sits.
    pub async fn delegation(
        &self,
        session: &SessionId,
        id: &DelegationId,
    ) -> Result<Delegation, Problem> {
        let state = self.sessions.session(session).await?.state();
        let found = state.session.delegation(id).cloned();
        found.ok_or(Problem::InvitationUnfit)
    }
}

impl From<Gone> for Problem {
    fn from(Gone: Gone) -> Self {
        Self::Stopping
    }
}

impl From<StateError> for Problem {
    fn from(error: StateError) -> Self {
        match error {
            StateError::NotFound(_) => Self::NotFound,
            StateError::Store(error) => error.into(),
            error @ StateError::Damaged { .. } => {
                tracing::error!(%error, "a log cannot be opened");
                Self::Damaged
            }
            error @ StateError::Newer { .. } => {
                tracing::error!(%error, "this build does not serve what a newer one has written");
                Self::Newer
            }
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::State(error) => error.into(),
            OpenError::Closing => Self::Stopping,
        }
    }
}
