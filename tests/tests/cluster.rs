//! Two houses on one database: whoever sits in either sits at the same table.

use futures_util::future::{join, join_all};
use rand::RngExt as _;
use serde_json::json;
use shared::features::agenda::Phase::{Drafting, Practices, Voting};
use shared::features::agenda::{AgendaCommand, AgendaPoint, MoveClock};
use shared::features::answers::AnswerCommand;
use shared::features::ballots::count::Count;
use shared::features::ballots::{BallotCommand, BallotOption, BallotRules, Marks, Method};
use shared::ids::{BallotId, QuestionId};
use shared::table::Command;
use std::time::{Duration, Instant};
use tests::door::Door;
use tests::heard::Answer::{self, Done, Refused};
use tests::nats::Nats;
use tests::plan::{chance, much};
use tests::postgres::Server;
use tests::process::{Process, said};
use tests::seat::{PATIENCE, Seat};
use tests::two::{Two, is_on_bus};
use tests::visitor::ask;

const ROOT: &str = "answer/q1";

/// Tells a story on SQLite, and on PostgreSQL where there is one.
macro_rules! told_on_both {
    ($($name:ident $story:ident;)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            $story(Two::on(None).await).await;
            let Some(server) = Server::find() else { return };
            $story(Two::on(Some(server.schema(stringify!($name)).await)).await).await;
        }
    )*};
}

told_on_both! {
    what_is_written_in_one_house_is_read_in_the_other everybody_reads;
    whoever_writes_in_both_houses_loses_nothing everybody_writes;
    of_opposite_decisions_one_is_done opposites;
    every_vote_is_counted_once_or_refused votes;
    what_is_asked_in_both_houses_is_done_once twice;
    who_is_signed_out_in_one_house_is_not_heard_in_the_other signed_out;
    who_is_removed_in_one_house_is_not_heard_in_the_other removed;
    whoever_moves_to_the_other_house_has_everything_there moves;
}

/// Tells a story on a bus, on PostgreSQL where there is one.
macro_rules! told_on_a_bus {
    ($($name:ident $story:ident;)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let Some(nats) = Nats::start() else { return };
            let server = Server::find();
            let database = match &server {
                Some(server) => Some(server.schema(stringify!($name)).await),
                None => None,
            };
            let two = Two::with(database, Some(nats.url())).await;
            two.until("the bus is there", is_on_bus).await;
            $story(two).await;
        }
    )*};
}

told_on_a_bus! {
    on_a_bus_whoever_writes_in_both_houses_loses_nothing everybody_writes;
    on_a_bus_one_of_opposite_decisions_is_done opposites;
    on_a_bus_every_vote_is_counted_once_or_refused votes;
}

async fn everybody_reads(two: Two) {
    let [here, there] = &two.tables;
    let ana = here.delegate(0, "Ana").await;
    let ben = there.delegate(1, "Ben").await;
    let fatou = there.facilitator("Fatou").await;
    let ready = ana.gets("/readyz").await;
    assert_eq!(ready.status, 200);
    ana.writes(ROOT, "Ana. ");
    ben.reads(ROOT, "Ana. ").await;
    ben.writes(ROOT, "Ben. ");
    ana.reads(ROOT, "Ben. ").await;
    fatou.moves(Drafting, Practices).await;
    ana.sees("the move", |table| table.agenda.at == Practices)
        .await;
    // Who came in the other house has a name here.
    let (id, name) = (ben.participant.clone(), "Ben");
    ana.sees("who Ben is", |table| {
        table
            .participants
            .get(&id)
            .is_some_and(|it| it.name == name)
    })
    .await;
    two.ends_as_one_table().await;
}

async fn everybody_writes(two: Two) {
    let mut chance = chance();
    let [here, there] = &two.tables;
    let seats = [
        here.delegate(0, "Ana").await,
        there.delegate(1, "Ben").await,
        here.delegate(2, "Carla").await,
        there.delegate(3, "Dan").await,
    ];
    for round in 0..much(60, 2_000) {
        let who = chance.random_range(0..seats.len());
        seats[who].writes(ROOT, &format!("<{who}-{round}>"));
        if chance.random_bool(0.4) {
            let pause = chance.random_range(0..20_000);
            tokio::time::sleep(Duration::from_micros(pause)).await;
        }
    }
    for seat in &seats {
        seat.is_saved().await;
        assert_eq!(seat.heard().closed, None, "{} was sent away", seat.name);
    }
    let all = |text: &str| text.matches('<').count();
    for seat in &seats {
        seat.writes(ROOT, &format!("[{}]", seat.name));
    }
    for seat in &seats {
        for other in &seats {
            seat.reads(ROOT, &format!("[{}]", other.name)).await;
        }
    }
    assert_eq!(all(&seats[0].text(ROOT)), much(60, 2_000));
    for seat in &seats {
        assert_eq!(seat.text(ROOT), seats[0].text(ROOT));
    }
    two.ends_as_one_table().await;
}

async fn opposites(two: Two) {
    let fatou = two.tables[0].facilitator("Fatou").await;
    let gita = two.tables[1].facilitator("Gita").await;
    let step = |from: AgendaPoint, to: AgendaPoint| AgendaCommand::Move {
        from,
        to,
        clock: MoveClock::RunsOn,
    };
    let mut at = AgendaPoint::from(Drafting);
    for round in 0..much(15, 10_000) {
        let others = [Drafting, Practices, Voting].map(AgendaPoint::from);
        let others: Vec<_> = others.into_iter().filter(|other| *other != at).collect();
        let (one, other) = join(
            fatou.asks(step(at.clone(), others[0].clone())),
            gita.asks(step(at.clone(), others[1].clone())),
        )
        .await;
        let done = [one == Done, other == Done];
        assert_eq!(
            done.iter().filter(|it| **it).count(),
            1,
            "{round}: {one:?}, {other:?}"
        );
        at = others[usize::from(done[1])].clone();
        for seat in [&fatou, &gita] {
            seat.sees("who was first", |table| table.agenda.at == at)
                .await;
        }
    }
    two.ends_as_one_table().await;
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

fn casts(ballot: &BallotId, first: &str) -> Command {
    let marks = Marks::Ranking {
        ranking: vec![vec![id(first)]],
    };
    let ballot = ballot.clone();
    BallotCommand::CastBallot { ballot, marks }.into()
}

async fn opens(fatou: &Seat, ballot: &BallotId) {
    let option = |text: &str| BallotOption {
        id: id(text),
        text: text.to_owned(),
    };
    let rules = BallotRules {
        title: "In which order?".to_owned(),
        options: ["one", "two"].map(option).into(),
        method: Method::Ranked,
        indicative: true,
        ..BallotRules::default()
    };
    let ballot = ballot.clone();
    let opening = BallotCommand::OpenBallot { ballot, rules };
    assert_eq!(fatou.asks(opening).await, Done);
}

async fn votes(two: Two) {
    let mut chance = chance();
    let [here, there] = &two.tables;
    let fatou = here.facilitator("Fatou").await;
    let gita = there.facilitator("Gita").await;
    let voters = [
        here.delegate(0, "Ana").await,
        there.delegate(1, "Ben").await,
        there.delegate(2, "Carla").await,
    ];
    fatou.moves(Drafting, Voting).await;
    for round in 0..much(12, 2_000) {
        let ballot: BallotId = id(&format!("b{round}"));
        opens(&fatou, &ballot).await;
        let is_there = |table: &shared::table::RoundTable| table.ballot(&ballot).is_some();
        for seat in voters.iter().chain([&gita]) {
            seat.sees("the ballot", is_there).await;
        }
        let waits = [(); 4].map(|()| chance.random_range(0..8_000));
        let after = |place: usize| Duration::from_micros(waits[place]);
        let casting = voters.iter().enumerate().map(|(place, voter)| {
            let (ballot, wait) = (&ballot, after(place));
            async move {
                tokio::time::sleep(wait).await;
                voter.asks(casts(ballot, "one")).await
            }
        });
        let closing = async {
            tokio::time::sleep(after(3)).await;
            let ballot = ballot.clone();
            gita.asks(BallotCommand::CloseBallot { ballot }).await
        };
        let (answers, closed) = join(join_all(casting), closing).await;
        assert_eq!(closed, Done);
        let is_known = |it: &Answer| matches!(it, Done | Refused(_));
        assert!(answers.iter().all(is_known), "{answers:?}");
        let done = answers.iter().filter(|it| **it == Done).count();
        for seat in voters.iter().chain([&fatou, &gita]) {
            let first = |table: &shared::table::RoundTable| {
                let counted = table.ballot(&ballot)?.counted()?;
                match &counted.count {
                    Count::Ranked { ranked } => Some((counted.voted.len(), ranked.pairwise[0][1])),
                    _ => None,
                }
            };
            seat.sees("the result", |table| first(table).is_some())
                .await;
            assert_eq!(
                first(&seat.table()),
                Some((done, done)),
                "{round}: {answers:?}"
            );
        }
        let kept = two.houses[0].app.store.choices_of(&here.id).await.unwrap();
        assert_eq!(kept, [], "nothing is kept of a ballot that is closed");
    }
    two.ends_as_one_table().await;
}

async fn twice(two: Two) {
    let door = Door::at(two.houses[0].door.address());
    let ana = two.tables[0].behind(&door).facilitator("Ana").await;
    let lock = |locked| {
        Command::Answers(AnswerCommand::LockAnswer {
            question: QuestionId::new("q1").unwrap(),
            locked,
        })
    };
    let is_locked = |table: &shared::table::RoundTable| table.questions[0].locked;
    assert_eq!(ana.asks(lock(true)).await, Done);
    ana.asks_as(7, lock(false));
    ana.until("is answered", |heard| heard.answers.contains_key(&7))
        .await;
    let gita = two.tables[1].facilitator("Gita").await;
    assert_eq!(gita.asks(lock(true)).await, Done);
    // The answer was lost, and she asks again, in the other house.
    door.moves(two.houses[1].door.address());
    ana.returns().await;
    ana.heard().answers.remove(&7);
    ana.asks_as(7, lock(false));
    ana.until("is answered", |heard| heard.answers.contains_key(&7))
        .await;
    assert_eq!(ana.heard().answers[&7], Done);
    assert_eq!(gita.asks(lock(true)).await, Done);
    assert!(is_locked(&ana.table()), "it was not done again");
    two.ends_as_one_table().await;
}

async fn removed(two: Two) {
    let [here, there] = &two.tables;
    let fatou = here.facilitator("Fatou").await;
    let ana = there.delegate(0, "Ana").await;
    let ben = there.delegate(1, "Ben").await;
    ben.writes(ROOT, "Before. ");
    ben.is_saved().await;
    let person = format!("/api/sessions/{}/people/{}", here.session, ana.participant);
    assert_eq!(fatou.asks_over_http("DELETE", &person).await.status, 204);
    // Her house need not have heard of it.
    ana.writes(ROOT, "One more word. ");
    assert!(ana.is_closed().await.0.is_some());
    ben.writes(ROOT, "Later. ");
    ben.is_saved().await;
    fatou.reads(ROOT, "Later. ").await;
    assert_eq!(fatou.text(ROOT), "\nBefore. Later. ");
    two.ends_as_one_table().await;
}

async fn signed_out(two: Two) {
    let [here, there] = &two.tables;
    let ana = here.delegate(0, "Ana").await;
    let ben = there.delegate(1, "Ben").await;
    // Her cookie is good in both houses, and signed out in that where she does not sit.
    let path = "/api/leave";
    let address = two.houses[1].door.address();
    let left = ask(&address, "POST", path, &ana.cookie, Some(&json!({}))).await;
    assert_eq!(left.status, 204);
    assert_eq!(ana.is_closed().await, (Some(4401), "signed-out".to_owned()));
    ben.writes(ROOT, "Later. ");
    ben.is_saved().await;
    assert_eq!(ben.heard().closed, None);
    two.ends_as_one_table().await;
}

async fn moves(two: Two) {
    let door = Door::at(two.houses[0].door.address());
    let ana = two.tables[0].behind(&door).delegate(0, "Ana").await;
    let ben = two.tables[0].delegate(1, "Ben").await;
    for round in 0..much(10, 200) {
        ben.writes(ROOT, &format!("<ben {round}>"));
        ana.writes(ROOT, &format!("<ana {round}>"));
        ana.is_saved().await;
        ana.reads(ROOT, &format!("<ben {round}>")).await;
        // At once: the other house has not looked yet, and she has words of his that it lacks.
        door.moves(two.houses[(round + 1) % 2].door.address());
        ana.returns().await;
        assert_eq!(ana.heard().closed, None);
        let doc = ana.text(ROOT);
        ana.writes(ROOT, &format!("<again {round}>"));
        ana.is_saved().await;
        assert!(ana.text(ROOT).starts_with(doc.trim_end()));
    }
    ben.reads(ROOT, &format!("<again {}>", much(10, 200) - 1))
        .await;
    two.ends_as_one_table().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_bus_others_are_heard_and_without_it_they_are_read_all_the_same() {
    let Some(mut nats) = Nats::start() else {
        return;
    };
    let two = Two::with(None, Some(nats.url())).await;
    two.until("the bus is there", is_on_bus).await;
    let [here, there] = &two.tables;
    let ana = here.delegate(0, "Ana").await;
    let ben = there.delegate(1, "Ben").await;
    let begun = Instant::now();
    for round in 0..20 {
        ana.writes(ROOT, &format!("<ana {round}>"));
        ben.reads(ROOT, &format!("<ana {round}>")).await;
        ben.writes(ROOT, &format!("<ben {round}>"));
        ana.reads(ROOT, &format!("<ben {round}>")).await;
    }
    println!("a word there and back: {:?}", begun.elapsed() / 20);
    two.until("both were heard", |house| {
        house.app.bus.metrics().is_some_and(|bus| bus.heard > 0)
    })
    .await;
    let ready = said(&ana.gets("/readyz").await.body);
    assert!(!ready.contains("bus"), "{ready}");
    // Who is removed need not say anything to be sent away.
    let fatou = here.facilitator("Fatou").await;
    let dan = there.delegate(3, "Dan").await;
    let person = format!("/api/sessions/{}/people/{}", here.session, dan.participant);
    assert_eq!(fatou.asks_over_http("DELETE", &person).await.status, 204);
    assert!(dan.is_closed().await.0.is_some());

    nats.dies();
    two.until("the bus is gone", |house| !is_on_bus(house))
        .await;
    let ready = ana.gets("/readyz").await;
    assert_eq!(ready.status, 200);
    let ready = said(&ready.body);
    assert!(ready.contains("the bus cannot be reached"), "{ready}");
    ana.writes(ROOT, "Without it. ");
    ben.reads(ROOT, "Without it. ").await;
    ben.writes(ROOT, "As well. ");
    ana.reads(ROOT, "As well. ").await;

    nats.starts();
    two.until("the bus is there again", is_on_bus).await;
    ben.writes(ROOT, "With it. ");
    ana.reads(ROOT, "With it. ").await;
    two.ends_as_one_table().await;
}

/// The binary itself, twice on one file: they say so, and one goes without the other's noticing more than that.
#[tokio::test]
async fn two_processes_on_one_file_say_so() {
    let one = Process::start().await;
    let mut other = Process::start_at(&one.place.database()).await;
    let table = one.table().await;
    let there = table.behind(&other.door);
    let (ana, ben) = (
        table.delegate(0, "Ana").await,
        there.delegate(1, "Ben").await,
    );
    for seat in [&ana, &ben] {
        let says = async {
            while !said(&seat.gets("/readyz").await.body).contains("1 more") {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let says = tokio::time::timeout(PATIENCE, says).await;
        assert!(says.is_ok(), "{} is not told of another process", seat.name);
    }
    let numbers = said(&ana.gets("/metrics").await.body);
    assert!(numbers.contains("other_nodes 1"), "{numbers}");
    for round in 0..20 {
        let (ana_says, ben_says) = (format!("<ana {round}>"), format!("<ben {round}>"));
        ana.writes(ROOT, &ana_says);
        ben.writes(ROOT, &ben_says);
        join(ana.is_saved(), ben.is_saved()).await;
    }
    join(ana.reads(ROOT, "<ben 19>"), ben.reads(ROOT, "<ana 19>")).await;
    other.dies().await;
    ana.writes(ROOT, "Still here.");
    ana.is_saved().await;
    let verified = one.runs(&["verify"]).await;
    assert!(verified.status.success(), "{}", said(&verified.stdout));
}
