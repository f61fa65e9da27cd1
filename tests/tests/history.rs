//! What can be seen of any moment of a session: exactly what stood in the texts then, and who had written it.

use rand::RngExt as _;
use rand::rngs::StdRng;
use server::store::{Entry, Kind, Store};
use server::tables::past::Pasts;
use shared::document::{DocumentId, Root, new_doc};
use shared::features::agenda::Phase;
use shared::history::{Then, Timeline, What};
use shared::ids::TableId;
use shared::prose::authored::AuthoredBlock;
use shared::prose::{Block, Run, blocks};
use shared::seq::Seq;
use std::collections::BTreeSet;
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::Seat;
use tests::table::Table;
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, Transact as _, Update};

const ROOTS: [&str; 2] = ["answer/q1", "answer/q2"];

/// Everybody writes with letters of their own, so that a text tells by itself who wrote it.
const LETTERS: [&str; 3] = ["abcdefgh", "ABCDEFGH", "12345678"];

/// Writes, deletes or marks something somewhere.
fn edits(seat: &Seat, letters: &str, chance: &mut StdRng) {
    let root = ROOTS[chance.random_range(0..ROOTS.len())];
    let len = u32::try_from(seat.text(root).len()).expect("a short text");
    // The first newline stays.
    let at = chance.random_range(1..=len);
    let some = chance.random_range(0..6).min(len - at);
    match chance.random_range(0..10) {
        0..3 if some > 0 => seat.deletes(root, at, some),
        3..5 if some > 0 => seat.marks(root, at, some, "strong"),
        5 => seat.inserts(root, at, "\n"),
        _ => {
            let from = chance.random_range(0..4);
            seat.inserts(root, at, &letters[from..from + 3]);
        }
    }
}

async fn log(store: &Store, table: &TableId) -> Vec<Entry> {
    let mut log = Vec::new();
    loop {
        let at = log.last().map_or(Seq::START, |entry: &Entry| entry.seq);
        let page = store.entries(table, at, 4_096).await.expect("a log");
        if page.is_empty() {
            return log;
        }
        log.extend(page);
    }
}

/// The document as an ordinary replay of the log up to there makes it.
fn replayed(log: &[Entry], seq: Seq) -> Doc {
    let doc = new_doc(1);
    for entry in log.iter().filter(|entry| entry.seq <= seq) {
        if entry.kind == Kind::Update {
            let update = Update::decode_v1(&entry.body).expect("an update");
            doc.transact_mut().apply_update(update).expect("it applies");
        }
    }
    doc
}

fn read(doc: &Doc, root: &str) -> Vec<Block> {
    let text = doc.get_or_insert_text(root);
    blocks(&text, &doc.transact())
}

/// The blocks without their authors.
fn unsigned(authored: &[AuthoredBlock]) -> Vec<Block> {
    let unsigned = |authored: &AuthoredBlock| {
        let mut block = Block {
            runs: Vec::new(),
            ..authored.block.clone()
        };
        for run in &authored.block.runs {
            match block.runs.last_mut() {
                Some(last) if last.marks == run.marks => last.text.push_str(&run.text),
                _ => block.runs.push(run.clone()),
            }
        }
        block
    };
    authored.iter().map(unsigned).collect()
}

async fn timeline(seat: &Seat, table: &Table) -> Timeline {
    let answer = seat
        .gets(&format!("/api/tables/{}/history", table.id))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("a timeline")
}

async fn then(seat: &Seat, table: &Table, seq: Seq, root: &str) -> Then {
    let path = format!("/api/tables/{}/history/{seq}?root={root}", table.id);
    let answer = seat.gets(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("a moment")
}

/// Asserts that every run is by the one whose letters it has.
fn is_signed(then: &Then, people: &[&Seat]) {
    for block in &then.blocks {
        assert_eq!(block.by.len(), block.block.runs.len());
        for (Run { text, .. }, by) in block.block.runs.iter().zip(&block.by) {
            let letter = text.chars().next().expect("no run is empty");
            let writer = LETTERS.iter().position(|letters| letters.contains(letter));
            let writer = people[writer.expect("somebody's letters")];
            let author = &then.authors[by.expect("somebody wrote it") as usize];
            assert_eq!(*author, writer.participant, "{text}");
        }
    }
}

/// A session of three people who write at the same time, while the table moves now and then.
async fn a_session(table: &Table, chance: &mut StdRng) -> [Seat; 3] {
    let people = table.seats(["Ana", "Ben", "Carla"]).await;
    let chair = table.facilitator("Fatou").await;
    for round in 0..much(6, 40) {
        for _ in 0..15 {
            let who = chance.random_range(0..people.len());
            edits(&people[who], LETTERS[who], chance);
        }
        for person in &people {
            person.is_saved().await;
        }
        let phases = [Phase::Drafting, Phase::Practices];
        chair
            .moves(phases[round % 2], phases[(round + 1) % 2])
            .await;
        chair
            .moves(phases[(round + 1) % 2], phases[round % 2])
            .await;
    }
    people
}

#[tokio::test]
async fn a_moment_shows_what_was_written_then_and_by_whom() {
    let mut chance = chance();
    let house = House::open().await;
    let table = house.table().await;
    let people = a_session(&table, &mut chance).await;
    let [ana, ben, carla] = &people;
    let log = log(&house.app.store, &table.id).await;
    let timeline = timeline(ana, &table).await;
    assert_eq!(timeline.begins, None);
    let last = timeline.moments.last().expect("moments").0;
    assert_eq!(last, log.last().expect("a log").seq);
    let names: BTreeSet<_> = timeline.texts.iter().map(|it| it.root.as_str()).collect();
    assert!(ROOTS.iter().all(|root| names.contains(root)));
    let reader = [ana, ben, carla];
    for _ in 0..much(60, 400) {
        let seq = Seq::new(chance.random_range(1..=last.get()));
        let root = ROOTS[chance.random_range(0..ROOTS.len())];
        let then = then(reader[chance.random_range(0..3)], &table, seq, root).await;
        let doc = replayed(&log, seq);
        assert_eq!(unsigned(&then.blocks), read(&doc, root), "{root} at {seq}");
        is_signed(&then, &reader);
        assert!(then.seq <= seq);
    }
}

#[tokio::test]
async fn the_timeline_tells_what_happened_in_order() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let chair = table.facilitator("Fatou").await;
    ana.writes(ROOTS[0], "First Ana.");
    ana.is_saved().await;
    ben.writes(ROOTS[1], "Then Ben.");
    ben.is_saved().await;
    chair.moves(Phase::Drafting, Phase::Practices).await;
    let timeline = timeline(&ben, &table).await;
    let last: Vec<_> = timeline.marks.iter().rev().take(2).collect();
    let [moved, wrote] = last[..] else {
        panic!("{:?}", timeline.marks)
    };
    assert!(matches!(&moved.what, What::Moved { back: false, .. }));
    let What::Wrote { people, texts, .. } = &wrote.what else {
        panic!("{wrote:?}")
    };
    assert_eq!(people.len(), 2, "what is written in a row is one mark");
    let roots = texts
        .iter()
        .map(|text| &timeline.texts[*text as usize].root);
    assert_eq!(roots.collect::<Vec<_>>(), ROOTS);
    assert!(timeline.moments.len() >= 4);
    // Where no text is named, it is the one that was written in last.
    let path = format!("/api/tables/{}/history/{}", table.id, moved.seq);
    assert_eq!(ana.gets(&path).await.json()["root"], ROOTS[1]);
}

#[tokio::test]
async fn what_compaction_removed_is_gone_and_what_came_after_is_exact() {
    let mut chance = chance();
    let mut house = House::open().await;
    let table = house.table().await;
    let people = a_session(&table, &mut chance).await;
    let before = log(&house.app.store, &table.id).await;
    // Two snapshots are kept: the log is thinned up to the older one.
    for words in ["abc", "abc"] {
        house.restarts().await;
        for seat in &people {
            seat.returns().await;
        }
        people[0].writes(ROOTS[0], words);
        people[0].is_saved().await;
    }
    let store = &house.app.store;
    let (mut oldest, mut before_that) = (Seq::START, None);
    while let Some(snapshot) = store.older_snapshot(&table.id, before_that).await.unwrap() {
        (oldest, before_that) = (snapshot.seq, Some(snapshot.seq));
    }
    let whole = log(store, &table.id).await;
    store.compact(server::clock::now()).await.unwrap();
    let [ana, ben, carla] = &people;
    let timeline = timeline(ana, &table).await;
    let begins = timeline.begins.expect("the beginning is gone");
    assert_eq!(begins, oldest);
    assert!(before.len() as u64 <= begins.get());
    assert!(
        timeline.marks.iter().any(|mark| mark.seq < begins),
        "events are never thinned out"
    );
    let gone = then(ben, &table, begins.before(1), ROOTS[0]).await;
    assert_eq!((gone.root, gone.blocks), (None, Vec::new()));
    let last = whole.last().expect("a log").seq;
    for _ in 0..20 {
        let seq = Seq::new(chance.random_range(begins.get()..=last.get()));
        for root in ROOTS {
            let then = then(carla, &table, seq, root).await;
            let doc = replayed(&whole, seq);
            assert_eq!(unsigned(&then.blocks), read(&doc, root), "{root} at {seq}");
            is_signed(&then, &[ana, ben, carla]);
        }
    }
}

#[tokio::test]
async fn no_word_of_a_desk_is_in_any_answer() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let desk = table.delegation(0);
    let on_desk = format!("desk/{desk}");
    ana.writes(ROOTS[0], "For all.");
    ana.opens(&DocumentId::parse(&on_desk).expect("a desk"))
        .await;
    for _ in 0..5 {
        ana.writes(&on_desk, "Only for us. ");
        ana.is_saved_in(&on_desk).await;
    }
    ben.reads(ROOTS[0], "For all.").await;
    let head = house.app.store.head(&table.id).await.unwrap().unwrap().seq;
    for seat in [&ana, &ben] {
        let told = seat
            .gets(&format!("/api/tables/{}/history", table.id))
            .await;
        assert!(!told.text().contains(&on_desk), "{}", told.text());
        let timeline = timeline(seat, &table).await;
        let log = log(&house.app.store, &table.id).await;
        let private = log.iter().filter(|entry| entry.kind == Kind::Private);
        let private: BTreeSet<_> = private.map(|entry| entry.seq).collect();
        assert!(!private.is_empty());
        assert!(
            timeline
                .moments
                .iter()
                .all(|(seq, _)| !private.contains(seq))
        );
        for seq in (1..=head.get() + 1).map(Seq::new) {
            let told = seat
                .gets(&format!("/api/tables/{}/history/{seq}", table.id))
                .await;
            assert!(!told.text().contains("Only for us"), "{}", told.text());
            assert!(!private.contains(&Seq::new(told.json()["seq"].as_u64().unwrap())));
        }
        let path = format!("/api/tables/{}/history/{head}?root={on_desk}", table.id);
        assert_eq!(seat.gets(&path).await.status, 404);
    }
}

#[tokio::test]
async fn only_those_at_the_table_look_back_and_nobody_too_often() {
    let house = House::open().await;
    let table = house.table().await;
    let elsewhere = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let [guest] = elsewhere.seats(["Guest"]).await;
    let path = format!("/api/tables/{}/history", table.id);
    assert_eq!(guest.gets(&path).await.status, 403);
    assert_eq!(guest.gets(&format!("{path}/1")).await.status, 403);
    assert_eq!(ana.gets(&path).await.status, 200);
    let mut refused = None;
    for _ in 0..2_000 {
        let answer = ana.gets(&format!("{path}/1")).await;
        if answer.status != 200 {
            refused = Some((answer.status, answer.json()["code"].clone()));
            break;
        }
    }
    assert_eq!(refused, Some((429, "asked-too-often".into())));
}

#[tokio::test]
async fn few_replays_are_kept() {
    let house = House::open().await;
    let pasts = Pasts::new(house.app.store.clone());
    let mut tables = Vec::new();
    for _ in 0..6 {
        tables.push(house.table().await);
    }
    for table in &tables {
        let root = Root::parse(ROOTS[0]);
        let then = pasts.ask(&table.id, move |past| {
            past.then(Seq::new(u64::MAX), root.as_ref())
        });
        assert!(then.await.unwrap().seq > Seq::START);
    }
    assert_eq!(pasts.ready(), 4);
}

#[tokio::test]
async fn the_server_tells_whose_client_ids_they_are_to_those_who_may_read() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let on_desk = format!("desk/{}", table.delegation(0));
    ana.opens(&DocumentId::parse(&on_desk).expect("a desk"))
        .await;
    ana.writes(&on_desk, "Only for us.");
    ana.is_saved_in(&on_desk).await;
    let of = |root: &str| format!("/api/tables/{}/writers?root={root}", table.id);
    let ids = |told: &serde_json::Value, seat: &Seat| told[seat.participant.as_str()].clone();
    let told = ben.gets(&of(ROOTS[0])).await.json();
    assert_eq!(
        told,
        serde_json::json!({}),
        "who wrote on a desk is nobody's business"
    );
    ben.writes(ROOTS[0], "By Ben.");
    ben.is_saved().await;
    let told = ana.gets(&of(ROOTS[0])).await.json();
    assert_eq!(ids(&told, &ben), serde_json::json!([ben.client]));
    assert_eq!(ids(&told, &ana), serde_json::Value::Null);
    let told = ana.gets(&of(&on_desk)).await.json();
    let own = ids(&told, &ana);
    assert_eq!(own.as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(ben.gets(&of(&on_desk)).await.status, 404);
    assert_eq!(ana.gets(&of("nothing")).await.status, 404);
}
