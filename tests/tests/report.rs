//! The report is written live by those who report, from what the table has, and nobody else gets a byte of it before it goes out.

use server::tables::audit::audit;
use server::tables::state::TableState;
use shared::document::{DocumentId, Root};
use shared::features::agenda::{AgendaPoint, Phase};
use shared::features::report::{
    Drift, ReportCommand, ReportKind, ReportSetting, ReportSource, SectionAbout, signs,
};
use shared::features::revisions::{BlockChange, ComparedText};
use shared::ids::{PullId, SectionId};
use shared::prose::plain;
use shared::refusal::Refusal;
use std::collections::BTreeSet;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::seat::{Seat, asks_for_all, under};
use tests::table::Table;

const JOINT: &str = "answer/q1";
const SECTION: &str = "report/question-1";
const NEXT: &str = "report/next-steps";

fn begins(kind: ReportKind) -> ReportCommand {
    let setting = ReportSetting {
        symbol: "RT/2026/1".to_owned(),
        ..ReportSetting::default()
    };
    ReportCommand::BeginReport { kind, setting }
}

fn section(id: &str) -> SectionId {
    id.parse().unwrap()
}

fn brings(id: &str, into: &str, from: ReportSource) -> ReportCommand {
    ReportCommand::BringIn {
        bringing: PullId::new(id).unwrap(),
        section: section(into),
        from,
    }
}

fn joint() -> ReportSource {
    let question = "q1".parse().unwrap();
    ReportSource::Joint { question }
}

/// Whether any frame that a seat was ever sent holds these words.
fn was_told(seat: &Seat, words: &str) -> bool {
    let heard = seat.heard();
    let tapped = heard.tapped.as_ref().expect("it was tapped");
    let holds = |frame: &Vec<u8>| {
        let mut windows = frame.windows(words.len());
        windows.any(|window| window == words.as_bytes())
    };
    tapped.iter().any(holds) || heard.words.iter().any(|text| text.contains(words))
}

/// The paragraphs of a text, as a seat has them.
fn lines(seat: &Seat, root: &str) -> Vec<String> {
    let text = plain(&seat.blocks(root));
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.trim().to_owned()).collect()
}

async fn reads_lines(seat: &Seat, root: &str, wanted: &[&str]) {
    seat.reads(root, wanted.last().expect("something is waited for"))
        .await;
    assert_eq!(lines(seat, root), wanted, "{} in {root}", seat.name);
}

/// Whoever asks for it under its number, or by its path, is refused.
async fn are_sent_away(others: &[Seat], handle: u64) {
    for other in others {
        other.is_kept_from("/report", handle, "write").await;
    }
}

/// What is asked over HTTP tells others nothing of it, and whoever writes it all of it.
async fn have_nothing_of_it(others: &[Seat], writer: &Seat, table: &Table) {
    for path in [
        "deleted?root=report/next-steps",
        "writers?root=report/next-steps",
    ] {
        let path = format!("/api/tables/{}/{path}", table.id);
        assert_eq!(writer.gets(&path).await.status, 200, "{path}");
        for other in others {
            assert_eq!(other.gets(&path).await.status, 404, "{path}");
        }
    }
    for path in [
        "outcome.md",
        "outcome.html",
        "outcome.json",
        "sheet.html",
        "history",
        "history/9?root=answer/q1",
    ] {
        let path = format!("/api/tables/{}/{path}", table.id);
        for other in others {
            let told = other.gets(&path).await;
            assert_eq!(told.status, 200, "{path}");
            assert!(!told.text().contains("secretariat writes"), "{path}");
            assert!(!told.text().contains("In a year"), "{path}");
        }
    }
    for path in ["outcome.md", "outcome.html", "outcome.json"] {
        let path = format!("/api/tables/{}/{path}", table.id);
        let told = writer.gets(&path).await;
        assert!(told.text().contains("secretariat writes"), "{path}");
        assert!(told.text().contains("RT/2026/1"), "{path}");
    }
}

#[tokio::test]
async fn rapporteurs_write_it_together_and_nobody_else_is_told() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [rae, ron] = [table.rapporteur("Rae").await, table.rapporteur("Ron").await];
    let others = [table.delegate(0, "Ana").await, table.observer("Obi").await];
    others.iter().for_each(Seat::taps);
    // Before it is begun, there is nothing to read, under whatever number.
    let handle = rae.table().handle(&DocumentId::Report).unwrap();
    rae.sends(under(handle, &asks_for_all()));
    assert_eq!(rae.is_closed().await.0, Some(4400));
    rae.returns().await;

    assert_eq!(rae.asks(begins(ReportKind::Report)).await, Done);
    for seat in [&rae, &ron, &fatou] {
        seat.sees("the report", |table| table.report.is_some())
            .await;
        seat.opens(&DocumentId::Report).await;
    }
    rae.writes(NEXT, "The secretariat writes. ");
    ron.reads(NEXT, "The secretariat writes. ").await;
    // At once, in the same text.
    rae.writes(NEXT, "Rae goes on. ");
    ron.writes(NEXT, "Ron goes on. ");
    for seat in [&rae, &ron, &fatou] {
        seat.reads(NEXT, "Rae goes on. ").await;
        seat.reads(NEXT, "Ron goes on. ").await;
    }
    for seat in [&rae, &ron] {
        seat.is_saved_in(NEXT).await;
    }
    assert_eq!(rae.text(NEXT), ron.text(NEXT));

    // A section that is added has its text at once, for those who have the report open already.
    let added = ReportCommand::AddSection {
        section: section("follow-up"),
        about: SectionAbout::Own,
        title: "Follow-up".to_owned(),
        after: None,
    };
    assert_eq!(ron.asks(added).await, Done);
    rae.sees("the section", |table| {
        let report = table.report.as_ref().unwrap();
        report.section(&section("follow-up")).is_some()
    })
    .await;
    ron.writes("report/follow-up", "In a year. ");
    rae.reads("report/follow-up", "In a year. ").await;
    assert!(
        rae.text("report/follow-up").starts_with('\n'),
        "it begins with its newline"
    );

    are_sent_away(&others, handle).await;
    have_nothing_of_it(&others, &rae, &table).await;

    // It outlives the server, and is written when the table has closed.
    house.restarts().await;
    for seat in others.iter().chain([&fatou, &rae, &ron]) {
        seat.returns().await;
    }
    let late = table.rapporteur("Late").await;
    late.opens(&DocumentId::Report).await;
    late.reads(NEXT, "The secretariat writes. ").await;
    late.reads("report/follow-up", "In a year. ").await;
    fatou.moves(Phase::Drafting, AgendaPoint::Closed).await;
    late.sees("the end", |table| table.agenda.is_closed()).await;
    late.writes(NEXT, "After the end. ");
    late.is_saved_in(NEXT).await;
    let second = house.app.export(&table.id).await.unwrap();
    let root = Root::parse(NEXT).unwrap();
    assert!(plain(&second.report[&root]).contains("After the end."));
    assert!(!second.prose.contains_key(&root));
    for other in &others {
        for words in [
            "secretariat writes",
            "goes on",
            "In a year",
            "After the end",
        ] {
            assert!(!was_told(other, words), "{}: {words}", other.name);
        }
    }
    house.closes().await;
    let store = server::store::Store::open(&house.place.database())
        .await
        .unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_section_has_its_newline_though_the_report_was_at_rest() {
    let house = House::open().await;
    let table = house.table().await;
    let [rae, ron] = [table.rapporteur("Rae").await, table.rapporteur("Ron").await];
    assert_eq!(rae.asks(begins(ReportKind::Report)).await, Done);
    for seat in [&rae, &ron] {
        seat.sees("the report", |table| table.report.is_some())
            .await;
        seat.opens(&DocumentId::Report).await;
    }
    // Nobody has written in it, and it is put to rest.
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    let added = ReportCommand::AddSection {
        section: section("follow-up"),
        about: SectionAbout::Own,
        title: "Follow-up".to_owned(),
        after: None,
    };
    assert_eq!(rae.asks(added).await, Done);
    for seat in [&rae, &ron] {
        seat.reads("report/follow-up", "\n").await;
    }
}

#[tokio::test]
async fn what_the_table_has_is_brought_in_and_again_what_is_new() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = [
        table.delegate(0, "Ana").await,
        table.delegate(1, "Ben").await,
    ];
    let rae = table.rapporteur("Rae").await;
    let fatou = table.facilitator("Fatou").await;
    assert_eq!(rae.asks(begins(ReportKind::Report)).await, Done);
    rae.opens(&DocumentId::Report).await;
    let nothing = Refused(Refusal::NothingToBringIn);
    assert_eq!(rae.asks(brings("b0", "question-1", joint())).await, nothing);

    ana.writes(JOINT, "We agree on a fund.\n");
    ana.is_saved().await;
    ben.reads(JOINT, "We agree on a fund.").await;
    ben.writes(JOINT, "It is paid for.");
    ben.is_saved().await;
    assert_eq!(rae.asks(brings("b1", "question-1", joint())).await, Done);
    let first = ["We agree on a fund.", "It is paid for."];
    reads_lines(&rae, SECTION, &first).await;
    assert_eq!(rae.asks(brings("b2", "question-1", joint())).await, nothing);
    let standing = |seat: &Seat| {
        let table = seat.table();
        let report = table.report.as_ref().unwrap();
        let there = report.section(&section("question-1")).unwrap();
        let now = signs(&seat.blocks(JOINT));
        Drift::between(&there.brought_from(&joint()).unwrap().signs, &now)
    };
    rae.reads(JOINT, "It is paid for.").await;
    assert_eq!(standing(&rae), Drift::default());

    // Each word is still its author's.
    let mut state = TableState::open(&house.app.store, &table.id).await.unwrap();
    let writers: BTreeSet<_> = state.writers(&DocumentId::Report).into_keys().collect();
    let authors = [&ana, &ben].map(|seat| seat.participant.clone());
    assert!(
        authors.iter().all(|who| writers.contains(who)),
        "{writers:?}"
    );
    assert!(
        !writers.contains(&rae.participant),
        "who brought them in wrote none of them"
    );

    // The table goes on; the page tells, and what is new comes in.
    ana.reads(JOINT, "It is paid for.").await;
    ana.writes(JOINT, " By all.\nAnd it is reviewed.");
    ana.is_saved().await;
    rae.reads(JOINT, "And it is reviewed.").await;
    let drift = standing(&rae);
    assert_eq!((drift.come, drift.gone), (2, 1));
    let path = format!("/api/tables/{}/report/changes?section=question-1", table.id);
    for other in [&ana, &ben] {
        assert_eq!(other.gets(&path).await.status, 404);
    }
    let texts: Vec<ComparedText> = serde_json::from_value(rae.gets(&path).await.json()).unwrap();
    let changes: Vec<_> = texts[0].blocks.iter().map(|it| it.change).collect();
    assert_eq!(
        changes,
        [
            BlockChange::Same,
            BlockChange::Changed,
            BlockChange::Inserted
        ]
    );
    rae.writes(SECTION, "\nRae’s own words.");
    rae.is_saved_in(SECTION).await;
    assert_eq!(fatou.asks(brings("b3", "question-1", joint())).await, Done);
    reads_lines(
        &rae,
        SECTION,
        &[
            "We agree on a fund.",
            "It is paid for.",
            "Rae’s own words.",
            "It is paid for. By all.",
            "And it is reviewed.",
        ],
    )
    .await;

    // What the table did is told in the words of whoever asks.
    assert_eq!(
        rae.asks(brings("b4", "participants", ReportSource::Facts))
            .await,
        Done
    );
    rae.reads("report/participants", "delegations took part")
        .await;
    let own = ReportSource::Own {
        question: "q1".parse().unwrap(),
        delegation: table.delegation(0).parse().unwrap(),
    };
    let decided = rae.asks(brings("b5", "question-1", own)).await;
    assert_eq!(decided, Refused(Refusal::SinglesOut));

    // All of it is in the log, and what was brought in stands there to be compared.
    house.closes().await;
    let store = server::store::Store::open(&house.place.database())
        .await
        .unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
}
