//! A PostgreSQL server for tests: the one at `DATABASE_URL`, or a cluster of our own. It is used by the
//! store's contract suite, too.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

/// A server that tests may use; a cluster of our own goes when it is dropped.
pub struct Server {
    url: String,
    _cluster: Option<Cluster>,
}

impl Server {
    /// Finds a server, or says that there is none and the test is skipped.
    pub fn find() -> Option<Self> {
        sqlx::any::install_default_drivers();
        if let Ok(url) = std::env::var("DATABASE_URL")
            && url.starts_with("postgres")
        {
            return Some(Self {
                url,
                _cluster: None,
            });
        }
        let Some(cluster) = Cluster::start() else {
            println!("skipped: neither DATABASE_URL nor an installed initdb");
            return None;
        };
        Some(Self {
            url: cluster.url(),
            _cluster: Some(cluster),
        })
    }

    /// The address of a schema of its own for one test; an earlier run's is dropped.
    ///
    /// # Panics
    /// If the server does not let us.
    pub async fn schema(&self, test: &str) -> String {
        let schema = format!("rt_{}", &test[..test.len().min(50)]);
        let mut connection = AnyConnection::connect(&self.url)
            .await
            .expect("the server can be reached");
        for sql in [
            format!("DROP SCHEMA IF EXISTS {schema} CASCADE"),
            format!("CREATE SCHEMA {schema}"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await
                .expect("a schema can be made");
        }
        let joint = if self.url.contains('?') { '&' } else { '?' };
        format!(
            "{}{joint}options[search_path]={schema}&application_name={schema}",
            self.url
        )
    }
}

/// Breaks every connection to the schema at this address, as a restart of the database does.
///
/// # Panics
/// If the server does not let us.
pub async fn break_connections(url: &str) {
    let mut connection = AnyConnection::connect(url)
        .await
        .expect("the server can be reached");
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE application_name = current_setting('application_name') \
         AND pid <> pg_backend_pid()",
    )
    .execute(&mut connection)
    .await
    .expect("connections can be broken");
}

/// A cluster that lives as long as the test: a socket in a folder of its own, no port.
struct Cluster {
    folder: PathBuf,
    server: Option<Child>,
}

impl Cluster {
    fn start() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let bin = installed()?;
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("roundtable-postgres-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the cluster");
        let owner = give_away(&folder);
        let data = folder.join("data");
        let status = run_as(owner.as_deref(), &bin.join("initdb"))
            .args([
                "--username=roundtable",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync",
                "-D",
            ])
            .arg(&data)
            .current_dir(&folder)
            .stdout(Stdio::null())
            .status()
            .expect("initdb runs");
        assert!(status.success(), "initdb failed");
        let log = std::fs::File::create(folder.join("log")).expect("a file for its log");
        let server = run_as(owner.as_deref(), &bin.join("postgres"))
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(&folder)
            .arg("-D")
            .arg(&data)
            .current_dir(&folder)
            .stderr(log)
            .spawn()
            .expect("postgres runs");
        let cluster = Self {
            folder,
            server: Some(server),
        };
        cluster.wait(&bin);
        Some(cluster)
    }

    fn url(&self) -> String {
        format!(
            "postgres://roundtable@localhost/postgres?host={}",
            self.folder.display()
        )
    }

    fn wait(&self, bin: &Path) {
        let deadline = Instant::now() + Duration::from_mins(1);
        loop {
            let ready = Command::new(bin.join("pg_isready"))
                .arg("-q")
                .arg("-h")
                .arg(&self.folder)
                .status()
                .expect("pg_isready runs");
            if ready.success() {
                return;
            }
            let log = || std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(
                Instant::now() < deadline,
                "postgres does not start: {}",
                log()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // SIGINT is a fast shutdown: SIGKILL would leave shared memory behind.
            let _ = Command::new("kill")
                .arg("-INT")
                .arg(server.id().to_string())
                .status();
            let _ = server.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The folder with the newest programs of PostgreSQL.
fn installed() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.splice(0..0, std::env::split_paths(&path));
    let whole = |bin: &PathBuf| {
        ["initdb", "postgres", "pg_isready"]
            .iter()
            .all(|name| bin.join(name).is_file())
    };
    found.into_iter().rev().find(whole)
}

/// PostgreSQL refuses to run as root: then the folder goes to somebody else, whose name is returned.
fn give_away(folder: &Path) -> Option<String> {
    if id(&["-u"])? != "0" {
        return None;
    }
    let name = ["postgres", "nobody"]
        .into_iter()
        .find(|name| id(&["-u", name]).is_some())?;
    let owner = id(&["-u", name])?.parse().ok();
    std::os::unix::fs::chown(folder, owner, None).expect("root may give away");
    Some(name.to_owned())
}

fn id(args: &[&str]) -> Option<String> {
    let output = Command::new("id").args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn run_as(owner: Option<&str>, program: &Path) -> Command {
    let Some(owner) = owner else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    let group = id(&["-g", owner]).unwrap_or_default();
    command
        .arg(format!("--reuid={owner}"))
        .arg(format!("--regid={group}"));
    // Should the test be killed, its server goes too.
    command
        .args(["--clear-groups", "--pdeathsig=INT", "--"])
        .arg(program);
    command
}
