//! What is said on a secret ballot lies beside the log while the ballot is open, and nowhere afterwards.

use futures_util::future::join;
use server::store::{Kind, Store};
use shared::features::agenda::Phase::{Drafting, Practices, Voting};
use shared::features::ballots::count::Count;
use shared::features::ballots::{
    BallotCommand, BallotOption, BallotRules, Choice, Marks, Method, Said,
};
use shared::features::practices::{PracticeCard, PracticeCommand};
use shared::ids::{BallotId, PracticeId};
use shared::refusal::Refusal;
use shared::seq::Seq;
use shared::table::Command;
use tests::heard::Answer::{Done, NotSaved, Refused};
use tests::house::House;
use tests::process::Process;
use tests::seat::Seat;
use tests::table::Table;

/// How a ranking and a choice look in a row; nothing else looks so.
const MARKS: &[u8] = b"{\"is\":\"ranking\",\"ranking\":[[";
const CHOICE: &[u8] = b"[\"wells\",\"";

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

fn ranks(order: &[&str]) -> Marks {
    Marks::Ranking {
        ranking: order.iter().map(|text| vec![id(text)]).collect(),
    }
}

fn casts(on: &str, marks: Marks) -> Command {
    let ballot = id(on);
    Command::Ballots(BallotCommand::CastBallot { ballot, marks })
}

fn votes(choice: Choice) -> Command {
    Command::Ballots(BallotCommand::CastVote {
        ballot: id("plain"),
        practice: id("wells"),
        choice,
    })
}

fn closes(ballot: &str) -> Command {
    let ballot = id(ballot);
    Command::Ballots(BallotCommand::CloseBallot { ballot })
}

fn ranked() -> BallotRules {
    let option = |text: &str| BallotOption {
        id: id(text),
        text: text.to_owned(),
    };
    BallotRules {
        title: "In which order?".to_owned(),
        options: ["one", "two", "three"].map(option).into(),
        method: Method::Ranked,
        indicative: true,
        ..BallotRules::default()
    }
}

/// A ranking and a vote on a practice, both secret.
async fn ballots_are_open(table: &Table, ana: &Seat) -> Seat {
    let fatou = table.facilitator("Fatou").await;
    fatou.moves(Drafting, Practices).await;
    let practice: PracticeId = id("wells");
    let card = PracticeCard {
        title: "Wells".to_owned(),
        ..PracticeCard::default()
    };
    let brings = PracticeCommand::BringPractice { practice, card };
    assert_eq!(ana.asks(brings).await, Done);
    fatou.moves(Practices, Voting).await;
    let plain = BallotRules {
        title: "Which?".to_owned(),
        practices: vec![id("wells")],
        indicative: true,
        ..BallotRules::default()
    };
    for (ballot, rules) in [("ranked", ranked()), ("plain", plain)] {
        let ballot: BallotId = id(ballot);
        let opens = BallotCommand::OpenBallot { ballot, rules };
        assert_eq!(fatou.asks(opens).await, Done);
    }
    fatou
}

/// Whether these bytes lie in a file.
fn holds(file: &std::path::Path, canary: &[u8]) -> bool {
    let bytes = std::fs::read(file).unwrap_or_default();
    bytes.windows(canary.len()).any(|window| window == canary)
}

#[tokio::test]
async fn a_secret_ballot_outlasts_kill_9_and_leaves_no_choice_behind() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let fatou = ballots_are_open(&table, &ana).await;
    assert_eq!(
        ana.asks(casts("ranked", ranks(&["two", "one"]))).await,
        Done
    );
    assert_eq!(amir.asks(casts("ranked", ranks(&["three"]))).await, Done);
    assert_eq!(
        ben.asks(casts("ranked", ranks(&["one", "three"]))).await,
        Done
    );
    assert_eq!(ana.asks(votes(Choice::CannotSupport)).await, Done);

    process.dies().await;
    for seat in [&ana, &ben, &amir, &fatou] {
        seat.is_closed().await;
    }
    let store = Store::open(&process.place.database()).await.unwrap();
    let rows = store.choices_of(&table.id).await.unwrap();
    // One row for each delegation, of what it says now; and one for the vote on the practice.
    let of = |ballot: &str| rows.iter().filter(|row| row.ballot == id(ballot)).count();
    assert_eq!((of("ranked"), of("plain")), (2, 1), "{rows:?}");
    assert!(
        rows.iter()
            .any(|row| row.said == Said::Marks(ranks(&["three"])))
    );
    store.close().await.unwrap();

    process.starts_again().await;
    for seat in [&ana, &ben, &amir, &fatou] {
        seat.returns().await;
    }
    let own = |seat: &Seat, place: usize| {
        let delegation = id(table.delegation(place).as_str());
        seat.table()
            .ballot(&id("ranked"))
            .and_then(|it| it.marks_of(&delegation).cloned())
    };
    assert_eq!(
        own(&ana, 0),
        Some(ranks(&["three"])),
        "her delegation's, as it was changed"
    );
    assert_eq!(
        (own(&ben, 0), own(&fatou, 0), own(&fatou, 1)),
        (None, None, None)
    );
    assert_eq!(own(&ben, 1), Some(ranks(&["one", "three"])));
    assert_eq!(ben.asks(votes(Choice::Support)).await, Done);
    assert_eq!(fatou.asks(closes("ranked")).await, Done);
    assert_eq!(fatou.asks(closes("plain")).await, Done);
    ben.sees("both results", |table| {
        let ranked = table.ballot(&id("ranked")).and_then(|it| it.counted());
        let plain = table.ballot(&id("plain")).and_then(|it| it.results());
        let pairwise = ranked.is_some_and(|counted| match &counted.count {
            Count::Ranked { ranked } => {
                ranked.pairwise == [[0, 1, 1], [0, 0, 0], [1, 2, 0]] && counted.recorded.is_empty()
            }
            _ => false,
        });
        pairwise && plain.is_some_and(|it| (it[0].support, it[0].cannot_support) == (1, 1))
    })
    .await;
    for seat in [ana, ben, amir, fatou] {
        seat.leaves().await;
    }
    process.is_told_to_stop().await;
    process.ends().await;

    leaves_no_choice(&process, &table).await;
}

/// What is left when all is over: no row, no entry, no snapshot and no byte of any file that says what was said.
async fn leaves_no_choice(process: &Process, table: &Table) {
    let verified = process.runs(&["verify"]).await;
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
    let store = Store::open(&process.place.database()).await.unwrap();
    assert_eq!(store.choices_of(&table.id).await.unwrap(), []);
    let entries = store.entries(&table.id, Seq::START, 10_000).await.unwrap();
    let events = entries.iter().filter(|entry| entry.kind == Kind::Event);
    let cast: Vec<_> = events
        .map(|entry| String::from_utf8_lossy(&entry.body).into_owned())
        .filter(|body| body.contains("ballot-cast") || body.contains("vote-cast"))
        .collect();
    assert_eq!(cast.len(), 5, "that they voted is in the log");
    for body in cast {
        assert!(
            !body.contains("ranking") && !body.contains("support"),
            "{body}"
        );
    }
    let snapshot = store
        .snapshot(&table.id)
        .await
        .unwrap()
        .expect("one was taken");
    assert!(!snapshot.body.windows(7).any(|it| it == b"ranking"));
    store.close().await.unwrap();
    for entry in std::fs::read_dir(process.place.path()).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            !holds(&path, MARKS) && !holds(&path, CHOICE),
            "{} has a choice",
            path.display()
        );
    }
}

#[tokio::test]
async fn a_ballot_cast_as_it_closes_is_counted_or_refused() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let fatou = ballots_are_open(&table, &ana).await;
    let (mut counted, mut refused) = (0, 0);
    for round in 0..30 {
        let name = format!("race-{round}");
        let ballot: BallotId = id(&name);
        let rules = ranked();
        let opens = BallotCommand::OpenBallot { ballot, rules };
        assert_eq!(fatou.asks(opens).await, Done);
        let cast = |seat: &Seat| {
            let asked = casts(&name, ranks(&["two"]));
            let request = rand::random::<u32>().into();
            seat.asks_as(request, asked);
            request
        };
        let requests = [cast(&ana), cast(&ben)];
        let (closed, late) = join(
            fatou.asks(closes(&name)),
            carla.asks(casts(&name, ranks(&["one"]))),
        )
        .await;
        assert_eq!(closed, Done);
        let mut done = usize::from(late == Done);
        for (seat, request) in [&ana, &ben].into_iter().zip(requests) {
            seat.until("is answered", |heard| heard.answers.contains_key(&request))
                .await;
            match seat.heard().answers.get(&request) {
                Some(Done) => done += 1,
                Some(Refused(Refusal::BallotClosed)) => {}
                other => panic!("{other:?}"),
            }
        }
        if late != Done {
            assert_eq!(late, Refused(Refusal::BallotClosed));
        }
        fatou
            .sees("who voted", |table| {
                let ballot = table.ballot(&id(&name)).and_then(|it| it.counted());
                ballot.is_some_and(|it| it.voted.len() == done)
            })
            .await;
        counted += done;
        refused += 3 - done;
    }
    println!("{counted} counted, {refused} refused");
    assert!(counted > 0);
    assert_eq!(
        house.app.store.choices_of(&table.id).await.unwrap().len(),
        0
    );
}

#[tokio::test]
async fn what_could_not_be_saved_is_not_counted() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let fatou = ballots_are_open(&table, &ana).await;
    assert_eq!(ben.asks(casts("ranked", ranks(&["one"]))).await, Done);
    house.app.store.limit_size(Some(0)).await.unwrap();
    let orders = [["one", "two"], ["two", "three"], ["three", "one"]];
    let (mut saved, mut is_lost) = (None, false);
    // Small rows may still fit into pages that the file has already.
    for nth in 0..600 {
        let marks = ranks(&orders[nth % 3]);
        match ana.asks(casts("ranked", marks.clone())).await {
            Done => saved = Some(marks),
            NotSaved => {
                is_lost = true;
                break;
            }
            other @ Refused(_) => panic!("{other:?}"),
        }
    }
    assert!(is_lost, "the disk never filled up");
    house.app.store.limit_size(None).await.unwrap();
    // The table has read its log again, and the rows beside it.
    let amir = table.delegate(0, "Amir").await;
    let north = id(table.delegation(0).as_str());
    let known = amir
        .table()
        .ballot(&id("ranked"))
        .and_then(|it| it.marks_of(&north).cloned());
    assert_eq!(known, saved);
    assert_eq!(fatou.asks(closes("ranked")).await, Done);
    let voted = 1 + usize::from(saved.is_some());
    fatou
        .sees("who voted", |table| {
            let counted = table.ballot(&id("ranked")).and_then(|it| it.counted());
            counted.is_some_and(|it| it.voted.len() == voted)
        })
        .await;
}
