//! The outcome over HTTP.

use crate::house::{House, secret_of};
use shared::participant::Role;

#[tokio::test]
async fn the_outcome_comes_in_three_forms() {
    let house = House::open().await;
    let demo = house.demo(1, 2).await;
    let mut rosa = house.visitor();
    rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa <script>")
        .await;
    let path = |form: &str| format!("/api/tables/{}/outcome.{form}", demo.tables[0].id);

    let markdown = rosa.get(&path("md")).await;
    assert_eq!(
        markdown.header("content-type"),
        Some("text/markdown; charset=utf-8")
    );
    assert!(
        markdown
            .header("content-disposition")
            .unwrap()
            .starts_with("attachment; filename=\"outcome-")
    );
    assert!(markdown.text().starts_with("# ") && markdown.text().contains("Republic of Valdoria"));

    let html = rosa.get(&path("html")).await;
    assert_eq!(
        html.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let policy = html.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("sandbox; default-src 'none'"),
        "{policy}"
    );
    assert!(html.text().contains("Rosa") && !html.text().contains("<script"));

    let json = rosa.get(&path("json")).await.json();
    assert_eq!(json["table"], demo.tables[0].id.as_str());
    assert_eq!(json["delegations"].as_array().unwrap().len(), 2);
    house.close().await;
}

#[tokio::test]
async fn a_delegate_sees_the_outcome_of_tables_at_which_they_sit() {
    let house = House::open().await;
    let demo = house.demo(2, 1).await;
    let session = &demo.session;
    let north = house.app.hall.table(&demo.tables[0].id).await.unwrap();
    let guest = shared::delegation::Delegation {
        id: "guest".parse().unwrap(),
        name: "Guest".to_owned(),
        short: "G".to_owned(),
        colour: shared::delegation::Colour::nth(4),
    };
    north.seat_delegation(guest.clone()).await.unwrap();
    drop(north);
    let secret = house
        .invite(Some(session), Role::Delegate, Some(&guest.id))
        .await;
    let mut gil = house.visitor();
    let joined = gil.joins(&secret, "Gil").await;
    assert_eq!(joined["tables"], serde_json::json!([demo.tables[0].id]));
    let path = |place: usize| format!("/api/tables/{}/outcome.json", demo.tables[place].id);
    assert_eq!(gil.get(&path(0)).await.status, 200);
    gil.get(&path(1)).await.is_refused(403, "not-a-member");
    house.close().await;
}
