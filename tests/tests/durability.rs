//! What was shown as saved, or seen by another, is never missing.

use rand::RngExt as _;
use shared::features::agenda::AgendaCommand;
use shared::features::agenda::Phase;
use std::collections::BTreeSet;
use std::time::Duration;
use tests::heard::Answer;
use tests::house::House;
use tests::plan::{chance, much};
use tests::process::Process;
use tests::seat::Seat;

const ROOT: &str = "answer/q1";

/// The words `<…>` in a text.
fn words(text: &str) -> BTreeSet<String> {
    text.split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(word, _)| word.to_owned())
        .collect()
}

/// What must outlast the server whatever becomes of it: what authors were told is saved, and what
/// others have read.
fn promised(seats: &[Seat], authors: &[Vec<(u32, String)>]) -> BTreeSet<String> {
    let mut promised = BTreeSet::new();
    for (place, seat) in seats.iter().enumerate() {
        let saved = seat.heard().saved.get(&seat.client).copied().unwrap_or(0);
        promised.extend(
            authors[place]
                .iter()
                .filter(|(clock, _)| *clock <= saved)
                .map(|(_, word)| word.clone()),
        );
        let own: BTreeSet<_> = authors[place]
            .iter()
            .map(|(_, word)| word.clone())
            .collect();
        promised.extend(words(&seat.text(ROOT)).difference(&own).cloned());
    }
    promised
}

#[tokio::test]
async fn nothing_promised_is_lost_by_kill_9() {
    let mut chance = chance();
    let mut process = Process::start().await;
    let table = process.table().await;
    let seats = table.seats(["Ana", "Ben", "Carla"]).await;
    let mut authors = vec![Vec::new(); seats.len()];
    let mut number = 0;
    for round in 0..much(4, 40) {
        let writes = chance.random_range(10..150);
        for _ in 0..writes {
            let place = chance.random_range(0..seats.len());
            number += 1;
            let word = format!("{place}-{number}");
            seats[place].writes(ROOT, &format!("<{word}>"));
            authors[place].push((seats[place].clock(), word));
            if chance.random_bool(0.3) {
                tokio::time::sleep(Duration::from_micros(chance.random_range(0..4_000))).await;
            }
        }
        process.dies().await;
        for seat in &seats {
            seat.is_closed().await;
        }
        let promised = promised(&seats, &authors);
        process.starts_again().await;
        // Somebody who brings nothing along sees what the log has.
        let witness = table.observer("Witness").await;
        let kept = words(&witness.text(ROOT));
        let lost: Vec<_> = promised.difference(&kept).collect();
        assert!(lost.is_empty(), "round {round} lost {lost:?}");
        println!(
            "round {round}: {number} written, {} promised, {} kept",
            promised.len(),
            kept.len()
        );
        for seat in &seats {
            seat.returns().await;
            seat.is_saved().await;
        }
        for seat in &seats {
            let all = |seat: &Seat| words(&seat.text(ROOT)).len() == number;
            let deadline = std::time::Instant::now() + tests::seat::PATIENCE;
            while !all(seat) {
                assert!(
                    std::time::Instant::now() < deadline,
                    "{} has not read everything",
                    seat.name
                );
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

#[tokio::test]
async fn a_full_disk_announces_nothing_and_passes() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "Before. ");
    ben.reads(ROOT, "Before. ").await;
    house.app.store.limit_size(Some(0)).await.unwrap();

    ana.writes(ROOT, &format!("{}During. ", "x".repeat(200_000)));
    assert_eq!(ana.is_closed().await, (Some(4503), "not-saved".to_owned()));
    let seats = format!("/api/sessions/{}/delegations", table.session);
    let late = serde_json::json!({ "name": "Late", "short": "LA" });
    let mut answer = Answer::Done;
    // Small entries may still fit into pages that the file has already.
    for _ in 0..200 {
        answer = fatou
            .asks(AgendaCommand::KeepTime {
                ends: Some(shared::ids::Timestamp(rand::random::<u32>().into())),
                left: None,
            })
            .await;
        if answer == Answer::NotSaved {
            break;
        }
    }
    assert_eq!(answer, Answer::NotSaved);
    let refused = fatou.submits("POST", &seats, &late).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    let seen = ben.table();
    assert_eq!(seen.delegations.len(), 4, "nothing was announced");
    assert_eq!(ben.text(ROOT), "\nBefore. ");
    assert_eq!(ben.heard().closed, None, "who only reads keeps their seat");
    let readiness = fatou.gets("/readyz").await;
    assert_eq!(readiness.status, 503);

    house.app.store.limit_size(None).await.unwrap();
    ana.returns().await;
    ana.is_saved().await;
    ben.reads(ROOT, "During. ").await;
    fatou.moves(Phase::Drafting, Phase::Practices).await;
    ben.sees("the table moves", |table| {
        table.agenda.at == Phase::Practices
    })
    .await;
}

#[tokio::test]
async fn a_failing_database_announces_nothing_and_passes() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "Before. ");
    ben.reads(ROOT, "Before. ").await;
    // It can be read, and nothing can be written.
    for table in ["entries", "probe"] {
        let fails = format!(
            "CREATE TRIGGER {table}_fails BEFORE INSERT ON {table} \
             BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END"
        );
        house.place.tampers(&fails).await;
    }
    ana.writes(ROOT, "During. ");
    assert_eq!(ana.is_closed().await, (Some(4503), "not-saved".to_owned()));
    assert_eq!(ana.gets("/readyz").await.status, 503);
    assert_eq!(ben.text(ROOT), "\nBefore. ", "nothing was announced");
    assert_eq!(ben.heard().closed, None, "who only reads keeps their seat");
    let mends = "DROP TRIGGER entries_fails; DROP TRIGGER probe_fails";
    house.place.tampers(mends).await;

    ana.returns().await;
    ana.is_saved().await;
    ben.reads(ROOT, "Before. During. ").await;
    // A probe that has just failed answers for a moment.
    let deadline = std::time::Instant::now() + tests::seat::PATIENCE;
    while ana.gets("/readyz").await.status != 200 {
        assert!(std::time::Instant::now() < deadline, "it does not recover");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
