//! What is closed by itself.

use crate::place::{Place, event, table, update};
use server::store::{Due, Owed, Store};
use shared::ids::Timestamp;

fn due(id: &str, at: Option<u64>, said: u64) -> Due {
    Due {
        id: id.parse().unwrap(),
        at: at.map(Timestamp),
        said: Timestamp(said),
    }
}

pub async fn what_is_due_is_written_with_the_entries_that_say_so(place: &Place) {
    let store: Store = place.with_tables(&["t", "other"]).await;
    assert_eq!(store.first_due().await.unwrap(), None);
    let log = store.log();
    let append =
        |name: &str, due: Vec<Due>| log.append_with(table(name), vec![event("x")], Vec::new(), due);
    append("t", vec![due("d1", Some(500), 100)]).await.unwrap();
    append(
        "other",
        vec![due("d1", Some(400), 100), due("d2", Some(900), 100)],
    )
    .await
    .unwrap();
    // Without any of it in between, by the short way.
    log.append(table("t"), vec![update("y")]).await.unwrap();
    assert_eq!(store.first_due().await.unwrap(), Some(Timestamp(400)));
    let by = |at: u64| store.due_tables(Some(Timestamp(at)));
    assert_eq!(by(399).await.unwrap(), []);
    assert_eq!(by(450).await.unwrap(), [table("other")]);
    assert_eq!(by(500).await.unwrap(), [table("other"), table("t")]);
    assert_eq!(store.due_tables(None).await.unwrap().len(), 2);
    append("other", vec![due("d1", Some(600), 200)])
        .await
        .unwrap();
    assert_eq!(by(500).await.unwrap(), [table("t")]);
    append("t", vec![due("d1", None, 300)]).await.unwrap();
    append("other", vec![due("d1", None, 300), due("d2", None, 300)])
        .await
        .unwrap();
    assert_eq!(store.first_due().await.unwrap(), None);
    let head = store.head(&table("other")).await.unwrap().unwrap();
    assert_eq!(head.seq.get(), 3);
    // Where nothing is appended, nothing is due.
    let nowhere = append("nowhere", vec![due("d1", Some(1), 1)]).await;
    assert!(nowhere.is_err());
    assert_eq!(store.first_due().await.unwrap(), None);
    store.close().await.unwrap();
}

pub async fn what_tables_are_owed_is_remembered_until_they_have_it(place: &Place) {
    let store: Store = place.with_tables(&["t", "other"]).await;
    let owed = |name: &str, since, through| Owed {
        table: table(name),
        since: Timestamp(since),
        through: Timestamp(through),
    };
    store.owe(owed("t", 100, 200)).await.unwrap();
    store.owe(owed("other", 100, 200)).await.unwrap();
    // More of it: from the first moment through the last.
    store.owe(owed("t", 300, 400)).await.unwrap();
    store.owe(owed("t", 150, 250)).await.unwrap();
    let both = [owed("other", 100, 200), owed("t", 100, 400)];
    assert_eq!(store.owed().await.unwrap(), both);
    store.is_even(owed("other", 100, 200)).await.unwrap();
    // What came on top meanwhile is still owed.
    store.is_even(owed("t", 100, 200)).await.unwrap();
    assert_eq!(store.owed().await.unwrap(), [owed("t", 100, 400)]);
    store.close().await.unwrap();
}

pub async fn when_the_house_was_up_is_remembered(place: &Place) {
    let store: Store = place.with_tables(&["t"]).await;
    assert_eq!(store.alive().await.unwrap(), Timestamp(0));
    let said = vec![due("d1", Some(500), 100)];
    let append = store
        .log()
        .append_with(table("t"), vec![event("x")], Vec::new(), said);
    append.await.unwrap();
    assert_eq!(store.alive().await.unwrap(), Timestamp(100));
    store.beat(Timestamp(300)).await.unwrap();
    // It never goes back.
    store.beat(Timestamp(200)).await.unwrap();
    let said = vec![due("d2", Some(500), 250)];
    let append = store
        .log()
        .append_with(table("t"), vec![event("x")], Vec::new(), said);
    append.await.unwrap();
    store.close().await.unwrap();
    let again = place.open().await;
    assert_eq!(again.alive().await.unwrap(), Timestamp(300));
    again.close().await.unwrap();
}
