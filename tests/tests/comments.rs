//! Comments over a real server: they outlive it, and hang on the words that they were made on.

use shared::document::Root;
use shared::features::comments::{Comment, CommentCommand, Letter, Passage};
use shared::ids::{CommentId, ReplyId};
use shared::refusal::{Noun, Refusal};
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::seat::Seat;
use yrs::block::ClientID;
use yrs::{Assoc, ID, IndexedSequence, StickyIndex, Transact};

const JOINT: &str = "answer/q1";

fn id(id: &str) -> CommentId {
    id.parse().expect("an id")
}

/// The passage that has those words, as its author's browser makes it.
fn passage(seat: &Seat, words: &str) -> Passage {
    let text = seat.doc().get_or_insert_text(JOINT);
    let at = seat.text(JOINT).find(words).expect("the words are there");
    let (at, length) = (
        u32::try_from(at).unwrap(),
        u32::try_from(words.len()).unwrap(),
    );
    let txn = seat.doc().transact();
    let letter = |offset: u32| {
        let index = text.sticky_index(&txn, offset + 1, Assoc::Before);
        let id = *index.expect("within").id().expect("on a letter");
        let client = id.client.get();
        Letter {
            client,
            clock: id.clock,
        }
    };
    Passage {
        root: Root::parse(JOINT).expect("a root"),
        first: letter(at),
        last: letter(at + length - 1),
    }
}

/// The words on which a comment hangs by now.
fn words(seat: &Seat, on: &Passage) -> String {
    let txn = seat.doc().transact();
    let offset = |letter: Letter, assoc| {
        let id = ID::new(ClientID::new(letter.client), letter.clock);
        let offset = StickyIndex::from_id(id, assoc).get_offset(&txn);
        offset.expect("its words have arrived").index as usize
    };
    let (from, to) = (
        offset(on.first, Assoc::After),
        offset(on.last, Assoc::Before),
    );
    drop(txn);
    seat.text(JOINT)[from..to.max(from)].to_owned()
}

fn comments(seat: &Seat, name: &str, words: &str, text: &str) -> CommentCommand {
    CommentCommand::Comment {
        comment: id(name),
        on: passage(seat, words),
        quote: words.to_owned(),
        text: text.to_owned(),
        to: None,
    }
}

fn found(seat: &Seat, name: &str) -> Option<Comment> {
    seat.table().comments.get(&id(name)).cloned()
}

#[tokio::test]
async fn a_comment_outlives_the_server_and_keeps_its_place() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(JOINT, "Referral is followed up within a week.");
    ana.is_saved().await;
    assert_eq!(
        ana.asks(comments(&ana, "c1", "followed up", "By whom?"))
            .await,
        Done
    );
    assert_eq!(
        ana.asks(comments(&ana, "c2", "within a week", "Why so late?"))
            .await,
        Done
    );
    let reply = CommentCommand::ReplyToComment {
        comment: id("c1"),
        reply: ReplyId::new("y1").expect("an id"),
        text: "By the ministry.".to_owned(),
    };
    assert_eq!(ben.asks(reply).await, Done);
    house.restarts().await;
    for seat in [&ana, &ben] {
        seat.returns().await;
    }
    ben.inserts(JOINT, 1, "In all provinces: ");
    let at = u32::try_from(ben.text(JOINT).find(" within").unwrap()).unwrap();
    ben.deletes(JOINT, at, 14);
    ben.is_saved().await;
    ana.reads(JOINT, "In all provinces: Referral is followed up.")
        .await;
    let late = table.observer("Late").await;
    for seat in [&ana, &ben, &late] {
        seat.reads(JOINT, "In all provinces").await;
        let comment = found(seat, "c1").expect("it is still there");
        assert_eq!(words(seat, &comment.on), "followed up", "{}", seat.name);
        assert_eq!(comment.replies[0].text, "By the ministry.");
        let gone = found(seat, "c2").expect("so is that on what was deleted");
        assert_eq!(
            (words(seat, &gone.on).as_str(), gone.quote.as_str()),
            ("", "within a week")
        );
    }
}

#[tokio::test]
async fn what_nobody_may_comment_on_is_refused_and_a_retry_is_one_comment() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(JOINT, "Referral is followed up.");
    let asked = comments(&ana, "c1", "Referral", "To whom?");
    assert_eq!(ana.asks(asked.clone()).await, Done);
    assert_eq!(ana.asks(asked.clone()).await, Done);
    let taken = Refused(Refusal::IdTaken {
        what: Noun::Comment,
    });
    assert_eq!(ben.asks(asked).await, taken);
    let mut on_a_desk = comments(&ana, "c2", "Referral", "Psst.");
    if let CommentCommand::Comment { on, .. } = &mut on_a_desk {
        on.root = Root::Desk(table.delegation(0).parse().expect("an id"));
    }
    let nowhere = Refused(Refusal::Unknown { what: Noun::Root });
    assert_eq!(ana.asks(on_a_desk).await, nowhere);
    let obi = table.observer("Obi").await;
    let answer = obi
        .asks(CommentCommand::WithdrawComment { comment: id("c1") })
        .await;
    assert!(matches!(answer, Refused(Refusal::NeedsRole { .. })));
    ben.sees("one comment", |table| table.comments.len() == 1)
        .await;
    assert_eq!(
        found(&ben, "c1").map(|it| it.by),
        Some(ana.participant.clone())
    );
}
