//! A draft goes out, a correction is offered and accepted, chair and rapporteur sign: what was signed stays, is published, and can be
//! checked, whatever becomes of the table and the server.

use serde_json::Value;
use server::tables::audit::audit;
use shared::features::circulation::{CirculationCommand, ShownDraft};
use shared::features::report::{Attribution, ReportCommand, ReportKind, ReportSetting};
use shared::features::sign_off::{Capacity, ShownOutcome, SignOffCommand, Version};
use shared::ids::Timestamp;
use shared::refusal::Refusal;
use std::process::Output;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::process::{Process, said};
use tests::seat::Seat;
use tests::table::Table;
use tests::visitor;

const ROOT: &str = "answer/q1";
const WORDS: &str = "Referral is followed up.";

fn circulates(by_name: bool) -> CirculationCommand {
    CirculationCommand::CirculateDraft {
        draft: "o1".parse().unwrap(),
        until: Timestamp(server::clock::now().0 + 600_000),
        note: "Please look at it.".to_owned(),
        by_name,
    }
}

fn corrects(id: &str, words: &str) -> CirculationCommand {
    CirculationCommand::OfferCorrection {
        correction: id.parse().unwrap(),
        draft: "o1".parse().unwrap(),
        paragraph: 1,
        words: words.to_owned(),
        proposed: "is looked after".to_owned(),
        reason: String::new(),
    }
}

fn accepts(id: &str) -> CirculationCommand {
    CirculationCommand::AcceptCorrection {
        correction: id.parse().unwrap(),
        read: "is looked after".to_owned(),
        answer: String::new(),
    }
}

fn publishes(attribution: Attribution) -> SignOffCommand {
    SignOffCommand::PublishOutcome { attribution }
}

fn signs(capacity: Capacity, text: &str) -> SignOffCommand {
    SignOffCommand::SignOutcome {
        capacity,
        text: text.to_owned(),
        alone: false,
    }
}

async fn shown(seat: &Seat, table: &Table) -> ShownOutcome {
    let path = format!("/api/tables/{}/outcome/shown", table.id);
    serde_json::from_value(seat.gets(&path).await.json()).unwrap()
}

fn version(seat: &Seat) -> Option<Version> {
    seat.table().sign_off.current().cloned()
}

fn page(seat: &Seat) -> Option<String> {
    seat.table().sign_off.published.map(|it| it.page)
}

/// Asks as somebody without a cookie.
async fn anybody(table: &Table, path: &str) -> visitor::Answer {
    visitor::ask(&table.door.address(), "GET", path, "", None).await
}

/// Chair and rapporteur sign what they see.
async fn both_sign(fatou: &Seat, rae: &Seat, table: &Table) {
    let text = shown(fatou, table).await.text;
    assert_eq!(fatou.asks(signs(Capacity::Chair, &text)).await, Done);
    let text = shown(rae, table).await.text;
    assert_eq!(rae.asks(signs(Capacity::Rapporteur, &text)).await, Done);
}

#[allow(clippy::too_many_lines, reason = "one way, told in order")]
#[tokio::test]
async fn the_way_of_an_outcome_from_the_draft_to_the_published_page() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let rae = table.rapporteur("Rae").await;
    let ana = table.delegate(0, "Ana").await;
    ana.writes(ROOT, WORDS);
    ana.is_saved().await;
    rae.reads(ROOT, WORDS).await;
    assert_eq!(rae.asks(circulates(true)).await, Done);

    // Everybody at the table reads the numbered paragraphs, as they were.
    ana.writes(ROOT, "Perhaps. ");
    ana.is_saved().await;
    let path = format!("/api/tables/{}/drafts/o1", table.id);
    let draft: ShownDraft = serde_json::from_value(ana.gets(&path).await.json()).unwrap();
    assert_eq!(draft.draft.paragraphs as usize, draft.paragraphs.len());
    let first = &draft.paragraphs[0];
    assert_eq!((first.number, first.words.as_str()), (1, WORDS));
    let file = ana.gets(&format!("{path}/calendar.ics")).await;
    assert!(file.text().starts_with("BEGIN:VCALENDAR\r\n"));
    let stranger = anybody(&table, &path).await;
    assert_eq!(stranger.status, 401);

    // Words that stand nowhere in the paragraph are no correction to it.
    let nowhere = ana.asks(corrects("c1", "is paid for")).await;
    assert_eq!(nowhere, Refused(Refusal::NotInPassage));
    assert_eq!(ana.asks(corrects("c1", "is  followed up")).await, Done);
    let text = shown(&rae, &table).await.text;
    let waits = rae.asks(signs(Capacity::Rapporteur, &text)).await;
    assert_eq!(waits, Refused(Refusal::CorrectionsWait));
    assert_eq!(rae.asks(accepts("c1")).await, Done);
    let corrigendum = shown(&rae, &table).await;
    assert!(corrigendum.page.contains("Corrigendum"));

    // Nothing is signed that was not seen.
    let unseen = rae.asks(signs(Capacity::Rapporteur, &text)).await;
    assert_eq!(unseen, Refused(Refusal::OutcomeHasChanged));
    assert!(version(&fatou).is_none());
    both_sign(&fatou, &rae, &table).await;
    fatou
        .sees("it is signed off", |table| table.sign_off.is_signed_off())
        .await;
    let signed = version(&fatou).unwrap();
    assert_eq!((signed.digest.len(), signed.chain.len()), (64, 64));

    // What comes later makes no difference.
    ana.writes(ROOT, "Never signed. ");
    ana.is_saved().await;
    for form in ["md", "html", "json"] {
        let path = format!("/api/tables/{}/outcome.{form}", table.id);
        let text = ana.gets(&path).await.text();
        assert!(
            text.contains("Perhaps.") && !text.contains("Never signed"),
            "{form}"
        );
        assert!(text.contains("Rae"), "{form}: people are named");
    }
    let late = ana.asks(corrects("c2", "is followed up")).await;
    assert_eq!(late, Refused(Refusal::OutcomeSignedOff));

    // Published, it is read by anybody with the address, and nothing else is.
    assert!(matches!(
        rae.asks(publishes(Attribution::Named)).await,
        Refused(_)
    ));
    assert_eq!(fatou.asks(publishes(Attribution::Named)).await, Done);
    fatou
        .sees("it is published", |table| {
            table.sign_off.published.is_some()
        })
        .await;
    let address = format!("/outcome/{}", page(&fatou).unwrap());
    house.restarts().await;
    let read = anybody(&table, &address).await;
    assert_eq!(read.status, 200, "{}", read.text());
    assert!(read.text().contains(&signed.text) && read.text().contains("Perhaps."));
    assert!(!read.text().contains("<script"));
    assert!(read.header("x-robots-tag").unwrap().contains("noindex"));
    let policy = read.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(read.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(read.header("set-cookie"), None);
    for form in ["md", "html", "json"] {
        let file = anybody(&table, &format!("{address}/outcome.{form}")).await;
        assert_eq!(file.status, 200, "{form}");
    }
    let wrong = "0".repeat(32);
    for path in [
        format!("{address}/outcome.exe"),
        format!("/outcome/{wrong}"),
        format!("/outcome/{wrong}/outcome.json"),
        "/outcome/x".to_owned(),
    ] {
        assert_eq!(anybody(&table, &path).await.status, 404, "{path}");
    }
    let closed = anybody(&table, &format!("/api/tables/{}/outcome.json", table.id)).await;
    assert_eq!(closed.status, 401);
    fatou.returns().await;
    assert_eq!(fatou.asks(SignOffCommand::UnpublishOutcome).await, Done);
    assert_eq!(anybody(&table, &address).await.status, 404);

    // Where it names nobody, no file of it does.
    assert_eq!(fatou.asks(publishes(Attribution::None)).await, Done);
    fatou
        .sees("it is published again", |table| {
            table.sign_off.published.is_some()
        })
        .await;
    let address = format!("/outcome/{}", page(&fatou).unwrap());
    let files = ["md", "html", "json"].map(|form| format!("{address}/outcome.{form}"));
    for path in files.iter().chain([&address]) {
        let text = anybody(&table, path).await.text();
        assert!(text.contains("Perhaps."), "{path}");
        for name in ["Fatou", "Rae", "Ana"] {
            assert!(!text.contains(name), "{path}: {name}");
        }
    }
    assert!(house.is_sound().await);
}

#[tokio::test]
async fn everybody_is_told_the_hash_that_is_signed() {
    let house = House::open().await;
    let table = house.table().await;
    let rae = table.rapporteur("Rae").await;
    let ana = table.delegate(0, "Ana").await;
    let setting = ReportSetting {
        symbol: "RT/2026/1".to_owned(),
        ..ReportSetting::default()
    };
    let kind = ReportKind::Report;
    let begins = ReportCommand::BeginReport { kind, setting };
    assert_eq!(rae.asks(begins).await, Done);
    let text = shown(&rae, &table).await.text;
    let path = format!("/api/tables/{}/outcome/shown?sources=1", table.id);
    let with_sources: ShownOutcome = serde_json::from_value(rae.gets(&path).await.json()).unwrap();
    assert_eq!(with_sources.text, text);
    // Whoever does not read the report yet sees by the same hash that a signature counts.
    let seen = shown(&ana, &table).await;
    assert_eq!(seen.text, text);
    assert!(!seen.page.contains("RT/2026/1"));
    assert_eq!(rae.asks(signs(Capacity::Rapporteur, &text)).await, Done);
}

#[tokio::test]
async fn it_is_opened_again_and_signed_anew() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let rae = table.rapporteur("Rae").await;
    both_sign(&fatou, &rae, &table).await;
    let reason = "A page was missing.".to_owned();
    assert_eq!(
        rae.asks(SignOffCommand::ReopenOutcome { reason }).await,
        Done
    );
    let draft = shown(&rae, &table).await.page;
    assert!(draft.contains("This is a draft."), "{draft}");
    both_sign(&fatou, &rae, &table).await;
    rae.sees("the second version", |table| {
        table.sign_off.current().is_some_and(|it| it.number == 2)
    })
    .await;
    let report = audit(&house.app.store).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[tokio::test]
async fn what_is_published_is_told_only_to_those_at_the_table_and_names_lie_in_no_log() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou Unmistakable").await;
    let rae = table.rapporteur("Rae Unmistakable").await;
    both_sign(&fatou, &rae, &table).await;
    let store = &house.app.store;
    let entries = store
        .entries(&table.id, shared::seq::Seq::START, 4_096)
        .await;
    for entry in entries.unwrap() {
        let body = String::from_utf8_lossy(&entry.body).into_owned();
        assert!(!body.contains("Unmistakable"), "entry {:?}", entry.seq);
    }
    let json = rae
        .gets(&format!("/api/tables/{}/outcome.json", table.id))
        .await;
    assert!(json.text().contains("Rae Unmistakable"));
}

/// Writes an outcome into a file, and has it checked.
async fn checked(process: &Process, outcome: &Value, with_database: bool) -> Output {
    let file = std::env::temp_dir().join(format!("outcome-{:032x}.json", rand::random::<u128>()));
    std::fs::write(&file, outcome.to_string()).unwrap();
    let path = file.display().to_string();
    let arguments = ["verify-outcome", path.as_str()];
    let output = if with_database {
        process.runs(&arguments).await
    } else {
        process.runs_alone(&arguments).await
    };
    std::fs::remove_file(&file).unwrap();
    output
}

#[tokio::test]
async fn whoever_has_the_file_checks_it_and_learns_where_it_was_changed() {
    let process = Process::start().await;
    let table = process.table().await;
    let fatou = table.facilitator("Fatou").await;
    let rae = table.rapporteur("Rae").await;
    let ana = table.delegate(0, "Ana").await;
    ana.writes(ROOT, WORDS);
    ana.is_saved().await;
    rae.reads(ROOT, WORDS).await;
    let path = format!("/api/tables/{}/outcome.json", table.id);
    let draft = rae.gets(&path).await.json();
    let output = checked(&process, &draft, false).await;
    assert!(output.status.success(), "{}", said(&output.stdout));
    assert!(said(&output.stdout).contains("draft that nobody signed"));
    both_sign(&fatou, &rae, &table).await;
    rae.sees("it is signed off", |table| table.sign_off.is_signed_off())
        .await;
    let signed = rae.gets(&path).await.json();
    for with_database in [false, true] {
        let output = checked(&process, &signed, with_database).await;
        assert!(output.status.success(), "{}", said(&output.stdout));
    }
    let changes = [
        ("/questions/0/joint/0/runs/0/text", "/sign_off/text"),
        ("/sign_off/text", "/sign_off/text"),
        ("/log/chain", "/sign_off/digest"),
        ("/session", "/sign_off/text"),
    ];
    for (at, told) in changes {
        let mut damaged = signed.clone();
        *damaged.pointer_mut(at).unwrap() = Value::from("tampered");
        let output = checked(&process, &damaged, false).await;
        assert!(!output.status.success(), "{at}");
        let lines = said(&output.stdout);
        assert!(lines.contains(told), "{at}: {lines}");
        // The log knows which field it was.
        let output = checked(&process, &damaged, true).await;
        assert!(!output.status.success(), "{at}");
        let lines = said(&output.stdout);
        assert!(lines.contains(at), "{at}: {lines}");
    }
    // What this program does not know is no part of what was signed either.
    let mut added = signed.clone();
    added["extra"] = Value::from(1);
    assert!(!checked(&process, &added, false).await.status.success());
}
