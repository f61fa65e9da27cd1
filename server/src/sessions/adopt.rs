//! A session that is older than its log: rows of SQL, and tables each with its own copy of who is there. What they say is what
//! its log begins with.

use crate::store::{Store, StoreError};
use crate::tables::state::StateError;
use shared::features::delegations::Delegation;
use shared::ids::{ParticipantId, SessionId, TableId};
use shared::seq::Seq;
use shared::session::{Member, Session, SessionTable};
use shared::table::{Event, Record, RoundTable, TableEvent};
use std::collections::BTreeMap;

/// How many events are read from a table's log at a time.
const PAGE: u32 = 1_024;

/// The session as its rows and its tables say it is.
pub async fn adopt(store: &Store, id: &SessionId) -> Result<Session, StateError> {
    let row = store.session(id).await?;
    let row = row.ok_or_else(|| StateError::NotFound(id.log()))?;
    let (mut tables, mut seen) = (Vec::new(), Vec::new());
    for table in row.tables {
        let state = read(store, &table).await?;
        let seated = state.iter().flat_map(|state| &state.delegations);
        tables.push(SessionTable {
            name: state
                .as_ref()
                .map_or_else(|| table.to_string(), |state| state.name.clone()),
            delegations: seated.map(|delegation| delegation.id.clone()).collect(),
            moved_on: Vec::new(),
            closed_to_observers: false,
            id: table,
        });
        seen.extend(state);
    }
    Ok(Session {
        id: row.id,
        title: row.title,
        delegations: delegations(&seen),
        tables,
        people: people(store, id).await?,
        announcements: Vec::new(),
        plenary: None,
    })
}

/// What happened at a table, without its prose; nothing if its log is damaged, which must not keep people from the others.
async fn read(store: &Store, id: &TableId) -> Result<Option<RoundTable>, StateError> {
    let mut table = None::<RoundTable>;
    let mut head = Seq::START;
    loop {
        let page = match store.events(id, head, PAGE).await {
            Ok(page) => page,
            Err(StoreError::Damaged(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let Some(last) = page.last() else {
            return Ok(table);
        };
        head = last.seq;
        for entry in page {
            let Ok(event) = serde_json::from_slice(&entry.body) else {
                return Ok(None);
            };
            match (&mut table, event) {
                (Some(table), event) => table.apply(&Record {
                    seq: entry.seq,
                    at: entry.at,
                    by: entry.participant,
                    event,
                }),
                (table, Event::Table(TableEvent::Convened(first))) => {
                    *table = Some(RoundTable::convene(entry.at, &first));
                }
                (None, _) => return Ok(None),
            }
        }
    }
}

/// Every delegation that has a seat somewhere, as it is called where names still change.
fn delegations(tables: &[RoundTable]) -> Vec<Delegation> {
    let is_open = |table: &&RoundTable| !table.agenda.is_closed();
    let (open, closed): (Vec<_>, Vec<_>) = tables.iter().partition(is_open);
    let named = open.into_iter().chain(closed).flat_map(|t| &t.delegations);
    let mut latest = BTreeMap::new();
    for delegation in named {
        latest.entry(&delegation.id).or_insert(delegation);
    }
    // In the order in which the tables list them.
    let listed = tables.iter().flat_map(|table| &table.delegations);
    listed
        .filter_map(|delegation| latest.remove(&delegation.id))
        .cloned()
        .collect()
}

async fn people(
    store: &Store,
    id: &SessionId,
) -> Result<BTreeMap<ParticipantId, Member>, StateError> {
    let people = store.participants_of(id).await?.into_iter();
    let member = |(person, stored): (crate::store::ParticipantRow, crate::store::Membership)| {
        // A role that nobody knows is none.
        let role = stored.role.parse().ok()?;
        let delegation = stored.delegation;
        Some((person.id, Member { role, delegation }))
    };
    Ok(people.filter_map(member).collect())
}
