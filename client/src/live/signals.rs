//! What is known of the table, as signals: views read them, the connection sets them.

use super::cursors::Cursors;
use super::link::Link;
use super::news::News;
use super::requests::Waiting;
use super::save_state::{Delay, Kept, Rescued, SaveState};
use super::server_time::ServerTime;
use crate::clock::millis;
use crate::prose::{Prose, TableDocument};
use crate::views::memo;
use leptos::prelude::*;
use shared::document::{DocumentId, Root};
use shared::features::people::{Participant, Role};
use shared::gather::gathered;
use shared::ids::{DelegationId, ParticipantId, Timestamp};
use shared::protocol::Presence;
use shared::refusal::Refusal;
use shared::table::{Command, RoundTable};
use std::collections::{BTreeMap, BTreeSet};

/// Why a page cannot go on until it is loaded anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The editor could not show or write something.
    Editor,
    /// The server says what this page does not understand: it is of another version.
    Outdated,
}

/// What is known of the table. A copy is a handle; it lasts as long as the page.
#[derive(Clone, Copy)]
pub struct Signals {
    /// The table as one may see it; nothing until the server has told.
    pub table: RwSignal<Option<RoundTable>>,
    /// Who one is at this table.
    pub you: RwSignal<Option<ParticipantId>>,
    /// Whether the server is there.
    pub link: RwSignal<Link>,
    /// Whether what was written is saved.
    pub save_state: RwSignal<SaveState>,
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
    /// Those of them whose connection is behind, on the server's word.
    pub behind: RwSignal<BTreeSet<ParticipantId>>,
    /// The client ids of those who are in a document that not everybody reads.
    pub(super) speaking: RwSignal<Vec<(DocumentId, Presence)>>,
    /// Where others are writing, by client id.
    pub cursors: RwSignal<Cursors>,
    /// The documents that one reads, once they have been synced for the first time. One is replaced when the server
    /// refuses something written in it: editors must be made anew then.
    pub documents: RwSignal<Vec<(DocumentId, TableDocument)>, LocalStorage>,
    /// Those of others that were looked at: they are kept in sync from then on.
    pub(super) looked_at: StoredValue<Vec<DocumentId>>,
    handed_on: StoredValue<Vec<(Root, Prose)>, LocalStorage>,
    /// What time it is at the server.
    pub(super) time: RwSignal<ServerTime>,
}

impl Signals {
    /// Nothing is known yet.
    pub(super) fn new() -> Self {
        Self {
            table: RwSignal::new(None),
            you: RwSignal::new(None),
            link: RwSignal::new(Link::Connecting),
            save_state: RwSignal::new(SaveState::Saved),
            delay: RwSignal::new(Delay::None),
            waiting: RwSignal::new(Vec::new()),
            too_late: RwSignal::new(Vec::new()),
            kept: RwSignal::new(Kept::Here),
            rescued: RwSignal::new(Vec::new()),
            news: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            present: RwSignal::new(BTreeMap::new()),
            behind: RwSignal::new(BTreeSet::new()),
            speaking: RwSignal::new(Vec::new()),
            cursors: RwSignal::new(Cursors::default()),
            documents: RwSignal::new_local(Vec::new()),
            looked_at: StoredValue::new(Vec::new()),
            handed_on: StoredValue::new_local(Vec::new()),
            time: RwSignal::new(ServerTime::UNKNOWN),
        }
    }

    /// Who one is, as the table knows them.
    pub fn me(self) -> Option<Participant> {
        let you = self.you.get()?;
        self.table
            .with(|table| table.as_ref()?.participants.get(&you).cloned())
    }

    /// Whether one facilitates.
    pub fn is_facilitator(self) -> Memo<bool> {
        memo(move || self.me().is_some_and(|me| me.role == Role::Facilitator))
    }

    /// Whether one presides.
    pub fn presides(self) -> Memo<bool> {
        memo(move || {
            let you = self.you.get();
            let presides = self.with(|table| you.is_some_and(|you| table.presides(&you)));
            presides.unwrap_or(false)
        })
    }

    /// Whether one runs the table: facilitates it, or presides.
    pub fn runs(self) -> Memo<bool> {
        let (facilitates, presides) = (self.is_facilitator(), self.presides());
        memo(move || facilitates.get() || presides.get())
    }

    /// For whom one speaks.
    pub fn my_delegation(self) -> Option<DelegationId> {
        self.me()?.delegation
    }

    /// Reads the table, once it is there.
    pub fn with<T>(self, read: impl FnOnce(&RoundTable) -> T) -> Option<T> {
        let mut read = Some(read);
        let mut found = None;
        self.look(&mut |table| found = read.take().map(|read| read(table)));
        found
    }

    /// The code of a signal that is read is long: here it is once for all that read the table.
    fn look(self, read: &mut dyn FnMut(&RoundTable)) {
        self.table.with(|table| table.iter().for_each(read));
    }

    /// How many questions on practices wait for an answer: all of them for whoever facilitates, for a
    /// delegate those that their delegation was asked.
    pub fn unanswered(self) -> usize {
        let Some(me) = self.me() else { return 0 };
        let concerns = |asked: &DelegationId| match me.role {
            Role::Facilitator => true,
            Role::Delegate => me.speaks_for() == Some(asked),
            Role::Rapporteur | Role::Observer | Role::Projector | Role::Interpreter => false,
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
    pub fn would_refuse(self, command: impl Into<Command>) -> Option<Refusal> {
        let me = self.me()?;
        self.with(|table| table.decide_at(self.now(), &me, command).err())?
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

    /// The server's time.
    pub fn now(self) -> Timestamp {
        let time = self.time.try_get_untracked();
        time.unwrap_or(ServerTime::UNKNOWN).at(millis())
    }

    /// Whether it can be known who is here: not once the server is away.
    pub fn knows_presence(self) -> bool {
        self.link.with(|link| match link {
            Link::Connecting | Link::Live => true,
            Link::Lost
            | Link::Stranger
            | Link::Removed
            | Link::SignedOut
            | Link::ClosedToObservers
            | Link::Full
            | Link::Refused(_) => false,
        })
    }

    /// Whether somebody is known to have a seat now.
    pub fn is_present(self, participant: &ParticipantId) -> bool {
        let has_seat = |present: &BTreeMap<_, _>| present.contains_key(participant);
        self.knows_presence() && self.present.with(has_seat)
    }

    /// The document that a root is in, if it is here.
    pub fn document_of(self, root: &Root) -> Option<TableDocument> {
        let id = root.document();
        let found = |all: &Vec<(DocumentId, TableDocument)>| {
            let found = all.iter().find(|(it, _)| *it == id)?;
            Some(found.1.clone())
        };
        self.documents.try_with(found).flatten()
    }

    /// Shows a document, in the place of the one before, or none any more.
    pub(super) fn show_document(self, id: &DocumentId, document: Option<TableDocument>) {
        self.documents.try_update(|all| {
            all.retain(|(it, _)| it != id);
            all.extend(document.map(|document| (id.clone(), document)));
        });
    }

    /// The text of a root, to be written in or shown by an editor: with its undo history, if it was handed on.
    pub fn text(self, root: &Root) -> Option<Prose> {
        let document = self.document_of(root)?;
        let take = |all: &mut Vec<(Root, Prose)>| {
            let at = all.iter().position(|(it, _)| it == root)?;
            Some(all.swap_remove(at).1)
        };
        let handed_on = self.handed_on.try_update_value(take).flatten();
        let handed_on = handed_on.filter(|it| it.is_of(&document));
        Some(handed_on.unwrap_or_else(|| document.open(&root.to_string())))
    }

    /// Something was written in a text without an editor: whatever shows it next can undo that.
    pub fn hand_on(self, root: &Root, prose: Prose) {
        self.handed_on
            .try_update_value(|all| all.push((root.clone(), prose)));
    }

    /// Who speaks by a client id, on the server's word.
    pub fn speaker(self, client: u64) -> Option<ParticipantId> {
        let at_the_table = self.present.with(|present| {
            let found = present
                .iter()
                .find(|(_, clients)| clients.contains(&client));
            found.map(|(participant, _)| participant.clone())
        });
        let in_a_document = || {
            self.speaking.with(|speaking| {
                let mut all = speaking.iter().map(|(_, presence)| presence);
                let found = all.find(|presence| presence.clients.contains(&client));
                found.map(|presence| presence.participant.clone())
            })
        };
        at_the_table.or_else(in_a_document)
    }

    /// Somebody's connection is behind, or has caught up.
    fn note_line(self, participant: &ParticipantId, behind: bool) {
        let is_news = |all: &BTreeSet<_>| all.contains(participant) != behind;
        if self.behind.try_with_untracked(is_news) == Some(true) {
            self.behind.try_update(|all| {
                if behind {
                    all.insert(participant.clone());
                } else {
                    all.remove(participant);
                }
            });
        }
    }

    /// Everybody who is there.
    pub(super) fn seat_all(self, seats: Vec<Presence>) {
        let behind = seats.iter().filter(|presence| presence.behind);
        let behind = behind.map(|presence| presence.participant.clone());
        self.behind.try_set(gathered(behind));
        let seats = seats.into_iter();
        let seats = seats.map(|presence| (presence.participant, presence.clients));
        self.present.try_set(gathered(seats));
    }

    pub(super) fn seat(self, presence: Presence) {
        self.note_line(&presence.participant, presence.behind);
        self.present
            .try_update(|present| present.insert(presence.participant, presence.clients));
    }

    /// Somebody has left the table, and so all its documents.
    pub(super) fn unseat(self, participant: &ParticipantId) {
        self.note_line(participant, false);
        self.present
            .try_update(|present| present.remove(participant));
        self.forget_speakers(|who, _| who == participant);
    }

    /// Somebody speaks by these client ids in a document that not everybody reads; by none, they have left it.
    pub(super) fn speaks(self, document: DocumentId, presence: Presence) {
        self.speaking.try_update(|speaking| {
            speaking
                .retain(|(it, other)| *it != document || other.participant != presence.participant);
            if !presence.clients.is_empty() {
                speaking.push((document, presence));
            }
        });
    }

    /// Forgets who spoke in some documents.
    pub(super) fn forget_speakers(self, is_gone: impl Fn(&ParticipantId, &DocumentId) -> bool) {
        let is_gone = |(document, presence): &(DocumentId, Presence)| {
            is_gone(&presence.participant, document)
        };
        if self
            .speaking
            .try_with_untracked(|all| all.iter().any(is_gone))
            == Some(true)
        {
            self.speaking
                .try_update(|all| all.retain(|it| !is_gone(it)));
        }
    }
}
