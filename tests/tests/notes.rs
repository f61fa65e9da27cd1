//! What facilitators note for each other reaches them, and nobody else, whatever they ask and whatever breaks.

use shared::document::DocumentId;
use shared::features::agenda::{AgendaPoint, Phase};
use tests::house::House;
use tests::seat::Seat;

const NOTES: &str = "notes";

/// Whether any frame that a seat was ever sent holds these words.
fn was_told(seat: &Seat, words: &str) -> bool {
    let heard = seat.heard();
    let tapped = heard.tapped.as_ref().expect("it was tapped");
    let holds = |frame: &Vec<u8>| {
        let mut windows = frame.windows(words.len());
        windows.any(|window| window == words.as_bytes())
    };
    tapped.iter().any(holds) || heard.words.iter().any(|text| text.contains(words))
}

#[tokio::test]
async fn facilitators_write_their_notes_together_and_nobody_else_is_told() {
    let mut house = House::open().await;
    let table = house.table().await;
    let [fatou, grace] = [
        table.facilitator("Fatou").await,
        table.facilitator("Grace").await,
    ];
    let others = [
        table.delegate(0, "Ana").await,
        table.rapporteur("Rae").await,
        table.observer("Obi").await,
    ];
    others.iter().for_each(Seat::taps);
    fatou.opens(&DocumentId::Notes).await;
    grace.opens(&DocumentId::Notes).await;
    fatou.writes(NOTES, "South will not move. ");
    grace.reads(NOTES, "South will not move. ").await;
    grace.writes(NOTES, "Then after lunch. ");
    fatou.reads(NOTES, "Then after lunch. ").await;
    for seat in [&fatou, &grace] {
        seat.is_saved_in(NOTES).await;
    }

    // Whoever asks under their number is refused, on whichever line, and no page tells of them.
    let handle = fatou
        .table()
        .handle(&DocumentId::Notes)
        .expect("it has a number");
    for other in &others {
        other.is_kept_from("/notes", handle, "South").await;
    }
    for path in ["deleted?root=notes", "writers?root=notes"] {
        let path = format!("/api/tables/{}/{path}", table.id);
        assert_eq!(fatou.gets(&path).await.status, 200, "{path}");
        for other in &others {
            assert_eq!(other.gets(&path).await.status, 404, "{path}");
        }
    }
    for path in [
        "outcome.md",
        "outcome.html",
        "outcome.json",
        "sheet.html",
        "opening",
        "history",
        "history/9?root=answer/q1",
    ] {
        let path = format!("/api/tables/{}/{path}", table.id);
        for who in others.iter().chain([&fatou]) {
            let told = who.gets(&path).await;
            assert!(!told.text().contains("will not move"), "{path}");
        }
    }

    // They outlive the server, and are everything that a late facilitator gets and nobody else does.
    house.restarts().await;
    for seat in others.iter().chain([&fatou, &grace]) {
        seat.returns().await;
    }
    let late = table.facilitator("Late").await;
    late.opens(&DocumentId::Notes).await;
    late.reads(NOTES, "South will not move. ").await;
    for other in &others {
        assert!(
            !was_told(other, "will not move") && !was_told(other, "after lunch"),
            "{}",
            other.name
        );
    }

    // Whoever is removed has them no more; the others go on.
    let person = format!(
        "/api/sessions/{}/people/{}",
        table.session, grace.participant
    );
    assert_eq!(fatou.asks_over_http("DELETE", &person).await.status, 204);
    grace.is_closed().await;
    let deleted = format!("/api/tables/{}/deleted?root=notes", table.id);
    assert_eq!(grace.gets(&deleted).await.status, 403);
    fatou.opens(&DocumentId::Notes).await;
    fatou.writes(NOTES, "Without Grace. ");
    late.reads(NOTES, "Without Grace. ").await;
    assert!(!grace.text(NOTES).contains("Without Grace."));
}

#[tokio::test]
async fn a_closed_table_takes_no_notes() {
    let house = House::open().await;
    let table = house.table().await;
    let fatou = table.facilitator("Fatou").await;
    fatou.opens(&DocumentId::Notes).await;
    fatou.writes(NOTES, "Before the end. ");
    fatou.is_saved_in(NOTES).await;
    fatou.moves(Phase::Drafting, AgendaPoint::Closed).await;
    fatou.writes(NOTES, "After the end. ");
    assert_eq!(fatou.is_closed().await.0, Some(4400));
}
