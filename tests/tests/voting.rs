//! Delegations vote.

use shared::ballot::{BallotRules, Choice};
use shared::command::Command;
use shared::ids::{BallotId, PracticeId};
use shared::phase::Phase::{Drafting, Practices, Voting, WrapUp};
use shared::practice::PracticeCard;
use shared::refusal::Refusal;
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
    Command::CastVote {
        ballot: ballot(),
        practice: practice(),
        choice,
    }
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
        ana.asks(Command::BringPractice {
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
    };
    assert_eq!(
        fatou
            .asks(Command::OpenBallot {
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
    let closing = fatou.asks(Command::CloseBallot { ballot: ballot() });
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
    let moving = Command::MovePhase {
        from: Voting,
        to: WrapUp,
    };
    assert_eq!(fatou.asks(moving).await, Refused(Refusal::BallotOpen));
    assert_eq!(
        fatou.asks(Command::CloseBallot { ballot: ballot() }).await,
        Done
    );
    fatou.moves(Voting, WrapUp).await;
}
