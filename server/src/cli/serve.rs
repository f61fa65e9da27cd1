//! `roundtable serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use server::auth::invitation::{self, Purpose};
use server::clock::{is_wrong_by, now};
use server::config::{Config, PublicUrl};
use server::sessions::demo::{self, Link};
use server::tables::rate_limit::RateLimit;
use server::tls::TlsFiles;
use server::{App, listen, serve};
use shared::features::people::Role;

use super::demo::print_links;
use super::{Database, tell, words};

/// For how many days the first link into a house is good.
const FIRST_LINK_DAYS: u32 = invitation::MOST_DAYS;

/// How long stopping may take, whatever hangs.
const STOPPING: Duration = Duration::from_secs(5);

/// Run the server until it is told to stop (SIGTERM or Ctrl-C).
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    chosen: Chosen,
    /// Show what it would run with, and what has said so (the command line, the environment, the file), and end. The lines can
    /// be kept as a file of settings; passwords are not shown.
    #[arg(long)]
    pub(super) print_config: bool,
}

/// How what operators follow is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines to read.
    Text,
    /// One JSON object a line: timestamp, level, target, fields, span.
    Json,
}

/// What an operator chooses.
#[derive(Debug, Args)]
pub(super) struct Chosen {
    /// Where to listen; with port 0 the system chooses one, and it is printed.
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "ROUNDTABLE_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    pub(super) listen: SocketAddr,
    #[command(flatten)]
    pub(super) database: Database,
    /// Where several processes on one database speak to each other: a NATS server, such as nats://127.0.0.1:4222. Without it, what
    /// another process has written is seen within two seconds, and who sits there is not seen.
    #[arg(
        long,
        value_name = "URL",
        env = "ROUNDTABLE_BUS",
        hide_env_values = true
    )]
    pub(super) bus: Option<String>,
    /// Where people find the server, such as https://table.example.org: links are made with it. By
    /// default it is the address listened on.
    #[arg(long, value_name = "URL", env = "ROUNDTABLE_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// Speak TLS with this certificate (PEM), after which those follow that lead to a known one. Newer files are taken while the
    /// server runs.
    #[arg(long, value_name = "FILE", env = "ROUNDTABLE_TLS_CERT")]
    tls_cert: Option<PathBuf>,
    /// The key of that certificate (PEM, without a password).
    #[arg(long, value_name = "FILE", env = "ROUNDTABLE_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Make a demo session, unless there is one, and print its links.
    #[arg(long, env = "ROUNDTABLE_DEMO")]
    demo: bool,
    /// How many connections one table takes.
    #[arg(
        long,
        value_name = "NUMBER",
        env = "ROUNDTABLE_CONNECTIONS_PER_TABLE",
        default_value_t = 1_000
    )]
    connections_per_table: usize,
    /// The old name of `--connections-per-table`.
    #[arg(
        long,
        hide = true,
        env = "ROUNDTABLE_SEATS_PER_TABLE",
        conflicts_with = "connections_per_table"
    )]
    seats_per_table: Option<usize>,
    /// How many messages a second one participant may send, on all their connections together; ten
    /// times as many at once.
    #[arg(
        long,
        value_name = "NUMBER",
        env = "ROUNDTABLE_MESSAGES_PER_SECOND",
        default_value_t = 100
    )]
    messages_per_second: u32,
    /// How many bytes one message may have: a paste, or what somebody wrote while they were offline.
    #[arg(long, value_name = "BYTES", env = "ROUNDTABLE_MESSAGE_BYTES", default_value_t = 1 << 20)]
    message_bytes: usize,
    /// How many bytes a table's document may have before nobody can add to it.
    #[arg(long, value_name = "BYTES", env = "ROUNDTABLE_DOCUMENT_BYTES", default_value_t = 32 << 20)]
    document_bytes: usize,
    /// How many bytes one message about carets and presence may have.
    #[arg(long, value_name = "BYTES", env = "ROUNDTABLE_AWARENESS_BYTES", default_value_t = 16 << 10)]
    awareness_bytes: usize,
    /// How often a minute links may be tried from one address. A venue is one address.
    #[arg(
        long,
        value_name = "NUMBER",
        env = "ROUNDTABLE_TRIES_PER_MINUTE",
        default_value_t = 1_200
    )]
    tries_per_minute: u32,
    /// How many proxies stand before the server: so many entries of X-Forwarded-For are believed.
    #[arg(
        long,
        value_name = "NUMBER",
        env = "ROUNDTABLE_PROXIES",
        default_value_t = 0
    )]
    pub(super) proxies: usize,
    /// Make this machine's clock wrong by so many milliseconds, to try what then happens.
    #[arg(
        long,
        hide = true,
        value_name = "MILLISECONDS",
        allow_negative_numbers = true,
        default_value_t = 0
    )]
    wrong_clock: i64,
    /// How what operators follow is written to stderr: as lines to read, or as one JSON object a line.
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        env = "ROUNDTABLE_LOG_FORMAT",
        default_value_t = LogFormat::Text
    )]
    log_format: LogFormat,
    /// Lift rates and seat counts, for measuring. What is refused as hostile or too large still is.
    #[arg(long, env = "ROUNDTABLE_NO_LIMITS")]
    no_limits: bool,
}

impl Serve {
    /// How what operators follow is written.
    pub fn log_format(&self) -> LogFormat {
        self.chosen.log_format
    }

    /// Serves until told to stop.
    pub async fn obey(self) -> anyhow::Result<()> {
        let chosen = self.chosen;
        is_wrong_by(chosen.wrong_clock);
        more_open_files();
        let listener =
            listen(chosen.listen).with_context(|| format!("cannot listen on {}", chosen.listen))?;
        let listening = listener.local_addr()?;
        let (demo, log_format) = (chosen.demo, chosen.log_format);
        // From now on: whoever has been greeted may say stop, and so may who waits for that in vain.
        let mut told = Box::pin(told_to_stop());
        let config = chosen.config(listening)?;
        let opening = async {
            let app = App::open(config).await?;
            greet(&app, listening, demo).await?;
            anyhow::Ok(app)
        };
        let app = tokio::select! {
            app = opening => app?,
            () = &mut told => return Ok(()),
        };
        let (stopping, mut stop) = tokio::sync::watch::channel(false);
        let words = words();
        let told_to_stop = async move {
            told.await;
            match log_format {
                LogFormat::Text => eprintln!("{}", words.say("house-stopping")),
                LogFormat::Json => tracing::info!("stopping"),
            }
            stopping.send_replace(true);
        };
        let overdue = async {
            // The sender lives until the server has stopped by itself.
            drop(stop.wait_for(|stopping| *stopping).await);
            tokio::time::sleep(STOPPING).await;
        };
        tokio::select! {
            served = serve(app, listener, told_to_stop) => served,
            () = overdue => anyhow::bail!("not everything stopped in time"),
        }
    }
}

/// This program. On Linux by a name that still leads to it when the file was replaced by a newer one.
pub(super) fn program() -> Option<PathBuf> {
    let own = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() {
        Some(own)
    } else {
        std::env::current_exe().ok()
    }
}

/// As many connections as the system lets this process have.
#[cfg(unix)]
fn more_open_files() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::debug!(%error, "no more files can be open than before");
    }
}

#[cfg(not(unix))]
fn more_open_files() {}

impl Chosen {
    /// The certificate and its key, if there are any: both, or neither.
    pub(super) fn tls(&self) -> anyhow::Result<Option<TlsFiles>> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => Ok(Some(TlsFiles {
                cert: cert.clone(),
                key: key.clone(),
            })),
            (None, None) => Ok(None),
            (Some(_), None) => anyhow::bail!(words().say("tls-no-key")),
            (None, Some(_)) => anyhow::bail!(words().say("tls-no-cert")),
        }
    }

    /// Where people find the server that listens there.
    pub(super) fn public_url(&self, listening: SocketAddr, tls: bool) -> anyhow::Result<PublicUrl> {
        match &self.public_url {
            Some(url) if tls && !url.is_https() => {
                let told = [("address", url.as_str().into())];
                anyhow::bail!(words().tell("tls-plain-address", &told))
            }
            Some(url) => Ok(url.clone()),
            None if tls => Ok(PublicUrl::under_tls(listening)),
            None => Ok(PublicUrl::of(listening)),
        }
    }

    fn config(self, listening: SocketAddr) -> anyhow::Result<Config> {
        let tls = self.tls()?;
        let public_url = self.public_url(listening, tls.is_some())?;
        let mut config = Config::new(self.database.database, public_url);
        config.tls = tls;
        config.bus = self.bus;
        let rate = f64::from(self.messages_per_second);
        config.tables.connections_per_table =
            self.seats_per_table.unwrap_or(self.connections_per_table);
        config.tables.gate.update_bytes = self.message_bytes;
        config.tables.gate.document_bytes = self.document_bytes;
        config.tables.gate.awareness_bytes = self.awareness_bytes;
        config.tables.rate = Some(RateLimit {
            rate,
            burst: rate * 10.0,
        });
        config.joining.tries_per_minute = Some(self.tries_per_minute);
        config.joining.proxies = self.proxies;
        config.program = program();
        Ok(if self.no_limits {
            config.unlimited()
        } else {
            config
        })
    }
}

/// Prints what an operator needs to begin.
async fn greet(app: &App, listening: SocketAddr, demo: bool) -> anyhow::Result<()> {
    let address = [("address", app.config.public_url.as_str().into())];
    tell(words().tell("house-listening", &address))?;
    tracing::info!(%listening, "listening");
    if !app.config.limited {
        tell(words().say("house-unlimited"))?;
    }
    if !app.store.any_facilitator_invitation(now()).await? {
        let purpose = Purpose {
            session: None,
            role: Role::Facilitator,
            delegation: None,
        };
        let made = invitation::make(&app.store, &purpose, FIRST_LINK_DAYS).await?;
        tell(format_args!("\n{}", words().say("house-first")))?;
        tell(format_args!(
            "  {}",
            app.config.public_url.link(&made.secret)
        ))?;
    }
    if demo {
        let links = demo_links(app).await?;
        tell(format_args!("\n{}", words().say("house-demo")))?;
        print_links(&words(), &links)?;
    }
    Ok(())
}

/// New links into the demo, which is made if it is not there yet. Earlier ones stay good: of a
/// secret only its hash is kept, so they cannot be shown again.
async fn demo_links(app: &App) -> anyhow::Result<Vec<Link>> {
    let (id, public_url) = (demo::house_demo()?, &app.config.public_url);
    if app.store.session(&id).await?.is_none() {
        let made = demo::convene(&app.store, &words(), id, (1, 4), public_url).await?;
        return Ok(made.invitations);
    }
    let state = app.sessions.session(&id).await?.state();
    let delegations = &state.session.delegations;
    Ok(demo::links(&app.store, &id, delegations, public_url).await?)
}

/// Listens for being told to stop at once, and waits for it when it is awaited.
#[cfg(unix)]
fn told_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
    async {
        let [Ok(mut terminate), Ok(mut interrupt)] = signals else {
            drop(tokio::signal::ctrl_c().await);
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}
