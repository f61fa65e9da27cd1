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

#[tokio::test]
async fn signing_out_the_other_devices_ends_them_at_once() {
    let house = House::open().await;
    let table = house.table().await;
    let ana = table.delegate(0, "Ana").await;
    let link = makes_a_link(&house, &ana.cookie).await;
    let phone = cookie(&comes_in(&house, "", &link).await);
    let unused = makes_a_link(&house, &phone).await;
    let devices = async |cookie: &str| {
        let path = "/api/me/devices";
        ask(&house.door.address(), "GET", path, cookie, None)
            .await
            .json()
    };
    assert_eq!(devices(&ana.cookie).await, json!({ "others": 1 }));

    let path = "/api/me/devices";
    let done = ask(&house.door.address(), "DELETE", path, &phone, None).await;
    assert_eq!(done.status, 204, "{}", done.text());
    assert_eq!(ana.is_closed().await, (Some(4401), "signed-out".to_owned()));
    assert_eq!(me(&house, &ana.cookie).await, Value::Null);
    is_over(&comes_in(&house, "", &unused).await);
    assert_eq!(devices(&phone).await, json!({ "others": 0 }));
    // Asked again, or by who is signed out already.
    let again = ask(&house.door.address(), "DELETE", path, &phone, None).await;
    assert_eq!(again.status, 204);
    let late = ask(&house.door.address(), "DELETE", path, &ana.cookie, None).await;
    assert_eq!(late.status, 401);
    assert_eq!(
        me(&house, &phone).await["participant"],
        json!(ana.participant)
    );
}

#[tokio::test]
async fn leaving_ends_this_devices_key_and_no_other() {
    let house = House::open().await;
    let table = house.table().await;
    let ana = table.delegate(0, "Ana").await;
    let mut devices = vec![ana.cookie.clone()];
    for _ in 0..2 {
        let link = makes_a_link(&house, &ana.cookie).await;
        devices.push(cookie(&comes_in(&house, "", &link).await));
    }
    let left = posts(&house, &devices[0], "/api/leave", &json!({})).await;
    assert_eq!(left.status, 204);
    assert_eq!(ana.is_closed().await, (Some(4401), "signed-out".to_owned()));
    for (device, is_in) in devices.iter().zip([false, true, true]) {
        assert_eq!(!me(&house, device).await.is_null(), is_in);
    }
    // Whoever leaves last is in nowhere, and so is whoever knows the cookie.
    for device in &devices[1..] {
        posts(&house, device, "/api/leave", &json!({})).await;
    }
    for device in &devices {
        assert!(me(&house, device).await.is_null());
    }
}

#[tokio::test]
async fn whoever_signs_out_leaves_no_link_behind() {
    let house = House::open().await;
    let table = house.table().await;
    let (first, _) = join(&house.door.address(), &table.secret("delegate", 0), "Ana").await;
    let second = cookie(&comes_in(&house, "", &makes_a_link(&house, &first).await).await);
    for (device, other) in [(&second, &first), (&first, &second)] {
        let secret = makes_a_link(&house, device).await;
        let left = posts(&house, device, "/api/leave", &json!({})).await;
        assert_eq!(left.status, 204, "{}", left.text());
        is_over(&comes_in(&house, "", &secret).await);
        assert_eq!(me(&house, device).await, Value::Null);
        if *other == first {
            assert_ne!(me(&house, other).await, Value::Null);
        }
    }
}
