//! What was changed behind the store's back is found, named and refused.

use server::store::{Damage, DamageKind, Kind, Record, Snapshot, Store, StoreError};
use shared::ids::Timestamp;
use shared::seq::Seq;

use crate::place::{Place, event, person, table, update};

/// Six entries: u e u u e u.
async fn written(place: &Place) -> Store {
    let store = place.with_tables(&["other", "t"]).await;
    let drafts = vec![
        update("one"),
        event("two"),
        update("three"),
        update("four"),
        event("five"),
        update("six"),
    ];
    store.log().append(table("t"), drafts).await.unwrap();
    store
        .log()
        .append(table("other"), vec![event("elsewhere")])
        .await
        .unwrap();
    assert!(store.verify().await.unwrap().is_sound());
    store
}

fn damage(seq: u64, kind: DamageKind) -> Damage {
    Damage {
        table: table("t"),
        seq: Seq::new(seq),
        kind,
    }
}

/// Reading refuses, verifying names exactly this, and it is remembered.
async fn is_found(store: &Store, expected: &[Damage]) {
    match store.entries(&table("t"), Seq::START, 100).await {
        Err(StoreError::Damaged(found)) => assert_eq!(found, expected[0]),
        other => panic!("damage was read over: {other:?}"),
    }
    assert_eq!(store.verify().await.unwrap().damage, expected);
    let quarantined = store.quarantined().await.unwrap();
    assert_eq!(quarantined.len(), 1);
    assert_eq!(quarantined[0].0, expected[0]);
    assert_eq!(store.metrics().damaged, 1);
    store
        .entries(&table("other"), Seq::START, 100)
        .await
        .unwrap();
}

/// The body of an entry with its first byte flipped.
const FLIPPED: &str = "(SELECT body FROM entries WHERE table_id = 'other' AND seq = 1)";

pub async fn a_flipped_byte_is_named_and_refused(place: &Place) {
    let store = written(place).await;
    let sql = format!("UPDATE entries SET body = {FLIPPED} WHERE table_id = 't' AND seq = 4");
    assert_eq!(place.tamper(&sql).await, 1);
    // What stands before it can still be read.
    assert_eq!(
        store
            .entries(&table("t"), Seq::START, 3)
            .await
            .unwrap()
            .len(),
        3
    );
    is_found(&store, &[damage(4, DamageKind::Entry)]).await;
}

pub async fn a_forged_author_is_named(place: &Place) {
    let store = written(place).await;
    place
        .tamper("UPDATE entries SET participant = 'ben' WHERE table_id = 't' AND seq = 2")
        .await;
    is_found(&store, &[damage(2, DamageKind::Entry)]).await;
}

pub async fn a_missing_entry_is_a_gap(place: &Place) {
    let store = written(place).await;
    place
        .tamper("DELETE FROM entries WHERE table_id = 't' AND seq IN (3, 4)")
        .await;
    is_found(
        &store,
        &[damage(
            3,
            DamageKind::Gap {
                through: Seq::new(4),
            },
        )],
    )
    .await;
    assert_eq!(
        store
            .events(&table("t"), Seq::START, 10)
            .await
            .unwrap()
            .len(),
        2
    );
}

pub async fn a_missing_tail_is_a_gap(place: &Place) {
    let store = written(place).await;
    place
        .tamper("DELETE FROM entries WHERE table_id = 't' AND seq >= 5")
        .await;
    let gap = damage(
        5,
        DamageKind::Gap {
            through: Seq::new(6),
        },
    );
    is_found(&store, &[gap, damage(2, DamageKind::Chain)]).await;
    let events = store.events(&table("t"), Seq::START, 10).await;
    assert!(
        matches!(events, Err(StoreError::Damaged(found)) if found == damage(2, DamageKind::Chain))
    );
}

pub async fn an_entry_beyond_the_head_is_found(place: &Place) {
    let store = written(place).await;
    place
        .tamper("UPDATE tables SET head = 5 WHERE id = 't'")
        .await;
    let report = store.verify().await.unwrap();
    assert_eq!(report.damage, [damage(6, DamageKind::BeyondHead)]);
    // Nor can the number be given twice.
    let append = store.log().append(table("t"), vec![update("again")]).await;
    assert!(matches!(append, Err(StoreError::Taken)));
}

/// Puts the other table's event in an event's place, with a digest that fits it there.
async fn rewrite(place: &Place, store: &Store, seq: u64, previous: &[u8; 32]) {
    let (t, ana) = (table("t"), person("ana"));
    let record = Record {
        table: &t,
        seq: Seq::new(seq),
        participant: Some(&ana),
        at: Timestamp(2_000),
        body: b"elsewhere",
    };
    let digest = record.entry_digest(Kind::Event, previous);
    // The digest comes in as another table's snapshot, since SQL for bytes differs between databases.
    let snapshot = Snapshot {
        seq: Seq::START,
        at: Timestamp(0),
        body: digest.to_vec().into(),
    };
    store.put_snapshot(table("other"), snapshot).await.unwrap();
    let sql = format!(
        "UPDATE entries SET body = {FLIPPED}, \
         digest = (SELECT body FROM snapshots WHERE table_id = 'other') \
         WHERE table_id = 't' AND seq = {seq}"
    );
    assert_eq!(place.tamper(&sql).await, 1);
}

pub async fn a_rewritten_event_breaks_the_chain_after_it(place: &Place) {
    let store = written(place).await;
    rewrite(place, &store, 2, &[0; 32]).await;
    is_found(&store, &[damage(5, DamageKind::Entry)]).await;
}

pub async fn a_rewritten_last_event_breaks_the_head(place: &Place) {
    let store = written(place).await;
    let before = store.events(&table("t"), Seq::START, 1).await.unwrap();
    rewrite(place, &store, 5, &before[0].digest).await;
    is_found(&store, &[damage(5, DamageKind::Chain)]).await;
}

pub async fn a_damaged_snapshot_gives_way_to_the_older(place: &Place) {
    let store = written(place).await;
    let snapshot = |seq: u64| Snapshot {
        seq: Seq::new(seq),
        at: Timestamp(9),
        body: "state".into(),
    };
    store.put_snapshot(table("t"), snapshot(2)).await.unwrap();
    store.put_snapshot(table("t"), snapshot(5)).await.unwrap();
    let sql = format!("UPDATE snapshots SET body = {FLIPPED} WHERE table_id = 't' AND seq = 5");
    assert_eq!(place.tamper(&sql).await, 1);

    assert_eq!(
        store.snapshot(&table("t")).await.unwrap(),
        Some(snapshot(2))
    );
    let found = damage(5, DamageKind::Snapshot);
    assert_eq!(store.quarantined().await.unwrap()[0].0, found);
    assert_eq!(store.verify().await.unwrap().damage, [found]);
    assert_eq!(store.metrics().damaged, 1);
    // Already known: not reported again.
    assert_eq!(
        store.snapshot(&table("t")).await.unwrap(),
        Some(snapshot(2))
    );
    assert_eq!(store.metrics().damaged, 1);

    store.put_snapshot(table("t"), snapshot(5)).await.unwrap();
    assert_eq!(
        store.snapshot(&table("t")).await.unwrap(),
        Some(snapshot(5))
    );
    assert!(store.verify().await.unwrap().is_sound());
}
