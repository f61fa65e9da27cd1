//! What facilitators ask of their session.

use crate::App;
use crate::auth::identity::Someone;
use crate::error::Problem;
use crate::sessions::registry::Decided;
use crate::sessions::state::SessionState;
use shared::ids::SessionId;
use shared::session::{Session, SessionCommand};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Asks something of a session on behalf of a facilitator; what it is depends on what the session is by then. It is committed when
/// this returns, and whoever looks at a table sees it.
pub async fn facilitate(
    app: &App,
    someone: &Someone,
    id: &SessionId,
    command: impl Fn(&Session) -> Result<SessionCommand, Problem> + Send + 'static,
) -> Result<Arc<SessionState>, Problem> {
    let row = app.session(id).await?;
    someone.facilitates(id)?;
    let tables = app.tables(&row).await?.into_iter();
    let closed = tables.filter(|table| table.agenda.is_closed());
    let closed: BTreeSet<_> = closed.map(|table| table.id).collect();
    let by = someone.id.clone();
    let decide = move |session: &Session| {
        let events = session.decide(&by, command(session)?, &closed)?;
        Ok(Decided::from(events))
    };
    let session = app.sessions.session(id).await?;
    session.change(Some(someone.id.clone()), decide).await
}
