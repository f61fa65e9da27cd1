//! What is measured: a server of its own, pinned to the first core, on a fresh database.

use crate::bench::line::{self, Ear, Mouth};
use crate::place::Place;
use crate::visitor;
use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use shared::document::Root;
use shared::ids::QuestionId;
use shared::protocol::SUBPROTOCOL;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Whom to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// The round table.
    Ours,
    /// The websocket server of Yjs, which keeps nothing.
    Yjs,
}

/// A running server.
pub struct Target {
    /// Whose it is.
    pub maker: Maker,
    /// Host and port.
    pub address: String,
    /// The ids of its tables.
    pub tables: Vec<String>,
    cookies: Vec<String>,
    secrets: Vec<String>,
    facilitator: String,
    place: Place,
    child: Child,
}

impl Drop for Target {
    fn drop(&mut self) {
        self.ends();
    }
}

impl Target {
    /// Starts a server with so many tables.
    pub async fn start(maker: Maker, tables: usize) -> anyhow::Result<Self> {
        Self::start_with(maker, tables, None).await
    }

    /// The same with so many delegations at each; as many as a demo has, unless that is said.
    pub async fn start_with(
        maker: Maker,
        tables: usize,
        delegations: Option<usize>,
    ) -> anyhow::Result<Self> {
        let place = Place::new();
        let Convened {
            tables: names,
            secrets,
            facilitator,
        } = match maker {
            Maker::Ours => convene(&place, tables, delegations)?,
            Maker::Yjs => Convened {
                tables: (0..tables).map(|table| format!("table-{table}")).collect(),
                ..Convened::default()
            },
        };
        let address = free_address()?;
        let child = begin(maker, &address, &place)?;
        let mut target = Self {
            maker,
            address,
            tables: names,
            cookies: Vec::new(),
            secrets,
            facilitator,
            place,
            child,
        };
        target.answers().await?;
        let each = if delegations.is_some() { 3 } else { 10 };
        for number in 0..target.secrets.len() * each {
            let secret = &target.secrets[number % target.secrets.len()];
            let (cookie, _) =
                visitor::join(&target.address, secret, &format!("Seat {number}")).await;
            target.cookies.push(cookie);
        }
        Ok(target)
    }

    /// Stops it as an operator would, and starts it on the same database: its memory is as new.
    pub async fn restarts(&mut self) -> anyhow::Result<()> {
        let pid = self.pid().to_string();
        ensure!(
            Command::new("kill").arg(&pid).status()?.success(),
            "the server cannot be told to stop"
        );
        self.child.wait()?;
        self.child = begin(self.maker, &self.address, &self.place)?;
        self.answers().await
    }

    /// Kills it without warning, and starts it on the same database.
    pub async fn is_killed(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        self.child = begin(self.maker, &self.address, &self.place)?;
        self.answers().await
    }

    /// Its database.
    pub fn database(&self) -> String {
        self.place.database()
    }

    /// Somebody's cookie; people take turns.
    pub fn cookie(&self, number: usize) -> &str {
        &self.cookies[number % self.cookies.len()]
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Opens a connection to a table; people take turns.
    pub async fn sits(&self, table: usize, number: usize) -> anyhow::Result<(Mouth, Ear)> {
        let name = &self.tables[table];
        match self.maker {
            Maker::Ours => {
                let cookie = self.cookie(number);
                // An earlier build is measured beside this one.
                let head = format!(
                    "cookie: {cookie}\r\nsec-websocket-protocol: {SUBPROTOCOL}, roundtable.v1\r\n"
                );
                line::open(&self.address, &format!("/live/{name}"), &head).await
            }
            Maker::Yjs => line::open(&self.address, &format!("/{name}"), "").await,
        }
    }

    /// Opens a connection to a table as a facilitator of its session.
    pub async fn facilitates(&self, table: usize) -> anyhow::Result<(Mouth, Ear)> {
        let (cookie, _) = visitor::join(&self.address, &self.facilitator, "Facilitator").await;
        let head = format!("cookie: {cookie}\r\nsec-websocket-protocol: {SUBPROTOCOL}\r\n");
        let path = format!("/live/{}", self.tables[table]);
        line::open(&self.address, &path, &head).await
    }

    /// The root that people write in, and its first newline if somebody has written it already.
    pub fn root(&self) -> anyhow::Result<(String, Option<u64>)> {
        let root = Root::Joint(QuestionId::new("q1")?);
        let seeder = (self.maker == Maker::Ours).then(|| root.seeder());
        Ok((root.to_string(), seeder))
    }

    async fn answers(&mut self) -> anyhow::Result<()> {
        for _ in 0..1_000 {
            if tokio::net::TcpStream::connect(&self.address).await.is_ok() {
                return Ok(());
            }
            ensure!(self.runs(), "the server has ended");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bail!("the server does not listen")
    }

    fn ends(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a server is started on.
#[derive(Default)]
struct Convened {
    tables: Vec<String>,
    /// The secrets of delegates' links.
    secrets: Vec<String>,
    /// That of a facilitator's.
    facilitator: String,
}

/// Makes the tables before the server starts.
fn convene(place: &Place, tables: usize, delegations: Option<usize>) -> anyhow::Result<Convened> {
    let mut demo = Command::new(binary()?);
    demo.args(["demo", "--json", "--tables", &tables.to_string()]);
    demo.args(["--database", &place.database()]);
    if let Some(delegations) = delegations {
        demo.args(["--delegations", &delegations.to_string()]);
    }
    let made = demo.output()?;
    ensure!(
        made.status.success(),
        "no demo: {}",
        String::from_utf8_lossy(&made.stderr)
    );
    let demo: Value = serde_json::from_slice(&made.stdout)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let tables = demo["tables"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|table| text(&table["id"]));
    let secrets = |role: &str| {
        let links = demo["invitations"].as_array().into_iter().flatten();
        let links = links.filter(|link| link["role"] == role);
        let secret = |link: &Value| Some(text(&link["link"])?.split_once('#')?.1.to_owned());
        links.filter_map(secret).collect::<Vec<_>>()
    };
    Ok(Convened {
        tables: tables.collect(),
        secrets: secrets("delegate"),
        facilitator: secrets("facilitator").pop().unwrap_or_default(),
    })
}

fn begin(maker: Maker, address: &str, place: &Place) -> anyhow::Result<Child> {
    let (host, port) = address.split_once(':').context("an address has a port")?;
    let mut command = pinned(0);
    match maker {
        Maker::Ours => command.arg(binary()?).args([
            "serve",
            "--no-limits",
            "--listen",
            address,
            "--database",
            &place.database(),
        ]),
        Maker::Yjs => command
            .arg("node")
            .arg(peer()?)
            .env("HOST", host)
            .env("PORT", port),
    };
    let log = std::fs::File::create(place.path().join("server.log"))?;
    let child = command
        .stdout(Stdio::null())
        .stderr(log)
        .env("RUST_LOG", "warn")
        .spawn();
    child.with_context(|| format!("{maker:?} does not start"))
}

/// A command that runs on one core, where `taskset` is there to say so.
fn pinned(core: usize) -> Command {
    if has_taskset() {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", &core.to_string()]);
        command
    } else {
        Command::new("env")
    }
}

/// Moves this process to the second core, if that can be done.
pub fn keep_to_the_second_core() -> bool {
    let pid = std::process::id().to_string();
    let moved = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid", "1", &pid])
        .stdout(Stdio::null())
        .status();
    moved.is_ok_and(|status| status.success())
}

fn has_taskset() -> bool {
    Command::new("taskset")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The release build that lies beside this program, unless `ROUNDTABLE` names another.
fn binary() -> anyhow::Result<PathBuf> {
    if let Some(binary) = std::env::var_os("ROUNDTABLE") {
        return Ok(binary.into());
    }
    let binary = std::env::current_exe()?
        .with_file_name(format!("roundtable{}", std::env::consts::EXE_SUFFIX));
    ensure!(
        binary.is_file(),
        "{} is missing: `cargo build --release -p server` makes it",
        binary.display()
    );
    Ok(binary)
}

/// Where the peer is installed.
pub fn peer() -> anyhow::Result<PathBuf> {
    let peer = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("bench-peer/node_modules/@y/websocket-server/src/server.js");
    ensure!(
        peer.is_file(),
        "the peer is not installed: run `npm ci` in tests/bench-peer"
    );
    Ok(peer)
}

fn free_address() -> anyhow::Result<String> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .to_string())
}
