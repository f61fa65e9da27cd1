//! Somebody who asks over HTTP, with a cookie if they have one.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The lines of the head.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header of the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    }
}

/// Asks once and reads the whole answer.
///
/// # Panics
/// If nobody answers as a server does.
pub async fn ask(
    address: &str,
    method: &str,
    path: &str,
    cookie: &str,
    body: Option<&Value>,
) -> Answer {
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut socket = TcpStream::connect(address)
        .await
        .expect("the server listens");
    socket
        .write_all(head.as_bytes())
        .await
        .expect("the server reads");
    let mut bytes = Vec::new();
    socket
        .read_to_end(&mut bytes)
        .await
        .expect("the server answers");
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("an answer has a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.expect("an answer has a status"),
        head,
        body: bytes[end + 4..].to_vec(),
    }
}

/// Exchanges the secret of an invitation for a cookie and who one is now.
///
/// # Panics
/// If one is not let in.
pub async fn join(address: &str, secret: &str, name: &str) -> (String, Value) {
    let asked = json!({ "secret": secret, "name": name });
    let answer = ask(address, "POST", "/api/join", "", Some(&asked)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookie = answer
        .header("set-cookie")
        .and_then(|cookie| cookie.split(';').next());
    (
        cookie.expect("whoever is let in gets a cookie").to_owned(),
        answer.json(),
    )
}
