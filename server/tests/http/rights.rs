//! Who may ask what: every route, tried by everybody.

use crate::house::{House, Visitor, secret_of};
use serde_json::{Value, json};
use server::sessions::demo::Demo;
use shared::features::people::Role;

/// Everybody there may be around one session.
struct Cast {
    stranger: Visitor,
    observer: Visitor,
    projector: Visitor,
    interpreter: Visitor,
    delegate: Visitor,
    rapporteur: Visitor,
    facilitator: Visitor,
    /// Facilitates another session.
    elsewhere: Visitor,
}

impl Cast {
    async fn of(house: &House, demo: &Demo) -> Self {
        let joined = async |demo: &Demo, role| {
            let mut visitor = house.visitor();
            visitor.joins(secret_of(demo, role, 0), "Somebody").await;
            visitor
        };
        let other = house.demo(1, 1).await;
        Self {
            stranger: house.visitor(),
            observer: joined(demo, Role::Observer).await,
            projector: joined(demo, Role::Projector).await,
            interpreter: joined(demo, Role::Interpreter).await,
            delegate: joined(demo, Role::Delegate).await,
            rapporteur: joined(demo, Role::Rapporteur).await,
            facilitator: joined(demo, Role::Facilitator).await,
            elsewhere: joined(&other, Role::Facilitator).await,
        }
    }
}

/// What each of them is answered: the stranger, whoever takes part, the facilitator, and one of
/// another session.
async fn answers(cast: &Cast, method: &str, path: &str, body: Option<&Value>, expected: [u16; 4]) {
    let [stranger, taking_part, facilitator, elsewhere] = expected;
    let asked = [
        ("stranger", &cast.stranger, stranger),
        ("observer", &cast.observer, taking_part),
        ("projector", &cast.projector, taking_part),
        ("interpreter", &cast.interpreter, taking_part),
        ("delegate", &cast.delegate, taking_part),
        ("rapporteur", &cast.rapporteur, taking_part),
        ("elsewhere", &cast.elsewhere, elsewhere),
        ("facilitator", &cast.facilitator, facilitator),
    ];
    for (who, visitor, status) in asked {
        let body = body.map(Value::to_string);
        let body = body
            .as_ref()
            .map(|body| ("application/json", body.as_bytes()));
        let answer = visitor.ask(method, path, body).await;
        assert_eq!(
            answer.status,
            status,
            "{who} {method} {path}: {}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn nobody_sees_or_does_what_is_not_theirs() {
    let house = House::open().await;
    let demo = house.demo(1, 2).await;
    let cast = Cast::of(&house, &demo).await;
    let (session, table) = (&demo.session, &demo.tables[0].id);

    answers(&cast, "GET", "/api/me", None, [200, 200, 200, 200]).await;
    answers(&cast, "GET", "/api/sessions", None, [401, 200, 200, 200]).await;
    answers(
        &cast,
        "GET",
        &format!("/api/sessions/{session}"),
        None,
        [401, 200, 200, 403],
    )
    .await;
    for form in ["md", "html", "json"] {
        let path = format!("/api/tables/{table}/outcome.{form}");
        answers(&cast, "GET", &path, None, [401, 200, 200, 403]).await;
    }
    let invitations = format!("/api/sessions/{session}/invitations");
    let observer = json!({ "role": "observer" });
    answers(
        &cast,
        "POST",
        &invitations,
        Some(&observer),
        [401, 403, 201, 403],
    )
    .await;
    let delegations = format!("/api/sessions/{session}/delegations");
    let talmira = json!({ "name": "Somewhere else", "short": "SE" });
    answers(
        &cast,
        "POST",
        &delegations,
        Some(&talmira),
        [401, 403, 201, 403],
    )
    .await;
    let listed = house.app.store.invitations_of(session).await.unwrap();
    let invitation = format!("/api/invitations/{}", listed[0].id);
    answers(&cast, "DELETE", &invitation, None, [401, 404, 204, 404]).await;
    let people = format!("/api/sessions/{session}/people");
    answers(&cast, "GET", &people, None, [401, 403, 200, 403]).await;
    let nobody = format!("{people}/nobody");
    answers(&cast, "DELETE", &nobody, None, [401, 403, 404, 403]).await;
    let new = json!({ "note": { "title": "T", "background": [], "footnotes": [], "questions": [] },
                      "delegations": [], "questions": [] });
    answers(
        &cast,
        "POST",
        "/api/sessions",
        Some(&new),
        [401, 403, 201, 201],
    )
    .await;
    let live = format!("/live/{table}");
    for (visitor, status) in [(&cast.stranger, 401), (&cast.elsewhere, 403)] {
        let answer = upgrading(visitor).get(&live).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    assert_eq!(
        upgrading(&cast.observer).get("/live/nowhere").await.status,
        404
    );
    house.close().await;
}

fn upgrading(visitor: &Visitor) -> Visitor {
    visitor
        .with("upgrade", "websocket")
        .with("connection", "upgrade, close")
        .with("sec-websocket-version", "13")
        .with("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    for path in [
        "/api/sessions/nothing",
        "/api/sessions/NOT-AN-ID",
        "/api/tables/nothing/outcome.md",
        "/api/nothing",
    ] {
        fatou.get(path).await.is_refused(404, "not-found");
    }
    fatou
        .deletes("/api/invitations/nothing")
        .await
        .is_refused(404, "not-found");
    house.close().await;
}

#[tokio::test]
async fn a_page_of_another_site_is_not_obeyed() {
    let house = House::known_as(Some("https://table.example.org")).await;
    let demo = house.demo(1, 1).await;
    let mut fatou = house.visitor();
    fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let path = format!("/api/sessions/{}/invitations", demo.session);
    let asked = json!({ "role": "observer" });
    for origin in [
        "https://evil.example",
        "null",
        "https://table.example.org.evil.example",
    ] {
        let evil = fatou.with("origin", origin);
        evil.posts(&path, &asked)
            .await
            .is_refused(403, "foreign-origin");
        evil.deletes("/api/invitations/any")
            .await
            .is_refused(403, "foreign-origin");
        let live = format!("/live/{}", demo.tables[0].id);
        upgrading(&evil)
            .get(&live)
            .await
            .is_refused(403, "foreign-origin");
    }
    for origin in [
        "https://table.example.org".to_owned(),
        format!("http://{}", house.address),
    ] {
        assert_eq!(
            fatou
                .with("origin", &origin)
                .posts(&path, &asked)
                .await
                .status,
            201
        );
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let answer = fatou.sends(&path, kind, asked.to_string().as_bytes()).await;
        answer.is_refused(415, "wrong-type");
    }
    fatou
        .sends(&path, "application/xml", b"<a/>")
        .await
        .is_refused(415, "wrong-type");
    fatou
        .sends(&path, "application/json", b"{")
        .await
        .is_refused(400, "bad-body");
    house.close().await;
}
