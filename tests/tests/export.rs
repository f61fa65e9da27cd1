//! What leaves the room.

use shared::features::agenda::Phase;
use tests::house::House;

#[tokio::test]
async fn the_outcome_holds_what_was_written() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    let [ana] = table.seats(["Ana"]).await;
    let rui = table.rapporteur("Rui").await;
    ana.writes("answer/q1", "Rivers know no borders.");
    ana.writes(&format!("answer/q2/{}", table.delegation(0)), "Ours alone.");
    rui.writes("report/summary", "In short: talk.");
    ana.is_saved().await;
    rui.is_saved().await;
    fatou.moves(Phase::Drafting, Phase::WrapUp).await;
    for format in ["json", "md", "html"] {
        let outcome = rui
            .gets(&format!("/api/tables/{}/outcome.{format}", table.id))
            .await;
        assert_eq!(outcome.status, 200, "{format}");
        for words in [
            "Rivers know no borders.",
            "Ours alone.",
            "In short: talk.",
            "Ana",
            "Rui",
        ] {
            assert!(
                outcome.text().contains(words),
                "{words:?} is missing in {format}"
            );
        }
    }
    let json = rui
        .gets(&format!("/api/tables/{}/outcome.json", table.id))
        .await
        .json();
    assert!(json.is_object());
}

#[tokio::test]
async fn strangers_get_no_outcome() {
    let house = House::open().await;
    let table = house.table().await;
    let path = format!("/api/tables/{}/outcome.json", table.id);
    let answer = tests::visitor::ask(&house.door.address(), "GET", &path, "", None).await;
    assert_eq!(answer.status, 401);
}
