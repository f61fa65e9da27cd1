//! One person on several devices, by links that they make themselves.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::house::House;
use tests::visitor::{Answer, ask, join};

async fn posts(house: &House, cookie: &str, path: &str, body: &Value) -> Answer {
    ask(&house.door.address(), "POST", path, cookie, Some(body)).await
}

async fn me(house: &House, cookie: &str) -> Value {
    ask(&house.door.address(), "GET", "/api/me", cookie, None)
        .await
        .json()
}

/// The secret of a link that somebody makes for another device.
async fn makes_a_link(house: &House, cookie: &str) -> String {
    let answer = posts(house, cookie, "/api/me/device", &json!({})).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let link = answer.json()["link"].as_str().expect("a link").to_owned();
    assert!(link.contains("/device#"), "{link}");
    link.split_once('#').expect("a secret").1.to_owned()
}

async fn comes_in(house: &House, cookie: &str, secret: &str) -> Answer {
    posts(house, cookie, "/api/device", &json!({ "secret": secret })).await
}

fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").expect("a cookie");
    cookie.split(';').next().expect("a pair").to_owned()
}

#[track_caller]
fn is_over(answer: &Answer) {
    assert_eq!(answer.status, 410, "{}", answer.text());
    assert_eq!(answer.json()["code"], "device-link-over");
    assert_eq!(answer.header("set-cookie"), None);
}

#[tokio::test]
async fn somebody_is_the_same_person_on_another_device() {
    let mut house = House::open().await;
    let table = house.table().await;
    let (first, joined) = join(&house.door.address(), &table.secret("delegate", 0), "Ana").await;
    let secret = makes_a_link(&house, &first).await;
    // Looking uses nothing up.
    for _ in 0..3 {
        let peek = json!({ "secret": secret });
        let peeked = posts(&house, "", "/api/device/peek", &peek).await.json();
        assert_eq!(
            (&peeked["name"], &peeked["same"]),
            (&json!("Ana"), &json!(false))
        );
    }
    let peek = json!({ "secret": secret });
    let own = posts(&house, &first, "/api/device/peek", &peek)
        .await
        .json();
    assert_eq!(own["same"], json!(true));

    let answer = comes_in(&house, "", &secret).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let second = cookie(&answer);
    assert_ne!(first, second);
    assert_eq!(answer.json()["participant"], joined["participant"]);
    is_over(&comes_in(&house, "", &secret).await);
    // Both are in, also after a restart, and either makes the next link.
    house.restarts().await;
    for device in [&first, &second] {
        assert_eq!(
            me(&house, device).await["participant"],
            joined["participant"]
        );
    }
    let third = comes_in(&house, "", &makes_a_link(&house, &second).await).await;
    assert_eq!(third.json()["participant"], joined["participant"]);
    // There is one person in the session, not three.
    let fatou = table.facilitator("Fatou").await;
    let path = format!("/api/sessions/{}/people", table.session);
    let people = fatou.gets(&path).await.json();
    assert_eq!(people.as_array().map(Vec::len), Some(2));
    // Who is removed is removed on all of them.
    let who = joined["participant"].as_str().expect("an id");
    let gone = fatou
        .asks_over_http("DELETE", &format!("{path}/{who}"))
        .await;
    assert_eq!(gone.status, 204);
    for device in [first, second, cookie(&third)] {
        assert_eq!(me(&house, &device).await["memberships"], json!([]));
    }
}

#[tokio::test]
async fn a_link_works_once_and_not_for_long() {
    let house = House::open().await;
    let table = house.table().await;
    let secret = table.secret("observer", 0);
    let (obi, _) = join(&house.door.address(), &secret, "Obi").await;
    let stranger = posts(&house, "", "/api/me/device", &json!({})).await;
    assert_eq!(stranger.status, 401);

    // However many open it at once.
    let link = makes_a_link(&house, &obi).await;
    let all = join_all((0..8).map(|_| comes_in(&house, "", &link))).await;
    let (inside, outside): (Vec<_>, Vec<_>) = all.iter().partition(|it| it.status == 200);
    assert_eq!(inside.len(), 1);
    outside.into_iter().for_each(is_over);

    // The next takes the place of the one before.
    let (old, new) = (
        makes_a_link(&house, &obi).await,
        makes_a_link(&house, &obi).await,
    );
    is_over(&comes_in(&house, "", &old).await);
    // Ten minutes later.
    house
        .place
        .tampers("UPDATE device_links SET expires_at = 1000")
        .await;
    let peek = json!({ "secret": new });
    is_over(&posts(&house, "", "/api/device/peek", &peek).await);
    is_over(&comes_in(&house, "", &new).await);
    is_over(&comes_in(&house, "", "not a secret").await);
    // An invitation's secret is none for a device, and the other way round.
    is_over(&comes_in(&house, "", &secret).await);
    let link = makes_a_link(&house, &obi).await;
    let join = json!({ "secret": link, "name": "Obi" });
    assert_eq!(posts(&house, "", "/api/join", &join).await.status, 404);
}

#[tokio::test]
async fn the_oldest_of_too_many_devices_makes_room() {
    let house = House::open().await;
    let table = house.table().await;
    let secret = table.secret("observer", 0);
    let (obi, joined) = join(&house.door.address(), &secret, "Obi").await;
    let mut devices = Vec::new();
    for _ in 0..12 {
        // So that they differ in when they came.
        tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        let link = makes_a_link(&house, &obi).await;
        devices.push(cookie(&comes_in(&house, "", &link).await));
    }
    let mut known = 0;
    for device in &devices {
        known += usize::from(!me(&house, device).await.is_null());
    }
    assert_eq!(known, 9);
    let last = me(&house, &devices[11]).await;
    assert_eq!(last["participant"], joined["participant"]);
    assert_eq!(me(&house, &obi).await["participant"], joined["participant"]);
}
