//! A day on which all is decided that can be: wording at two tables, a ballot by each method, and the report from its first word to the
//! signatures. With `GOLDEN=FILE` in the environment its database is kept there, to lie among `server/tests/golden`.

mod ballots;

use serde_json::{Value, json};
use server::auth::secret::FreshId as _;
use server::sessions::demo;
use shared::document::DocumentId;
use shared::features::agenda::{AgendaPoint, Phase};
use shared::features::no_objection::NoObjection;
use shared::features::sign_off::ShownOutcome;
use shared::ids::SessionId;
use shared::table::Command;
use shared::words::Language;
use tests::heard::Answer;
use tests::house::House;
use tests::seat::Seat;
use tests::table::Table;

const JOINT: &str = "answer/q1";
const PRACTICES: [&str; 3] = ["one-form", "fairs", "trial"];

/// Asks for something that is granted.
async fn does(seat: &Seat, command: Value) {
    let asked: Command = serde_json::from_value(command.clone()).expect("a command");
    assert_eq!(seat.asks(asked).await, Answer::Done, "{command}");
}

async fn saves(seat: &Seat, root: &str, words: &str) {
    seat.writes(root, words);
    seat.is_saved_in(root).await;
}

/// Puts other words in the place of these.
async fn corrects(seat: &Seat, root: &str, was: &str, is: &str) {
    seat.reads(root, was).await;
    let text = seat.text(root);
    let before = &text[..text.find(was).expect("they are there")];
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).expect("a short text");
    seat.deletes(root, units(before), units(was));
    seat.inserts(root, units(before), is);
    seat.is_saved_in(root).await;
}

/// The people of the day.
struct People {
    fatou: Seat,
    rae: Seat,
    ana: Seat,
    ben: Seat,
    carla: Seat,
    dai: Seat,
}

impl People {
    async fn of(table: &Table) -> Self {
        let [ana, ben, carla, dai] = table
            .seats(["Ana Reyes", "Ben Otieno", "Carla Sousa", "Dai Lin"])
            .await;
        Self {
            fatou: table.facilitator("Fatou Ndiaye").await,
            rae: table.rapporteur("Rae Holm").await,
            ana,
            ben,
            carla,
            dai,
        }
    }

    fn delegates(&self) -> [&Seat; 4] {
        [&self.ana, &self.ben, &self.carla, &self.dai]
    }

    /// A joint answer is written, frozen, and written on.
    async fn draft(&self) {
        let Self {
            fatou, ana, ben, ..
        } = self;
        let first = "Each authority asks for forms of its own, and assesses anew what was assessed elsewhere.\n\
            Workers pay the fees of every assessment.\n\
            A person who moves twice is assessed three times.";
        saves(ana, JOINT, first).await;
        saves(
            ana,
            "answer/q2",
            "One form for three pairs of States has halved the time.",
        )
        .await;
        does(
            fatou,
            json!({ "command": "freeze-revision", "revision": "rev1", "name": "Zero draft" }),
        )
        .await;
        corrects(
            ben,
            JOINT,
            "Workers pay the fees of every assessment.",
            "Fees should not be borne by workers.",
        )
        .await;
        corrects(ana, JOINT, "assesses anew", "often assesses again").await;
        saves(
            ben,
            JOINT,
            "\nA common reference for ten occupations would be a first step.",
        )
        .await;
        corrects(
            ben,
            JOINT,
            "\nA person who moves twice is assessed three times.",
            "",
        )
        .await;
        does(
            fatou,
            json!({ "command": "freeze-revision", "revision": "rev2", "name": "After comments" }),
        )
        .await;
        saves(&self.carla, JOINT, "\nEmployers should be able to read it.").await;
    }

    async fn bring_practices(&self) {
        self.fatou.moves(Phase::Drafting, Phase::Practices).await;
        let cards = [
            (
                &self.ana,
                "One form for three pairs of States",
                "Assessments took half the time in the second year.",
            ),
            (
                &self.ben,
                "Skills fairs at the border",
                "Two hundred masons were assessed in three days.",
            ),
            (
                &self.carla,
                "A trial week in the workshop",
                "Four of five were employed as what they are.",
            ),
        ];
        for (id, (seat, title, results)) in PRACTICES.into_iter().zip(cards) {
            let card = json!({ "title": title, "place_and_time": "Lake Basin, since 2023", "contact": "", "question": "q2", "theme": "" });
            does(
                seat,
                json!({ "command": "bring-practice", "practice": id, "card": card }),
            )
            .await;
            saves(seat, &format!("practice/{id}/results"), results).await;
        }
        does(
            &self.dai,
            json!({ "command": "endorse-practice", "practice": "fairs", "endorsed": true }),
        )
        .await;
    }

    /// Wording is put here and at the other table; one stands, another is objected to.
    async fn put_wording(&self, tables: &[Table]) {
        let ids: Vec<_> = tables.iter().map(|table| &table.id).collect();
        let rules = json!({ "time": { "time": "room", "seconds": 10 }, "by_name": true, "prints_reservations": true });
        let text = "The dialogue meets again within a year.";
        let path = format!("/api/sessions/{}/wordings", tables[0].session);
        let put = json!({ "id": "again", "text": text, "rules": rules, "tables": ids });
        let answer = self.fatou.submits("POST", &path, &put).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let joint = json!({ "of": "joint", "question": "q1" });
        does(
            &self.fatou,
            json!({ "command": "put-wording", "decision": "joint", "what": joint, "rules": rules }),
        )
        .await;
        does(&self.dai, json!({ "command": "object", "decision": "joint", "paragraph": 0, "reason": "“Often” is too strong." })).await;
        self.fatou
            .sees("all is closed", |table| {
                let all = || table.no_objections.iter();
                all().count() == 2 && all().all(NoObjection::is_closed)
            })
            .await;
        does(&self.ben, json!({ "command": "explain-position", "decision": "again", "text": "We would have liked to meet earlier." })).await;
        does(&self.carla, json!({ "command": "record-reservation", "decision": "again", "kind": "reserves", "text": "Subject to our budget." })).await;
    }

    async fn commit(&self, table: &Table) {
        let keep = |id: &str, what: &str, who: Value| {
            json!({
                "command": "keep-commitment",
                "commitment": { "id": id, "what": what, "who": who, "when": "March 2027" },
            })
        };
        let delegation = json!({ "is": "delegation", "delegation": table.delegation(0) });
        does(
            &self.rae,
            keep("c1", "Send the common form to all authorities", delegation),
        )
        .await;
        let other = json!({ "is": "other", "name": "Secretariat" });
        does(
            &self.rae,
            keep("c2", "Find a place for the next meeting", other),
        )
        .await;
    }

    /// The report is begun, brought in and written.
    async fn report(&self) {
        let rae = &self.rae;
        let setting = json!({
            "organiser": "Lake Basin Dialogue", "place": "Kisara", "dates": "1 December 2026", "symbol": "LBD/2026/R.1",
            "chair": "Fatou Ndiaye", "attribution": "named", "most_words": 8500,
        });
        does(
            rae,
            json!({ "command": "begin-report", "kind": "summary", "setting": setting }),
        )
        .await;
        rae.sees("the report", |table| table.report.is_some()).await;
        rae.opens(&DocumentId::Report).await;
        let bring = |id: &str, into: &str, from: Value| json!({ "command": "bring-in", "bringing": id, "section": into, "from": from });
        does(
            rae,
            bring(
                "b1",
                "question-1",
                json!({ "is": "joint", "question": "q1" }),
            ),
        )
        .await;
        does(rae, bring("b2", "decisions", json!({ "is": "facts" }))).await;
        rae.reads("report/question-1", "Employers should be able")
            .await;
        saves(
            rae,
            "report/introduction",
            "Four delegations met to speak about skills that travel.",
        )
        .await;
        let added = json!({ "command": "add-section", "section": "follow-up", "about": { "about": "own" }, "title": "Follow-up", "after": "next-steps" });
        does(rae, added).await;
        rae.reads("report/follow-up", "\n").await;
        saves(
            rae,
            "report/follow-up",
            "The secretariat reports in a year.",
        )
        .await;
    }

    /// The draft goes out; corrections to it are accepted, answered and withdrawn.
    async fn circulate(&self, table: &Table) {
        let until = server::clock::now().0 + 600_000;
        does(&self.rae, json!({ "command": "circulate-draft", "draft": "o1", "until": until, "note": "Please look at it.", "by_name": true })).await;
        let path = format!("/api/tables/{}/drafts/o1", table.id);
        let draft = self.ana.gets(&path).await.json();
        let paragraphs = draft["paragraphs"].as_array().expect("paragraphs");
        let holds = |it: &&Value| {
            it["words"]
                .as_str()
                .is_some_and(|words| words.contains("Four delegations met"))
        };
        let number = paragraphs.iter().find(holds).expect("the paragraph")["number"].clone();
        let offer = |id: &str, words: &str, proposed: &str| {
            json!({
                "command": "offer-correction", "correction": id, "draft": "o1", "paragraph": number,
                "words": words, "proposed": proposed, "reason": "It is more exact.",
            })
        };
        does(&self.ana, offer("c1", "to speak about", "to discuss")).await;
        does(&self.ben, offer("c2", "Four", "Some")).await;
        does(&self.carla, offer("c3", "travel", "cross borders")).await;
        does(
            &self.carla,
            json!({ "command": "withdraw-correction", "correction": "c3" }),
        )
        .await;
        does(&self.rae, json!({ "command": "accept-correction", "correction": "c1", "read": "to discuss", "answer": "" })).await;
        does(&self.rae, json!({ "command": "answer-correction", "correction": "c2", "answer": "The number is known." })).await;
        // Since everybody reads it, it is another document on the wire.
        self.rae.opens(&DocumentId::Report).await;
        corrects(
            &self.rae,
            "report/introduction",
            "to speak about",
            "to discuss",
        )
        .await;
    }

    /// Chair and rapporteur sign, and it is published.
    async fn sign(&self, table: &Table) {
        let path = format!("/api/tables/{}/outcome/shown", table.id);
        for (seat, capacity) in [(&self.fatou, "chair"), (&self.rae, "rapporteur")] {
            let shown = seat.gets(&path).await.json();
            let shown: ShownOutcome = serde_json::from_value(shown).expect("the outcome");
            does(
                seat,
                json!({ "command": "sign-outcome", "capacity": capacity, "text": shown.text }),
            )
            .await;
        }
        self.fatou
            .sees("it is signed off", |table| table.sign_off.is_signed_off())
            .await;
        does(
            &self.fatou,
            json!({ "command": "publish-outcome", "attribution": "group" }),
        )
        .await;
    }
}

/// The other table says little, and who presides signs it without a rapporteur.
async fn sign_alone(table: &Table) {
    let hugo = table.facilitator("Hugo Brandt").await;
    let eva = table.delegate(1, "Eva Lund").await;
    saves(
        &eva,
        JOINT,
        "What was assessed once should be read everywhere.",
    )
    .await;
    hugo.sees("the wording stands", |table| {
        table.no_objections.iter().all(NoObjection::is_closed)
    })
    .await;
    hugo.moves(Phase::Drafting, AgendaPoint::Closed).await;
    let path = format!("/api/tables/{}/outcome/shown", table.id);
    let shown = hugo.gets(&path).await.json();
    let shown: ShownOutcome = serde_json::from_value(shown).expect("the outcome");
    does(&hugo, json!({ "command": "sign-outcome", "capacity": "chair", "text": shown.text, "alone": true })).await;
    hugo.sees("it is signed off", |table| table.sign_off.is_signed_off())
        .await;
}

/// The tables of a new session with four delegations.
async fn tables(house: &House) -> Vec<Table> {
    let words = house.app.words(Language::ENGLISH);
    let address = &house.app.config.public_url;
    let made = demo::convene(&house.app.store, words, SessionId::fresh(), (2, 4), address).await;
    let made = serde_json::to_value(made.expect("a demo")).expect("a demo is JSON");
    Table::all_of(&made, &house.door)
}

#[tokio::test]
async fn all_that_is_decided_in_a_day_leaves_the_room_signed() {
    let mut house = House::open().await;
    let tables = tables(&house).await;
    let table = &tables[0];
    let people = People::of(table).await;
    people.draft().await;
    people.bring_practices().await;
    people.vote(table).await;
    people.put_wording(&tables).await;
    people.commit(table).await;
    people.report().await;
    people.circulate(table).await;
    people.fatou.moves(Phase::Voting, AgendaPoint::Closed).await;
    people.sign(table).await;
    sign_alone(&tables[1]).await;

    // What was signed can be checked, and leaves in every form.
    for form in [
        "docx?changes-since=1",
        "odt",
        "xlsx",
        "csv.zip",
        "html",
        "md",
    ] {
        let path = format!("/api/tables/{}/outcome.{form}", table.id);
        assert_eq!(people.ana.gets(&path).await.status, 200, "{form}");
    }
    let path = format!("/api/tables/{}/outcome.json", table.id);
    let outcome = people.ana.gets(&path).await.text();
    let outcome = serde_json::from_str(&outcome).expect("an outcome");
    let findings = shared::outcome::check(&outcome, "");
    let wrong: Vec<_> = findings.iter().filter(|it| it.found.is_wrong()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(house.is_sound().await);
    house.closes().await;
    if let Ok(kept) = std::env::var("GOLDEN") {
        house.place.tampers(&format!("VACUUM INTO '{kept}'")).await;
    }
}
