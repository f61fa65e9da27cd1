//! Several tables at once: the lobby, and what facilitators say from there.

use futures_util::StreamExt as _;
use serde_json::{Value, json};
use shared::document::DocumentId;
use shared::features::agenda::Phase;
use shared::features::announcements::{Announcement, Said};
use shared::features::no_objection::NoObjectionCommand;
use shared::protocol::SUBPROTOCOL;
use shared::table::RoundTable;
use tests::heard::Answer;
use tests::house::House;
use tests::process::Process;
use tests::seat::Seat;
use tests::table::Table;

const ROOT: &str = "answer/q1";

/// One more table, at which those delegations sit.
async fn adds(fatou: &Seat, table: &Table, name: &str, delegations: &[String]) -> Value {
    let path = format!("/api/sessions/{}/tables", table.session);
    let questions = json!([]);
    let new = json!({ "name": name, "delegations": delegations, "questions": questions });
    let answer = fatou.submits("POST", &path, &new).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

/// Says something to tables; none for all.
async fn says(who: &Seat, table: &Table, id: &str, says: Value, tables: &[&str]) -> u16 {
    let path = format!("/api/sessions/{}/announcements", table.session);
    let body = json!({ "id": id, "says": says, "tables": tables });
    who.submits("POST", &path, &body).await.status
}

fn words(text: &str) -> Value {
    json!({ "words": text })
}

async fn lobby(fatou: &Seat, table: &Table) -> Value {
    let answer = fatou
        .gets(&format!("/api/sessions/{}/lobby", table.session))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Looks into the lobby until it is so.
async fn lobby_shows(fatou: &Seat, table: &Table, what: &str, is_so: impl Fn(&Value) -> bool) {
    for _ in 0..200 {
        if is_so(&lobby(fatou, table).await) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!(
        "the lobby does not show {what}: {}",
        lobby(fatou, table).await
    );
}

fn said(table: &RoundTable) -> Vec<&str> {
    let said = table.announcements.said.iter();
    said.map(|it: &Announcement| it.id.as_str()).collect()
}

#[tokio::test]
async fn only_facilitators_of_the_session_see_the_lobby_and_speak_to_tables() {
    let house = House::open().await;
    let table = house.table().await;
    let other = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let rae = table.rapporteur("Rae").await;
    let obi = table.observer("Obi").await;
    let from_elsewhere = other.facilitator("Grace").await;
    let session = format!("/api/sessions/{}", table.session);
    for who in [&ana, &rae, &obi, &from_elsewhere] {
        assert_eq!(who.gets(&format!("{session}/lobby")).await.status, 403);
        assert_eq!(says(who, &table, "a1", words("Quiet"), &[]).await, 403);
        let plenary = json!({ "table": table.id });
        let path = format!("{session}/plenary");
        assert_eq!(who.submits("PUT", &path, &plenary).await.status, 403);
        let whom = json!({ "who": "delegation", "delegation": table.delegation(0) });
        let asked = json!({ "id": "m1", "whom": whom, "from": table.id, "to": table.id });
        let path = format!("{session}/moves");
        assert_eq!(who.submits("POST", &path, &asked).await.status, 403);
    }
    assert!(said(&fatou.table()).is_empty());
    let nowhere = fatou.gets("/api/sessions/nowhere/lobby").await;
    assert_eq!(nowhere.status, 404);
    assert_eq!(
        says(&fatou, &table, "a1", words("Quiet"), &["nowhere"]).await,
        422
    );
    assert_eq!(says(&fatou, &table, "a1", words(" "), &[]).await, 422);
    assert_eq!(
        says(&fatou, &table, "a1", words(&"x".repeat(501)), &[]).await,
        422
    );
}

#[tokio::test]
async fn the_lobby_tells_who_is_where_and_no_word_that_was_written() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let away = adds(&fatou, &table, "Second table", &[table.delegation(0)]).await;
    let desk = format!("desk/{}", table.delegation(1));
    ben.opens(&DocumentId::parse(&desk).expect("a desk")).await;
    ben.writes(&desk, "An unspeakable vexillology.");
    ben.is_saved().await;
    ana.writes(ROOT, "A confidential paragraph on zymurgy.");
    ana.is_saved().await;
    // Who writes is told for a few seconds; what is on a desk is nobody's business, nor that somebody writes there.
    lobby_shows(&fatou, &table, "who writes", |lobby| {
        ana.writes(ROOT, "More. ");
        let here = lobby["tables"][0]["here"].as_array().expect("people");
        let writes = |it: &&Value| it["writes"] == true;
        let writing: Vec<_> = here.iter().filter(writes).map(|it| &it["name"]).collect();
        here.len() == 3 && writing == ["Ana"]
    })
    .await;
    let told = lobby(&fatou, &table).await;
    let [first, second] = &told["tables"].as_array().expect("tables")[..] else {
        panic!("there are two tables")
    };
    assert_eq!(first["id"], table.id.as_str());
    assert_eq!(first["at"]["point"], "drafting");
    assert_eq!(told["plenary"], first["id"]);
    // Nobody has opened it, and looking on does not.
    assert_eq!(
        (&second["id"], &second["name"]),
        (&away["id"], &json!("Second table"))
    );
    assert_eq!(second["here"], json!([]));
    assert_eq!(second["expected"], json!([table.delegation(0)]));
    let text = told.to_string();
    for hidden in ["zymurgy", "vexillology", "desk"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    // Who leaves is told to have left.
    ben.leaves().await;
    lobby_shows(&fatou, &table, "who left", |lobby| {
        let gone = &lobby["tables"][0]["gone"];
        gone[0]["name"] == "Ben" && gone[0]["line"] == "lost"
    })
    .await;
    ben.returns().await;
    ben.leaves().await;
    ben.returns().await;
    lobby_shows(
        &fatou,
        &table,
        "a connection that comes and goes",
        |lobby| {
            let here = lobby["tables"][0]["here"].as_array().expect("people");
            let is_ben = |it: &&Value| it["name"] == "Ben";
            here.iter()
                .find(is_ben)
                .is_some_and(|ben| ben["line"] == "unsteady")
        },
    )
    .await;
}

#[tokio::test]
async fn whoever_closes_one_page_of_two_has_not_gone() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    for _ in 0..3 {
        let mut page = ana.socket(Some(SUBPROTOCOL)).await.expect("there is room");
        page.close(None).await.expect("it was open");
        while page.next().await.is_some() {}
    }
    ben.leaves().await;
    lobby_shows(&fatou, &table, "who left", |lobby| {
        lobby["tables"][0]["gone"][0]["name"] == "Ben"
    })
    .await;
    let told = lobby(&fatou, &table).await;
    let here = told["tables"][0]["here"].as_array().expect("people");
    let ana = here
        .iter()
        .find(|it| it["name"] == "Ana")
        .expect("she is here");
    assert_eq!(ana["line"], "steady");
}

#[tokio::test]
async fn looking_on_neither_opens_a_table_nor_keeps_one_open() {
    let house = House::chosen(|config| {
        config.tables.linger = std::time::Duration::from_millis(200);
    })
    .await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    fatou.moves(Phase::Drafting, Phase::Practices).await;
    fatou.leaves().await;
    lobby_shows(&fatou, &table, "the table at rest", |lobby| {
        house.app.tables.open_tables() == 0 && lobby["tables"][0]["at"]["point"] == "practices"
    })
    .await;
    assert_eq!(
        house.app.tables.open_tables(),
        0,
        "it was told from its log"
    );
    // What happens afterwards is told, too.
    fatou.returns().await;
    fatou.moves(Phase::Practices, Phase::Drafting).await;
    fatou.leaves().await;
    lobby_shows(&fatou, &table, "what happened since", |lobby| {
        house.app.tables.open_tables() == 0 && lobby["tables"][0]["at"]["point"] == "drafting"
    })
    .await;
}

#[tokio::test]
async fn an_announcement_reaches_every_table_once_also_after_a_retry() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let second = adds(&fatou, &table, "Second table", &[table.delegation(0)]).await;
    let second_id = second["id"].as_str().expect("an id");
    for _ in 0..3 {
        assert_eq!(says(&fatou, &table, "a1", words("Lunch"), &[]).await, 204);
    }
    assert_eq!(says(&fatou, &table, "a1", words("Dinner"), &[]).await, 409);
    let here = table.id.as_str();
    assert_eq!(
        says(&fatou, &table, "a2", words("Speak up"), &[here]).await,
        204
    );
    assert_eq!(
        says(&fatou, &table, "a3", words("Slow down"), &[second_id]).await,
        204
    );
    ana.sees("what was said", |table| said(table) == ["a1", "a2"])
        .await;
    let there = house.app.table(&second_id.parse().unwrap()).await.unwrap();
    assert_eq!(said(&there), ["a1", "a3"]);
    // Who comes later can read it again.
    let ben = table.delegate(1, "Ben").await;
    assert_eq!(said(&ben.table()), ["a1", "a2"]);
    assert!(house.is_sound().await);
}

#[tokio::test]
async fn too_much_is_not_said_within_a_minute() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    for nth in 0..10 {
        assert_eq!(
            says(&fatou, &table, &format!("a{nth}"), words("Go on"), &[]).await,
            204
        );
    }
    assert_eq!(says(&fatou, &table, "b", words("Go on"), &[]).await, 429);
    // What was said already is granted.
    assert_eq!(says(&fatou, &table, "a0", words("Go on"), &[]).await, 204);
}

#[tokio::test]
async fn what_was_said_before_a_server_is_killed_is_heard_once() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    assert_eq!(says(&fatou, &table, "a1", words("Lunch"), &[]).await, 204);
    let call = json!({ "call-back": { "minutes": 2, "text": "" } });
    assert_eq!(says(&fatou, &table, "a2", call.clone(), &[]).await, 204);
    process.dies().await;
    process.starts_again().await;
    // The answer was lost: it is asked again.
    assert_eq!(says(&fatou, &table, "a2", call, &[]).await, 204);
    ana.returns().await;
    ana.sees("both", |table| said(table) == ["a1", "a2"]).await;
    let verdict = process.runs(&["verify"]).await;
    assert!(verdict.status.success(), "{verdict:?}");
}

#[tokio::test]
async fn everybody_is_called_back_by_the_same_time_and_nobody_is_moved() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let second = adds(&fatou, &table, "Hall", &[table.delegation(0)]).await;
    let path = format!("/api/sessions/{}/plenary", table.session);
    let chosen = fatou
        .submits("PUT", &path, &json!({ "table": second["id"] }))
        .await;
    assert_eq!(chosen.status, 204);
    let call = json!({ "call-back": { "minutes": 2, "text": "Bring your cards" } });
    assert_eq!(says(&fatou, &table, "a1", call, &[]).await, 204);
    let is_called = |table: &RoundTable| table.announcements.call().is_some();
    ana.sees("the call", is_called).await;
    ben.sees("the call", is_called).await;
    let call = |seat: &Seat| seat.table().announcements.call().cloned().unwrap();
    assert_eq!(call(&ana), call(&ben));
    let Said::CallBack { until, name, .. } = call(&ana).says else {
        panic!("they are called")
    };
    assert_eq!(until.0, call(&ana).at.0 + 120_000);
    assert_eq!(name, "Hall");
    // Only who has a place there is led there.
    let who = |seat: &Seat| seat.table().participants[&seat.participant].clone();
    assert!(call(&ana).leads(&who(&ana)).is_some());
    assert!(call(&ben).leads(&who(&ben)).is_none());
    let told = lobby(&fatou, &table).await;
    assert_eq!(told["plenary"], second["id"]);
    assert_eq!(told["tables"][0]["call"]["id"], "a1");
    assert_eq!(
        says(&fatou, &table, "a2", json!("call-off"), &[]).await,
        204
    );
    ana.sees("that it is off", |table| !is_called(table)).await;
}

#[tokio::test]
async fn who_is_moved_is_let_in_there_and_keeps_what_was_written_here() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ben = table.delegate(1, "Ben").await;
    let second = adds(&fatou, &table, "Second table", &[table.delegation(0)]).await;
    ben.writes(ROOT, "Half a sentence.");
    let whom = json!({ "who": "delegation", "delegation": table.delegation(1) });
    let asked = json!({ "id": "m1", "whom": whom, "from": table.id, "to": second["id"] });
    let path = format!("/api/sessions/{}/moves", table.session);
    for _ in 0..2 {
        assert_eq!(fatou.submits("POST", &path, &asked).await.status, 204);
    }
    ben.sees("that he is moved", |table| said(table) == ["m1"])
        .await;
    // He goes on here, and has a place there.
    ben.writes(ROOT, "And on. ");
    ben.is_saved().await;
    let there = second["id"].as_str().unwrap().parse().unwrap();
    let there = house.app.table(&there).await.unwrap();
    assert!(there.participants.contains_key(&ben.participant));
    let me = ben.gets("/api/me").await.json();
    assert_eq!(me["memberships"][0]["tables"].as_array().unwrap().len(), 2);
    let told = lobby(&fatou, &table).await;
    assert_eq!(told["tables"][0]["moved_on"], json!([table.delegation(1)]));
    let expected = told["tables"][1]["expected"].as_array().unwrap();
    assert!(expected.contains(&json!(table.delegation(1))));
    assert!(house.is_sound().await);
}

#[tokio::test]
async fn a_text_is_put_to_several_tables_in_one_go_and_once_at_each() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let ana = table.delegate(0, "Ana").await;
    let hall = adds(&fatou, &table, "Hall", &[table.delegation(0)]).await;
    let hall = hall["id"].as_str().unwrap().to_owned();
    let path = format!("/api/sessions/{}/wordings", table.session);
    let until = server::clock::now().0 + 3_600_000;
    let put = |tables: Value| {
        let rules = json!({
            "time": { "time": "silence", "until": until }, "by_name": false, "prints_reservations": true
        });
        json!({ "id": "d1", "text": "Referral is followed up.", "rules": rules, "tables": tables })
    };
    let both = put(json!([table.id, hall, "nowhere"]));
    assert_eq!(ana.submits("POST", &path, &both).await.status, 403);
    let none = fatou.submits("POST", &path, &put(json!(["nowhere"]))).await;
    assert_eq!(none.status, 422, "{}", none.text());
    for _ in 0..2 {
        let answer = fatou.submits("POST", &path, &both).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told = json!([{ "table": table.id }, { "table": hall }]);
        assert_eq!(answer.json(), told, "once, however often it is asked");
    }
    ana.sees("that it is put", |table| {
        table.no_objections.iter().count() == 1
    })
    .await;
    // One that is closed says why, and keeps it from no other.
    let withdraws = NoObjectionCommand::CancelNoObjection {
        decision: "d1".parse().unwrap(),
        reason: "Worded anew.".to_owned(),
    };
    assert_eq!(fatou.asks(withdraws).await, Answer::Done);
    let at = fatou.table().agenda.at;
    fatou.moves(at, Phase::Closed).await;
    let mut again = both.clone();
    again["id"] = json!("d2");
    let told = fatou.submits("POST", &path, &again).await.json();
    assert!(
        told[0]["refused"]
            .as_str()
            .is_some_and(|why| !why.is_empty()),
        "{told}"
    );
    assert_eq!(told[1], json!({ "table": hall }));
}
