//! Sessions, their delegations and their links.

use crate::house::{House, Visitor, secret};
use serde_json::{Value, json};

fn asked() -> Value {
    json!({
        "note": {
            "title": "  Schools  ",
            "background": [{ "heading": "Context", "text": "Why we meet.[^1]" }],
            "footnotes": [{ "mark": "1", "text": "A source." }],
            "questions": [{ "label": "a", "text": "What works?", "parts": [] }],
        },
        "delegations": [{ "name": "Valdoria", "short": "VAL" }, { "name": "Ostland", "short": "OST", "colour": 7 }],
        "questions": [
            { "label": "a", "name": "Experience", "text": "What works?", "answered": "jointly" },
            { "text": "What does not?" },
        ],
    })
}

async fn convened(fatou: &Visitor) -> Value {
    let answer = fatou.posts("/api/sessions", &asked()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_session_is_convened_and_its_convener_facilitates_it() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    let session = convened(&fatou).await;
    assert_eq!(
        (&session["title"], &session["role"]),
        (&json!("Schools"), &json!("facilitator"))
    );
    assert_eq!(session["tables"].as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &session["tables"][0]["name"],
            &session["tables"][0]["phase"]
        ),
        (&json!("Plenary"), &json!("welcome"))
    );
    let colours: Vec<_> = session["delegations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["colour"])
        .collect();
    assert_eq!(colours, [&json!(1), &json!(7)]);

    let id = session["tables"][0]["id"].as_str().unwrap();
    let table = house.table(&id.parse().unwrap()).await;
    let questions: Vec<_> = table
        .questions
        .iter()
        .map(|q| (q.id.as_str(), q.text.as_str()))
        .collect();
    assert_eq!(questions, [("q1", "What works?"), ("q2", "What does not?")]);
    assert!(table.questions[0].answered.jointly() && !table.questions[0].answered.by_delegation());
    assert_eq!(table.participants.values().next().unwrap().name, "Fatou");

    let listed = fatou.get("/api/sessions").await.json();
    assert_eq!(listed[0]["id"], session["id"]);
    let path = format!("/api/sessions/{}", session["id"].as_str().unwrap());
    assert_eq!(fatou.get(&path).await.json(), session);
    let me = fatou.get("/api/me").await.json();
    assert_eq!(me["memberships"][0]["tables"][0]["id"], id);
    house.close().await;
}

#[tokio::test]
async fn what_cannot_be_convened_is_refused_with_a_reason() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    let with = |pointer: &str, value: Value| {
        let mut asked = asked();
        *asked.pointer_mut(pointer).unwrap() = value;
        asked
    };
    let mut tables = asked();
    tables["tables"] = json!(["One", " one "]);
    let refused = [
        (tables, 422, "duplicate-table"),
        (
            with("/delegations/1/name", json!("valdoria ")),
            409,
            "duplicate-delegation",
        ),
        (
            with("/delegations/1/short", json!("val")),
            409,
            "duplicate-delegation",
        ),
        (with("/delegations/0/name", json!("")), 422, "empty"),
        (
            with("/delegations/0/short", json!("far too long a name")),
            422,
            "too-long",
        ),
        (
            with("/delegations/0/name", json!("V\u{0}")),
            422,
            "odd-characters",
        ),
        (with("/delegations/1/colour", json!(13)), 400, "bad-body"),
        (with("/questions/0/text", json!(" ")), 422, "empty"),
        (
            with("/questions/0/answered", json!("by-vote")),
            400,
            "bad-body",
        ),
        (with("/note/title", json!("")), 422, "note-title-missing"),
        (json!({}), 400, "bad-body"),
    ];
    for (asked, status, code) in refused {
        fatou
            .posts("/api/sessions", &asked)
            .await
            .is_refused(status, code);
    }
    let large = asked_with_a_background_of(3 * 1024 * 1024);
    fatou
        .posts("/api/sessions", &large)
        .await
        .is_refused(413, "too-large");
    assert_eq!(fatou.get("/api/sessions").await.json(), json!([]));
    house.close().await;
}

fn asked_with_a_background_of(bytes: usize) -> Value {
    let mut asked = asked();
    asked["note"]["background"][0]["text"] = json!("x".repeat(bytes));
    asked
}

#[tokio::test]
async fn a_delegation_is_seated_at_every_table() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    let mut asked = asked();
    asked["tables"] = json!(["North", "South"]);
    let session = fatou.posts("/api/sessions", &asked).await.json();
    let path = format!(
        "/api/sessions/{}/delegations",
        session["id"].as_str().unwrap()
    );
    let talmira = json!({ "name": "Talmira", "short": "TAL" });
    let seated = fatou.posts(&path, &talmira).await;
    assert_eq!(seated.status, 201, "{}", seated.text());
    assert_eq!(seated.json()["colour"], 3);
    for table in session["tables"].as_array().unwrap() {
        let table = house
            .table(&table["id"].as_str().unwrap().parse().unwrap())
            .await;
        let names: Vec<_> = table.delegations.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["Valdoria", "Ostland", "Talmira"]);
    }
    fatou
        .posts(&path, &talmira)
        .await
        .is_refused(409, "duplicate-delegation");
    house.close().await;
}

#[tokio::test]
async fn a_link_is_made_used_and_taken_back() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    let session = convened(&fatou).await;
    let path = format!(
        "/api/sessions/{}/invitations",
        session["id"].as_str().unwrap()
    );
    let delegation = &session["delegations"][0]["id"];
    let made = fatou
        .posts(
            &path,
            &json!({ "role": "delegate", "delegation": delegation }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    let link = made["link"].as_str().unwrap();
    assert!(
        link.starts_with(&format!("http://{}/join#", house.address)),
        "{link}"
    );
    assert!(secret(link).len() * 5 >= 128, "{link}");
    assert!(made["qr"].as_str().unwrap().contains("<svg"));

    let mut ana = house.visitor();
    assert_eq!(
        &ana.joins(secret(link), "Ana").await["delegation"],
        delegation
    );
    let own = format!("/api/sessions/{}", session["id"].as_str().unwrap());
    let listed = fatou.get(&own).await;
    assert!(!listed.text().contains(secret(link)));
    assert_eq!(listed.json()["invitations"][0]["id"], made["id"]);
    assert_eq!(ana.get(&own).await.json()["invitations"], json!([]));

    let gone = fatou
        .deletes(&format!(
            "/api/invitations/{}",
            made["id"].as_str().unwrap()
        ))
        .await;
    assert_eq!(gone.status, 204);
    house
        .visitor()
        .tries_to_join(secret(link), "Eve")
        .await
        .is_refused(410, "invitation-revoked");
    assert!(fatou.get(&own).await.json()["invitations"][0]["revoked"].is_u64());
    // Whoever has come in stays.
    assert_eq!(ana.get("/api/me").await.status, 200);
    house.close().await;
}

#[tokio::test]
async fn a_link_fits_its_role() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    let session = convened(&fatou).await;
    let path = format!(
        "/api/sessions/{}/invitations",
        session["id"].as_str().unwrap()
    );
    let delegation = &session["delegations"][0]["id"];
    let refused = [
        (json!({ "role": "delegate" }), "invitation-unfit"),
        (
            json!({ "role": "delegate", "delegation": "nobody" }),
            "invitation-unfit",
        ),
        (
            json!({ "role": "rapporteur", "delegation": delegation }),
            "invitation-unfit",
        ),
        (json!({ "role": "observer", "days": 0 }), "bad-days"),
        (json!({ "role": "observer", "days": 5_000 }), "bad-days"),
    ];
    for (asked, code) in refused {
        fatou.posts(&path, &asked).await.is_refused(422, code);
    }
    fatou
        .posts(&path, &json!({ "role": "king" }))
        .await
        .is_refused(400, "bad-body");
    assert_eq!(
        fatou
            .posts(&path, &json!({ "role": "observer", "days": 1 }))
            .await
            .status,
        201
    );
    house.close().await;
}

#[tokio::test]
async fn a_note_is_read_from_text_or_refused_with_a_reason() {
    let house = House::open().await;
    let fatou = house.facilitator().await;
    let text =
        "# Schools\n\n## Context\n\nWhy we meet.\n\n## Guiding questions\n\na) What works?\n";
    let read = fatou
        .sends("/api/notes", "text/markdown", text.as_bytes())
        .await;
    assert_eq!(read.status, 200, "{}", read.text());
    assert_eq!(read.json()["note"]["title"], "Schools");
    assert_eq!(read.json()["note"]["questions"][0]["text"], "What works?");
    assert!(read.json()["doubts"].is_array());

    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    fatou
        .sends("/api/notes", word, b"PK\x03\x04 not really")
        .await
        .is_refused(422, "not-zip");
    fatou
        .sends("/api/notes", word, b"\x89PNG\0")
        .await
        .is_refused(422, "unreadable-text");
    let large = vec![b'x'; 10 * 1024 * 1024 + 1];
    fatou
        .sends("/api/notes", "text/plain", &large)
        .await
        .is_refused(413, "too-large");
    house
        .visitor()
        .sends("/api/notes", "text/plain", b"x")
        .await
        .is_refused(401, "stranger");
    house.close().await;
}
