//! The websocket to the table: opened, listened to, and dropped with its listeners.

use js_sys::{ArrayBuffer, Uint8Array};
use shared::ids::TableId;
use shared::protocol::{CloseReason, SUBPROTOCOL};
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, WebSocket, window};

/// What a connection tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocketEvent {
    /// It is open.
    Opened,
    /// A binary frame came.
    Frame(Vec<u8>),
    /// A text frame came.
    Text(String),
    /// It is gone: for the reason that the server gave, or by the network.
    Closed(Option<CloseReason>),
}

/// One websocket. Dropping it closes it and silences it.
pub struct Socket {
    inner: WebSocket,
    _message: Closure<dyn Fn(MessageEvent)>,
    _open: Closure<dyn Fn(Event)>,
    _close: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// Opens a connection to the table and tells what comes of it; nothing if the browser will not.
    pub fn open(table: &TableId, tell: impl Fn(SocketEvent) + Clone + 'static) -> Option<Self> {
        let location = window()?.location();
        let scheme = if location.protocol().ok()? == "https:" {
            "wss"
        } else {
            "ws"
        };
        let address = format!("{scheme}://{}/live/{table}", location.host().ok()?);
        let socket = WebSocket::new_with_str(&address, SUBPROTOCOL).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let told = tell.clone();
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some(text) = data.as_string() {
                told(SocketEvent::Text(text));
            } else if let Ok(buffer) = data.dyn_into::<ArrayBuffer>() {
                told(SocketEvent::Frame(Uint8Array::new(&buffer).to_vec()));
            }
        });
        let told = tell.clone();
        let open = Closure::<dyn Fn(Event)>::new(move |_| told(SocketEvent::Opened));
        let close = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            let reason = CloseReason::read(event.code(), &event.reason());
            tell(SocketEvent::Closed(reason));
        });
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onopen(Some(open.as_ref().unchecked_ref()));
        socket.set_onclose(Some(close.as_ref().unchecked_ref()));
        Some(Self {
            inner: socket,
            _message: message,
            _open: open,
            _close: close,
        })
    }

    /// Sends a binary frame; whether the browser took it.
    pub fn send(&self, frame: &[u8]) -> bool {
        self.is_open() && self.inner.send_with_u8_array(frame).is_ok()
    }

    /// Sends a text frame; whether the browser took it.
    pub fn say(&self, text: &str) -> bool {
        self.is_open() && self.inner.send_with_str(text).is_ok()
    }

    /// Whether nothing waits in the browser to be sent.
    pub fn has_sent_all(&self) -> bool {
        self.inner.buffered_amount() == 0
    }

    fn is_open(&self) -> bool {
        self.inner.ready_state() == WebSocket::OPEN
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onopen(None);
        self.inner.set_onclose(None);
        // A socket that is closed already has nothing against being closed.
        self.inner.close().ok();
    }
}
