//! How the table stays in touch: opens, syncs, notices silence, comes back by itself.

use super::backoff::Backoff;
use super::cursors::{Cursor, Cursors};
use super::link::Link;
use super::requests::Requests;
use super::save_state::SaveLedger;
use super::server_time::ServerTime;
use super::signals::{Signals, Trouble};
use super::unsaved_store::{Left, UnsavedStore};
use crate::clock::millis;
use crate::live::socket::{Socket, SocketEvent};
use crate::live::sync_protocol::{Frame, Said};
use crate::prose::TableDocument;
use leptos::leptos_dom::helpers::{WindowListenerHandle, window_event_listener_untyped};
use leptos::prelude::*;
use shared::gather::gathered;
use shared::ids::{TableId, Timestamp};
use shared::protocol::{ClientMessage, CloseReason, ServerMessage, Welcome};
use shared::tagged::decode;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

/// How often the server is asked whether it is there, in milliseconds.
const PING: u64 = 4_000;
/// After how long without a word the connection is taken for lost, in milliseconds.
const SILENCE: i64 = 10_000;
/// How often what was written may be refused in a row before a person has to look.
const REFUSALS: u32 = 3;
/// After how many pings a pointer is repeated, for peers that forget those who are silent.
const REPEAT_POINTER: u32 = 4;

/// The connection to one table.
pub(super) struct Connection {
    pub(super) id: TableId,
    live: RefCell<Option<Signals>>,
    pub(super) socket: RefCell<Option<Socket>>,
    document: RefCell<Option<TableDocument>>,
    /// What was refused, kept until the table's own text is here to compare with.
    pub(super) refused: RefCell<Option<(String, TableDocument)>>,
    pub(super) ledger: RefCell<SaveLedger>,
    /// Of whoever has the seat, once that is known.
    pub(super) unsaved_store: RefCell<Option<Rc<UnsavedStore>>>,
    /// What earlier pages left in it has been looked at.
    pub(super) looked: Cell<bool>,
    /// What they left, until it is taken in.
    pub(super) left: RefCell<Vec<Left>>,
    /// Other pages still hold something in it.
    pub(super) others_hold: Cell<bool>,
    /// The server's state vector, until it is answered with what it lacks.
    pub(super) asked: RefCell<Option<Vec<u8>>>,
    /// It has been answered: what is written now goes out at once.
    pub(super) sending: Cell<bool>,
    /// The table's document has arrived.
    pub(super) received: Cell<bool>,
    /// How many bytes one update may have.
    pub(super) most: Cell<usize>,
    head: Cell<u64>,
    /// When the server was last heard, on the page's clock.
    pub(super) last_word: Cell<i64>,
    /// When the server was last asked something that it answers with its time.
    pub(super) asked_time: Cell<i64>,
    /// How many pings are not answered.
    pub(super) unanswered: Cell<u32>,
    pub(super) time: Cell<ServerTime>,
    pub(super) reconnect: Backoff,
    refusals: Cell<u32>,
    /// When something was last saved, or owed for the first time since, on the page's clock.
    pub(super) progress: Cell<i64>,
    /// Whether it is being looked at whether it goes on.
    pub(super) watching: Cell<bool>,
    pings: Cell<u32>,
    pub(super) requests: Requests,
    /// What others said and is not shown yet.
    pub(super) heard: RefCell<Vec<Said>>,
    pub(super) pointing: Cell<bool>,
    pub(super) pointer: RefCell<Option<Cursor>>,
    pub(super) pointer_clock: Cell<u32>,
    /// How often one has edited, and how often others know that one has.
    pub(super) edits: Cell<u32>,
    pub(super) told_edits: Cell<u32>,
    pub(super) telling: Cell<bool>,
    pub(super) resting: Cell<bool>,
    listeners: RefCell<Vec<WindowListenerHandle>>,
}

impl Connection {
    pub fn new(id: TableId) -> Rc<Self> {
        Rc::new(Self {
            id,
            live: RefCell::default(),
            socket: RefCell::default(),
            document: RefCell::default(),
            refused: RefCell::default(),
            ledger: RefCell::default(),
            unsaved_store: RefCell::default(),
            looked: Cell::new(false),
            left: RefCell::default(),
            others_hold: Cell::new(false),
            asked: RefCell::default(),
            sending: Cell::new(false),
            received: Cell::new(false),
            most: Cell::new(usize::MAX),
            head: Cell::new(0),
            last_word: Cell::new(0),
            asked_time: Cell::new(0),
            unanswered: Cell::new(0),
            time: Cell::new(ServerTime::UNKNOWN),
            reconnect: Backoff::default(),
            refusals: Cell::new(0),
            progress: Cell::new(0),
            watching: Cell::new(false),
            pings: Cell::new(0),
            requests: Requests::default(),
            heard: RefCell::default(),
            pointing: Cell::new(false),
            pointer: RefCell::default(),
            pointer_clock: Cell::new(0),
            edits: Cell::new(0),
            told_edits: Cell::new(0),
            telling: Cell::new(false),
            resting: Cell::new(false),
            listeners: RefCell::default(),
        })
    }

    /// Starts, and goes on until it is dropped.
    pub fn start(self: &Rc<Self>, live: Signals) {
        *self.live.borrow_mut() = Some(live);
        let weak = Rc::downgrade(self);
        let away = window_event_listener_untyped("offline", move |_| {
            weak.upgrade().inspect(Connection::lost);
        });
        let weak = Rc::downgrade(self);
        let leaving = window_event_listener_untyped("beforeunload", move |event| {
            if weak
                .upgrade()
                .is_some_and(|connection| connection.would_lose())
            {
                event.prevent_default();
            }
        });
        let weak = Rc::downgrade(self);
        let gone = window_event_listener_untyped("pagehide", move |_| {
            weak.upgrade().inspect(|connection| connection.hurry());
        });
        let mut listeners = vec![away, leaving, gone];
        listeners.extend(self.wake());
        *self.listeners.borrow_mut() = listeners;
        self.new_document();
        self.look_later();
        self.connect();
        self.ping_later();
    }

    pub(super) fn live(&self) -> Signals {
        self.live
            .borrow()
            .expect("a connection is started before anything happens on it")
    }

    /// A document of its own client id. What was written on the one before stays there, and so does what
    /// is written on it until another is shown.
    pub(super) fn new_document(self: &Rc<Self>) {
        let document = TableDocument::new(None);
        let weak = Rc::downgrade(self);
        document.on_local(move |update| {
            weak.upgrade()
                .inspect(|connection| connection.wrote(update));
        });
        let weak = Rc::downgrade(self);
        document.on_too_much(move |root, words| {
            weak.upgrade()
                .inspect(|connection| connection.too_much(root, &words));
        });
        document.set_most(self.most.get());
        document.settle_each_frame(|trouble| leptos::logging::error!("{trouble}"));
        if let Some(before) = self.document.replace(Some(document)) {
            let weak = Rc::downgrade(self);
            before.on_local(move |update| {
                weak.upgrade().inspect(|connection| connection.note(update));
            });
        }
        self.ledger.borrow_mut().moved();
    }

    pub(super) fn document(&self) -> TableDocument {
        self.document
            .borrow()
            .clone()
            .expect("a connection has a document from its start")
    }

    /// Opens a connection, whatever came of the one before.
    pub(super) fn connect(self: &Rc<Self>) {
        self.hush();
        self.reconnect.begin();
        self.last_word.set(millis());
        self.asked_time.set(millis());
        self.unanswered.set(0);
        let weak: Weak<Self> = Rc::downgrade(self);
        let tell = move |news| {
            weak.upgrade().inspect(|connection| connection.hear(news));
        };
        // The one before is silenced first.
        self.socket.take();
        *self.socket.borrow_mut() = Socket::open(&self.id, tell);
    }

    /// Nothing is synced until the next connection has brought it.
    fn hush(&self) {
        self.sending.set(false);
        self.received.set(false);
        self.asked.take();
    }

    /// The connection is gone, whoever noticed.
    pub(super) fn lost(self: &Rc<Self>) {
        self.hush();
        self.socket.take();
        self.reconnect.gone();
        self.keep_waiting();
        self.live().link.try_set(Link::Lost);
        self.live().cursors.try_set(Cursors::default());
        self.tell_save_state();
        self.look_later();
    }

    fn ping_later(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let ping = move || {
            weak.upgrade().inspect(|connection| {
                connection.ping();
                connection.ping_later();
            });
        };
        set_timeout(ping, Duration::from_millis(PING));
    }

    fn ping(self: &Rc<Self>) {
        if self.reconnect.slept() {
            self.woken(0);
        }
        if self.socket.borrow().is_none() {
            return;
        }
        if millis() - self.last_word.get() > SILENCE {
            return self.lost();
        }
        self.say_ping();
        self.look_again();
        self.pings.set(self.pings.get() + 1);
        if self.pings.get().is_multiple_of(REPEAT_POINTER) {
            self.send_pointer();
        }
    }

    fn hear(self: &Rc<Self>, news: SocketEvent) {
        self.last_word.set(millis());
        match news {
            SocketEvent::Opened => {
                self.reconnect.opened();
                self.ledger.borrow_mut().connected();
                self.send(&Frame::Step1(self.document().state_vector()));
            }
            SocketEvent::Frame(bytes) => {
                if let Some(frame) = Frame::read(&bytes) {
                    self.hear_frame(frame);
                }
            }
            SocketEvent::Text(text) => match decode(&text) {
                Ok(message) => self.hear_message(message),
                Err(error) => {
                    leptos::logging::error!("not understood: {error}");
                    self.live().trouble.try_set(Some(Trouble::Outdated));
                }
            },
            SocketEvent::Closed(reason) => self.closed(reason.as_ref()),
        }
    }

    fn hear_frame(self: &Rc<Self>, frame: Frame) {
        let document = self.document();
        match frame {
            Frame::Step1(theirs) => {
                *self.asked.borrow_mut() = Some(theirs);
                self.come_back();
            }
            Frame::Step2(update) => {
                // Applied at once, since everything that follows is shown on top of it.
                if let Err(trouble) = document.apply_update(&update) {
                    leptos::logging::error!("{trouble}");
                }
                self.received.set(true);
                self.come_back();
            }
            Frame::Update(update) => {
                if let Err(trouble) = document.receive(&update) {
                    leptos::logging::error!("{trouble}");
                }
            }
            Frame::Awareness(all) => {
                let own = document.client();
                let others = all.into_iter().filter(|said| said.client != own);
                self.heard.borrow_mut().extend(others);
                self.point_later();
            }
        }
    }

    fn hear_message(self: &Rc<Self>, message: ServerMessage) {
        let live = self.live();
        match message {
            ServerMessage::Welcome(welcome) => self.welcomed(*welcome),
            ServerMessage::Happened { record } => {
                if record.seq > self.head.get() {
                    self.head.set(record.seq);
                    let before = live.table.try_get_untracked().flatten();
                    live.table.try_update(|table| {
                        if let Some(table) = table {
                            table.apply(&record);
                        }
                    });
                    before.inspect(|before| self.note_news(before, record.by.as_ref()));
                }
            }
            ServerMessage::Done { request } => self.answered(request, Ok(())),
            ServerMessage::Refused { request, refusal } => self.answered(request, Err(refusal)),
            ServerMessage::NotSaved { request } => self.ask_again(request),
            ServerMessage::Saved {
                clocks, updates, ..
            } => {
                let client = self.document().client();
                self.ledger
                    .borrow_mut()
                    .committed(client, &clocks, Some(updates));
                self.refusals.set(0);
                self.progressed();
                self.tell_save_state();
            }
            ServerMessage::Pong { now } => self.heard_pong(now),
            ServerMessage::Arrived { presence } => live.seat(presence),
            ServerMessage::Speaks { .. } => {}
            ServerMessage::Outdated => {
                live.trouble.try_set(Some(Trouble::Outdated));
            }
            ServerMessage::Left { participant } => {
                live.present
                    .try_update(|present| present.remove(&participant));
            }
        }
    }

    fn welcomed(self: &Rc<Self>, welcome: Welcome) {
        let live = self.live();
        self.most
            .set(usize::try_from(welcome.update_bytes).unwrap_or(usize::MAX));
        if !self.sits_as(&welcome.you) {
            return;
        }
        self.document().set_most(self.most.get());
        self.told_time(welcome.now, self.asked_time.get());
        self.head.set(welcome.head);
        live.you.try_set(Some(welcome.you));
        let before = live.table.try_get_untracked().flatten();
        live.table.try_set(Some(welcome.table));
        before.inspect(|before| self.note_news(before, None));
        let seats = welcome
            .seats
            .into_iter()
            .map(|presence| (presence.participant, presence.clients));
        live.present.try_set(gathered(seats));
        let client = self.document().client();
        self.ledger
            .borrow_mut()
            .committed(client, &welcome.saved, None);
        self.ask_all_again();
    }

    fn closed(self: &Rc<Self>, reason: Option<&CloseReason>) {
        if let Some(CloseReason::Stranger | CloseReason::Removed) = reason {
            self.socket.take();
            self.turned_away(reason == Some(&CloseReason::Removed));
            return;
        }
        if let Some(why) = reason.and_then(|reason| self.refusal(reason)) {
            self.refuse(why.clone());
            if self.refusals.get() >= REFUSALS {
                self.socket.take();
                self.reconnect.stop();
                self.live().link.try_set(Link::Refused(why));
                return;
            }
        }
        self.reconnect.closed(reason);
        if reason == Some(&CloseReason::NotSaved) {
            self.cannot_save();
        }
        self.lost();
        if reason == Some(&CloseReason::TableFull) {
            self.live().link.try_set(Link::Full);
        } else if self.reconnect.asks_why() {
            self.ask_whether_known();
        }
    }

    /// There is no seat here, or no longer.
    fn turned_away(self: &Rc<Self>, was_removed: bool) {
        self.reconnect.stop();
        if was_removed {
            self.offer_back_unsaved("removed");
        }
        let link = if was_removed {
            Link::Removed
        } else {
            Link::Stranger
        };
        self.live().link.try_set(link);
    }

    /// Why what was written will never be taken, if that is so. What stands on something missing is taken after a
    /// resync, and will not be if that never helps.
    fn refusal(&self, reason: &CloseReason) -> Option<String> {
        let (name, is_final) = match reason {
            CloseReason::Refused(name) => (name, true),
            CloseReason::Incomplete(name) => (name, false),
            _ => return None,
        };
        self.refusals.set(self.refusals.get() + 1);
        (is_final || self.refusals.get() >= REFUSALS).then(|| name.to_string())
    }

    /// A browser does not say why a websocket was not opened. A page can ask.
    fn ask_whether_known(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        leptos::task::spawn_local(async move {
            let me = crate::api::me().await;
            let Some(connection) = weak.upgrade() else {
                return;
            };
            let Ok(me) = me else { return };
            let mut tables = me
                .iter()
                .flat_map(|me| &me.memberships)
                .flat_map(|membership| &membership.tables);
            if tables.any(|table| table.id == connection.id) {
                return;
            }
            let was_removed = crate::api::was_removed(&connection.id).await;
            connection.turned_away(was_removed);
        });
    }

    /// Asks whether the server is there, if there is anything to ask on.
    pub(super) fn say_ping(&self) {
        if !self.reconnect.is_open() {
            return;
        }
        self.asked_time.set(millis());
        self.unanswered.set(self.unanswered.get().saturating_add(1));
        self.say(&ClientMessage::Ping);
    }

    /// Whether the browser has handed everything that was sent to the network.
    pub(super) fn has_sent_all(&self) -> bool {
        let connection = self.socket.borrow();
        connection.as_ref().is_some_and(Socket::has_sent_all)
    }

    fn heard_pong(self: &Rc<Self>, now: Option<Timestamp>) {
        // Only now: a connection that breaks as soon as it is made must not be made in a loop.
        self.reconnect.settled();
        // Which ping it answers is known when there is only one.
        if self.unanswered.replace(0) == 1
            && let Some(now) = now
        {
            self.told_time(now, self.asked_time.get());
        }
    }

    /// The server said what time it is, in answer to what was asked then.
    fn told_time(&self, now: Timestamp, asked: i64) {
        let told = self.time.get().or(ServerTime::told(now, asked, millis()));
        self.time.set(told);
        self.live().time.try_set(told);
    }

    pub(super) fn send(&self, frame: &Frame) -> bool {
        self.socket
            .borrow()
            .as_ref()
            .is_some_and(|connection| connection.send(&frame.write()))
    }

    pub(super) fn say(&self, message: &ClientMessage) {
        // Our own types, whose maps have text keys, cannot fail to serialise.
        let text = serde_json::to_string(message).unwrap_or_default();
        self.socket.borrow().as_ref().inspect(|connection| {
            connection.say(&text);
        });
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.hurry();
        self.listeners
            .take()
            .into_iter()
            .for_each(WindowListenerHandle::remove);
        self.reconnect.stop();
    }
}
