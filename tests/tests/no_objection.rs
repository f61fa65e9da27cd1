//! Wording stands when its time is over: whoever is connected, whatever becomes of the server meanwhile, and whoever objects at the
//! last moment.

use server::store::{Kind, Store};
use server::tables::audit::audit;
use shared::document::Root;
use shared::features::no_objection::{
    NoObjection, NoObjectionCommand, NoObjectionEvent, NoObjectionRules, NoObjectionStanding,
    Paragraphs, PutWording, Span, Subject,
};
use shared::features::pulling::seen;
use shared::ids::{DecisionId, TableId, Timestamp};
use shared::prose::Block;
use shared::refusal::{Noun, Refusal};
use shared::table::{Event, RoundTable};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tests::heard::Answer::{self, Done, Refused};
use tests::house::House;
use tests::process::{Process, said};
use tests::seat::{PATIENCE, Seat};

const ROOT: &str = "answer/q1";

fn id() -> DecisionId {
    DecisionId::new("d1").unwrap()
}

fn in_room(seconds: u32, by_name: bool) -> NoObjectionRules {
    NoObjectionRules {
        time: Span::Room { seconds },
        by_name,
        prints_reservations: true,
    }
}

fn puts(what: Subject, rules: NoObjectionRules) -> NoObjectionCommand {
    NoObjectionCommand::PutWording {
        decision: id(),
        what,
        rules,
        seen: String::new(),
    }
}

fn text() -> Subject {
    let text = "Referral is followed up.".to_owned();
    Subject::Text { text }
}

fn joint(paragraphs: Option<Paragraphs>) -> Subject {
    let question = "q1".parse().unwrap();
    Subject::Joint {
        question,
        paragraphs,
    }
}

fn objects(reason: &str) -> NoObjectionCommand {
    NoObjectionCommand::Object {
        decision: id(),
        paragraph: None,
        reason: reason.to_owned(),
    }
}

fn there(table: &RoundTable) -> Option<&NoObjection> {
    table.no_objections.get(&id())
}

fn is_closed(table: &RoundTable) -> bool {
    there(table).is_some_and(NoObjection::is_closed)
}

/// How it was closed, as the log says, without opening the table.
async fn closed(store: &Store, table: &TableId) -> Option<(Timestamp, u32)> {
    let entries = store
        .entries(table, shared::seq::Seq::START, 4_096)
        .await
        .unwrap();
    let events = entries.into_iter().filter(|it| it.kind == Kind::Event);
    events.into_iter().find_map(|entry| {
        let event = serde_json::from_slice(&entry.body).unwrap();
        match event {
            Event::NoObjection(NoObjectionEvent::NoObjectionClosed { count, .. }) => {
                assert_eq!(entry.participant, None, "the server closes it");
                Some((entry.at, count))
            }
            _ => None,
        }
    })
}

async fn until_closed(store: &Store, table: &TableId) -> (Timestamp, u32) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(closed) = closed(store, table).await {
            return closed;
        }
        assert!(Instant::now() < deadline, "it is never closed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn it_is_closed_when_nobody_is_connected() {
    let house = House::chosen(|config| {
        // The table is put away long before the time is over.
        config.tables.linger = Duration::from_millis(200);
    })
    .await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    assert_eq!(fatou.asks(puts(text(), in_room(10, false))).await, Done);
    let until = there(&fatou.table()).unwrap().until;
    let store = &house.app.store;
    assert_eq!(store.first_due().await.unwrap(), Some(until));
    fatou.leaves().await;
    let deadline = Instant::now() + PATIENCE;
    while house.app.tables.open_tables() > 0 {
        assert!(Instant::now() < deadline, "the table is never put away");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(closed(store, &table.id).await, None);
    let (at, count) = until_closed(store, &table.id).await;
    assert_eq!(count, 0);
    assert!(at >= until, "never before its time is over");
    assert!(at.0 < until.0 + 5_000, "and soon after");
    assert_eq!(store.first_due().await.unwrap(), None);
    let ana = table.delegate(0, "Ana").await;
    assert!(there(&ana.table()).unwrap().stands());
    assert_eq!(ana.asks(objects("")).await, Refused(Refusal::DecisionOver));
}

/// Objects at a moment.
async fn objects_at(seat: &Seat, at: u64) -> Answer {
    let wait = at.saturating_sub(server::clock::now().0);
    tokio::time::sleep(Duration::from_millis(wait)).await;
    seat.asks(objects("")).await
}

#[tokio::test]
async fn an_objection_at_the_last_moment_is_counted_or_refused() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let seats = table.seats(["Ana", "Ben", "Carla", "Dora"]).await;
    assert_eq!(fatou.asks(puts(text(), in_room(10, false))).await, Done);
    let until = there(&fatou.table()).unwrap().until;
    let [ana, ben, carla, dora] = &seats;
    let answers = tokio::join!(
        objects_at(ana, until.0 - 200),
        objects_at(ben, until.0 - 50),
        objects_at(carla, until.0 + 100),
        objects_at(dora, until.0 + 250),
    );
    let answers = [answers.0, answers.1, answers.2, answers.3];
    let mut counted = 0;
    for answer in answers {
        match answer {
            Done => counted += 1,
            refused => assert_eq!(refused, Refused(Refusal::DecisionOver)),
        }
    }
    fatou.sees("it is closed", is_closed).await;
    assert_eq!(there(&fatou.table()).unwrap().count, counted);
    let (_, count) = until_closed(&house.app.store, &table.id).await;
    assert_eq!(count, counted);
}

#[tokio::test]
async fn time_in_which_the_server_was_down_is_given_back() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    assert_eq!(fatou.asks(puts(text(), in_room(10, false))).await, Done);
    let until = there(&fatou.table()).unwrap().until;
    // The house notes down that it is up.
    tokio::time::sleep(Duration::from_secs(4)).await;
    process.dies().await;
    ana.is_closed().await;
    // Past its end: nobody can object.
    tokio::time::sleep(Duration::from_secs(9)).await;
    process.starts_again().await;
    ana.returns().await;
    ana.sees("more time", |table| {
        let there = there(table).unwrap();
        there.is_running() && there.until.0 >= until.0 + 9_000
    })
    .await;
    let longer = there(&ana.table()).unwrap().until;
    assert!(
        longer.0 < until.0 + 60_000,
        "as long as it was down, and no longer"
    );
    assert_eq!(ana.asks(objects("We could not object.")).await, Done);
    process.dies().await;
    ana.is_closed().await;
    process.starts_again().await;
    ana.returns().await;
    ana.sees("it is closed", is_closed).await;
    let closed = there(&ana.table()).unwrap().clone();
    assert!(closed.until >= longer, "never shortened");
    assert_eq!(closed.count, 1, "an objection outlasts the server");
    let verified = process.runs(&["verify"]).await;
    assert!(verified.status.success(), "{}", said(&verified.stdout));
}

#[tokio::test]
async fn a_restart_gives_back_what_it_took() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let time = Span::Silence {
        until: Timestamp(server::clock::now().0 + 259_200_000),
    };
    let rules = NoObjectionRules {
        time,
        ..in_room(10, false)
    };
    assert_eq!(fatou.asks(puts(text(), rules)).await, Done);
    let until = there(&fatou.table()).unwrap().until;
    for _ in 0..2 {
        house.closes().await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        house.restarts().await;
    }
    fatou.returns().await;
    let longer = there(&fatou.table()).unwrap().until;
    assert!(longer.0 >= until.0 + 1_000, "{} ms", longer.0 - until.0);
    assert!(longer.0 < until.0 + 60_000);
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let report = audit(&store).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_table_that_cannot_be_opened_costs_no_other_its_time_and_loses_none() {
    let mut house = House::open().await;
    let (table, damaged) = (house.table().await, house.table().await);
    let fatou = table.facilitator("Fatou").await;
    let gita = damaged.facilitator("Gita").await;
    for seat in [&fatou, &gita] {
        assert_eq!(seat.asks(puts(text(), in_room(60, false))).await, Done);
    }
    let until = there(&gita.table()).unwrap().until;
    house.closes().await;
    let bends = |to: &str| {
        format!(
            "UPDATE entries SET body = {to} WHERE table_id = '{}' AND seq = 1;
             UPDATE snapshots SET quarantined = 1 WHERE table_id = '{}'",
            damaged.id, damaged.id
        )
    };
    house
        .place
        .tampers(&bends("CAST(body || x'20' AS BLOB)"))
        .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    house.restarts().await;
    // The house is noted as up, and goes on to be.
    let began = server::clock::now();
    let noted = async {
        while house.app.store.alive().await.unwrap() <= began {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let noted = tokio::time::timeout(Duration::from_secs(15), noted).await;
    assert!(noted.is_ok(), "it is not noted down that the house is up");
    // Tables are given theirs one after the other.
    let given = async {
        loop {
            let owed = house.app.store.owed().await.unwrap();
            let owed: Vec<_> = owed.into_iter().map(|it| it.table).collect();
            assert!(owed.contains(&damaged.id), "{owed:?}");
            if owed.len() == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let given = tokio::time::timeout(Duration::from_secs(15), given).await;
    assert!(given.is_ok(), "the other does not have it");
    // It is repaired, while the house is down once more: what it was owed before comes on top.
    house.closes().await;
    let right = bends("substr(body, 1, length(body) - 1)");
    house.place.tampers(&right).await;
    house.place.tampers("DELETE FROM quarantine").await;
    house.restarts().await;
    gita.returns().await;
    gita.sees("more time", |table| {
        there(table).unwrap().until.0 >= until.0 + 500
    })
    .await;
    assert_eq!(house.app.store.owed().await.unwrap(), []);
}

#[tokio::test]
async fn what_is_put_is_what_was_shown_and_is_kept() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let what = Noun::Text;
    let empty = fatou.asks(puts(joint(None), in_room(60, true))).await;
    assert_eq!(empty, Refused(Refusal::Empty { what }));
    ana.writes(ROOT, "Referral is followed up.");
    ana.is_saved().await;
    fatou.reads(ROOT, "Referral is followed up.").await;
    let blocks = fatou.blocks(ROOT);
    let some = Paragraphs {
        from: 0,
        to: u32::try_from(blocks.len()).unwrap() - 1,
        seen: seen(&blocks),
    };
    ana.writes(ROOT, "Perhaps. ");
    ana.is_saved().await;
    let stale = fatou.asks(puts(joint(Some(some)), in_room(60, true))).await;
    assert_eq!(stale, Refused(Refusal::SourceHasChanged));
    // The same of all of it.
    let whole = |blocks: Vec<Block>| {
        let prose = BTreeMap::from([(Root::parse(ROOT).unwrap(), blocks)]);
        let seen = PutWording::of(&fatou.table(), &joint(None), &prose).sign();
        NoObjectionCommand::PutWording {
            decision: id(),
            what: joint(None),
            rules: in_room(60, true),
            seen,
        }
    };
    let stale = fatou.asks(whole(blocks)).await;
    assert_eq!(stale, Refused(Refusal::SourceHasChanged));
    fatou.reads(ROOT, "Perhaps. ").await;
    assert_eq!(fatou.asks(whole(fatou.blocks(ROOT))).await, Done);
    // What was seen is no matter of the log.
    let events = house
        .app
        .store
        .events(&table.id, shared::seq::Seq::START, 999);
    let last = events.await.unwrap().pop().unwrap();
    assert!(!String::from_utf8_lossy(&last.body).contains("\"seen\""));
    ana.sees("what was put", |table| {
        let there = there(table).unwrap();
        let words = shared::prose::plain(&there.wording.paragraphs().cloned().collect::<Vec<_>>());
        words.contains("Referral is followed up.") && there.digest.len() == 64
    })
    .await;
    assert_eq!(ana.asks(objects("Who pays?")).await, Done);
    fatou
        .sees("who objects", |table| {
            there(table)
                .unwrap()
                .objections
                .values()
                .any(|it| it.reason == "Who pays?")
        })
        .await;
    let calendar = format!("/api/tables/{}/decisions/d1/calendar.ics", table.id);
    let file = ana.gets(&calendar).await;
    assert_eq!(file.status, 200);
    assert!(
        file.text().starts_with("BEGIN:VCALENDAR\r\n"),
        "{}",
        file.text()
    );
    ana.writes(ROOT, "And more. ");
    ana.is_saved().await;
    let outcome = ana
        .gets(&format!("/api/tables/{}/outcome.json", table.id))
        .await;
    let outcome: serde_json::Value = serde_json::from_str(&outcome.text()).unwrap();
    assert_eq!(outcome["no_objections"][0]["changed_since"], true);
}

#[tokio::test]
async fn who_objects_reaches_nobody_else_where_no_names_are_published() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let obi = table.observer("Obi").await;
    assert_eq!(fatou.asks(puts(text(), in_room(10, false))).await, Done);
    assert_eq!(ana.asks(objects("Our-secret-reason")).await, Done);
    amir.sees("the reason of their own delegation", |table| {
        let there = there(table).unwrap();
        there
            .objections
            .values()
            .any(|it| it.reason == "Our-secret-reason")
    })
    .await;
    for seat in [&fatou, &ben, &obi] {
        seat.sees("that somebody objects", |table| {
            there(table).unwrap().count == 1
        })
        .await;
    }
    let late = table.observer("Late").await;
    fatou.sees("it is closed", is_closed).await;
    let later = table.facilitator("Grace").await;
    for seat in [&fatou, &ben, &obi, &late, &later] {
        seat.sees("it is closed", |table| {
            let standing = &there(table).unwrap().standing;
            matches!(standing, NoObjectionStanding::Closed { count: 1, .. })
        })
        .await;
        let words = seat.heard().words.join("\n");
        assert!(
            !words.contains("Our-secret-reason"),
            "{} was told",
            seat.name
        );
        let made = words.lines().flat_map(|line| line.split("\"happened\""));
        let made = made.filter(|it| it.contains("objection-made"));
        for told in made {
            assert!(
                !told.contains(ana.participant.as_str()),
                "{} was told by whom",
                seat.name
            );
        }
        for form in ["json", "md", "html"] {
            let path = format!("/api/tables/{}/outcome.{form}", table.id);
            let outcome = seat.gets(&path).await;
            assert_eq!(outcome.status, 200);
            assert!(!outcome.text().contains("Our-secret-reason"), "{form}");
        }
        let history = seat
            .gets(&format!("/api/tables/{}/history", table.id))
            .await;
        assert!(!history.text().contains("Our-secret-reason"));
    }
}
