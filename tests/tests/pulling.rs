//! What was written comes together: own answers are compiled as they are at that place of the log, and words of them go into the
//! joint answer in their authors' names.

use rand::RngExt as _;
use serde_json::json;
use server::revisions::ReadTable;
use server::store::Store;
use server::tables::audit::audit;
use server::tables::state::TableState;
use shared::document::{DocumentId, Root};
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, Disclosure};
use shared::features::pulling::{
    AnswersElsewhere, Guest, LeftBehind, PullingCommand, ShownCompilation, Source, Taken, seen,
    stretch,
};
use shared::features::revisions::ShownText;
use shared::history::Timeline;
use shared::ids::{DelegationId, ParticipantId, QuestionId, TableId, Timestamp};
use shared::prose::{clients, plain};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::Seat;
use tests::table::Table;
use yrs::Transact as _;

const JOINT: &str = "answer/q1";

fn question() -> QuestionId {
    "q1".parse().unwrap()
}

fn own(table: &Table, place: usize) -> String {
    let of = table.delegation(place).parse().unwrap();
    Root::Own(question(), of).to_string()
}

fn compile(id: &str) -> PullingCommand {
    PullingCommand::CompileAnswers {
        compilation: id.parse().unwrap(),
        question: question(),
    }
}

fn pull(id: &str, from: Source, taken: Taken) -> PullingCommand {
    PullingCommand::PullWords {
        pull: id.parse().unwrap(),
        from,
        taken,
        into: JOINT.to_owned(),
        // However often it was done before.
        seen_taken: u32::MAX,
    }
}

fn take(id: &str, compilation: &str, taken: Taken) -> PullingCommand {
    let compilation = compilation.parse().unwrap();
    pull(id, Source::Compilation { compilation }, taken)
}

/// One more table of the session, at which the first delegation sits.
async fn adds_hall(fatou: &Seat, table: &Table) -> Table {
    let path = format!("/api/sessions/{}/tables", table.session);
    let new = json!({ "name": "Hall", "delegations": [table.delegation(0)], "questions": [] });
    let made = fatou.submits("POST", &path, &new).await.json();
    let mut hall = table.clone();
    hall.id = made["id"].as_str().unwrap().parse().unwrap();
    hall
}

/// What is read at a table for those who look from another.
async fn read_at(house: &House, table: &Table) -> Arc<ReadTable> {
    let (store, elsewhere) = (&house.app.store, house.app.tables.elsewhere());
    elsewhere.read(store, &table.id).await.unwrap()
}

async fn shown(seat: &Seat, table: &Table, id: &str) -> ShownCompilation {
    let path = format!("/api/tables/{}/compilations/{id}", table.id);
    serde_json::from_value(seat.gets(&path).await.json()).unwrap()
}

/// The texts of a compilation, with their roots.
fn texts(shown: &ShownCompilation) -> Vec<(String, String)> {
    let texts = shown.texts.iter();
    texts
        .map(|it| (it.root.clone(), plain(&it.blocks)))
        .collect()
}

/// Who wrote which words of the joint answer, as the log says.
async fn owners(store: &Store, table: &TableId) -> Vec<(Option<ParticipantId>, u32)> {
    let mut state = TableState::open(store, table).await.unwrap();
    let doc = state.document(&DocumentId::Table).open().doc.clone();
    let text = doc.get_or_insert_text(JOINT);
    let mut txn = doc.transact_mut();
    let mut found: Vec<(Option<ParticipantId>, u32)> = Vec::new();
    for (client, units) in clients(&text, &mut txn) {
        let who = client.and_then(|client| state.owners.get(&client)).cloned();
        match found.last_mut() {
            Some((last, length)) if *last == who => *length += units,
            _ => found.push((who, units)),
        }
    }
    found
}

/// The same by their names.
async fn authors(store: &Store, table: &TableId) -> Vec<(Option<String>, u32)> {
    let people = TableState::open(store, table)
        .await
        .unwrap()
        .table
        .participants;
    let name = |who: ParticipantId| people[&who].name.clone();
    let owners = owners(store, table).await.into_iter();
    owners.map(|(who, units)| (who.map(name), units)).collect()
}

#[tokio::test]
async fn answers_are_compiled_and_taken_into_the_joint_answer_in_their_authors_names() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let obi = table.observer("Obi").await;
    let (north, south) = (own(&table, 0), own(&table, 1));
    assert_eq!(
        fatou.asks(compile("c0")).await,
        Refused(Refusal::NothingToCompile)
    );
    ana.writes(&north, "We propose a fund, ");
    amir.reads(&north, "a fund, ").await;
    amir.writes(&north, "open to all.\nAnd a report.");
    ben.writes(&south, "No new fund.");
    ana.reads(&north, "And a report.").await;
    ana.marks(&north, 4, 7, "strong");
    for seat in [&ana, &amir, &ben] {
        seat.is_saved().await;
    }
    assert_eq!(ana.asks(compile("c1")).await, Refused(Refusal::NeedsChair));
    assert_eq!(fatou.asks(compile("c1")).await, Done);
    assert_eq!(
        fatou.asks(compile("c2")).await,
        Refused(Refusal::AnswersUnchanged)
    );

    // It stays as it was made, whatever is written on.
    ben.writes(&south, " Never.");
    ben.is_saved().await;
    let compiled = shown(&obi, &table, "c1").await;
    let want = [
        (
            north.clone(),
            "We propose a fund, open to all.\nAnd a report.",
        ),
        (south.clone(), "No new fund."),
    ];
    assert_eq!(
        texts(&compiled),
        want.map(|(root, text)| (root, text.to_owned()))
    );
    let words = obi.heard().words.join("");
    assert!(words.contains("answers-compiled") && !words.contains(r#"\"form\""#));

    let one = |root: &str, block| Taken::Paragraph {
        root: root.to_owned(),
        block,
    };
    assert_eq!(ben.asks(take("p1", "c1", one(&north, 0))).await, Done);
    assert_eq!(
        ben.asks(take("p1", "c1", one(&north, 0))).await,
        Done,
        "a retry"
    );
    ana.reads(JOINT, "We propose a fund, open to all.").await;
    assert_eq!(
        ana.blocks(JOINT)[0],
        ana.blocks(&north)[0],
        "in bold and all"
    );
    assert_eq!(
        fatou
            .asks(take(
                "p2",
                "c1",
                Taken::Text {
                    root: south.clone()
                }
            ))
            .await,
        Done
    );
    ana.reads(JOINT, "open to all.\nNo new fund.").await;
    let of = |name: &str| Some(name.to_owned());
    let want = [
        (None, 1),
        (of("Ana"), 19),
        (of("Amir"), 12),
        (of("Ben"), 13),
    ];
    assert_eq!(authors(&house.app.store, &table.id).await, want);

    // Nothing that is not there, and nobody who may not.
    let nothing = Refused(Refusal::Unknown {
        what: Noun::Passage,
    });
    for (root, block) in [(&north, 9), (&own(&table, 2), 0)] {
        assert_eq!(ana.asks(take("p3", "c1", one(root, block))).await, nothing);
    }
    assert!(matches!(
        obi.asks(take("p3", "c1", one(&north, 0))).await,
        Refused(Refusal::NeedsRole { .. })
    ));
    assert_eq!(fatou.asks(compile("c2")).await, Done);
    assert_eq!(fatou.asks(take("p3", "c2", Taken::All)).await, Done);
    obi.reads(
        JOINT,
        "No new fund.\nWe propose a fund, open to all.\nAnd a report.\nNo new fund. Never.",
    )
    .await;
}

#[tokio::test]
async fn what_was_compiled_and_taken_outlives_a_restart_and_compaction() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let south = own(&table, 1);
    ana.writes(&own(&table, 0), "We propose a fund.");
    ben.writes(&south, "No new fund.");
    for seat in [&ana, &ben] {
        seat.is_saved().await;
    }
    assert_eq!(fatou.asks(compile("c1")).await, Done);
    assert_eq!(fatou.asks(take("p1", "c1", Taken::All)).await, Done);
    ana.reads(JOINT, "We propose a fund.\nNo new fund.").await;
    let compiled = shown(&ana, &table, "c1").await;
    let before = authors(&house.app.store, &table.id).await;
    let of = |name: &str| Some(name.to_owned());
    assert_eq!(before, [(None, 1), (of("Ana"), 18), (of("Ben"), 13)]);
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    store.compact(Timestamp(u64::MAX >> 2)).await.unwrap();
    assert_eq!(authors(&store, &table.id).await, before);
    assert!(audit(&store).await.unwrap().is_sound());
    store.close().await.unwrap();
    house.restarts().await;
    fatou.returns().await;
    ana.returns().await;
    assert_eq!(shown(&ana, &table, "c1").await, compiled);
    let one = Taken::Paragraph {
        root: south,
        block: 0,
    };
    assert_eq!(fatou.asks(take("p2", "c1", one)).await, Done);
    ana.reads(JOINT, "fund.\nNo new fund.\nNo new fund.").await;
    fatou.moves(Phase::Drafting, Phase::Closed).await;
    let late = take("p3", "c1", Taken::All);
    assert_eq!(fatou.asks(late).await, Refused(Refusal::TableClosed));
}

#[tokio::test]
async fn nobody_compiles_what_is_private_and_everybody_reads_what_was_revealed() {
    let house = House::open().await;
    let (table, other) = (house.table().await, house.table().await);
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let [eve] = other.seats(["Eve"]).await;
    let keep = AnswerCommand::KeepPrivate {
        question: question(),
    };
    ana.writes(&own(&table, 0), "Said before.");
    ana.is_saved().await;
    assert_eq!(fatou.asks(compile("c1")).await, Done);
    assert_eq!(fatou.asks(keep).await, Done);
    let of = table.delegation(0).parse().unwrap();
    let document = DocumentId::Private(question(), of);
    let private = document.only_root().unwrap().to_string();
    ana.sees("it is private", |table| {
        table.question(&question()).map(|it| it.disclosure) == Some(Disclosure::Private)
    })
    .await;
    ana.opens(&document).await;
    ana.writes(&private, "Between us.");
    ana.is_saved_in(&private).await;
    assert_eq!(
        fatou.asks(compile("c2")).await,
        Refused(Refusal::AnswersPrivate)
    );
    let text = |root: &str| Taken::Text {
        root: root.to_owned(),
    };
    let nothing = Refused(Refusal::Unknown {
        what: Noun::Passage,
    });
    // What was compiled before holds none of it.
    assert_eq!(ben.asks(take("p1", "c1", text(&private))).await, nothing);
    assert_eq!(
        texts(&shown(&ben, &table, "c1").await),
        [(own(&table, 0), "Said before.".to_owned())]
    );
    assert!(!ben.text(JOINT).contains("Between us"));

    let reveal = AnswerCommand::RevealAnswers {
        question: question(),
    };
    assert_eq!(fatou.asks(reveal).await, Done);
    assert_eq!(fatou.asks(compile("c2")).await, Done);
    let both = texts(&shown(&ben, &table, "c2").await);
    assert_eq!(both[1], (private.clone(), "Between us.".to_owned()));
    assert_eq!(ben.asks(take("p2", "c2", text(&private))).await, Done);
    ana.reads(JOINT, "Between us.").await;
    assert_eq!(
        authors(&house.app.store, &table.id).await,
        [(None, 1), (Some("Ana".to_owned()), 11)]
    );

    let path = format!("/api/tables/{}/compilations/c2", table.id);
    assert_eq!(eve.gets(&path).await.status, 403);
    for id in ["c9", "X"] {
        let path = format!("/api/tables/{}/compilations/{id}", table.id);
        assert_eq!(ana.gets(&path).await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn a_storm_of_edits_while_words_are_taken_loses_nothing() {
    let mut chance = chance();
    let mut house = House::chosen(|config| config.tables.rate = None).await;
    for _ in 0..much(10, 60) {
        let table = house.table().await;
        let fatou = table.facilitator("Fatou").await;
        let [ana, ben] = table.seats(["Ana", "Ben"]).await;
        let north = own(&table, 0);
        ana.writes(&north, "Taken.");
        ana.is_saved().await;
        assert_eq!(fatou.asks(compile("c1")).await, Done);
        let (mut said, mut taken) = ([0_usize; 2], 0_u64);
        for _ in 0..chance.random_range(20..80) {
            match chance.random_range(0..6) {
                0 => {
                    taken += 1;
                    let text = Taken::Text {
                        root: north.clone(),
                    };
                    fatou.asks_as(taken, take(&format!("p{taken}"), "c1", text));
                }
                1..4 => {
                    ana.writes(JOINT, "α");
                    said[0] += 1;
                }
                _ => {
                    ben.writes(JOINT, "β");
                    said[1] += 1;
                }
            }
            if chance.random_bool(0.1) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        let last = fatou.asks(take("last", "c1", Taken::All)).await;
        assert_eq!(last, Done);
        ana.is_saved().await;
        ben.is_saved().await;
        let taken = usize::try_from(taken).unwrap() + 1;
        let whole = |text: &str| {
            let count = |of: &str| text.matches(of).count();
            (count("Taken."), count("α"), count("β")) == (taken, said[0], said[1])
        };
        for seat in [&ana, &ben, &fatou] {
            seat.until("all of it is there", |_| true).await;
            while !whole(&seat.text(JOINT)) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
        assert_eq!(ana.text(JOINT), ben.text(JOINT));
        let of = authors(&house.app.store, &table.id).await;
        assert!(of.iter().skip(1).all(|(who, _)| who.is_some()), "{of:?}");
    }
    assert!(house.is_sound().await);
    house.closes().await;
}

#[tokio::test]
async fn whoever_takes_words_again_and_again_waits_and_nobody_else_does() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let north = own(&table, 0);
    ana.writes(&north, "Taken.");
    ana.is_saved().await;
    assert_eq!(fatou.asks(compile("c1")).await, Done);
    let text = Taken::Text { root: north };
    let mut answers = Vec::new();
    for nth in 0..120 {
        let take = take(&format!("p{nth}"), "c1", text.clone());
        answers.push(ana.asks(take).await);
    }
    let done = answers.iter().filter(|it| **it == Done).count();
    assert!((40..120).contains(&done), "{done}");
    assert!(answers.contains(&Refused(Refusal::TooOften)));
    // What was done is done, asked again at whatever time.
    assert_eq!(ana.asks(take("p0", "c1", text.clone())).await, Done);
    assert_eq!(ben.asks(take("ben", "c1", text)).await, Done);
    house.closes().await;
}

#[tokio::test]
async fn what_another_table_answers_is_pulled_as_it_was_seen_and_stays_its_authors() {
    let mut house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let hall = adds_hall(&fatou, &table).await;
    let grace = hall.facilitator("Grace").await;
    let rae = hall.rapporteur("Rae").await;
    let amir = hall.delegate(0, "Amir").await;
    let at = grace.table().agenda.at;
    if at != Phase::Drafting {
        grace.moves(at, Phase::Drafting).await;
    }
    ana.writes(JOINT, "We agree, ");
    ben.reads(JOINT, "We agree, ").await;
    ben.writes(JOINT, "said Ben.\nAnd more.");
    ben.writes(&own(&table, 1), "South alone.");
    for seat in [&ana, &ben] {
        seat.is_saved().await;
    }
    // Nobody reads it there who may not pull it.
    let there = format!("/api/tables/{}/elsewhere?question=q1", hall.id);
    assert_eq!(amir.gets(&there).await.status, 422);
    let all = rae.gets(&there).await.json();
    let all: Vec<AnswersElsewhere> = serde_json::from_value(all).unwrap();
    // What answers other questions comes after.
    let [plenary, ..] = all.as_slice() else {
        panic!("there is another table: {all:?}");
    };
    assert_eq!(plenary.table, table.id);
    let roots: Vec<_> = plenary.texts.iter().map(|it| it.root.clone()).collect();
    assert_eq!(roots, [JOINT.to_owned(), own(&table, 1)]);
    let from = |text: &ShownText| Source::Table {
        table: table.id.clone(),
        seen: seen(&text.blocks),
    };
    let first = Taken::Paragraph {
        root: JOINT.to_owned(),
        block: 0,
    };
    let joint = from(&plenary.texts[0]);
    assert_eq!(
        rae.asks(pull("p1", joint.clone(), first.clone())).await,
        Done
    );
    amir.reads(JOINT, "We agree, said Ben.").await;
    let south = Taken::Text {
        root: own(&table, 1),
    };
    assert_eq!(
        grace.asks(pull("p2", from(&plenary.texts[1]), south)).await,
        Done
    );
    amir.reads(JOINT, "said Ben.\nSouth alone.").await;
    let of = |name: &Seat| Some(name.participant.clone());
    let of_hall = owners(&house.app.store, &hall.id).await;
    assert_eq!(of_hall, [(None, 1), (of(&ana), 10), (of(&ben), 22)]);

    // The event says from where, and as of which entry.
    let events = house.app.store.events(&hall.id, Seq::START, 999);
    let events = events.await.unwrap();
    let last: serde_json::Value = serde_json::from_slice(&events.last().unwrap().body).unwrap();
    let head = house.app.store.head(&table.id).await.unwrap().unwrap().seq;
    assert_eq!(last["from"]["table"], table.id.as_str());
    assert_eq!(last["read_at"], head.get());

    // Whoever looks again has what was read before, until something is written there.
    let (once, again) = (read_at(&house, &table).await, read_at(&house, &table).await);
    assert!(Arc::ptr_eq(&once, &again));

    // What has changed since is not pulled unseen, nor what is not of this session.
    ana.writes(JOINT, " Not quite.");
    ana.is_saved().await;
    let anew = read_at(&house, &table).await;
    let says = plain(&anew.text.text.0[&Root::Joint(question())]);
    assert!(anew.head > again.head && says.contains("Not quite."));
    assert_eq!(
        grace.asks(pull("p3", joint, first.clone())).await,
        Refused(Refusal::SourceHasChanged)
    );
    let other = house.table().await;
    let seen = seen(&[]);
    let from = Source::Table {
        table: other.id.clone(),
        seen,
    };
    let no = Refused(Refusal::Unknown { what: Noun::Table });
    assert_eq!(grace.asks(pull("p3", from, first)).await, no);

    // Who wrote it is known by name, with the table; who sits here, too, is no guest.
    let guests = format!("/api/tables/{}/guests", hall.id);
    let guests: Vec<Guest> = serde_json::from_value(amir.gets(&guests).await.json()).unwrap();
    let told: Vec<_> = guests
        .iter()
        .map(|it| {
            (
                it.name.as_str(),
                it.delegation.as_ref().map(|it| it.id.to_string()),
            )
        })
        .collect();
    assert_eq!(told, [("Ben", Some(table.delegation(1)))]);
    assert_eq!(Some(&guests[0].table), Some(&plenary.name));
    let history = format!("/api/tables/{}/history", hall.id);
    let history: Timeline = serde_json::from_value(amir.gets(&history).await.json()).unwrap();
    assert_eq!(history.guests, guests, "what was pulled has authors there");
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    assert_eq!(owners(&store, &hall.id).await, of_hall);
    store.close().await.unwrap();
}

#[tokio::test]
async fn words_of_a_desk_are_published_as_they_were_seen_and_nobody_else_learns_which_desk() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let of: DelegationId = table.delegation(0).parse().unwrap();
    let document = DocumentId::Desk(of.clone());
    let desk = Root::Desk(of.clone()).to_string();
    ana.opens(&document).await;
    amir.opens(&document).await;
    ben.taps();
    ana.writes(&desk, "Between us. We propose 😀 ");
    amir.reads(&desk, "We propose").await;
    amir.writes(&desk, "a fund.\nNever to be seen.");
    ana.reads(&desk, "Never to be seen.").await;
    for seat in [&ana, &amir] {
        seat.is_saved_in(&desk).await;
    }
    // From "We" to the end of the first paragraph.
    let whole = ana.blocks(&desk);
    let (from, to) = (13, 34);
    let cut: Vec<_> = stretch(&whole, from, to)
        .into_iter()
        .map(|it| it.block)
        .collect();
    assert_eq!(plain(&cut), "We propose 😀 a fund.");
    let source = |seen: String| Source::Desk {
        desk: Some(of.clone()),
        seen,
    };
    let taken = Taken::Stretch {
        root: desk.clone(),
        from,
        to,
    };
    let publishes = |id: &str, seen: String| pull(id, source(seen), taken.clone());
    let stale = ana.asks(publishes("p1", seen(&whole))).await;
    assert_eq!(stale, Refused(Refusal::SourceHasChanged));
    assert_eq!(
        ben.asks(publishes("p1", seen(&cut))).await,
        Refused(Refusal::NotYours)
    );
    assert_eq!(ana.asks(publishes("p1", seen(&cut))).await, Done);
    assert_eq!(ana.asks(publishes("p1", seen(&cut))).await, Done, "a retry");
    ben.reads(JOINT, "We propose 😀 a fund.").await;
    let named = |name: &str| Some(name.to_owned());
    let want = [(None, 1), (named("Ana"), 14), (named("Amir"), 7)];
    assert_eq!(authors(&house.app.store, &table.id).await, want);
    ben.sees("that words were pulled", |table| {
        !table.pulling.pulls.is_empty()
    })
    .await;
    let told = ben.heard().words.join("");
    assert!(told.contains("words-pulled") && !told.contains(&desk));
    let late = table.observer("Late").await;
    late.reads(JOINT, "We propose 😀 a fund.").await;
    let told = late.heard().words.join("");
    assert!(told.contains("pulls") && !told.contains(&desk));
    let frames = ben.heard().tapped.clone().unwrap().concat();
    let holds = |words: &str| frames.windows(words.len()).any(|it| it == words.as_bytes());
    assert!(!holds("Between us") && !holds("Never to be seen"));
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    assert!(audit(&store).await.unwrap().is_sound());
    assert_eq!(authors(&store, &table.id).await, want);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_delegation_that_was_asked_to_another_table_takes_its_own_words_along_if_it_likes() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let hall = adds_hall(&fatou, &table).await;
    let grace = hall.facilitator("Grace").await;
    let rae = hall.rapporteur("Rae").await;
    let amir = hall.delegate(0, "Amir").await;
    let at = grace.table().agenda.at;
    if at != Phase::Drafting {
        grace.moves(at, Phase::Drafting).await;
    }
    let of: DelegationId = table.delegation(0).parse().unwrap();
    let document = DocumentId::Desk(of.clone());
    let (answer, desk) = (own(&table, 0), Root::Desk(of.clone()).to_string());
    ana.opens(&document).await;
    amir.opens(&document).await;
    ana.writes(&answer, "We propose a fund.");
    ana.writes(&desk, "Between us.\nTwice 😀.");
    ben.writes(&own(&table, 1), "South alone.");
    for (seat, root) in [(&ana, &answer), (&ana, &desk)] {
        seat.is_saved_in(root).await;
    }
    ben.is_saved().await;

    // Nothing is offered before it is asked to go, and to nobody else.
    let path = format!("/api/tables/{}/left", hall.id);
    assert_eq!(amir.gets(&path).await.json(), json!([]));
    let whom = json!({ "who": "delegation", "delegation": of });
    let asked = json!({ "id": "m1", "whom": whom, "from": table.id, "to": hall.id });
    let moves = format!("/api/sessions/{}/moves", table.session);
    assert_eq!(fatou.submits("POST", &moves, &asked).await.status, 204);
    for nobody in [&grace, &rae] {
        assert_eq!(nobody.gets(&path).await.json(), json!([]));
    }
    let left: Vec<LeftBehind> = serde_json::from_value(amir.gets(&path).await.json()).unwrap();
    let [plenary] = left.as_slice() else {
        panic!("it was asked from one table: {left:?}");
    };
    let sign = |root: &str| {
        let found = plenary.texts.iter().find(|it| it.root == root);
        found.expect("it is offered").seen.clone()
    };
    assert_eq!(plenary.texts.len(), 2);
    let along = |id: &str, from: Source, root: &str| PullingCommand::PullWords {
        pull: id.parse().unwrap(),
        from,
        taken: Taken::Text {
            root: root.to_owned(),
        },
        into: root.to_owned(),
        seen_taken: 0,
    };
    let public = Source::Table {
        table: table.id.clone(),
        seen: sign(&answer),
    };
    let private = |seen: String| Source::Own {
        table: table.id.clone(),
        of: Some(of.clone()),
        seen,
    };
    // Only its own delegation, only what was seen, and only into the same text.
    for who in [&grace, &rae] {
        let refused = who.asks(along("x1", private(sign(&desk)), &desk)).await;
        assert!(matches!(refused, Refused(_)), "{refused:?}");
    }
    let other = "0".repeat(16);
    assert_eq!(
        amir.asks(along("x2", private(other), &desk)).await,
        Refused(Refusal::SourceHasChanged)
    );
    let souths = own(&table, 1);
    let stolen = amir.asks(along("x3", public.clone(), &souths)).await;
    assert!(matches!(stolen, Refused(_)), "{stolen:?}");

    assert_eq!(amir.asks(along("p1", public, &answer)).await, Done);
    amir.reads(&answer, "We propose a fund.").await;
    let desks = along("p2", private(sign(&desk)), &desk);
    assert_eq!(amir.asks(desks).await, Done);
    amir.reads(&desk, "Between us.\nTwice 😀.").await;
    assert!(ana.text(&desk).contains("Between us."), "it stays there");
    let again = amir.asks(along("p3", private(sign(&desk)), &desk)).await;
    assert_eq!(again, Refused(Refusal::JustTaken));

    // The words are Ana's, here as there; others do not learn what was taken.
    let mut state = TableState::open(&house.app.store, &hall.id).await.unwrap();
    for (id, root) in [(DocumentId::Table, &answer), (document, &desk)] {
        let doc = state.document(&id).open().doc.clone();
        let text = doc.get_or_insert_text(root.as_str());
        let mut txn = doc.transact_mut();
        let found = clients(&text, &mut txn).into_iter();
        let owners = found.filter_map(|(client, _)| state.owners.get(&client?).cloned());
        let owners: BTreeSet<_> = owners.collect();
        assert_eq!(owners, BTreeSet::from([ana.participant.clone()]), "{root}");
    }
    grace
        .sees("that words were taken", |table| {
            let pulls = &table.pulling.pulls;
            pulls.len() == 2 && pulls[1].into.is_empty() && pulls[1].taken == Taken::All
        })
        .await;
    assert!(audit(&house.app.store).await.unwrap().is_sound());
}

#[tokio::test]
async fn words_of_another_question_are_not_taken_for_the_same_and_private_ones_go_to_the_desk() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    // It numbers a question of its own as the session's first.
    let path = format!("/api/sessions/{}/tables", table.session);
    let own_question =
        json!([{ "label": "1", "name": "", "text": "Who pays?", "answered": "both" }]);
    let new =
        json!({ "name": "Hall", "delegations": [table.delegation(0)], "questions": own_question });
    let made = fatou.submits("POST", &path, &new).await.json();
    let mut hall = table.clone();
    hall.id = made["id"].as_str().unwrap().parse().unwrap();
    let grace = hall.facilitator("Grace").await;
    let amir = hall.delegate(0, "Amir").await;
    let of: DelegationId = table.delegation(0).parse().unwrap();
    let (answer, desk) = (own(&table, 0), Root::Desk(of.clone()).to_string());
    let private = Root::Private("q2".parse().unwrap(), of.clone());
    let question = "q2".parse().unwrap();
    assert_eq!(
        fatou.asks(AnswerCommand::KeepPrivate { question }).await,
        Done
    );
    ana.opens(&private.document()).await;
    ana.writes(&answer, "We propose a fund.");
    ana.writes(&private.to_string(), "Between us.");
    ana.is_saved().await;
    ana.is_saved_in(&private.to_string()).await;

    // Whoever runs the hall sees that it is another question.
    let there = format!("/api/tables/{}/elsewhere?question=q1", hall.id);
    let all: Vec<AnswersElsewhere> =
        serde_json::from_value(grace.gets(&there).await.json()).unwrap();
    let says = |it: &AnswersElsewhere| it.texts.iter().any(|text| text.root == answer);
    let found = all.iter().find(|it| says(it)).expect("it is offered");
    assert!(found.other.is_some(), "{found:?}");

    let whom = json!({ "who": "delegation", "delegation": of });
    let asked = json!({ "id": "m1", "whom": whom, "from": table.id, "to": hall.id });
    let moves = format!("/api/sessions/{}/moves", table.session);
    assert_eq!(fatou.submits("POST", &moves, &asked).await.status, 204);
    let path = format!("/api/tables/{}/left", hall.id);
    let left: Vec<LeftBehind> = serde_json::from_value(amir.gets(&path).await.json()).unwrap();
    let [plenary] = left.as_slice() else {
        panic!("it was asked from one table: {left:?}");
    };
    let text = |root: &str| {
        plenary
            .texts
            .iter()
            .find(|it| it.root == root)
            .expect("it is offered")
            .clone()
    };
    let (open, between) = (text(&answer), text(&private.to_string()));
    assert_eq!((&open.question, open.private), (&None, false));
    assert!(open.asked.is_some());
    assert_eq!((&between.question, between.private), (&None, true));

    // The delegation says where the one goes; the other goes to the desk, as nobody else reads it there.
    let along = |id: &str, from: Source, root: &str, into: &str| PullingCommand::PullWords {
        pull: id.parse().unwrap(),
        from,
        taken: Taken::Text {
            root: root.to_owned(),
        },
        into: into.to_owned(),
        // However often it was done before.
        seen_taken: u32::MAX,
    };
    let own_of = |seen: &str| Source::Own {
        table: table.id.clone(),
        of: Some(of.clone()),
        seen: seen.to_owned(),
    };
    amir.opens(&DocumentId::Desk(of.clone())).await;
    let from = own_of(&between.seen);
    assert_eq!(
        amir.asks(along("p1", from, &between.root, &desk)).await,
        Done
    );
    amir.reads(&desk, "Between us.").await;
    let from = own_of(&open.seen);
    assert_eq!(amir.asks(along("p2", from, &answer, &desk)).await, Done);
    amir.reads(&desk, "We propose a fund.").await;
    // Words that were written on since are not taken unseen, and have a new sign.
    ana.writes(&answer, " And a report.");
    ana.is_saved().await;
    let stale = own_of(&open.seen);
    assert_eq!(
        amir.asks(along("p3", stale, &answer, &desk)).await,
        Refused(Refusal::SourceHasChanged)
    );
    let again: Vec<LeftBehind> = serde_json::from_value(amir.gets(&path).await.json()).unwrap();
    let anew = again[0].texts.iter().find(|it| it.root == answer).unwrap();
    assert_ne!(anew.seen, open.seen);
}
