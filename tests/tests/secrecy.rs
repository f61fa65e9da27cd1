//! What arrives on the wire is what the one rule of secrecy lets through, to the letter, whatever is asked by whom.

use rand::RngExt as _;
use rand::rngs::StdRng;
use server::store::{Kind, Store};
use server::tables::state::TableState;
use shared::document::Root;
use shared::features::agenda::{AgendaCommand, MoveClock, Phase};
use shared::features::answers::{AnswerCommand, Answered, QuestionWording};
use shared::features::ballots::{
    BallotCommand, BallotEvent, BallotOption, BallotRules, Choice, DecisionRule, Marks, Method,
};
use shared::features::chair::ChairCommand;
use shared::features::circulation::CirculationCommand;
use shared::features::comments::{CommentCommand, Letter, Passage};
use shared::features::commitments::CommitmentCommand;
use shared::features::desks::DeskCommand;
use shared::features::floor::{FloorCommand, OrderPolicy, SpeechKind};
use shared::features::lead::{LeadCommand, Led};
use shared::features::no_objection::{
    NoObjectionCommand, NoObjectionRules, ReservationKind, Span, Subject,
};
use shared::features::people::{Participant, PeopleEvent};
use shared::features::practices::{PracticeCard, PracticeCommand};
use shared::features::projector::{Projected, ProjectorCommand};
use shared::features::pulling::{PullingCommand, Source, Taken};
use shared::features::report::{ReportCommand, ReportKind, ReportSetting, ReportSource};
use shared::features::revisions::RevisionCommand;
use shared::features::roll_call::RollCallCommand;
use shared::features::sign_off::{Capacity, SignOffCommand};
use shared::features::temperature::{Leaning, TemperatureCommand};
use shared::features::themes::{AnswerThemes, ThemeCommand};
use shared::ids::{
    BallotId, CommentId, DelegationId, OptionId, ParticipantId, PracticeId, QuestionId, RemarkId,
    ReplyId, SpeechId, TableId, Timestamp,
};
use shared::protocol::ServerMessage;
use shared::seq::Seq;
use shared::table::{Audience, Command, Event, Record, RoundTable, TableEvent};
use std::collections::{BTreeMap, BTreeSet};
use tests::house::House;
use tests::plan::{chance, much};
use tests::seat::Seat;

fn some<T: Clone>(of: &[T], chance: &mut StdRng) -> T {
    of[chance.random_range(0..of.len())].clone()
}

fn practice(chance: &mut StdRng) -> PracticeId {
    some(&["p1", "p2"], chance).parse().expect("an id")
}

/// Ballots come and go: at every stage there is another, and the two before it.
fn ballot(stage: usize, chance: &mut StdRng) -> BallotId {
    let number = stage + chance.random_range(0..3);
    format!("b{number}").parse().expect("an id")
}

fn card(chance: &mut StdRng) -> PracticeCard {
    PracticeCard {
        title: format!("Practice {}", chance.random_range(0..9)),
        ..PracticeCard::default()
    }
}

fn option(chance: &mut StdRng) -> OptionId {
    some(&["o1", "o2"], chance).parse().expect("an id")
}

/// A ballot that is cast as a whole.
fn whole(chance: &mut StdRng) -> BallotRules {
    let method = some(&[Method::Approval, Method::Ranked], chance);
    let option = |id: &str| BallotOption {
        id: id.parse().expect("an id"),
        text: id.to_owned(),
    };
    BallotRules {
        title: "When?".to_owned(),
        options: vec![option("o1"), option("o2")],
        method,
        indicative: chance.random_bool(0.5),
        recorded: chance.random_bool(0.3),
        ..BallotRules::default()
    }
}

fn marks(chance: &mut StdRng) -> Marks {
    match chance.random_range(0..3) {
        0 => Marks::Approval {
            options: BTreeSet::from([option(chance)]),
        },
        1 => Marks::Ranking {
            ranking: vec![vec![option(chance)]],
        },
        // By another method than either.
        _ => Marks::Points {
            points: BTreeMap::from([(option(chance), 1)]),
        },
    }
}

fn rules(chance: &mut StdRng) -> BallotRules {
    if chance.random_bool(0.3) {
        return whole(chance);
    }
    let indicative = chance.random_bool(0.5);
    BallotRules {
        title: "Which?".to_owned(),
        practices: vec![practice(chance)],
        indicative,
        recorded: chance.random_bool(0.3),
        rule: (!indicative).then_some(DecisionRule::SimpleMajority),
        ..BallotRules::default()
    }
}

const FACILITATOR: usize = 3;

/// Something about the floor or the chair, which stays with the facilitators.
fn floor(chance: &mut StdRng) -> Command {
    let speech = SpeechId::new(format!("s{}", chance.random_range(0..9))).expect("an id");
    match chance.random_range(0..15) {
        0..4 => FloorCommand::AskForFloor {
            speech,
            kind: some(&SpeechKind::ALL, chance),
            on_behalf_of: some(&["", "Friends"], chance).to_owned(),
        }
        .into(),
        4 => FloorCommand::WithdrawFromList { speech }.into(),
        9..12 => FloorCommand::HandInStatement {
            speech,
            text: "Thank you, Chair.".to_owned(),
        }
        .into(),
        12 => some(
            &[
                FloorCommand::TakeBackStatement {
                    speech: speech.clone(),
                },
                FloorCommand::ConfirmStatement { speech },
                FloorCommand::DropKeptStatement,
            ],
            chance,
        )
        .into(),
        13 => FloorCommand::EndSpeech { speech }.into(),
        14 => FloorCommand::ReturnToList { speech }.into(),
        5 => FloorCommand::GiveFloor {
            speech,
            after: None,
        }
        .into(),
        6 => FloorCommand::OrderList {
            policy: OrderPolicy::ByLot {
                seed: chance.random_range(0..9),
            },
        }
        .into(),
        7 => FloorCommand::BeginRound {
            after: chance.random_range(0..9),
        }
        .into(),
        _ => ChairCommand::HandOverChair {
            from: BTreeSet::new(),
            to: BTreeSet::new(),
        }
        .into(),
    }
}

/// Something about a comment.
fn comment(delegations: &[DelegationId], chance: &mut StdRng) -> CommentCommand {
    let comment = CommentId::new(format!("c{}", chance.random_range(0..40))).expect("an id");
    let letter = Letter {
        client: chance.random_range(1..9),
        clock: chance.random_range(0..9),
    };
    match chance.random_range(0..6) {
        0..3 => CommentCommand::Comment {
            comment,
            on: Passage {
                root: Root::parse(some(&["answer/q1", "practice/p1/done"], chance))
                    .expect("a root"),
                first: letter,
                last: letter,
            },
            quote: "here".to_owned(),
            text: "Who pays?".to_owned(),
            to: chance.random_bool(0.5).then(|| some(delegations, chance)),
        },
        3 => CommentCommand::ReplyToComment {
            comment,
            reply: ReplyId::new(format!("y{}", chance.random_range(0..999))).expect("an id"),
            text: "We do.".to_owned(),
        },
        4 => CommentCommand::ResolveComment {
            comment,
            resolved: chance.random_bool(0.5),
        },
        _ => CommentCommand::WithdrawComment { comment },
    }
}

/// Keeping answers private, and revealing them.
fn disclosing(chance: &mut StdRng) -> Command {
    let question = some(&["q1", "q2"], chance).parse().expect("an id");
    if chance.random_bool(0.5) {
        AnswerCommand::KeepPrivate { question }.into()
    } else {
        AnswerCommand::RevealAnswers { question }.into()
    }
}

/// Showing something to the room.
fn projecting(chance: &mut StdRng) -> Command {
    let pause = Projected::Pause {
        text: "Back soon".into(),
    };
    let shows = some(&[Projected::Agenda, pause], chance);
    ProjectorCommand::Project { shows, page: 0 }.into()
}

/// Who is present.
fn roll(delegations: &[DelegationId], chance: &mut StdRng) -> Command {
    RollCallCommand::DeclarePresent {
        delegation: some(delegations, chance),
        present: chance.random_bool(0.5),
    }
    .into()
}

/// The report.
fn report(chance: &mut StdRng) -> Command {
    match chance.random_range(0..4) {
        0 => ReportCommand::BeginReport {
            kind: ReportKind::Summary,
            setting: ReportSetting::default(),
        },
        1 => ReportCommand::LeaveOutSection {
            section: "introduction".parse().expect("an id"),
            left_out: chance.random_bool(0.5),
        },
        2 => ReportCommand::BringIn {
            bringing: some(&["i1", "i2"], chance).parse().expect("an id"),
            section: "question-1".parse().expect("an id"),
            from: ReportSource::Joint {
                question: "q1".parse().expect("an id"),
            },
        },
        _ => ReportCommand::BringIn {
            bringing: some(&["i3", "i4"], chance).parse().expect("an id"),
            section: "participants".parse().expect("an id"),
            from: ReportSource::Facts,
        },
    }
    .into()
}

/// How the room leans.
fn temperature(chance: &mut StdRng) -> Command {
    let check = some(&["k1", "k2", "k3", "k4"], chance)
        .parse()
        .expect("an id");
    match chance.random_range(0..8) {
        0..3 => TemperatureCommand::AskTemperature {
            check,
            wording: "Could we agree?".to_owned(),
        },
        3..7 => TemperatureCommand::SayTemperature {
            check,
            leaning: some(&Leaning::ALL, chance),
        },
        _ => TemperatureCommand::EndTemperature { check },
    }
    .into()
}

/// Wording with a time to object, and what is said to it.
fn wording(chance: &mut StdRng) -> NoObjectionCommand {
    let id = format!("d{}", chance.random_range(0..9));
    let decision = id.parse().expect("an id");
    match chance.random_range(0..12) {
        0..3 => NoObjectionCommand::PutWording {
            decision,
            what: Subject::Text {
                text: "Referral is followed up.".to_owned(),
            },
            rules: NoObjectionRules {
                time: Span::Room { seconds: 10 },
                by_name: chance.random_bool(0.3),
                prints_reservations: chance.random_bool(0.5),
            },
            seen: String::new(),
        },
        3..8 => NoObjectionCommand::Object {
            decision,
            paragraph: chance.random_bool(0.5).then_some(0),
            reason: some(&["", "Who pays?", "Not so."], chance).to_owned(),
        },
        8 | 9 => NoObjectionCommand::WithdrawObjection { decision },
        10 => NoObjectionCommand::ExplainPosition {
            decision,
            text: "We regret this.".to_owned(),
        },
        _ => NoObjectionCommand::RecordReservation {
            decision,
            kind: some(&[None, Some(ReservationKind::Reserves)], chance),
            text: String::new(),
        },
    }
}

/// A draft that goes out, what is said to it, and signing.
fn concluding(chance: &mut StdRng) -> Command {
    let draft = || "o1".parse().expect("an id");
    let correction = some(&["c1", "c2", "c3"], chance).parse().expect("an id");
    match chance.random_range(0..6) {
        0 => CirculationCommand::CirculateDraft {
            draft: draft(),
            until: Timestamp(server::clock::now().0 + 600_000),
            note: String::new(),
            by_name: chance.random_bool(0.5),
        }
        .into(),
        1 | 2 => CirculationCommand::OfferCorrection {
            correction,
            draft: draft(),
            paragraph: 1,
            words: "Referral".to_owned(),
            proposed: String::new(),
            reason: String::new(),
        }
        .into(),
        3 => CirculationCommand::AnswerCorrection {
            correction,
            answer: "It stays.".to_owned(),
        }
        .into(),
        4 => CommitmentCommand::StrikeCommitment {
            commitment: "s1".parse().expect("an id"),
        }
        .into(),
        _ => SignOffCommand::SignOutcome {
            capacity: some(&Capacity::ALL, chance),
            text: "0".repeat(64),
            alone: false,
        }
        .into(),
    }
}

/// Freezing the text, and putting some of it back.
fn revisions(chance: &mut StdRng) -> Command {
    let revision = some(&["v1", "v2", "v3"], chance).parse().expect("an id");
    if chance.random_bool(0.5) {
        let name = "Draft".to_owned();
        return RevisionCommand::FreezeRevision { revision, name }.into();
    }
    RevisionCommand::RestorePassage {
        restoration: some(&["r1", "r2"], chance).parse().expect("an id"),
        revision,
        root: "answer/q1".to_owned(),
        block: 0,
    }
    .into()
}

/// The root of one delegation's answer.
type OfOne = fn(QuestionId, DelegationId) -> Root;

/// Compiling answers, and taking some of them.
fn pulling(delegations: &[DelegationId], chance: &mut StdRng) -> Command {
    let compilation = some(&["c1", "c2", "c3"], chance).parse().expect("an id");
    if chance.random_bool(0.5) {
        let question = some(&["q1", "q2"], chance).parse().expect("an id");
        return PullingCommand::CompileAnswers {
            compilation,
            question,
        }
        .into();
    }
    let of = delegations[chance.random_range(0..delegations.len())].clone();
    let question = "q1".parse().expect("an id");
    let root = some(&[Root::Own as OfOne, Root::Private], chance)(question, of).to_string();
    let taken = some(&[Taken::All, Taken::Text { root }], chance);
    PullingCommand::PullWords {
        pull: some(&["p1", "p2", "p3"], chance).parse().expect("an id"),
        from: Source::Compilation { compilation },
        taken,
        into: "answer/q1".to_owned(),
        seen_taken: chance.random_range(0..3),
    }
    .into()
}

/// What a facilitator does about those who vote: reminds them, enters what one chose on paper.
fn about_voters(stage: usize, chance: &mut StdRng) -> BallotCommand {
    let ballot = ballot(stage, chance);
    if chance.random_bool(0.5) {
        return BallotCommand::RemindVoters { ballot };
    }
    BallotCommand::EnterVote {
        ballot,
        delegation: "north".parse().expect("an id"),
        practice: practice(chance),
        choice: some(&Choice::ALL, chance),
    }
}

/// Anything that may be asked, sensible or not; votes most of all.
#[allow(clippy::too_many_lines, reason = "a line or two for each")]
fn command(stage: usize, delegations: &[DelegationId], chance: &mut StdRng) -> Command {
    match chance.random_range(0..72) {
        70..72 => ThemeCommand::SetAnswerThemes(AnswerThemes {
            question: some(&["q1", "q8", "q9"], chance).parse().expect("an id"),
            delegation: some(&[None, Some("north"), Some("south")], chance)
                .map(|id| id.parse().expect("an id")),
            themes: some(&[&[][..], &["t1"], &["t1", "t2"]], chance)
                .iter()
                .map(|id: &&str| id.parse().expect("an id"))
                .collect(),
        })
        .into(),
        66..70 => concluding(chance),
        62..66 => wording(chance).into(),
        61 => roll(delegations, chance),
        57..61 => temperature(chance),
        52..54 => disclosing(chance),
        54 => LeadCommand::LeadRoom { to: Led::Ballots }.into(),
        55..57 => revisions(chance),
        51 => projecting(chance),
        50 => AgendaCommand::PutItem {
            item: "welcome".parse().expect("an id"),
            after: Some("wrap-up".parse().expect("an id")),
        }
        .into(),
        0 => AgendaCommand::Move {
            from: some(&[Phase::Practices, Phase::Voting], chance).into(),
            to: some(&[Phase::Practices, Phase::Voting, Phase::Voting], chance).into(),
            clock: some(&[MoveClock::RunsOn, MoveClock::Stops], chance),
        }
        .into(),
        1 => AgendaCommand::KeepTime {
            ends: Some(Timestamp(chance.random_range(1..9))),
            left: None,
        }
        .into(),
        2..5 => AgendaCommand::ShowReadiness {
            ready: chance.random_bool(0.5),
        }
        .into(),
        5 => AnswerCommand::LockAnswer {
            question: "q1".parse().expect("an id"),
            locked: chance.random_bool(0.5),
        }
        .into(),
        8 if chance.random_bool(0.3) => PracticeCommand::BringFromFile {
            practice: practice(chance),
            delegation: "north".parse().expect("an id"),
            card: card(chance),
            from: shared::features::practices::FromFile {
                collection: "Last year".to_owned(),
                whose: String::new(),
            },
        }
        .into(),
        6..9 => PracticeCommand::BringPractice {
            practice: practice(chance),
            card: card(chance),
        }
        .into(),
        9 => PracticeCommand::RevisePractice {
            practice: practice(chance),
            card: card(chance),
        }
        .into(),
        10..13 => PracticeCommand::EndorsePractice {
            practice: practice(chance),
            endorsed: chance.random_bool(0.5),
        }
        .into(),
        13 => PracticeCommand::AskOnPractice {
            practice: practice(chance),
            remark: RemarkId::new(format!("r{}", chance.random_range(0..99))).expect("an id"),
            text: "Who paid?".to_owned(),
        }
        .into(),
        14..17 => BallotCommand::OpenBallot {
            ballot: ballot(stage, chance),
            rules: rules(chance),
        }
        .into(),
        17 => BallotCommand::CloseBallot {
            ballot: ballot(stage, chance),
        }
        .into(),
        18 => BallotCommand::CancelBallot {
            ballot: ballot(stage, chance),
            reason: "The wording was wrong.".to_owned(),
        }
        .into(),
        19 => DeskCommand::ShareDesk {
            with: some(delegations, chance),
        }
        .into(),
        20 => DeskCommand::UnshareDesk {
            with: some(delegations, chance),
        }
        .into(),
        21 => AnswerCommand::AddQuestion {
            question: some(&["q1", "q8", "q9"], chance).parse().expect("an id"),
            wording: QuestionWording {
                label: String::new(),
                name: String::new(),
                text: "Who waits?".to_owned(),
            },
            answered: Answered::Both,
        }
        .into(),
        22..29 => floor(chance),
        29..33 => BallotCommand::CastBallot {
            ballot: ballot(stage, chance),
            marks: marks(chance),
        }
        .into(),
        33 => about_voters(stage, chance).into(),
        _ => BallotCommand::CastVote {
            ballot: ballot(stage, chance),
            practice: practice(chance),
            choice: some(&Choice::ALL, chance),
        }
        .into(),
    }
}

/// The log's events, with everything in them.
async fn log(store: &Store, table: &TableId) -> Vec<Record> {
    let state = TableState::open(store, table).await.unwrap();
    let names = &state.table.participants;
    let head = store.head(table).await.unwrap().unwrap().seq;
    let entries = store
        .entries(table, Seq::START, u32::try_from(head.get()).unwrap())
        .await;
    let events = entries.unwrap().into_iter();
    events
        .filter(|entry| entry.kind == Kind::Event)
        .map(|entry| Record {
            seq: entry.seq,
            at: entry.at,
            by: entry.participant,
            event: serde_json::from_slice::<Event>(&entry.body).unwrap(),
        })
        .map(|record| named(record, names))
        .collect()
}

/// What was said on secret ballots is not in the log. Whoever said it was told, and nobody else: with that, the log has everything.
fn completed(mut log: Vec<Record>, seats: &[Seat]) -> (Vec<Record>, usize) {
    let mut told = BTreeMap::new();
    for seat in seats {
        for words in &seat.heard().words {
            if let Ok(ServerMessage::Happened { record }) = serde_json::from_str(words)
                && let Event::Ballots(
                    BallotEvent::VoteCast {
                        choice: Some(_), ..
                    }
                    | BallotEvent::BallotCast { marks: Some(_), .. },
                ) = &record.event
            {
                told.insert(record.seq, record.event);
            }
        }
    }
    let mut sealed = 0;
    for record in &mut log {
        let Event::Ballots(
            BallotEvent::VoteCast {
                choice: None,
                sealed: true,
                ..
            }
            | BallotEvent::BallotCast {
                marks: None,
                sealed: true,
                ..
            },
        ) = &record.event
        else {
            if let Event::Ballots(
                BallotEvent::VoteCast { sealed, .. } | BallotEvent::BallotCast { sealed, .. },
            ) = &record.event
            {
                assert!(!sealed, "a choice on a secret ballot lies in the log");
            }
            continue;
        };
        let event = told.get(&record.seq).expect("whoever voted was told");
        assert_eq!(event.clone().unnamed(), record.event);
        record.event = event.clone();
        sealed += 1;
    }
    (log, sealed)
}

/// The record with the name that lies beside the log.
fn named(mut record: Record, people: &BTreeMap<ParticipantId, Participant>) -> Record {
    if let Event::People(PeopleEvent::ParticipantAdmitted { participant }) = &mut record.event {
        assert_eq!(participant.name, "", "the log holds a name");
        participant.name.clone_from(&people[&participant.id].name);
    }
    record
}

/// The table as a log adds up to it, up to an entry.
fn table_at(log: &[Record], head: Seq) -> RoundTable {
    let Event::Table(TableEvent::Convened(first)) = &log[0].event else {
        panic!("a log begins with the convening")
    };
    let mut table = RoundTable::convene(log[0].at, first);
    let later = log[1..].iter().filter(|record| record.seq <= head);
    later.for_each(|record| table.apply(record));
    table
}

/// Compares everything that a seat was told with the rule; says how much of it was hidden.
fn check(seat: &Seat, log: &[Record], now: &RoundTable) -> usize {
    let told = seat.heard();
    let you = &told.welcome.as_ref().expect("a welcome").you;
    let viewer = &now.participants[you];
    let (mut expected, mut hidden) = (Vec::new(), 0);
    for words in &told.words {
        match serde_json::from_str(words).expect("the server speaks the protocol") {
            ServerMessage::Welcome(welcome) => {
                let head = welcome.head;
                assert!(expected.is_empty(), "something was not told to {viewer:?}");
                assert_eq!(welcome.table, table_at(log, head).seen_by(viewer));
                let later = log.iter().filter(|record| record.seq > head);
                expected = later.rev().collect();
            }
            ServerMessage::Happened { record } => {
                let whole = expected.pop().expect("more was told than happened");
                hidden += usize::from(!whole.event.audience().holds(viewer));
                assert_eq!(record, whole.clone().seen_by(viewer));
                let rightly = ServerMessage::Happened {
                    record: whole.clone().seen_by(viewer),
                };
                assert_eq!(words, &serde_json::to_string(&rightly).unwrap());
            }
            _ => {}
        }
    }
    assert!(expected.is_empty(), "something was not told to {viewer:?}");
    hidden
}

#[tokio::test]
async fn what_arrives_is_what_the_rule_of_secrecy_lets_through() {
    let mut chance = chance();
    let mut house = House::chosen(|config| config.tables.rate = None).await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let seats = [
        table.delegate(0, "Amir").await,
        table.rapporteur("Rae").await,
        table.observer("Obi").await,
        fatou,
        ana,
        ben,
        carla,
    ];
    seats[FACILITATOR]
        .moves(Phase::Drafting, Phase::Practices)
        .await;
    let delegations: [DelegationId; 4] =
        [0, 1, 2, 3].map(|place| table.delegation(place).parse().unwrap());
    // There is something to compile.
    let own = Root::Own("q1".parse().unwrap(), delegations[0].clone());
    seats[4].writes(&own.to_string(), "We propose a fund.");
    let mut request = 0;
    let stages = much(60, 8_000);
    // Where everything is slow, a ballot is often closed before anybody's vote comes.
    let has_votes = |seat: &Seat| {
        let words = &seat.heard().words;
        let votes = words
            .iter()
            .filter(|words| words.contains("vote-cast") || words.contains("ballot-cast"));
        votes.count() > 60
    };
    for stage in 0..4 * stages {
        if stage >= stages && has_votes(&seats[FACILITATOR]) {
            break;
        }
        // Whoever asks most lags behind the others, who would vote on what is not open yet.
        let opens = BallotCommand::OpenBallot {
            ballot: format!("b{stage}").parse().expect("an id"),
            rules: rules(&mut chance),
        };
        seats[FACILITATOR].asks(opens).await;
        // In bursts, so that one commit takes the commands of several.
        for _ in 0..chance.random_range(1..60) {
            request += 1;
            // Nobody else may hold ballots.
            let nth = if chance.random_bool(0.3) {
                FACILITATOR
            } else {
                chance.random_range(0..seats.len())
            };
            let asked = match chance.random_range(0..100) {
                0..6 => comment(&delegations, &mut chance).into(),
                6..8 => pulling(&delegations, &mut chance),
                8..10 => report(&mut chance),
                _ => command(stage, &delegations, &mut chance),
            };
            seats[nth].asks_as(request, asked);
        }
        // Whatever is left open would keep others from being opened.
        let ballot = format!("b{stage}").parse().expect("an id");
        request += 1;
        seats[FACILITATOR].asks_as(request, BallotCommand::CloseBallot { ballot });
        tokio::time::sleep(std::time::Duration::from_millis(chance.random_range(0..8))).await;
    }
    // Whoever is answered has been told all that came before, and whoever comes now is told all of it.
    for seat in &seats {
        seat.asks(AgendaCommand::ShowReadiness { ready: true })
            .await;
    }
    let late = table.observer("Late").await;
    let told = |seat: &Seat| seat.heard().welcome.as_ref().map(|welcome| welcome.head);
    let head = told(&late);
    for seat in &seats {
        seat.until("everything is told", |heard| {
            heard.welcome.as_ref().map(|welcome| welcome.head) >= head
        })
        .await;
    }
    house.closes().await;
    let store = Store::open(&house.place.database()).await.unwrap();
    let (log, sealed) = completed(log(&store, &table.id).await, &seats);
    assert!(sealed > 10, "{sealed} secret votes: too few to learn from");
    let now = table_at(&log, Seq::new(u64::MAX));
    let secrets = log
        .iter()
        .filter(|record| record.event.audience() != Audience::Everybody);
    let (desks, votes): (Vec<_>, Vec<_>) =
        secrets.partition(|record| matches!(record.event, Event::Desks(_)));
    let (desks, votes) = (desks.len(), votes.len());
    assert!(
        votes > 50 && desks > 20,
        "{votes} votes, {desks} desks: too few to learn from"
    );
    let hidden: Vec<usize> = seats.iter().map(|seat| check(seat, &log, &now)).collect();
    println!(
        "{} events, {votes} votes, {desks} desks, hidden: {hidden:?}",
        log.len()
    );
    let most = votes + desks;
    assert!(hidden.iter().all(|hidden| *hidden > 0 && *hidden <= most));
    store.close().await.unwrap();
}
