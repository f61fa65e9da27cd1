//! A house of its own for each test: a real server on a port of its own, and visitors who speak to
//! it over sockets.

use std::io;

use serde_json::{Value, json};
use server::auth::invitation::{self, Purpose};
use server::auth::secret::FreshId as _;
use server::config::{Config, PublicUrl};
use server::sessions::demo::{self, Demo};
use server::{App, listen, serve};
use shared::features::people::Role;
use shared::ids::{DelegationId, SessionId, TableId};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A running server; it stops when it is closed.
pub struct House {
    pub app: App,
    pub address: String,
    stop: oneshot::Sender<()>,
    served: JoinHandle<anyhow::Result<()>>,
}

impl House {
    pub async fn open() -> Self {
        Self::known_as(None).await
    }

    /// A house that people reach by another address than it listens on.
    pub async fn known_as(public_url: Option<&str>) -> Self {
        Self::run_with(public_url, |_| {}).await
    }

    /// A house of an operator who chooses.
    pub async fn run_with(public_url: Option<&str>, choose: impl FnOnce(&mut Config)) -> Self {
        let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let listening = listener.local_addr().unwrap();
        let public_url = public_url.map(|url| url.parse().unwrap());
        let public_url = public_url.unwrap_or_else(|| PublicUrl::of(listening));
        let mut config = Config::new("sqlite::memory:", public_url);
        choose(&mut config);
        let app = App::open(config).await.unwrap();
        let (stop, told) = oneshot::channel::<()>();
        let served = tokio::spawn(serve(app.clone(), listener, async { drop(told.await) }));
        Self {
            app,
            address: listening.to_string(),
            stop,
            served,
        }
    }

    /// Somebody who has not been here before.
    pub fn visitor(&self) -> Visitor {
        Visitor {
            address: self.address.clone(),
            cookie: None,
            headers: Vec::new(),
        }
    }

    /// A demo session in the house, as `roundtable demo` makes it.
    pub async fn demo(&self, tables: usize, delegations: usize) -> Demo {
        let App { store, config, .. } = &self.app;
        let words = self.app.words(shared::words::Language::ENGLISH);
        let size = (tables, delegations);
        demo::convene(store, words, SessionId::fresh(), size, &config.public_url)
            .await
            .unwrap()
    }

    /// The secret of a new invitation.
    pub async fn invite(
        &self,
        session: Option<&SessionId>,
        role: Role,
        for_: Option<&DelegationId>,
    ) -> String {
        let purpose = Purpose {
            session: session.cloned(),
            role,
            delegation: for_.cloned(),
        };
        let made = invitation::make(&self.app.store, &purpose, 1)
            .await
            .unwrap();
        made.secret.reveal().to_owned()
    }

    /// Somebody who facilitates the house.
    pub async fn facilitator(&self) -> Visitor {
        let secret = self.invite(None, Role::Facilitator, None).await;
        let mut visitor = self.visitor();
        visitor.joins(&secret, "Fatou").await;
        visitor
    }

    /// What is recorded at a table.
    pub async fn table(&self, table: &TableId) -> shared::table::RoundTable {
        self.app.export(table).await.unwrap().table
    }

    pub async fn close(self) {
        drop(self.stop);
        self.served.await.unwrap().unwrap();
    }
}

/// The secret in a link.
pub fn secret(link: &str) -> &str {
    link.split_once('#')
        .expect("a link carries its secret behind #")
        .1
}

/// The secret of a demo's invitation.
pub fn secret_of(demo: &Demo, role: Role, place: usize) -> &str {
    let mut links = demo.invitations.iter().filter(|link| link.role == role);
    secret(&links.nth(place).unwrap().link)
}

/// Somebody with a browser that keeps its cookie.
#[derive(Clone)]
pub struct Visitor {
    address: String,
    pub cookie: Option<String>,
    headers: Vec<(String, String)>,
}

impl Visitor {
    /// The same visitor, whose requests carry another header.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name.to_owned(), value.to_owned()));
        other
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None).await
    }

    pub async fn posts(&self, path: &str, body: &Value) -> Answer {
        self.ask(
            "POST",
            path,
            Some(("application/json", body.to_string().as_bytes())),
        )
        .await
    }

    pub async fn sends(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        self.ask("POST", path, Some((kind, body))).await
    }

    pub async fn deletes(&self, path: &str) -> Answer {
        self.ask("DELETE", path, None).await
    }

    /// Joins, which must succeed, and keeps the cookie.
    pub async fn joins(&mut self, secret: &str, name: &str) -> Value {
        let answer = self.tries_to_join(secret, name).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub async fn tries_to_join(&mut self, secret: &str, name: &str) -> Answer {
        let answer = self
            .posts("/api/join", &json!({ "secret": secret, "name": name }))
            .await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(ToOwned::to_owned);
        }
        answer
    }

    pub async fn ask(&self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        let mut put = |name: &str, value: &str| head.extend([name, ": ", value, "\r\n"]);
        if !self.headers.iter().any(|(name, _)| name == "host") {
            put("host", &self.address);
        }
        if !self.headers.iter().any(|(name, _)| name == "connection") {
            put("connection", "close");
        }
        self.headers
            .iter()
            .for_each(|(name, value)| put(name, value));
        if let Some(cookie) = &self.cookie {
            put("cookie", cookie);
        }
        if let Some((kind, body)) = body {
            put("content-type", kind);
            put("content-length", &body.len().to_string());
        }
        head.push_str("\r\n");
        let mut socket = TcpStream::connect(&self.address).await.unwrap();
        socket.write_all(head.as_bytes()).await.unwrap();
        // A server that has read enough may hang up before it has been sent everything.
        let sent = socket
            .write_all(body.map_or(&[][..], |(_, body)| body))
            .await;
        let mut bytes = Vec::new();
        match socket.read_to_end(&mut bytes).await {
            Err(error) if bytes.is_empty() => panic!("{error}, {sent:?}"),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::ConnectionReset),
            Ok(_) => {}
        }
        Answer::read(&bytes)
    }
}

/// What the server said.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a head ends");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.lines();
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_lowercase(), value.trim().to_owned())
        };
        Self {
            status,
            headers: lines.map(header).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Fails unless it is this refusal, with a sentence that was found in the catalogue.
    #[track_caller]
    pub fn is_refused(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        let failure = self.json();
        assert_eq!(failure["code"], code);
        let message = failure["message"].as_str().unwrap();
        assert!(
            message.contains(' ') && message.ends_with(['.', '”']),
            "{message}"
        );
    }
}
