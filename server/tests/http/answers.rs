//! What every answer carries, and the files of the client.

use crate::house::House;

#[tokio::test]
async fn every_answer_tells_a_browser_to_be_careful() {
    let house = House::open().await;
    let visitor = house.visitor();
    for path in [
        "/",
        "/join",
        "/api/me",
        "/healthz",
        "/api",
        "/api/openapi.json",
        "/nowhere",
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            answer.header("referrer-policy"),
            Some("no-referrer"),
            "{path}"
        );
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("script-src 'unsafe-inline'"),
            "{path}: {policy}"
        );
    }
    // The facilitator's own page shows small what the room sees.
    let screen = visitor.get("/t/t1/projector").await;
    let screen = screen.header("content-security-policy").unwrap();
    assert!(screen.contains("frame-ancestors 'self'"), "{screen}");
    let policy = visitor.get("/join").await;
    let policy = policy.header("content-security-policy").unwrap();
    let sockets = format!("connect-src 'self' ws://{0} wss://{0};", house.address);
    assert!(
        policy.contains(&sockets) && policy.contains("'wasm-unsafe-eval'"),
        "{policy}"
    );
    assert_eq!(
        visitor.get("/api/me").await.header("cache-control"),
        Some("no-store")
    );
    house.close().await;
}

#[tokio::test]
async fn what_gateways_make_of_a_link_leads_to_the_invitation() {
    let house = House::open().await;
    let visitor = house.visitor();
    let secret = "abcdefgh23456789jkmnpqrstuvwxyz0";
    for path in [
        "/join%23@",
        "/JOIN%23@.",
        "/join/@",
        "/join%2523@%E2%80%8B",
        "/join%23%3C@%3E",
    ] {
        let answer = visitor.get(&path.replace('@', secret)).await;
        assert_eq!(answer.status, 303, "{path}");
        assert_eq!(
            answer.header("location"),
            Some(&*format!("/join#{secret}")),
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    // The browser keeps what stands behind the `#`.
    for path in ["/JOIN", "/join/", "/join.", "//join"] {
        assert_eq!(
            visitor.get(path).await.header("location"),
            Some("/join"),
            "{path}"
        );
    }
    house.close().await;
}

#[tokio::test]
async fn operators_can_ask_how_it_goes() {
    let house = House::open().await;
    let visitor = house.visitor();
    assert_eq!(visitor.get("/healthz").await.status, 200);
    assert_eq!(visitor.get("/readyz").await.status, 200);
    house.demo(1, 1).await;
    house.facilitator().await;
    let metrics = visitor.get("/metrics").await.text();
    for told in [
        "roundtable_seats 0",
        "roundtable_commit_entries_bucket{le=\"+Inf\"}",
    ] {
        assert!(metrics.contains(told), "{metrics}");
    }
    let app = house.app.clone();
    app.store.close().await.unwrap();
    assert_eq!(visitor.get("/healthz").await.status, 200);
    visitor.get("/readyz").await.is_refused(503, "stopping");
}

#[tokio::test]
async fn the_manual_is_there_to_be_read() {
    let house = House::open().await;
    let visitor = house.visitor();
    let document = visitor.get("/api/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let page = visitor.get("/api").await;
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(page.text().contains("POST /api/join"));
    assert!(
        !page
            .header("content-security-policy")
            .unwrap()
            .contains("script-src")
    );
    house.close().await;
}

#[tokio::test]
async fn an_address_is_asked_as_it_wants_to_be() {
    let house = House::open().await;
    let visitor = house.visitor();
    visitor
        .deletes("/api/me")
        .await
        .is_refused(405, "wrong-method");
    visitor
        .get("/api/join")
        .await
        .is_refused(405, "wrong-method");
    visitor
        .posts("/nowhere", &serde_json::json!({}))
        .await
        .is_refused(404, "not-found");
    visitor
        .get("/assets/nothing-ABCD.js")
        .await
        .is_refused(404, "not-found");
    visitor
        .get("/assets/../../Cargo.toml")
        .await
        .is_refused(404, "not-found");
    house.close().await;
}

/// With the client built, its pages come as they should; without it, the server says so.
#[tokio::test]
async fn the_client_is_handed_out() {
    let house = House::open().await;
    let visitor = house.visitor().with("accept", "text/html");
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist/assets");
    let Ok(assets) = std::fs::read_dir(dist) else {
        visitor.get("/").await.is_refused(503, "no-client");
        return house.close().await;
    };
    for path in [
        "/",
        "/join",
        "/sessions",
        "/sessions/new",
        "/sessions/abc",
        "/tables/t1",
        "/tables/t1/outcome",
    ] {
        let page = visitor.get(path).await;
        assert_eq!(
            (page.status, page.header("cache-control")),
            (200, Some("no-cache")),
            "{path}"
        );
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8")
        );
    }
    assert_eq!(visitor.get("/astray").await.status, 404);
    let names = assets.map(|asset| asset.unwrap().file_name().into_string().unwrap());
    for name in names {
        let kind = match name.rsplit_once('.').unwrap().1 {
            "js" => "text/javascript; charset=utf-8",
            "wasm" => "application/wasm",
            _ => continue,
        };
        let path = format!("/assets/{name}");
        let asset = visitor.get(&path).await;
        assert_eq!(
            asset.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
        assert_eq!(asset.header("content-type"), Some(kind));
        let known = visitor
            .with("if-none-match", asset.header("etag").unwrap())
            .get(&path)
            .await;
        assert_eq!((known.status, known.body.len()), (304, 0));
        if std::path::Path::new(dist)
            .join(format!("{name}.br"))
            .exists()
        {
            let small = visitor.with("accept-encoding", "gzip, br").get(&path).await;
            assert_eq!(small.header("content-encoding"), Some("br"));
            assert!(small.body.len() < asset.body.len());
            assert_eq!(small.header("content-type"), Some(kind));
        }
    }
    house.close().await;
}
