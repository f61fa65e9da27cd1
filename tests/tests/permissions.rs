//! Who may what, and that nobody speaks for another.

use futures_util::{SinkExt as _, StreamExt as _};
use shared::document::new_doc;
use shared::features::answers::AnswerCommand;
use shared::ids::QuestionId;
use shared::protocol::SUBPROTOCOL;
use shared::table::Command;
use tests::content::Content;
use tests::forge;
use tests::heard::Answer::Done;
use tests::house::House;
use tests::seat::{Seat, on_table};
use tokio_tungstenite::tungstenite::Message;
use yrs::block::ClientID;
use yrs::sync::awareness::AwarenessUpdateEntry;
use yrs::sync::{AwarenessUpdate, Message as Sync, SyncMessage};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ID, IdSet, ReadTxn, StateVector, Text, Transact, Update};

fn refused(reason: &str) -> (Option<u16>, String) {
    (Some(4400), reason.to_owned())
}

/// An awareness frame that says this of that client id.
fn presence(client: u64, clock: u32, json: &str) -> Message {
    let entry = AwarenessUpdateEntry {
        clock,
        json: json.into(),
    };
    let clients = [(ClientID::new(client), entry)].into_iter().collect();
    on_table(&Sync::Awareness(AwarenessUpdate { clients }).encode_v1())
}

async fn meets(seat: &Seat, client: u64) {
    seat.until("the other shows", |heard| {
        heard.awareness.contains_key(&client)
    })
    .await;
}

#[tokio::test]
async fn an_observer_writes_nothing() {
    let house = House::open().await;
    let table = house.table().await;
    let olga = table.observer("Olga").await;
    olga.writes("answer/q1", "I think");
    assert_eq!(olga.is_closed().await, refused("needs-role"));
}

#[tokio::test]
async fn only_the_rapporteur_writes_the_summary() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let rui = table.rapporteur("Rui").await;
    rui.writes("report/summary", "In short.");
    ana.reads("report/summary", "In short.").await;
    ana.writes("report/summary", "But");
    assert_eq!(ana.is_closed().await, refused("needs-role"));
}

#[tokio::test]
async fn a_locked_answer_is_not_written_until_it_is_unlocked() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let lock = |locked| {
        Command::Answers(AnswerCommand::LockAnswer {
            question: QuestionId::new("q1").unwrap(),
            locked,
        })
    };
    ben.writes("answer/q1", "We say: ");
    ben.is_saved().await;
    assert_eq!(fatou.asks(lock(true)).await, Done);
    ben.writes("answer/q1", "This was on the way. ");
    ben.is_saved().await;
    fatou.last_words_are_in().await;
    ana.writes("answer/q1", "One more thing.");
    assert_eq!(ana.is_closed().await, refused("locked"));
    assert_eq!(fatou.asks(lock(false)).await, Done);
    ana.returns().await;
    ana.is_saved().await;
    ben.reads("answer/q1", "One more thing.").await;
}

#[tokio::test]
async fn nobody_writes_by_anothers_client_id() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes("answer/q1", "I said this.");
    ben.reads("answer/q1", "I said this.").await;
    // Ben knows all that Ana wrote, and goes on in her name.
    let forged = new_doc(ana.client);
    let known = ben
        .doc()
        .transact()
        .encode_state_as_update_v1(&StateVector::default());
    let text = forged.get_or_insert_text("answer/q1");
    let mut txn = forged.transact_mut();
    txn.apply_update(yrs::updates::decoder::Decode::decode_v1(&known).unwrap())
        .unwrap();
    drop(txn);
    let mut txn = forged.transact_mut();
    text.insert(&mut txn, 1, "Never! ");
    let update = txn.encode_update_v1();
    drop(txn);
    ben.sends_update(update);
    assert_eq!(ben.is_closed().await, refused("client-id-taken"));
    ana.writes("answer/q1", " And this.");
    ana.is_saved().await;
    assert_eq!(ana.text("answer/q1"), "\nI said this. And this.");
}

#[tokio::test]
async fn nobody_is_present_as_another() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    ana.sends(presence(ana.client, 1, r#"{"caret":3}"#));
    meets(&ben, ana.client).await;
    meets(&carla, ana.client).await;
    ben.sends(presence(ana.client, 2, r#"{"caret":9}"#));
    assert_eq!(ben.is_closed().await, refused("awareness-id"));
    carla.sends(presence(ana.client, 2, "null"));
    assert_eq!(carla.is_closed().await, refused("awareness-id"));
    ben.returns().await;
    meets(&ben, ana.client).await;
    assert_eq!(
        ben.heard().awareness[&ana.client],
        (1, r#"{"caret":3}"#.to_owned())
    );
}

#[tokio::test]
async fn a_client_id_that_wrote_is_nobody_elses_presence() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes("answer/q1", "Mine.");
    ana.is_saved().await;
    ben.sends(presence(ana.client, 1, "{}"));
    assert_eq!(ben.is_closed().await, refused("awareness-id"));
}

#[tokio::test]
async fn repeating_what_one_heard_of_others_is_harmless() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.sends(presence(ana.client, 1, r#"{"caret":3}"#));
    meets(&ben, ana.client).await;
    ben.sends(presence(ana.client, 1, r#"{"caret":3}"#));
    ana.leaves().await;
    ben.until("Ana is gone", |heard| {
        heard
            .awareness
            .get(&ana.client)
            .is_some_and(|(_, json)| json == "null")
    })
    .await;
    // Stock clients pass on that somebody went, and what they still remember of them.
    ben.sends(presence(ana.client, 2, "null"));
    ben.sends(presence(ana.client, 1, r#"{"caret":3}"#));
    ben.writes("answer/q1", "Still here.");
    ben.is_saved().await;
    assert_eq!(ben.heard().closed, None);
}

#[tokio::test]
async fn the_server_says_who_is_present() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.sends(presence(ana.client, 1, "{}"));
    ben.until("Ana is present", |heard| {
        heard
            .present
            .get(&ana.participant)
            .is_some_and(|clients| clients.contains(&ana.client))
    })
    .await;
    ana.drops();
    ben.until("Ana is gone", |heard| {
        !heard.present.contains_key(&ana.participant)
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_no_seat() {
    let house = House::open().await;
    let table = house.table().await;
    let [mut ana] = table.seats(["Ana"]).await;
    ana.cookie = "roundtable=nonsense".to_owned();
    assert!(ana.tries_to_return().await.is_err());
    ana.cookie = String::new();
    assert!(ana.tries_to_return().await.is_err());
    let other = house.table().await;
    let [ben] = other.seats(["Ben"]).await;
    ana.cookie.clone_from(&ben.cookie);
    assert!(
        ana.tries_to_return().await.is_err(),
        "another session's cookie is no good here"
    );
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.sends(Message::text("{\"say\":\"hello\"}"));
    assert_eq!(ana.is_closed().await, refused("not-understood"));
    ben.sends(on_table(&[77, 1, 2]));
    assert_eq!(ben.is_closed().await, refused("unknown-frame"));
}

/// Yjs tidies up formatting wherever it reads it, and y-websocket sends that.
#[tokio::test]
async fn a_stock_client_that_only_reads_may_tidy_up_for_itself() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let olga = table.observer("Olga").await;
    ana.writes("answer/q1", "bold");
    ana.marks("answer/q1", 1, 4, "strong");
    ana.is_saved().await;
    // After the four letters come the two marks.
    let mut marks = IdSet::new();
    marks.insert(ID::new(ClientID::new(ana.client), 4), 2);
    let tidies = [vec![0], marks.encode_v1()].concat();
    let mut stock = olga.socket(None).await.unwrap();
    for said in [
        SyncMessage::Update(tidies.clone()),
        SyncMessage::SyncStep1(StateVector::default()),
    ] {
        let frame = Message::binary(Sync::Sync(said).encode_v1());
        stock.send(frame).await.unwrap();
    }
    let answer = loop {
        let frame = stock.next().await.expect("nobody was sent away").unwrap();
        if let Message::Binary(frame) = frame
            && let Sync::Sync(SyncMessage::SyncStep2(answer)) = Sync::decode_v1(&frame).unwrap()
        {
            break answer;
        }
    };
    let doc = new_doc(0);
    let whole = Update::decode_v1(&answer).unwrap();
    doc.transact_mut().apply_update(whole).unwrap();
    let runs = &Content::of(&doc, &["answer/q1"]).roots["answer/q1"];
    assert_eq!(
        runs[1]["attributes"]["strong"], true,
        "it stays for everybody else"
    );
    // Our own client does not tidy up: what it takes away, it means to.
    olga.sends_update(tidies);
    assert_eq!(olga.is_closed().await, refused("needs-role"));
}

#[tokio::test]
async fn who_is_removed_is_sent_away_and_not_heard_again() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, eve] = table.seats(["Ana", "Eve"]).await;
    eve.writes("answer/q1", "Said in time. ");
    ana.reads("answer/q1", "Said in time. ").await;
    let second = eve.socket(Some(SUBPROTOCOL)).await.unwrap();
    let path = format!("/api/sessions/{}/people/{}", table.session, eve.participant);
    let removed = fatou.asks_over_http("DELETE", &path).await;
    assert_eq!(removed.status, 204, "{}", removed.text());
    eve.writes("answer/q1", "Said too late. ");
    let sent_away = (Some(4401), "removed".to_owned());
    assert_eq!(eve.is_closed().await, sent_away);
    ana.until("Eve is gone", |heard| {
        !heard.present.contains_key(&eve.participant)
    })
    .await;
    drop(second);
    assert!(eve.tries_to_return().await.is_err());
    ana.writes("answer/q1", "And on.");
    fatou.reads("answer/q1", "Said in time. And on.").await;
    assert_eq!(ana.text("answer/q1"), "\nSaid in time. And on.");
}

#[tokio::test]
async fn who_was_refused_is_not_heard_again() {
    let house = House::open().await;
    let [ana, eve] = house.table().await.seats(["Ana", "Eve"]).await;
    // The second could be let in by itself: it hangs on nothing of the first.
    for (client, root) in [(71, "minutes"), (72, "answer/q1")] {
        let block = forge::in_root(root, forge::text("Listen!"));
        eve.sends_update(forge::blocks(client, 0, [block]).bytes());
    }
    assert_eq!(eve.is_closed().await, refused("root-not-writable"));
    // By then the table has come by all that she sent.
    ana.until("Eve is gone", |heard| {
        !heard.present.contains_key(&eve.participant)
    })
    .await;
    assert_eq!(ana.text("answer/q1"), "\n");
}
