//! The real binary as a child process, which can be stopped, or killed, at any moment.

use crate::door::Door;
use crate::place::Place;
use crate::seat::PATIENCE;
use crate::table::Table;
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{OnceCell, watch};

/// A server that runs as operators run it. It is killed when it is dropped.
pub struct Process {
    /// Where it is.
    pub door: Arc<Door>,
    /// Where its database is.
    pub place: Place,
    manner: Manner,
    child: Child,
    /// What it has said on stdout.
    words: watch::Receiver<String>,
}

/// How an operator runs it.
#[derive(Debug, Clone)]
struct Manner {
    database: String,
    options: Vec<String>,
    log: Option<String>,
}

impl Process {
    /// Starts the server on a new database.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts the server on a new database, with more options.
    pub async fn start_with(options: &[&str]) -> Self {
        let place = Place::new();
        let database = place.database();
        Self::start_on(place, database, options, None).await
    }

    /// Starts the server on a new database, with a filter for what operators follow.
    pub async fn start_followed(log: &str) -> Self {
        let place = Place::new();
        let database = place.database();
        Self::start_on(place, database, &[], Some(log)).await
    }

    /// Starts the server on the database at an address.
    pub async fn start_at(database: &str) -> Self {
        Self::start_on(Place::new(), database.to_owned(), &[], None).await
    }

    /// The same, with more options.
    pub async fn start_at_with(database: &str, options: &[&str]) -> Self {
        Self::start_on(Place::new(), database.to_owned(), options, None).await
    }

    async fn start_on(place: Place, database: String, options: &[&str], log: Option<&str>) -> Self {
        let manner = Manner {
            database,
            options: options.iter().map(ToString::to_string).collect(),
            log: log.map(ToOwned::to_owned),
        };
        let door = Arc::new(Door::default());
        let (child, words) = begin(&place, &door, &manner).await;
        Self {
            door,
            place,
            manner,
            child,
            words,
        }
    }

    /// The one table of a new session, made beside the running server as a script would.
    ///
    /// # Panics
    /// If `roundtable demo` fails.
    pub async fn table(&self) -> Table {
        let made = self.runs(&["demo", "--json"]).await;
        assert!(made.status.success(), "{}", said(&made.stderr));
        let made: Value = serde_json::from_slice(&made.stdout).expect("a demo is JSON");
        Table::all_of(&made, &self.door).remove(0)
    }

    /// Runs another command on the same database, whether the server runs or not.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn runs(&self, words: &[&str]) -> Output {
        let mut command = Command::new(binary().await);
        command
            .args(words)
            .args(["--database", &self.manner.database]);
        command.output().await.expect("roundtable runs")
    }

    /// Runs a command of the program without its database.
    ///
    /// # Panics
    /// If it does not run.
    pub async fn runs_alone(&self, words: &[&str]) -> Output {
        let mut command = Command::new(binary().await);
        command.args(words).output().await.expect("roundtable runs")
    }

    /// The process's number.
    ///
    /// # Panics
    /// If it has ended.
    pub fn pid(&self) -> u32 {
        self.child.id().expect("the server runs")
    }

    /// Waits until it has said these words to whoever started it.
    ///
    /// # Panics
    /// If it does not say them.
    pub async fn says(&mut self, words: &str) {
        let heard = self.words.wait_for(|said| said.contains(words));
        let heard = tokio::time::timeout(PATIENCE, heard).await;
        assert!(
            heard.is_ok_and(|heard| heard.is_ok()),
            "it never said {words:?}"
        );
    }

    /// What operators could follow so far, if they chose to.
    pub fn followed(&self) -> String {
        std::fs::read_to_string(self.place.path().join("log")).unwrap_or_default()
    }

    /// Tells it to stop, as an administrator does.
    ///
    /// # Panics
    /// If it cannot be told.
    pub async fn is_told_to_stop(&self) {
        let mut kill = Command::new("kill");
        let told = kill.arg(self.pid().to_string()).status().await;
        assert!(told.expect("there is a `kill`").success());
    }

    /// It stands still, as a machine does that sleeps.
    ///
    /// # Panics
    /// If it cannot be told.
    pub async fn stands_still(&self) {
        self.is_signalled("-STOP").await;
    }

    /// It goes on.
    ///
    /// # Panics
    /// If it cannot be told.
    pub async fn goes_on(&self) {
        self.is_signalled("-CONT").await;
    }

    async fn is_signalled(&self, signal: &str) {
        let mut kill = Command::new("kill");
        let told = kill.args([signal, &self.pid().to_string()]).status().await;
        assert!(told.expect("there is a `kill`").success());
    }

    /// Waits until it has ended: how, and how long that took from now on.
    ///
    /// # Panics
    /// If it is not ours to wait for.
    pub async fn ends(&mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let status = self.child.wait().await.expect("it is our child");
        (status.code(), begun.elapsed())
    }

    /// `kill -9`, and nothing is left running.
    ///
    /// # Panics
    /// If it cannot be killed.
    pub async fn dies(&mut self) {
        self.child.kill().await.expect("the server can be killed");
    }

    /// Starts again on the same database.
    pub async fn starts_again(&mut self) {
        (self.child, self.words) = begin(&self.place, &self.door, &self.manner).await;
    }
}

/// Words as a program said them.
pub fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Starts the binary and waits until it says where it listens.
async fn begin(place: &Place, door: &Door, manner: &Manner) -> (Child, watch::Receiver<String>) {
    let mut serve = Command::new(binary().await);
    serve
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(["--database", &manner.database])
        .args(&manner.options);
    match &manner.log {
        Some(filter) => {
            let log = std::fs::File::create(place.path().join("log")).expect("a file for its log");
            serve.env("ROUNDTABLE_LOG", filter).stderr(log);
        }
        None => drop(serve.stderr(Stdio::null())),
    }
    let mut child = serve
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the server starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its words are heard")).lines();
    let (heard, mut words) = watch::channel(String::new());
    // To its end: whatever it says must not fill the pipe.
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            heard.send_modify(|said| said.extend([&line, "\n"]));
        }
    });
    let listens = words.wait_for(|said| said.contains("http://"));
    let greeting = listens
        .await
        .expect("the server listens before it ends")
        .clone();
    let (_, after) = greeting.split_once("http://").unwrap_or_default();
    let end = after.find(|c: char| !c.is_ascii_digit() && !".:".contains(c));
    door.moves(after[..end.unwrap_or(after.len())].trim_end_matches('.'));
    (child, words)
}

/// The server's binary: the one that `ROUNDTABLE` names, or the debug build, made fresh.
async fn binary() -> &'static PathBuf {
    static BINARY: OnceCell<PathBuf> = OnceCell::const_new();
    BINARY.get_or_init(build).await
}

async fn build() -> PathBuf {
    if let Some(binary) = std::env::var_os("ROUNDTABLE") {
        return binary.into();
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "server"]);
    let built = build
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .await
        .expect("cargo runs");
    assert!(built.success(), "the server does not build");
    let test = std::env::current_exe().expect("a test knows where it is");
    let folder = test.ancestors().nth(2).expect("tests lie two folders deep");
    folder.join(format!("roundtable{}", std::env::consts::EXE_SUFFIX))
}
