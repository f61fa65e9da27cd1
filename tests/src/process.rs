//! The real binary as a child process, which can be killed at any moment.

use crate::place::Place;
use crate::table::{Door, Table};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::OnceCell;

/// A server that runs as operators run it. It is killed when it is dropped.
pub struct Process {
    /// Where it is.
    pub door: Arc<Door>,
    /// Where its database is.
    pub place: Place,
    child: Child,
}

impl Process {
    /// Starts the server on a new database.
    pub async fn start() -> Self {
        let (place, door) = (Place::new(), Arc::new(Door::default()));
        let child = begin(&place, &door).await;
        Self { door, place, child }
    }

    /// The one table of a new session, made beside the running server as a script would.
    ///
    /// # Panics
    /// If `roundtable demo` fails.
    pub async fn table(&self) -> Table {
        let mut demo = Command::new(binary().await);
        demo.args(["demo", "--json", "--database", &self.place.database()]);
        let made = demo.output().await.expect("roundtable demo runs");
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let made: Value = serde_json::from_slice(&made.stdout).expect("a demo is JSON");
        Table::all_of(&made, &self.door).remove(0)
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
        self.child = begin(&self.place, &self.door).await;
    }
}

/// Starts the binary and waits until it says where it listens.
async fn begin(place: &Place, door: &Door) -> Child {
    let mut serve = Command::new(binary().await);
    serve.args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        &place.database(),
    ]);
    let mut child = serve
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the server starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its words are heard")).lines();
    while let Some(line) = lines.next_line().await.expect("its words are text") {
        if let Some((_, after)) = line.split_once("http://") {
            let end = after.find(|c: char| !c.is_ascii_digit() && !".:".contains(c));
            door.moves(after[..end.unwrap_or(after.len())].trim_end_matches('.'));
            // Whatever it says later must not fill the pipe.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return child;
        }
    }
    panic!("the server ended before it listened");
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
