//! What a facilitator changes while the session is on.

use crate::house::{House, Visitor, secret_of};
use serde_json::{Value, json};
use shared::features::agenda::{AgendaEvent, Phase};
use shared::features::people::Role;
use shared::ids::TableId;
use shared::table::Event;
use std::collections::BTreeSet;

impl Visitor {
    async fn patches(&self, path: &str, body: &Value) -> crate::house::Answer {
        let body = body.to_string();
        self.ask("PATCH", path, Some(("application/json", body.as_bytes())))
            .await
    }
}

/// A demo of two tables and three delegations, its facilitator, and the path of the session.
async fn running() -> (House, server::sessions::demo::Demo, Visitor, String) {
    let house = House::open().await;
    let demo = house.demo(2, 3).await;
    let mut fatou = house.visitor();
    fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let path = format!("/api/sessions/{}", demo.session);
    (house, demo, fatou, path)
}

#[tokio::test]
async fn a_table_is_added_with_questions_and_delegations_of_its_own() {
    let (house, demo, fatou, path) = running().await;
    let [mut ana, mut ben] = [house.visitor(), house.visitor()];
    let first = house.table(&demo.tables[0].id).await;
    ana.joins(secret_of(&demo, Role::Delegate, 0), "Ana").await;
    ben.joins(secret_of(&demo, Role::Delegate, 1), "Ben").await;
    let [valdoria, _, third] = &first.delegations[..] else {
        panic!("three delegations");
    };
    let asked = json!({
        "name": "Table of the Coast",
        "delegations": [third.id, valdoria.id],
        "questions": [{ "label": "x", "text": "Who waits at sea?" }],
    });
    ana.posts(&format!("{path}/tables"), &asked)
        .await
        .is_refused(403, "not-a-facilitator");
    let added = fatou.posts(&format!("{path}/tables"), &asked).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let added = added.json();
    assert_eq!(added["name"], "Table of the Coast");

    let id = added["id"].as_str().unwrap().parse().unwrap();
    let table = house.table(&id).await;
    assert_eq!(table.delegations, [valdoria.clone(), third.clone()]);
    assert_eq!(table.note, first.note);
    let questions: Vec<_> = table.questions.iter().map(|q| q.text.as_str()).collect();
    assert_eq!(questions, ["Who waits at sea?"]);
    // Who was there before is let in, if they may sit at it; so is who comes later.
    let names = |table: &shared::table::RoundTable| -> Vec<String> {
        let people = table.participants.values();
        let mut names: Vec<_> = people.map(|person| person.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&table), ["Ana", "Fatou"]);
    let mut carla = house.visitor();
    carla
        .joins(secret_of(&demo, Role::Delegate, 2), "Carla")
        .await;
    assert_eq!(names(&house.table(&id).await), ["Ana", "Carla", "Fatou"]);
    let listed = fatou.get(&path).await.json();
    let tables: Vec<_> = listed["tables"].as_array().unwrap().iter().collect();
    assert_eq!(tables.len(), 3);
    assert_eq!(tables[2]["name"], "Table of the Coast");
    house.close().await;
}

#[tokio::test]
async fn a_table_that_is_asked_nothing_is_asked_what_the_first_is() {
    let (house, demo, fatou, path) = running().await;
    let asked = json!({ "name": "Another", "delegations": [] });
    let added = fatou.posts(&format!("{path}/tables"), &asked).await.json();
    let table = house
        .table(&added["id"].as_str().unwrap().parse().unwrap())
        .await;
    let first = house.table(&demo.tables[0].id).await;
    assert_eq!(table.questions, first.questions);
    assert!(table.delegations.is_empty());
    house.close().await;
}

#[tokio::test]
async fn a_table_that_cannot_be_is_refused_with_a_reason() {
    let (house, demo, fatou, path) = running().await;
    let first = house.table(&demo.tables[0].id).await;
    let path = format!("{path}/tables");
    let name = first.name.to_uppercase();
    for (asked, status, code) in [
        (
            json!({ "name": name, "delegations": [] }),
            422,
            "duplicate-table",
        ),
        (
            json!({ "name": " \u{200b}", "delegations": [] }),
            422,
            "empty",
        ),
        (
            json!({ "name": "New", "delegations": ["nobody"] }),
            422,
            "unknown",
        ),
        (
            json!({ "name": "New", "delegations": [], "questions": [{ "text": " " }] }),
            422,
            "empty",
        ),
    ] {
        let answer = fatou.posts(&path, &asked).await;
        answer.is_refused(status, code);
    }
    let elsewhere = "/api/sessions/nowhere/tables";
    let asked = json!({ "name": "New", "delegations": [] });
    fatou
        .posts(elsewhere, &asked)
        .await
        .is_refused(404, "not-found");
    house.close().await;
}

#[tokio::test]
async fn what_is_called_otherwise_is_called_so_everywhere() {
    let (house, demo, fatou, path) = running().await;
    let mut ana = house.visitor();
    ana.joins(secret_of(&demo, Role::Delegate, 0), "Ana").await;
    let renamed = json!({ "name": "Rights at sea" });
    ana.patches(&path, &renamed)
        .await
        .is_refused(403, "not-a-facilitator");
    assert_eq!(fatou.patches(&path, &renamed).await.status, 204);
    assert_eq!(ana.get(&path).await.json()["title"], "Rights at sea");

    let [north, south] = [&demo.tables[0].id, &demo.tables[1].id];
    let table = format!("{path}/tables/{south}");
    let taken = json!({ "name": house.table(north).await.name });
    fatou
        .patches(&table, &taken)
        .await
        .is_refused(422, "duplicate-table");
    let other = json!({ "name": "Southern table" });
    assert_eq!(fatou.patches(&table, &other).await.status, 204);
    assert_eq!(house.table(south).await.name, "Southern table");

    let before = house.table(north).await.delegations;
    let delegation = format!("{path}/delegations/{}", before[0].id);
    let like_another = json!({ "name": before[1].name.to_uppercase(), "short": "X" });
    fatou
        .patches(&delegation, &like_another)
        .await
        .is_refused(409, "duplicate-delegation");
    let revised = json!({ "name": "Kingdom of Valdoria", "short": "KV" });
    let answer = fatou.patches(&delegation, &revised).await;
    assert_eq!(answer.json()["colour"], u8::from(before[0].colour));
    for id in [north, south] {
        let table = house.table(id).await;
        assert_eq!(table.note.title, "Rights at sea");
        let seated = &table.delegations[0];
        assert_eq!(
            (seated.name.as_str(), &seated.id),
            ("Kingdom of Valdoria", &before[0].id)
        );
    }
    let nobody = format!("{path}/delegations/nobody");
    fatou
        .patches(&nobody, &revised)
        .await
        .is_refused(404, "not-found");
    house.close().await;
}

#[tokio::test]
async fn a_delegation_is_given_a_seat_where_it_is_wanted() {
    let (house, demo, fatou, path) = running().await;
    let [north, south] = [&demo.tables[0].id, &demo.tables[1].id];
    let seats = format!("{path}/delegations");
    let asked = |tables: Value| json!({ "name": "Talmira", "short": "TAL", "tables": tables });
    let seated = fatou.posts(&seats, &asked(json!([south]))).await;
    assert_eq!(seated.status, 201, "{}", seated.text());
    let id = seated.json()["id"].as_str().unwrap().parse().unwrap();
    assert!(house.table(south).await.delegation(&id).is_some());
    assert!(house.table(north).await.delegation(&id).is_none());
    // Its names are taken in the whole session, and asking for another table seats it there.
    let like_it = json!({ "name": "talmira", "short": "TL", "tables": [north] });
    fatou
        .posts(&seats, &like_it)
        .await
        .is_refused(409, "duplicate-delegation");
    let there = fatou.posts(&seats, &asked(json!([north]))).await.json();
    assert_eq!(there["id"], id.as_str());
    assert!(house.table(north).await.delegation(&id).is_some());
    fatou
        .posts(&seats, &asked(json!(["nowhere"])))
        .await
        .is_refused(404, "not-found");
    house.close().await;
}

#[tokio::test]
async fn a_delegation_that_is_there_is_given_another_table() {
    let (house, demo, fatou, path) = running().await;
    let [north, south] = [&demo.tables[0].id, &demo.tables[1].id];
    let asked = json!({ "name": "Talmira", "short": "TAL", "tables": [north] });
    let seated = fatou.posts(&format!("{path}/delegations"), &asked).await;
    let id = seated.json()["id"].as_str().unwrap().to_owned();
    let of = id.parse().unwrap();
    let secret = house
        .invite(Some(&demo.session), Role::Delegate, Some(&of))
        .await;
    let mut tom = house.visitor();
    let joined = tom.joins(&secret, "Tom").await;
    assert_eq!(joined["tables"], json!([north]));

    let tables = format!("{path}/delegations/{id}/tables");
    let there = json!({ "table": south });
    tom.posts(&tables, &there)
        .await
        .is_refused(403, "not-a-facilitator");
    for again in 0..2 {
        assert_eq!(fatou.posts(&tables, &there).await.status, 204, "{again}");
    }
    let table = house.table(south).await;
    assert_eq!(table.delegations.last().unwrap().name, "Talmira");
    // Its delegates need no other link.
    assert!(
        table
            .participants
            .values()
            .any(|person| person.name == "Tom")
    );
    let listed = fatou.get(&path).await.json();
    assert_eq!(
        listed["tables"][1]["delegations"]
            .as_array()
            .unwrap()
            .last(),
        Some(&json!(id))
    );
    for (path, table) in [
        (tables.clone(), "nowhere"),
        (format!("{path}/delegations/nobody/tables"), south.as_str()),
    ] {
        let answer = fatou.posts(&path, &json!({ "table": table })).await;
        answer.is_refused(404, "not-found");
    }
    house.close().await;
}

/// Closes tables that nobody has opened yet.
async fn close(house: &House, tables: &[TableId]) {
    for id in tables {
        let first = house.table(id).await;
        let moved = Event::from(AgendaEvent::Moved {
            to: Phase::Closed.into(),
            left: None,
            from: Some(first.agenda.at),
            ends: None,
        });
        let draft = server::store::Draft {
            kind: server::store::Kind::Event,
            participant: None,
            at: shared::ids::Timestamp(1),
            body: serde_json::to_vec(&moved).unwrap().into(),
        };
        let log = house.app.store.log();
        log.append(id.clone(), vec![draft]).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_signed_off_keeps_its_names_and_lets_people_in() {
    let house = House::open().await;
    let demo = house.demo(2, 3).await;
    let [north, south] = [demo.tables[0].id.clone(), demo.tables[1].id.clone()];
    close(&house, std::slice::from_ref(&south)).await;
    let mut fatou = house.visitor();
    fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let path = format!("/api/sessions/{}", demo.session);
    let before = house.table(&south).await;
    let delegation = format!("{path}/delegations/{}", before.delegations[0].id);
    let revised = json!({ "name": "Kingdom of Valdoria", "short": "KV" });
    assert_eq!(fatou.patches(&delegation, &revised).await.status, 200);
    let title = json!({ "name": "Rights at sea" });
    assert_eq!(fatou.patches(&path, &title).await.status, 204);
    let seats = format!("{path}/delegations");
    let talmira = json!({ "name": "Talmira", "short": "TAL" });
    assert_eq!(fatou.posts(&seats, &talmira).await.status, 201);
    let table = format!("{path}/tables/{south}");
    fatou
        .patches(&table, &json!({ "name": "Other" }))
        .await
        .is_refused(422, "table-closed");
    let mut ana = house.visitor();
    ana.joins(secret_of(&demo, Role::Delegate, 0), "Ana").await;

    let closed = house.table(&south).await;
    assert_eq!((&closed.name, &closed.note), (&before.name, &before.note));
    assert_eq!(closed.delegations, before.delegations);
    assert_eq!(closed.participants.len(), 2);
    let open = house.table(&north).await;
    assert_eq!(open.note.title, "Rights at sea");
    assert_eq!(open.delegations[0].name, "Kingdom of Valdoria");
    assert_eq!(open.delegations.len(), 4);
    house.close().await;
}

#[tokio::test]
async fn where_all_is_closed_nothing_is_called_otherwise() {
    let house = House::open().await;
    let demo = house.demo(2, 3).await;
    let tables: Vec<_> = demo.tables.iter().map(|table| table.id.clone()).collect();
    close(&house, &tables).await;
    let mut fatou = house.visitor();
    fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let path = format!("/api/sessions/{}", demo.session);
    let before = fatou.get(&path).await.json();
    let first = house.table(&tables[0]).await.delegations[0].id.clone();
    let [title, names] = [
        json!({ "name": "Rights at sea" }),
        json!({ "name": "Kingdom of Valdoria", "short": "KV" }),
    ];
    for answer in [
        fatou.patches(&path, &title).await,
        fatou
            .patches(&format!("{path}/tables/{}", tables[1]), &title)
            .await,
        fatou
            .patches(&format!("{path}/delegations/{first}"), &names)
            .await,
        fatou.posts(&format!("{path}/delegations"), &names).await,
    ] {
        answer.is_refused(422, "table-closed");
    }
    assert_eq!(fatou.get(&path).await.json(), before);
    house.close().await;
}

#[tokio::test]
async fn two_facilitators_at_once_do_not_undo_each_other() {
    let (house, demo, fatou, path) = running().await;
    let mut grace = house.visitor();
    grace
        .joins(secret_of(&demo, Role::Facilitator, 0), "Grace")
        .await;
    let seats = format!("{path}/delegations");
    let tables = format!("{path}/tables");
    let both: Vec<_> = demo.tables.iter().map(|table| &table.id).collect();
    let one = json!({ "name": "Talmira", "short": "TAL", "tables": both });
    let other = json!({ "name": "Ostrava", "short": "OST" });
    let third = json!({ "name": "Norland", "short": "NOR" });
    let table = json!({ "name": "New", "delegations": [] });
    let answers = futures_util::future::join_all([
        fatou.posts(&seats, &one),
        grace.posts(&seats, &one),
        fatou.posts(&seats, &other),
        grace.posts(&tables, &table),
        fatou.posts(&tables, &table),
        grace.posts(&seats, &third),
    ]);
    let mut statuses: Vec<_> = answers.await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 201, 201, 409, 422]);
    let names = |table: &shared::table::RoundTable| -> BTreeSet<String> {
        let new = table.delegations.iter().skip(3);
        new.map(|delegation| delegation.name.clone()).collect()
    };
    let all = ["Norland", "Ostrava", "Talmira"].map(str::to_owned);
    for id in demo.tables.iter().map(|table| &table.id) {
        assert_eq!(names(&house.table(id).await), all.clone().into());
    }
    house.close().await;
}
