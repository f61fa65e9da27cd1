//! How much a house takes, and that a conference trips nothing.

use futures_util::{SinkExt as _, StreamExt as _};
use server::tables::rate_limit::RateLimit;
use shared::protocol::SUBPROTOCOL;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tests::house::House;
use tests::process::Process;
use tests::seat::{PATIENCE, Seat, Socket, on_table};
use tokio_tungstenite::tungstenite::Message;

const ROOT: &str = "answer/q1";

fn ping() -> Message {
    Message::text(r#"{"say":"ping"}"#)
}

/// Sends so many pings, a few at a time, and how the connection ends: nothing if all are answered.
async fn pings(socket: &mut Socket, times: usize) -> Option<(u16, String)> {
    for asked in 0..times {
        // Whoever is being sent away may find the line cut.
        drop(socket.feed(ping()).await);
        if asked % 20 == 19 {
            drop(socket.flush().await);
            let ended = tokio::time::timeout(PATIENCE, pongs(socket, 20)).await;
            if let Some(end) = ended.expect("the server answers") {
                return Some(end);
            }
        }
    }
    None
}

async fn pongs(socket: &mut Socket, times: usize) -> Option<(u16, String)> {
    let mut answered = 0;
    while answered < times {
        match socket.next().await.expect("the server says why").unwrap() {
            Message::Close(frame) => {
                let frame = frame.expect("a goodbye has a code");
                return Some((frame.code.into(), frame.reason.to_string()));
            }
            Message::Text(text) if text.contains("\"pong\"") => answered += 1,
            _ => {}
        }
    }
    None
}

#[tokio::test]
async fn a_participant_has_one_pace_on_all_connections() {
    let pace = RateLimit {
        rate: 0.01,
        burst: 100.0,
    };
    let house = House::chosen(move |config| config.tables.rate = Some(pace)).await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let mut tabs = Vec::new();
    for _ in 0..2 {
        tabs.push(ana.socket(Some(SUBPROTOCOL)).await.unwrap());
    }
    assert_eq!(pings(&mut tabs[0], 60).await, None);
    let flood = Some((4529, "flood".to_owned()));
    assert_eq!(pings(&mut tabs[1], 60).await, flood);
    let mut again = ana.socket(Some(SUBPROTOCOL)).await.unwrap();
    assert_eq!(
        pings(&mut again, 60).await,
        flood,
        "coming back is no way round"
    );
    let mut bens = ben.socket(Some(SUBPROTOCOL)).await.unwrap();
    assert_eq!(
        pings(&mut bens, 60).await,
        None,
        "Ben has a pace of his own"
    );
}

#[tokio::test]
async fn a_table_takes_so_many_and_no_more() {
    let house = House::chosen(|config| config.tables.connections_per_table = 2).await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let carla = table.delegate(2, "Carla").await;
    let full = (Some(4508), "table-full".to_owned());
    assert_eq!(carla.is_closed().await, full);
    ben.leaves().await;
    ana.until("Ben is gone", |heard| {
        !heard.present.contains_key(&ben.participant)
    })
    .await;
    carla.returns().await;
    carla.writes(ROOT, "There was a place after all.");
    ana.reads(ROOT, "There was a place after all.").await;
}

#[tokio::test]
async fn a_document_grows_so_far_and_can_be_cut_down() {
    let house = House::chosen(|config| config.tables.gate.document_bytes = 40_000).await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    for _ in 0..100 {
        ana.writes(ROOT, &"words ".repeat(200));
    }
    let full = (Some(4400), "document-full".to_owned());
    assert_eq!(ana.is_closed().await, full);
    let held = || u32::try_from(ben.text(ROOT).len()).unwrap();
    let begun = Instant::now();
    while held() < 30_000 {
        assert!(begun.elapsed() < PATIENCE, "{} characters", held());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let held = held();
    assert!(held <= 40_000, "{held} characters");
    ben.deletes(ROOT, 1, held - 1_000);
    ben.is_saved().await;
    ben.writes(ROOT, "Shorter is better.");
    ben.is_saved().await;
    assert_eq!(ben.heard().closed, None);
    let witness = table.observer("Witness").await;
    witness.reads(ROOT, "Shorter is better.").await;
}

#[tokio::test]
async fn a_message_has_so_many_bytes() {
    let house = House::open().await;
    let [ana, ben] = house.table().await.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, &"much ".repeat(1 << 18));
    let refused = (Some(4400), "too-large".to_owned());
    assert_eq!(ana.is_closed().await, refused);
    ben.sends(Message::text("x".repeat(5 << 20)));
    // More than is read at all: who goes on sending may find the line cut before they hear why.
    let (code, reason) = ben.is_closed().await;
    assert!(code.is_none() || reason == "too-large", "{code:?} {reason}");
}

#[tokio::test]
async fn three_hundred_people_behind_one_address_trip_nothing() {
    let house = House::open().await;
    let table = Arc::new(house.table().await);
    let coming: Vec<_> = (0..300)
        .map(|number| {
            let table = table.clone();
            tokio::spawn(async move {
                let secret = table.secret("delegate", number % 4);
                let asked = serde_json::json!({ "secret": secret });
                let door = table.door.address();
                let peeked =
                    tests::visitor::ask(&door, "POST", "/api/peek", "", Some(&asked)).await;
                assert_eq!(peeked.status, 200, "{}", peeked.text());
                let seat = Seat::taken(
                    table.door.clone(),
                    table.id.clone(),
                    &secret,
                    &format!("Delegate {number}"),
                )
                .await;
                // Half of them load the page again.
                if number % 2 == 0 {
                    seat.returns().await;
                }
                seat
            })
        })
        .collect();
    let mut seats = Vec::new();
    for seat in coming {
        seats.push(seat.await.unwrap());
    }
    seats[0].writes(ROOT, "Welcome, everybody.");
    for seat in &seats {
        seat.reads(ROOT, "Welcome, everybody.").await;
        assert_eq!(seat.heard().closed, None, "{}", seat.name);
    }
}

#[tokio::test]
async fn without_limits_rates_are_lifted_and_the_gate_stays() {
    let mut process = Process::start_with(&[
        "--no-limits",
        "--messages-per-second=1",
        "--tries-per-minute=1",
        "--seats-per-table=1",
    ])
    .await;
    process.says("Rates and seat counts are not limited").await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let mut socket = ben.socket(Some(SUBPROTOCOL)).await.unwrap();
    assert_eq!(pings(&mut socket, 3_000).await, None);
    ben.sends_update(vec![0xff, 0xff, 0xff, 0x7f]);
    let refused = (Some(4400), "truncated".to_owned());
    assert_eq!(ben.is_closed().await, refused);
    assert_eq!(ana.heard().closed, None);
}

#[tokio::test]
async fn limits_are_chosen_on_the_command_line() {
    let mut process = Process::start_with(&[
        "--messages-per-second=5",
        "--message-bytes=2000",
        "--document-bytes=5000",
        "--awareness-bytes=300",
        "--connections-per-table=3",
    ])
    .await;
    let table = process.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let dora = table.delegate(3, "Dora").await;
    assert_eq!(dora.is_closed().await.1, "table-full");
    ana.writes(ROOT, &"x".repeat(3_000));
    assert_eq!(ana.is_closed().await.1, "too-large");
    let mut presence = vec![1];
    tests::forge::string(&mut presence, &[0; 400]);
    ben.sends(on_table(&presence));
    assert_eq!(ben.is_closed().await.1, "too-large");
    for _ in 0..10 {
        carla.writes(ROOT, &"x".repeat(1_000));
    }
    assert_eq!(carla.is_closed().await.1, "document-full");
    let help = process.runs(&["serve", "--help"]).await;
    let help = tests::process::said(&help.stdout);
    for flag in [
        "--messages-per-second",
        "--message-bytes",
        "--document-bytes",
        "--awareness-bytes",
        "--connections-per-table",
        "--tries-per-minute",
        "--proxies",
        "--no-limits",
    ] {
        assert!(help.contains(flag), "{flag} is not described");
    }
    process.dies().await;
}
