//! A server that is told to stop, and one that is copied while it runs.

use serde_json::Value;
use server::store::Store;
use sqlx::{AnyConnection, Connection as _, Executor as _};
use std::collections::BTreeSet;
use std::time::Duration;
use tests::process::{Process, said};
use tests::seat::Seat;
use tests::table::Table;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

const ROOT: &str = "answer/q1";

/// The words `<…>` that somebody has read.
fn words(seat: &Seat) -> BTreeSet<String> {
    seat.text(ROOT)
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(word, _)| word.to_owned())
        .collect()
}

#[tokio::test]
async fn who_is_told_to_stop_saves_everything_and_tells_everybody() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let seats = table.seats(["Ana", "Ben", "Carla", "Dora"]).await;
    // One who is in the middle of asking something must not hold up the end.
    let mut asking = TcpStream::connect(process.door.address()).await.unwrap();
    asking.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
    for round in 0..100 {
        for (place, seat) in seats.iter().enumerate() {
            seat.writes(ROOT, &format!("<{place}-{round}>"));
        }
    }
    process.is_told_to_stop().await;
    let (code, took) = process.ends().await;
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(5), "stopping took {took:?}");
    let mut read = BTreeSet::new();
    for (place, seat) in seats.iter().enumerate() {
        assert_eq!(seat.is_closed().await, (Some(1012), "restart".to_owned()));
        assert!(
            seat.tries_to_return().await.is_err(),
            "there are no new seats"
        );
        let own = format!("{place}-");
        read.extend(
            words(seat)
                .into_iter()
                .filter(|word| !word.starts_with(&own)),
        );
    }

    process.starts_again().await;
    // Somebody who brings nothing along sees what was saved.
    let witness = table.observer("Witness").await;
    let kept = words(&witness);
    let lost: Vec<_> = read.difference(&kept).collect();
    assert!(lost.is_empty(), "read by others, and lost: {lost:?}");
    for (place, seat) in seats.iter().enumerate() {
        seat.returns().await;
        seat.is_saved().await;
        witness.reads(ROOT, &format!("<{place}-99>")).await;
    }
    assert_eq!(words(&witness).len(), 400);
}

#[tokio::test]
async fn a_running_house_is_copied() {
    let process = Process::start().await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "<before>");
    ana.is_saved().await;
    let copy = process.place.path().join("copy.db");
    let copy = copy.to_str().unwrap();
    let words_of_command = ["backup", copy];
    let copying = process.runs(&words_of_command);
    let writing = async {
        for round in 0..200 {
            ben.writes(ROOT, &format!("<{round}>"));
            ben.is_saved().await;
        }
    };
    let (copied, ()) = tokio::join!(copying, writing);
    assert!(copied.status.success(), "{}", said(&copied.stderr));
    ben.writes(ROOT, "<after>");
    ben.is_saved().await;

    let other = Process::start_at(&format!("sqlite:{copy}")).await;
    let verified = other.runs(&["verify"]).await;
    assert!(verified.status.success(), "{}", said(&verified.stdout));
    // The cookie is good there, too: it is the same house at an earlier moment.
    let house = process.door.address();
    table.door.moves(other.door.address());
    let witness = table.observer("Witness").await;
    let known = words(&witness);
    assert!(
        known.contains("before") && !known.contains("after"),
        "{known:?}"
    );
    for round in 0..known.len() - 1 {
        assert!(
            known.contains(&round.to_string()),
            "{round} is missing in the middle"
        );
    }
    table.door.moves(house);
}

/// That a stop went without a complaint, and left a snapshot of all there is.
async fn stopped_well(process: &mut Process, tables: &[Table]) {
    assert_eq!(process.ends().await.0, Some(0));
    let followed = process.followed();
    let complaints = followed
        .lines()
        .filter(|line| line.contains("WARN") || line.contains("ERROR"));
    assert_eq!(complaints.collect::<Vec<_>>(), Vec::<&str>::new());
    let store = Store::open(&process.place.database()).await.unwrap();
    for table in tables {
        let head = store.head(&table.id).await.unwrap().unwrap().seq;
        let snapshot = store.snapshot(&table.id).await.unwrap();
        assert_eq!(
            snapshot.map(|snapshot| snapshot.seq),
            Some(head),
            "the next start reads the log"
        );
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn every_table_leaves_a_snapshot_when_the_server_stops() {
    let mut process = Process::start_followed("info").await;
    let made = process.runs(&["demo", "--json", "--tables", "12"]).await;
    assert!(made.status.success(), "{}", said(&made.stderr));
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    let tables = Table::all_of(&made, &process.door);
    let mut sitting = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let [ana, ben] = table.seats(["Ana", "Ben"]).await;
        ana.writes(ROOT, &format!("<{number}>"));
        ben.reads(ROOT, &format!("<{number}>")).await;
        // At some tables there is nobody left, and some have just lost the last one.
        match number % 3 {
            0 => sitting.extend([ana, ben]),
            1 => {
                ana.leaves().await;
                ben.leaves().await;
            }
            _ => drop((ana, ben)),
        }
    }
    process.is_told_to_stop().await;
    stopped_well(&mut process, &tables).await;

    process.starts_again().await;
    for (number, table) in tables.iter().enumerate() {
        let witness = table.observer("Witness").await;
        witness.reads(ROOT, &format!("<{number}>")).await;
    }
}

#[tokio::test]
async fn a_commit_that_takes_long_is_waited_for() {
    let mut process = Process::start_followed("info").await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "<before>");
    ben.reads(ROOT, "<before>").await;
    sqlx::any::install_default_drivers();
    let address = process.place.database();
    let mut other = AnyConnection::connect(&address).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    ana.writes(ROOT, "<slow>");
    process.is_told_to_stop().await;
    while !process.followed().contains("Stopping") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    other.execute("ROLLBACK").await.unwrap();
    other.close().await.unwrap();
    stopped_well(&mut process, std::slice::from_ref(&table)).await;
    assert_eq!(ana.is_closed().await, (Some(1012), "restart".to_owned()));

    process.starts_again().await;
    ana.returns().await;
    ana.is_saved().await;
    ben.returns().await;
    ben.reads(ROOT, "<slow>").await;
}
