//! All tables of a session at once, for those who facilitate it. Open tables answer from memory; what a table is at that is not open
//! is read from its log, once for every change of it, and kept in memory: nobody has to sit at it.

use crate::App;
use crate::clock::now;
use crate::error::Problem;
use crate::sessions::state::SessionState;
use crate::store::StoreError;
use crate::tables::handle::{Glanced, Seated};
use crate::tables::state::{StateError, TableState};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use shared::features::people::Role;
use shared::ids::{ParticipantId, SessionId, TableId};
use shared::lobby::{Glance, Here, Line, Lobby, LobbyTable};
use shared::seq::Seq;
use shared::session::SessionTable;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// How many tables are asked at a time.
const AT_ONCE: usize = 8;
/// What so many tables are at is kept in memory.
const KEPT: usize = 2_048;

/// What tables that are not open are at, by the last entry of their logs.
#[derive(Default)]
pub struct Glances(Mutex<HashMap<TableId, (Seq, Arc<Glance>)>>);

impl Glances {
    fn find(&self, table: &TableId, head: Seq) -> Option<Arc<Glance>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, glance) = kept.get(table)?;
        (*known == head).then(|| glance.clone())
    }

    fn keep(&self, table: &TableId, head: Seq, glance: Arc<Glance>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT && !kept.contains_key(table) {
            kept.clear();
        }
        kept.insert(table.clone(), (head, glance));
    }
}

/// What all tables of the session are at, and who is where.
pub async fn lobby(app: &App, id: &SessionId) -> Result<Lobby, Problem> {
    let state = app.sessions.session(id).await?.state();
    let session = &state.session;
    let heads: HashMap<_, _> = app.store.heads_of(id).await?.into_iter().collect();
    let looks = session.tables.iter().map(|table| {
        let head = heads.get(&table.id).copied();
        look(app.clone(), table.id.clone(), head)
    });
    let looks: Vec<_> = looks.collect();
    let seen = stream::iter(looks).buffered(AT_ONCE);
    let seen: Vec<_> = seen.try_collect().await?;
    let everywhere = seen.iter().flat_map(|seen| &seen.here);
    let everywhere: BTreeSet<_> = everywhere
        .map(|seated| seated.participant.clone())
        .collect();
    let tables = session.tables.iter().zip(seen);
    let tables = tables.map(|(table, seen)| shown(&state, table, seen, &everywhere));
    Ok(Lobby {
        title: session.title.clone(),
        now: now(),
        plenary: session.plenary().map(|table| table.id.clone()),
        delegations: session.delegations.clone(),
        tables: tables.collect(),
    })
}

/// What is known of one table.
struct Seen {
    at: Option<Glance>,
    here: Vec<Seated>,
    gone: Vec<ParticipantId>,
}

async fn look(app: App, table: TableId, head: Option<Seq>) -> Result<Seen, Problem> {
    if let Some(handle) = app.tables.open_table(&table)
        // One that has just closed is told from its log.
        && let Ok(Glanced { at, here, gone }) = handle.glance().await
    {
        return Ok(Seen {
            at: Some(at),
            here,
            gone,
        });
    }
    Ok(Seen {
        at: at_rest(&app, &table, head.unwrap_or_default()).await?,
        here: app.abroad.look(&app.bus, &table),
        gone: Vec::new(),
    })
}

/// What a table is at that is not open; nothing if its log is damaged, which must not keep people from the others.
async fn at_rest(app: &App, table: &TableId, head: Seq) -> Result<Option<Glance>, Problem> {
    if let Some(glance) = app.glances.find(table, head) {
        return Ok(Some(Glance::clone(&glance)));
    }
    let state = match TableState::open(&app.store, table).await {
        Err(
            error @ (StateError::Damaged { .. }
            | StateError::Newer { .. }
            | StateError::Store(StoreError::Damaged(_) | StoreError::Compacted { .. })),
        ) => {
            tracing::warn!(%table, %error, "the lobby cannot tell what a table is at");
            return Ok(None);
        }
        state => state?,
    };
    let glance = Glance::of(&state.table);
    let kept = Arc::new(glance.clone());
    app.glances.keep(table, state.head, kept);
    Ok(Some(glance))
}

fn shown(
    state: &SessionState,
    table: &SessionTable,
    seen: Seen,
    everywhere: &BTreeSet<ParticipantId>,
) -> LobbyTable {
    let session = &state.session;
    let expected = table.delegations.iter();
    let expected = expected.filter(|it| !table.moved_on.contains(it));
    let here = seen.here.into_iter();
    let here = here.filter_map(|seated| {
        let (writes, line) = (seated.writes, seated.line);
        Some(Here {
            writes,
            line,
            ..person(state, seated.participant)?
        })
    });
    // Whoever is at another table has not been lost.
    let gone = seen.gone.into_iter().filter(|it| !everywhere.contains(it));
    LobbyTable {
        id: table.id.clone(),
        name: table.name.clone(),
        at: seen.at,
        expected: expected.cloned().collect(),
        moved_on: table.moved_on.clone(),
        closed_to_observers: table.closed_to_observers,
        here: here.collect(),
        gone: gone
            .filter_map(|who| person(state, who))
            // Facilitators come and go between tables and the lobby.
            .filter(|it| it.role != Role::Facilitator)
            .collect(),
        call: session.call_at(&table.id).cloned(),
    }
}

/// Somebody of the session, who is not there; nobody if they were removed.
fn person(state: &SessionState, who: ParticipantId) -> Option<Here> {
    let member = state.session.people.get(&who)?;
    Some(Here {
        name: state.names.get(&who).cloned().unwrap_or_default(),
        participant: who,
        role: member.role,
        delegation: member.delegation.clone(),
        writes: false,
        line: Line::Lost,
    })
}
