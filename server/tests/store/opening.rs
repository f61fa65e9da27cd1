//! Opening a database, and what is said when that cannot be done.

use server::store::{Record, Store, StoreError, examine};
use shared::ids::Timestamp;
use shared::seq::Seq;

use crate::place::{Folder, Place, event, person, session, table, update};

pub async fn a_newer_schema_is_refused(place: &Place) {
    place.open().await.close().await.unwrap();
    place
        .tamper("INSERT INTO schema_version (version) VALUES (99)")
        .await;
    let error = Store::open(&place.url).await.unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::NewerSchema {
                found: 99,
                known: 15
            }
        ),
        "{error:?}"
    );
    assert!(error.to_string().contains("newer"), "{error}");
}

pub async fn a_store_is_ready_until_closed(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    store.ready().await.unwrap();
    // Old enough for the next to be a real write.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    store.ready().await.unwrap();
    if !place.is_sqlite() {
        // Its connection is cut; it makes another.
        crate::postgres::break_connections(&place.url).await;
        store
            .log()
            .append(table("t"), vec![update("x")])
            .await
            .unwrap();
        store.ready().await.unwrap();
        assert_eq!(
            store
                .entries(&table("t"), Seq::START, 10)
                .await
                .unwrap()
                .len(),
            1
        );
    }
    store.close().await.unwrap();
    assert!(matches!(store.ready().await, Err(StoreError::Closed)));
    assert!(matches!(
        store.head(&table("t")).await,
        Err(StoreError::Closed)
    ));
    assert!(matches!(
        store.create_session(session("s2", &[])).await,
        Err(StoreError::Closed)
    ));
}

pub async fn opening_twice_at_once_migrates_once(place: &Place) {
    let (one, two, three) = tokio::join!(place.open(), place.open(), place.open());
    one.create_session(session("s", &["t"])).await.unwrap();
    two.log()
        .append(table("t"), vec![event("x")])
        .await
        .unwrap();
    assert_eq!(
        three
            .entries(&table("t"), Seq::START, 10)
            .await
            .unwrap()
            .len(),
        1
    );
}

/// A new file is put into WAL mode by whoever comes first, and SQLite lets nobody wait for that.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_file_is_opened_by_many_at_once() {
    for _ in 0..20 {
        let place = Place::sqlite();
        let opening = (0..8).map(|_| {
            let url = place.url.clone();
            tokio::spawn(async move { Store::open(&url).await })
        });
        for store in opening.collect::<Vec<_>>() {
            store.await.unwrap().unwrap().close().await.unwrap();
        }
    }
}

#[tokio::test]
async fn memory_is_a_database_of_its_own_that_leaves_no_file() {
    let stores = [
        Store::open("sqlite::memory:").await.unwrap(),
        Store::open("sqlite::memory:").await.unwrap(),
    ];
    for store in &stores {
        store.create_session(session("s", &["t"])).await.unwrap();
        let (one, two) = tokio::join!(
            store.log().append(table("t"), vec![event("x")]),
            store.log().append(table("t"), vec![update("y")]),
        );
        assert_eq!(
            (one.unwrap().head, two.unwrap().head),
            (Seq::new(1), Seq::new(2))
        );
        assert_eq!(
            store
                .entries(&table("t"), Seq::START, 10)
                .await
                .unwrap()
                .len(),
            2
        );
        assert!(store.verify().await.unwrap().is_sound());
    }
    let files = std::fs::read_dir(".").unwrap().flatten();
    assert!(
        files
            .map(|file| file.file_name())
            .all(|name| !name.to_string_lossy().contains("memory"))
    );
}

#[tokio::test]
async fn a_wrong_address_is_a_clear_error_without_the_password() {
    for url in [
        "",
        "roundtable.db",
        "mysql://root:hunter2@localhost/x",
        "sqlite:",
    ] {
        let error = Store::open(url).await.unwrap_err();
        assert!(matches!(error, StoreError::BadUrl), "{url}: {error:?}");
    }
    let folder = Folder::new();
    std::fs::write(folder.file("note.txt"), "Not a database. ".repeat(500)).unwrap();
    for url in [
        "postgres://ana:hunter2@localhost:99999/x".to_owned(),
        "postgres://ana:hunter2@localhost:1/x".to_owned(),
        format!("sqlite:{}", folder.file("no/such/folder.db").display()),
        format!("sqlite:{}", folder.file("note.txt").display()),
    ] {
        let error = Store::open(&url).await.unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("hunter2"),
            "{error:?}"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::sqlite();
    let store = place.with_tables(&["t"]).await;
    store
        .log()
        .append(table("t"), vec![event("x")])
        .await
        .unwrap();
    let mut files = 0;
    for file in std::fs::read_dir(&place.folder.0).unwrap().flatten() {
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{:?}",
            file.path()
        );
        files += 1;
    }
    assert_eq!(files, 3, "the database, its log and its index");
    assert!(
        !format!("{store:?}").contains("roundtable"),
        "the address is never shown"
    );
}

/// Computed with another program from the encoding that the store documents.
#[test]
fn digests_are_what_the_documentation_says() {
    let (t, ana) = (table("t1"), person("ana"));
    let record = Record {
        table: &t,
        seq: Seq::new(7),
        participant: Some(&ana),
        at: Timestamp(9),
        body: b"x",
    };
    let hex = |digest: [u8; 32]| {
        digest
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    };
    assert_eq!(
        hex(record.entry_digest(server::store::Kind::Update, &[1; 32])),
        UPDATE
    );
    assert_eq!(
        hex(record.entry_digest(server::store::Kind::Event, &[1; 32])),
        EVENT
    );
    assert_eq!(
        hex(Record {
            participant: None,
            ..record
        }
        .snapshot_digest()),
        SNAPSHOT
    );
}

const UPDATE: &str = "a0abb21c48eda26c338fb7e199abd6cb072a86168b6f1f4e5ab9be8ebf1a0053";
const EVENT: &str = "fac4ccc654eead7df3f0d9f06753803ae814e8304cda2590b053efe0bc200cbe";
const SNAPSHOT: &str = "0fcd930b7e8ae5c88018c3a8535cdcff69dfb08b4501623b5e81e54dac561996";

pub async fn a_database_is_looked_at_without_a_trace(place: &Place) {
    let now = || Timestamp(1_800_000_000_000);
    let new = examine(&place.url, now).await.unwrap();
    assert_eq!(new.is_none(), place.is_sqlite(), "no file is made");
    if let Some(new) = new {
        assert_eq!((new.schema, new.nodes, new.latest), (None, 0, None));
        assert!(new.writes.is_ok(), "{new:?}");
    }
    let store = place.with_tables(&["t"]).await;
    let appended = store.log().append(table("t"), vec![event("words")]);
    appended.await.unwrap();
    let found = examine(&place.url, now).await.unwrap().unwrap();
    assert_eq!(found.schema, Some(found.known));
    assert_eq!(found.latest, Some(Timestamp(2_000)));
    assert!(found.writes.is_ok() && !found.is_migrating, "{found:?}");
    assert_eq!(found.clock.is_some(), !place.is_sqlite());
    assert!(
        found
            .clock
            .is_none_or(|(theirs, _)| theirs > Timestamp(1_700_000_000_000))
    );
    // It was written to for nobody.
    let probes = place.tamper("DELETE FROM probe").await;
    assert_eq!(probes, 0);
    store.close().await.unwrap();
}
