//! TLS in the server: real handshakes, HTTP/2, websockets, and a certificate that is replaced meanwhile.

use crate::command_line::{DATABASE, Folder};
use crate::house::{House, secret_of};
use axum::body::Bytes;
use axum::http::Request;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use server::config::Config;
use server::tls::TlsFiles;
use shared::features::people::Role;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

/// How long anything here may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A certificate for this machine, and its key.
struct Pair {
    der: CertificateDer<'static>,
    cert: String,
    key: String,
}

impl Pair {
    fn new() -> Self {
        let hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(hosts).unwrap();
        Self {
            der: made.cert.der().clone(),
            cert: made.cert.pem(),
            key: made.signing_key.serialize_pem(),
        }
    }
}

fn files(folder: &Folder) -> TlsFiles {
    TlsFiles {
        cert: folder.path("cert.pem"),
        key: folder.path("key.pem"),
    }
}

fn put(folder: &Folder, cert: &str, key: &str) {
    let files = files(folder);
    std::fs::write(files.cert, cert).unwrap();
    std::fs::write(files.key, key).unwrap();
}

/// A house that shows this certificate, and looks often whether there is a newer one.
async fn house(folder: &Folder, pair: &Pair, choose: impl FnOnce(&mut Config)) -> House {
    put(folder, &pair.cert, &pair.key);
    House::run_with(Some("https://localhost"), |config| {
        config.tls = Some(files(folder));
        config.tls_look = Duration::from_millis(20);
        choose(config);
    })
    .await
}

/// Shakes hands with whoever knows one of these, offering these protocols.
async fn shakes(
    house: &House,
    known: &[&Pair],
    protocols: &[&[u8]],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    for pair in known {
        roots.add(pair.der.clone()).unwrap();
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let mut config = config
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|it| it.to_vec()).collect();
    let name = ServerName::try_from("localhost").unwrap();
    let socket = TcpStream::connect(&house.address).await.unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, socket)
        .await
}

/// What is answered over HTTP/1.1.
async fn asks(house: &House, pair: &Pair, head: &str, body: &str) -> String {
    let mut stream = shakes(house, &[pair], &[b"http/1.1"]).await.unwrap();
    let length = body.len();
    let whole = format!(
        "{head}\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(whole.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn shown(stream: &TlsStream<TcpStream>) -> CertificateDer<'static> {
    let shown = stream.get_ref().1.peer_certificates().unwrap();
    shown[0].clone().into_owned()
}

/// Waits until a number on the page for Prometheus is this.
async fn counts(house: &House, pair: &Pair, line: &str) {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        let page = asks(house, pair, "GET /metrics HTTP/1.1", "").await;
        if page.lines().any(|it| it == line) {
            return;
        }
        assert!(tokio::time::Instant::now() < until, "{line}: {page}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until another certificate is shown.
async fn changes_to(house: &House, known: &[&Pair], wanted: &Pair) {
    let until = tokio::time::Instant::now() + PATIENCE;
    while shown(&shakes(house, known, &[]).await.unwrap()) != wanted.der {
        assert!(tokio::time::Instant::now() < until, "it is shown");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_answered_under_tls_stays_there() {
    let (folder, pair) = (Folder::new(), Pair::new());
    let house = house(&folder, &pair, |_| {}).await;
    let demo = house.demo(1, 2).await;
    let answer = asks(&house, &pair, "GET /healthz HTTP/1.1", "").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age="),
        "{answer}"
    );
    assert!(answer.contains(" wss://localhost;"), "{answer}");
    let body = json!({ "secret": secret_of(&demo, Role::Delegate, 0), "name": "Ana" });
    let head =
        "POST /api/join HTTP/1.1\r\ncontent-type: application/json\r\norigin: https://localhost";
    let joined = asks(&house, &pair, head, &body.to_string()).await;
    let cookie = joined.lines().find(|line| line.starts_with("set-cookie: "));
    assert!(cookie.unwrap().contains("; Secure"), "{joined}");

    // What speaks no TLS is not understood, and nobody else is the worse for it.
    let mut plain = TcpStream::connect(&house.address).await.unwrap();
    plain
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut answered = Vec::new();
    let _ = plain.read_to_end(&mut answered).await;
    assert!(!answered.starts_with(b"HTTP"), "{answered:?}");
    counts(&house, &pair, "roundtable_tls_failed_handshakes_total 1").await;
    house.close().await;
}

#[tokio::test]
async fn without_tls_nobody_is_told_to_keep_to_it() {
    let house = House::open().await;
    let answer = house.visitor().get("/healthz").await;
    assert_eq!(answer.header("strict-transport-security"), None);
    house.close().await;
}

#[tokio::test]
async fn many_requests_go_over_one_connection() {
    let (folder, pair) = (Folder::new(), Pair::new());
    let house = house(&folder, &pair, |_| {}).await;
    let stream = shakes(&house, &[&pair], &[b"h2", b"http/1.1"])
        .await
        .unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    let connection = tokio::spawn(connection);
    let ask = async |path: &str, origin: Option<&str>| {
        let mut client = client.clone().ready().await.unwrap();
        let method = origin.map_or("GET", |_| "POST");
        let mut request = Request::builder()
            .method(method)
            .uri(format!("https://localhost{path}"));
        if let Some(origin) = origin {
            request = request.header("origin", origin);
            request = request.header("content-type", "application/json");
        }
        let request = request.body(()).unwrap();
        let (answer, mut sending) = client.send_request(request, false).unwrap();
        let body = origin.map_or(Bytes::new(), |_| "{\"secret\":\"x\"}".into());
        sending.send_data(body, true).unwrap();
        let answer = answer.await.unwrap();
        let status = answer.status().as_u16();
        let mut body = answer.into_body();
        let mut bytes = 0;
        while let Some(piece) = body.data().await {
            let piece = piece.unwrap();
            body.flow_control().release_capacity(piece.len()).unwrap();
            bytes += piece.len();
        }
        (status, bytes)
    };
    let asked = futures_util::future::join_all([
        ask("/healthz", None),
        ask("/api/openapi.json", None),
        ask("/api/openapi.json", None),
        ask("/nothing/here", None),
        // A websocket comes by HTTP/1.1; a page of another site is told apart by the authority, too.
        ask("/live/t", None),
        ask("/api/peek", Some("https://localhost")),
        ask("/api/peek", Some("https://elsewhere.example")),
    ])
    .await;
    let plain = asks(&house, &pair, "GET /api/openapi.json HTTP/1.1", "").await;
    let whole = plain.split_once("\r\n\r\n").unwrap().1.len();
    assert_eq!(asked[0], (200, 3));
    assert_eq!(asked[1..3], [(200, whole), (200, whole)]);
    assert!(whole > 100_000, "more than one window: {whole}");
    let statuses: Vec<_> = asked[3..].iter().map(|it| it.0).collect();
    assert_eq!(statuses[1..], [401, 404, 403]);
    drop(client);
    connection.await.unwrap().unwrap();
    house.close().await;
}

#[tokio::test]
async fn who_asks_for_nothing_or_takes_nothing_is_let_go() {
    let (folder, pair) = (Folder::new(), Pair::new());
    let short = Duration::from_millis(200);
    let house = house(&folder, &pair, |config| {
        config.head_patience = short;
        config.request_patience = short;
        config.write_patience = short;
    })
    .await;
    let over_h2 = async || shakes(&house, &[&pair], &[b"h2"]).await.unwrap();
    // Not even a greeting.
    let mut silent = over_h2().await;
    let ended = tokio::time::timeout(PATIENCE, silent.read_to_end(&mut Vec::new())).await;
    assert!(ended.is_ok(), "a silent connection is let go");
    // A greeting, and then nothing: told to go, so that nothing is lost.
    let (client, connection) = h2::client::handshake(over_h2().await).await.unwrap();
    let ended = tokio::time::timeout(PATIENCE, connection).await;
    assert!(ended.unwrap().is_ok());
    drop(client);
    // Asks for much, and opens no window for it.
    let mut closed = h2::client::Builder::new();
    closed.initial_window_size(0);
    let shaken = closed.handshake::<_, Bytes>(over_h2().await).await;
    let (client, connection) = shaken.unwrap();
    let connection = tokio::spawn(connection);
    let mut client = client.ready().await.unwrap();
    let request = Request::get("https://localhost/api/openapi.json");
    let (answer, _) = client
        .send_request(request.body(()).unwrap(), true)
        .unwrap();
    let mut body = answer.await.unwrap().into_body();
    let cut = tokio::time::timeout(PATIENCE, body.data()).await.unwrap();
    assert!(cut.is_none_or(|piece| piece.is_err()));
    let ended = tokio::time::timeout(PATIENCE, connection).await;
    assert!(ended.is_ok(), "the connection is cut");
    house.close().await;
}

#[tokio::test]
async fn a_newer_certificate_is_shown_and_nobody_is_sent_away() {
    let (folder, first, second) = (Folder::new(), Pair::new(), Pair::new());
    let house = house(&folder, &first, |_| {}).await;
    let demo = house.demo(1, 2).await;
    let mut ana = {
        let body = json!({ "secret": secret_of(&demo, Role::Delegate, 0), "name": "Ana" });
        let head = "POST /api/join HTTP/1.1\r\ncontent-type: application/json";
        let joined = asks(&house, &first, head, &body.to_string()).await;
        let cookie = joined.split("set-cookie: ").nth(1).unwrap();
        let cookie = cookie.split(';').next().unwrap();
        let path = format!("wss://localhost/live/{}", demo.tables[0].id);
        let mut request = path.into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("cookie", cookie.parse().unwrap());
        let stream = shakes(&house, &[&first], &[b"http/1.1"]).await.unwrap();
        tokio_tungstenite::client_async(request, stream)
            .await
            .unwrap()
            .0
    };
    let greeted = tokio::time::timeout(PATIENCE, ana.next()).await;
    greeted.unwrap().unwrap().unwrap();

    put(&folder, &second.cert, &second.key);
    let both = [&first, &second];
    changes_to(&house, &both, &second).await;
    counts(&house, &second, "roundtable_tls_reloads_total 1").await;

    // A key that is not its own, then nothing that could be read: the one before is shown.
    put(&folder, &second.cert, &first.key);
    counts(&house, &second, "roundtable_tls_failed_reloads_total 1").await;
    put(&folder, "nothing", "at all");
    counts(&house, &second, "roundtable_tls_failed_reloads_total 2").await;
    let ready = asks(&house, &second, "GET /readyz HTTP/1.1", "").await;
    assert!(ready.starts_with("HTTP/1.1 200"), "{ready}");
    put(&folder, &first.cert, &first.key);
    changes_to(&house, &both, &first).await;
    counts(&house, &first, "roundtable_tls_reloads_total 2").await;

    // She sat there all the time.
    ana.send(Message::Ping(Bytes::from_static(b"here")))
        .await
        .unwrap();
    let answered = async {
        loop {
            match ana.next().await.unwrap().unwrap() {
                Message::Pong(bytes) if &bytes[..] == b"here" => break,
                Message::Close(why) => panic!("{why:?}"),
                _ => {}
            }
        }
    };
    tokio::time::timeout(PATIENCE, answered).await.unwrap();
    house.close().await;
}

#[test]
fn what_does_not_fit_is_refused_at_the_start() {
    let (folder, pair, other) = (Folder::new(), Pair::new(), Pair::new());
    let flags = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];
    let refused = |more: &[&str], wanted: &str| {
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        let output = folder.run(&[&serve[..], &DATABASE[..], more].concat());
        assert!(!output.status.success(), "{wanted}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(wanted), "{wanted}: {said}");
    };
    refused(&flags, "cert.pem cannot be read");
    put(&folder, &pair.cert, &other.key);
    refused(
        &flags,
        "the key in key.pem is not that of the certificate in cert.pem",
    );
    put(&folder, "nothing", &pair.key);
    refused(&flags, "there is no certificate in cert.pem");
    put(&folder, &pair.cert, &pair.cert);
    refused(&flags, "there is no key without a password in key.pem");
    put(&folder, &pair.cert, &pair.key);
    refused(&flags[..2], "--tls-key");
    refused(&flags[2..], "--tls-cert");
    let plain = [&flags[..], &["--public-url", "http://rt.example"]].concat();
    refused(&plain, "must begin with https://");
    assert!(!folder.path("rt.db").exists(), "nothing was begun");
}
