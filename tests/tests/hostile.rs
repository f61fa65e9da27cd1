//! Hostile clients: each is sent away with a code and a reason, and nobody else at the table notices.

use futures_util::{SinkExt as _, StreamExt as _};
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _};
use shared::document::Root;
use shared::features::answers::AnswerCommand;
use shared::ids::QuestionId;
use shared::protocol::SUBPROTOCOL;
use shared::table::Command;
use tests::bench::gauge::memory;
use tests::forge::{
    Block, Content, Forged, Parent, after, between, blocks, deletes, in_root, number, string, text,
};
use tests::heard::Answer::Done;
use tests::plan::{chance, much};
use tests::process::Process;
use tests::seat::{PATIENCE, Seat, on_table};
use tokio_tungstenite::tungstenite::Message;
use yrs::updates::encoder::Encode as _;
use yrs::{ReadTxn as _, StateVector, Transact as _};

const JOINT: &str = "answer/q1";
const LOCKED: &str = "answer/q2";
const REFUSED: u16 = 4400;
const RESYNC: u16 = 4509;

/// How much more memory the server may ever have used, in KiB, whatever it was sent.
const MEMORY: u64 = 64 << 10;

/// Something hostile, and how whoever sends it is sent away.
struct Attack {
    name: String,
    frame: Message,
    end: (u16, &'static str),
}

fn attack(name: &str, frame: Message, end: (u16, &'static str)) -> Attack {
    Attack {
        name: name.to_owned(),
        frame,
        end,
    }
}

/// Bytes as an update message of y-protocols.
fn update(bytes: &[u8]) -> Message {
    framed(&[0, 2], bytes)
}

fn framed(kind: &[u8], bytes: &[u8]) -> Message {
    let mut frame = kind.to_vec();
    string(&mut frame, bytes);
    on_table(&frame)
}

/// A message about presence: client, clock, JSON.
fn presence(entries: &[(u64, u64, &str)]) -> Message {
    let mut bytes = Vec::new();
    number(&mut bytes, entries.len() as u64);
    for (client, clock, json) in entries {
        number(&mut bytes, *client);
        number(&mut bytes, *clock);
        string(&mut bytes, json.as_bytes());
    }
    framed(&[1], &bytes)
}

/// A block of Eve's at clock 0 of this kind, with what follows.
fn content(kind: u8, rest: Vec<u8>) -> Message {
    update(&blocks(EVE, 0, [in_root(JOINT, Content::Raw(kind, rest))]).bytes())
}

/// A client id that nobody has used.
const EVE: u64 = 4_242_424_242;

/// What cannot be read, or claims what cannot be.
fn unreadable() -> Vec<Attack> {
    let mut arrays = vec![1];
    arrays.extend([117, 1].repeat(8_000));
    arrays.push(126);
    let good = blocks(EVE, 0, [in_root(JOINT, text("x"))]).bytes();
    let raw = |bytes: &[u8]| on_table(bytes);
    vec![
        attack(
            "nested arrays",
            content(8, arrays),
            (REFUSED, "content-kind"),
        ),
        attack(
            "270 million clients",
            update(&[0xff, 0xff, 0xff, 0x7f]),
            (REFUSED, "truncated"),
        ),
        attack(
            "100 million deletes",
            update(&[0, 0xff, 0xff, 0xff, 0x2f]),
            (REFUSED, "truncated"),
        ),
        attack(
            "a vector of millions",
            framed(&[0, 0], &[0xff, 0xff, 0xff, 0x7f]),
            (REFUSED, "truncated"),
        ),
        attack(
            "cut short",
            update(&good[..good.len() - 2]),
            (REFUSED, "truncated"),
        ),
        attack(
            "more behind it",
            update(&[&good[..], &[0]].concat()),
            (REFUSED, "trailing-bytes"),
        ),
        attack(
            "two readings",
            update(&[&[0x81, 0], &good[1..]].concat()),
            (REFUSED, "malformed"),
        ),
        attack(
            "no text",
            content(4, vec![2, 0xff, 0xfe]),
            (REFUSED, "not-utf8"),
        ),
        attack(
            "a frame of no kind",
            raw(&[77, 1, 2]),
            (REFUSED, "unknown-frame"),
        ),
        attack(
            "a sync of no kind",
            raw(&[0, 9, 0]),
            (REFUSED, "unknown-frame"),
        ),
        attack("an empty frame", raw(&[]), (REFUSED, "truncated")),
        attack(
            "words that are none",
            Message::text("{\"say\":\"hello\"}"),
            (REFUSED, "not-understood"),
        ),
        attack(
            "deep words",
            Message::text("[".repeat(100_000)),
            (REFUSED, "not-understood"),
        ),
        attack(
            "too much",
            update(&vec![0; (1 << 20) + 1]),
            (REFUSED, "too-large"),
        ),
        attack(
            "far too many words",
            Message::text("x".repeat(3 << 20)),
            (REFUSED, "not-understood"),
        ),
    ]
}

/// What is no prose.
fn no_prose() -> Vec<Attack> {
    let inside = Block {
        left: None,
        right: None,
        parent: Parent::Item(1, 0),
        content: text("x"),
    };
    let mut format = Vec::new();
    string(&mut format, b"strong");
    string(&mut format, b"{\"deep\":[[[[]]]]}");
    let mut attacks = vec![
        attack(
            "a type in a type",
            content(7, vec![0]),
            (REFUSED, "nested-type"),
        ),
        attack(
            "inside an item",
            update(&blocks(EVE, 0, [inside]).bytes()),
            (REFUSED, "nested-type"),
        ),
        attack(
            "a key of a map",
            content(0x24, vec![1, b'k', 1, b'v']),
            (REFUSED, "map-entry"),
        ),
        attack(
            "structured formatting",
            content(6, format),
            (REFUSED, "format-value"),
        ),
        attack("empty words", content(4, vec![0]), (REFUSED, "malformed")),
    ];
    for kind in [2, 3, 5, 9, 11, 31] {
        let name = format!("content of kind {kind}");
        attacks.push(attack(
            &name,
            content(kind, vec![1, 1, b'x', 0]),
            (REFUSED, "content-kind"),
        ));
    }
    attacks
}

/// What would leave something pending or out of order, or count beyond what can be counted.
fn out_of_order(carla: (u64, u64)) -> Vec<Attack> {
    let forged = |forged: Forged| update(&forged.bytes());
    let at = |clock, block| forged(blocks(EVE, clock, [block]));
    let (client, end) = carla;
    vec![
        attack(
            "a clock that comes later",
            at(5, in_root(JOINT, text("x"))),
            (RESYNC, "gap"),
        ),
        attack(
            "hangs on nothing",
            at(0, after((77, 3), text("x"))),
            (RESYNC, "missing-origin"),
        ),
        attack(
            "hangs on what comes later",
            at(0, after((client, end + 9), text("x"))),
            (RESYNC, "missing-origin"),
        ),
        attack(
            "deletes nothing",
            forged(deletes(77, &[(0, 1)])),
            (RESYNC, "missing-delete"),
        ),
        attack(
            "deletes what comes later",
            forged(deletes(client, &[(end, 1)])),
            (RESYNC, "missing-delete"),
        ),
        attack(
            "deletes no length",
            forged(deletes(client, &[(0, 0)])),
            (REFUSED, "malformed"),
        ),
        attack(
            "client 0",
            forged(blocks(0, 0, [in_root(JOINT, text("xx"))])),
            (REFUSED, "client-id"),
        ),
        attack(
            "client 2^53",
            forged(blocks(1 << 53, 0, [in_root(JOINT, text("xx"))])),
            (REFUSED, "client-id"),
        ),
        attack(
            "clock 2^31",
            at(1 << 31, in_root(JOINT, text("x"))),
            (REFUSED, "clock-range"),
        ),
        attack(
            "neighbours the wrong way round",
            at(0, between((client, 3), (client, 1), text("x"))),
            (REFUSED, "crossed-origins"),
        ),
    ]
}

/// What is somebody else's, or nobody's.
fn not_theirs(carla: &Seat, others: &str) -> Vec<Attack> {
    let (client, end) = (carla.client, u64::from(carla.clock()));
    let seeder = JOINT.parse_root().seeder();
    let forged = |forged: Forged| update(&forged.bytes());
    let at = |root: &str| forged(blocks(EVE, 0, [in_root(root, text("x"))]));
    vec![
        attack(
            "goes on as Carla",
            forged(blocks(client, end, [after((client, end - 1), text("x"))])),
            (REFUSED, "client-id-taken"),
        ),
        attack(
            "writes as the house",
            forged(blocks(seeder, 1, [in_root(JOINT, text("x"))])),
            (REFUSED, "client-id-taken"),
        ),
        attack(
            "another delegation's answer",
            at(others),
            (REFUSED, "not-yours"),
        ),
        attack("a locked answer", at(LOCKED), (REFUSED, "locked")),
        attack("the summary", at("report/summary"), (REFUSED, "needs-role")),
        attack(
            "an answer to no question",
            at("answer/q99"),
            (REFUSED, "unknown"),
        ),
        attack(
            "a root that nobody made",
            at("minutes"),
            (REFUSED, "root-not-writable"),
        ),
        attack(
            "a locked answer's text",
            forged(deletes(LOCKED.parse_root().seeder(), &[(0, 1)])),
            (REFUSED, "locked"),
        ),
        attack(
            "another delegation's text",
            forged(deletes(others.parse_root().seeder(), &[(0, 1)])),
            (REFUSED, "not-yours"),
        ),
        attack(
            "Carla's caret",
            presence(&[(client, 99, "{\"caret\":1}")]),
            (REFUSED, "awareness-id"),
        ),
        attack(
            "Carla gone",
            presence(&[(client, 99, "null")]),
            (REFUSED, "awareness-id"),
        ),
        attack(
            "presence too large",
            presence(&[(EVE, 1, &format!("{{\"a\":\"{}\"}}", "x".repeat(17 << 10)))]),
            (REFUSED, "too-large"),
        ),
        attack(
            "presence too deep",
            presence(&[(
                EVE,
                1,
                &format!("{{\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000)),
            )]),
            (REFUSED, "awareness-state"),
        ),
        attack(
            "presence twice",
            presence(&[(EVE, 1, "{}"), (EVE, 2, "{}")]),
            (REFUSED, "repeated-client"),
        ),
        attack(
            "presence of thousands",
            framed(&[1], &[0xff, 0x7f]),
            (REFUSED, "truncated"),
        ),
    ]
}

trait ParseRoot {
    fn parse_root(&self) -> Root;
}

impl ParseRoot for str {
    fn parse_root(&self) -> Root {
        Root::parse(self).expect("the name of a root")
    }
}

/// Sends one frame on a connection of its own, and how the server ended it: nothing if it did not.
async fn sends(eve: &Seat, frame: Message) -> Option<(u16, String)> {
    let mut socket = eve.socket(Some(SUBPROTOCOL)).await.unwrap();
    // She has nothing that the table lacks: from now on, what stands on nothing is a fault.
    let nothing = framed(&[0, 1], &[0, 0]);
    socket.send(nothing).await.unwrap();
    socket.send(frame).await.unwrap();
    // Whoever was not sent away is told what they lack.
    drop(socket.send(framed(&[0, 0], &[0])).await);
    let end = async {
        while let Some(Ok(message)) = socket.next().await {
            match message {
                Message::Close(frame) => {
                    let frame = frame.expect("a goodbye has a code");
                    return Some((frame.code.into(), frame.reason.to_string()));
                }
                Message::Binary(frame) if frame.starts_with(&[0, 0, 1]) => return None,
                _ => {}
            }
        }
        panic!("the server hung up without a word");
    };
    tokio::time::timeout(PATIENCE, end).await.unwrap()
}

/// Ana and Ben go on as if nothing had happened.
async fn nobody_notices(ana: &Seat, ben: &Seat, round: &str) {
    ana.writes(JOINT, &format!("<{round}>"));
    ben.reads(JOINT, &format!("<{round}>")).await;
    for seat in [ana, ben] {
        assert_eq!(seat.heard().closed, None, "{} noticed {round}", seat.name);
    }
}

#[tokio::test]
async fn every_hostile_message_is_refused_and_nobody_notices() {
    let process = Process::start().await;
    let table = process.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let eve = table.delegate(0, "Eve").await;
    let lock = Command::Answers(AnswerCommand::LockAnswer {
        question: QuestionId::new("q2").unwrap(),
        locked: true,
    });
    assert_eq!(fatou.asks(lock).await, Done);
    carla.writes(JOINT, "What we agree on.");
    carla.is_saved().await;
    carla.sends(presence(&[(carla.client, 1, "{\"caret\":3}")]));
    fatou.last_words_are_in().await;
    let others = format!("{JOINT}/{}", table.delegation(1));
    let end = u64::from(carla.clock());
    let attacks = [
        unreadable(),
        no_prose(),
        out_of_order((carla.client, end)),
        not_theirs(&carla, &others),
    ];
    let before = memory(process.pid(), "VmHWM");
    let mut wrong = Vec::new();
    for (round, attack) in attacks.into_iter().flatten().enumerate() {
        let end = sends(&eve, attack.frame).await;
        let expected = Some((attack.end.0, attack.end.1.to_owned()));
        if end != expected {
            wrong.push(format!("{}: {end:?} instead of {expected:?}", attack.name));
        }
        nobody_notices(&ana, &ben, &round.to_string()).await;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let grown = memory(process.pid(), "VmHWM") - before;
    assert!(grown < MEMORY, "{grown} KiB more were needed");
    assert_eq!(
        ben.heard().awareness[&carla.client],
        (1, "{\"caret\":3}".to_owned()),
        "Carla's caret is hers"
    );
    let metrics = fatou.gets("/metrics").await.text();
    for reason in ["content-kind", "truncated", "locked", "awareness-id", "gap"] {
        let counted = format!("roundtable_refusals_total{{reason=\"{reason}\"}}");
        assert!(metrics.contains(&counted), "{reason}: {metrics}");
    }
    let verified = process.runs(&["verify"]).await;
    assert!(verified.status.success(), "{verified:?}");
}

/// A frame that was good once.
fn damaged(chance: &mut StdRng, mut frame: Vec<u8>) -> Vec<u8> {
    for _ in 0..chance.random_range(1..4) {
        let at = chance.random_range(0..frame.len());
        match chance.random_range(0..6) {
            0 => frame[at] ^= 1 << chance.random_range(0..8),
            1 => frame[at] = chance.random_range(0..12),
            2 => frame[at] = 0x7f | (chance.random_range(0..2) << 7),
            3 => drop(frame.remove(at)),
            4 => frame.insert(at, (chance.next_u32() & 0xff) as u8),
            _ => frame.truncate(at + 1),
        }
        if frame.is_empty() {
            return vec![0];
        }
    }
    frame
}

/// An update of somebody who knows the document and has a client id that nobody has used.
fn honest(chance: &mut StdRng, table: &Seat) -> Vec<u8> {
    let doc = shared::document::new_doc(chance.random_range(1 << 33..1 << 40));
    let whole = table
        .doc()
        .transact()
        .encode_state_as_update_v1(&StateVector::default());
    let whole = yrs::updates::decoder::Decode::decode_v1(&whole).unwrap();
    doc.transact_mut().apply_update(whole).unwrap();
    let text = doc.get_or_insert_text(JOINT);
    let mut txn = doc.transact_mut();
    let len = yrs::Text::len(&text, &txn);
    yrs::Text::insert(
        &text,
        &mut txn,
        chance.random_range(1..=len),
        "honest words",
    );
    if len > 20 {
        yrs::Text::remove_range(&text, &mut txn, chance.random_range(1..10), 3);
    }
    let update = txn.encode_update_v1();
    drop(txn);
    yrs::sync::Message::Sync(yrs::sync::SyncMessage::Update(update)).encode_v1()
}

#[tokio::test]
async fn thousands_of_damaged_messages_poison_nothing() {
    let mut chance = chance();
    let process = Process::start_with(&["--no-limits"]).await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let eve = table.delegate(0, "Eve").await;
    ana.writes(JOINT, "What we agree on, and what we say about it.");
    ana.is_saved().await;
    let before = memory(process.pid(), "VmHWM");
    let (mut refused, mut taken) = (0, 0);
    for round in 0..much(1_000, 30_000) {
        let frame = honest(&mut chance, &ana);
        let frame = damaged(&mut chance, frame);
        match sends(&eve, on_table(&frame)).await {
            Some((code, _)) => {
                assert!(code == REFUSED || code == RESYNC, "{code}");
                refused += 1;
            }
            None => taken += 1,
        }
        if round % 100 == 0 {
            nobody_notices(&ana, &ben, &format!("round {round}")).await;
        }
    }
    println!("{refused} refused, {taken} taken");
    assert!(
        refused > 0 && taken > 0,
        "the mutants are too crude, or too tame"
    );
    let grown = memory(process.pid(), "VmHWM") - before;
    assert!(grown < MEMORY, "{grown} KiB more were needed");
    nobody_notices(&ana, &ben, "the end").await;
    ana.is_saved().await;
    // Whoever comes now gets a full encode; verifying replays the log and compares the snapshot.
    let carla = table.delegate(2, "Carla").await;
    carla.reads(JOINT, "<the end>").await;
    assert_eq!(carla.text(JOINT), ben.text(JOINT));
    let verified = process.runs(&["verify"]).await;
    assert!(verified.status.success(), "{verified:?}");
}
