//! Coming in by a code: three hundred people behind one address, guessing, the roster, restarts, and two facilitators at once.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::seq::Seq;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tests::house::House;
use tests::seat::Seat;
use tests::table::Table;
use tests::visitor::{Answer, ask};

/// Somebody outside, with a cookie once they have knocked.
#[derive(Clone)]
struct Knocker {
    address: String,
    cookie: String,
}

impl Knocker {
    fn at(house: &House) -> Self {
        Self {
            address: house.door.address(),
            cookie: String::new(),
        }
    }

    async fn asks(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        ask(&self.address, method, path, &self.cookie, body).await
    }

    async fn tries(&self, code: &str) -> Answer {
        self.asks("POST", "/api/code", Some(&json!({ "code": code })))
            .await
    }

    async fn knocks(&mut self, code: &str, name: &str, delegation: Option<&str>) -> Answer {
        self.sends(json!({ "code": code, "name": name, "delegation": delegation }))
            .await
    }

    async fn sends(&mut self, body: Value) -> Answer {
        self.brings("/api/knocks", body).await
    }

    /// Asks for what gives a cookie, and keeps it.
    async fn brings(&mut self, path: &str, body: Value) -> Answer {
        let answer = self.asks("POST", path, Some(&body)).await;
        let cookie = answer.header("set-cookie");
        if let Some(cookie) = cookie.and_then(|cookie| cookie.split(';').next()) {
            cookie.clone_into(&mut self.cookie);
        }
        answer
    }

    /// What became of it: `waiting`, `admitted`, `declined` or `nothing`.
    async fn hears(&self) -> (&'static str, Value) {
        let said = self.asks("GET", "/api/knock", None).await.json();
        if said.is_null() {
            return ("nothing", said);
        }
        let answer = &said["answer"];
        let which = ["admitted", "declined"];
        let found = which.into_iter().find(|it| !answer[*it].is_null());
        found.map_or(("waiting", said.clone()), |it| (it, answer[it].clone()))
    }
}

/// A path of the session.
fn of(table: &Table, what: &str) -> String {
    format!("/api/sessions/{}/{what}", table.session)
}

async fn does(who: &Seat, table: &Table, method: &str, what: &str, body: &Value) -> Value {
    let answer = who.submits(method, &of(table, what), body).await;
    assert!((200..300).contains(&answer.status), "{}", answer.text());
    if answer.body.is_empty() {
        Value::Null
    } else {
        answer.json()
    }
}

/// A table, who facilitates it, and the code by which one knocks there.
async fn a_door(house: &House) -> (Table, Seat, String) {
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &table).await;
    (table, fatou, code)
}

async fn makes_a_code(fatou: &Seat, table: &Table) -> String {
    let made = does(fatou, table, "POST", "code", &json!({})).await;
    made["code"].as_str().expect("a code").to_owned()
}

async fn waiting(fatou: &Seat, table: &Table) -> Vec<Value> {
    let seen = fatou.gets(&of(table, "knocks")).await.json();
    seen["waiting"].as_array().expect("a list").clone()
}

fn id(knock: &Value) -> &str {
    knock["id"].as_str().expect("an id")
}

async fn admits(who: &Seat, table: &Table, knock: &Value) -> Answer {
    let role = if knock["delegation"].is_null() {
        "observer"
    } else {
        "delegate"
    };
    let as_said = json!({ "id": id(knock), "role": role, "delegation": knock["delegation"] });
    let path = of(table, "knocks/admit");
    who.submits("POST", &path, &json!({ "knocks": [as_said] }))
        .await
}

#[track_caller]
fn is_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["code"], code);
}

#[tokio::test]
async fn somebody_knocks_waits_and_is_let_in() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    assert_eq!(code.len(), 9, "two groups of four: {code}");
    let mut ana = Knocker::at(&house);
    assert_eq!(ana.hears().await.0, "nothing");

    // However it is typed.
    let typed = code.replace(' ', "-").to_lowercase();
    let peeked = ana.tries(&typed).await.json();
    assert_eq!(peeked["session"]["id"], json!(table.session));
    assert_eq!(peeked["delegations"].as_array().map(Vec::len), Some(4));
    let of_hers = table.delegation(0);
    let answer = ana.knocks(&typed, " Ana ", Some(&of_hers)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let (heard, said) = ana.hears().await;
    assert_eq!((heard, &said["name"]), ("waiting", &json!("Ana")));
    assert_eq!(ana.tries(&typed).await.json()["waits"], json!(true));
    assert_eq!(
        Knocker::at(&house).tries(&typed).await.json()["waits"],
        json!(false)
    );
    // It gives the right to knock, and no other.
    for path in ["/api/sessions", &of(&table, "lobby"), &of(&table, "code")] {
        is_refused(&ana.asks("GET", path, None).await, 401, "stranger");
    }

    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    assert_eq!(knock["name"], "Ana");
    assert_eq!(admits(&fatou, &table, knock).await.status, 200);
    let (heard, joined) = ana.hears().await;
    assert_eq!((heard, &joined["role"]), ("admitted", &json!("delegate")));
    assert_eq!(joined["tables"], json!([table.id]));
    let me = ana.asks("GET", "/api/me", None).await.json();
    assert_eq!(me["name"], "Ana");
    assert_eq!(me["memberships"][0]["delegation"], json!(of_hers));
    assert_eq!(waiting(&fatou, &table).await.len(), 0);
    fatou
        .sees("Ana at the table", |table| {
            table.participants.values().any(|it| it.name == "Ana")
        })
        .await;

    // She need not knock again, and does not get two places.
    is_refused(&ana.knocks(&code, "Ana", None).await, 409, "already-in");
    // Her name lies in no log.
    let log = table.session.log();
    for entry in house
        .app
        .store
        .entries(&log, Seq::START, 100)
        .await
        .expect("a log")
    {
        assert!(!String::from_utf8_lossy(&entry.body).contains("Ana"));
    }
    assert!(house.is_sound().await);
}

#[tokio::test]
async fn who_is_declined_is_told_why_and_may_knock_again() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let mut people = vec![Knocker::at(&house); 3];
    for (knocker, name) in people.iter_mut().zip(["Eve", "Mal", "Ana"]) {
        assert_eq!(knocker.knocks(&code, name, None).await.status, 201);
    }
    let knocks = waiting(&fatou, &table).await;
    let two: Vec<_> = knocks[..2].iter().map(id).collect();
    let decline = json!({ "knocks": two, "word": "This is for delegations only." });
    let left = does(&fatou, &table, "POST", "knocks/decline", &decline).await;
    assert_eq!(left["waiting"].as_array().map(Vec::len), Some(1));
    for person in &people[..2] {
        let (heard, said) = person.hears().await;
        assert_eq!(heard, "declined");
        assert_eq!(said["word"], "This is for delegations only.");
        let me = person.asks("GET", "/api/me", None).await.json();
        assert_eq!(me, Value::Null);
    }
    // Nobody is let in who was sent away, and the other way round.
    let late = admits(&fatou, &table, &knocks[0]).await;
    is_refused(&late, 404, "not-waiting");
    assert_eq!(people[0].knocks(&code, "Eve", None).await.status, 201);
    assert_eq!(people[0].hears().await.0, "waiting");
    assert_eq!(waiting(&fatou, &table).await.len(), 2);
    // Knocking again takes the place of the knock before.
    assert_eq!(people[0].knocks(&code, "Eva", None).await.status, 201);
    assert_eq!(waiting(&fatou, &table).await.len(), 2);
    // And one may go away.
    assert_eq!(
        people[2].asks("DELETE", "/api/knock", None).await.status,
        204
    );
    assert_eq!(people[2].hears().await.0, "nothing");
    assert_eq!(waiting(&fatou, &table).await.len(), 1);
}

#[tokio::test]
async fn only_facilitators_of_the_session_mind_its_door() {
    let house = House::open().await;
    let table = house.table().await;
    let other = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &table).await;
    let mut ana = Knocker::at(&house);
    ana.knocks(&code, "Ana", None).await;
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    let ben = table.delegate(0, "Ben").await;
    let obi = table.observer("Obi").await;
    let grace = other.facilitator("Grace").await;
    for who in [&ben, &obi, &grace] {
        for path in ["code", "knocks", "roster"] {
            assert_eq!(who.gets(&of(&table, path)).await.status, 403, "{path}");
        }
        let asked = [
            ("POST", "code", json!({})),
            ("DELETE", "code", json!({})),
            ("POST", "knocks/decline", json!({ "knocks": [id(knock)] })),
            ("PUT", "roster", json!({ "text": "" })),
        ];
        for (method, path, body) in asked {
            let answer = who.submits(method, &of(&table, path), &body).await;
            assert_eq!(answer.status, 403, "{method} {path}");
        }
        assert_eq!(admits(who, &table, knock).await.status, 403);
    }
    // Whoever facilitates another session gets nobody of this one by naming the knock there.
    is_refused(&admits(&grace, &other, knock).await, 404, "not-waiting");
    assert_eq!(ana.hears().await.0, "waiting");
}

#[tokio::test]
async fn three_hundred_people_behind_one_address_knock_within_a_minute() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let began = Instant::now();
    let mut inside = Vec::new();
    // As many at a time as a hall has thumbs.
    for group in 0..10 {
        let group = (0..30).map(|number| {
            let (house, code) = (&house, &code);
            async move {
                let mut person = Knocker::at(house);
                // One in five mistypes first.
                if number % 5 == 0 {
                    is_refused(&person.tries("bbbb bbbb").await, 404, "code-unknown");
                }
                assert_eq!(person.tries(code).await.status, 200);
                let name = format!("Person {group}-{number}");
                let answer = person.knocks(code, &name, None).await;
                assert_eq!(answer.status, 201, "{}", answer.text());
                person
            }
        });
        inside.extend(join_all(group).await);
    }
    assert!(began.elapsed() < Duration::from_mins(1));
    let knocks = waiting(&fatou, &table).await;
    assert_eq!(knocks.len(), 300);
    let all: Vec<_> = knocks
        .iter()
        .map(|knock| json!({ "id": id(knock), "role": "observer" }))
        .collect();
    let left = does(
        &fatou,
        &table,
        "POST",
        "knocks/admit",
        &json!({ "knocks": all }),
    )
    .await;
    assert_eq!(left["waiting"], json!([]));
    for person in inside {
        assert_eq!(person.hears().await.0, "admitted");
    }
}

/// How many wrong codes were looked at.
async fn guesses_until_refused(eve: &mut Knocker) -> usize {
    let mut wrong = 0;
    loop {
        let answer = eve.knocks("zzzz zzzz", "Eve", None).await;
        if answer.status != 404 {
            is_refused(&answer, 429, "codes-too-often");
            return wrong;
        }
        wrong += 1;
        assert!(wrong < 400, "it goes on for ever");
    }
}

#[tokio::test]
async fn a_right_code_that_nobody_knew_here_is_refused_like_a_guess_until_it_is_shown_here() {
    let mut house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    // What was known is in memory only.
    house.restarts().await;
    let mut eve = Knocker::at(&house);
    guesses_until_refused(&mut eve).await;
    is_refused(&eve.tries(&code).await, 429, "codes-too-often");
    assert_eq!(fatou.gets(&of(&table, "code")).await.status, 200);
    assert_eq!(eve.tries(&code).await.status, 200);
}

#[tokio::test]
async fn guessing_ends_and_the_code_of_yesterday_costs_nothing() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let old = makes_a_code(&fatou, &table).await;
    let code = makes_a_code(&fatou, &table).await;
    let mut ana = Knocker::at(&house);
    // A hall that types what is on an old slide is told so, and not shut out.
    for _ in 0..300 {
        is_refused(&ana.tries(&old).await, 410, "code-revoked");
    }
    is_refused(&ana.tries("not a code").await, 404, "code-unknown");
    assert_eq!(ana.tries(&code).await.status, 200);
    let wrong = guesses_until_refused(&mut ana).await;
    assert!(wrong >= 100, "a hall may mistype: {wrong}");
    // One phone in the hall locks nobody out who types what was right there.
    assert_eq!(ana.tries(&code).await.status, 200);
    let mut ben = Knocker::at(&house);
    assert_eq!(ben.knocks(&code, "Ben", None).await.status, 201);
    // Whoever waits or is in does not notice.
    assert_eq!(ana.asks("GET", "/api/knock", None).await.status, 200);

    does(&fatou, &table, "DELETE", "code", &json!({})).await;
    assert_eq!(fatou.gets(&of(&table, "code")).await.json(), Value::Null);
}

#[tokio::test]
async fn a_code_ends_when_it_was_said_to() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    for hours in [0, 337] {
        let path = of(&table, "code");
        let answer = fatou
            .submits("POST", &path, &json!({ "hours": hours }))
            .await;
        is_refused(&answer, 422, "bad-hours");
    }
    let made = does(&fatou, &table, "POST", "code", &json!({ "hours": 2 })).await;
    let code = made["code"].as_str().expect("a code");
    assert!(made["qr"].as_str().is_some_and(|qr| qr.contains("<svg")));
    let small = code.replace(' ', "").to_lowercase();
    let ends = format!("/join#{small}");
    assert!(
        made["link"]
            .as_str()
            .is_some_and(|link| link.ends_with(&ends))
    );
    // Two hours later.
    house
        .place
        .tampers("UPDATE join_codes SET expires_at = 1000")
        .await;
    let answer = Knocker::at(&house).tries(code).await;
    is_refused(&answer, 410, "code-expired");
    assert!(answer.text().contains("1970-01-01"), "{}", answer.text());
    assert_eq!(fatou.gets(&of(&table, "code")).await.json(), Value::Null);
}

#[tokio::test]
async fn what_whoever_has_the_code_may_fill_is_bounded() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let mut eve = Knocker::at(&house);
    let long = "x".repeat(121);
    for (name, why) in [
        ("  ", "empty"),
        (&*long, "too-long"),
        ("E\u{7}ve", "odd-characters"),
    ] {
        is_refused(&eve.knocks(&code, name, None).await, 422, why);
    }
    is_refused(
        &eve.knocks(&code, "Eve", Some("nowhere")).await,
        422,
        "unknown",
    );
    assert_eq!(waiting(&fatou, &table).await.len(), 0);
    for number in 0..400 {
        let name = format!("Eve {number}");
        let answer = Knocker::at(&house).knocks(&code, &name, None).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    is_refused(&eve.knocks(&code, "Eve", None).await, 409, "door-full");
    // Sent away at once, they leave room.
    let all = waiting(&fatou, &table).await;
    let all: Vec<_> = all.iter().map(id).collect();
    does(
        &fatou,
        &table,
        "POST",
        "knocks/decline",
        &json!({ "knocks": all }),
    )
    .await;
    assert_eq!(eve.knocks(&code, "Eve", None).await.status, 201);
}

#[tokio::test]
async fn the_roster_lets_in_whom_it_expects_each_line_once() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let seen = fatou.gets(&of(&table, "knocks")).await.json();
    let short = |place: usize| {
        seen["delegations"][place]["short"]
            .as_str()
            .expect("a name")
    };
    let (first, second) = (table.delegation(0), table.delegation(1));

    // Whoever waits already is let in when the roster comes.
    let mut early = Knocker::at(&house);
    early.knocks(&code, "Zoé Early", Some(&first)).await;
    let text = [
        format!("EARLY, Zoe; {}", short(0)),
        format!("Ana García; {}; delegate", short(0)),
        format!("Ben Okoye;{}", short(1)),
        "Rae; ; rapporteur".to_owned(),
        "Nobody; Atlantis".to_owned(),
    ]
    .join("\n");
    let brought = does(&fatou, &table, "PUT", "roster", &json!({ "text": text })).await;
    assert_eq!(brought["entries"].as_array().map(Vec::len), Some(4));
    let fault = json!({ "line": 5, "fault": "unknown-delegation", "part": "Atlantis" });
    assert_eq!(brought["faults"], json!([fault]));
    assert_eq!(early.hears().await.0, "admitted");

    // By name and delegation, both.
    let mut ana = Knocker::at(&house);
    ana.knocks(&code, "garcia ana", Some(&second)).await;
    assert_eq!(
        ana.hears().await.0,
        "waiting",
        "another delegation is another person"
    );
    ana.knocks(&code, "garcia ana", Some(&first)).await;
    let (heard, joined) = ana.hears().await;
    assert_eq!((heard, &joined["delegation"]), ("admitted", &json!(first)));
    let mut again = Knocker::at(&house);
    again.knocks(&code, "Ana García", Some(&first)).await;
    assert_eq!(again.hears().await.0, "waiting", "each line lets in once");
    let mut rae = Knocker::at(&house);
    rae.knocks(&code, "Rae", None).await;
    assert_eq!(rae.hears().await.1["role"], "rapporteur");

    // The facilitator sees it.
    let seen = fatou.gets(&of(&table, "knocks")).await.json();
    let let_in = seen["let_in"].as_array().expect("a list");
    assert!(let_in.iter().all(|it| it["by_roster"] == json!(true)));
    assert_eq!(let_in.len(), 3);
    let roster = fatou.gets(&of(&table, "roster")).await.json();
    let used: Vec<_> = roster["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    let used: Vec<_> = used.iter().map(|it| it["used"].as_bool()).collect();
    assert_eq!(used, [true, true, false, true].map(Some));

    // Brought once more with a line added, it knows who has come.
    let more = format!("{text}\nAna García; {}", short(0));
    let brought = does(&fatou, &table, "PUT", "roster", &json!({ "text": more })).await;
    let used: Vec<_> = brought["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    let used: Vec<_> = used.iter().map(|it| it["used"].as_bool()).collect();
    assert_eq!(
        used,
        [true, true, false, true, true].map(Some),
        "the second Ana waited"
    );
    assert_eq!(again.hears().await.0, "admitted");
}

#[tokio::test]
async fn one_line_lets_in_one_of_many_who_say_they_are_the_one() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let seen = fatou.gets(&of(&table, "knocks")).await.json();
    let name = seen["delegations"][0]["name"].as_str().expect("a name");
    let text = json!({ "text": format!("Ana; {name}") });
    does(&fatou, &table, "PUT", "roster", &text).await;
    let of_hers = table.delegation(0);
    let all = (0..20).map(|_| async {
        let mut person = Knocker::at(&house);
        let answer = person.knocks(&code, "Ana", Some(&of_hers)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        person.hears().await.0
    });
    let heard = join_all(all).await;
    let inside = heard.iter().filter(|it| **it == "admitted").count();
    assert_eq!((inside, waiting(&fatou, &table).await.len()), (1, 19));
}

#[tokio::test]
async fn who_waits_is_still_there_after_a_restart() {
    let mut house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let mut ana = Knocker::at(&house);
    ana.knocks(&code, "Ana", None).await;
    house.restarts().await;
    ana.address = house.door.address();
    assert_eq!(ana.hears().await.0, "waiting");
    assert_eq!(Knocker::at(&house).tries(&code).await.status, 200);
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    assert_eq!(admits(&fatou, &table, knock).await.status, 200);
    house.restarts().await;
    ana.address = house.door.address();
    assert_eq!(ana.hears().await.0, "admitted");
    let me = ana.asks("GET", "/api/me", None).await.json();
    assert_eq!(me["name"], "Ana");
    assert!(house.is_sound().await);
}

#[tokio::test]
async fn two_facilitators_who_admit_the_same_person_admit_one_person() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let grace = table.facilitator("Grace").await;
    let code = makes_a_code(&fatou, &table).await;
    for round in 0..10 {
        let mut ana = Knocker::at(&house);
        ana.knocks(&code, &format!("Ana {round}"), None).await;
        let [knock] = &waiting(&fatou, &table).await[..] else {
            panic!("one waits")
        };
        let both = join_all([&fatou, &grace].map(|who| admits(who, &table, knock))).await;
        for answer in &both {
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        assert_eq!(ana.hears().await.0, "admitted");
    }
    let people = fatou.gets(&of(&table, "people")).await.json();
    let people = people.as_array().expect("a list").iter();
    let anas = people.filter(|it| {
        it["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("Ana"))
    });
    assert_eq!(anas.count(), 10);
}

#[tokio::test]
async fn somebody_of_another_session_comes_in_as_who_they_are() {
    let house = House::open().await;
    let (table, other) = (house.table().await, house.table().await);
    let fatou = table.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &table).await;
    let secret = other.secret("observer", 0);
    let (cookie, joined) = tests::visitor::join(&house.door.address(), &secret, "Ana").await;
    let mut ana = Knocker::at(&house);
    ana.cookie = cookie.clone();
    let peeked = ana.tries(&code).await.json();
    assert_eq!(
        (&peeked["you"]["name"], &peeked["belongs"]),
        (&json!("Ana"), &json!(false))
    );
    ana.knocks(&code, "Ana", None).await;
    assert_eq!(ana.cookie, cookie);
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    admits(&fatou, &table, knock).await;
    let (_, now) = ana.hears().await;
    assert_eq!(now["participant"], joined["participant"]);
    let me = ana.asks("GET", "/api/me", None).await.json();
    assert_eq!(me["memberships"].as_array().map(Vec::len), Some(2));
    assert_eq!(ana.tries(&code).await.json()["belongs"], json!(true));
}

/// How many people of that name have a place in the session.
async fn places(fatou: &Seat, table: &Table, name: &str) -> usize {
    let people = fatou.gets(&of(table, "people")).await.json();
    let people = people.as_array().expect("a list").iter();
    people.filter(|it| it["name"] == name).count()
}

async fn expects(fatou: &Seat, table: &Table, name: &str) -> String {
    let seen = fatou.gets(&of(table, "knocks")).await.json();
    let of_theirs = &seen["delegations"][0];
    let short = of_theirs["short"].as_str().expect("a name");
    let text = json!({ "text": format!("{name}; {short}") });
    does(fatou, table, "PUT", "roster", &text).await;
    of_theirs["id"].as_str().expect("an id").to_owned()
}

async fn is_used(fatou: &Seat, table: &Table) -> bool {
    let roster = fatou.gets(&of(table, "roster")).await.json();
    roster["entries"][0]["used"].as_bool().expect("it says so")
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let key = "b".repeat(52);
    let body =
        json!({ "code": code, "name": "Ana", "delegation": table.delegation(0), "key": key });
    // The first answer never came, and its cookie neither.
    assert_eq!(Knocker::at(&house).sends(body.clone()).await.status, 201);
    let first = waiting(&fatou, &table).await;
    let mut ana = Knocker::at(&house);
    assert_eq!(ana.sends(body.clone()).await.status, 201);
    assert!(ana.cookie.ends_with(&key), "it became her token");
    assert_eq!(waiting(&fatou, &table).await, first, "she keeps her place");
    assert_eq!(ana.hears().await.0, "waiting");

    // Let in meanwhile, she hears so, and gets her cookie.
    let of_hers = expects(&fatou, &table, "Zoe").await;
    let key = "c".repeat(52);
    let body = json!({ "code": code, "name": "Zoe", "delegation": of_hers, "key": key });
    assert_eq!(Knocker::at(&house).sends(body.clone()).await.status, 201);
    let mut zoe = Knocker::at(&house);
    let again = zoe.sends(body.clone()).await;
    assert_eq!(again.status, 201, "{}", again.text());
    assert_eq!(again.json()["answer"]["admitted"]["role"], "delegate");
    assert_eq!(zoe.hears().await.0, "admitted");
    // Also where the cookie had come.
    assert_eq!(zoe.sends(body).await.status, 201);
    assert_eq!(places(&fatou, &table, "Zoe").await, 1);

    // What is no key is made into no token.
    for bad in ["short", &"A".repeat(52), &"b;".repeat(26)] {
        let body = json!({ "code": code, "name": "Eve", "key": bad });
        let answer = Knocker::at(&house).sends(body).await;
        assert!((400..500).contains(&answer.status), "{}", answer.text());
    }
}

#[tokio::test]
async fn who_cannot_be_looked_up_on_the_roster_waits() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let of_hers = expects(&fatou, &table, "Ana").await;
    house
        .place
        .tampers("UPDATE roster SET role = 'king', delegation = NULL")
        .await;
    let mut ana = Knocker::at(&house);
    let answer = ana.knocks(&code, "Ana", Some(&of_hers)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(ana.hears().await.0, "waiting");
    assert_eq!(waiting(&fatou, &table).await.len(), 1);
}

#[tokio::test]
async fn nobody_finds_out_by_trying_who_is_on_the_roster() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let mut eve = Knocker::at(&house);
    // Where nobody is expected, nothing is found out.
    for number in 0..120 {
        eve.knocks(&code, &format!("Name {number}"), None).await;
    }
    let of_hers = expects(&fatou, &table, "Ana").await;
    for number in 0..110 {
        let name = format!("Guess {number}");
        let answer = eve.knocks(&code, &name, Some(&of_hers)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    eve.knocks(&code, "Ana", Some(&of_hers)).await;
    assert_eq!(eve.hears().await.0, "waiting");
    assert!(!is_used(&fatou, &table).await);
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    assert_eq!(admits(&fatou, &table, knock).await.status, 200);
    assert!(is_used(&fatou, &table).await, "her line is struck");
}

#[tokio::test]
async fn a_line_lets_nobody_in_whose_person_came_another_way() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let of_hers = expects(&fatou, &table, "Ana").await;
    // By a link.
    let mut ana = Knocker::at(&house);
    let secret = table.secret("delegate", 0);
    let body = json!({ "secret": secret, "name": "ANA" });
    let joined = ana.brings("/api/join", body).await.json();
    assert!(is_used(&fatou, &table).await);
    let mut eve = Knocker::at(&house);
    eve.knocks(&code, "Ana", Some(&of_hers)).await;
    assert_eq!(eve.hears().await.0, "waiting");

    // Brought again, it knows who is in.
    house
        .place
        .tampers("UPDATE roster SET used_by = NULL")
        .await;
    expects(&fatou, &table, "Ana").await;
    assert!(is_used(&fatou, &table).await);
    assert_eq!(eve.hears().await.0, "waiting");

    // Whoever is removed does not walk back in.
    house
        .place
        .tampers("UPDATE roster SET used_by = NULL")
        .await;
    let who = joined["participant"].as_str().expect("an id");
    does(
        &fatou,
        &table,
        "DELETE",
        &format!("people/{who}"),
        &json!({}),
    )
    .await;
    ana.knocks(&code, "Ana", Some(&of_hers)).await;
    assert_eq!(ana.hears().await.0, "waiting");
    assert_eq!(places(&fatou, &table, "ANA").await, 0);
}

#[tokio::test]
async fn who_waits_and_finds_their_link_is_one_person() {
    let house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let mut ana = Knocker::at(&house);
    ana.knocks(&code, "Ana", Some(&table.delegation(0))).await;
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    let cookie = ana.cookie.clone();
    let body = json!({ "secret": table.secret("delegate", 0), "name": "Ana" });
    let joined = ana.brings("/api/join", body).await;
    assert_eq!(joined.status, 200, "{}", joined.text());
    assert_eq!(ana.cookie, cookie);
    assert_eq!(
        waiting(&fatou, &table).await.len(),
        0,
        "she is at the door no more"
    );
    is_refused(&admits(&fatou, &table, knock).await, 404, "not-waiting");
    assert_eq!(places(&fatou, &table, "Ana").await, 1);
    let me = ana.asks("GET", "/api/me", None).await.json();
    assert_eq!(me["participant"], joined.json()["participant"]);
}

#[tokio::test]
async fn a_session_is_not_read_anew_whenever_somebody_asks_whether_they_are_let_in() {
    let mut house = House::open().await;
    let (table, fatou, code) = a_door(&house).await;
    let mut ana = Knocker::at(&house);
    ana.knocks(&code, "Ana", None).await;
    // No table is open from now on.
    drop(fatou);
    house.restarts().await;
    ana.address = house.door.address();
    assert_eq!(ana.hears().await.0, "waiting");
    let read = async || {
        let session = house.app.sessions.session(&table.session).await;
        session.expect("a session").state()
    };
    assert!(Arc::ptr_eq(&read().await, &read().await));
}

#[tokio::test]
async fn who_waits_and_takes_a_device_link_is_at_the_door_no_more() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &table).await;
    let mut phone = Knocker::at(&house);
    phone.knocks(&code, "Ana", None).await;
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    let ana = table.delegate(0, "Ana").await;
    let made = ana.submits("POST", "/api/me/device", &json!({})).await;
    let link = made.json()["link"].as_str().expect("a link").to_owned();
    let secret = link.split_once('#').expect("a secret").1;
    let taken = phone
        .brings("/api/device", json!({ "secret": secret }))
        .await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert_eq!(waiting(&fatou, &table).await.len(), 0);
    is_refused(&admits(&fatou, &table, knock).await, 404, "not-waiting");
    assert_eq!(phone.hears().await.0, "nothing");
}

#[tokio::test]
async fn who_waits_elsewhere_goes_on_waiting_as_who_they_are_by_a_device_link() {
    let house = House::open().await;
    let [table, other] = [house.table().await, house.table().await];
    let fatou = other.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &other).await;
    let mut phone = Knocker::at(&house);
    phone.knocks(&code, "Ana", None).await;
    let ana = table.delegate(0, "Ana").await;
    let made = ana.submits("POST", "/api/me/device", &json!({})).await;
    let link = made.json()["link"].as_str().expect("a link").to_owned();
    let secret = link.split_once('#').expect("a secret").1;
    phone
        .brings("/api/device", json!({ "secret": secret }))
        .await;
    let [knock] = &waiting(&fatou, &other).await[..] else {
        panic!("one waits")
    };
    assert_eq!(admits(&fatou, &other, knock).await.status, 200);
    let me = phone.asks("GET", "/api/me", None).await.json();
    assert_eq!(me["participant"], json!(ana.participant));
    assert_eq!(me["memberships"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn whoever_is_expected_comes_in_however_many_knock_at_once_behind_one_address() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &table).await;
    let names: Vec<_> = (0..150).map(|number| format!("Guest {number}")).collect();
    let text = names.iter().map(|name| format!("{name}; ; observer"));
    let text = text.collect::<Vec<_>>().join("\n");
    does(&fatou, &table, "PUT", "roster", &json!({ "text": text })).await;
    // Nearly all that the address may miss is missed.
    let mut eve = Knocker::at(&house);
    for number in 0..95 {
        eve.knocks(&code, &format!("Nobody {number}"), None).await;
    }
    let all = names.iter().map(async |name| {
        let mut guest = Knocker::at(&house);
        let answer = guest.knocks(&code, name, None).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        guest.hears().await.0
    });
    let heard = join_all(all).await;
    assert_eq!(heard.len(), 150);
    assert!(heard.iter().all(|it| *it == "admitted"), "{heard:?}");
}

#[tokio::test]
async fn what_stands_before_a_name_is_told_where_people_are_listed() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let code = makes_a_code(&fatou, &table).await;
    // By a knock, cleaned as a name is.
    let mut ana = Knocker::at(&house);
    let of_hers = table.delegation(0);
    let body = json!({ "code": code, "name": "Ana", "title": "  H.E.\u{200b} Ms ", "delegation": of_hers });
    assert_eq!(ana.sends(body).await.status, 201);
    let [knock] = &waiting(&fatou, &table).await[..] else {
        panic!("one waits")
    };
    assert_eq!(knock["title"], "H.E. Ms");
    assert_eq!(admits(&fatou, &table, knock).await.status, 200);
    // By a link; whoever says nothing has none.
    let mut ben = Knocker::at(&house);
    let secret = table.secret("delegate", 1);
    let joins = |title: Option<&str>| {
        let mut body = json!({ "secret": secret, "name": "Ben" });
        if let Some(title) = title {
            body["title"] = title.into();
        }
        body
    };
    assert_eq!(ben.brings("/api/join", joins(None)).await.status, 200);
    let too_long = "x".repeat(61);
    for (title, why) in [(&*too_long, "too-long"), ("Dr\u{7}", "odd-characters")] {
        is_refused(&ben.brings("/api/join", joins(Some(title))).await, 422, why);
    }
    let titles = async || {
        let path = format!("/api/tables/{}/titles", table.id);
        let titles = fatou.gets(&path).await.json();
        let titles = titles.as_object().expect("by person").values();
        let mut titles: Vec<_> = titles
            .map(|it| it.as_str().unwrap_or("").to_owned())
            .collect();
        titles.sort();
        titles
    };
    assert_eq!(titles().await, ["H.E. Ms"]);
    ben.brings("/api/join", joins(Some("Director"))).await;
    assert_eq!(titles().await, ["Director", "H.E. Ms"]);
    // What is not said stays; what is said to be nothing goes.
    ben.brings("/api/join", joins(None)).await;
    assert_eq!(titles().await, ["Director", "H.E. Ms"]);
    let path = format!("/api/tables/{}/outcome.md", table.id);
    let outcome = fatou.gets(&path).await.text();
    assert!(outcome.contains("Director Ben"), "{outcome}");
    assert!(outcome.contains("H.E. Ms Ana"), "{outcome}");
    ben.brings("/api/join", joins(Some(" "))).await;
    assert_eq!(titles().await, ["H.E. Ms"]);
    let stranger = ask(
        &house.door.address(),
        "GET",
        &format!("/api/tables/{}/titles", table.id),
        "",
        None,
    )
    .await;
    assert_eq!(stranger.status, 401);
    // No log knows it.
    let people = does(&fatou, &table, "GET", "people", &Value::Null).await;
    assert!(people.to_string().contains("H.E. Ms"));
}
