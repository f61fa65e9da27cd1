//! How the table stays in touch: opens, syncs, notices silence, comes back by itself.

use super::backoff::Backoff;
use super::cursors::Cursors;
use super::link::Link;
use super::pointer::Heard;
use super::replica::Replica;
use super::requests::Requests;
use super::server_time::ServerTime;
use super::signals::{Signals, Trouble};
use crate::clock::millis;
use crate::live::socket::{Socket, SocketEvent};
use leptos::leptos_dom::helpers::{WindowListenerHandle, window_event_listener_untyped};
use leptos::prelude::*;
use shared::document::DocumentId;
use shared::ids::{TableId, Timestamp};
use shared::protocol::{ClientMessage, CloseReason, Frame, ServerMessage, Welcome};
use shared::seq::Seq;
use shared::table::Record;
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
/// Why a document that more people read now takes nothing that was written for fewer.
pub(super) const REVEALED: &str = "revealed";

/// The connection to one table.
pub(super) struct Connection {
    pub(super) id: TableId,
    live: RefCell<Option<Signals>>,
    pub(super) socket: RefCell<Option<Socket>>,
    /// The documents, the table's first; never none once it is started.
    pub(super) replicas: RefCell<Vec<Rc<Replica>>>,
    /// How many messages were sent on this connection of documents that one does not read any more: the server goes on
    /// counting when one reads them again.
    pub(super) let_go: RefCell<Vec<(DocumentId, u64)>>,
    /// How many bytes one update may have.
    pub(super) most: Cell<usize>,
    head: Cell<Seq>,
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
    pub(super) heard: Heard,
    listeners: RefCell<Vec<WindowListenerHandle>>,
}

impl Connection {
    pub fn new(id: TableId) -> Rc<Self> {
        Rc::new(Self {
            id,
            live: RefCell::default(),
            socket: RefCell::default(),
            replicas: RefCell::default(),
            let_go: RefCell::default(),
            most: Cell::new(usize::MAX),
            head: Cell::new(Seq::START),
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
            heard: Heard::default(),
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
        self.begin();
        self.look_later();
        self.connect();
        self.ping_later();
    }

    pub(super) fn live(&self) -> Signals {
        self.live
            .borrow()
            .expect("a connection is started before anything happens on it")
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

    /// Nothing is in step until the next connection has brought it.
    fn hush(&self) {
        for replica in self.replicas() {
            replica.hush();
        }
    }

    /// The connection is gone, whoever noticed.
    pub(super) fn lost(self: &Rc<Self>) {
        self.hush();
        self.socket.take();
        self.reconnect.gone();
        self.keep_waiting();
        self.live().link.try_set(Link::Lost);
        self.live().cursors.try_set(Cursors::default());
        self.live().forget_speakers(|_, _| true);
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
        self.pings.set(self.pings.get() + 1);
        for replica in self.replicas() {
            replica.look_again(self);
            if self.pings.get().is_multiple_of(REPEAT_POINTER) {
                replica.send_pointer(self);
            }
        }
    }

    fn hear(self: &Rc<Self>, news: SocketEvent) {
        self.last_word.set(millis());
        match news {
            SocketEvent::Opened => {
                self.reconnect.opened();
                for replica in self.replicas() {
                    replica.connected();
                }
                self.let_go.take();
                // The others are asked for once the table says who reads them.
                self.table().ask(self);
            }
            SocketEvent::Frame(bytes) => {
                // What is of no document here is of one that is read no longer, or goes by another number.
                if let Ok((handle, frame)) = Frame::parse_with_handle(&bytes)
                    && let Some(replica) = self.by_handle(handle)
                {
                    replica.hear(self, frame);
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

    fn hear_message(self: &Rc<Self>, message: ServerMessage) {
        let live = self.live();
        match message {
            ServerMessage::Welcome(welcome) => self.welcomed(*welcome),
            ServerMessage::Happened { record } => {
                if record.seq > self.head.get() {
                    self.happened(&record);
                }
            }
            ServerMessage::Done { request } => self.answered(request, Ok(())),
            ServerMessage::Refused { request, refusal } => self.answered(request, Err(refusal)),
            ServerMessage::NotSaved { request } => self.ask_again(request),
            ServerMessage::Saved {
                document,
                clocks,
                updates,
            } => {
                if let Some(replica) = self.by_handle(document) {
                    replica.committed(&clocks, Some(updates));
                }
                self.refusals.set(0);
                self.progressed();
                self.tell_save_state();
            }
            ServerMessage::Pong { now } => self.heard_pong(now),
            ServerMessage::Arrived { presence } => live.seat(presence),
            ServerMessage::Speaks { document, presence } => {
                if let Some(replica) = self.by_handle(document) {
                    live.speaks(replica.id.clone(), presence);
                }
            }
            ServerMessage::Outdated => {
                live.trouble.try_set(Some(Trouble::Outdated));
            }
            ServerMessage::Left { participant } => live.unseat(&participant),
        }
    }

    fn happened(self: &Rc<Self>, record: &Record) {
        let live = self.live();
        self.head.set(record.seq);
        let before = live.table.try_get_untracked().flatten();
        live.table.try_update(|table| {
            if let Some(table) = table {
                table.apply(record);
            }
        });
        before.inspect(|before| self.note_news(before, record.by.as_ref()));
        self.keep_documents();
    }

    fn welcomed(self: &Rc<Self>, welcome: Welcome) {
        let live = self.live();
        self.most
            .set(usize::try_from(welcome.update_bytes).unwrap_or(usize::MAX));
        if !self.sits_as(&welcome.you) {
            return;
        }
        for replica in self.replicas() {
            replica.document().set_most(self.most.get());
        }
        self.told_time(welcome.now, self.asked_time.get());
        self.head.set(welcome.head);
        live.you.try_set(Some(welcome.you));
        let before = live.table.try_get_untracked().flatten();
        live.table.try_set(Some(welcome.table));
        before.inspect(|before| self.note_news(before, None));
        live.seat_all(welcome.seats);
        self.keep_documents();
        for replica in self.replicas() {
            replica.committed(&welcome.saved, None);
        }
        self.ask_all_again();
    }

    fn closed(self: &Rc<Self>, reason: Option<&CloseReason>) {
        let away = match reason {
            Some(CloseReason::Stranger) => Some(Link::Stranger),
            Some(CloseReason::Removed) => Some(Link::Removed),
            Some(CloseReason::SignedOut) => Some(Link::SignedOut),
            Some(CloseReason::ClosedToObservers) => Some(Link::ClosedToObservers),
            _ => None,
        };
        if let Some(link) = away {
            self.socket.take();
            self.turned_away(link);
            return;
        }
        if let Some(why) = reason.and_then(|reason| self.refusal(reason)) {
            self.condemn(&why);
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

    /// There is no seat here, or no longer. What is not saved waits for whoever comes back, but not for whoever may not.
    fn turned_away(self: &Rc<Self>, link: Link) {
        self.reconnect.stop();
        if link == Link::Removed {
            for replica in self.replicas() {
                replica.offer_back_unsaved(self, "removed");
            }
        }
        self.live().link.try_set(link);
    }

    /// Whether the table has been told on this page.
    fn was_welcome(&self) -> bool {
        self.live()
            .you
            .try_get_untracked()
            .is_some_and(|you| you.is_some())
    }

    /// What was written will never be taken. The server does not say in which document that was.
    fn condemn(self: &Rc<Self>, why: &str) {
        let mut condemned = self.replicas();
        if condemned.iter().any(|it| it.ledger.borrow().is_owed()) {
            condemned.retain(|it| it.ledger.borrow().is_owed());
        } else {
            condemned.truncate(1);
        }
        for replica in condemned {
            replica.refuse(self, why.to_owned());
        }
    }

    /// Why what was written will never be taken, if that is so. That more read a document now than when it was written
    /// there is seen from the table, when the server has told it anew. What stands on something missing is taken after a
    /// resync, and will not be if that never helps.
    fn refusal(&self, reason: &CloseReason) -> Option<String> {
        let (name, is_final) = match reason {
            CloseReason::Refused(name) if name == REVEALED => return None,
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
            connection.turned_away(match (me, was_removed) {
                (_, true) => Link::Removed,
                // The cookie was good when the page was loaded.
                (None, false) if connection.was_welcome() => Link::SignedOut,
                (_, false) => Link::Stranger,
            });
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

    /// Sends a frame of the document that goes by this number; whether the browser took it.
    pub(super) fn send(&self, handle: u64, frame: &Frame<'_>) -> bool {
        self.socket
            .borrow()
            .as_ref()
            .is_some_and(|connection| connection.send(&frame.encode(handle)))
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
