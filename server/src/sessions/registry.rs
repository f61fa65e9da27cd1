//! The sessions in memory: each is read once, however many need it at the same time, and kept as long as a table of it is open or
//! somebody asks something of it. One change of a session is decided at a time; its tables see what it is now.

use crate::clock::now;
use crate::cluster::{Bus, Listening, Nodes, Said};
use crate::error::Problem;
use crate::sessions::state::SessionState;
use crate::store::{Draft, Kind, RowChange, SessionChange, Store, StoreError};
use crate::tables::state::StateError;
use shared::ids::{ParticipantId, SessionId, TableId};
use shared::seq::Seq;
use shared::session::{Session, SessionEvent};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OnceCell, watch};

/// All sessions in memory. A clone is another hold on the same registry.
#[derive(Clone)]
pub struct SessionRegistry(Arc<Inner>);

struct Inner {
    store: Store,
    nodes: Nodes,
    bus: Bus,
    sessions: Mutex<HashMap<SessionId, Weak<Live>>>,
}

/// A hold on a session in memory.
#[derive(Clone)]
pub struct LiveSession(Arc<Live>);

struct Live {
    id: SessionId,
    store: Store,
    state: OnceCell<watch::Sender<Arc<SessionState>>>,
    /// Held while a change is decided and committed.
    changing: tokio::sync::Mutex<()>,
    /// Whether it is kept for a while.
    is_kept: AtomicBool,
    bus: Bus,
    listening: OnceLock<Listening>,
}

/// For how long a session is kept that is asked for again and again.
const KEPT: Duration = Duration::from_secs(30);

/// What follows from what was asked of a session.
#[derive(Debug, Default)]
pub struct Decided {
    /// What its log takes.
    pub events: Vec<SessionEvent>,
    /// The rows that belong to it, beside those that follow from its events.
    pub rows: Vec<RowChange>,
    /// Somebody's name, if it is new here.
    pub name: Option<(ParticipantId, String)>,
}

impl From<Vec<SessionEvent>> for Decided {
    fn from(events: Vec<SessionEvent>) -> Self {
        Self {
            events,
            ..Self::default()
        }
    }
}

impl SessionRegistry {
    /// A registry with no session in memory.
    pub fn new(store: Store, (nodes, bus): (Nodes, Bus)) -> Self {
        Self(Arc::new(Inner {
            store,
            nodes,
            bus,
            sessions: Mutex::default(),
        }))
    }

    /// The session; read from its log unless it is in memory, and nobody else can have changed it.
    pub async fn session(&self, id: &SessionId) -> Result<LiveSession, StateError> {
        let live = self.live(id);
        let open = async || {
            let state = SessionState::open(&live.store, id).await?;
            Ok::<_, StateError>(watch::Sender::new(Arc::new(state)))
        };
        let was_read = live.state.initialized();
        live.state.get_or_try_init(open).await?;
        live.listening.get_or_init(|| self.listens(&live));
        let live = LiveSession(live);
        if was_read && !self.0.nodes.is_alone() {
            live.refresh().await?;
        }
        Ok(live)
    }

    /// Hears when another process has changed the session.
    fn listens(&self, live: &Arc<Live>) -> Listening {
        let log = live.id.log();
        let live = Arc::downgrade(live);
        // However often it rings, one reads and one waits to.
        let (one, is_waited) = (
            Arc::<tokio::sync::Mutex<()>>::default(),
            Arc::new(AtomicBool::new(false)),
        );
        self.0.bus.listens(&log, None, move |heard| {
            let Said::Ends(head) = heard.said else {
                return;
            };
            let live = live.upgrade().filter(|it| it.state.initialized());
            let Some(live) = live.map(LiveSession).filter(|it| it.state().head < head) else {
                return;
            };
            if is_waited.swap(true, Ordering::AcqRel) {
                return;
            }
            let (one, is_waited) = (one.clone(), is_waited.clone());
            tokio::spawn(async move {
                let _one = one.lock().await;
                is_waited.store(false, Ordering::Release);
                if let Err(error) = live.refresh().await {
                    tracing::warn!(%error, "a session cannot be read again");
                }
            });
        })
    }

    /// Those that are in memory now.
    pub(crate) fn all_live(&self) -> Vec<LiveSession> {
        // Nothing is done under the lock that could panic half-way.
        let sessions = self.0.sessions.lock();
        let sessions = sessions.unwrap_or_else(PoisonError::into_inner);
        let live = sessions.values().filter_map(Weak::upgrade);
        live.filter(|live| live.state.initialized())
            .map(LiveSession)
            .collect()
    }

    fn live(&self, id: &SessionId) -> Arc<Live> {
        // Nothing is done under the lock that could panic half-way.
        let sessions = self.0.sessions.lock();
        let mut sessions = sessions.unwrap_or_else(PoisonError::into_inner);
        if let Some(live) = sessions.get(id).and_then(Weak::upgrade) {
            return live;
        }
        sessions.retain(|_, live| live.strong_count() > 0);
        let live = Arc::new(Live {
            id: id.clone(),
            store: self.0.store.clone(),
            state: OnceCell::new(),
            changing: tokio::sync::Mutex::default(),
            is_kept: AtomicBool::new(false),
            bus: self.0.bus.clone(),
            listening: OnceLock::new(),
        });
        sessions.insert(id.clone(), Arc::downgrade(&live));
        live
    }
}

impl LiveSession {
    fn sender(&self) -> &watch::Sender<Arc<SessionState>> {
        let sender = self.0.state.get();
        sender.expect("nobody has a hold on a session that was not read")
    }

    /// Stays in memory for half a minute, though nobody needs it: whoever asks again then need not have its log read once more.
    pub fn keep(&self) {
        if self.0.is_kept.swap(true, Ordering::Relaxed) {
            return;
        }
        let live = self.0.clone();
        tokio::spawn(async move {
            tokio::time::sleep(KEPT).await;
            live.is_kept.store(false, Ordering::Relaxed);
        });
    }

    /// The log that it has.
    pub(crate) fn log(&self) -> TableId {
        self.0.id.log()
    }

    /// Reads its log again if another process has written there.
    pub(crate) async fn refresh(&self) -> Result<(), StateError> {
        let (log, known) = (self.log(), self.state().head);
        let head = self.0.store.head(&log).await?;
        let is_behind = |known: Seq| head.is_some_and(|head| head.seq > known);
        // A database that failed over may have lost what was committed, before it was asked.
        let has_lost = head.is_some_and(|head| head.seq < known);
        if !has_lost && !is_behind(self.state().head) {
            return Ok(());
        }
        let _changing = self.0.changing.lock().await;
        if has_lost || is_behind(self.state().head) {
            self.reopen().await?;
        }
        Ok(())
    }

    /// Reads its log and the names of its people again.
    pub(crate) async fn reread(&self) -> Result<(), StateError> {
        let _changing = self.0.changing.lock().await;
        self.reopen().await
    }

    /// What it is now.
    pub fn state(&self) -> Arc<SessionState> {
        self.sender().borrow().clone()
    }

    /// What it is, from now on.
    pub fn news(&self) -> watch::Receiver<Arc<SessionState>> {
        self.sender().subscribe()
    }

    /// Decides something on what the session is, commits it with the rows that belong to it, and only then shows it. It is
    /// decided again if something else was committed meanwhile. Whoever asked may go away: it is finished all the same.
    pub async fn change(
        &self,
        by: Option<ParticipantId>,
        decide: impl Fn(&Session) -> Result<Decided, Problem> + Send + 'static,
    ) -> Result<Arc<SessionState>, Problem> {
        let live = self.clone();
        let change = tokio::spawn(async move { live.change_now(by, decide).await });
        change.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a session could not be changed");
            Err(Problem::Internal)
        })
    }

    async fn change_now(
        &self,
        by: Option<ParticipantId>,
        decide: impl Fn(&Session) -> Result<Decided, Problem>,
    ) -> Result<Arc<SessionState>, Problem> {
        let _changing = self.0.changing.lock().await;
        loop {
            let now = self.state();
            if now.is_damaged {
                return Err(Problem::Damaged);
            }
            let decided = decide(&now.session)?;
            match self.commit(&now, by.as_ref(), &decided).await {
                Ok(head) if head == now.head && !renames(&now, &decided) => return Ok(now),
                Ok(head) => {
                    let state = Arc::new(after(&now, decided, head));
                    self.sender().send_replace(state.clone());
                    self.0.bus.rings(&self.log(), head);
                    return Ok(state);
                }
                Err(StoreError::Moved) => self.reopen().await?,
                Err(error) => {
                    // It may be in the log all the same. If that cannot be read now, the next change finds out.
                    drop(self.reopen().await);
                    return Err(error.into());
                }
            }
        }
    }

    async fn commit(
        &self,
        now: &SessionState,
        by: Option<&ParticipantId>,
        decided: &Decided,
    ) -> Result<Seq, StoreError> {
        let id = &self.0.id;
        let rows = decided.events.iter().filter_map(|event| row(id, event));
        let rows: Vec<_> = rows.chain(decided.rows.iter().cloned()).collect();
        if decided.events.is_empty() && rows.is_empty() {
            return Ok(now.head);
        }
        // A session that is older than its log begins it with what it is.
        let first = SessionEvent::SessionConvened(Box::new(now.session.clone()));
        let first = (now.head == Seq::START).then(|| draft(None, &first));
        let events = decided.events.iter().map(|event| draft(by, event));
        let takes_away = decided.events.iter().any(|it| it.takes_away(&now.session));
        let change = SessionChange {
            session: id.clone(),
            head: now.head,
            drafts: first.into_iter().chain(events).collect(),
            rows,
            takes_away,
        };
        self.0.store.change_session(change).await
    }

    /// Reads the state from the log again: what is in memory is not, or no longer, what was committed.
    async fn reopen(&self) -> Result<(), StateError> {
        let mut state = SessionState::open(&self.0.store, &self.0.id).await?;
        state.latest = self.state().latest.anew();
        self.sender().send_replace(Arc::new(state));
        Ok(())
    }
}

/// Whether somebody is called otherwise here than they were.
fn renames(now: &SessionState, decided: &Decided) -> bool {
    let name = decided.name.as_ref();
    name.is_some_and(|(who, name)| now.names.get(who) != Some(name))
}

fn after(now: &SessionState, decided: Decided, head: Seq) -> SessionState {
    let mut state = SessionState {
        head,
        ..now.clone()
    };
    for event in &decided.events {
        state.session.apply(event);
    }
    let changed = decided.events.iter().filter_map(SessionEvent::concerns);
    let renamed = decided.name.iter().map(|(who, _)| who);
    state.latest.comes(changed.chain(renamed).cloned());
    state.names.extend(decided.name);
    state
}

/// The row that says the same as an event, for lists and for the door.
fn row(session: &SessionId, event: &SessionEvent) -> Option<RowChange> {
    match event {
        SessionEvent::TitleRevised { title } => {
            Some(RowChange::Title(session.clone(), title.clone()))
        }
        SessionEvent::ParticipantRemoved { participant } => Some(RowChange::NoMembership(
            participant.clone(),
            session.clone(),
        )),
        // Who comes in brings rows of their own, and so does a table.
        SessionEvent::SessionConvened(_)
        | SessionEvent::DelegationAdded { .. }
        | SessionEvent::DelegationRevised { .. }
        | SessionEvent::DelegationPlaced { .. }
        | SessionEvent::TableAdded { .. }
        | SessionEvent::TableRenamed { .. }
        | SessionEvent::ParticipantAdmitted { .. }
        | SessionEvent::Announced { .. }
        | SessionEvent::ObserversAllowed { .. }
        | SessionEvent::PlenaryChosen { .. }
        | SessionEvent::DelegationMoved { .. } => None,
    }
}

/// An event of a session as its log takes it.
pub fn draft(by: Option<&ParticipantId>, event: &SessionEvent) -> Draft {
    Draft {
        kind: Kind::Event,
        participant: by.cloned(),
        at: now(),
        // Our own types, whose maps have text keys, cannot fail to serialise.
        body: serde_json::to_vec(event).unwrap_or_default().into(),
    }
}
