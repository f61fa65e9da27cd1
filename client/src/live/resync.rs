//! What is made good when a document is back: words that earlier pages left, words that wait here,
//! and words that were not taken.

use super::connection::{Connection, REVEALED};
use super::link::Link;
use super::replica::Replica;
use super::save_state;
use super::unsaved_store::{Left, UnsavedStore};
use crate::prose::{Fresh, TableDocument};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::DocumentId;
use shared::ids::ParticipantId;
use shared::protocol::Frame;
use std::rc::Rc;
use std::time::Duration;

/// How long coming back waits for the browser to say what it kept.
const PATIENCE: Duration = Duration::from_secs(3);

impl Connection {
    /// The server says who has the seat. Nobody is handed what another wrote: if a browser's cookie has
    /// changed person, the other's words stay in the other's unsaved store. Whether it goes on as it was.
    pub(super) fn sits_as(self: &Rc<Self>, you: &ParticipantId) -> bool {
        let is_same = {
            let table = self.table();
            let unsaved_store = table.unsaved_store.borrow();
            unsaved_store.as_ref().map(|it| it.is_of(you))
        };
        match is_same {
            Some(true) => return true,
            Some(false) => {
                self.hurry();
                self.begin();
                self.live().rescued.try_set(Vec::new());
            }
            None => {}
        }
        self.table().open_store(self, you);
        if is_same.is_some() {
            // What has come on this connection stands on the other's document.
            self.lost();
            self.try_now();
        }
        is_same.is_none()
    }
}

impl Replica {
    /// Opens the unsaved store of whoever has the seat.
    pub(super) fn open_store(self: &Rc<Self>, on: &Rc<Connection>, you: &ParticipantId) {
        let weak = Rc::downgrade(on);
        let tell = move || {
            weak.upgrade().inspect(|connection| connection.tell_kept());
        };
        let opening = UnsavedStore::new(&on.id, &self.id, you, tell);
        self.unsaved_store.replace(Some(opening.clone()));
        let (tie, unsaved_store) = (self.tie(on), opening.clone());
        spawn_local(async move {
            opening.open().await;
            let rescued = opening.rescued().await;
            let (left, others_hold) = opening.left().await;
            tie.with(|on, replica| {
                let shown = on.live().rescued;
                shown.try_update(|shown| shown.extend(rescued));
                replica.others_hold.set(others_hold);
                *replica.left.borrow_mut() = left;
                replica.looked.set(true);
                replica.come_back(on);
            });
        });
        let tie = self.tie(on);
        let wait_no_longer = move || {
            tie.with(|on, replica| {
                unsaved_store.wait_no_longer();
                replica.looked.set(true);
                replica.come_back(on);
            });
        };
        set_timeout(wait_no_longer, PATIENCE);
    }

    /// Other pages held something: perhaps they are gone by now.
    pub(super) fn look_again(self: &Rc<Self>, on: &Rc<Connection>) {
        let Some(unsaved_store) = self.unsaved_store.borrow().clone() else {
            return;
        };
        if !self.is_live() || !self.others_hold.replace(false) {
            return;
        }
        let tie = self.tie(on);
        spawn_local(async move {
            let (left, others_hold) = unsaved_store.left().await;
            tie.with(|on, replica| {
                replica.others_hold.set(others_hold);
                replica.left.borrow_mut().extend(left);
                replica.come_back(on);
            });
        });
    }

    /// Goes on with what can be done by now: everything that is needed for it comes in its own time.
    pub(super) fn come_back(self: &Rc<Self>, on: &Rc<Connection>) {
        if !self.has_text() || !self.looked.get() {
            return;
        }
        if let Some(theirs) = self.take_asked() {
            self.offer_back(on);
            self.show(on);
            self.answer(on, &theirs);
        }
        if self.is_live() {
            let adopted = self.adopt(on);
            match save_state::parcels(&adopted, on.most.get()) {
                Some(parcels) => self.send_updates(on, parcels),
                None => self.refuse_here(on),
            }
        }
        on.tell_save_state();
    }

    /// Offers back what was not taken, now that the server's own text is here to compare with.
    fn offer_back(&self, on: &Connection) {
        let Some((reason, before)) = self.refused.take() else {
            return;
        };
        before.on_local(|_| {});
        self.give_back(on, &reason, &before, &self.document());
    }

    /// Offers back what is not saved and never will be.
    pub(super) fn offer_back_unsaved(&self, on: &Connection, reason: &str) {
        let refused = self.refused.take();
        let (reason, before) = refused.unwrap_or_else(|| (reason.to_owned(), self.document()));
        self.give_back(on, &reason, &before, &TableDocument::new(None));
    }

    /// Offers back what is not saved of `before` and not in `after`.
    fn give_back(
        &self,
        on: &Connection,
        reason: &str,
        before: &TableDocument,
        after: &TableDocument,
    ) {
        let unsaved = self.ledger.borrow_mut().give_up();
        let mut words = save_state::lost(before, &unsaved, after);
        // What was only deleted leaves no words to offer back; but it is there again, for more to read.
        if reason == REVEALED
            && !unsaved.is_empty()
            && Fresh::of(&unsaved).is_empty()
            && let Some(root) = self.id.only_root()
        {
            words.push((root, Vec::new()));
        }
        let rescued = on.rescue(reason, words);
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.clear();
            if let Some(rescued) = rescued {
                unsaved_store.rescue(rescued);
            }
        }
    }

    /// Takes in what pages that are gone have left; what was taken in is to be sent.
    fn adopt(&self, on: &Connection) -> Vec<Vec<u8>> {
        let Some(unsaved_store) = self.unsaved_store.borrow().clone() else {
            return Vec::new();
        };
        let left = self.left.take().into_iter();
        let (mut left, revealed): (Vec<_>, Vec<_>) =
            left.partition(|left| left.is_under(self.handle()));
        for left in revealed {
            self.offer_back_left(on, &unsaved_store, left);
        }
        // One may stand on another, in any order.
        let all: Vec<_> = left.iter().flat_map(Left::updates).collect();
        let is_whole = all.is_empty() || take_in(&self.document(), &all);
        if !is_whole {
            left.retain(|left| take_in(&self.document(), &left.updates()));
        }
        let adopted: Vec<_> = left.iter().flat_map(Left::updates).collect();
        for left in left {
            unsaved_store.take_over(left);
        }
        for update in &adopted {
            self.ledger.borrow_mut().wrote(update.clone());
        }
        adopted
    }

    /// What was written for fewer readers than there are now is not sent, but offered back.
    fn offer_back_left(&self, on: &Connection, unsaved_store: &Rc<UnsavedStore>, left: Left) {
        let (document, updates) = (self.document(), left.updates());
        let before = TableDocument::new(None);
        let is_known =
            before.apply_update(&document.encode_state()).is_ok() && take_in(&before, &updates);
        if is_known {
            let words = save_state::lost(&before, &updates, &document);
            unsaved_store.put_away(left, on.rescue(REVEALED, words));
        }
    }

    /// Shows the server's text.
    fn show(&self, on: &Connection) {
        let (live, document) = (on.live(), self.document());
        let is_same = live.documents.with_untracked(|all| {
            let is_it = |(id, shown): &(DocumentId, TableDocument)| {
                *id == self.id && shown.client() == document.client()
            };
            all.iter().any(is_it)
        });
        if !is_same {
            live.show_document(&self.id, Some(document));
        }
        if self.id == DocumentId::Table {
            live.link.try_set(Link::Live);
        }
        self.send_pointer(on);
    }

    /// Sends what the server lacks: as one message, or in parcels if that would be too large.
    fn answer(self: &Rc<Self>, on: &Rc<Connection>, theirs: &[u8]) {
        let Ok(diff) = self.document().encode_diff(theirs) else {
            return;
        };
        self.answered();
        if diff.len() <= on.most.get() {
            on.send(self.handle(), &Frame::Step2(&diff));
            return self.ledger.borrow_mut().sent();
        }
        let parcels = self.ledger.borrow().parcels(on.most.get());
        match parcels {
            Some(parcels) => self.send_updates(on, parcels),
            None => self.refuse_here(on),
        }
    }

    fn send_updates(&self, on: &Connection, updates: Vec<Vec<u8>>) {
        for update in updates {
            self.send_update(on, &update);
        }
    }
}

/// Whether they could be taken in to a document.
fn take_in(document: &TableDocument, updates: &[Vec<u8>]) -> bool {
    let merged = yrs::merge_updates_v1(updates).ok();
    // The server may have been restored from an old copy. Then they stay where they are.
    let merged = merged.filter(|update| document.has_all_under(update));
    merged.is_some_and(|update| document.apply_update(&update).is_ok())
}
