//! What operators can see, and what they must not.

use shared::features::agenda::Phase;
use shared::features::agenda::{AgendaCommand, MoveClock};
use shared::features::practices::PracticeCommand;
use shared::table::Command;
use std::collections::BTreeMap;
use tests::heard::Answer;
use tests::process::Process;

const ROOT: &str = "answer/q1";

#[tokio::test]
async fn operators_follow_tables_and_participants_and_never_read_along() {
    let process = Process::start_followed("trace").await;
    let table = process.table().await;
    let fatou = table.facilitator("Xylophone Fatou").await;
    let [ana, ben] = table.seats(["Quincunx Ana", "Ben"]).await;
    ana.writes(ROOT, "A confidential paragraph on zymurgy.");
    ben.reads(ROOT, "zymurgy").await;
    fatou.moves(Phase::Drafting, Phase::Practices).await;
    let card = shared::features::practices::PracticeCard {
        title: "Vexillology for everybody".to_owned(),
        ..shared::features::practices::PracticeCard::default()
    };
    let practice = shared::ids::PracticeId::new("wells").unwrap();
    let bring = Command::Practices(PracticeCommand::BringPractice { practice, card });
    assert_eq!(ana.asks(bring).await, Answer::Done);
    ben.writes("minutes", "An inadmissible syzygy");
    ben.is_closed().await;
    let followed = process.followed();
    for told in [
        format!("table={}", table.id),
        format!("participant={}", ana.participant),
        format!("participant={}", ben.participant),
        "root-not-writable".to_owned(),
    ] {
        assert!(followed.contains(&told), "{told} is not told");
    }
    let secret = table.secret("delegate", 0);
    let token = ana.cookie.split_once('=').unwrap().1;
    for hidden in [
        "zymurgy",
        "Vexillology",
        "syzygy",
        "Quincunx",
        "Xylophone",
        &secret,
        token,
    ] {
        let line = followed.lines().find(|line| line.contains(hidden));
        assert_eq!(line, None, "{hidden} can be read");
    }
}

/// The samples of a page in Prometheus' text form: name with labels, and value. Every name must be
/// introduced by what it is.
fn samples(page: &str) -> BTreeMap<String, f64> {
    let mut kinds = BTreeMap::new();
    let mut samples = BTreeMap::new();
    for line in page.lines() {
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').expect("a name and a kind");
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert!(kinds.insert(name, kind).is_none(), "{name} comes twice");
        } else if let Some(help) = line.strip_prefix("# HELP ") {
            assert!(
                help.split_once(' ')
                    .is_some_and(|(_, help)| help.ends_with('.')),
                "{line}"
            );
        } else {
            let (sample, value) = line.rsplit_once(' ').expect("a sample and a value");
            let name = sample.split('{').next().unwrap();
            let base = ["_bucket", "_sum", "_count"].iter().find_map(|end| {
                name.strip_suffix(end)
                    .filter(|base| kinds.contains_key(base))
            });
            assert!(
                kinds.contains_key(base.unwrap_or(name)),
                "{name} is not introduced"
            );
            let value = value.parse().expect("a value is a number");
            assert!(
                samples.insert(sample.to_owned(), value).is_none(),
                "{sample} comes twice"
            );
        }
    }
    samples
}

#[tokio::test]
async fn numbers_are_told_as_prometheus_reads_them() {
    let process = Process::start().await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let carla = table.delegate(2, "Carla").await;
    for round in 0..20 {
        ana.writes(ROOT, &format!("<{round}>"));
        ben.reads(ROOT, &format!("<{round}>")).await;
    }
    ana.is_saved().await;
    carla.writes("minutes", "No.");
    carla.is_closed().await;
    let moved = Command::Agenda(AgendaCommand::Move {
        from: Phase::Drafting.into(),
        to: Phase::Practices.into(),
        clock: MoveClock::RunsOn,
    });
    assert!(matches!(ben.asks(moved).await, Answer::Refused(_)));
    ana.until("Carla is gone", |heard| {
        !heard.present.contains_key(&carla.participant)
    })
    .await;
    let page = ana.gets("/metrics").await.text();
    let samples = samples(&page);
    let value = |name: &str| {
        let found = samples.get(&format!("roundtable_{name}"));
        *found.unwrap_or_else(|| panic!("{name} is not told: {page}"))
    };
    assert!((value("tables") - 1.0).abs() < 0.1);
    assert!(value("seats") >= 2.0);
    assert!(value("commits_total") >= 20.0);
    assert!(value("entries_total") >= value("commits_total"));
    assert!(value("deliveries_total") >= 40.0);
    for histogram in ["commit_entries", "commit_seconds", "delivery_seconds"] {
        let count = value(&format!("{histogram}_count"));
        assert!(count >= 20.0, "{histogram}");
        assert!(value(&format!("{histogram}_sum")) > 0.0, "{histogram}");
        let all = value(&format!("{histogram}_bucket{{le=\"+Inf\"}}"));
        assert!((all - count).abs() < 0.1, "{histogram}");
    }
    assert!(value("refusals_total{reason=\"root-not-writable\"}") >= 1.0);
    assert!(value("refusals_total{reason=\"needs-role\"}") >= 1.0);
    assert!(value("closings_total{code=\"4400\",reason=\"root-not-writable\"}") >= 1.0);
    assert!(
        value("commit_seconds_sum") < 60.0,
        "seconds, not microseconds"
    );
}
