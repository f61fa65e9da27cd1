//! Connections break and people come back.

use futures_util::StreamExt as _;
use shared::document::new_doc;
use shared::features::agenda::Phase::{Drafting, Practices};
use shared::features::answers::AnswerCommand;
use shared::features::practices::PracticeCard;
use shared::features::practices::PracticeCommand;
use shared::ids::{PracticeId, QuestionId};
use shared::protocol::CloseCode;
use shared::table::Command;
use tests::heard::Answer::Done;
use tests::house::House;
use tests::seat::Seat;
use tokio_tungstenite::tungstenite::Message;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, StateVector, Text, Transact, Update};

#[tokio::test]
async fn what_both_wrote_offline_merges() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes("answer/q1", "Together. ");
    ben.reads("answer/q1", "Together. ").await;
    ana.drops();
    ben.drops();
    ana.writes("answer/q1", "Ana alone. ");
    ben.writes("answer/q1", "Ben alone. ");
    ben.deletes("answer/q1", 1, 3);
    ana.returns().await;
    ana.is_saved().await;
    ben.returns().await;
    ben.is_saved().await;
    ben.reads("answer/q1", "Ana alone. ").await;
    ana.reads("answer/q1", "Ben alone. ").await;
    ana.reads("answer/q1", "\nether. ").await;
    assert_eq!(ana.text("answer/q1"), ben.text("answer/q1"));
}

/// A stock client is open for words as soon as it is connected, before it has been asked for what it
/// wrote offline.
#[tokio::test]
async fn whoever_types_while_coming_back_is_not_sent_away() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.drops();
    ana.writes("answer/q1", "Offline. ");
    ana.connects().await.unwrap();
    // Written on what the server has not got yet, and sent before that.
    ana.writes("answer/q1", "Online. ");
    ana.deletes("answer/q1", 1, 3);
    ana.until("has answered", |heard| heard.synced && heard.sent == 3)
        .await;
    ana.is_saved().await;
    ben.reads("answer/q1", "line. Online. ").await;
    assert_eq!(ana.heard().closed, None);
    assert_eq!(ana.text("answer/q1"), ben.text("answer/q1"));
}

/// What is refused for good is one thing; this one has to come back, with everything.
#[tokio::test]
async fn whoever_writes_on_what_never_came_is_told_to_come_back() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.is_saved().await;
    ana.forgets_to_send("answer/q1", "Lost. ");
    ana.writes("answer/q1", "Found. ");
    let (code, reason) = ana.is_closed().await;
    // Above 4499: y-websocket takes the codes from 4400 up to there for good, and never comes back.
    assert_eq!((code, reason.as_str()), (Some(4509), "gap"));
    ana.returns().await;
    ana.is_saved().await;
    ben.reads("answer/q1", "Lost. Found. ").await;
}

#[tokio::test]
async fn saved_counts_what_was_sent_even_when_only_deleting() {
    let house = House::open().await;
    let [ana] = house.table().await.seats(["Ana"]).await;
    ana.until("the answer to the server's question is saved", |heard| {
        heard.updates == 1
    })
    .await;
    ana.writes("answer/q1", "abc");
    ana.until("so is the writing", |heard| heard.updates == 2)
        .await;
    assert_eq!(ana.heard().saved[&ana.client], 3);
    ana.deletes("answer/q1", 1, 1);
    ana.until("so is the deletion", |heard| heard.updates == 3)
        .await;
    assert_eq!(
        ana.heard().saved[&ana.client],
        3,
        "deleting makes no clock advance"
    );
    ana.returns().await;
    let welcome = ana.heard().welcome.clone().unwrap();
    assert_eq!(
        welcome.saved,
        [(ana.client, 3)],
        "coming back, one is told what is saved"
    );
}

#[tokio::test]
async fn asking_again_has_no_second_effect() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    fatou.moves(Drafting, Practices).await;
    let practice = PracticeId::new("wells").unwrap();
    let card = PracticeCard {
        title: "Wells".to_owned(),
        ..PracticeCard::default()
    };
    let bring = Command::Practices(PracticeCommand::BringPractice {
        practice: practice.clone(),
        card,
    });
    // The connection breaks before the answer comes: nobody knows whether it was done.
    ana.asks_as(1, bring.clone());
    ana.drops();
    for _ in 0..3 {
        ana.returns().await;
        assert_eq!(ana.asks(bring.clone()).await, Done);
    }
    let export = house.app.export(&table.id).await.unwrap();
    assert_eq!(export.table.practices.len(), 1);
    fatou
        .sees("one practice", |table| table.practices.len() == 1)
        .await;
    let told = fatou
        .heard()
        .words
        .iter()
        .filter(|word| word.contains("practice-brought"))
        .count();
    assert_eq!(told, 1);
}

#[tokio::test]
async fn what_is_asked_again_late_does_not_undo_what_others_did_since() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let felix = table.facilitator("Felix").await;
    let lock = |locked| {
        Command::Answers(AnswerCommand::LockAnswer {
            question: QuestionId::new("q1").unwrap(),
            locked,
        })
    };
    let answered = |seat: &Seat| seat.heard().answers.remove(&7) == Some(Done);
    fatou.asks_as(7, lock(true));
    fatou
        .until("it is locked", |heard| heard.answers.contains_key(&7))
        .await;
    assert!(answered(&fatou));
    assert_eq!(felix.asks(lock(false)).await, Done);
    // Fatou's page never saw the answer, and asks again under the same number: at once, after a
    // restart that read the log, and after one that read a snapshot.
    for round in 0..3 {
        fatou.asks_as(7, lock(true));
        fatou
            .until("it is answered", |heard| heard.answers.contains_key(&7))
            .await;
        assert!(answered(&fatou));
        let export = house.app.export(&table.id).await.unwrap();
        assert!(!export.table.questions[0].locked, "round {round}");
        house.closes().await;
        if round == 0 {
            house.place.tampers("DELETE FROM snapshots").await;
        }
        house.restarts().await;
        fatou.returns().await;
    }
    fatou.asks_as(8, lock(true));
    fatou
        .sees("it is locked", |table| table.questions[0].locked)
        .await;
}

#[tokio::test]
async fn sending_an_update_again_changes_nothing() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes("answer/q1", "Once.");
    ben.reads("answer/q1", "Once.").await;
    let head = house.app.export(&table.id).await.unwrap().head;
    for _ in 0..5 {
        // Coming back, a seat sends again what the server may not have.
        ana.returns().await;
        ana.is_saved().await;
    }
    assert_eq!(
        house.app.export(&table.id).await.unwrap().head,
        head,
        "nothing new was logged"
    );
    assert_eq!(ben.text("answer/q1"), "\nOnce.");
}

#[tokio::test]
async fn everybody_is_back_after_a_restart() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes("answer/q1", "Before. ");
    ben.reads("answer/q1", "Before. ").await;
    let begun = std::time::Instant::now();
    house.closes().await;
    assert!(
        begun.elapsed().as_secs() < 5,
        "stopping took {:?}",
        begun.elapsed()
    );
    for seat in [&ana, &ben] {
        assert_eq!(seat.is_closed().await, (Some(1012), "restart".to_owned()));
    }
    ana.writes("answer/q1", "Meanwhile. ");
    house.restarts().await;
    ben.returns().await;
    assert_eq!(ben.text("answer/q1"), "\nBefore. ");
    ana.returns().await;
    ana.is_saved().await;
    ben.reads("answer/q1", "Meanwhile. ").await;
}

#[tokio::test]
async fn what_is_too_large_is_refused_for_good_and_the_reason_arrives() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let most = usize::try_from(ana.heard().welcome.clone().unwrap().update_bytes).unwrap();
    // A little too large is read and refused by the gate, much too large not even read.
    for size in [most + 1, most + 4_096, 8 * most] {
        ana.sends_update(vec![0; size]);
        let (code, reason) = ana.is_closed().await;
        let refused = Some(CloseCode::Refused.number());
        assert_eq!(
            (code, reason.as_str()),
            (refused, "too-large"),
            "{size} bytes"
        );
        ana.returns().await;
    }
    ana.writes("answer/q1", "In smaller parts. ");
    ben.reads("answer/q1", "In smaller parts. ").await;
}

#[tokio::test]
async fn what_an_earlier_page_left_is_taken_once_and_only_from_its_author() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let known = ana
        .doc()
        .transact()
        .encode_state_as_update_v1(&StateVector::default());
    // A page of Ana's that is gone had written this under a client id of its own.
    let page = new_doc(77);
    let writes = |words: &str| {
        let text = page.get_or_insert_text("answer/q1");
        let mut txn = page.transact_mut();
        text.insert(&mut txn, 1, words);
        txn.encode_update_v1()
    };
    page.transact_mut()
        .apply_update(Update::decode_v1(&known).unwrap())
        .unwrap();
    let (first, second) = (writes("Left by a crash. "), writes("More. "));
    for _ in 0..2 {
        ana.sends_update(first.clone());
        ana.is_saved().await;
    }
    ben.reads("answer/q1", "Left by a crash. ").await;
    assert_eq!(ben.text("answer/q1"), "\nLeft by a crash. ");
    ben.sends_update(second.clone());
    assert_eq!(ben.is_closed().await.1, "client-id-taken");
    ana.sends_update(second);
    ana.is_saved().await;
    ben.returns().await;
    assert_eq!(ben.text("answer/q1"), "\nMore. Left by a crash. ");
}

/// A page that was loaded before the server was replaced comes back by itself, and must not go on with half a state.
#[tokio::test]
async fn a_page_of_another_version_is_told_to_load_anew() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    for version in ["roundtable.v1", "roundtable.v3"] {
        let mut socket = ana.socket(Some(version)).await.expect("it is answered");
        let mut heard = Vec::new();
        while let Some(Ok(message)) = socket.next().await {
            heard.push(message);
        }
        let [Message::Text(words), Message::Close(Some(frame))] = heard.as_slice() else {
            panic!("{heard:?}")
        };
        assert_eq!(words.as_str(), r#"{"say":"outdated"}"#);
        assert_eq!(u16::from(frame.code), CloseCode::Flood.number());
    }
    let both = ana.socket(Some("roundtable.v1, roundtable.v2")).await;
    assert!(both.is_ok(), "of several versions, today's is spoken");
}
