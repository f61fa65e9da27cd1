//! Snapshots, compaction and backups.

use std::time::Duration;

use server::store::{Compacted, Draft, Kind, Snapshot, Store, StoreError};
use shared::ids::Timestamp;
use shared::seq::Seq;

use crate::place::{Place, event, table, update};

fn snapshot(seq: u64, text: &'static str) -> Snapshot {
    Snapshot {
        seq: Seq::new(seq),
        at: Timestamp(5_000),
        body: text.into(),
    }
}

pub async fn two_snapshots_are_kept(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    store
        .log()
        .append(table("t"), vec![update("x"); 30])
        .await
        .unwrap();
    assert_eq!(store.snapshot(&table("t")).await.unwrap(), None);
    for seq in [10, 20, 30] {
        store
            .put_snapshot(table("t"), snapshot(seq, "state"))
            .await
            .unwrap();
    }
    assert_eq!(
        store.snapshot(&table("t")).await.unwrap(),
        Some(snapshot(30, "state"))
    );
    assert_eq!(store.verify().await.unwrap().snapshots, 2);
    store
        .put_snapshot(table("t"), snapshot(30, "better"))
        .await
        .unwrap();
    assert_eq!(
        store.snapshot(&table("t")).await.unwrap(),
        Some(snapshot(30, "better"))
    );
    assert_eq!(store.verify().await.unwrap().snapshots, 2);
}

pub async fn a_snapshot_ahead_of_the_log_is_refused(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    store
        .log()
        .append(table("t"), vec![update("x")])
        .await
        .unwrap();
    let ahead = store.put_snapshot(table("t"), snapshot(2, "state")).await;
    assert!(matches!(ahead, Err(StoreError::OutOfRange)), "{ahead:?}");
    let nowhere = store
        .put_snapshot(table("nowhere"), snapshot(0, "state"))
        .await;
    assert!(
        matches!(nowhere, Err(StoreError::UnknownTable(_))),
        "{nowhere:?}"
    );
    assert_eq!(store.snapshot(&table("t")).await.unwrap(), None);
}

/// Ten times: two updates and an event, one second after the other.
async fn meeting(store: &Store) {
    for second in 0..10 {
        let at = |draft: Draft| Draft {
            at: Timestamp(second * 1_000),
            ..draft
        };
        let drafts = vec![at(update("a")), at(update("b")), at(event("e"))];
        store.log().append(table("t"), drafts).await.unwrap();
    }
}

pub async fn folding_keeps_events_and_what_snapshots_do_not_hold(place: &Place) {
    let store = place.with_tables(&["t", "young"]).await;
    meeting(&store).await;
    store
        .log()
        .append(table("young"), vec![update("y")])
        .await
        .unwrap();
    let all = store.entries(&table("t"), Seq::START, 100).await.unwrap();
    let everything = Timestamp(1_000_000);

    // Nothing is covered yet.
    assert_eq!(
        store.compact(everything).await.unwrap(),
        Compacted::default()
    );
    store
        .put_snapshot(table("t"), snapshot(15, "state"))
        .await
        .unwrap();
    store
        .put_snapshot(table("t"), snapshot(24, "state"))
        .await
        .unwrap();
    // Second 3 begins with entry 10; then the older snapshot is the limit.
    assert_eq!(
        store.compact(Timestamp(3_000)).await.unwrap(),
        Compacted {
            tables: 1,
            updates: 6
        }
    );
    assert_eq!(
        store.head(&table("t")).await.unwrap().unwrap().compacted,
        Seq::new(9)
    );
    assert_eq!(
        store.compact(everything).await.unwrap(),
        Compacted {
            tables: 1,
            updates: 4
        }
    );
    assert_eq!(
        store.compact(everything).await.unwrap(),
        Compacted::default()
    );

    let report = store.verify().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.entries, report.events), (21, 10));
    let refused = store.entries(&table("t"), Seq::new(14), 100).await;
    assert!(
        matches!(refused, Err(StoreError::Compacted { through, .. }) if through == Seq::new(15)),
        "{refused:?}"
    );
    assert_eq!(
        store.entries(&table("t"), Seq::new(15), 100).await.unwrap(),
        all[15..]
    );
    let events: Vec<_> = all
        .iter()
        .filter(|entry| entry.kind == Kind::Event)
        .cloned()
        .collect();
    assert_eq!(
        store.events(&table("t"), Seq::START, 100).await.unwrap(),
        events
    );
    // The chain still guards what is left.
    place
        .tamper("DELETE FROM entries WHERE table_id = 't' AND seq = 6")
        .await;
    assert!(!store.verify().await.unwrap().is_sound());
}

pub async fn a_backup_is_whole_while_others_write(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    store
        .log()
        .append(table("t"), vec![event("before"); 100])
        .await
        .unwrap();
    let to = place.folder.file("copy.db");
    if !place.is_sqlite() {
        assert!(matches!(
            store.backup(&to).await,
            Err(StoreError::BackupElsewhere)
        ));
        assert!(!to.exists());
        return;
    }
    let log = store.log();
    let writing = tokio::spawn(async move {
        loop {
            log.append(table("t"), vec![event("x"), update("y")])
                .await
                .unwrap();
            tokio::time::sleep(Duration::from_micros(100)).await;
        }
    });
    store.backup(&to).await.unwrap();
    writing.abort();

    let again = store.backup(&to).await;
    assert!(matches!(again, Err(StoreError::BackupExists)), "{again:?}");
    let nowhere = store.backup(&place.folder.file("no/such/folder.db")).await;
    assert!(nowhere.is_err());
    let copy = Store::open(&format!("sqlite:{}", to.display()))
        .await
        .unwrap();
    let report = copy.verify().await.unwrap();
    assert!(report.is_sound() && report.entries >= 100, "{report:?}");
    let appended = copy
        .log()
        .append(table("t"), vec![event("after")])
        .await
        .unwrap();
    assert_eq!(appended.first_seq.get(), report.entries + 1);
    let files = std::fs::read_dir(&place.folder.0).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert!(!names.any(|it| it.ends_with(".partial")));
    // Nor beside what another database has left, which it would take for its own.
    std::fs::write(place.folder.file("other.db-wal"), "left").unwrap();
    let other = store.backup(&place.folder.file("other.db")).await;
    assert!(matches!(other, Err(StoreError::BackupExists)), "{other:?}");
}
