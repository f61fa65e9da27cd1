//! The text is frozen as it is at that place of the log, kept for good, compared, and put back in its authors' names.

use rand::RngExt as _;
use rand::rngs::StdRng;
use server::store::{DamageKind, Entry, Kind, Store};
use server::tables::audit::audit;
use server::tables::state::TableState;
use sha2::{Digest as _, Sha256};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::revisions::{
    BlockChange, Comparison, Revision, RevisionCommand, ShownRevision, WordChange, canonical,
};
use shared::ids::{TableId, Timestamp};
use shared::prose::{Block, blocks, clients, plain};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use std::collections::BTreeMap;
use std::time::Duration;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::Seat;
use tests::table::Table;
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, ReadTxn as _, Transact as _, Update};

const ROOT: &str = "answer/q1";

fn freeze(id: &str, name: &str) -> RevisionCommand {
    RevisionCommand::FreezeRevision {
        revision: id.parse().unwrap(),
        name: name.to_owned(),
    }
}

fn restore(id: &str, revision: &str, block: u32) -> RevisionCommand {
    RevisionCommand::RestorePassage {
        restoration: id.parse().unwrap(),
        revision: revision.parse().unwrap(),
        root: ROOT.to_owned(),
        block,
    }
}

async fn shown(seat: &Seat, table: &Table, number: u32) -> ShownRevision {
    let path = format!("/api/tables/{}/revisions/{number}", table.id);
    serde_json::from_value(seat.gets(&path).await.json()).unwrap()
}

async fn compared(seat: &Seat, table: &Table, from: u32, to: &str) -> Comparison {
    let path = format!(
        "/api/tables/{}/revisions/compare?from={from}&to={to}",
        table.id
    );
    serde_json::from_value(seat.gets(&path).await.json()).unwrap()
}

fn words(shown: &ShownRevision) -> String {
    let text = shown.texts.iter().find(|text| text.root == ROOT);
    plain(&text.expect("it is written").blocks)
}

async fn log(store: &Store, table: &TableId) -> Vec<Entry> {
    store.entries(table, Seq::START, 1_000_000).await.unwrap()
}

/// The text that the log adds up to before an entry, as the documents have it.
fn replayed(log: &[Entry], before: Seq) -> BTreeMap<Root, Vec<Block>> {
    let doc = shared::document::new_doc(0);
    let updates = log.iter().filter(|entry| entry.kind == Kind::Update);
    for entry in updates.filter(|entry| entry.seq < before) {
        let update = Update::decode_v1(&entry.body).unwrap();
        doc.transact_mut().apply_update(update).unwrap();
    }
    written(&doc)
}

fn written(doc: &Doc) -> BTreeMap<Root, Vec<Block>> {
    let txn = doc.transact();
    let names: Vec<String> = txn.root_refs().map(|(name, _)| name.to_owned()).collect();
    drop(txn);
    let read = |name: String| {
        let text = doc.get_or_insert_text(name.as_str());
        let blocks = blocks(&text, &doc.transact());
        let is_written = blocks.iter().any(|block| !block.runs.is_empty());
        is_written.then(|| (Root::parse(&name).unwrap(), blocks))
    };
    names.into_iter().filter_map(read).collect()
}

fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex = digest.iter().map(|byte| format!("{byte:02x}"));
    hex.collect::<Vec<_>>().concat()
}

fn checked(log: &[Entry], revision: &Revision, shown: &ShownRevision) {
    let prose = replayed(log, revision.entry);
    assert_eq!(digest(&canonical(&prose)), revision.digest);
    let texts = shown.texts.iter();
    let told: BTreeMap<_, _> = texts
        .map(|text| (Root::parse(&text.root).unwrap(), text.blocks.clone()))
        .collect();
    assert_eq!(told, prose);
}

/// Something that somebody writes somewhere.
fn scribbles(seat: &Seat, chance: &mut StdRng) {
    let root = ["answer/q1", "answer/q2"][chance.random_range(0..2)];
    let words = ["one ", "deux ", "ثلاثة ", "四", "\n", "😀"][chance.random_range(0..6)];
    let length = seat.text(root).encode_utf16().count();
    if length > 20 && chance.random_bool(0.2) {
        // Never within a pair: the first newline and what follows it are no emoji.
        seat.formats(root, 0, 1, "t", "h1".into());
    } else {
        seat.writes(root, words);
    }
}

#[tokio::test]
async fn two_write_while_a_third_freezes_and_each_text_is_that_of_its_place_in_the_log() {
    let mut chance = chance();
    let mut house = House::chosen(|config| config.tables.rate = None).await;
    for round in 0..much(50, 200) {
        let table = house.table().await;
        let fatou = table.facilitator("Fatou").await;
        let [ana, ben] = table.seats(["Ana", "Ben"]).await;
        let mut frozen = 0;
        for step in 0..chance.random_range(20..60_u64) {
            match chance.random_range(0..8) {
                0 => {
                    frozen += 1;
                    fatou.asks_as(step + 1, freeze(&format!("v{frozen}"), "Draft"));
                }
                1..5 => scribbles(&ana, &mut chance),
                _ => scribbles(&ben, &mut chance),
            }
            if chance.random_bool(0.1) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        let last = fatou.asks(freeze("last", "Last")).await;
        assert!(
            matches!(last, Done | Refused(Refusal::TextUnchanged { .. })),
            "round {round}: {last:?}"
        );
        ana.is_saved().await;
        ben.is_saved().await;
        let revisions = fatou.table().revisions.frozen;
        assert!(!revisions.is_empty());
        let entries = log(&house.app.store, &table.id).await;
        for revision in &revisions {
            checked(
                &entries,
                revision,
                &shown(&ben, &table, revision.number).await,
            );
        }
    }
    assert!(house.is_sound().await);
    house.closes().await;
}

#[tokio::test]
async fn a_text_that_has_not_changed_is_not_frozen_again() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    ana.writes(ROOT, "One.");
    fatou.reads(ROOT, "One.").await;
    assert_eq!(fatou.asks(freeze("v1", "Zero draft")).await, Done);
    let unchanged = Refused(Refusal::TextUnchanged { number: 1 });
    assert_eq!(fatou.asks(freeze("v2", "Again")).await, unchanged);
    assert_eq!(
        ana.asks(freeze("v2", "Mine")).await,
        Refused(Refusal::NeedsChair)
    );
    ana.writes(ROOT, " Two.");
    fatou.reads(ROOT, "Two.").await;
    assert_eq!(fatou.asks(freeze("v2", "First draft")).await, Done);
    ana.sees("both", |table| table.revisions.frozen.len() == 2)
        .await;
    assert_eq!(words(&shown(&ana, &table, 1).await), "One.");
    assert_eq!(words(&shown(&ana, &table, 2).await), "One. Two.");
    // The text itself is on no wire but this.
    let heard = ana.heard().words.join("");
    assert!(heard.contains("revision-frozen") && !heard.contains(r#"\"form\""#));
}

#[tokio::test]
async fn a_revision_outlives_a_restart_and_compaction_and_its_table_is_small() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    ana.writes(ROOT, &"Long words. ".repeat(2_000));
    ana.is_saved().await;
    assert_eq!(fatou.asks(freeze("v1", "Zero draft")).await, Done);
    ana.writes(ROOT, "More.");
    ana.is_saved().await;
    let before = shown(&ana, &table, 1).await;
    let revision = before.revision.clone();
    checked(&log(&house.app.store, &table.id).await, &revision, &before);
    let state = serde_json::to_string(&fatou.table().revisions).unwrap();
    assert!(state.len() < 400, "{state}");

    house.restarts().await;
    ana.returns().await;
    assert_eq!(shown(&ana, &table, 1).await, before);
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let compacted = store.compact(Timestamp(u64::MAX >> 2)).await.unwrap();
    assert!(compacted.updates > 0);
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
    house.restarts().await;
    ana.returns().await;
    assert_eq!(shown(&ana, &table, 1).await, before);
    let now = compared(&ana, &table, 1, "now").await;
    assert_eq!((now.to, now.changed.len()), (None, 1));
}

#[tokio::test]
async fn a_text_that_is_not_what_its_digest_says_is_found() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    ana.writes(ROOT, "All rights.");
    ana.is_saved().await;
    assert_eq!(fatou.asks(freeze("v1", "Zero draft")).await, Done);
    let seq = fatou.table().revisions.frozen[0].entry;
    house.closes().await;
    let tamper = format!(
        "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'All rights', 'No rights') AS BLOB) \
         WHERE table_id = '{}' AND seq = {seq}",
        table.id
    );
    house.place.tampers(&tamper).await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let report = audit(&store).await.unwrap();
    assert!(
        report
            .damage
            .iter()
            .any(|damage| damage.seq == seq && damage.kind == DamageKind::Entry),
        "{report:?}"
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_text_that_was_kept_wrongly_is_found_although_the_chain_holds() {
    let mut house = House::open().await;
    let table = house.table().await;
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    // As a wrong build might have written it.
    let event = serde_json::json!({
        "event": "revision-frozen", "revision": "v1", "number": 1, "name": "Draft",
        "digest": digest("{}"), "frozen": canonical(&BTreeMap::new()), "authors": {},
    });
    let draft = server::store::Draft {
        kind: Kind::Event,
        participant: None,
        at: Timestamp(1),
        body: event.to_string().into(),
    };
    let committed = store.log().append(table.id.clone(), vec![draft]).await;
    let seq = committed.unwrap().head;
    assert!(store.verify().await.unwrap().is_sound(), "rows are sound");
    let report = audit(&store).await.unwrap();
    let found: Vec<_> = report.damage.iter().map(|it| (it.seq, it.kind)).collect();
    assert_eq!(found, [(seq, DamageKind::Revision)]);
    store.close().await.unwrap();
}

/// Who wrote which words of the root, as the log says.
async fn authors(store: &Store, table: &TableId) -> Vec<(Option<String>, u32)> {
    let mut state = TableState::open(store, table).await.unwrap();
    let doc = state
        .document(&shared::document::DocumentId::Table)
        .open()
        .doc
        .clone();
    let text = doc.get_or_insert_text(ROOT);
    let mut txn = doc.transact_mut();
    let mut found: Vec<(Option<String>, u32)> = Vec::new();
    for (client, units) in clients(&text, &mut txn) {
        let who = client.and_then(|client| state.owners.get(&client));
        let name = who.map(|who| state.table.participants[who].name.clone());
        match found.last_mut() {
            Some((last, length)) if *last == name => *length += units,
            _ => found.push((name, units)),
        }
    }
    found
}

#[tokio::test]
async fn a_paragraph_that_is_put_back_stays_its_authors_after_a_restart_and_compaction() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    ana.writes(ROOT, "First.\nAna wrote this, ");
    ben.reads(ROOT, "wrote this, ").await;
    ben.writes(ROOT, "and Ben this.\nLast.");
    ana.reads(ROOT, "Last.").await;
    ana.marks(ROOT, 8, 3, "strong");
    ana.is_saved().await;
    ben.is_saved().await;
    assert_eq!(fatou.asks(freeze("v1", "Zero draft")).await, Done);
    let whole = ana.blocks(ROOT);
    ben.reads(ROOT, "Last.").await;
    ben.deletes(ROOT, 7, 30);
    ana.until("it is gone", |_| true).await;
    while ana.text(ROOT).contains("Ana wrote") {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let change = compared(&ana, &table, 1, "now").await;
    assert_eq!(change.changed[0].blocks[1].change, BlockChange::Deleted);
    assert!(
        change.changed[0].blocks[1]
            .runs
            .iter()
            .all(|run| run.change == WordChange::Deleted)
    );

    assert_eq!(ben.asks(restore("r1", "v1", 1)).await, Done);
    ana.reads(ROOT, "Ana wrote this, and Ben this.").await;
    assert_eq!(ana.blocks(ROOT), whole, "as it was, in bold and all");
    assert_eq!(ben.asks(restore("r1", "v1", 1)).await, Done, "a retry");
    let of = |name: &str| Some(name.to_owned());
    let now = authors(&house.app.store, &table.id).await;
    let want = [(None, 1), (of("Ana"), 23), (of("Ben"), 19)];
    assert_eq!(now, want);
    assert_eq!(compared(&ana, &table, 1, "now").await.changed, []);

    // Whoever writes on writes as themselves, and nobody under those ids.
    ana.writes(ROOT, " On.");
    ana.is_saved().await;
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    let before = authors(&store, &table.id).await;
    store.compact(Timestamp(u64::MAX >> 2)).await.unwrap();
    assert_eq!(authors(&store, &table.id).await, before);
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
    house.restarts().await;
    let carla = table.delegate(2, "Carla").await;
    carla
        .reads(ROOT, "Ana wrote this, and Ben this.\nLast. On.")
        .await;
    fatou.returns().await;
    assert_eq!(carla.asks(restore("r2", "v1", 0)).await, Done);
    fatou.reads(ROOT, "First.\nFirst.").await;
}

#[tokio::test]
async fn nothing_is_put_back_that_is_not_there_or_where_one_may_not_write() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    let obi = table.observer("Obi").await;
    ana.writes(ROOT, "One.");
    ana.is_saved().await;
    assert_eq!(fatou.asks(freeze("v1", "Zero draft")).await, Done);
    let unknown = |what| Refused(Refusal::Unknown { what });
    assert_eq!(
        ana.asks(restore("r1", "v1", 7)).await,
        unknown(Noun::Passage)
    );
    assert_eq!(
        ana.asks(restore("r1", "v9", 0)).await,
        unknown(Noun::Revision)
    );
    assert!(matches!(
        obi.asks(restore("r1", "v1", 0)).await,
        Refused(Refusal::NeedsRole { .. })
    ));
    fatou.moves(Phase::Drafting, Phase::Closed).await;
    assert_eq!(
        ana.asks(restore("r1", "v1", 0)).await,
        Refused(Refusal::TableClosed)
    );
    ana.reads(ROOT, "One.").await;
    assert_eq!(ana.text(ROOT), "\nOne.");
}

#[tokio::test]
async fn revisions_are_told_to_those_who_read_the_table_and_to_nobody_else() {
    let house = House::open().await;
    let (table, other) = (house.table().await, house.table().await);
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    let [eve] = other.seats(["Eve"]).await;
    ana.writes(ROOT, "One.");
    ana.is_saved().await;
    assert_eq!(fatou.asks(freeze("v1", "Zero draft")).await, Done);
    let id = &table.id;
    let (one, two) = (
        format!("/api/tables/{id}/revisions/1"),
        format!("/api/tables/{id}/revisions/compare?from=1&to=now"),
    );
    for path in [&one, &two] {
        assert_eq!(ana.gets(path).await.status, 200, "{path}");
        assert_eq!(eve.gets(path).await.status, 403, "{path}");
    }
    for path in [
        "revisions/2",
        "revisions/0",
        "revisions/x",
        "revisions/compare?from=1&to=2",
    ] {
        let answer = ana.gets(&format!("/api/tables/{id}/{path}")).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    for path in ["from=1", "from=x&to=now", "from=1&to=yesterday"] {
        let path = format!("/api/tables/{id}/revisions/compare?{path}");
        assert_eq!(ana.gets(&path).await.status, 400, "{path}");
    }
}
