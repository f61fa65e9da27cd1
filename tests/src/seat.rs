//! Somebody at a table: a websocket, a document, and what they were told.

use crate::door::Door;
use crate::heard::{Answer, Heard};
use crate::visitor;
use futures_util::stream::SplitStream;
use futures_util::{SinkExt as _, StreamExt as _};
use shared::document::{DocumentId, Root, new_doc};
use shared::features::agenda::{AgendaCommand, AgendaPoint, MoveClock};
use shared::features::people::Role;
use shared::ids::{DelegationId, ParticipantId, TableId};
use shared::prose::{Block, blocks};
use shared::protocol::{ClientMessage, SUBPROTOCOL};
use shared::table::{Command, GRACE};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use yrs::encoding::read::{Cursor, Read as _};
use yrs::encoding::write::Write as _;
use yrs::sync::{Message as Sync, SyncMessage};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Any, Doc, GetString, ReadTxn, StateVector, Text, Transact, TransactionMut, Update};

/// How long anybody waits for what must happen.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A connection as tungstenite makes it.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Somebody at a table. They stay the same person when their connection is gone.
pub struct Seat {
    /// What they are called.
    pub name: String,
    /// Who they are.
    pub participant: ParticipantId,
    /// For whom they speak.
    pub delegation: Option<DelegationId>,
    /// The cookie that lets them in.
    pub cookie: String,
    /// The client id they write by.
    pub client: u64,
    table: TableId,
    door: Arc<Door>,
    mind: Arc<Mind>,
    line: Mutex<Option<Line>>,
}

/// What a seat holds between connections, shared with the task that listens.
struct Mind {
    doc: Doc,
    /// The desks that the seat keeps in sync, by handle.
    desks: Mutex<BTreeMap<u64, Desk>>,
    heard: Mutex<Heard>,
    changed: watch::Sender<()>,
}

/// An open connection. It breaks off without a word when dropped.
struct Line {
    out: mpsc::UnboundedSender<Message>,
    tasks: [JoinHandle<()>; 2],
}

impl Drop for Line {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// A desk as a seat keeps it in sync.
struct Desk {
    id: DocumentId,
    doc: Doc,
    is_synced: bool,
}

/// A message on the document with this handle.
pub fn under(handle: u64, message: &[u8]) -> Message {
    let mut frame = Vec::new();
    frame.write_var(handle);
    frame.extend_from_slice(message);
    Message::binary(frame)
}

/// What a client says first: it has nothing of a document.
pub fn asks_for_all() -> Vec<u8> {
    Sync::Sync(SyncMessage::SyncStep1(StateVector::default())).encode_v1()
}

/// A message on the table's document.
pub fn on_table(message: &[u8]) -> Message {
    under(0, message)
}

impl Mind {
    fn desks(&self) -> MutexGuard<'_, BTreeMap<u64, Desk>> {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The document that a root is in, as far as the seat keeps it in sync, and its handle.
    fn doc_of(&self, root: &str) -> (u64, Doc) {
        match Root::parse(root).map(|root| root.document()) {
            Some(
                desk @ (DocumentId::Desk(_)
                | DocumentId::Private(..)
                | DocumentId::Notes
                | DocumentId::Report),
            ) => {
                let desks = self.desks();
                let found = desks.iter().rev().find(|(_, open)| open.id == desk);
                let (handle, open) = found.expect("the desk was opened");
                (*handle, open.doc.clone())
            }
            Some(DocumentId::Table) | None => (0, self.doc.clone()),
        }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Coming and going.
impl Seat {
    /// Joins with an invitation and takes a seat.
    ///
    /// # Panics
    /// If the invitation does not let them in.
    pub async fn taken(door: Arc<Door>, table: TableId, secret: &str, name: &str) -> Self {
        let client = u64::from(rand::random::<u32>()) + 1;
        let seat = Self::invited(door, table, secret, name, client).await;
        seat.returns().await;
        seat
    }

    /// Joins with an invitation, to write by that client id, and stays outside for now.
    ///
    /// # Panics
    /// If the invitation does not let them in.
    pub async fn invited(
        door: Arc<Door>,
        table: TableId,
        secret: &str,
        name: &str,
        client: u64,
    ) -> Self {
        let (cookie, joined) = visitor::join(&door.address(), secret, name).await;
        let joined: shared::api::Joined =
            serde_json::from_value(joined).expect("join answers as it says");
        let mind = Mind {
            doc: new_doc(client),
            desks: Mutex::default(),
            heard: Mutex::default(),
            changed: watch::Sender::new(()),
        };
        Self {
            name: name.to_owned(),
            participant: joined.participant,
            delegation: joined.delegation,
            cookie,
            client,
            table,
            door,
            mind: Arc::new(mind),
            line: Mutex::default(),
        }
    }

    /// The same person on another page, behind a door, who stays outside for now.
    pub fn beside(seat: &Self, door: Arc<Door>) -> Self {
        let client = u64::from(rand::random::<u32>()) + 1;
        let mind = Mind {
            doc: new_doc(client),
            desks: Mutex::default(),
            heard: Mutex::default(),
            changed: watch::Sender::new(()),
        };
        Self {
            name: seat.name.clone(),
            participant: seat.participant.clone(),
            delegation: seat.delegation.clone(),
            cookie: seat.cookie.clone(),
            client,
            table: seat.table.clone(),
            door,
            mind: Arc::new(mind),
            line: Mutex::default(),
        }
    }

    /// Opens a connection of one's own beside the seat's, to speak on it byte by byte.
    pub async fn socket(
        &self,
        subprotocol: Option<&str>,
    ) -> Result<Socket, tokio_tungstenite::tungstenite::Error> {
        self.socket_at("", subprotocol).await
    }

    /// The same, at a path below the table's: of one document.
    pub async fn socket_at(
        &self,
        path: &str,
        subprotocol: Option<&str>,
    ) -> Result<Socket, tokio_tungstenite::tungstenite::Error> {
        let address = format!("ws://{}/live/{}{path}", self.door.address(), self.table);
        let mut request = ClientRequestBuilder::new(address.parse().expect("an address"))
            .with_header("cookie", &self.cookie);
        if let Some(subprotocol) = subprotocol {
            request = request.with_sub_protocol(subprotocol);
        }
        Ok(tokio_tungstenite::connect_async(request).await?.0)
    }

    /// Asks for a document by its path and by its number, is sent away each time without a frame that holds these words, and comes back.
    ///
    /// # Panics
    /// If the server lets them read it.
    pub async fn is_kept_from(&self, path: &str, handle: u64, words: &str) {
        let mut stock = self.socket_at(path, None).await.expect("a socket");
        let asked = stock.send(Message::binary(asks_for_all())).await;
        asked.expect("it is open");
        let mut end = None;
        while let Some(Ok(message)) = stock.next().await {
            match message {
                Message::Close(frame) => end = frame.map(|frame| u16::from(frame.code)),
                Message::Binary(frame) => {
                    let mut parts = frame.windows(words.len());
                    assert!(!parts.any(|it| it == words.as_bytes()), "{}", self.name);
                }
                _ => {}
            }
        }
        assert_eq!(end, Some(4401), "{} reads {path}", self.name);
        self.sends(under(handle, &asks_for_all()));
        assert_eq!(self.is_closed().await.0, Some(4400));
        self.returns().await;
    }

    /// Comes back to the table, and waits until both sides know what the other knew.
    ///
    /// # Panics
    /// If the server does not let them.
    pub async fn returns(&self) {
        self.tries_to_return().await.expect("the seat is free");
    }

    /// Comes back to the table if the server is there.
    pub async fn tries_to_return(&self) -> Result<(), tokio_tungstenite::tungstenite::Error> {
        self.connects().await?;
        self.until("is back", |heard| {
            (heard.synced && heard.sent > 0 && heard.welcome.is_some()) || heard.closed.is_some()
        })
        .await;
        Ok(())
    }

    /// Opens the seat's connection and asks for what is missing, without waiting for an answer.
    pub async fn connects(&self) -> Result<(), tokio_tungstenite::tungstenite::Error> {
        self.drops();
        let socket = self.socket(Some(SUBPROTOCOL)).await?;
        self.heard().begin();
        let (sink, stream) = socket.split();
        let (out, queue) = mpsc::unbounded_channel();
        let writing = tokio::spawn(write(sink, queue));
        let reading = tokio::spawn(read(stream, self.mind.clone(), out.clone()));
        let known = self.mind.doc.transact().state_vector();
        // A line that broke at once shows in `closed`.
        drop(out.send(on_table(
            &Sync::Sync(SyncMessage::SyncStep1(known)).encode_v1(),
        )));
        *self.line() = Some(Line {
            out,
            tasks: [writing, reading],
        });
        Ok(())
    }

    /// The connection breaks off without a word.
    pub fn drops(&self) {
        if self.line().take().is_some() {
            self.heard()
                .closed
                .get_or_insert((None, "dropped".to_owned()));
        }
    }

    /// Says goodbye and waits until the server has, too.
    pub async fn leaves(&self) {
        self.sends(Message::Close(None));
        self.until("is gone", |heard| heard.closed.is_some()).await;
        self.drops();
    }

    /// Says goodbye if there is anybody to say it to.
    pub async fn leaves_if_here(&self) {
        if self.line().is_some() {
            self.leaves().await;
        }
    }

    fn line(&self) -> MutexGuard<'_, Option<Line>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a frame as it is, if there is a connection.
    pub fn sends(&self, message: Message) {
        if let Some(line) = &*self.line() {
            // A line that broke shows in `closed`.
            drop(line.out.send(message));
        }
    }

    /// Sends an update as it is.
    pub fn sends_update(&self, update: Vec<u8>) {
        self.heard().sent += 1;
        self.sends(on_table(
            &Sync::Sync(SyncMessage::Update(update)).encode_v1(),
        ));
    }

    /// Keeps everything that comes in binary from now on, to be looked at.
    pub fn taps(&self) {
        self.heard().tapped.get_or_insert_default();
    }

    /// Keeps a desk in sync on this connection, and waits until it is. It is opened anew when others read it, too.
    ///
    /// # Panics
    /// If the table has no such desk, or the server ends the connection.
    pub async fn opens(&self, desk: &DocumentId) {
        let handle = self.table().handle(desk).expect("there is such a desk");
        self.opens_under(desk, handle);
        let is_open = |mind: &Mind| mind.desks().get(&handle).is_some_and(|it| it.is_synced);
        self.until_mind("the desk is open", |mind| {
            is_open(mind) || mind.heard().closed.is_some()
        })
        .await;
        assert!(is_open(&self.mind), "{} may not open {desk}", self.name);
    }

    /// Asks for a desk under a handle, and does not wait.
    pub fn opens_under(&self, desk: &DocumentId, handle: u64) {
        let open = Desk {
            id: desk.clone(),
            doc: new_doc(u64::from(rand::random::<u32>()) + 1),
            is_synced: false,
        };
        self.mind.desks().insert(handle, open);
        let nothing = Sync::Sync(SyncMessage::SyncStep1(StateVector::default()));
        self.sends(under(handle, &nothing.encode_v1()));
    }
}

/// Writing.
impl Seat {
    /// Writes at the end of a root.
    pub fn writes(&self, root: &str, words: &str) {
        let end = self.text(root).encode_utf16().count();
        self.inserts(
            root,
            u32::try_from(end).expect("a text of bounded length"),
            words,
        );
    }

    /// Writes at an offset in UTF-16 code units.
    pub fn inserts(&self, root: &str, at: u32, words: &str) {
        self.changes(root, |text, txn| text.insert(txn, at, words));
    }

    /// Deletes a range in UTF-16 code units.
    pub fn deletes(&self, root: &str, at: u32, len: u32) {
        self.changes(root, |text, txn| text.remove_range(txn, at, len));
    }

    /// Sets a mark on a range in UTF-16 code units.
    pub fn marks(&self, root: &str, at: u32, len: u32, mark: &str) {
        self.formats(root, at, len, mark, Any::Bool(true));
    }

    /// Sets an attribute on a range in UTF-16 code units; null takes it away.
    pub fn formats(&self, root: &str, at: u32, len: u32, key: &str, value: Any) {
        let attributes = [(key.into(), value)].into_iter().collect();
        self.changes(root, |text, txn| text.format(txn, at, len, attributes));
    }

    /// Writes at the end of a root, and tells nobody until it is asked for what is missing.
    pub fn forgets_to_send(&self, root: &str, words: &str) {
        let _heard = self.heard();
        let text = self.mind.doc.get_or_insert_text(root);
        text.push(&mut self.mind.doc.transact_mut(), words);
    }

    fn changes(&self, root: &str, change: impl FnOnce(&yrs::TextRef, &mut TransactionMut)) {
        let mut heard = self.heard();
        let (handle, doc) = self.mind.doc_of(root);
        let text = doc.get_or_insert_text(root);
        let mut txn = doc.transact_mut();
        change(&text, &mut txn);
        let update = txn.encode_update_v1();
        drop(txn);
        heard.sent += u64::from(handle == 0);
        // Under the lock, so that updates leave in the order in which they were made.
        self.sends(under(
            handle,
            &Sync::Sync(SyncMessage::Update(update)).encode_v1(),
        ));
    }

    /// The text of a root, first newline and all.
    pub fn text(&self, root: &str) -> String {
        let _heard = self.heard();
        let (_, doc) = self.mind.doc_of(root);
        let text = doc.get_or_insert_text(root);
        text.get_string(&doc.transact())
    }

    /// The blocks of a root.
    pub fn blocks(&self, root: &str) -> Vec<Block> {
        let _heard = self.heard();
        let (_, doc) = self.mind.doc_of(root);
        let text = doc.get_or_insert_text(root);
        blocks(&text, &doc.transact())
    }

    /// The whole document as this seat has it.
    pub fn doc(&self) -> &Doc {
        &self.mind.doc
    }

    /// The clock that comes next for this seat's own client id.
    pub fn clock(&self) -> u32 {
        let _heard = self.heard();
        self.mind
            .doc
            .transact()
            .state_vector()
            .get(&yrs::block::ClientID::new(self.client))
    }
}

/// Asking.
impl Seat {
    /// Asks something of the table and waits for the answer.
    pub async fn asks(&self, command: impl Into<Command>) -> Answer {
        let request = rand::random::<u32>().into();
        self.asks_as(request, command);
        self.until("is answered", |heard| heard.answers.contains_key(&request))
            .await;
        self.heard()
            .answers
            .remove(&request)
            .expect("it was there a moment ago")
    }

    /// Asks something under a number of one's choice, and does not wait.
    ///
    /// # Panics
    /// If the command is no JSON.
    pub fn asks_as(&self, request: u64, command: impl Into<Command>) {
        let command = command.into();
        let asked = ClientMessage::Ask { request, command };
        self.sends(Message::text(
            serde_json::to_string(&asked).expect("our own types serialise"),
        ));
    }

    /// Moves the table, which must be granted.
    pub async fn moves(&self, from: impl Into<AgendaPoint>, to: impl Into<AgendaPoint>) {
        let (from, to) = (from.into(), to.into());
        let clock = MoveClock::RunsOn;
        let moving = AgendaCommand::Move { from, to, clock };
        assert_eq!(self.asks(moving).await, Answer::Done);
    }

    /// Lets the time pass in which last words still land after a lock or a move.
    pub async fn last_words_are_in(&self) {
        tokio::time::sleep(Duration::from_millis(GRACE + 100)).await;
    }

    /// Gets an answer over HTTP.
    pub async fn gets(&self, path: &str) -> visitor::Answer {
        visitor::ask(&self.door.address(), "GET", path, &self.cookie, None).await
    }

    /// Asks something over HTTP.
    pub async fn submits(
        &self,
        method: &str,
        path: &str,
        body: &serde_json::Value,
    ) -> visitor::Answer {
        visitor::ask(&self.door.address(), method, path, &self.cookie, Some(body)).await
    }

    /// The same without a body.
    pub async fn asks_over_http(&self, method: &str, path: &str) -> visitor::Answer {
        visitor::ask(&self.door.address(), method, path, &self.cookie, None).await
    }

    /// The table as this seat knows it.
    ///
    /// # Panics
    /// If it was never welcomed.
    pub fn table(&self) -> shared::table::RoundTable {
        self.heard()
            .table
            .clone()
            .expect("whoever sits was welcomed")
    }

    /// What this seat is, as the table has it.
    pub fn role(&self) -> Option<Role> {
        self.table()
            .participants
            .get(&self.participant)
            .map(|who| who.role)
    }
}

/// Waiting.
impl Seat {
    /// What this seat was told so far.
    pub fn heard(&self) -> MutexGuard<'_, Heard> {
        self.mind.heard()
    }

    /// Waits until the root holds these words.
    pub async fn reads(&self, root: &str, words: &str) {
        let mut changed = self.mind.changed.subscribe();
        let found = tokio::time::timeout(PATIENCE, async {
            while !self.text(root).contains(words) {
                changed.changed().await.expect("the mind outlives the wait");
            }
        });
        assert!(
            found.await.is_ok(),
            "{} reads {:?} in {root}, not {words:?}",
            self.name,
            self.text(root)
        );
    }

    /// Waits until everything written here is committed.
    pub async fn is_saved(&self) {
        let (client, clock) = (self.client, self.clock());
        self.until("is saved", |heard| {
            heard.updates >= heard.sent
                && (clock == 0
                    || heard
                        .saved
                        .get(&client)
                        .is_some_and(|saved| *saved >= clock))
        })
        .await;
    }

    /// Waits until everything written here in a root's document is committed.
    pub async fn is_saved_in(&self, root: &str) {
        let (_, doc) = self.mind.doc_of(root);
        let client = doc.client_id();
        let clock = doc.transact().state_vector().get(&client);
        self.until("is saved", |heard| {
            let saved = heard.saved.get(&client.get());
            saved.is_some_and(|saved| *saved >= clock) || clock == 0
        })
        .await;
    }

    /// Waits until the server has ended the connection, and tells how.
    pub async fn is_closed(&self) -> (Option<u16>, String) {
        self.until("is closed", |heard| heard.closed.is_some())
            .await;
        self.heard()
            .closed
            .clone()
            .expect("it was there a moment ago")
    }

    /// Waits until the table is as described.
    pub async fn sees(&self, what: &str, is_so: impl Fn(&shared::table::RoundTable) -> bool) {
        self.until(what, |heard| heard.table.as_ref().is_some_and(&is_so))
            .await;
    }

    /// Waits until what was heard is as described.
    ///
    /// # Panics
    /// If that does not happen for a minute.
    pub async fn until(&self, what: &str, is_so: impl Fn(&Heard) -> bool) {
        self.until_mind(what, |mind| is_so(&mind.heard())).await;
    }

    async fn until_mind(&self, what: &str, is_so: impl Fn(&Mind) -> bool) {
        let mut changed = self.mind.changed.subscribe();
        let came = tokio::time::timeout(PATIENCE, async {
            while !is_so(&self.mind) {
                changed.changed().await.expect("the mind outlives the wait");
            }
        });
        assert!(
            came.await.is_ok(),
            "{} waits in vain until {what}; closed: {:?}",
            self.name,
            self.heard().closed
        );
    }
}

async fn write(
    mut sink: futures_util::stream::SplitSink<Socket, Message>,
    mut queue: mpsc::UnboundedReceiver<Message>,
) {
    while let Some(message) = queue.recv().await {
        if sink.send(message).await.is_err() {
            return;
        }
    }
}

async fn read(
    mut stream: SplitStream<Socket>,
    mind: Arc<Mind>,
    out: mpsc::UnboundedSender<Message>,
) {
    let mut end = (None, "no goodbye".to_owned());
    while let Some(Ok(message)) = stream.next().await {
        let mut heard = mind.heard();
        match message {
            Message::Text(text) => heard.take_in(&text),
            Message::Binary(frame) => take_frame(&mind, &mut heard, &frame, &out),
            Message::Close(frame) => {
                end = frame.map_or(end, |frame| {
                    (Some(frame.code.into()), frame.reason.to_string())
                });
            }
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
        drop(heard);
        mind.changed.send_replace(());
    }
    mind.heard().closed = Some(end);
    mind.changed.send_replace(());
}

/// Takes in a binary frame as a stock client does, with yrs's own reading of y-protocols.
fn take_frame(mind: &Mind, heard: &mut Heard, frame: &[u8], out: &mpsc::UnboundedSender<Message>) {
    heard.frames += 1;
    if let Some(tapped) = &mut heard.tapped {
        tapped.push(frame.to_vec());
    }
    let mut cursor = Cursor::new(frame);
    let handle: u64 = cursor.read_var().expect("a frame begins with a handle");
    let message = &frame[cursor.next..];
    let message = Sync::decode_v1(message).expect("the server speaks y-protocols");
    if handle != 0 {
        // What comes under a handle that was given up is of no use any more.
        if let Some(desk) = mind.desks().get_mut(&handle) {
            take_on_desk(desk, handle, message, out);
        }
        return;
    }
    let doc = &mind.doc;
    match message {
        Sync::Sync(SyncMessage::SyncStep1(known)) => {
            let missing = doc.transact().encode_diff_v1(&known);
            heard.sent += 1;
            drop(out.send(on_table(
                &Sync::Sync(SyncMessage::SyncStep2(missing)).encode_v1(),
            )));
        }
        Sync::Sync(SyncMessage::SyncStep2(update)) => {
            heard.synced = true;
            apply(doc, heard.synced, &update);
        }
        Sync::Sync(SyncMessage::Update(update)) => {
            apply(doc, heard.synced, &update);
            heard.relayed += 1;
        }
        Sync::Awareness(update) => {
            for (client, entry) in update.clients {
                heard
                    .awareness
                    .insert(client.get(), (entry.clock, entry.json.to_string()));
            }
        }
        Sync::Auth(_) | Sync::AwarenessQuery | Sync::Custom(..) => {}
    }
}

fn take_on_desk(desk: &mut Desk, handle: u64, message: Sync, out: &mpsc::UnboundedSender<Message>) {
    match message {
        Sync::Sync(SyncMessage::SyncStep1(known)) => {
            let missing = desk.doc.transact().encode_diff_v1(&known);
            let answer = Sync::Sync(SyncMessage::SyncStep2(missing));
            drop(out.send(under(handle, &answer.encode_v1())));
        }
        Sync::Sync(SyncMessage::SyncStep2(update)) => {
            desk.is_synced = true;
            apply(&desk.doc, true, &update);
        }
        Sync::Sync(SyncMessage::Update(update)) => apply(&desk.doc, desk.is_synced, &update),
        Sync::Auth(_) | Sync::Awareness(_) | Sync::AwarenessQuery | Sync::Custom(..) => {}
    }
}

fn apply(doc: &Doc, is_synced: bool, update: &[u8]) {
    let update = Update::decode_v1(update).expect("what the server relays can be read");
    let mut txn = doc.transact_mut();
    txn.apply_update(update)
        .expect("what the server relays can be applied");
    // Before the first answer, others' writing may hang on what this seat does not have yet.
    assert!(
        !is_synced || !txn.has_missing_updates(),
        "what the server relays leaves nothing pending"
    );
}
