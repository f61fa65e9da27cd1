//! The round table's server.
//!
//! Reading order. What outlasts the process: [`store`], the log. The tables while people sit at them: [`tables`]; [`gate`]
//! keeps out what would spoil a document; [`metrics`] counts; [`revisions`] are texts that were
//! frozen, compared and put back. Several processes on one database: [`cluster`]. How people come to sit there: [`auth`]. Sessions, and
//! how they are made: [`sessions`]. What leaves, as files: [`export`]. What is asked over HTTP: [`http`], under [`tls`] if nothing stands before it. What operators choose: [`config`]. Why not: [`error`].

pub mod store;

pub mod gate;
pub mod metrics;
pub mod revisions;
pub mod tables;

pub mod cluster;

pub mod auth;
pub mod sessions;

pub mod export;

pub mod http;
pub mod tls;

pub mod clock;
pub mod config;
pub mod error;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shared::words::{AllWords, Language, Words};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::auth::in_use::InUse;
use crate::auth::join_limiter::JoinLimiter;
use crate::auth::roster_misses::RosterMisses;
use crate::auth::secret::Secret;
use crate::auth::wrong_codes::WrongCodes;
use crate::cluster::{Bus, Nodes, catches_up, keeps_time, shares_limits};
use crate::config::Config;
use crate::export::workshop::Workshop;
use crate::http::listener::{UnderWay, take_in};
use crate::http::opening::Openings;
use crate::sessions::lobby::Glances;
use crate::sessions::registry::SessionRegistry;
use crate::store::{RowChange, Store};
use crate::tables::abroad::Abroad;
use crate::tables::due;
use crate::tables::past::Pasts;
use crate::tables::registry::TableRegistry;
use crate::tls::Tls;

/// What every handler can reach.
#[derive(Clone)]
pub struct App {
    /// All that is kept.
    pub store: Store,
    /// Which other processes work on the database.
    pub nodes: Nodes,
    /// Where they ring for each other.
    pub bus: Bus,
    /// The sessions that somebody needs.
    pub sessions: SessionRegistry,
    /// The open tables.
    pub tables: TableRegistry,
    /// What tables that are not open are at.
    pub glances: Arc<Glances>,
    /// What is read of tables before the program is there.
    pub openings: Arc<Openings>,
    /// Who sits at tables that only other processes have open.
    pub abroad: Arc<Abroad>,
    /// What was at tables that somebody looks back at.
    pub pasts: Pasts,
    /// With which cookies people sit at tables.
    pub in_use: Arc<InUse>,
    /// Who has tried an invitation how often.
    pub join_limiter: Arc<JoinLimiter>,
    /// How many join codes were wrong.
    pub wrong_codes: Arc<WrongCodes>,
    /// How many names were on no roster.
    pub roster_misses: Arc<RosterMisses>,
    /// What the operator chose.
    pub config: Arc<Config>,
    /// What is shown in handshakes, if the server itself speaks TLS.
    pub tls: Option<Tls>,
    /// Where files are made.
    pub workshop: Arc<Workshop>,
    /// What is said to people.
    words: Arc<AllWords>,
}

impl App {
    /// Opens the house on its database.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        let tls = config.tls.as_ref().map(Tls::of).transpose()?;
        let store = Store::open(&config.database).await?;
        keeps_time(&store).await?;
        let nodes = Nodes::default();
        let bus = match &config.bus {
            Some(url) => {
                let fresh = Secret::of_cookie().reveal().to_owned();
                Bus::at(url, &store.bus_key(fresh).await?).await?
            }
            None => Bus::default(),
        };
        let others = (nodes.clone(), bus.clone());
        let sessions = SessionRegistry::new(store.clone(), others.clone());
        let limits = config.tables.clone();
        let tables = TableRegistry::new(store.clone(), sessions.clone(), others, limits);
        let pasts = Pasts::new(store.clone());
        let join_limiter = Arc::new(JoinLimiter::new(config.joining));
        let roster_misses = Arc::new(RosterMisses::new(config.limited));
        let wrong_codes = Arc::new(WrongCodes::new(config.limited, Instant::now()));
        let words = Arc::new(AllWords::read());
        let workshop = Arc::new(Workshop::new(words.clone(), config.program.clone()));
        Ok(Self {
            store,
            nodes,
            bus,
            sessions,
            tables,
            glances: Arc::default(),
            openings: Arc::default(),
            abroad: Arc::default(),
            pasts,
            in_use: Arc::default(),
            join_limiter,
            wrong_codes,
            roster_misses,
            config: Arc::new(config),
            tls,
            workshop,
            words,
        })
    }
}

impl App {
    /// What is said to people, in their language.
    pub fn words(&self, language: Language) -> &Words {
        self.words.of(language)
    }
}

/// How long requests that are under way may take once the tables have closed.
const LAST_REQUESTS: Duration = Duration::from_millis(500);

/// How many connections may wait to be taken in: a whole conference opens its links at once, and
/// whoever finds the queue full is turned away.
const BACKLOG: u32 = 4_096;

/// Listens at the address; with port 0 at one that the system chooses.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A restart finds the port free although old connections still linger.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Opens the house and serves until told to stop.
pub async fn run(
    config: Config,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    serve(App::open(config).await?, listener, shutdown).await
}

/// How often what names people is looked through for what is of no use any more.
const FORGET: Duration = Duration::from_hours(1);

/// Erases, now and every hour, who knocked and who was expected some time ago: also where nobody knocks any more.
async fn forget(app: App) {
    let mut hours = tokio::time::interval(FORGET);
    loop {
        hours.tick().await;
        let old = RowChange::ForgetKnocks(clock::now());
        if let Err(error) = app.store.change_rows(vec![old]).await {
            tracing::warn!(%error, "old knocks and rosters could not be erased");
        }
    }
}

/// Serves until told to stop. Then nobody new comes in, everything is committed, everybody is told
/// to come back, and the database is closed: within five seconds.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let under_way = UnderWay::default();
    app.nodes.joins(&app.store).await?;
    let up = due::begins(&app.store, &app.tables, app.nodes.is_alone()).await;
    let mut forgetting = JoinSet::new();
    forgetting.spawn(forget(app.clone()));
    forgetting.spawn(due::closes(app.store.clone(), app.tables.clone(), up));
    let (store, sessions) = (app.store.clone(), app.sessions.clone());
    let others = (app.nodes.clone(), app.bus.clone());
    let tables = app.tables.clone();
    let seen = (app.in_use.clone(), app.abroad.clone());
    if app.bus.is_there() {
        let (nodes, bus) = others.clone();
        forgetting.spawn(shares_limits(tables.clone(), nodes, bus));
    }
    forgetting.spawn(catches_up(store, sessions, tables, seen, others));
    if let Some(tls) = app.tls.clone() {
        forgetting.spawn(tls.follows(app.config.tls_look));
    }
    let mut serving = tokio::spawn(take_in(app.clone(), listener, under_way.clone(), stopping));
    tokio::select! {
        () = shutdown => {}
        ended = &mut serving => return Ok(ended?),
    }
    stop.send_replace(true);
    app.tables.close().await;
    if tokio::time::timeout(LAST_REQUESTS, &mut serving)
        .await
        .is_err()
    {
        // Whoever is still asking, or reading slowly, has lost nothing.
        match under_way.count() {
            0 => tracing::debug!("some connections were cut off"),
            requests => tracing::warn!(requests, "some requests were cut off"),
        }
        serving.abort();
    }
    forgetting.abort_all();
    app.bus.closes().await;
    due::ends(&app.store).await;
    if let Err(error) = app.nodes.leaves(&app.store).await {
        // Others take us for gone when ten seconds have passed.
        tracing::warn!(%error, "that this process ends is not noted down");
    }
    app.store.close().await?;
    Ok(())
}
