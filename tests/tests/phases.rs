//! The facilitator moves the table.

use shared::features::agenda::Phase::{Closed, Drafting, Practices, Voting, Welcome, WrapUp};
use shared::features::agenda::{AgendaCommand, MoveClock};
use shared::features::people::Role;
use shared::refusal::Refusal;
use shared::table::Command;
use tests::heard::Answer::{Done, Refused};
use tests::house::House;

#[tokio::test]
async fn forwards_and_back() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    let mut at = Drafting;
    for to in [Practices, Drafting, Welcome, WrapUp, Closed, Drafting] {
        fatou.moves(at, to).await;
        ana.sees("the table has moved", |table| table.agenda.at == to)
            .await;
        at = to;
    }
}

#[tokio::test]
async fn a_second_click_skips_no_phase() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    fatou.moves(Drafting, Practices).await;
    let stale = Command::Agenda(AgendaCommand::Move {
        from: Drafting.into(),
        to: Voting.into(),
        clock: MoveClock::RunsOn,
    });
    assert_eq!(fatou.asks(stale).await, Refused(Refusal::AgendaHasMoved));
    let again = Command::Agenda(AgendaCommand::Move {
        from: Drafting.into(),
        to: Practices.into(),
        clock: MoveClock::RunsOn,
    });
    assert_eq!(fatou.asks(again).await, Done, "asking twice is asking once");
    assert_eq!(fatou.table().agenda.at, Practices);
}

#[tokio::test]
async fn only_the_facilitator_moves_the_table() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    for seat in [
        &ana,
        &table.rapporteur("Rui").await,
        &table.observer("Olga").await,
    ] {
        let answer = seat
            .asks(AgendaCommand::Move {
                from: Drafting.into(),
                to: Voting.into(),
                clock: MoveClock::RunsOn,
            })
            .await;
        assert_eq!(
            answer,
            Refused(Refusal::NeedsRole {
                role: Role::Facilitator
            })
        );
    }
}

#[tokio::test]
async fn nothing_is_written_where_nothing_is_open_or_after_closing() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana, ben] = table.seats(["Ana", "Ben"]).await;
    fatou.moves(Drafting, Welcome).await;
    fatou.last_words_are_in().await;
    ana.writes("answer/q1", "Too early.");
    assert_eq!(
        ana.is_closed().await,
        (Some(4400), "not-open-now".to_owned())
    );
    fatou.moves(Welcome, Closed).await;
    ben.writes("answer/q1", "Too late.");
    assert_eq!(
        ben.is_closed().await,
        (Some(4400), "table-closed".to_owned())
    );
    assert_eq!(fatou.text("answer/q1"), "\n");
}
