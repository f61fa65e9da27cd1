//! What a delegation answers privately reaches nobody else before it is revealed, and everybody then.

use futures_util::{SinkExt as _, StreamExt as _};
use shared::document::{DocumentId, Root};
use shared::features::answers::{AnswerCommand, Disclosure};
use shared::ids::{DelegationId, QuestionId};
use tests::heard::Answer::Done;
use tests::house::House;
use tests::seat::{Seat, Socket, under};
use tests::table::Table;
use tokio_tungstenite::tungstenite::Message;
use yrs::StateVector;
use yrs::sync::{Message as Sync, SyncMessage};
use yrs::updates::encoder::Encode as _;

const JOINT: &str = "answer/q1";

fn question() -> QuestionId {
    "q1".parse().expect("an id")
}

fn answer(table: &Table, place: usize) -> (DocumentId, String) {
    let of: DelegationId = table.delegation(place).parse().expect("an id");
    let document = DocumentId::Private(question(), of.clone());
    (document, Root::Private(question(), of).to_string())
}

fn was_told(seat: &Seat, words: &str) -> bool {
    let heard = seat.heard();
    let tapped = heard.tapped.as_ref().expect("it was tapped");
    let holds = |frame: &Vec<u8>| {
        let mut windows = frame.windows(words.len());
        windows.any(|window| window == words.as_bytes())
    };
    tapped.iter().any(holds) || heard.words.iter().any(|text| text.contains(words))
}

#[tokio::test]
async fn a_private_answer_reaches_nobody_before_it_is_revealed_and_everybody_then() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let fatou = table.facilitator("Fatou").await;
    let obi = table.observer("Obi").await;
    let others = [&ben, &fatou, &obi];
    for seat in others {
        seat.taps();
    }
    let ((north, in_north), (south, in_south)) = (answer(&table, 0), answer(&table, 1));
    let keep = AnswerCommand::KeepPrivate {
        question: question(),
    };
    assert_eq!(fatou.asks(keep).await, Done);
    let is_private = |table: &shared::table::RoundTable| {
        table.question(&question()).map(|it| it.disclosure) == Some(Disclosure::Private)
    };
    for seat in [&ana, &ben, &amir] {
        seat.sees("the answers are private", is_private).await;
    }
    ana.opens(&north).await;
    amir.opens(&north).await;
    ben.opens(&south).await;
    ana.writes(&in_north, "Never to be seen. ");
    amir.reads(&in_north, "Never to be seen. ").await;
    let len = u32::try_from("Never to be seen. ".len()).unwrap();
    amir.deletes(&in_north, 1, len);
    amir.writes(&in_north, "We propose a fund. ");
    ana.reads(&in_north, "We propose a fund. ").await;
    ben.writes(&in_south, "No new fund. ");
    for (seat, root) in [(&ana, &in_north), (&amir, &in_north), (&ben, &in_south)] {
        seat.is_saved_in(root).await;
    }
    // Whatever is asked under its number by others is refused, and no page tells.
    let outcome = format!("/api/tables/{}/outcome.md", table.id);
    let deleted = format!("/api/tables/{}/deleted?root={in_north}", table.id);
    let sheet = format!("/api/tables/{}/sheet.html", table.id);
    for other in others {
        assert!(!other.gets(&outcome).await.text().contains("We propose"));
        assert!(!other.gets(&sheet).await.text().contains("We propose"));
        assert_eq!(other.gets(&deleted).await.status, 404);
    }
    let asks_for_all = Sync::Sync(SyncMessage::SyncStep1(StateVector::default())).encode_v1();
    let handle = ana.table().handle(&north).expect("it has a number");
    obi.sends(under(handle, &asks_for_all));
    assert_eq!(obi.is_closed().await, (Some(4400), "revealed".to_owned()));
    // The server is killed and comes back; then Amir is away when all is revealed, and goes on writing.
    house.restarts().await;
    for seat in [&ana, &ben, &amir, &fatou, &obi] {
        seat.returns().await;
    }
    amir.opens(&north).await;
    amir.drops();
    amir.writes(&in_north, "Between us: half would do. ");
    for other in [&ben, &fatou, &obi] {
        assert!(!was_told(other, "We propose"), "{} was told", other.name);
    }
    let reveal = AnswerCommand::RevealAnswers {
        question: question(),
    };
    assert_eq!(fatou.asks(reveal).await, Done);
    let is_revealed = |table: &shared::table::RoundTable| {
        table.question(&question()).map(|it| it.disclosure) == Some(Disclosure::Revealed)
    };
    for other in [&ben, &fatou, &obi] {
        other.sees("the answers are revealed", is_revealed).await;
        other.opens(&north).await;
        other.reads(&in_north, "We propose a fund. ").await;
        assert!(
            !was_told(other, "Never to be seen"),
            "it was deleted before"
        );
        assert_eq!(other.gets(&deleted).await.text(), "[]");
    }
    assert!(
        fatou
            .gets(&outcome)
            .await
            .text()
            .contains("We propose a fund.")
    );
    // What Amir wrote for his delegation only is not published by his coming back.
    amir.returns().await;
    amir.sends(under(handle, &asks_for_all));
    amir.writes(&in_north, "And more. ");
    assert_eq!(amir.is_closed().await, (Some(4400), "revealed".to_owned()));
    amir.returns().await;
    amir.opens(&north).await;
    // A stock client that has the table's document is told nothing of others, whoever may read them.
    let mut stock = obi.socket_at("", None).await.unwrap();
    stock.send(Message::binary(asks_for_all)).await.unwrap();
    amir.writes(&in_north, "For all now. ");
    ben.reads(&in_north, "For all now. ").await;
    assert!(!was_told(&ben, "Between us") && !was_told(&ben, "And more"));
    // Revealed is not writable for others.
    ben.writes(&in_north, "Not mine. ");
    assert_eq!(ben.is_closed().await.0, Some(4400));
    amir.writes(JOINT, "Together. ");
    fatou.reads(JOINT, "Together. ").await;
    assert!(!fatou.text(&in_north).contains("Not mine"));
    is_only_told_of_the_table(&mut stock).await;
}

/// A stock client reads on to what was written together, and nothing of what is in another document.
async fn is_only_told_of_the_table(stock: &mut Socket) {
    let holds = |frame: &[u8], words: &str| {
        let mut windows = frame.windows(words.len());
        windows.any(|window| window == words.as_bytes())
    };
    loop {
        let frame = stock.next().await.expect("it is let in").unwrap();
        let frame = frame.into_data();
        assert!(!holds(&frame, "For all now"), "it is of another document");
        if holds(&frame, "Together. ") {
            return;
        }
    }
}
