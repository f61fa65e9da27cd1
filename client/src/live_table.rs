//! The live table: the only place where messages become signals.
//!
//! [`LiveTable`] is what views read and ask; [`line`] is how it stays in touch with the server and [`reconnect`] how it
//! finds back, [`server_time`] what time it is there, [`asking`] and [`writing`] what goes out on it, [`returning`] what is made good when it comes back,
//! [`keeping`] what is known to be saved, [`drawer`] what this browser keeps until then, [`pointers`]
//! where others are and who is writing, [`news`] what one should hear of.

mod asking;
mod delay;
mod drawer;
mod hold;
mod keeping;
mod line;
mod news;
mod pointers;
mod reconnect;
mod returning;
mod server_time;
mod writing;

pub use asking::Waiting;
pub use delay::Delay;
pub use keeping::{Keeping, Kept, Rescued};
pub use line::Link;
pub use news::News;
pub use pointers::{Pointer, Pointers};

use crate::clock::millis;
use crate::prose::Desk;
use crate::words::Wording;
use leptos::prelude::*;
use line::Line;
use server_time::ServerTime;
use shared::command::Command;
use shared::ids::{BadId, DelegationId, ParticipantId, TableId, Timestamp};
use shared::participant::{Participant, Role};
use shared::protocol::Presence;
use shared::refusal::Refusal;
use shared::round_table::RoundTable;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Why a page cannot go on until it is loaded anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The editor could not show or write something.
    Editor,
    /// The server says what this page does not understand: it is of another version.
    Outdated,
}

/// The table that this page shows, alive. A copy is a handle; it lasts as long as the page.
#[derive(Clone, Copy)]
pub struct LiveTable {
    /// The table as one may see it; nothing until the server has told.
    pub table: RwSignal<Option<RoundTable>>,
    /// Who one is at this table.
    pub you: RwSignal<Option<ParticipantId>>,
    /// Whether the server is there.
    pub link: RwSignal<Link>,
    /// Whether what was written is saved.
    pub keeping: RwSignal<Keeping>,
    /// Whether saving goes on as it should.
    pub delay: RwSignal<Delay>,
    /// What was asked of the table and is not answered, in order.
    pub waiting: RwSignal<Vec<Waiting>>,
    /// What was asked without the server and refused when it came, until it is dismissed.
    pub too_late: RwSignal<Vec<(Waiting, Refusal)>>,
    /// Whether what is not saved yet would still be here after a reload.
    pub kept: RwSignal<Kept>,
    /// Words that the table did not take, offered back until dismissed.
    pub rescued: RwSignal<Vec<Rescued>>,
    /// What happened meanwhile and is not told yet; whoever tells it takes it out.
    pub news: RwSignal<Vec<News>>,
    /// Why the page cannot go on as it is, if it cannot.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Who has a seat now, with their client ids.
    pub present: RwSignal<BTreeMap<ParticipantId, Vec<u64>>>,
    /// Where others are writing, by client id.
    pub pointers: RwSignal<Pointers>,
    /// The document, once it has been synced for the first time. It is replaced when the server
    /// refuses something written in it: editors must be made anew then.
    pub desk: RwSignal<Option<Desk>, LocalStorage>,
    /// What time it is at the server.
    time: RwSignal<ServerTime>,
    line: StoredValue<Rc<Line>, LocalStorage>,
}

impl LiveTable {
    /// Goes to the table, and stays in touch until the owner of this scope is cleaned up.
    pub fn open(id: TableId) -> Self {
        let live = Self {
            table: RwSignal::new(None),
            you: RwSignal::new(None),
            link: RwSignal::new(Link::Connecting),
            keeping: RwSignal::new(Keeping::Saved),
            delay: RwSignal::new(Delay::None),
            waiting: RwSignal::new(Vec::new()),
            too_late: RwSignal::new(Vec::new()),
            kept: RwSignal::new(Kept::Here),
            rescued: RwSignal::new(Vec::new()),
            news: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            present: RwSignal::new(BTreeMap::new()),
            pointers: RwSignal::new(Pointers::default()),
            desk: RwSignal::new_local(None),
            time: RwSignal::new(ServerTime::UNKNOWN),
            line: StoredValue::new_local(Line::new(id)),
        };
        provide_context(live);
        live.with_line(|line| line.start(live));
        live
    }

    /// Who one is, as the table knows them.
    pub fn me(self) -> Option<Participant> {
        let you = self.you.get()?;
        self.table
            .with(|table| table.as_ref()?.participants.get(&you).cloned())
    }

    /// For whom one speaks.
    pub fn my_delegation(self) -> Option<DelegationId> {
        self.me()?.delegation
    }

    /// Reads the table, once it is there.
    pub fn with<T>(self, read: impl FnOnce(&RoundTable) -> T) -> Option<T> {
        self.table.with(|table| table.as_ref().map(read))
    }

    /// How many questions on practices wait for an answer: all of them for whoever facilitates, for a
    /// delegate those that their delegation was asked.
    pub fn unanswered(self) -> usize {
        let Some(me) = self.me() else { return 0 };
        let concerns = |asked: &DelegationId| match me.role {
            Role::Facilitator => true,
            Role::Delegate => me.speaks_for() == Some(asked),
            Role::Rapporteur | Role::Observer => false,
        };
        self.with(|table| {
            table
                .unanswered()
                .filter(|(asked, _)| concerns(asked))
                .count()
        })
        .unwrap_or(0)
    }

    /// Why the table would refuse this now, if it would: the same rules as the server's.
    pub fn would_refuse(self, command: Command) -> Option<Refusal> {
        let me = self.me()?;
        self.with(|table| table.decide(&me, command).err())?
    }

    /// Asks it of the table. Why the table refuses it stands in `refused`, for the view to show beside
    /// what was pressed.
    pub fn ask(self, command: Command, words: Wording, refused: RwSignal<Option<String>>) {
        self.ask_then(command, move |answer| {
            // Gone with the view.
            refused.try_set(answer.err().map(|refusal| words.refusal(&refusal)));
        });
    }

    /// What was asked last of this kind and is not answered yet.
    pub fn awaited<T>(self, is_of: impl Fn(&Command) -> Option<T>) -> Option<T> {
        let find = |waiting: &Vec<Waiting>| waiting.iter().rev().find_map(|it| is_of(&it.command));
        self.waiting.with(find)
    }

    /// Whether what is asked now has to wait: the server is away, or slow.
    pub fn has_to_wait(self) -> bool {
        self.link.get() != Link::Live || self.delay.get() != Delay::None
    }

    /// Asks it, and calls back when it is committed or refused. It is asked again, with the same
    /// meaning, as often as the connection is lost before the answer.
    pub fn ask_then(self, command: Command, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        self.with_line(|line| line.ask(command, Box::new(then)));
    }

    /// Tells the others where one is writing; nothing when one is not.
    pub fn point(self, pointer: Option<Pointer>) {
        self.with_line(|line| line.point(pointer));
    }

    /// The server's time.
    pub fn now(self) -> Timestamp {
        let time = self.time.try_get_untracked();
        time.unwrap_or(ServerTime::UNKNOWN).at(millis())
    }

    /// Forgets words that were offered back.
    pub fn dismiss(self, id: &str) {
        self.rescued
            .try_update(|rescued| rescued.retain(|words| words.id != id));
        self.with_line(|line| line.dismiss(id));
    }

    /// Tries to reach the server at once instead of when the pause is over.
    pub fn try_now(self) {
        self.with_line(line::Line::try_now);
    }

    /// Whether it can be known who is here: not once the server is away.
    pub fn knows_presence(self) -> bool {
        self.link.with(|link| match link {
            Link::Connecting | Link::Live => true,
            Link::Lost | Link::Stranger | Link::Removed | Link::Full | Link::Refused(_) => false,
        })
    }

    /// Whether somebody is known to have a seat now.
    pub fn is_present(self, participant: &ParticipantId) -> bool {
        let has_seat = |present: &BTreeMap<_, _>| present.contains_key(participant);
        self.knows_presence() && self.present.with(has_seat)
    }

    /// Who speaks by a client id, on the server's word.
    pub fn speaker(self, client: u64) -> Option<ParticipantId> {
        self.present.with(|present| {
            let found = present
                .iter()
                .find(|(_, clients)| clients.contains(&client));
            found.map(|(participant, _)| participant.clone())
        })
    }

    fn with_line(self, then: impl FnOnce(&Rc<Line>)) {
        // Gone with the page.
        self.line.try_with_value(then);
    }

    fn seat(self, presence: Presence) {
        self.present
            .try_update(|present| present.insert(presence.participant, presence.clients));
    }
}

/// A new random id: 60 bits, so that nobody's is the same.
pub fn new_id<T: TryFrom<String, Error = BadId>>() -> T {
    match T::try_from(new_name()) {
        Ok(id) => id,
        Err(_) => unreachable!("twelve letters and digits are an id"),
    }
}

fn new_name() -> String {
    let digit = || char::from(b"abcdefghijklmnopqrstuvwxyz234567"[random(32)]);
    std::iter::repeat_with(digit).take(12).collect()
}

/// A random number below `end`.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a floor below `end`"
)]
#[allow(clippy::cast_precision_loss, reason = "`end` is small")]
pub(crate) fn random(end: usize) -> usize {
    (js_sys::Math::random() * end as f64) as usize
}
