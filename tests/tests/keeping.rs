//! The life of a table: put away, found again, thinned, damaged.

use server::clock::now;
use server::store::{DamageKind, Kind, RowChange, Snapshot, Store};
use server::tables::audit::audit;
use server::tables::state::TableState;
use shared::document::DocumentId;
use shared::ids::{TableId, Timestamp};
use shared::seq::Seq;
use std::time::{Duration, Instant};
use tests::house::House;
use tests::process::{Process, said};
use tests::seat::PATIENCE;
use tests::table::Table;

const ROOT: &str = "answer/q1";

/// Waits until no table is open.
async fn is_put_away(house: &House) {
    let deadline = Instant::now() + PATIENCE;
    while house.app.tables.open_tables() > 0 {
        assert!(Instant::now() < deadline, "the table stays open");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A table with two people, whose words are saved and who have gone; the house is closed.
async fn a_meeting(house: &mut House, words: &[&str]) -> Table {
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    for (number, words) in words.iter().enumerate() {
        let writer = [&ana, &ben][number % 2];
        writer.writes(ROOT, words);
        writer.is_saved().await;
    }
    house.closes().await;
    table
}

async fn head(store: &Store, table: &TableId) -> Seq {
    store.head(table).await.unwrap().unwrap().seq
}

#[tokio::test]
async fn a_table_without_people_is_put_away_and_found_again() {
    let linger = Duration::from_millis(100);
    let house = House::chosen(move |config| config.tables.linger = linger).await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    ana.writes(ROOT, "Before. ");
    ana.is_saved().await;
    // Longer than it lingers: it stays as long as somebody sits there.
    tokio::time::sleep(linger * 3).await;
    assert_eq!(house.app.tables.open_tables(), 1);
    ana.leaves().await;
    is_put_away(&house).await;

    let store = &house.app.store;
    let head = head(store, &table.id).await;
    let deadline = Instant::now() + PATIENCE;
    let snapshot = loop {
        if let Some(snapshot) = store.snapshot(&table.id).await.unwrap() {
            break snapshot;
        }
        assert!(Instant::now() < deadline, "no snapshot was taken");
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    assert_eq!(snapshot.seq, head, "it is put away with all there is");
    let log = store.entries(&table.id, Seq::START, 10_000).await.unwrap();
    assert_eq!(log.len() as u64, head.get(), "the log stays whole");

    let ben = table.delegate(1, "Ben").await;
    ben.reads(ROOT, "Before. ").await;
    ana.returns().await;
    ben.writes(ROOT, "After.");
    ana.reads(ROOT, "Before. After.").await;
}

#[tokio::test]
async fn a_table_opens_from_its_snapshot_and_what_came_after() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "Before. ");
    ben.reads(ROOT, "Before. ").await;
    process.is_told_to_stop().await;
    assert_eq!(process.ends().await.0, Some(0));
    process.starts_again().await;
    ana.returns().await;
    ana.writes(ROOT, "After.");
    ana.is_saved().await;
    // Nobody takes a snapshot now.
    process.dies().await;
    let compacted = process.runs(&["compact", "--before", "2100-01-01"]).await;
    assert!(compacted.status.success(), "{}", said(&compacted.stderr));
    let told = said(&compacted.stdout);
    let updates: u32 = told.split(' ').next().unwrap().parse().unwrap();
    assert!(
        updates > 0,
        "the log was thinned, so that it alone is not enough: {told}"
    );
    process.starts_again().await;
    let carla = table.delegate(2, "Carla").await;
    carla.reads(ROOT, "Before. After.").await;
    ben.returns().await;
    ben.writes(ROOT, " And on.");
    carla.reads(ROOT, "Before. After. And on.").await;
    let verified = process.runs(&["verify"]).await;
    assert!(verified.status.success(), "{}", said(&verified.stdout));
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_read_gives_way_to_the_log() {
    let mut house = House::open().await;
    let table = a_meeting(&mut house, &["One. ", "Two. "]).await;
    let store = Store::open(&house.place.database()).await.unwrap();
    // As it might have been written by a version that is newer, or wrong.
    for body in ["", "\u{4}\0\0\0{}..", "\u{2}\0\0\0{}"] {
        let seq = head(&store, &table.id).await;
        let snapshot = Snapshot {
            seq,
            at: now(),
            body: body.into(),
        };
        store
            .put_snapshot(table.id.clone(), snapshot)
            .await
            .unwrap();
        let state = TableState::open(&store, &table.id).await.unwrap();
        assert_eq!(state.head, seq);
        let quarantined = store.quarantined().await.unwrap();
        assert_eq!(quarantined[0].0.kind, DamageKind::SnapshotUntrue);
        assert_eq!(quarantined[0].0.seq, seq);
    }
    store.close().await.unwrap();
    house.restarts().await;
    let carla = table.delegate(2, "Carla").await;
    carla.reads(ROOT, "One. Two. ").await;
    carla.writes(ROOT, "Three.");
    carla.is_saved().await;
}

#[tokio::test]
async fn a_snapshot_that_is_not_what_the_log_says_is_found_and_set_aside() {
    let mut house = House::open().await;
    let table = a_meeting(&mut house, &["One. ", "Two. "]).await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let seq = head(&store, &table.id).await;
    let mut report = audit(&store).await.unwrap();
    assert!(report.is_sound() && report.snapshots > 0, "{report:?}");
    // A state of an earlier moment that pretends to be of now.
    let mut earlier = TableState::open(&store, &table.id).await.unwrap();
    let doc = shared::document::new_doc(0);
    for entry in store.entries(&table.id, Seq::START, 1_000).await.unwrap() {
        if entry.kind == Kind::Update && entry.seq < seq {
            let update = yrs::updates::decoder::Decode::decode_v1(&entry.body).unwrap();
            yrs::Transact::transact_mut(&doc)
                .apply_update(update)
                .unwrap();
        }
    }
    earlier.document(&DocumentId::Table).open().doc = doc;
    earlier.document(&DocumentId::Table).changed(0, 0);
    let snapshot = Snapshot {
        seq,
        at: now(),
        body: earlier.snapshot().unwrap(),
    };
    store
        .put_snapshot(table.id.clone(), snapshot)
        .await
        .unwrap();
    assert!(
        store.verify().await.unwrap().is_sound(),
        "every digest is as it should be"
    );
    report = audit(&store).await.unwrap();
    assert_eq!(report.damage.len(), 1, "{report:?}");
    assert_eq!(report.damage[0].kind, DamageKind::SnapshotUntrue);
    assert!(audit(&store).await.unwrap().is_sound(), "it was set aside");
    store.close().await.unwrap();
    house.restarts().await;
    let carla = table.delegate(2, "Carla").await;
    carla.reads(ROOT, "One. Two. ").await;
}

#[tokio::test]
async fn a_damaged_entry_closes_its_table_and_no_other() {
    let mut house = House::open().await;
    let table = a_meeting(&mut house, &["One. ", "Two. "]).await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let seq = head(&store, &table.id).await;
    store.close().await.unwrap();
    let tamper = format!(
        "DELETE FROM snapshots; UPDATE entries SET body = x'00' WHERE table_id = '{}' AND seq = {seq}",
        table.id
    );
    house.place.tampers(&tamper).await;

    house.restarts().await;
    let other = house.table().await;
    let [ben] = other.seats(["Ben"]).await;
    ben.writes(ROOT, "Elsewhere all is well.");
    ben.is_saved().await;
    // They are let in, and told by the page that this table is damaged.
    let secret = table.secret("delegate", 0);
    let (cookie, joined) = tests::visitor::join(&house.door.address(), &secret, "Ana").await;
    assert_eq!(joined["tables"], serde_json::json!([]));
    let path = format!("/api/tables/{}/outcome.md", table.id);
    let answer = tests::visitor::ask(&house.door.address(), "GET", &path, &cookie, None).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.json()["code"], "damaged");
    let metrics = ben.gets("/metrics").await.text();
    assert!(
        !metrics.contains("roundtable_damaged_rows_total 0"),
        "{metrics}"
    );
    let found = house.app.store.quarantined().await.unwrap();
    assert_eq!(found[0].0.kind, DamageKind::Entry);
    assert_eq!((&found[0].0.table, found[0].0.seq), (&table.id, seq));
    let report = audit(&house.app.store).await.unwrap();
    assert_eq!(report.damage, [found[0].0.clone()]);
    assert_ne!(found[0].1, Timestamp(0));
}

#[tokio::test]
async fn a_document_that_rests_is_as_if_it_had_not() {
    let rest = Duration::from_millis(20);
    let mut house = House::chosen(move |config| config.tables.rest = rest).await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let metrics = house.app.tables.metrics().clone();
    let rests = || {
        let told = metrics.render(1);
        let count = told
            .lines()
            .find_map(|line| line.strip_prefix("roundtable_rests_total "));
        count.unwrap_or("0").parse::<u64>().unwrap()
    };
    let rested = async |before: u64| {
        let deadline = Instant::now() + PATIENCE;
        while rests() == before {
            assert!(Instant::now() < deadline, "it never rests");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // It may have been woken once more meanwhile.
        tokio::time::sleep(rest * 3).await;
    };
    let before = rests();
    for letter in "In turn, letter by letter. ".chars() {
        ana.writes(ROOT, &letter.to_string());
        ben.writes(ROOT, &letter.to_string());
    }
    ana.writes(ROOT, "<end>");
    ben.deletes(ROOT, 3, 5);
    ana.is_saved().await;
    ben.is_saved().await;
    carla.drops();
    rested(before).await;

    // Whoever comes, comes back or was away is told what they lack, and is heard.
    let dora = table.delegate(3, "Dora").await;
    dora.reads(ROOT, "<end>").await;
    carla.inserts(ROOT, 4, "<offline>");
    let before = rests();
    ana.writes(ROOT, "<awake>");
    ana.is_saved().await;
    rested(before).await;
    carla.returns().await;
    carla.is_saved().await;
    ana.reads(ROOT, "<offline>").await;
    carla.reads(ROOT, "<awake>").await;
    let before = rests();
    let answer = ana
        .gets(&format!("/api/tables/{}/outcome.md", table.id))
        .await;
    assert!(answer.text().contains("offline"), "{}", answer.text());
    rested(before).await;
    ben.marks(ROOT, 1, 4, "strong");
    ben.is_saved().await;
    while ana.blocks(ROOT) != ben.blocks(ROOT) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let blocks = ana.blocks(ROOT);
    house.closes().await;

    let store = Store::open(&house.place.database()).await.unwrap();
    let mut state = TableState::open(&store, &table.id).await.unwrap();
    let kept = state.prose();
    assert!(
        kept.values().any(|kept| *kept == blocks),
        "the snapshot tells otherwise"
    );
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_name_lies_beside_the_log_and_can_be_erased_without_breaking_it() {
    const NAME: &str = "Zenobia Quirk";
    let mut house = House::open().await;
    let table = house.table().await;
    let ana = table.delegate(0, NAME).await;
    let ben = table.delegate(1, "Ben").await;
    ana.writes("answer/q1", "We came by night. ");
    ana.is_saved().await;
    ben.reads("answer/q1", "We came by night. ").await;
    let is_named = |table: &shared::table::RoundTable| {
        table
            .participants
            .values()
            .any(|person| person.name == NAME)
    };
    assert!(is_named(&ben.table()), "those at the table know it");
    house.restarts().await;
    ben.returns().await;
    assert!(is_named(&ben.table()), "and after a restart");
    house.closes().await;

    let store = Store::open(&house.place.database()).await.unwrap();
    let entries = store.entries(&table.id, Seq::START, 1_000).await.unwrap();
    let snapshot = store.snapshot(&table.id).await.unwrap().unwrap();
    let holds = |bytes: &[u8]| {
        bytes
            .windows(NAME.len())
            .any(|some| some == NAME.as_bytes())
    };
    let session = table.session.log();
    let of_session = store.entries(&session, Seq::START, 1_000).await.unwrap();
    assert!(of_session.len() > 2, "two have come");
    let mut both = entries.iter().chain(&of_session);
    assert!(!both.any(|entry| holds(&entry.body)));
    assert!(!holds(&snapshot.body));

    let id = ana.heard().welcome.as_ref().unwrap().you.clone();
    store
        .change_rows(vec![RowChange::Name(id.clone(), String::new())])
        .await
        .unwrap();
    let state = TableState::open(&store, &table.id).await.unwrap();
    assert_eq!(state.table.participants[&id].name, "—");
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
}
