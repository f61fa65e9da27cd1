//! A websocket that only does what measuring needs: it takes frames apart in place.

use anyhow::{Context as _, bail};
use shared::protocol::{ClientMessage, SUBPROTOCOL};
use std::cell::RefCell;
use std::rc::Rc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::Mutex;

/// The side that writes. Frames are masked with zeros, which leaves them as they are.
#[derive(Clone)]
pub struct Mouth {
    stream: Rc<Mutex<OwnedWriteHalf>>,
    /// What stands before each binary message: the handle of the table's document, or nothing.
    handle: &'static [u8],
}

/// The side that listens.
pub struct Ear {
    stream: OwnedReadHalf,
    waiting: Vec<u8>,
    /// What came so far of a message in pieces.
    pieces: Vec<u8>,
    mouth: Mouth,
}

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message of y-protocols.
    Binary,
    /// Anything else.
    Other,
}

/// Opens a connection; `head` holds further lines for the request, each with its end.
pub async fn open(address: &str, path: &str, head: &str) -> anyhow::Result<(Mouth, Ear)> {
    let mut stream = TcpStream::connect(address)
        .await
        .context("nobody listens")?;
    stream.set_nodelay(true)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{head}\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut waiting = Vec::with_capacity(4 << 10);
    let end = loop {
        if stream.read_buf(&mut waiting).await? == 0 {
            bail!("the connection ended before the handshake");
        }
        if let Some(end) = waiting.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    if !waiting.starts_with(b"HTTP/1.1 101") {
        bail!("no websocket: {}", String::from_utf8_lossy(&waiting[..end]));
    }
    let protocol = SUBPROTOCOL.as_bytes();
    let mut windows = waiting[..end].windows(protocol.len());
    let handle: &[u8] = if windows.any(|window| window == protocol) {
        &[0]
    } else {
        &[]
    };
    waiting.drain(..end);
    let (read, write) = stream.into_split();
    let mouth = Mouth {
        stream: Rc::new(Mutex::new(write)),
        handle,
    };
    Ok((
        mouth.clone(),
        Ear {
            stream: read,
            waiting,
            pieces: Vec::new(),
            mouth,
        },
    ))
}

/// Adds a frame to what is to be written; its payload comes in two parts.
fn put_frame(to: &mut Vec<u8>, opcode: u8, before: &[u8], payload: &[u8]) {
    to.push(0x80 | opcode);
    match before.len() + payload.len() {
        len @ 0..126 => to.push(0x80 | u8::try_from(len).unwrap_or(0)),
        len => {
            if let Ok(len) = u16::try_from(len) {
                to.push(0x80 | 0x7e);
                to.extend_from_slice(&len.to_be_bytes());
            } else {
                to.push(0x80 | 127);
                to.extend_from_slice(&(len as u64).to_be_bytes());
            }
        }
    }
    to.extend_from_slice(&[0; 4]);
    to.extend_from_slice(before);
    to.extend_from_slice(payload);
}

impl Mouth {
    /// Writes frames that are put together already.
    pub async fn writes(&self, frames: &[u8]) -> std::io::Result<()> {
        self.stream.lock().await.write_all(frames).await
    }

    /// Writes one binary message.
    pub async fn says(&self, message: &[u8]) -> std::io::Result<()> {
        let mut frame = Vec::with_capacity(message.len() + 15);
        self.puts(&mut frame, message);
        self.writes(&frame).await
    }

    /// Asks something of the table.
    pub async fn asks(&self, message: &ClientMessage) -> anyhow::Result<()> {
        let text = serde_json::to_vec(message)?;
        let mut frame = Vec::with_capacity(text.len() + 15);
        put_frame(&mut frame, 1, &[], &text);
        Ok(self.writes(&frame).await?)
    }

    /// Adds a binary message to what is to be [written](Self::writes).
    pub fn puts(&self, to: &mut Vec<u8>, message: &[u8]) {
        put_frame(to, 2, self.handle, message);
    }
}

impl Ear {
    /// Waits for bytes and hands over every whole message; false when the connection has ended.
    pub async fn listens(&mut self, mut take: impl FnMut(Kind, &[u8])) -> bool {
        let mut pongs = Vec::new();
        let mut at = 0;
        while let Some((opcode, from, to)) = frame(&self.waiting[at..]) {
            let is_last = self.waiting[at] & 0x80 != 0;
            let payload = &self.waiting[at + from..at + to];
            match opcode {
                2 if is_last => take(Kind::Binary, &payload[self.mouth.handle.len()..]),
                0 | 2 => {
                    self.pieces.extend_from_slice(payload);
                    if is_last {
                        take(Kind::Binary, &self.pieces[self.mouth.handle.len()..]);
                        self.pieces.clear();
                    }
                }
                8 => return false,
                9 => put_frame(&mut pongs, 10, &[], payload),
                _ => take(Kind::Other, payload),
            }
            at += to;
        }
        self.waiting.drain(..at);
        if !pongs.is_empty() && self.mouth.writes(&pongs).await.is_err() {
            return false;
        }
        if at > 0 {
            // Whoever waits for one of these need not wait for what comes after.
            return true;
        }
        self.waiting.reserve(16 << 10);
        matches!(self.stream.read_buf(&mut self.waiting).await, Ok(1..))
    }
}

/// The opcode of the first frame and where its payload begins and ends, if all of it is there.
fn frame(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (opcode, short) = (bytes.first()? & 15, usize::from(bytes.get(1)? & 127));
    let (from, len) = match short {
        126 => (
            4,
            usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)),
        ),
        127 => (
            10,
            usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?,
        ),
        len => (2, len),
    };
    (bytes.len() >= from + len).then_some((opcode, from, from + len))
}

/// Something shared by the tasks of the one thread that measures.
pub type Shared<T> = Rc<RefCell<T>>;
