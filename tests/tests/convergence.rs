//! Whatever happens on the way, everybody ends with the same document, and so does the log.

use rand::RngExt as _;
use rand::rngs::StdRng;
use server::book::Book;
use server::store::{Kind, Store};
use shared::document::new_doc;
use shared::prose::blocks;
use std::time::{Duration, Instant};
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::{PATIENCE, Seat};
use tests::table::Table;
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, ReadTxn, StateVector, Transact, Update};

const ROOTS: [&str; 3] = ["answer/q1", "answer/q2", "answer/q3"];

/// Everything that readers of a document can tell: each root's blocks, and how far each client has come.
fn content(doc: &Doc) -> (Vec<String>, StateVector) {
    let roots = ROOTS.map(|root| doc.get_or_insert_text(root));
    let txn = doc.transact();
    let told = roots
        .iter()
        .map(|text| format!("{:?} {:?}", text.get_string(&txn), blocks(text, &txn)));
    (told.collect(), txn.state_vector())
}

/// One thing that happens.
async fn happens(house: &mut House, seats: &[Seat], chance: &mut StdRng) {
    let seat = &seats[chance.random_range(0..seats.len())];
    match chance.random_range(0..400) {
        0 => {
            house.restarts().await;
            for seat in seats {
                seat.is_closed().await;
            }
        }
        1..8 => seat.drops(),
        8..20 => seat.returns().await,
        20..24 => seat.leaves_if_here().await,
        _ => seat.edits(ROOTS[chance.random_range(0..ROOTS.len())], chance),
    }
    if chance.random_bool(0.05) {
        tokio::time::sleep(Duration::from_millis(chance.random_range(0..10))).await;
    }
}

/// Waits until everybody has the same.
async fn agree(seats: &[Seat]) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let first = content(seats[0].doc());
        if seats.iter().all(|seat| content(seat.doc()) == first) {
            return;
        }
        assert!(Instant::now() < deadline, "not everybody has the same");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The document that the log alone makes, without any snapshot.
async fn replayed(store: &Store, table: &Table) -> Doc {
    let doc = new_doc(0);
    let mut seq = 0;
    loop {
        let page = store.entries(&table.id, seq, 1_000).await.unwrap();
        let Some(last) = page.last() else { return doc };
        seq = last.seq;
        for entry in page.iter().filter(|entry| entry.kind == Kind::Update) {
            let update = Update::decode_v1(&entry.body).unwrap();
            doc.transact_mut().apply_update(update).unwrap();
        }
    }
}

#[tokio::test]
async fn random_meetings_converge() {
    for _ in 0..much(1, 20) {
        let mut chance = chance();
        let mut house = House::chosen(|config| config.hall.pace = None).await;
        let table = house.table().await;
        let seats = table.seats(["Ana", "Ben", "Carla", "Dora"]).await;
        for _ in 0..much(1_200, 5_000) {
            happens(&mut house, &seats, &mut chance).await;
        }
        for seat in &seats {
            seat.returns().await;
            seat.is_saved().await;
        }
        agree(&seats).await;
        let expected = content(seats[0].doc());
        house.closes().await;

        let store = Store::open(&house.place.database()).await.unwrap();
        assert_eq!(
            content(&replayed(&store, &table).await),
            expected,
            "the log tells otherwise"
        );
        assert!(
            store.snapshot(&table.id).await.unwrap().is_some(),
            "closing takes a snapshot"
        );
        let mut book = Book::open(&store, &table.id).await.unwrap();
        assert_eq!(content(&book.doc), expected, "the snapshot tells otherwise");
        let whole = new_doc(0);
        whole
            .transact_mut()
            .apply_update(Update::decode_v1(&book.whole()).unwrap())
            .unwrap();
        assert_eq!(content(&whole), expected, "a full sync tells otherwise");
        assert!(store.verify().await.unwrap().is_sound());
        store.close().await.unwrap();
    }
}
