//! A table that is closed to observers: they read nothing there, everybody else goes on.

use serde_json::json;
use tests::heard::Answer;
use tests::house::House;
use tests::seat::Seat;
use tests::table::Table;

async fn allows(fatou: &Seat, table: &Table, allowed: bool) -> u16 {
    let path = format!(
        "/api/sessions/{}/tables/{}/observers",
        table.session, table.id
    );
    let body = json!({ "allowed": allowed });
    fatou.submits("PUT", &path, &body).await.status
}

/// What an observer reads of a table over HTTP.
fn paths(table: &Table) -> Vec<String> {
    let of = |what: &str| format!("/api/tables/{}/{what}", table.id);
    [
        "outcome.md",
        "outcome.html",
        "outcome.json",
        "sheet.html",
        "opening",
        "history",
        "history/1?root=answer/q1",
        "writers?root=answer/q1",
        "deleted?root=answer/q1",
        "guests",
        "titles",
    ]
    .map(of)
    .into()
}

#[tokio::test]
async fn observers_are_sent_away_and_let_in_again() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let obi = table.observer("Obi").await;
    for path in paths(&table) {
        let read = obi.gets(&path).await;
        assert_eq!(read.status, 200, "{path}: {}", read.text());
    }
    for who in [&ana, &obi] {
        assert_eq!(allows(who, &table, false).await, 403);
    }
    assert_eq!(allows(&fatou, &table, false).await, 204);
    assert_eq!(
        obi.is_closed().await,
        (Some(4401), "closed-to-observers".to_owned())
    );
    ana.writes("answer/q1", "Among ourselves.");
    ana.is_saved().await;
    assert!(!obi.text("answer/q1").contains("ourselves"));
    for path in paths(&table) {
        let read = obi.gets(&path).await;
        assert_eq!(read.status, 403, "{path}");
        assert_eq!(read.json()["code"], "closed-to-observers");
        assert_eq!(ana.gets(&path).await.status, 200, "{path}");
    }
    // Whoever comes back, or knocks and is let in, as one.
    obi.connects().await.expect("the door opens");
    assert_eq!(
        obi.is_closed().await,
        (Some(4401), "closed-to-observers".to_owned())
    );
    let late = table.secret("observer", 0);
    let (cookie, joined) = tests::visitor::join(&house.door.address(), &late, "Olga").await;
    assert_eq!(joined["tables"], json!([]));
    let me = tests::visitor::ask(&house.door.address(), "GET", "/api/me", &cookie, None).await;
    assert_eq!(me.json()["memberships"][0]["tables"], json!([]));
    // Nor are they told what it is at; those who sit there are.
    let session = format!("/api/sessions/{}", table.session);
    let listed = obi.gets(&session).await.json();
    let there = &listed["tables"][0];
    assert_eq!(there["closed_to_observers"], json!(true), "{listed}");
    assert_eq!(
        (&there["phase"], &there["item"]),
        (&json!("closed"), &json!(""))
    );
    assert_ne!(
        ana.gets(&session).await.json()["tables"][0]["phase"],
        json!("closed")
    );
    ana.sees("that nobody looks on", |table| table.closed_to_observers)
        .await;
    assert_eq!(
        fatou
            .asks(shared::features::floor::FloorCommand::ReopenList)
            .await,
        Answer::Done,
        "the table goes on"
    );

    assert_eq!(allows(&fatou, &table, true).await, 204);
    obi.returns().await;
    obi.reads("answer/q1", "Among ourselves.").await;
}
