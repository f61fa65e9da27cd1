//! What may happen to one of several processes on one PostgreSQL with a NATS between them; and that nothing is lost, or done twice.

use rand::RngExt as _;
use server::store::{Draft, Kind, Snapshot};
use shared::features::agenda::Phase::{Drafting, Voting};
use shared::features::ballots::count::Count;
use shared::features::ballots::{BallotCommand, BallotOption, BallotRules, Marks, Method};
use shared::features::no_objection::{
    NoObjection, NoObjectionCommand, NoObjectionRules, Span, Subject,
};
use shared::ids::{BallotId, DecisionId};
use shared::table::{Command, RoundTable};
use std::future::Future;
use std::time::{Duration, Instant};
use tests::heard::Answer::Done;
use tests::nats::Nats;
use tests::plan::{chance, much};
use tests::postgres::Server;
use tests::process::{Process, said};
use tests::seat::Seat;
use tests::table::Table;
use tests::two::Two;

const ROOT: &str = "answer/q1";
/// Within so long the people of a process that died are off the list.
const GONE: Duration = Duration::from_secs(10);
/// Within so long everybody has the same text once a fault is over.
const CONVERGES: Duration = Duration::from_secs(5);

/// Several processes, and a table behind each.
struct Cluster {
    nodes: Vec<Process>,
    tables: Vec<Table>,
    nats: Nats,
    _server: Server,
}

impl Cluster {
    /// So many; nothing where PostgreSQL or NATS is not installed.
    async fn start(test: &str, options: &[&[&str]]) -> Option<Self> {
        let nats = Nats::start()?;
        let server = Server::find()?;
        let (database, bus) = (server.schema(test).await, nats.url());
        let mut nodes = Vec::new();
        for more in options {
            let options = [&["--bus", bus.as_str()][..], more].concat();
            nodes.push(Process::start_at_with(&database, &options).await);
        }
        let table = nodes[0].table().await;
        let tables = nodes.iter().map(|node| table.behind(&node.door)).collect();
        let nodes = Self {
            nodes,
            tables,
            nats,
            _server: server,
        };
        nodes.know_each_other().await;
        Some(nodes)
    }

    async fn know_each_other(&self) {
        let others = format!("ready; {} more", self.nodes.len() - 1);
        for node in &self.nodes {
            let ready = async || {
                let address = node.door.address();
                tests::visitor::ask(&address, "GET", "/readyz", "", None).await
            };
            comes_within(
                Duration::from_secs(20),
                "they know each other",
                async || said(&ready().await.body).contains(&others),
            )
            .await;
        }
    }

    /// A delegate behind each of the first four doors, one after another.
    async fn seats(&self, names: &[&str]) -> Vec<Seat> {
        let mut seats = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let table = &self.tables[place % self.tables.len()];
            seats.push(table.delegate(place, name).await);
        }
        seats
    }

    /// Everybody has all that was written, once, and the log adds up to it.
    async fn ends_well(&self, seats: &[Seat], words: usize) {
        for seat in seats {
            seat.is_saved().await;
        }
        let text = || seats.iter().map(|seat| seat.text(ROOT));
        comes_within(CONVERGES, "everybody reads the same", async || {
            text().all(|it| it == seats[0].text(ROOT) && it.matches('<').count() == words)
        })
        .await;
        for table in &self.tables {
            let late = table.facilitator("Late").await;
            assert_eq!(late.text(ROOT), seats[0].text(ROOT));
        }
        let verified = self.nodes[0].runs(&["verify"]).await;
        assert!(verified.status.success(), "{}", said(&verified.stdout));
    }
}

/// Waits until something is so, for no longer than that.
async fn comes_within<F: Future<Output = bool>>(most: Duration, what: &str, is_so: impl Fn() -> F) {
    let waits = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let came = tokio::time::timeout(most, waits).await;
    assert!(came.is_ok(), "not within {most:?}: {what}");
}

/// Some of them write words, one after another, by chance; how many.
async fn write(seats: &[&Seat], rounds: usize, mark: &str) -> usize {
    let mut chance = chance();
    for round in 0..rounds {
        let who = chance.random_range(0..seats.len());
        seats[who].writes(ROOT, &format!("<{mark} {who} {round}>"));
        if chance.random_bool(0.4) {
            let pause = chance.random_range(0..20_000);
            tokio::time::sleep(Duration::from_micros(pause)).await;
        }
    }
    rounds
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

fn casts() -> Command {
    let ranking = vec![vec![id("one")]];
    let (ballot, marks) = (id("b"), Marks::Ranking { ranking });
    BallotCommand::CastBallot { ballot, marks }.into()
}

fn opens() -> BallotCommand {
    let option = |text: &str| BallotOption {
        id: id(text),
        text: text.to_owned(),
    };
    BallotCommand::OpenBallot {
        ballot: id("b"),
        rules: BallotRules {
            title: "In which order?".to_owned(),
            options: ["one", "two"].map(option).into(),
            method: Method::Ranked,
            indicative: true,
            ..BallotRules::default()
        },
    }
}

fn counted(table: &RoundTable) -> Option<(usize, usize)> {
    let counted = table.ballot(&id::<BallotId>("b"))?.counted()?;
    match &counted.count {
        Count::Ranked { ranked } => Some((counted.voted.len(), ranked.pairwise[0][1])),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_is_killed_and_its_people_go_on_at_another() {
    let options: [&[&str]; 3] = [&[], &[], &[]];
    let Some(mut nodes) = Cluster::start("a_process_is_killed", &options).await else {
        return;
    };
    let fatou = nodes.tables[0].facilitator("Fatou").await;
    let seats = nodes.seats(&["Ana", "Ben", "Carla", "Dan"]).await;
    let [ana, ben, carla, dan] = &seats[..] else {
        panic!("there are four")
    };
    let all: Vec<_> = seats.iter().collect();
    let mut words = write(&all, much(40, 1_000), "before").await;
    fatou.moves(Drafting, Voting).await;
    assert_eq!(fatou.asks(opens()).await, Done);
    for seat in &seats {
        seat.sees("the ballot", |table| {
            table.ballot(&id::<BallotId>("b")).is_some()
        })
        .await;
    }
    // Carla says what she chooses, and her process dies on it: whether it was counted she cannot know.
    ana.asks_as(7, casts());
    carla.asks_as(7, casts());
    let door = nodes.nodes[0].door.address();
    nodes.nodes[2].dies().await;
    let died = Instant::now();
    ana.until("she has gone", |heard| {
        !heard.present.contains_key(&carla.participant)
    })
    .await;
    assert!(died.elapsed() < GONE, "{:?}", died.elapsed());
    carla.drops();
    nodes.nodes[2].door.moves(door);
    let back = Instant::now();
    carla.returns().await;
    assert!(back.elapsed() < Duration::from_secs(3));
    carla.heard().answers.remove(&7);
    carla.asks_as(7, casts());
    for seat in [ana, carla] {
        seat.until("is answered", |heard| heard.answers.contains_key(&7))
            .await;
        assert_eq!(seat.heard().answers[&7], Done);
    }
    assert_eq!(ben.asks(casts()).await, Done);
    let ballot = id("b");
    assert_eq!(
        fatou.asks(BallotCommand::CloseBallot { ballot }).await,
        Done
    );
    for seat in [ana, ben, carla, dan] {
        seat.sees("the result", |table| counted(table).is_some())
            .await;
        assert_eq!(counted(&seat.table()), Some((3, 3)), "once each");
    }
    fatou.moves(Voting, Drafting).await;
    for seat in &seats {
        seat.sees("the move", |table| table.agenda.at == Drafting)
            .await;
    }
    words += write(&all, much(40, 1_000), "after").await;
    nodes.ends_well(&seats, words).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_stands_still_and_goes_on() {
    let options: [&[&str]; 2] = [&[], &[]];
    let Some(nodes) = Cluster::start("a_process_stands_still", &options).await else {
        return;
    };
    let seats = nodes.seats(&["Ana", "Ben", "Carla", "Dan"]).await;
    let [ana, ben, carla, dan] = &seats[..] else {
        panic!("there are four")
    };
    let all: Vec<_> = seats.iter().collect();
    let mut words = write(&all, much(20, 1_000), "before").await;
    nodes.nodes[1].stands_still().await;
    let begun = Instant::now();
    words += write(&all, much(40, 1_000), "meanwhile").await;
    ana.is_saved().await;
    carla.reads(ROOT, "<meanwhile").await;
    ana.until("nobody is heard of there", |heard| {
        !heard.present.contains_key(&ben.participant)
            && !heard.present.contains_key(&dan.participant)
    })
    .await;
    assert!(begun.elapsed() < GONE, "{:?}", begun.elapsed());
    nodes.nodes[1].goes_on().await;
    ana.until("they are there again", |heard| {
        heard.present.contains_key(&ben.participant) && heard.present.contains_key(&dan.participant)
    })
    .await;
    for seat in [ben, dan] {
        if seat.heard().closed.is_some() {
            seat.returns().await;
        }
    }
    words += write(&all, much(20, 1_000), "after").await;
    nodes.ends_well(&seats, words).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bus_goes_and_comes_again_and_again() {
    let options: [&[&str]; 2] = [&[], &[]];
    let Some(mut nodes) = Cluster::start("the_bus_goes_and_comes", &options).await else {
        return;
    };
    let seats = nodes.seats(&["Ana", "Ben", "Carla", "Dan"]).await;
    let all: Vec<_> = seats.iter().collect();
    let mut words = 0;
    for round in 0..much(2, 20) {
        words += write(&all, much(20, 200), &format!("with {round}")).await;
        nodes.nats.dies();
        words += write(&all, much(20, 200), &format!("without {round}")).await;
        nodes.nats.starts();
        words += write(&all, much(20, 200), &format!("again {round}")).await;
    }
    nodes.ends_well(&seats, words).await;
    let [ana, ben, ..] = &all[..] else {
        panic!("there are four")
    };
    // Who was off the list while nothing was heard is on it again.
    for (seat, other) in [(ana, ben), (ben, ana)] {
        seat.until("they are there again", |heard| {
            heard.present.contains_key(&other.participant)
        })
        .await;
    }
}

fn is_closed(table: &RoundTable) -> bool {
    let decision = table.no_objections.get(&id::<DecisionId>("d1"));
    decision.is_some_and(NoObjection::is_closed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_whose_clock_is_an_hour_ahead_closes_nothing_early() {
    let options: [&[&str]; 2] = [&[], &["--wrong-clock", "3600000"]];
    let Some(nodes) = Cluster::start("a_clock_is_an_hour_ahead", &options).await else {
        return;
    };
    let fatou = nodes.tables[0].facilitator("Fatou").await;
    let gita = nodes.tables[1].facilitator("Gita").await;
    let text = "Referral is followed up.".to_owned();
    let rules = NoObjectionRules {
        time: Span::Room { seconds: 60 },
        by_name: true,
        prints_reservations: true,
    };
    let put = NoObjectionCommand::PutWording {
        decision: id("d1"),
        what: Subject::Text { text },
        rules,
        seen: String::new(),
    };
    let begun = server::clock::own().0;
    assert_eq!(gita.asks(put).await, Done);
    fatou
        .sees("the wording", |table| {
            table.no_objections.get(&id::<DecisionId>("d1")).is_some()
        })
        .await;
    let until = fatou
        .table()
        .no_objections
        .get(&id::<DecisionId>("d1"))
        .map(|it| it.until.0);
    let off = until.expect("it is there").abs_diff(begun + 60_000);
    assert!(off < 5_000, "it is due {off} ms off");
    let welcome = gita.heard().welcome.clone().expect("she was welcomed");
    assert!(
        welcome.now.0.abs_diff(begun) < 5_000,
        "she is told the time"
    );
    // Whoever looks for what is due has looked several times.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert!(!is_closed(&fatou.table()) && !is_closed(&gita.table()));
    let page = said(&gita.gets("/metrics").await.body);
    let mut lines = page.lines();
    let ahead = lines.find_map(|it| it.strip_prefix("roundtable_clock_ahead_milliseconds "));
    let ahead: i64 = ahead.and_then(|it| it.parse().ok()).expect("a number");
    assert!((ahead + 3_600_000).abs() < 5_000, "{ahead}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_newer_build_has_written_is_left_alone_and_not_guessed_at() {
    let mut two = Two::on(None).await;
    let table = two.tables[0].clone();
    let ana = table.delegate(0, "Ana").await;
    ana.writes(ROOT, "Words. ");
    ana.is_saved().await;
    ana.leaves().await;
    two.houses[0].restarts().await;
    // It has a snapshot, which a newer build writes again, with more than this one knows.
    let store = two.houses[0].app.store.clone();
    let snapshot = store.older_snapshot(&table.id, None).await.unwrap();
    let Snapshot { seq, at, body } = snapshot.expect("it was put away");
    let len = u32::from_le_bytes(body[..4].try_into().unwrap()) as usize;
    let mut cover: serde_json::Value = serde_json::from_slice(&body[4..4 + len]).unwrap();
    cover["build"] = 1_000_000.into();
    let cover = cover.to_string().into_bytes();
    let newer = [
        &u32::try_from(cover.len()).unwrap().to_le_bytes()[..],
        &cover,
        &body[4 + len..],
    ]
    .concat();
    let newer = Snapshot {
        seq,
        at,
        body: newer.into(),
    };
    store
        .put_snapshot(table.id.clone(), newer.clone())
        .await
        .unwrap();
    ana.returns().await;
    assert_eq!(ana.text(ROOT), "\nWords. ");
    let kept = store.older_snapshot(&table.id, Some(seq.next())).await;
    assert_eq!(kept.unwrap(), Some(newer), "it is left alone");
    // An event that this build does not know: nobody sits there any more, and it is said why.
    let draft = Draft {
        kind: Kind::Event,
        participant: None,
        at,
        body: br#"{"event":"of-the-future"}"#.to_vec().into(),
    };
    store
        .log()
        .append(table.id.clone(), vec![draft])
        .await
        .unwrap();
    ana.writes(ROOT, "More. ");
    assert_eq!(ana.is_closed().await.1, "restart");
    let page = ana.gets(&format!("/live/{}", table.id)).await;
    assert_eq!(page.status, 503, "{}", said(&page.body));
    assert!(said(&page.body).contains("newer"), "{}", said(&page.body));
    for house in &mut two.houses {
        house.closes().await;
    }
}
