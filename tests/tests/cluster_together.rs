//! Two houses on one database and one bus: who is here, whose caret, and how much people say, wherever they sit.

use futures_util::future::join_all;
use server::cluster::{Bus, Said};
use shared::features::agenda::Phase::{Drafting, Practices};
use std::time::{Duration, Instant};
use tests::nats::Nats;
use tests::process::said;
use tests::seat::{PATIENCE, Seat, on_table};
use tests::two::{Two, is_on_bus};
use tokio_tungstenite::tungstenite::Message;
use yrs::sync::awareness::AwarenessUpdateEntry;
use yrs::sync::{AwarenessUpdate, Message as Sync};
use yrs::updates::encoder::Encode;

const ROOT: &str = "answer/q1";

/// An awareness frame that says this of that client id.
fn says(client: u64, clock: u32, json: &str) -> Message {
    let entry = AwarenessUpdateEntry {
        clock,
        json: json.into(),
    };
    let clients = [(yrs::block::ClientID::new(client), entry)]
        .into_iter()
        .collect();
    on_table(&Sync::Awareness(AwarenessUpdate { clients }).encode_v1())
}

fn points(seat: &Seat, clock: u32) {
    seat.sends(says(seat.client, clock, r#"{"root":"answer/q1"}"#));
}

/// Two houses on a bus.
async fn two(nats: &Nats) -> Two {
    let two = Two::with(None, Some(nats.url())).await;
    two.until("the bus is there", is_on_bus).await;
    two
}

async fn sees(seat: &Seat, other: &Seat, clients: &[u64]) {
    seat.until("somebody is here", |heard| {
        heard.present.get(&other.participant).map(Vec::as_slice) == Some(clients)
    })
    .await;
}

async fn misses(seat: &Seat, other: &Seat) {
    seat.until("somebody is gone", |heard| {
        !heard.present.contains_key(&other.participant)
    })
    .await;
}

fn number(page: &str, name: &str) -> f64 {
    let name = format!("roundtable_{name} ");
    let line = page.lines().find_map(|line| line.strip_prefix(&name));
    line.and_then(|it| it.parse().ok()).expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_here_and_where_is_told_in_the_other_house() {
    let Some(nats) = Nats::start() else { return };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let ana = here.delegate(0, "Ana").await;
    points(&ana, 1);
    let ben = there.delegate(1, "Ben").await;
    // Who was there before, and their caret, is known at once; and whoever comes is told.
    sees(&ben, &ana, &[ana.client]).await;
    sees(&ana, &ben, &[]).await;
    let caret = (1, r#"{"root":"answer/q1"}"#.to_owned());
    ben.until("whose caret it is", |heard| {
        heard.awareness.get(&ana.client) == Some(&caret)
    })
    .await;
    let begun = Instant::now();
    points(&ana, 2);
    ben.until("where she is now", |heard| {
        heard.awareness[&ana.client].0 == 2
    })
    .await;
    println!("a caret in the other house: {:?}", begun.elapsed());
    // A stock client repeats what it heard; only what is new is a forgery.
    ben.sends(says(ana.client, 2, r#"{"root":"answer/q1"}"#));
    points(&ben, 1);
    sees(&ana, &ben, &[ben.client]).await;
    assert_eq!(ben.heard().closed, None);
    ben.sends(says(ana.client, 3, "{}"));
    let forged = (Some(4400), "awareness-id".to_owned());
    assert_eq!(ben.is_closed().await, forged);
    misses(&ana, &ben).await;
    ana.until("his caret is gone", |heard| {
        heard.awareness[&ben.client].1 == "null"
    })
    .await;
    two.ends_as_one_table().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_in_both_houses_is_one_and_goes_with_the_last_page() {
    let Some(nats) = Nats::start() else { return };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let ben = here.delegate(1, "Ben").await;
    let ana = here.delegate(0, "Ana").await;
    points(&ana, 1);
    sees(&ben, &ana, &[ana.client]).await;
    // The same person in the other house, by another page.
    let door = tests::door::Door::at(two.houses[1].door.address());
    let again = tests::seat::Seat::beside(&ana, door);
    again.returns().await;
    points(&again, 1);
    let both = |heard: &tests::heard::Heard| {
        let mut clients = heard.present[&ana.participant].clone();
        clients.sort_unstable();
        let mut want = [ana.client, again.client];
        want.sort_unstable();
        clients == want
    };
    ben.until("both of her pages are hers", both).await;
    let names = ben.heard().present.len();
    assert_eq!(names, 2, "she is one");
    ana.leaves().await;
    sees(&ben, &ana, &[again.client]).await;
    again.leaves().await;
    misses(&ben, &ana).await;
    let dan = there.delegate(3, "Dan").await;
    sees(&dan, &ben, &[]).await;
    assert!(!dan.heard().present.contains_key(&ana.participant));
    two.ends_as_one_table().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lobby_of_one_house_shows_who_sits_in_the_other() {
    let Some(nats) = Nats::start() else { return };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let fatou = here.facilitator("Fatou").await;
    fatou.leaves().await;
    let closed = async {
        while two.houses[0].app.tables.open_table(&here.id).is_some() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(PATIENCE, closed).await.unwrap();
    let ben = there.delegate(1, "Ben").await;
    let lobby = format!("/api/sessions/{}/lobby", here.session);
    let shown = async {
        loop {
            let page = said(&fatou.gets(&lobby).await.body);
            if page.contains(ben.participant.as_str()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let shown = tokio::time::timeout(Duration::from_secs(10), shown).await;
    let page = said(&fatou.gets(&lobby).await.body);
    assert!(shown.is_ok(), "{page}");
    assert!(two.houses[0].app.tables.open_table(&here.id).is_none());
    two.ends_as_one_table().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_malformed_or_foreign_on_the_bus_changes_nothing() {
    let Some(nats) = Nats::start() else { return };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let (ana, ben) = (
        here.delegate(0, "Ana").await,
        there.delegate(1, "Ben").await,
    );
    ana.writes(ROOT, "Before. ");
    ben.reads(ROOT, "Before. ").await;
    let store = &two.houses[0].app.store;
    let key = store.bus_key(String::new()).await.unwrap();
    let stranger = Bus::at(&nats.url(), &key).await.unwrap();
    let outsider = Bus::at(&nats.url(), "no key of theirs").await.unwrap();
    let connected = async {
        while !stranger.is_connected() || !outsider.is_connected() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, connected).await.unwrap();
    let foreign = async {
        while number(&said_metrics(&ana).await, "bus_foreign_total") < 1.0 {
            outsider.says(&here.id, Said::Here(Vec::new()));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, foreign).await.unwrap();
    let person = |id: &str| server::cluster::Person {
        participant: id.parse().unwrap(),
        behind: false,
        clients: vec![(ana.client, u32::MAX >> 2)],
    };
    let speech = |update: &[u8]| server::cluster::Speech {
        participant: ben.participant.clone(),
        document: shared::document::DocumentId::Notes,
        update: update.to_vec().into(),
    };
    let head = two.houses[0].app.store.head(&here.id).await.unwrap();
    let head = head.unwrap();
    let draft = server::store::Draft {
        kind: server::store::Kind::Update,
        participant: Some(ben.participant.clone()),
        at: server::clock::now(),
        body: vec![0xff; 40].into(),
    };
    let forged =
        |first, chain| server::store::Entry::committed(&here.id, first, chain, vec![draft.clone()]);
    let mut bent = forged(head.seq.next(), head.chain);
    bent[0].body = vec![0, 0].into();
    let mut event = draft.clone();
    (event.kind, event.body) = (
        server::store::Kind::Event,
        br#"{"no":"such"}"#.to_vec().into(),
    );
    let said = [
        Said::Here(vec![person("nobody"), person("nobody")]),
        Said::Speaks(vec![speech(&[9, 9, 9]), speech(&[])]),
        // What its digest does not say, what comes too early, and what the log does not say.
        Said::Wrote(bent),
        Said::Wrote(forged(head.seq.next().next(), head.chain)),
        Said::Wrote(forged(head.seq.next(), head.chain)),
        Said::Wrote(server::store::Entry::committed(
            &here.id,
            head.seq.next(),
            head.chain,
            vec![event],
        )),
        Said::Ends(shared::seq::Seq::new(1 << 40)),
        Said::Spent(vec![(ana.participant.clone(), 1)]),
    ];
    for said in said {
        stranger.says(&here.id, said);
    }
    let all = async {
        let taken =
            |page: String| number(&page, "bus_heard_total") - number(&page, "bus_foreign_total");
        while taken(said_metrics(&ana).await) < 8.0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, all).await.unwrap();
    ben.writes(ROOT, "After. ");
    ana.reads(ROOT, "After. ").await;
    ana.writes(ROOT, "Both. ");
    ben.reads(ROOT, "Both. ").await;
    assert_eq!(ana.text(ROOT), "\nBefore. After. Both. ");
    assert_eq!(
        (ana.heard().closed.clone(), ben.heard().closed.clone()),
        (None, None)
    );
    assert_eq!(ana.heard().present.len(), 2);
    two.ends_as_one_table().await;
}

async fn said_metrics(seat: &Seat) -> String {
    said(&seat.gets("/metrics").await.body)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_comes_by_the_bus_and_what_it_loses_from_the_log() {
    let Some(mut nats) = Nats::start() else {
        return;
    };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let ana = here.delegate(0, "Ana").await;
    let ben = there.delegate(1, "Ben").await;
    sees(&ben, &ana, &[]).await;
    let conflicts = async || number(&said_metrics(&ben).await, "conflicts_total");
    let (mut took, before) = (Vec::new(), conflicts().await);
    for round in 0..60 {
        let word = format!("<ana {round}>");
        let begun = Instant::now();
        ana.writes(ROOT, &word);
        ben.reads(ROOT, &word).await;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    println!(
        "an edit in the other house: p50 {:?}, worst {:?}",
        took[30], took[59]
    );
    let page = said_metrics(&ben).await;
    assert!(number(&page, "taken_in_total") >= 60.0, "{page}");
    assert!(conflicts().await <= before, "nothing is decided again");
    // Events as well.
    let fatou = here.facilitator("Fatou").await;
    fatou.moves(Drafting, Practices).await;
    ben.sees("the move", |table| table.agenda.at == Practices)
        .await;
    // What is said while the bus is away is lost, and found.
    nats.dies();
    two.until("the bus is gone", |house| !is_on_bus(house))
        .await;
    fatou.moves(Practices, Drafting).await;
    ana.writes(ROOT, "Unheard. ");
    ana.is_saved().await;
    nats.starts();
    two.until("the bus is there again", is_on_bus).await;
    ana.writes(ROOT, "Heard. ");
    ben.reads(ROOT, "Unheard. Heard. ").await;
    assert_eq!(ben.heard().closed, None);
    two.ends_as_one_table().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_removed_is_gone_from_both_houses_within_a_second() {
    let Some(nats) = Nats::start() else { return };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let fatou = here.facilitator("Fatou").await;
    let ben = here.delegate(1, "Ben").await;
    let dan = there.delegate(3, "Dan").await;
    points(&dan, 1);
    sees(&ben, &dan, &[dan.client]).await;
    let person = format!("/api/sessions/{}/people/{}", here.session, dan.participant);
    let begun = Instant::now();
    assert_eq!(fatou.asks_over_http("DELETE", &person).await.status, 204);
    let end = (Some(4401), "removed".to_owned());
    assert_eq!(dan.is_closed().await, end);
    misses(&ben, &dan).await;
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    ben.until("his caret is gone", |heard| {
        heard.awareness[&dan.client].1 == "null"
    })
    .await;
    two.ends_as_one_table().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_floods_one_house_has_less_to_say_in_the_other() {
    let Some(nats) = Nats::start() else { return };
    let two = two(&nats).await;
    let [here, there] = &two.tables;
    let ana = here.delegate(0, "Ana").await;
    let again = Seat::beside(&ana, tests::door::Door::at(two.houses[1].door.address()));
    again.returns().await;
    let ben = there.delegate(1, "Ben").await;
    // Of the thousand that she has at once, she says nine hundred to one house.
    let ping = || Message::text(r#"{"say":"ping"}"#);
    let pings = async |seat: &Seat, times: u64| {
        for _ in 0..times {
            seat.sends(ping());
        }
        seat.until("is answered", |heard| {
            heard.closed.is_some() || heard.pongs >= times
        })
        .await;
    };
    for many in 1..=9 {
        for _ in 0..100 {
            ana.sends(ping());
        }
        ana.until("is answered", |heard| heard.pongs >= many * 100)
            .await;
    }
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    pings(&ben, 300).await;
    assert_eq!(ben.heard().closed, None);
    for _ in 0..6 {
        for _ in 0..100 {
            again.sends(ping());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(again.is_closed().await.1, "flood");
    join_all([ana.leaves_if_here(), ben.leaves_if_here()]).await;
    two.ends_as_one_table().await;
}
