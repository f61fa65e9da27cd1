//! Invitations, names, cookies.

use crate::house::{House, secret_of};
use serde_json::{Value, json};
use server::auth::join_limiter::JoinLimits;
use server::auth::secret::Secret;
use server::clock::now;
use server::store::NewInvitation;
use shared::features::people::Role;
use shared::ids::{InvitationId, Timestamp};

#[tokio::test]
async fn an_invitation_lets_in_at_every_table_of_the_session() {
    let house = House::open().await;
    let demo = house.demo(3, 2).await;
    let mut ana = house.visitor();
    let joined = ana
        .joins(secret_of(&demo, Role::Delegate, 0), "  Ana  ")
        .await;
    assert_eq!(joined["role"], "delegate");
    assert_eq!(joined["delegation"], json!(demo.invitations[1].delegation));
    assert_eq!(joined["session"], json!(demo.session));
    assert_eq!(
        joined["tables"],
        json!(demo.tables.iter().map(|t| &t.id).collect::<Vec<_>>())
    );
    for table in &demo.tables {
        let table = house.table(&table.id).await;
        let [participant] = &table.participants.values().collect::<Vec<_>>()[..] else {
            panic!()
        };
        assert_eq!(
            (participant.name.as_str(), participant.role),
            ("Ana", Role::Delegate)
        );
    }
    let me = ana.get("/api/me").await.json();
    assert_eq!(me["name"], "Ana");
    assert_eq!(me["may_convene"], false);
    assert_eq!(me["memberships"][0]["tables"].as_array().unwrap().len(), 3);
    house.close().await;
}

#[tokio::test]
async fn a_link_that_is_no_longer_good_says_what_to_do() {
    let house = House::open().await;
    let demo = house.demo(1, 1).await;
    let invite = async |expires_at: Timestamp| {
        let (id, secret) = (InvitationId::new("late").unwrap(), Secret::of_link());
        let new = NewInvitation {
            id,
            secret_hash: secret.hash(),
            session: Some(demo.session.clone()),
            role: "observer".to_owned(),
            delegation: None,
            at: Timestamp(0),
            expires_at,
            most: None,
        };
        house.app.store.add_invitation(new).await.unwrap();
        secret
    };
    let expired = invite(Timestamp(1_000)).await;
    let mut visitor = house.visitor();
    let answer = visitor.tries_to_join(expired.reveal(), "Eve").await;
    answer.is_refused(410, "invitation-expired");
    assert!(answer.text().contains("1970-01-01"), "{}", answer.text());
    visitor
        .tries_to_join("abc", "Eve")
        .await
        .is_refused(404, "invitation-unknown");

    let good = secret_of(&demo, Role::Observer, 0);
    let listed = house.app.store.invitations_of(&demo.session).await.unwrap();
    let observer = listed
        .iter()
        .find(|i| i.role == "observer" && i.id.as_str() != "late")
        .unwrap();
    house
        .app
        .store
        .revoke_invitation(observer.id.clone(), now())
        .await
        .unwrap();
    visitor
        .tries_to_join(good, "Eve")
        .await
        .is_refused(410, "invitation-revoked");
    let peeked = visitor.posts("/api/peek", &json!({ "secret": good })).await;
    peeked.is_refused(410, "invitation-revoked");
    assert_eq!(visitor.cookie, None);
    assert!(
        house
            .table(&demo.tables[0].id)
            .await
            .participants
            .is_empty()
    );
    house.close().await;
}

#[tokio::test]
async fn a_name_is_one_that_can_be_shown() {
    let house = House::open().await;
    let demo = house.demo(1, 1).await;
    let secret = secret_of(&demo, Role::Observer, 0);
    let mut visitor = house.visitor();
    visitor
        .tries_to_join(secret, "   ")
        .await
        .is_refused(422, "empty");
    visitor
        .tries_to_join(secret, &"x".repeat(121))
        .await
        .is_refused(422, "too-long");
    visitor
        .tries_to_join(secret, "Ana\u{7}")
        .await
        .is_refused(422, "odd-characters");
    visitor
        .tries_to_join(secret, "Ana\nBen")
        .await
        .is_refused(422, "odd-characters");
    // What nobody sees is taken out, and what became of the link on its way does not matter.
    let shouted = format!("<{}>.", secret.to_uppercase());
    visitor
        .joins(&shouted, "\u{202e}Ana\u{200b} \u{2067}ليلى\u{2069}")
        .await;
    let me = visitor.get("/api/me").await.json();
    assert_eq!(me["name"], "Ana ليلى");
    visitor.joins(secret, &"é".repeat(120)).await;
    house.close().await;
}

#[tokio::test]
async fn who_comes_back_is_the_same_person_by_another_name() {
    let house = House::open().await;
    let demo = house.demo(2, 2).await;
    let secret = secret_of(&demo, Role::Delegate, 0);
    let mut ana = house.visitor();
    let first = ana.joins(secret, "Ana").await;
    let cookie = ana.cookie.clone();
    let again = ana.joins(secret, "Ana María").await;
    assert_eq!(first, again);
    assert_eq!(ana.cookie, cookie);
    // Another link for the same seat is as good.
    let delegation = demo.invitations[1].delegation.as_ref();
    let other = house
        .invite(Some(&demo.session), Role::Delegate, delegation)
        .await;
    assert_eq!(ana.joins(&other, "Ana María").await, first);
    for table in &demo.tables {
        let table = house.table(&table.id).await;
        let names: Vec<_> = table
            .participants
            .values()
            .map(|p| p.name.as_str())
            .collect();
        assert_eq!(names, ["Ana María"]);
    }
    house.close().await;
}

#[tokio::test]
async fn a_new_name_is_known_in_every_session() {
    let house = House::open().await;
    let (one, other) = (house.demo(1, 1).await, house.demo(1, 1).await);
    let mut ana = house.visitor();
    let first = ana.joins(secret_of(&one, Role::Observer, 0), "Ana").await;
    let second = ana
        .joins(secret_of(&other, Role::Rapporteur, 0), "Dr. Ana")
        .await;
    assert_eq!(first["participant"], second["participant"]);
    let table = house.table(&one.tables[0].id).await;
    assert_eq!(table.participants.values().next().unwrap().name, "Dr. Ana");
    let me = ana.get("/api/me").await.json();
    assert_eq!(me["memberships"].as_array().unwrap().len(), 2);
    house.close().await;
}

#[tokio::test]
async fn another_role_is_another_person() {
    let house = House::open().await;
    let demo = house.demo(1, 2).await;
    let mut ana = house.visitor();
    let delegate = ana.joins(secret_of(&demo, Role::Delegate, 0), "Ana").await;
    let theirs = secret_of(&demo, Role::Delegate, 1);
    let peeked = ana
        .posts("/api/peek", &json!({ "secret": theirs }))
        .await
        .json();
    assert_eq!(
        (&peeked["another"], &peeked["you"]["name"]),
        (&json!(true), &json!("Ana"))
    );
    let before = ana.cookie.clone();
    let other = ana.joins(theirs, "Ana").await;
    assert_ne!(other["participant"], delegate["participant"]);
    assert_ne!(ana.cookie, before);
    // Nobody votes twice by it: each of the two speaks for its own delegation.
    assert_ne!(other["delegation"], delegate["delegation"]);
    assert_eq!(house.table(&demo.tables[0].id).await.participants.len(), 2);
    house.close().await;
}

#[tokio::test]
async fn a_link_tells_what_it_is_for_before_it_is_used() {
    let house = House::open().await;
    let demo = house.demo(1, 1).await;
    let visitor = house.visitor();
    let secret = secret_of(&demo, Role::Delegate, 0);
    let peeked = visitor
        .posts("/api/peek", &json!({ "secret": secret }))
        .await
        .json();
    assert_eq!(peeked["role"], "delegate");
    assert_eq!(peeked["session"]["id"], json!(demo.session));
    assert_eq!(peeked["delegation"]["short"], "Valdoria");
    assert_eq!(
        (&peeked["you"], &peeked["another"]),
        (&json!(null), &json!(false))
    );
    assert!(
        house
            .table(&demo.tables[0].id)
            .await
            .participants
            .is_empty()
    );

    let secret = house.invite(None, Role::Facilitator, None).await;
    let peeked = visitor
        .posts("/api/peek", &json!({ "secret": secret }))
        .await
        .json();
    assert_eq!(
        (&peeked["session"], &peeked["delegation"]),
        (&json!(null), &json!(null))
    );
    house.close().await;
}

#[tokio::test]
async fn the_house_facilitator_belongs_to_no_session() {
    let house = House::open().await;
    let secret = house.invite(None, Role::Facilitator, None).await;
    let mut fatou = house.visitor();
    let joined = fatou.joins(&secret, "Fatou").await;
    assert_eq!(
        (&joined["session"], &joined["tables"]),
        (&json!(null), &json!([]))
    );
    let me = fatou.get("/api/me").await.json();
    assert_eq!(
        (&me["memberships"], &me["may_convene"]),
        (&json!([]), &json!(true))
    );
    house.close().await;
}

#[tokio::test]
async fn a_facilitator_takes_a_place_away() {
    let house = House::open().await;
    let demo = house.demo(2, 2).await;
    let (mut fatou, mut eve) = (house.visitor(), house.visitor());
    let own = fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let theirs = eve.joins(secret_of(&demo, Role::Delegate, 0), "Eve").await;
    let people = format!("/api/sessions/{}/people", demo.session);
    let path = |joined: &Value| format!("{people}/{}", joined["participant"].as_str().unwrap());
    eve.deletes(&path(&own))
        .await
        .is_refused(403, "not-a-facilitator");
    fatou.deletes(&path(&own)).await.is_refused(409, "yourself");
    let nobody = format!("{people}/nobody");
    fatou.deletes(&nobody).await.is_refused(404, "not-found");

    // Who came in the same millisecond is listed in either order.
    let mut listed = fatou.get(&people).await.json();
    let names = |person: &Value| person["name"].to_string();
    listed.as_array_mut().unwrap().sort_by_key(names);
    let fatou_listed = json!({ "participant": own["participant"], "name": "Fatou",
                               "role": "facilitator", "delegation": null });
    let eve_listed = json!({ "participant": theirs["participant"], "name": "Eve",
                             "role": "delegate", "delegation": theirs["delegation"] });
    assert!(theirs["delegation"].is_string());
    assert_eq!(listed, json!([eve_listed, fatou_listed]));

    let outcome = format!("/api/tables/{}/outcome.md", demo.tables[0].id);
    assert_eq!(eve.get(&outcome).await.status, 200);
    assert_eq!(fatou.deletes(&path(&theirs)).await.status, 204);
    eve.get(&outcome).await.is_refused(403, "not-a-member");
    assert_eq!(eve.get("/api/me").await.json()["memberships"], json!([]));
    // Why her page's websocket is not opened, it can ask; whoever was never here learns nothing.
    let live = format!("/live/{}", demo.tables[0].id);
    eve.get(&live).await.is_refused(403, "removed");
    fatou
        .deletes(&path(&theirs))
        .await
        .is_refused(404, "not-found");
    assert_eq!(fatou.get(&people).await.json(), json!([fatou_listed]));
    // Her link was not taken back.
    eve.joins(secret_of(&demo, Role::Delegate, 0), "Eve").await;
    assert_eq!(eve.get(&outcome).await.status, 200);
    house.close().await;
}

#[tokio::test]
async fn a_cookie_is_for_the_server_only_and_can_be_given_back() {
    let house = House::known_as(Some("https://table.example.org")).await;
    let demo = house.demo(1, 1).await;
    assert!(
        demo.invitations[0]
            .link
            .starts_with("https://table.example.org/join#")
    );
    let mut ana = house.visitor();
    let answer = ana
        .tries_to_join(secret_of(&demo, Role::Observer, 0), "Ana")
        .await;
    let cookie = answer.header("set-cookie").unwrap();
    for wanted in [
        "; HttpOnly",
        "; SameSite=Lax",
        "; Path=/",
        "; Max-Age=",
        "; Secure",
    ] {
        assert!(cookie.contains(wanted), "{cookie}");
    }
    // 256 bits take 43 characters of 6 bits each, or 52 of 5.
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    assert!(token.len() >= 52, "{token}");
    let left = ana.posts("/api/leave", &json!({})).await;
    assert_eq!(left.status, 204);
    assert!(left.header("set-cookie").unwrap().contains("roundtable=; "));
    assert!(left.header("set-cookie").unwrap().contains("Max-Age=0"));

    let stranger = house.visitor();
    assert!(stranger.get("/api/me").await.json().is_null());
    let mut forged = house.visitor();
    forged.cookie = Some("roundtable=abc".to_owned());
    assert!(forged.get("/api/me").await.json().is_null());
    house.close().await;
}

#[tokio::test]
async fn a_room_full_of_people_comes_in_at_once() {
    let house = House::open().await;
    let demo = house.demo(1, 4).await;
    let mut coming = Vec::new();
    for number in 0..300 {
        let secret = secret_of(&demo, Role::Delegate, number % 4).to_owned();
        let mut visitor = house.visitor();
        coming.push(tokio::spawn(
            async move { visitor.joins(&secret, "Ana").await },
        ));
    }
    for joined in coming {
        joined.await.unwrap();
    }
    assert_eq!(
        house.table(&demo.tables[0].id).await.participants.len(),
        300
    );
    house.close().await;
}

#[tokio::test]
async fn who_tries_links_without_end_is_asked_to_wait() {
    let doors = JoinLimits {
        tries_per_minute: Some(20),
        proxies: 1,
    };
    let house = House::run_with(None, |config| config.joining = doors).await;
    let mut eve = house.visitor().with("x-forwarded-for", "192.0.2.1");
    for _ in 0..20 {
        let answer = eve.tries_to_join("guess", "Eve").await;
        answer.is_refused(404, "invitation-unknown");
    }
    let answer = eve.tries_to_join("guess", "Eve").await;
    answer.is_refused(429, "too-often");
    // What she claims of herself does not help, and others do not suffer.
    let mut elsewhere = house.visitor();
    elsewhere = elsewhere.with("x-forwarded-for", "198.51.100.7, 192.0.2.1");
    let answer = elsewhere.tries_to_join("guess", "Eve").await;
    answer.is_refused(429, "too-often");
    let mut ana = house.visitor().with("x-forwarded-for", "192.0.2.2");
    let secret = house.invite(None, Role::Facilitator, None).await;
    ana.joins(&secret, "Ana").await;
    house.close().await;
}

#[tokio::test]
async fn a_link_for_two_lets_in_two_and_lets_them_back() {
    let house = House::open().await;
    let demo = house.demo(1, 1).await;
    let mut fatou = house.visitor();
    let facilitates = secret_of(&demo, Role::Facilitator, 0);
    fatou.joins(facilitates, "Fatou").await;
    let path = format!("/api/sessions/{}/invitations", demo.session);
    for most in [0, 1_001] {
        let bad = json!({ "role": "observer", "most": most });
        fatou.posts(&path, &bad).await.is_refused(422, "bad-uses");
    }
    let asked = json!({ "role": "observer", "most": 2 });
    let made = fatou.posts(&path, &asked).await.json();
    assert_eq!(made["most"], 2);
    let secret = crate::house::secret(made["link"].as_str().unwrap()).to_owned();
    // However many open it at once.
    let all = (0..12).map(|number| {
        let (mut visitor, secret) = (house.visitor(), secret.clone());
        async move {
            let answer = visitor
                .tries_to_join(&secret, &format!("Guest {number}"))
                .await;
            (visitor, answer)
        }
    });
    let all = futures_util::future::join_all(all).await;
    let (inside, outside): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(_, answer)| answer.status == 200);
    assert_eq!(inside.len(), 2);
    for (visitor, answer) in &outside {
        answer.is_refused(410, "invitation-used-up");
        assert_eq!(visitor.cookie, None);
        let peeked = visitor
            .posts("/api/peek", &json!({ "secret": secret }))
            .await;
        peeked.is_refused(410, "invitation-used-up");
    }
    for (mut visitor, first) in inside {
        let peeked = visitor
            .posts("/api/peek", &json!({ "secret": secret }))
            .await;
        assert_eq!(peeked.status, 200, "whoever is in comes back");
        let again = visitor.joins(&secret, "Another name").await;
        assert_eq!(again["participant"], first.json()["participant"]);
    }
    let session = fatou.get(&format!("/api/sessions/{}", demo.session)).await;
    let session = session.json();
    let links = session["invitations"].as_array().unwrap();
    let of = |id: &Value| links.iter().find(|it| it["id"] == *id).unwrap();
    let link = of(&made["id"]);
    assert_eq!((&link["used"], &link["most"]), (&json!(2), &json!(2)));
    let facilitators = links.iter().find(|it| it["role"] == "facilitator").unwrap();
    assert_eq!(
        (&facilitators["used"], &facilitators["most"]),
        (&json!(1), &Value::Null)
    );
    house.close().await;
}
