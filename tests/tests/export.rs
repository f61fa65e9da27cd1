//! What leaves the room.

use shared::document::DocumentId;
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
async fn a_table_on_paper_says_what_everybody_reads() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let obi = table.observer("Obi").await;
    ana.writes("answer/q1", "Rivers know no borders.");
    ana.is_saved().await;
    let desk = DocumentId::Desk(table.delegation(0).parse().expect("an id"));
    let on_desk = format!("desk/{}", table.delegation(0));
    ana.opens(&desk).await;
    ana.writes(&on_desk, "For us alone.");
    ana.is_saved_in(&on_desk).await;
    let path = format!("/api/tables/{}/sheet.html", table.id);
    for who in [&ana, &obi] {
        let sheet = who.gets(&path).await;
        assert_eq!(sheet.status, 200);
        assert!(sheet.text().contains("Rivers know no borders.") && sheet.text().contains(">1.1<"));
        assert!(!sheet.text().contains("For us alone."), "{}", who.name);
    }
    let other = obi.gets(&format!("{path}?question=q2&level=2")).await;
    assert!(
        other.text().starts_with("<article") && !other.text().contains("Rivers know no borders.")
    );
    let nowhere = obi.gets(&format!("{path}?question=q99")).await;
    assert_eq!(nowhere.status, 404);
    let stranger = tests::visitor::ask(&house.door.address(), "GET", &path, "", None).await;
    assert_eq!(stranger.status, 401);
}

#[tokio::test]
async fn the_text_is_read_before_the_program_is_there() {
    let house = House::open().await;
    let table = house.table().await;
    let [ana] = table.seats(["Ana"]).await;
    let obi = table.observer("Obi").await;
    ana.writes("answer/q1", "Rivers <know> no borders.");
    ana.is_saved().await;
    let desk = DocumentId::Desk(table.delegation(0).parse().expect("an id"));
    let on_desk = format!("desk/{}", table.delegation(0));
    ana.opens(&desk).await;
    ana.writes(&on_desk, "For us alone.");
    ana.is_saved_in(&on_desk).await;
    let part = format!("/api/tables/{}/opening", table.id);
    let page = format!("/tables/{}", table.id);
    for who in [&ana, &obi] {
        let read = who.gets(&part).await;
        assert_eq!(read.status, 200);
        assert!(read.text().contains("Rivers &lt;know&gt; no borders."));
        let page = who.gets(&page).await.text();
        // Without a client there is no page to put it into.
        assert!(!page.contains("<html") || page.contains("Rivers &lt;know&gt; no borders."));
        for told in [read.text(), page] {
            assert!(!told.contains("For us alone."), "{}", who.name);
        }
    }
    let stranger = tests::visitor::ask(&house.door.address(), "GET", &part, "", None).await;
    assert_eq!(stranger.status, 401);
    let stranger = tests::visitor::ask(&house.door.address(), "GET", &page, "", None).await;
    assert!(!stranger.text().contains("Rivers"));
    // One text is for all who come at once, and then there is another.
    ana.writes("answer/q1", "So it is. ");
    ana.is_saved().await;
    let is_there = async || obi.gets(&part).await.text().contains("So it is.");
    for _ in 0..40 {
        if is_there().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("what was written later is never read");
}

#[tokio::test]
async fn strangers_get_no_outcome() {
    let house = House::open().await;
    let table = house.table().await;
    let path = format!("/api/tables/{}/outcome.json", table.id);
    let answer = tests::visitor::ask(&house.door.address(), "GET", &path, "", None).await;
    assert_eq!(answer.status, 401);
}
