//! How the table stays in touch: opens, syncs, notices silence, comes back by itself.

use super::keeping::{self, Account, Rescued};
use super::pointers::{self, Pointer};
use super::{LiveTable, millis, random};
use crate::connection::{Connection, News};
use crate::frame::{Frame, Said};
use crate::prose::Desk;
use leptos::leptos_dom::helpers::{
    TimeoutHandle, WindowListenerHandle, set_timeout_with_handle, window_event_listener_untyped,
};
use leptos::prelude::*;
use shared::command::Command;
use shared::ids::TableId;
use shared::protocol::{ClientMessage, CloseCode, ServerMessage, Welcome};
use shared::refusal::Refusal;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use std::time::Duration;

/// How often the server is asked whether it is there, in milliseconds.
const PING: u64 = 4_000;
/// After how long without a word the connection is taken for lost, in milliseconds.
const SILENCE: i64 = 10_000;
/// The shortest pause before trying again, in milliseconds.
const FIRST_PAUSE: u64 = 400;
/// The longest.
const LONGEST_PAUSE: u64 = 15_000;
/// How often what was written may be refused in a row before a person has to look.
const REFUSALS: u32 = 3;
/// After how many pings a pointer is repeated, for peers that forget those who are silent.
const REPEAT_POINTER: u32 = 4;

/// Whether the server is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// For the first time, or again after a moment.
    Connecting,
    /// It is there, and everything is synced.
    Live,
    /// It is not; another try comes by itself.
    Lost,
    /// This browser has no seat at this table.
    Stranger,
    /// The table is as full as it can be; another try comes by itself.
    Full,
    /// What was written here was refused again and again, for this reason.
    Refused(String),
}

/// How long others' carets wait for the words that they stand in.
const POINTING: Duration = Duration::from_millis(50);

type Then = Box<dyn FnOnce(Result<(), Refusal>)>;

struct Pending {
    command: Command,
    then: Then,
}

/// The line to one table.
pub(super) struct Line {
    id: TableId,
    live: RefCell<Option<LiveTable>>,
    connection: RefCell<Option<Connection>>,
    desk: RefCell<Option<Desk>>,
    /// What was refused, kept until the table's own text is here to compare with.
    refused: RefCell<Option<(String, Desk)>>,
    account: RefCell<Account>,
    /// Own state vector has been answered: what is written now goes out at once.
    sending: Cell<bool>,
    /// The table's document has arrived.
    received: Cell<bool>,
    head: Cell<u64>,
    last_word: Cell<i64>,
    tries: Cell<u32>,
    refusals: Cell<u32>,
    pings: Cell<u32>,
    pause: RefCell<Option<TimeoutHandle>>,
    asks: RefCell<BTreeMap<u64, Pending>>,
    next_ask: Cell<u64>,
    /// What others said and is not shown yet.
    heard: RefCell<Vec<Said>>,
    pointing: Cell<bool>,
    pointer: RefCell<Option<Pointer>>,
    pointer_clock: Cell<u32>,
    listeners: RefCell<Vec<WindowListenerHandle>>,
}

impl Line {
    pub fn new(id: TableId) -> Rc<Self> {
        Rc::new(Self {
            id,
            live: RefCell::default(),
            connection: RefCell::default(),
            desk: RefCell::default(),
            refused: RefCell::default(),
            account: RefCell::default(),
            sending: Cell::new(false),
            received: Cell::new(false),
            head: Cell::new(0),
            last_word: Cell::new(0),
            tries: Cell::new(0),
            refusals: Cell::new(0),
            pings: Cell::new(0),
            pause: RefCell::default(),
            asks: RefCell::default(),
            next_ask: Cell::new(first_ask()),
            heard: RefCell::default(),
            pointing: Cell::new(false),
            pointer: RefCell::default(),
            pointer_clock: Cell::new(0),
            listeners: RefCell::default(),
        })
    }

    /// Starts, and goes on until it is dropped.
    pub fn start(self: &Rc<Self>, live: LiveTable) {
        *self.live.borrow_mut() = Some(live);
        let weak = Rc::downgrade(self);
        let back = window_event_listener_untyped("online", move |_| {
            weak.upgrade().inspect(Line::try_now);
        });
        let weak = Rc::downgrade(self);
        let away = window_event_listener_untyped("offline", move |_| {
            weak.upgrade().inspect(Line::lost);
        });
        *self.listeners.borrow_mut() = vec![back, away];
        self.new_desk();
        self.connect();
        self.ping_later();
    }

    fn live(&self) -> LiveTable {
        self.live
            .borrow()
            .expect("a line is started before anything happens on it")
    }

    /// A desk of its own client id. What was written on the one before stays there.
    fn new_desk(self: &Rc<Self>) {
        let desk = Desk::new(None);
        let weak = Rc::downgrade(self);
        desk.on_local(move |update| {
            weak.upgrade().inspect(|line| line.wrote(update));
        });
        desk.settle_each_frame(|trouble| leptos::logging::error!("{trouble}"));
        if let Some(before) = self.desk.replace(Some(desk)) {
            before.on_local(|_| {});
        }
        *self.account.borrow_mut() = Account::default();
    }

    fn desk(&self) -> Desk {
        self.desk
            .borrow()
            .clone()
            .expect("a line has a desk from its start")
    }

    fn connect(self: &Rc<Self>) {
        self.pause.take();
        self.sending.set(false);
        self.received.set(false);
        self.last_word.set(millis());
        let weak: Weak<Self> = Rc::downgrade(self);
        let tell = move |news| {
            weak.upgrade().inspect(|line| line.hear(news));
        };
        let connection = Connection::open(&self.id, tell);
        if connection.is_none() {
            self.try_later();
        }
        *self.connection.borrow_mut() = connection;
    }

    /// Tries at once, if there is no connection.
    pub fn try_now(self: &Rc<Self>) {
        let waits = self.pause.take();
        if let Some(handle) = waits {
            handle.clear();
            self.connect();
        }
    }

    /// Tries again after a pause that grows, and is never quite the same for two people.
    fn try_later(self: &Rc<Self>) {
        let tries = self.tries.get();
        self.tries.set(tries + 1);
        let pause = (FIRST_PAUSE << tries.min(6)).min(LONGEST_PAUSE);
        let pause = pause / 2 + random(usize::try_from(pause).unwrap_or(1)) as u64;
        let weak = Rc::downgrade(self);
        let again = move || {
            weak.upgrade().inspect(Line::connect);
        };
        *self.pause.borrow_mut() =
            set_timeout_with_handle(again, Duration::from_millis(pause)).ok();
    }

    /// The connection is gone, whoever noticed.
    fn lost(self: &Rc<Self>) {
        self.sending.set(false);
        self.received.set(false);
        self.connection.take();
        self.live().link.try_set(Link::Lost);
        self.live().pointers.try_set(super::Pointers::default());
        self.tell_keeping();
        if self.pause.borrow().is_none() {
            self.try_later();
        }
    }

    fn ping_later(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let ping = move || {
            weak.upgrade().inspect(|line| {
                line.ping();
                line.ping_later();
            });
        };
        set_timeout(ping, Duration::from_millis(PING));
    }

    fn ping(self: &Rc<Self>) {
        if self.connection.borrow().is_none() {
            return;
        }
        if millis() - self.last_word.get() > SILENCE {
            return self.lost();
        }
        self.say(&ClientMessage::Ping);
        self.pings.set(self.pings.get() + 1);
        if self.pings.get().is_multiple_of(REPEAT_POINTER) {
            self.send_pointer();
        }
    }

    fn hear(self: &Rc<Self>, news: News) {
        self.last_word.set(millis());
        match news {
            News::Opened => {
                self.account.borrow_mut().connected();
                self.send(&Frame::Step1(self.desk().state_vector()));
            }
            News::Frame(bytes) => {
                if let Some(frame) = Frame::read(&bytes) {
                    self.hear_frame(frame);
                }
            }
            News::Text(text) => match serde_json::from_str(&text) {
                Ok(message) => self.hear_message(message),
                Err(error) => leptos::logging::error!("not understood: {error}"),
            },
            News::Closed { code, reason } => self.closed(code, reason),
        }
    }

    fn hear_frame(self: &Rc<Self>, frame: Frame) {
        let desk = self.desk();
        match frame {
            Frame::Step1(theirs) => {
                if let Ok(diff) = desk.encode_diff(&theirs) {
                    self.send(&Frame::Step2(diff));
                    self.account.borrow_mut().sent();
                    self.sending.set(true);
                }
            }
            Frame::Step2(update) => {
                // Applied at once, since everything that follows is shown on top of it.
                if let Err(trouble) = desk.apply_update(&update) {
                    leptos::logging::error!("{trouble}");
                }
                self.received.set(true);
                self.synced(desk);
            }
            Frame::Update(update) => {
                if let Err(trouble) = desk.receive(&update) {
                    leptos::logging::error!("{trouble}");
                }
            }
            Frame::Awareness(all) => {
                let own = desk.client();
                let others = all.into_iter().filter(|said| said.client != own);
                self.heard.borrow_mut().extend(others);
                self.point_later();
            }
        }
    }

    /// Shows where others are once the words they point into are shown, and not more often than that.
    fn point_later(self: &Rc<Self>) {
        if self.pointing.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let show = move || {
            let Some(line) = weak.upgrade() else { return };
            line.pointing.set(false);
            let heard = line.heard.take();
            line.live()
                .pointers
                .try_update(|pointers| heard.into_iter().for_each(|said| pointers.hear(said)));
        };
        set_timeout(show, POINTING);
    }

    /// The table's text is here: shows it, and offers back what it did not take.
    fn synced(self: &Rc<Self>, desk: Desk) {
        let live = self.live();
        if let Some((reason, before)) = self.refused.take() {
            let roots = live
                .table
                .with_untracked(|table| table.as_ref().map(shared::round_table::RoundTable::roots))
                .unwrap_or_default();
            let words = keeping::lost(&roots, &before, &desk);
            if !words.is_empty() {
                live.rescued.try_set(Some(Rescued { reason, words }));
            }
        }
        let is_same = live.desk.with_untracked(|shown| {
            shown
                .as_ref()
                .is_some_and(|shown| shown.client() == desk.client())
        });
        if !is_same {
            live.desk.try_set(Some(desk));
        }
        self.tries.set(0);
        live.link.try_set(Link::Live);
        self.send_pointer();
        self.tell_keeping();
    }

    fn hear_message(self: &Rc<Self>, message: ServerMessage) {
        let live = self.live();
        match message {
            ServerMessage::Welcome(welcome) => self.welcomed(*welcome),
            ServerMessage::Happened { record } => {
                if record.seq > self.head.get() {
                    self.head.set(record.seq);
                    live.table.try_update(|table| {
                        if let Some(table) = table {
                            table.apply(&record);
                        }
                    });
                }
            }
            ServerMessage::Done { request } => self.answered(request, Ok(())),
            ServerMessage::Refused { request, refusal } => self.answered(request, Err(refusal)),
            ServerMessage::NotSaved { request } => {
                // The server reads its log again and will be asked again.
                let pending = self
                    .asks
                    .borrow()
                    .get(&request)
                    .map(|pending| pending.command.clone());
                let weak = Rc::downgrade(self);
                let again = move || {
                    weak.upgrade()
                        .zip(pending)
                        .inspect(|(line, command)| line.send_ask(request, command));
                };
                set_timeout(again, Duration::from_millis(FIRST_PAUSE * 4));
            }
            ServerMessage::Saved { clocks, updates } => {
                let client = self.desk().client();
                self.account
                    .borrow_mut()
                    .committed(client, &clocks, Some(updates));
                self.refusals.set(0);
                self.tell_keeping();
            }
            ServerMessage::Pong => {}
            ServerMessage::Arrived { presence } => live.seat(presence),
            ServerMessage::Left { participant } => {
                live.present
                    .try_update(|present| present.remove(&participant));
            }
        }
    }

    fn welcomed(&self, welcome: Welcome) {
        let live = self.live();
        let ahead = i64::try_from(welcome.now.0).unwrap_or(0) - millis();
        live.skew.try_set(ahead);
        self.head.set(welcome.head);
        live.you.try_set(Some(welcome.you));
        live.table.try_set(Some(welcome.table));
        let seats = welcome
            .seats
            .into_iter()
            .map(|presence| (presence.participant, presence.clients));
        live.present.try_set(seats.collect());
        let client = self.desk().client();
        self.account
            .borrow_mut()
            .committed(client, &welcome.saved, None);
        let asks: Vec<_> = self
            .asks
            .borrow()
            .iter()
            .map(|(id, ask)| (*id, ask.command.clone()))
            .collect();
        for (request, command) in asks {
            self.send_ask(request, &command);
        }
    }

    fn closed(self: &Rc<Self>, code: u16, reason: String) {
        if code == CloseCode::Stranger.number() {
            self.connection.take();
            self.live().link.try_set(Link::Stranger);
            return;
        }
        if keeping::is_refusal(code) {
            self.refusals.set(self.refusals.get() + 1);
            if self.refused.borrow().is_none() {
                *self.refused.borrow_mut() = Some((reason.clone(), self.desk()));
            }
            self.new_desk();
            if self.refusals.get() >= REFUSALS {
                self.connection.take();
                self.live().link.try_set(Link::Refused(reason));
                return;
            }
        }
        self.lost();
        if reason == "table-full" {
            self.live().link.try_set(Link::Full);
        } else if self.tries.get() == 2 {
            self.ask_whether_known();
        }
    }

    /// A browser does not say why a websocket was not opened. A page can ask.
    fn ask_whether_known(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        leptos::task::spawn_local(async move {
            let me = crate::api::me().await;
            let Some(line) = weak.upgrade() else { return };
            let Ok(me) = me else { return };
            let mut tables = me
                .iter()
                .flat_map(|me| &me.memberships)
                .flat_map(|membership| &membership.tables);
            if !tables.any(|table| table.id == line.id) {
                line.live().link.try_set(Link::Stranger);
                if let Some(pause) = line.pause.take() {
                    pause.clear();
                }
            }
        });
    }

    fn wrote(self: &Rc<Self>, update: Vec<u8>) {
        self.account.borrow_mut().wrote();
        if self.sending.get() && self.send(&Frame::Update(update)) {
            self.account.borrow_mut().sent();
        }
        self.tell_keeping();
    }

    fn tell_keeping(&self) {
        let is_live = self.connection.borrow().is_some() && self.received.get();
        let keeping = self
            .account
            .borrow_mut()
            .keeping(&self.desk(), is_live, self.sending.get());
        let shown = self.live().keeping;
        if shown.try_get_untracked() != Some(keeping) {
            shown.try_set(keeping);
        }
    }

    pub fn ask(&self, command: Command, then: Then) {
        let request = self.next_ask.get();
        self.next_ask.set(request + 1);
        self.send_ask(request, &command);
        self.asks
            .borrow_mut()
            .insert(request, Pending { command, then });
    }

    fn send_ask(&self, request: u64, command: &Command) {
        // Before the table has said welcome, it is sent by that.
        if self.live().you.try_get_untracked().flatten().is_some() {
            self.say(&ClientMessage::Ask {
                request,
                command: command.clone(),
            });
        }
    }

    fn answered(&self, request: u64, answer: Result<(), Refusal>) {
        let pending = self.asks.borrow_mut().remove(&request);
        if let Some(pending) = pending {
            (pending.then)(answer);
        }
    }

    pub fn point(&self, pointer: Option<Pointer>) {
        if *self.pointer.borrow() != pointer {
            *self.pointer.borrow_mut() = pointer;
            self.send_pointer();
        }
    }

    fn send_pointer(&self) {
        if !self.received.get() {
            return;
        }
        self.pointer_clock.set(self.pointer_clock.get() + 1);
        let state = pointers::state(self.pointer.borrow().as_ref());
        let said = Said {
            client: self.desk().client(),
            clock: self.pointer_clock.get(),
            state: Some(state),
        };
        self.send(&Frame::Awareness(vec![said]));
    }

    fn send(&self, frame: &Frame) -> bool {
        self.connection
            .borrow()
            .as_ref()
            .is_some_and(|connection| connection.send(&frame.write()))
    }

    fn say(&self, message: &ClientMessage) {
        // Our own types, whose maps have text keys, cannot fail to serialise.
        let text = serde_json::to_string(message).unwrap_or_default();
        self.connection.borrow().as_ref().inspect(|connection| {
            connection.say(&text);
        });
    }
}

/// A number to count asks from that no other page of this person's has counted to: the table takes what is
/// asked again under the same number for the same.
fn first_ask() -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 2^52"
    )]
    let first = (js_sys::Math::random() * 2_f64.powi(52)) as u64;
    first
}

impl Drop for Line {
    fn drop(&mut self) {
        self.listeners
            .take()
            .into_iter()
            .for_each(WindowListenerHandle::remove);
        if let Some(pause) = self.pause.take() {
            pause.clear();
        }
    }
}
