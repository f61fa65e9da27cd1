//! The `roundtable` command, as scripts use it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A folder that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("roundtable-cli-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
        command
            .current_dir(&self.0)
            .args(words)
            .env("ROUNDTABLE_LOG", "warn");
        command
    }

    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    #[track_caller]
    pub fn prints(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{words:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub const DATABASE: [&str; 2] = ["--database", "sqlite:rt.db"];

fn demo(folder: &Folder, more: &[&str]) -> Value {
    let words = [&["demo", "--json"], &DATABASE[..], more].concat();
    serde_json::from_str(&folder.prints(&words)).unwrap()
}

#[test]
fn a_demo_has_the_form_that_scripts_expect() {
    let folder = Folder::new();
    let demo = demo(
        &folder,
        &[
            "--tables",
            "3",
            "--delegations",
            "2",
            "--public-url",
            "https://rt.example",
        ],
    );
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&demo), ["invitations", "session", "tables"]);
    assert_eq!(demo["tables"].as_array().unwrap().len(), 3);
    for table in demo["tables"].as_array().unwrap() {
        assert_eq!(keys(table), ["id", "questions"]);
        let questions: Vec<_> = table["questions"].as_array().unwrap().iter().collect();
        assert!(questions.len() >= 2);
        for (question, number) in questions.into_iter().zip(1..) {
            assert_eq!(question, &Value::from(format!("q{number}")));
        }
    }
    let invitations = demo["invitations"].as_array().unwrap();
    let roles: Vec<_> = invitations
        .iter()
        .map(|i| i["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        [
            "facilitator",
            "delegate",
            "delegate",
            "rapporteur",
            "observer",
            "projector",
            "interpreter"
        ]
    );
    for invitation in invitations {
        assert_eq!(keys(invitation), ["delegation", "link", "role"]);
        assert_eq!(
            invitation["delegation"].is_string(),
            invitation["role"] == "delegate"
        );
        assert!(
            invitation["link"]
                .as_str()
                .unwrap()
                .starts_with("https://rt.example/join#")
        );
    }
}

#[test]
fn two_hundred_tables_are_made_in_a_moment() {
    let folder = Folder::new();
    let begun = Instant::now();
    let demo = demo(&folder, &["--tables", "200"]);
    assert_eq!(demo["tables"].as_array().unwrap().len(), 200);
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn a_session_is_exported_without_a_server() {
    let folder = Folder::new();
    let demo = demo(&folder, &["--tables", "2"]);
    let session = demo["session"].as_str().unwrap();
    let export = |format: &str| {
        let out = format!("out.{format}");
        let words = [
            &[
                "export",
                "--session",
                session,
                "--format",
                format,
                "--out",
                &out,
            ],
            &DATABASE[..],
        ]
        .concat();
        folder.prints(&words);
        std::fs::read_to_string(folder.path(&out)).unwrap()
    };
    assert!(export("md").starts_with("# "));
    assert!(export("html").starts_with("<!doctype html>"));
    let outcomes: Value = serde_json::from_str(&export("json")).unwrap();
    let tables: Vec<_> = outcomes
        .as_array()
        .unwrap()
        .iter()
        .map(|outcome| &outcome["table"])
        .collect();
    let made: Vec<_> = demo["tables"]
        .as_array()
        .unwrap()
        .iter()
        .map(|table| &table["id"])
        .collect();
    assert_eq!(tables, made);

    for format in ["docx", "odt", "xlsx", "csv"] {
        let out = format!("out.{format}");
        let asked = [
            "export",
            "--session",
            session,
            "--format",
            format,
            "--out",
            &out,
        ];
        folder.prints(&[&asked[..], &DATABASE[..]].concat());
        let file = std::fs::read(folder.path(&out)).unwrap();
        assert!(file.starts_with(b"PK") && file.len() > 1_000, "{format}");
    }
    let left = std::fs::read_dir(folder.path(".")).unwrap();
    let left: Vec<_> = left
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!left.iter().any(|name| name.contains("part")), "{left:?}");

    let unknown = folder.run(
        &[
            &[
                "export",
                "--session",
                "nothing",
                "--format",
                "md",
                "--out",
                "x",
            ],
            &DATABASE[..],
        ]
        .concat(),
    );
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no session nothing"));
    assert!(!folder.path("x").exists());
}

/// What the server runs to make a file opens none, takes no more than its share, and needs neither.
#[test]
fn a_file_is_made_within_bounds() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/outcome.json");
    let make = |told: &str, format: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_roundtable"))
            .args(["make-file", "--format", format, "--language", "en"])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // What is no outcome is not read to its end.
        let _ = child.stdin.take().unwrap().write_all(told.as_bytes());
        child.wait_with_output().unwrap()
    };
    let golden = std::fs::read(golden).unwrap();
    let mut outcomes: Value = serde_json::from_slice(&golden).unwrap();
    outcomes[0]["made"] = 1_795_449_900_000_u64.into();
    let outcomes = outcomes.to_string();
    for format in ["docx", "odt", "xlsx", "csv", "html", "md", "json"] {
        let answer = make(&outcomes, format);
        let told = String::from_utf8_lossy(&answer.stderr);
        assert!(
            answer.status.success() && answer.stdout.len() > 1_000,
            "{format}: {told}"
        );
    }
    let nothing = make("[{\"version\":1}]", "docx");
    assert!(!nothing.status.success() && nothing.stdout.is_empty());
}

#[test]
fn a_note_is_shown_as_it_was_understood() {
    let folder = Folder::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/concept-note.txt");
    let note: Value = serde_json::from_str(&folder.prints(&["note", sample, "--json"])).unwrap();
    let keys: Vec<_> = note.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["background", "footnotes", "questions", "title"]);
    assert!(!note["questions"].as_array().unwrap().is_empty());
    assert!(
        folder
            .prints(&["note", sample])
            .contains(note["title"].as_str().unwrap())
    );
    let nothing = folder.run(&["note", "nothing.txt"]);
    assert!(!nothing.status.success());
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("nothing.txt"));
}

#[test]
fn a_house_is_looked_after() {
    let folder = Folder::new();
    demo(&folder, &[]);
    let verify = [&["verify"], &DATABASE[..]].concat();
    assert!(folder.prints(&verify).starts_with("Sound: 1 tables"));
    folder.prints(&[&["backup", "copy.db"], &DATABASE[..]].concat());
    assert!(
        folder
            .prints(&["verify", "--database", "sqlite:copy.db"])
            .starts_with("Sound")
    );
    let again = folder.run(&[&["backup", "copy.db"], &DATABASE[..]].concat());
    assert!(!again.status.success(), "a file was overwritten");
    folder.prints(&[&["compact", "--before", "2030-01-01"], &DATABASE[..]].concat());
    assert!(folder.prints(&verify).starts_with("Sound"));
    assert!(
        !folder
            .run(&[&["compact", "--before", "soon"], &DATABASE[..]].concat())
            .status
            .success()
    );
}

#[test]
fn an_outcome_is_counted_again_without_a_server() {
    let folder = Folder::new();
    // The golden one does not say when it was made.
    let golden = include_str!("../golden/outcome.json");
    let golden = &golden.replacen("\"version\"", "\"made\": 0, \"version\"", 1);
    let check = |text: &str| {
        std::fs::write(folder.path("outcome.json"), text).unwrap();
        let output = folder.run(&["verify-ballot", "outcome.json"]);
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), said)
    };
    let (is_sound, said) = check(golden);
    assert!(
        is_sound && said.contains("the totals fit each other"),
        "{said}"
    );

    let (is_sound, said) = check(&golden[..golden.len() / 2]);
    assert!(!is_sound && said.starts_with("Damaged at byte "), "{said}");
    let odd = golden.find("\"ballots\"").unwrap();
    let broken = format!("{}}}{}", &golden[..odd], &golden[odd..]);
    let (_, said) = check(&broken);
    assert!(
        said.starts_with(&format!("Damaged at byte {odd}:")),
        "{odd}: {said}"
    );

    let json: Value = serde_json::from_str(golden).unwrap();
    let begin = if json.is_array() { "/0" } else { "" };
    let changed = |at: &str, to: Value| {
        let mut json = json.clone();
        *json.pointer_mut(&format!("{begin}{at}")).unwrap() = to;
        check(&json.to_string())
    };
    let tally = "/ballots/0/standing/tallies/0";
    let (is_sound, said) = changed(&format!("{tally}/support"), 7.into());
    assert!(!is_sound && said.contains("Wrong at"), "{said}");
    assert!(said.contains(&format!("{begin}/counts/votes")), "{said}");
    let (is_sound, said) = changed(&format!("{tally}/support"), "seven".into());
    let at = format!("Damaged at {begin}{tally}:");
    assert!(!is_sound && said.contains(&at), "{said}");
    let (is_sound, said) = changed("/ballots/0/standing/is", "lost".into());
    let at = format!("Damaged at {begin}/ballots/0/standing:");
    assert!(!is_sound && said.contains(&at), "{said}");
    let missing = folder.run(&["verify-ballot", "nothing.json"]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("nothing.json"));
}

/// A running `roundtable serve`, killed if the test fails.
struct Serving {
    process: Child,
    said: Vec<String>,
}

impl Serving {
    /// Starts, and reads what it says up to the observer's link.
    fn demo(folder: &Folder) -> Self {
        let words = [
            &["serve", "--demo", "--listen", "127.0.0.1:0"],
            &DATABASE[..],
        ]
        .concat();
        let mut process = folder
            .command(&words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = Vec::new();
        for line in BufReader::new(process.stdout.take().unwrap()).lines() {
            said.push(line.unwrap());
            if said.last().unwrap().contains("Interpreter") {
                break;
            }
        }
        Self { process, said }
    }

    fn links(&self) -> Vec<String> {
        let links = self
            .said
            .iter()
            .filter_map(|line| Some(&line[line.find("http://")?..]));
        links
            .filter(|link| link.contains("/join#"))
            .map(ToOwned::to_owned)
            .collect()
    }

    fn address(&self) -> String {
        let line = &self.said[0];
        line[line.find("http://").unwrap() + "http://".len()..]
            .trim()
            .to_owned()
    }

    /// Asks it to stop as an administrator does, and how that went.
    fn stop(&mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let kill = Command::new("kill")
            .arg(self.process.id().to_string())
            .status()
            .unwrap();
        assert!(kill.success());
        let status = self.process.wait().unwrap();
        (status.code(), begun.elapsed())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(unix)]
#[test]
fn the_first_start_lets_its_facilitator_in_and_a_restart_keeps_everything() {
    let folder = Folder::new();
    let mut first = Serving::demo(&folder);
    // The house, then the demo's facilitator, four delegations, rapporteur, observer, projector and interpreter.
    let links = first.links();
    assert_eq!(links.len(), 10, "{:?}", first.said);
    let token = joins(&first.address(), &links[2], "Ana");
    let (code, took) = first.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(5), "{took:?}");

    let mut second = Serving::demo(&folder);
    let fresh = second.links();
    assert_eq!(
        fresh.len(),
        9,
        "the house is introduced once: {:?}",
        second.said
    );
    assert!(fresh.iter().all(|link| !links.contains(link)));
    // The cookie, and the links of before, are still good.
    let me = asks(
        &second.address(),
        &format!("GET /api/me HTTP/1.1\r\ncookie: {token}\r\n"),
        "",
    );
    assert!(
        me.contains("\"name\":\"Ana\"") && me.contains("\"session\":\"demo\""),
        "{me}"
    );
    joins(&second.address(), &links[3], "Ben");
    second.stop();
}

/// Joins by a link, and gives the cookie.
fn joins(address: &str, link: &str, name: &str) -> String {
    let body = format!(
        "{{\"secret\":\"{}\",\"name\":\"{name}\"}}",
        link.split_once('#').unwrap().1
    );
    let head = format!(
        "POST /api/join HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
        body.len()
    );
    let answer = asks(address, &head, &body);
    let cookie = answer
        .split("set-cookie: ")
        .nth(1)
        .unwrap_or_else(|| panic!("{answer}"));
    cookie.split(';').next().unwrap().to_owned()
}

fn asks(address: &str, head: &str, body: &str) -> String {
    let mut socket = std::net::TcpStream::connect(address).unwrap();
    write!(
        socket,
        "{head}host: {address}\r\nconnection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn what_is_missing_is_said() {
    let folder = Folder::new();
    let bad = |words: &[&str], wanted: &str| {
        let output = folder.run(words);
        assert!(!output.status.success(), "{words:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(wanted), "{words:?}: {said}");
    };
    bad(
        &["serve", "--database", "mysql:x", "--listen", "127.0.0.1:0"],
        "sqlite:FILE",
    );
    bad(
        &["serve", "--public-url", "table.example.org"],
        "https://table.example.org",
    );
    bad(
        &["demo", "--tables", "0", "--database", "sqlite:rt.db"],
        "1 to 500",
    );
    bad(&["dance"], "unrecognized subcommand");
}

#[test]
fn an_agenda_goes_into_calendars() {
    let folder = Folder::new();
    let demo = demo(&folder, &["--tables", "2"]);
    let session = demo["session"].as_str().unwrap();
    let write = |more: &[&str]| {
        let words = [
            "calendar",
            "--session",
            session,
            "--begins",
            "2026-11-23T15:00+01:00",
        ];
        folder.prints(&[&words[..], &DATABASE, more].concat())
    };
    write(&["--out", "agenda.ics"]);
    let file = std::fs::read_to_string(folder.path("agenda.ics")).unwrap();
    let told = write(&["--out", "-", "--public-url", "https://rt.example"]);
    let events = |file: &str| file.matches("BEGIN:VEVENT\r\n").count();
    assert!(
        events(&file) >= 4 && events(&file) == events(&told),
        "{file}"
    );
    // Both tables begin together, and each item after the one before it.
    assert!(
        file.matches("DTSTART:20261123T140000Z\r\n").count() >= 2,
        "{file}"
    );
    for table in demo["tables"].as_array().unwrap() {
        let url = format!(
            "URL:https://rt.example/tables/{}",
            table["id"].as_str().unwrap()
        );
        assert!(told.contains(&url), "{told}");
    }
    let nowhere = [
        "calendar",
        "--session",
        "x",
        "--begins",
        "2026-11-23T14:00Z",
        "--out",
        "-",
    ];
    let output = folder.run(&[&nowhere[..], &DATABASE].concat());
    assert!(!output.status.success());
}
