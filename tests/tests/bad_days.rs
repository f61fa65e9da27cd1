//! Days on which everything goes wrong at once: what the room was in the middle of goes on where it was.

use server::clock::now;
use shared::features::agenda::Phase::{Drafting, Practices, Voting};
use shared::features::agenda::{AgendaCommand, MoveClock};
use shared::features::answers::{AnswerCommand, Disclosure};
use shared::features::ballots::{BallotCommand, BallotRules, Choice};
use shared::features::chair::ChairCommand;
use shared::features::floor::{FloorCommand, SpeechKind, Standing};
use shared::features::practices::{PracticeCard, PracticeCommand};
use shared::ids::{BallotId, ParticipantId, PracticeId, SpeechId, Timestamp};
use shared::refusal::Refusal;
use shared::table::RoundTable;
use std::collections::BTreeSet;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::process::Process;
use tests::seat::Seat;

/// In how many milliseconds from some time on the clock ends.
const MINUTES: u64 = 10 * 60 * 1_000;

fn speech() -> SpeechId {
    SpeechId::new("s1").expect("an id")
}

fn ballot() -> BallotId {
    BallotId::new("first").expect("an id")
}

fn practice() -> PracticeId {
    PracticeId::new("wells").expect("an id")
}

fn vote(choice: Choice) -> BallotCommand {
    BallotCommand::CastVote {
        ballot: ballot(),
        practice: practice(),
        choice,
    }
}

/// The table is voting on a practice that the seat has brought.
async fn comes_to_vote(fatou: &Seat, ana: &Seat) {
    fatou.moves(Drafting, Practices).await;
    let brings = PracticeCommand::BringPractice {
        practice: practice(),
        card: PracticeCard {
            title: "Wells kept by those who drink from them".to_owned(),
            ..PracticeCard::default()
        },
    };
    assert_eq!(ana.asks(brings).await, Done);
    fatou.moves(Practices, Voting).await;
}

/// What of a table must be the same after the server was killed, as everybody may know it.
fn in_the_middle(table: &RoundTable) -> impl PartialEq + std::fmt::Debug + use<> {
    let disclosed: Vec<Disclosure> = table.questions.iter().map(|it| it.disclosure).collect();
    (
        table.agenda.clone(),
        table.floor.clone(),
        table.ballots.clone(),
        table.projector.clone(),
        table.chair.clone(),
        disclosed,
    )
}

#[tokio::test]
async fn a_server_killed_in_a_countdown_a_speech_a_reveal_and_a_ballot_goes_on_where_it_was() {
    let mut process = Process::start().await;
    let table = process.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let question = fatou.table().questions[0].id.clone();
    let keeps = AnswerCommand::KeepPrivate {
        question: question.clone(),
    };
    assert_eq!(fatou.asks(keeps).await, Done);
    comes_to_vote(&fatou, &ana).await;
    let rules = BallotRules {
        title: "Which?".to_owned(),
        practices: vec![practice()],
        indicative: true,
        recorded: false,
        ..BallotRules::default()
    };
    let opens = BallotCommand::OpenBallot {
        ballot: ballot(),
        rules,
    };
    assert_eq!(fatou.asks(opens).await, Done);
    assert_eq!(ana.asks(vote(Choice::Support)).await, Done);
    let ends = Some(Timestamp(now().0 + MINUTES));
    let counts_down = AgendaCommand::KeepTime { ends, left: None };
    assert_eq!(fatou.asks(counts_down).await, Done);
    let asks = FloorCommand::AskForFloor {
        speech: speech(),
        kind: SpeechKind::Statement,
        on_behalf_of: String::new(),
    };
    assert_eq!(ana.asks(asks).await, Done);
    let gives = FloorCommand::GiveFloor {
        speech: speech(),
        after: None,
    };
    assert_eq!(fatou.asks(gives).await, Done);
    // The last thing that is asked is the reveal, and the server dies with the answer on the wire.
    let reveals = AnswerCommand::RevealAnswers {
        question: question.clone(),
    };
    assert_eq!(fatou.asks(reveals).await, Done);
    let is_revealed = |table: &RoundTable| {
        let asked = table.question(&question);
        asked.map(|it| it.disclosure) == Some(Disclosure::Revealed)
    };
    for seat in [&fatou, &ana, &ben] {
        seat.sees("the answers are revealed", is_revealed).await;
    }
    let before = [&fatou, &ana, &ben].map(|seat| in_the_middle(&seat.table()));
    process.dies().await;
    for seat in [&fatou, &ana, &ben] {
        seat.is_closed().await;
    }
    process.starts_again().await;
    for (seat, before) in [&fatou, &ana, &ben].into_iter().zip(before) {
        seat.returns().await;
        assert_eq!(in_the_middle(&seat.table()), before, "{}", seat.name);
    }
    // All of it goes on: the speech ends by who presides, the other vote counts, the first is still known.
    let speaks =
        |table: &RoundTable| matches!(table.floor.speeches[0].standing, Standing::Speaking { .. });
    assert!(speaks(&ben.table()));
    let ends = FloorCommand::EndSpeech { speech: speech() };
    assert_eq!(fatou.asks(ends).await, Done);
    assert_eq!(ben.asks(vote(Choice::CannotSupport)).await, Done);
    let closes = BallotCommand::CloseBallot { ballot: ballot() };
    assert_eq!(fatou.asks(closes).await, Done);
    ben.sees("both votes", |table| {
        let tally = table.ballot(&ballot()).and_then(|it| it.results()?.first());
        tally.is_some_and(|it| (it.support, it.cannot_support) == (1, 1))
    })
    .await;
}

#[tokio::test]
async fn of_two_facilitators_who_move_on_at_once_one_wins_and_the_other_is_told() {
    let house = House::open().await;
    let table = house.table().await;
    let [fatou, grace] = [
        table.facilitator("Fatou").await,
        table.facilitator("Grace").await,
    ];
    let to = |to| AgendaCommand::Move {
        from: Drafting.into(),
        to,
        clock: MoveClock::RunsOn,
    };
    let asked = (
        fatou.asks(to(Practices.into())),
        grace.asks(to(Voting.into())),
    );
    let answers = tokio::join!(asked.0, asked.1);
    let told = Refused(Refusal::AgendaHasMoved);
    let (won, at) = match answers {
        (Done, second) if second == told => (&fatou, Practices),
        (first, Done) if first == told => (&grace, Voting),
        other => panic!("one of two moves, and the other is told: {other:?}"),
    };
    for seat in [&fatou, &grace] {
        seat.sees("where the table is", |table| table.agenda.at == at)
            .await;
    }
    // To the same place they both moved: nobody is told anything.
    let back = || AgendaCommand::Move {
        from: at.into(),
        to: Drafting.into(),
        clock: MoveClock::RunsOn,
    };
    let both = tokio::join!(fatou.asks(back()), grace.asks(back()));
    assert_eq!(both, (Done, Done), "{} had moved before", won.name);
}

#[tokio::test]
async fn a_facilitators_laptop_dies_in_the_middle_of_an_item_and_another_device_goes_on() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    comes_to_vote(&fatou, &ana).await;
    let ends = Some(Timestamp(now().0 + MINUTES));
    let counts_down = AgendaCommand::KeepTime { ends, left: None };
    assert_eq!(fatou.asks(counts_down).await, Done);
    let before = in_the_middle(&fatou.table());
    fatou.drops();
    // It was never closed: nothing of the table waits for it.
    let other = table.facilitator("Fatou's telephone").await;
    assert_eq!(in_the_middle(&other.table()), before);
    other.moves(Voting, Practices).await;
    let pauses = AgendaCommand::KeepTime {
        ends: None,
        left: Some(MINUTES / 2),
    };
    assert_eq!(other.asks(pauses).await, Done);
    ana.sees("the table goes on", |table| table.agenda.at == Practices)
        .await;
}

#[tokio::test]
async fn a_chair_who_was_sent_away_is_replaced_by_a_facilitator() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let one = |seat: &Seat| BTreeSet::from([seat.participant.clone()]);
    let hands_over = |from: &BTreeSet<ParticipantId>, to: &BTreeSet<ParticipantId>| {
        let (from, to) = (from.clone(), to.clone());
        ChairCommand::HandOverChair { from, to }
    };
    assert_eq!(
        fatou.asks(hands_over(&BTreeSet::new(), &one(&ana))).await,
        Done
    );
    let path = format!("/api/sessions/{}/people/{}", table.session, ana.participant);
    assert_eq!(fatou.asks_over_http("DELETE", &path).await.status, 204);
    ana.is_closed().await;
    // Nobody takes the chair by that, and nobody is stuck.
    let seized = ben.asks(hands_over(&one(&ana), &one(&ben))).await;
    assert_eq!(seized, Refused(Refusal::NeedsChair));
    fatou
        .sees("that she presides", |table| {
            table.presides(&fatou.participant)
        })
        .await;
    assert_eq!(
        fatou.asks(hands_over(&BTreeSet::new(), &one(&ben))).await,
        Done
    );
    ben.sees("that he presides", |table| table.presides(&ben.participant))
        .await;
}
