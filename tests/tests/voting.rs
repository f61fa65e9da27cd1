//! Delegations vote.

use shared::features::agenda::Phase::{Drafting, Practices, Voting, WrapUp};
use shared::features::agenda::{AgendaCommand, MoveClock};
use shared::features::ballots::BallotCommand;
use shared::features::ballots::{BallotRules, Choice, DecisionRule, Standing, Verdict};
use shared::features::practices::PracticeCard;
use shared::features::practices::PracticeCommand;
use shared::ids::{BallotId, PracticeId};
use shared::refusal::Refusal;
use shared::table::Command;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;
use tests::seat::Seat;
use tests::table::Table;

fn practice() -> PracticeId {
    PracticeId::new("wells").unwrap()
}

fn ballot() -> BallotId {
    BallotId::new("first").unwrap()
}

fn vote(choice: Choice) -> Command {
    Command::Ballots(BallotCommand::CastVote {
        ballot: ballot(),
        practice: practice(),
        choice,
    })
}

/// Ana's delegation has brought a practice, and the facilitator has put it to a ballot.
async fn ballot_is_open(table: &Table, ana: &Seat) -> Seat {
    let fatou = table.facilitator("Fatou").await;
    fatou.moves(Drafting, Practices).await;
    let card = PracticeCard {
        title: "Wells kept by those who drink from them".to_owned(),
        ..PracticeCard::default()
    };
    assert_eq!(
        ana.asks(PracticeCommand::BringPractice {
            practice: practice(),
            card
        })
        .await,
        Done
    );
    fatou.moves(Practices, Voting).await;
    let rules = BallotRules {
        title: "Which?".to_owned(),
        practices: vec![practice()],
        indicative: true,
        recorded: false,
        ..BallotRules::default()
    };
    assert_eq!(
        fatou
            .asks(BallotCommand::OpenBallot {
                ballot: ballot(),
                rules
            })
            .await,
        Done
    );
    fatou
}

#[tokio::test]
async fn a_delegation_has_one_vote_which_any_member_changes() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    let fatou = ballot_is_open(&table, &ana).await;
    assert_eq!(ana.asks(vote(Choice::Support)).await, Done);
    assert_eq!(amir.asks(vote(Choice::Abstain)).await, Done);
    assert_eq!(ben.asks(vote(Choice::CannotSupport)).await, Done);
    let closing = fatou.asks(BallotCommand::CloseBallot { ballot: ballot() });
    assert_eq!(closing.await, Done);
    for seat in [&ana, &amir, &ben, &fatou] {
        seat.sees("the tally", |table| {
            let results = table.ballot(&ballot()).and_then(|ballot| ballot.results());
            results.is_some_and(|results| {
                let tally = &results[0];
                (
                    tally.support,
                    tally.cannot_support,
                    tally.abstain,
                    tally.not_voted.len(),
                ) == (0, 1, 1, 2)
                    && tally.recorded.is_empty()
            })
        })
        .await;
    }
    assert_eq!(
        ben.asks(vote(Choice::Support)).await,
        Refused(Refusal::BallotClosed),
        "it is too late"
    );
}

#[tokio::test]
async fn nothing_leaks_before_closing() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben, carla] = table.seats(["Ana", "Ben", "Carla"]).await;
    let olga = table.observer("Olga").await;
    let fatou = ballot_is_open(&table, &ana).await;
    assert_eq!(ana.asks(vote(Choice::CannotSupport)).await, Done);
    assert_eq!(ben.asks(vote(Choice::Support)).await, Done);
    // Whoever comes back or comes late is told no more than whoever was here.
    carla.returns().await;
    let dora = table.delegate(3, "Dora").await;
    for seat in [&carla, &dora, &olga, &fatou] {
        seat.sees("who has voted", |table| {
            let votes = table
                .ballot(&ballot())
                .and_then(|ballot| ballot.open_votes());
            votes.is_some_and(|votes| {
                votes[&practice()].len() == 2 && votes[&practice()].values().all(Option::is_none)
            })
        })
        .await;
        for choice in ["\"support\"", "\"cannot-support\"", "\"abstain\""] {
            let told = seat
                .heard()
                .words
                .iter()
                .find(|word| word.contains(choice))
                .cloned();
            assert_eq!(told, None, "{} was told", seat.name);
        }
    }
    let told = ben
        .heard()
        .words
        .iter()
        .any(|word| word.contains("\"cannot-support\""));
    assert!(!told, "Ben knows his own vote and no other");
    ana.sees("one's own vote", |table| {
        let ballot = table.ballot(&ballot()).unwrap();
        let own = table.participants[&ana.participant]
            .delegation
            .clone()
            .unwrap();
        ballot.choice_of(&practice(), &own) == Some(Choice::CannotSupport)
    })
    .await;
    let outcome = olga
        .gets(&format!("/api/tables/{}/outcome.json", table.id))
        .await;
    assert_eq!(outcome.status, 200);
    assert!(
        !outcome.text().contains("cannot-support\":"),
        "{}",
        outcome.text()
    );
}

#[tokio::test]
async fn only_delegates_vote() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let fatou = ballot_is_open(&table, &ana).await;
    for seat in [
        &fatou,
        &table.observer("Olga").await,
        &table.rapporteur("Rui").await,
    ] {
        assert_eq!(
            seat.asks(vote(Choice::Support)).await,
            Refused(Refusal::NeedsDelegation)
        );
    }
}

#[tokio::test]
async fn an_open_ballot_keeps_the_table_where_it_is() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let fatou = ballot_is_open(&table, &ana).await;
    let moving = Command::Agenda(AgendaCommand::Move {
        from: Voting.into(),
        to: WrapUp.into(),
        clock: MoveClock::RunsOn,
    });
    assert_eq!(fatou.asks(moving).await, Refused(Refusal::BallotOpen));
    assert_eq!(
        fatou
            .asks(BallotCommand::CloseBallot { ballot: ballot() })
            .await,
        Done
    );
    fatou.moves(Voting, WrapUp).await;
}

#[tokio::test]
async fn a_cancelled_ballot_publishes_no_vote_to_anybody() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let olga = table.observer("Olga").await;
    let fatou = ballot_is_open(&table, &ana).await;
    assert_eq!(ana.asks(vote(Choice::CannotSupport)).await, Done);
    let cancel = Command::Ballots(BallotCommand::CancelBallot {
        ballot: ballot(),
        reason: "The wording was wrong.".to_owned(),
    });
    let needed = Refusal::NeedsRole {
        role: shared::features::people::Role::Facilitator,
    };
    assert_eq!(ben.asks(cancel.clone()).await, Refused(needed));
    assert_eq!(fatou.asks(cancel).await, Done);
    // Whoever comes back or comes late is told no more than whoever was here.
    ben.returns().await;
    let dora = table.delegate(3, "Dora").await;
    for seat in [&ben, &dora, &olga, &fatou] {
        seat.sees("that it was cancelled", |table| {
            let found = table.ballot(&ballot());
            found.is_some_and(|it| matches!(&it.standing, Standing::Cancelled { reason, .. } if reason == "The wording was wrong."))
        })
        .await;
        let told = seat.heard().words.join("\n");
        assert!(
            !told.contains("\"cannot-support\""),
            "{} was told",
            seat.name
        );
    }
    for form in ["json", "md", "html"] {
        let path = format!("/api/tables/{}/outcome.{form}", table.id);
        let outcome = olga.gets(&path).await;
        assert_eq!(outcome.status, 200);
        assert!(outcome.text().contains("The wording was wrong"));
        assert!(!outcome.text().contains("cannot-support\":"), "{form}");
    }
    assert_eq!(
        ben.asks(vote(Choice::Support)).await,
        Refused(Refusal::BallotCancelled)
    );
}

#[tokio::test]
async fn a_ballot_is_held_again_and_keeps_the_wording_voted_on() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    let fatou = ballot_is_open(&table, &ana).await;
    let root = format!("practice/{}/done", practice());
    assert_eq!(
        fatou
            .asks(BallotCommand::CloseBallot { ballot: ballot() })
            .await,
        Done
    );
    // What was voted on may change when the ballot is over, and not while the next one is open.
    ana.writes(&root, "Each well has a keeper.");
    ana.is_saved().await;
    let again = BallotId::new("second").unwrap();
    let rules = BallotRules {
        title: "Which, then?".to_owned(),
        practices: vec![practice()],
        indicative: false,
        recorded: false,
        rule: Some(DecisionRule::SimpleMajority),
        again: Some(ballot()),
        ..BallotRules::default()
    };
    let open = Command::Ballots(BallotCommand::OpenBallot {
        ballot: again.clone(),
        rules,
    });
    assert_eq!(fatou.asks(open).await, Done);
    let cast = Command::Ballots(BallotCommand::CastVote {
        ballot: again.clone(),
        practice: practice(),
        choice: Choice::Support,
    });
    assert_eq!(ben.asks(cast).await, Done);
    let close = Command::Ballots(BallotCommand::CloseBallot {
        ballot: again.clone(),
    });
    assert_eq!(fatou.asks(close).await, Done);
    ana.writes(&root, "Or none. ");
    ana.is_saved().await;
    let is_so = |table: &shared::table::RoundTable| {
        let found = table.ballot(&again).unwrap();
        let words = found.wording[0].fields.values().next().map(String::as_str);
        let verdict = found.results().and_then(|results| results[0].verdict);
        words == Some("Each well has a keeper.") && verdict == Some(Verdict::Adopted)
    };
    ben.sees("the wording voted on", is_so).await;
    house.restarts().await;
    let carla = table.delegate(2, "Carla").await;
    carla.sees("the same after a restart", is_so).await;
}

#[tokio::test]
async fn what_only_some_may_see_comes_in_order_with_what_all_may_see() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana, _ben] = table.seats(["Ana", "Ben"]).await;
    let amir = table.delegate(0, "Amir").await;
    ballot_is_open(&table, &ana).await;
    for round in 0..40 {
        let is_ready = round % 2 == 0;
        let cast = [Choice::Support, Choice::Abstain][usize::from(is_ready)];
        // While the first is committed the others gather, and one commit takes them.
        let ready = |ready| AgendaCommand::ShowReadiness { ready };
        ana.asks_as(4 * round, ready(!is_ready));
        ana.asks_as(4 * round + 1, vote(Choice::CannotSupport));
        ana.asks_as(4 * round + 2, vote(cast));
        ana.asks_as(4 * round + 3, ready(is_ready));
        for seat in [&ana, &amir] {
            seat.sees("the vote and the readiness", |table| {
                let mine = &table.delegations[0].id;
                let ballot = table.ballot(&ballot()).expect("the ballot");
                ballot.choice_of(&practice(), mine) == Some(cast)
                    && table.agenda.ready.contains(mine) == is_ready
            })
            .await;
        }
    }
}
