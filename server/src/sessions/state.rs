//! A session's state: what its log adds up to, held in memory, with the names of its people, which lie beside the log.

use crate::sessions::adopt;
use crate::sessions::latest::Latest;
use crate::store::{Entry, Store, StoreError};
use crate::tables::state::StateError;
use shared::ids::{ParticipantId, SessionId, TableId};
use shared::seq::Seq;
use shared::session::{Session, SessionEvent};
use std::collections::BTreeMap;

/// How many entries are read from the log at a time.
const PAGE: u32 = 4_096;

/// What a session's log adds up to.
#[derive(Debug, Clone)]
pub struct SessionState {
    /// The session that its events make.
    pub session: Session,
    /// What its people are called; whoever's name was erased has none.
    pub names: BTreeMap<ParticipantId, String>,
    /// The number of the last entry; 0 if there is no log yet.
    pub head: Seq,
    /// Whose places and names changed last.
    pub latest: Latest,
    /// The log cannot be read: the session is what its rows and tables say, and is not changed.
    pub is_damaged: bool,
}

impl SessionState {
    /// Reads what the session's log says. One that is older than its log is what its rows and tables say, with the first entry
    /// still to be written. One whose log is damaged is that, too: its tables are sound, and people sit at them.
    pub async fn open(store: &Store, id: &SessionId) -> Result<Self, StateError> {
        let replayed = match replay(store, id).await {
            Err(
                error @ (StateError::Damaged { .. } | StateError::Store(StoreError::Damaged(_))),
            ) => {
                tracing::error!(session = %id, %error, "a session goes on without its log");
                Err(())
            }
            replayed => Ok(replayed?),
        };
        let is_damaged = replayed.is_err();
        let (session, head) = match replayed.ok().flatten() {
            Some(replayed) => replayed,
            None => (adopt::adopt(store, id).await?, Seq::START),
        };
        let people = store.participants_of(id).await?.into_iter();
        let known = people.filter(|(person, _)| !person.name.is_empty());
        let names = known.map(|(person, _)| (person.id, person.name)).collect();
        Ok(Self {
            session,
            names,
            head,
            latest: Latest::default(),
            is_damaged,
        })
    }
}

/// What the session's log adds up to, and where it ends; nothing if it has none.
pub async fn replay(store: &Store, id: &SessionId) -> Result<Option<(Session, Seq)>, StateError> {
    let log = id.log();
    let mut session = None;
    let mut head = Seq::START;
    loop {
        let page = store.entries(&log, head, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(session.map(|session| (session, head)));
        };
        head = last.seq;
        for entry in &page {
            take_in(&log, &mut session, entry)?;
        }
    }
}

fn take_in(log: &TableId, session: &mut Option<Session>, entry: &Entry) -> Result<(), StateError> {
    let event: SessionEvent = serde_json::from_slice(&entry.body)
        .map_err(|error| StateError::of_event(log, entry, &error))?;
    match (session, event) {
        (Some(session), event) => session.apply(&event),
        (session @ None, SessionEvent::SessionConvened(first)) => *session = Some(*first),
        (None, _) => {
            return Err(StateError::Damaged {
                table: log.clone(),
                seq: entry.seq,
                what: "it does not begin with the session's convening".to_owned(),
            });
        }
    }
    Ok(())
}
