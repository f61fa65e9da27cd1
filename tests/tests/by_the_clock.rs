//! What a table does by its own clock, with nobody there who asks for it.

use shared::features::answers::{AnswerCommand, Answered, Stage};
use shared::features::floor::{FloorCommand, ListStanding, SpeechKind};
use shared::ids::{SpeechId, Timestamp};
use shared::refusal::Refusal;
use shared::table::GRACE;
use std::time::{Duration, SystemTime};
use tests::heard::Answer::{Done, Refused};
use tests::house::House;

fn soon(millis: u64) -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let since = since.expect("it is later than 1970").as_millis();
    Timestamp(u64::try_from(since).expect("for long") + millis)
}

fn asks(id: &str) -> FloorCommand {
    FloorCommand::AskForFloor {
        speech: SpeechId::new(id).expect("an id"),
        kind: SpeechKind::Statement,
        on_behalf_of: String::new(),
    }
}

#[tokio::test]
async fn the_list_closes_when_the_time_is_over_though_nobody_closes_it() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let closes = soon(1_500);
    assert_eq!(
        fatou.asks(FloorCommand::WarnOfClosing { closes }).await,
        Done
    );
    fatou.leaves().await;
    assert_eq!(ana.asks(asks("s1")).await, Done);
    ben.sees("the list closed", |table| {
        table.floor.list == ListStanding::Closed
    })
    .await;
    assert!(soon(0) >= closes);
    assert_eq!(
        ben.asks(asks("s2")).await,
        Refused(Refusal::ListClosed),
        "nobody asks any more"
    );
}

#[tokio::test]
async fn it_is_closed_as_well_where_the_server_was_away_at_that_time() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let closes = soon(600);
    assert_eq!(
        fatou.asks(FloorCommand::WarnOfClosing { closes }).await,
        Done
    );
    house.closes().await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    house.restarts().await;
    ana.returns().await;
    assert_eq!(ana.asks(asks("s1")).await, Refused(Refusal::ListClosed));
    ana.sees("the list closed", |table| {
        table.floor.list == ListStanding::Closed
    })
    .await;
}

#[tokio::test]
async fn answers_are_compiled_once_the_last_words_are_in_though_whoever_asked_has_left() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let both = |table: &shared::table::RoundTable| {
        let mut all = table.questions.iter();
        let found = all.find(|question| question.answered == Answered::Both);
        found.map(|question| question.id.clone())
    };
    let question = both(&fatou.table()).expect("a question with both answers");
    let of = ana.delegation.clone().expect("hers");
    let root = format!("answer/{question}/{of}");
    ana.writes(&root, "A fund.");
    ana.is_saved().await;
    let to_compilation = AnswerCommand::SetStage {
        question: question.clone(),
        from: None,
        to: Some(Stage::Compilation),
    };
    assert_eq!(fatou.asks(to_compilation).await, Done);
    fatou.leaves().await;
    let begun = soon(0);
    ana.sees("the answers compiled", |table| {
        table.pulling.newest(&question).is_some()
    })
    .await;
    assert!(
        soon(0).0 + 1_000 >= begun.0 + GRACE,
        "the last words are in"
    );
    // Once.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(ana.table().pulling.compilations.len(), 1);
}
