//! What lies on a desk reaches those who work on it, and nobody else, whatever they ask and whatever breaks.

use futures_util::{SinkExt as _, StreamExt as _};
use rand::RngExt as _;
use rand::rngs::StdRng;
use server::store::{Kind, Store};
use server::tables::audit::audit;
use shared::document::DocumentId;
use shared::features::desks::DeskCommand;
use shared::ids::DelegationId;
use shared::protocol::SUBPROTOCOL;
use shared::seq::Seq;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tests::heard::Answer::Done;
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::{PATIENCE, Seat, Socket, asks_for_all, under};
use tests::table::Table;
use tokio_tungstenite::tungstenite::Message;
use yrs::sync::{Message as Sync, SyncMessage};
use yrs::updates::decoder::Decode as _;

const JOINT: &str = "answer/q1";

fn id(table: &Table, place: usize) -> DelegationId {
    table.delegation(place).parse().expect("an id")
}

/// The desk of the delegation with that place in the order.
fn desk(table: &Table, place: usize) -> DocumentId {
    DocumentId::Desk(id(table, place))
}

/// Its one root.
fn root(table: &Table, place: usize) -> String {
    desk(table, place).to_string()
}

/// Whether any frame that a seat was ever sent holds these words.
fn was_told(seat: &Seat, words: &str) -> bool {
    let heard = seat.heard();
    let tapped = heard.tapped.as_ref().expect("it was tapped");
    let holds = |frame: &Vec<u8>| {
        frame
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    tapped.iter().any(holds) || heard.words.iter().any(|text| text.contains(words))
}

/// How a connection ends on which this is sent; nothing if an answer to the last comes first.
async fn ends(socket: &mut Socket, frames: Vec<Message>) -> Option<(u16, String)> {
    for frame in frames {
        // The server may have closed it by now.
        drop(socket.send(frame).await);
    }
    let end = async {
        while let Some(Ok(message)) = socket.next().await {
            if let Message::Close(Some(frame)) = message {
                return Some((frame.code.into(), frame.reason.to_string()));
            }
        }
        None
    };
    tokio::time::timeout(PATIENCE, end).await.expect("an end")
}

#[tokio::test]
async fn a_desk_is_read_by_its_delegation_only() {
    let mut house = House::open().await;
    let table = house.table().await;
    let (north, on_desk) = (desk(&table, 0), root(&table, 0));
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let others = [
        ben,
        table.facilitator("Fatou").await,
        table.rapporteur("Rae").await,
        table.observer("Obi").await,
    ];
    others.iter().for_each(Seat::taps);
    ana.opens(&north).await;
    amir.opens(&north).await;
    for round in ["first", "second"] {
        ana.writes(&on_desk, &format!("Only for us, the {round} time. "));
        ana.writes(JOINT, &format!("For all, the {round} time. "));
        amir.reads(&on_desk, &format!("the {round} time. ")).await;
        amir.writes(&on_desk, "Agreed among us. ");
        ana.reads(&on_desk, "Agreed among us. ").await;
        for seat in [&ana, &amir] {
            seat.is_saved_in(&on_desk).await;
        }
        // Nothing that others send under the desk's number is heard, and nothing is answered.
        for other in &others {
            other.reads(JOINT, &format!("the {round} time. ")).await;
            for message in [asks_for_all(), vec![3]] {
                let mut socket = other.socket(Some(SUBPROTOCOL)).await.unwrap();
                let refused = ends(&mut socket, vec![under(1, &message)]).await;
                assert_eq!(refused, Some((4400, "revealed".to_owned())));
            }
            let path = format!("/{on_desk}");
            let mut stock = other.socket_at(&path, None).await.unwrap();
            let stranger = ends(&mut stock, vec![Message::binary(asks_for_all())]).await;
            assert_eq!(stranger, Some((4401, "stranger".to_owned())));
            let deleted = format!("/api/tables/{}/deleted?root={on_desk}", table.id);
            assert_eq!(other.gets(&deleted).await.status, 404);
            for form in ["html", "md", "json"] {
                let outcome = format!("/api/tables/{}/outcome.{form}", table.id);
                assert!(!other.gets(&outcome).await.text().contains("Only for us"));
            }
        }
        // Everybody comes back, to a table that is read from its snapshot and its log.
        house.restarts().await;
        for seat in others.iter().chain([&ana, &amir]) {
            seat.returns().await;
        }
        amir.opens(&north).await;
        ana.opens(&north).await;
        ana.reads(&on_desk, &format!("the {round} time. ")).await;
    }
    let late = table.delegate(0, "Aya").await;
    late.opens(&north).await;
    late.reads(&on_desk, "the second time. ").await;
    for other in &others {
        assert!(!was_told(other, "Only for us"), "{} was told", other.name);
        assert!(!was_told(other, "Agreed among us"));
        assert_eq!(other.heard().speakers, BTreeMap::new());
    }
    assert!(!late.text(JOINT).contains("Only for us"));
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let entries = store.entries(&table.id, Seq::START, 10_000).await.unwrap();
    let private = entries.iter().filter(|entry| entry.kind == Kind::Private);
    assert!(private.count() >= 4);
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_stock_client_works_on_its_desk_by_its_path() {
    let house = House::open().await;
    let table = house.table().await;
    let (north, on_desk) = (desk(&table, 0), root(&table, 0));
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.opens(&north).await;
    ana.writes(&on_desk, "Only for us. ");
    ana.writes(JOINT, "For all. ");
    ana.is_saved_in(&on_desk).await;
    let mut stock = ana.socket_at(&format!("/{on_desk}"), None).await.unwrap();
    stock.send(Message::binary(asks_for_all())).await.unwrap();
    let mut frames = Vec::new();
    let answer = loop {
        let frame = stock.next().await.expect("it is let in").unwrap();
        let Message::Binary(frame) = frame else {
            continue;
        };
        frames.push(frame.clone());
        if let Sync::Sync(SyncMessage::SyncStep2(answer)) = Sync::decode_v1(&frame).unwrap() {
            break answer;
        }
    };
    let holds = |words: &str| {
        let bytes = words.as_bytes();
        answer.windows(bytes.len()).any(|window| window == bytes)
    };
    assert!(holds("Only for us. ") && !holds("For all. "));
    // What is written at the table does not come here, and others learn of it when the desk is shared.
    ben.writes(JOINT, "And on. ");
    ben.is_saved().await;
    let share = DeskCommand::ShareDesk {
        with: id(&table, 1),
    };
    assert_eq!(ana.asks(share).await, Done);
    let revealed = Some((4400, "revealed".to_owned()));
    assert_eq!(ends(&mut stock, Vec::new()).await, revealed);
    // One that does not say that it knows might bring what was written for fewer; one that does is welcome.
    let path = format!("/{on_desk}");
    let mut stale = ana.socket_at(&path, None).await.unwrap();
    let brings = [&[0, 2, 3][..], &[0, 1, 0]].concat();
    assert_eq!(
        ends(&mut stale, vec![Message::binary(brings)]).await,
        revealed
    );
    let handle = ana.table().handle(&north).unwrap();
    let path = format!("/{on_desk}?handle={handle}");
    let mut knows = ana.socket_at(&path, None).await.unwrap();
    knows.send(Message::binary(asks_for_all())).await.unwrap();
    let mut frames = Vec::new();
    while !frames
        .iter()
        .any(|frame: &Vec<u8>| frame.starts_with(&[0, 1]))
    {
        if let Message::Binary(frame) = knows.next().await.expect("it is let in").unwrap() {
            frames.push(frame.to_vec());
        }
    }
    assert_eq!(
        ben.table()
            .documents_of(&ben.table().participants[&ben.participant])
            .len(),
        2
    );
}

#[tokio::test]
async fn whoever_a_desk_is_shared_with_reads_it_from_then_on() {
    let mut house = House::open().await;
    let table = house.table().await;
    let (north, on_desk) = (desk(&table, 0), root(&table, 0));
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let amir = table.delegate(0, "Amir").await;
    ben.taps();
    carla.taps();
    ana.opens(&north).await;
    amir.opens(&north).await;
    ana.writes(&on_desk, "Never to be seen. ");
    ana.is_saved_in(&on_desk).await;
    amir.reads(&on_desk, "Never to be seen. ").await;
    let len = u32::try_from("Never to be seen. ".len()).unwrap();
    amir.deletes(&on_desk, 1, len);
    amir.writes(&on_desk, "Better: ");
    ana.reads(&on_desk, "\nBetter: ").await;
    ana.writes(&on_desk, "Our first offer. ");
    amir.reads(&on_desk, "Our first offer. ").await;
    // Amir is away when the desk is shared, and goes on writing for his own delegation.
    amir.drops();
    amir.writes(&on_desk, "Between us: we could give more. ");
    let share = || DeskCommand::ShareDesk {
        with: id(&table, 1),
    };
    assert!(
        ben.asks(DeskCommand::ShareDesk {
            with: id(&table, 1)
        })
        .await
            == Done
    );
    assert_eq!(ana.asks(share()).await, Done);
    ben.sees("the desk is shared", |table| {
        table.desks.members(&id_of(&north)).len() == 2
    })
    .await;
    ben.opens(&north).await;
    ben.reads(&on_desk, "Our first offer. ").await;
    assert!(
        !was_told(&ben, "Never to be seen"),
        "a newcomer gets what is there"
    );
    let deleted = format!("/api/tables/{}/deleted?root={on_desk}", table.id);
    assert_eq!(ben.gets(&deleted).await.text(), "[]");
    assert!(ana.gets(&deleted).await.text().contains("Never to be seen"));
    // What Amir wrote before he knew is not taken under the number that the desk had then.
    amir.returns().await;
    amir.sends(under(1, &asks_for_all()));
    amir.writes(&on_desk, "And more. ");
    assert_eq!(amir.is_closed().await, (Some(4400), "revealed".to_owned()));
    amir.returns().await;
    amir.opens(&north).await;
    amir.writes(&on_desk, "I see. ");
    ana.opens(&north).await;
    ben.reads(&on_desk, "I see. ").await;
    ben.writes(&on_desk, "So do we. ");
    ana.reads(&on_desk, "So do we. ").await;
    assert!(!was_told(&ben, "Between us"));
    house.restarts().await;
    for seat in [&ana, &ben, &carla] {
        seat.returns().await;
    }
    ben.opens(&north).await;
    ana.opens(&north).await;
    ben.reads(&on_desk, "So do we. ").await;
    // From now on it is Ana's delegation's alone again.
    let with = id(&table, 1);
    assert_eq!(ana.asks(DeskCommand::UnshareDesk { with }).await, Done);
    ana.writes(&on_desk, "After they left. ");
    ana.is_saved_in(&on_desk).await;
    ben.writes(JOINT, "Ben is still at the table. ");
    ben.is_saved().await;
    ana.reads(JOINT, "Ben is still at the table. ").await;
    assert!(!was_told(&ben, "After they left"));
    ben.writes(&on_desk, "Too late. ");
    assert_eq!(ben.is_closed().await, (Some(4400), "revealed".to_owned()));
    assert!(!ana.text(&on_desk).contains("Too late"));
    for words in ["Our first offer", "So do we", "desk-shared"] {
        assert!(!was_told(&carla, words), "Carla was told {words:?}");
    }
}

fn id_of(document: &DocumentId) -> DelegationId {
    match document {
        DocumentId::Desk(delegation) => delegation.clone(),
        DocumentId::Table | DocumentId::Private(..) | DocumentId::Notes | DocumentId::Report => {
            unreachable!("it is a desk")
        }
    }
}

/// Nobody has a reason to delete what a text begins with; whoever does has written on the desk.
#[tokio::test]
async fn a_desk_on_which_something_was_only_deleted_is_what_its_log_says() {
    let mut house = House::chosen(|config| config.tables.rest = Duration::from_millis(20)).await;
    let table = house.table().await;
    let (north, on_desk) = (desk(&table, 0), root(&table, 0));
    let [ana] = table.seats(["Ana"]).await;
    ana.opens(&north).await;
    ana.deletes(&on_desk, 0, 1);
    ana.writes(JOINT, "At the table. ");
    ana.is_saved().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    ana.writes(&on_desk, "On the desk. ");
    ana.is_saved_in(&on_desk).await;
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let report = audit(&store).await.unwrap();
    assert!(report.is_sound() && report.snapshots > 0, "{report:?}");
    store.close().await.unwrap();
}

/// What one meeting wrote on which desk, and who could read it when it was committed or later.
#[derive(Default)]
struct Written {
    words: BTreeMap<String, BTreeSet<usize>>,
    /// The desk that each was written on.
    on: BTreeMap<String, usize>,
}

/// Four delegations share desks, write on them, break off and come back at random: nobody is ever told a word that was
/// there only while they did not read the desk.
#[tokio::test]
async fn whatever_is_shared_with_whom_nobody_else_is_told_a_word() {
    let mut chance = chance();
    let mut house = House::chosen(|config| config.tables.linger = Duration::from_millis(5)).await;
    let table = house.table().await;
    let mut seats = Vec::new();
    for (place, name) in ["Ana", "Ben", "Carla", "Dora"].into_iter().enumerate() {
        seats.push(table.delegate(place, name).await);
    }
    let lookers = [
        table.observer("Obi").await,
        table.facilitator("Fatou").await,
    ];
    seats.iter().chain(&lookers).for_each(Seat::taps);
    let mut readers: Vec<BTreeSet<usize>> = (0..4).map(|place| BTreeSet::from([place])).collect();
    let mut written = Written::default();
    for step in 0..much(160, 2_000) {
        let who = chance.random_range(0..4);
        match chance.random_range(0..16) {
            0 | 1 => {
                let with = chance.random_range(0..4);
                share(&table, &seats, who, with, &mut readers).await;
                // Whatever is on it now may be read by whoever was let in.
                for (word, on) in &written.on {
                    if *on == who {
                        let seen = written.words.get_mut(word).expect("it was written");
                        seen.extend(readers[who].iter().copied());
                    }
                }
            }
            2 => unshare(&table, &seats, who, &mut chance, &mut readers).await,
            3 => {
                seats[who].drops();
                seats[who].returns().await;
            }
            4 if chance.random_bool(0.2) => {
                house.restarts().await;
                for seat in seats.iter().chain(&lookers) {
                    seat.returns().await;
                }
            }
            _ => {
                let on =
                    desks_of(&readers, who)[chance.random_range(0..desks_of(&readers, who).len())];
                let word = format!("<w{step}-{on}>");
                seats[who].opens(&desk(&table, on)).await;
                seats[who].writes(&root(&table, on), &word);
                seats[who].is_saved_in(&root(&table, on)).await;
                written.words.insert(word.clone(), readers[on].clone());
                written.on.insert(word, on);
            }
        }
    }
    for (word, seen) in &written.words {
        for (place, seat) in seats.iter().enumerate() {
            assert!(
                seen.contains(&place) || !was_told(seat, word),
                "{} was told {word}",
                seat.name
            );
        }
        assert!(lookers.iter().all(|seat| !was_told(seat, word)));
    }
    // And those who read a desk have all of it.
    for (place, seat) in seats.iter().enumerate() {
        for on in desks_of(&readers, place) {
            seat.opens(&desk(&table, on)).await;
            let text = seat.text(&root(&table, on));
            for (word, _) in written.on.iter().filter(|(_, desk)| **desk == on) {
                assert!(text.contains(word.as_str()), "{word} is lost");
            }
        }
    }
    let told = written.words.keys();
    let told = told.filter(|word| seats.iter().any(|seat| was_told(seat, word)));
    assert!(told.count() > 10, "the tap hears nothing");
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
}

/// The desks that a delegation works on.
fn desks_of(readers: &[BTreeSet<usize>], who: usize) -> Vec<usize> {
    let all = readers.iter().enumerate();
    all.filter(|(_, readers)| readers.contains(&who))
        .map(|(desk, _)| desk)
        .collect()
}

async fn share(
    table: &Table,
    seats: &[Seat],
    who: usize,
    with: usize,
    readers: &mut [BTreeSet<usize>],
) {
    let command = DeskCommand::ShareDesk {
        with: id(table, with),
    };
    assert_eq!(seats[who].asks(command).await, Done);
    readers[who].insert(with);
    knows(table, seats, who, &readers[who]).await;
}

async fn unshare(
    table: &Table,
    seats: &[Seat],
    who: usize,
    chance: &mut StdRng,
    readers: &mut [BTreeSet<usize>],
) {
    let others: Vec<_> = readers[who]
        .iter()
        .copied()
        .filter(|other| *other != who)
        .collect();
    if others.is_empty() {
        return;
    }
    let with = others[chance.random_range(0..others.len())];
    let command = DeskCommand::UnshareDesk {
        with: id(table, with),
    };
    assert_eq!(seats[who].asks(command).await, Done);
    readers[who].remove(&with);
    knows(table, seats, who, &readers[who]).await;
}

/// Waits until all who work on a desk know who they are.
async fn knows(table: &Table, seats: &[Seat], desk: usize, readers: &BTreeSet<usize>) {
    let delegation = id(table, desk);
    for reader in readers {
        seats[*reader]
            .sees("who works on a desk", |table| {
                table.desks.members(&delegation).len() == readers.len()
            })
            .await;
    }
}
