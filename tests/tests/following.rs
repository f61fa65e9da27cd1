//! A session has a log, and its tables follow it, whatever fails in between.

use serde_json::{Value, json};
use server::App;
use server::config::{Config, PublicUrl};
use server::sessions::registry::{Decided, draft};
use server::store::{DamageKind, SessionChange, Store};
use server::tables::audit::audit;
use shared::features::agenda::Phase;
use shared::features::delegations::{Colour, Delegation};
use shared::ids::Timestamp;
use shared::seq::Seq;
use shared::session::{SessionCommand, SessionEvent};
use shared::table::RoundTable;
use std::collections::BTreeSet;
use tests::house::House;
use tests::place::Place;
use tests::process::Process;
use tests::seat::Seat;
use tests::table::Table;

const ROOT: &str = "answer/q1";

/// Nothing more can be written down at the table; elsewhere, and of its session, it can.
async fn breaks(place: &Place, table: &Table) {
    let fails = format!(
        "CREATE TRIGGER it_fails BEFORE INSERT ON entries WHEN NEW.table_id = '{}' \
         BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END",
        table.id
    );
    place.tampers(&fails).await;
}

async fn mends(place: &Place) {
    place.tampers("DROP TRIGGER it_fails").await;
}

/// Gives the first delegation another name, which the session takes.
async fn renames(fatou: &Seat, table: &Table) {
    let session = format!("/api/sessions/{}", table.session);
    let path = format!("{session}/delegations/{}", table.delegation(0));
    let name = json!({ "name": "Kingdom of Valdoria", "short": "KV" });
    let answer = fatou.submits("PATCH", &path, &name).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let listed = fatou.gets(&session).await.json();
    assert_eq!(listed["delegations"][0]["name"], "Kingdom of Valdoria");
}

fn is_renamed(table: &RoundTable) -> bool {
    table.delegations[0].name == "Kingdom of Valdoria"
}

#[tokio::test]
async fn what_a_table_could_not_save_it_takes_when_it_can() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    breaks(&house.place, &table).await;
    renames(&fatou, &table).await;
    assert!(!is_renamed(&ana.table()), "nothing was announced");
    // Whoever comes meanwhile is told to come back.
    let secret = table.secret("delegate", 1);
    let address = house.door.address();
    let (_, joined) = tests::visitor::join(&address, &secret, "Ben").await;
    let ben = joined["participant"].as_str().unwrap().to_owned();
    mends(&house.place).await;

    ana.writes(ROOT, "Afterwards. ");
    ana.sees("the new name", is_renamed).await;
    let is_there = |table: &RoundTable| table.participants.contains_key(&ben.parse().unwrap());
    ana.sees("who came meanwhile", is_there).await;
    ana.is_saved().await;
    assert!(house.is_sound().await);
}

#[tokio::test]
async fn a_server_that_is_killed_before_a_table_has_followed_forgets_nothing() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let fatou = table.facilitator("Fatou").await;
    breaks(&process.place, &table).await;
    renames(&fatou, &table).await;
    process.dies().await;
    mends(&process.place).await;
    process.starts_again().await;
    fatou.returns().await;
    fatou.sees("the new name", is_renamed).await;
    let verdict = process.runs(&["verify"]).await;
    assert!(verdict.status.success(), "{verdict:?}");
}

#[tokio::test]
async fn a_session_without_a_log_begins_one_with_what_it_is() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    ana.writes(ROOT, "Before. ");
    ana.is_saved().await;
    let path = format!("/api/sessions/{}", table.session);
    let before = fatou.gets(&path).await.json();
    house.closes().await;
    let forget = format!(
        "DELETE FROM entries WHERE table_id = '{0}'; DELETE FROM tables WHERE id = '{0}'",
        table.session
    );
    house.place.tampers(&forget).await;
    house.restarts().await;
    assert_eq!(fatou.gets(&path).await.json(), before);
    assert_eq!(house.app.store.session_logs().await.unwrap(), []);
    ana.returns().await;
    ana.reads(ROOT, "Before. ").await;
    fatou.returns().await;
    renames(&fatou, &table).await;
    ana.sees("the new name", is_renamed).await;
    let logs = house.app.store.session_logs().await.unwrap();
    assert_eq!(logs, std::slice::from_ref(&table.session));
    // What is so already is written down once.
    let log = table.session.log();
    let entries = house.app.store.entries(&log, Seq::START, 10).await.unwrap();
    assert_eq!(entries.len(), 2, "{entries:?}");
    let first: Value = serde_json::from_slice(&entries[0].body).unwrap();
    assert_eq!(first["event"], "session-convened");
    assert_eq!(first["people"].as_object().unwrap().len(), 2);
    assert!(house.is_sound().await);
}

fn delegation(name: &str) -> Delegation {
    Delegation {
        id: name.to_lowercase().parse().unwrap(),
        name: name.to_owned(),
        short: name.to_owned(),
        colour: Colour::nth(6),
        group: String::new(),
    }
}

#[tokio::test]
async fn what_another_process_has_changed_is_what_is_decided_on() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let url = PublicUrl::of(([127, 0, 0, 1], 80).into());
    let config = Config::new(house.place.database(), url);
    let other = App::open(config).await.unwrap();
    let session = other.sessions.session(&table.session).await.unwrap();
    let by = fatou.heard().welcome.as_ref().unwrap().you.clone();
    let decide = {
        let by = by.clone();
        move |session: &shared::session::Session| {
            let command = SessionCommand::AddDelegation {
                delegation: delegation("Other"),
                tables: Vec::new(),
            };
            let events = session.decide(&by, command, &BTreeSet::new())?;
            Ok(Decided {
                events,
                ..Decided::default()
            })
        }
    };
    session.change(Some(by), decide).await.unwrap();

    let path = format!("/api/sessions/{}", table.session);
    let seats = format!("{path}/delegations");
    let like_it = json!({ "name": "other", "short": "O2" });
    let refused = fatou.submits("POST", &seats, &like_it).await;
    assert_eq!(refused.json()["code"], "duplicate-delegation");
    let another = json!({ "name": "Another", "short": "AN" });
    assert_eq!(fatou.submits("POST", &seats, &another).await.status, 201);
    let seated = |table: &RoundTable| {
        let names: Vec<_> = table.delegations.iter().map(|d| &*d.name).collect();
        names.ends_with(&["Other", "Another"])
    };
    fatou.sees("both", seated).await;
    other.store.close().await.unwrap();
}

#[tokio::test]
async fn verify_knows_the_logs_of_sessions() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let (log, store) = (table.session.log(), house.app.store.clone());
    let report = audit(&store).await.unwrap();
    assert_eq!((report.tables, report.sessions), (1, 1));
    assert!(report.is_sound(), "{report:?}");
    let event = SessionEvent::TitleRevised { title: "X".into() };
    let change = |head: u64, body: &'static [u8]| SessionChange {
        session: table.session.clone(),
        head: Seq::new(head),
        drafts: vec![server::store::Draft {
            body: body.into(),
            at: Timestamp(1),
            ..draft(None, &event)
        }],
        rows: Vec::new(),
        takes_away: false,
    };
    let moved = store.change_session(change(1, b"{}")).await;
    assert!(matches!(moved, Err(server::store::StoreError::Moved)));
    // As it was written, and nothing can be made of it.
    let head = store.change_session(change(2, b"{}")).await.unwrap();
    let report = audit(&store).await.unwrap();
    assert_eq!(report.damage.len(), 1, "{report:?}");
    assert_eq!(
        (&report.damage[0].table, report.damage[0].seq),
        (&log, head)
    );
    assert_eq!(report.damage[0].kind, DamageKind::Unreplayable);
    house.closes().await;

    let tamper = format!("UPDATE entries SET body = x'00' WHERE table_id = '{log}' AND seq = 1");
    house.place.tampers(&tamper).await;
    // It is named, and keeps nobody from their table; but nothing of the session is changed.
    house.restarts().await;
    fatou.returns().await;
    let me = fatou.gets("/api/me").await;
    assert_eq!(
        me.json()["memberships"][0]["tables"][0]["id"],
        table.id.as_str()
    );
    let path = format!("/api/sessions/{}", table.session);
    assert_eq!(fatou.gets(&path).await.status, 200);
    let remove = format!("{path}/people/{}", "nobody");
    let removed = fatou.asks_over_http("DELETE", &remove).await;
    assert_eq!(removed.json()["code"], "damaged");
    let [ben] = house.table().await.seats(["Ben"]).await;
    ben.writes(ROOT, "Elsewhere all is well.");
    ben.is_saved().await;
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let report = audit(&store).await.unwrap();
    assert_eq!(
        (report.damage[0].seq, report.damage[0].kind),
        (Seq::START.next(), DamageKind::Entry)
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_table_that_is_reopened_takes_what_it_did_not_take_while_it_was_closed() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let another = json!({ "name": "Another", "delegations": [table.delegation(0)] });
    let tables = format!("/api/sessions/{}/tables", table.session);
    assert_eq!(fatou.submits("POST", &tables, &another).await.status, 201);
    fatou.moves(Phase::Drafting, Phase::Closed).await;
    renames(&fatou, &table).await;
    // Who comes is let in all the same.
    let ben = table.delegate(1, "Ben").await;
    assert!(!is_renamed(&ben.table()));
    fatou.moves(Phase::Closed, Phase::WrapUp).await;
    ana.sees("the new name", is_renamed).await;
}

#[tokio::test]
async fn who_is_removed_is_not_heard_any_more() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let you = ana.heard().welcome.as_ref().unwrap().you.clone();
    let person = format!("/api/sessions/{}/people/{you}", table.session);
    assert_eq!(fatou.asks_over_http("DELETE", &person).await.status, 204);
    // It is on its way already when she is told.
    ana.writes(ROOT, "One more word. ");
    let (code, _) = ana.is_closed().await;
    assert!(code.is_some());
    ben.writes(ROOT, "Later. ");
    ben.is_saved().await;
    assert_eq!(ben.text(ROOT), "\nLater. ");
    assert_eq!(fatou.asks_over_http("DELETE", &person).await.status, 404);
    assert!(house.is_sound().await);
}
