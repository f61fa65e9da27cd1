//! The floor of a large table, and a chair whose connection is lost.

use futures_util::future::join_all;
use shared::features::chair::ChairCommand;
use shared::features::floor::{FloorCommand, MISTAKEN, SpeechKind};
use shared::ids::{ParticipantId, SpeechId};
use shared::refusal::Refusal;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::seat::Seat;

const DELEGATIONS: usize = 40;
const OF_EACH: usize = 3;

fn asks(id: String) -> FloorCommand {
    FloorCommand::AskForFloor {
        speech: SpeechId::new(id).expect("an id"),
        kind: SpeechKind::Statement,
        on_behalf_of: String::new(),
    }
}

#[tokio::test]
async fn forty_delegations_of_three_raise_their_hands_at_once() {
    let house = House::open().await;
    let table = house.table_of(DELEGATIONS).await;
    let mut seats: Vec<Arc<Seat>> = Vec::new();
    for nth in 0..DELEGATIONS * OF_EACH {
        let seat = table
            .delegate(nth % DELEGATIONS, &format!("Person {nth}"))
            .await;
        seats.push(Arc::new(seat));
    }
    let raised = seats.iter().enumerate().map(|(nth, seat)| {
        let seat = seat.clone();
        tokio::spawn(async move { seat.asks(asks(format!("s{nth}"))).await })
    });
    let raised: Vec<_> = raised.collect();
    let answers: Vec<_> = join_all(raised)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(answers.len(), DELEGATIONS * OF_EACH, "all are answered");
    for of in 0..DELEGATIONS {
        let own: Vec<_> = (0..OF_EACH)
            .map(|nth| &answers[of + nth * DELEGATIONS])
            .collect();
        let done = own.iter().filter(|answer| ***answer == Done).count();
        let listed = Refused(Refusal::OnTheList);
        let refused = own.iter().filter(|answer| ***answer == listed).count();
        assert_eq!((done, refused), (1, OF_EACH - 1), "delegation {of}");
    }
    for seat in &seats {
        seat.sees("all who wait", |table| {
            let waiting = table.floor.speeches.iter().filter(|speech| speech.waits());
            let of: BTreeSet<_> = waiting.map(|speech| &speech.delegation).collect();
            table.floor.speeches.len() == DELEGATIONS && of.len() == DELEGATIONS
        })
        .await;
        assert!(seat.heard().closed.is_none(), "{} is connected", seat.name);
    }
    let order = |seat: &Seat| {
        let table = seat.table();
        let turns = table.floor.order(&table.delegations).into_iter();
        turns.map(|turn| turn.speech.id.clone()).collect::<Vec<_>>()
    };
    let first = order(&seats[0]);
    assert!(seats.iter().all(|seat| order(seat) == first), "one order");
}

#[tokio::test]
async fn a_lost_connection_moves_no_chair_and_a_facilitator_gives_it_back() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let none = BTreeSet::<ParticipantId>::new();
    let one = |seat: &Seat| BTreeSet::from([seat.participant.clone()]);
    let hands_over = |from: &BTreeSet<_>, to: &BTreeSet<_>| ChairCommand::HandOverChair {
        from: from.clone(),
        to: to.clone(),
    };
    assert_eq!(fatou.asks(hands_over(&none, &one(&ana))).await, Done);
    ana.drops();
    let seized = ben.asks(hands_over(&one(&ana), &one(&ben))).await;
    assert_eq!(seized, Refused(Refusal::NeedsChair));
    house.restarts().await;
    for seat in [&ana, &ben, &fatou] {
        seat.returns().await;
    }
    assert_eq!(fatou.table().chair.0, one(&ana), "after a restart as well");
    let speech = SpeechId::new("s1").unwrap();
    assert_eq!(ben.asks(asks("s1".to_owned())).await, Done);
    let given = FloorCommand::GiveFloor {
        speech,
        after: None,
    };
    let refused = fatou.asks(given.clone()).await;
    assert_eq!(refused, Refused(Refusal::NeedsChair));
    assert_eq!(ana.asks(given).await, Done);
    assert_eq!(fatou.asks(hands_over(&one(&ana), &one(&ben))).await, Done);
    assert_eq!(fatou.asks(hands_over(&one(&ben), &one(&ana))).await, Done);
}

/// Everything that was told to a seat since it came, and what it is told over HTTP.
async fn all_told(seat: &Seat, table: &str) -> String {
    let mut told = seat.heard().words.concat();
    for path in ["history", "outcome.json", "outcome.md"] {
        let answer = seat.gets(&format!("/api/tables/{table}/{path}")).await;
        assert_eq!(answer.status, 200, "{path}");
        told += &String::from_utf8_lossy(&answer.body);
    }
    told
}

#[tokio::test]
async fn a_restart_during_a_speech_keeps_the_statement_and_who_reads_it() {
    const TEXT: &str = "We would thank the Chair.";
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ivy = table.interpreter("Ivy").await;
    let obi = table.observer("Obi").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let speech = || SpeechId::new("s1").expect("an id");
    assert_eq!(ana.asks(asks("s1".to_owned())).await, Done);
    let hands_in = FloorCommand::HandInStatement {
        speech: speech(),
        text: TEXT.to_owned(),
    };
    assert_eq!(ana.asks(hands_in.clone()).await, Done);
    let gives = FloorCommand::GiveFloor {
        speech: speech(),
        after: None,
    };
    assert_eq!(fatou.asks(gives).await, Done);
    let text = |seat: &Seat| {
        let table = seat.table();
        let speech = table.floor.speech(&speech()).cloned();
        speech.and_then(|it| it.statement).and_then(|it| it.text)
    };
    house.restarts().await;
    for seat in [&fatou, &ivy, &obi, &ana, &ben] {
        seat.returns().await;
        seat.sees("who speaks", |table| table.floor.speaking().is_some())
            .await;
    }
    for seat in [&fatou, &ivy, &ana] {
        assert_eq!(text(seat).as_deref(), Some(TEXT), "{}", seat.name);
    }
    for seat in [&ben, &obi] {
        assert_eq!(text(seat), None, "{}", seat.name);
        let told = all_told(seat, table.id.as_str()).await;
        assert!(told.contains("statement") && !told.contains(TEXT));
    }
    let changed = ana.asks(hands_in).await;
    assert_eq!(changed, Done, "the same once more changes nothing");
    // Whoever speaks for a shorter time has delivered nothing.
    tokio::time::sleep(Duration::from_millis(MISTAKEN + 100)).await;
    let speech = speech();
    assert_eq!(fatou.asks(FloorCommand::EndSpeech { speech }).await, Done);
    for seat in [&fatou, &ivy, &obi, &ana, &ben] {
        seat.sees("what was said", |table| {
            let all = &table.floor.delivered;
            all.len() == 1 && all[0].text == TEXT
        })
        .await;
    }
}
