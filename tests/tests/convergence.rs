//! Whatever happens on the way, everybody ends with the same document, and so does the log.

use rand::RngExt as _;
use rand::rngs::StdRng;
use server::store::Store;
use server::tables::state::TableState;
use shared::document::DocumentId;
use std::time::{Duration, Instant};
use tests::content::{Content, replayed, sent_whole};
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::{PATIENCE, Seat};
use yrs::Doc;

const ROOTS: [&str; 3] = ["answer/q1", "answer/q2", "answer/q3"];

fn content(doc: &Doc) -> Content {
    Content::of(doc, &ROOTS)
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

#[tokio::test]
async fn random_meetings_converge() {
    for _ in 0..much(1, 20) {
        let mut chance = chance();
        let mut house = House::chosen(|config| {
            config.tables.rate = None;
            // Between edits rather than after meetings: nothing may depend on when that is.
            config.tables.rest = Duration::from_millis(2);
        })
        .await;
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
            content(&replayed(&store, &table.id).await),
            expected,
            "the log tells otherwise"
        );
        assert!(
            store.snapshot(&table.id).await.unwrap().is_some(),
            "closing takes a snapshot"
        );
        let mut state = TableState::open(&store, &table.id).await.unwrap();
        let document = state.document(&DocumentId::Table);
        assert_eq!(
            content(&document.open().doc),
            expected,
            "the snapshot tells otherwise"
        );
        let whole = sent_whole(&mut state);
        assert_eq!(content(&whole), expected, "a full sync tells otherwise");
        assert!(store.verify().await.unwrap().is_sound());
        store.close().await.unwrap();
    }
}
