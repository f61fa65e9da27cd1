//! A full disk: nothing is acknowledged that is not there, and it passes.

use server::store::{NewTable, StoreError};

use crate::place::{Place, event, session, table, update};
use shared::seq::Seq;

#[tokio::test]
async fn a_full_disk_acknowledges_nothing_and_passes() {
    let place = Place::sqlite();
    let store = place.with_tables(&["t", "other"]).await;
    let log = store.log();
    log.append(table("t"), vec![event("before")]).await.unwrap();
    let before = store.head(&table("t")).await.unwrap();

    store.limit_size(Some(0)).await.unwrap();
    let large = "x".repeat(100_000);
    for _ in 0..3 {
        let (one, two) = tokio::join!(
            log.append(table("t"), vec![update(&large)]),
            log.append(table("other"), vec![event(&large)]),
        );
        assert!(matches!(one, Err(StoreError::Full)), "{one:?}");
        assert!(matches!(two, Err(StoreError::Full)), "{two:?}");
        assert!(matches!(store.ready().await, Err(StoreError::Full)));
    }
    // A probe of its own says so too, and not only what the last append met.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(matches!(store.ready().await, Err(StoreError::Full)));
    let mut new = session("s2", &[]);
    new.tables = vec![NewTable {
        id: table("new"),
        first: vec![event(&large)],
    }];
    assert!(matches!(
        store.create_session(new.clone()).await,
        Err(StoreError::Full)
    ));

    assert_eq!(store.head(&table("t")).await.unwrap(), before);
    assert_eq!(
        store
            .entries(&table("t"), Seq::START, 10)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        store
            .entries(&table("other"), Seq::START, 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(store.metrics().commits, 1);
    assert!(store.metrics().failed_commits >= 3);

    store.limit_size(None).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    store.ready().await.unwrap();
    let done = log
        .append(table("t"), vec![update(&large), event("after")])
        .await
        .unwrap();
    assert_eq!(done.first_seq, Seq::new(2));
    store.create_session(new).await.unwrap();
    assert!(store.verify().await.unwrap().is_sound());
}
