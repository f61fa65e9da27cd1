//! Backups that are restored, and sessions that move from one house into another, as an operator does both.

use crate::command_line::Folder;
use crate::house::{House, Visitor};
use serde_json::{Value, json};
use server::store::Store;
use sqlx::{Connection as _, Row as _, SqliteConnection};
use std::path::Path;

fn url(folder: &Folder, name: &str) -> String {
    format!("sqlite:{}", folder.path(name).display())
}

/// A house in a file.
async fn house(folder: &Folder, name: &str) -> House {
    let url = url(folder, name);
    House::run_with(None, move |config| config.database = url).await
}

/// A session that the house's facilitator convenes, and Ana's place in it.
async fn convened(house: &House) -> (Value, Visitor) {
    let fatou = house.facilitator().await;
    let asked = json!({
        "note": { "title": "Schools", "background": [], "footnotes": [], "questions": [] },
        "delegations": [{ "name": "Valdoria", "short": "VAL" }],
        "questions": [{ "text": "What works?" }],
    });
    let session = fatou.posts("/api/sessions", &asked).await;
    assert_eq!(session.status, 201, "{}", session.text());
    let session = session.json();
    let id = session["id"].as_str().unwrap().parse().unwrap();
    let delegation = session["delegations"][0]["id"].as_str().unwrap();
    let secret = house
        .invite(
            Some(&id),
            shared::features::people::Role::Delegate,
            Some(&delegation.parse().unwrap()),
        )
        .await;
    let mut ana = house.visitor();
    ana.joins(&secret, "Ana").await;
    (session, ana)
}

/// Every entry of every log, by its digest.
async fn digests(url: &str) -> Vec<(String, i64, Vec<u8>)> {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let sql = "SELECT table_id, seq, digest FROM entries ORDER BY table_id, seq";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

fn said(folder: &Folder, words: &[&str]) -> (bool, String) {
    let output = folder.run(words);
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.success(), said)
}

fn beside(folder: &Folder, name: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder.path(".")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|it| it.starts_with(name)).collect()
}

/// Writes something else where something stands in a file.
fn spoil(file: &Path, what: &[u8]) {
    let mut bytes = std::fs::read(file).unwrap();
    let places = bytes.windows(what.len()).enumerate();
    let at: Vec<_> = places
        .filter(|(_, it)| *it == what)
        .map(|it| it.0)
        .collect();
    assert!(!at.is_empty());
    for at in at {
        bytes[at] ^= 1;
    }
    std::fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn a_backup_is_restored_and_goes_on() {
    let folder = Folder::new();
    let first = house(&folder, "first.db").await;
    let (_, ana) = convened(&first).await;
    let copied = folder.prints(&["backup", "--database", "sqlite:first.db", "copy.db"]);
    assert!(copied.contains("copy.db"));
    let then = digests(&url(&folder, "copy.db")).await;
    assert!(!then.is_empty());
    first.close().await;

    let restore = |to: &str, file: &str| said(&folder, &["restore", "--database", to, file]);
    let (done, text) = restore("sqlite:first.db", "copy.db");
    assert!(
        !done && text.contains("first.db is there already"),
        "{text}"
    );
    let (done, text) = restore("sqlite:second.db", "nothing.db");
    assert!(
        !done && text.contains("nothing.db cannot be read"),
        "{text}"
    );
    let (done, text) = restore("postgres://db/house", "copy.db");
    assert!(!done && text.contains("pg_restore"), "{text}");
    std::fs::write(
        folder.path("note.txt"),
        "Not a database, but longer than its head. ".repeat(40),
    )
    .unwrap();
    let (done, text) = restore("sqlite:second.db", "note.txt");
    assert!(!done && text.contains("note.txt is no backup"), "{text}");
    std::fs::copy(folder.path("copy.db"), folder.path("bad.db")).unwrap();
    spoil(&folder.path("bad.db"), b"What works?");
    let (done, text) = restore("sqlite:second.db", "bad.db");
    assert!(!done && text.contains("bad.db is damaged"), "{text}");
    assert_eq!(beside(&folder, "second.db"), Vec::<String>::new());

    let before = std::fs::read(folder.path("copy.db")).unwrap();
    let (done, text) = restore("sqlite:second.db", "copy.db");
    assert!(done && text.contains("Sound: 1 tables"), "{text}");
    assert_eq!(beside(&folder, "second.db"), ["second.db"]);
    assert_eq!(std::fs::read(folder.path("copy.db")).unwrap(), before);
    assert_eq!(digests(&url(&folder, "second.db")).await, then);
    // Whoever was in is in.
    let second = house(&folder, "second.db").await;
    let mut back = second.visitor();
    back.cookie.clone_from(&ana.cookie);
    assert_eq!(back.get("/api/me").await.json()["name"], "Ana");
    second.close().await;
}

/// A table opens from its log without it.
#[tokio::test]
async fn a_damaged_snapshot_keeps_nothing_from_being_restored() {
    let folder = Folder::new();
    let first = house(&folder, "first.db").await;
    let (session, _) = convened(&first).await;
    let id = session["id"].as_str().unwrap();
    first.close().await;
    let at = url(&folder, "first.db");
    let mut connection = SqliteConnection::connect(&at).await.unwrap();
    let sql = "INSERT OR REPLACE INTO snapshots \
               SELECT id, head, 1, X'01', X'02', 0 FROM tables WHERE position = 0";
    let done = sqlx::query(sql).execute(&mut connection).await.unwrap();
    assert!(done.rows_affected() > 0);
    connection.close().await.unwrap();
    folder.prints(&["backup", "--database", "sqlite:first.db", "copy.db.partial"]);
    // By a name that a file which is not ready might have.
    let restore = ["restore", "--database", "sqlite:copy.db", "copy.db.partial"];
    let export = [
        "export-session",
        "--database",
        "sqlite:first.db",
        id,
        "moved.db",
    ];
    for (words, made) in [(&restore[..], "copy.db"), (&export, "moved.db")] {
        let (done, text) = said(&folder, words);
        assert!(done && text.contains("Left out"), "{text}");
        let store = Store::open(&url(&folder, made)).await.unwrap();
        let report = server::tables::audit::audit(&store).await.unwrap();
        assert!(report.is_sound() && report.entries > 0, "{report:?}");
        store.close().await.unwrap();
    }
    assert!(folder.path("copy.db.partial").exists());
    // A file of another program is no backup.
    let sql = "CREATE TABLE birds (name TEXT)";
    let other = format!("{}?mode=rwc", url(&folder, "birds.db"));
    let mut connection = SqliteConnection::connect(&other).await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let (done, text) = said(
        &folder,
        &["restore", "--database", "sqlite:new.db", "birds.db"],
    );
    assert!(
        !done && text.contains("no backup of this program"),
        "{text}"
    );
    assert_eq!(beside(&folder, "new.db"), Vec::<String>::new());
}

#[tokio::test]
async fn a_session_moves_into_another_house() {
    let folder = Folder::new();
    let here = house(&folder, "here.db").await;
    here.demo(2, 2).await;
    let (session, ana) = convened(&here).await;
    let id = session["id"].as_str().unwrap();
    here.close().await;
    let export = |id: &str, file: &str| {
        said(
            &folder,
            &["export-session", "--database", "sqlite:here.db", id, file],
        )
    };
    let (done, text) = export("nowhere", "moved.db");
    assert!(
        !done && text.contains("There is no session nowhere"),
        "{text}"
    );
    assert_eq!(beside(&folder, "moved.db"), Vec::<String>::new());
    let (done, text) = export(id, "moved.db");
    assert!(done && text.contains("moved.db"), "{text}");
    assert_eq!(beside(&folder, "moved.db"), ["moved.db"]);
    let (done, text) = export(id, "moved.db");
    assert!(
        !done && text.contains("moved.db is there already"),
        "{text}"
    );

    let there = house(&folder, "there.db").await;
    let (own, _) = convened(&there).await;
    let import = |file: &str| {
        said(
            &folder,
            &["import-session", "--database", "sqlite:there.db", file],
        )
    };
    let (done, text) = import("here.db");
    assert!(!done && text.contains("here.db has 2 sessions"), "{text}");
    std::fs::copy(folder.path("moved.db"), folder.path("bad.db")).unwrap();
    spoil(&folder.path("bad.db"), b"What works?");
    let (done, text) = import("bad.db");
    assert!(!done && text.contains("damaged"), "{text}");
    // Not while the other house is at work, nor into one that is not there.
    let (done, text) = import("moved.db");
    assert!(!done && text.contains("Stop it first"), "{text}");
    there.close().await;
    let typo = ["import-session", "--database", "sqlite:ther.db", "moved.db"];
    let (done, text) = said(&folder, &typo);
    assert!(!done && text.contains("ther.db is no database"), "{text}");
    assert_eq!(beside(&folder, "ther.db"), Vec::<String>::new());
    let (done, text) = import("moved.db");
    assert!(done && text.contains(id), "{text}");
    let (done, text) = import("moved.db");
    assert!(
        !done && text.contains("is in this database already"),
        "{text}"
    );

    let there = house(&folder, "there.db").await;
    let mut back = there.visitor();
    back.cookie.clone_from(&ana.cookie);
    let seen = back.get(&format!("/api/sessions/{id}")).await;
    assert_eq!(seen.status, 200, "{}", seen.text());
    assert_eq!(seen.json()["title"], "Schools");
    assert_eq!(own["title"], "Schools");
    let table = session["tables"][0]["id"].as_str().unwrap();
    let table = there.table(&table.parse().unwrap()).await;
    let people: Vec<_> = table
        .participants
        .values()
        .map(|it| it.name.as_str())
        .collect();
    assert!(
        people.contains(&"Ana") && people.contains(&"Fatou"),
        "{people:?}"
    );
    there.close().await;

    let moved = digests(&url(&folder, "moved.db")).await;
    let now = digests(&url(&folder, "there.db")).await;
    assert!(!moved.is_empty() && moved.iter().all(|entry| now.contains(entry)));
    let store = Store::open(&url(&folder, "there.db")).await.unwrap();
    let report = server::tables::audit::audit(&store).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    store.close().await.unwrap();
}
