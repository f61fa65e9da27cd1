//! What is made good when the table is back: words that earlier pages left, words that wait here,
//! and words that the table did not take.

use super::connection::Connection;
use super::link::Link;
use super::save_state;
use super::unsaved_store::{Left, UnsavedStore};
use crate::live::sync_protocol::Frame;
use crate::prose::TableDocument;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::ParticipantId;
use std::rc::Rc;
use std::time::Duration;

/// How long coming back waits for the browser to say what it kept.
const PATIENCE: Duration = Duration::from_secs(3);

impl Connection {
    /// The server says who has the seat. Nobody is handed what another wrote: if a browser's cookie has
    /// changed person, the other's words stay in the other's unsaved store. Whether it goes on as it was.
    pub(super) fn sits_as(self: &Rc<Self>, you: &ParticipantId) -> bool {
        let is_same = |unsaved_store: &Rc<UnsavedStore>| unsaved_store.is_of(you);
        if self.unsaved_store.borrow().as_ref().is_some_and(is_same) {
            return true;
        }
        let live = self.live();
        let unsaved_store = UnsavedStore::new(&self.id, you, move |kept| {
            if live.kept.try_get_untracked() != Some(kept) {
                live.kept.try_set(kept);
            }
        });
        let before = self.unsaved_store.replace(Some(unsaved_store));
        self.looked.set(false);
        self.open_drawer();
        let Some(before) = before else { return true };
        before.hurry();
        self.refused.take();
        self.left.take();
        self.ledger.borrow_mut().give_up();
        self.new_document();
        live.rescued.try_set(Vec::new());
        // What has come on this connection stands on the other's document.
        self.lost();
        self.try_now();
        false
    }

    fn open_drawer(self: &Rc<Self>) {
        let Some(unsaved_store) = self.unsaved_store.borrow().clone() else {
            return;
        };
        let connection = Rc::downgrade(self);
        let opening = unsaved_store.clone();
        spawn_local(async move {
            opening.open().await;
            let rescued = opening.rescued().await;
            let (left, others_hold) = opening.left().await;
            if let Some(connection) = connection
                .upgrade()
                .filter(|connection| connection.has(&opening))
            {
                connection
                    .live()
                    .rescued
                    .try_update(|shown| shown.extend(rescued));
                connection.others_hold.set(others_hold);
                *connection.left.borrow_mut() = left;
                connection.looked.set(true);
                connection.come_back();
            }
        });
        let connection = Rc::downgrade(self);
        let wait_no_longer = move || {
            if let Some(connection) = connection
                .upgrade()
                .filter(|connection| connection.has(&unsaved_store))
            {
                unsaved_store.wait_no_longer();
                connection.looked.set(true);
                connection.come_back();
            }
        };
        set_timeout(wait_no_longer, PATIENCE);
    }

    fn has(&self, unsaved_store: &Rc<UnsavedStore>) -> bool {
        let current = self.unsaved_store.borrow();
        current
            .as_ref()
            .is_some_and(|current| Rc::ptr_eq(current, unsaved_store))
    }

    /// Other pages held something: perhaps they are gone by now.
    pub(super) fn look_again(self: &Rc<Self>) {
        let Some(unsaved_store) = self.unsaved_store.borrow().clone() else {
            return;
        };
        if !self.sending.get() || !self.others_hold.replace(false) {
            return;
        }
        let connection = Rc::downgrade(self);
        spawn_local(async move {
            let (left, others_hold) = unsaved_store.left().await;
            if let Some(connection) = connection
                .upgrade()
                .filter(|connection| connection.has(&unsaved_store))
            {
                connection.others_hold.set(others_hold);
                connection.left.borrow_mut().extend(left);
                connection.come_back();
            }
        });
    }

    /// Goes on with what can be done by now: everything that is needed for it comes in its own time.
    pub(super) fn come_back(self: &Rc<Self>) {
        if !self.received.get() || !self.looked.get() {
            return;
        }
        if let Some(theirs) = self.asked.take() {
            self.offer_back();
            self.show();
            self.answer(&theirs);
        }
        if self.sending.get() {
            let adopted = self.adopt();
            match save_state::parcels(&adopted, self.most.get()) {
                Some(parcels) => self.send_updates(parcels),
                None => self.refuse_here(),
            }
        }
        self.tell_save_state();
    }

    /// Offers back what the table did not take, now that its own text is here to compare with.
    fn offer_back(self: &Rc<Self>) {
        let Some((reason, before)) = self.refused.take() else {
            return;
        };
        before.on_local(|_| {});
        let unsaved = self.ledger.borrow_mut().give_up();
        let words = save_state::lost(&before, &unsaved, &self.document());
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.clear();
        }
        self.rescue(reason, words);
    }

    /// Offers back what is not saved and never will be.
    pub(super) fn offer_back_unsaved(&self, reason: &str) {
        let unsaved = self.ledger.borrow_mut().give_up();
        let words = save_state::lost(&self.document(), &unsaved, &TableDocument::new(None));
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.clear();
        }
        self.rescue(reason.to_owned(), words);
    }

    /// Takes in what pages that are gone have left; what was taken in is to be sent.
    fn adopt(&self) -> Vec<Vec<u8>> {
        let mut left = self.left.take();
        let Some(unsaved_store) = self.unsaved_store.borrow().clone() else {
            return Vec::new();
        };
        // One may stand on another, in any order.
        let all: Vec<_> = left.iter().flat_map(|left| left.updates.clone()).collect();
        let is_whole = all.is_empty() || self.take_in(&all);
        if !is_whole {
            left.retain(|left: &Left| self.take_in(&left.updates));
        }
        let adopted: Vec<_> = left.iter().flat_map(|left| left.updates.clone()).collect();
        for left in left {
            unsaved_store.take_over(left);
        }
        for update in &adopted {
            self.ledger.borrow_mut().wrote(update.clone());
        }
        adopted
    }

    /// Whether they could be taken in.
    fn take_in(&self, updates: &[Vec<u8>]) -> bool {
        let document = self.document();
        let merged = yrs::merge_updates_v1(updates).ok();
        // The server may have been restored from an old copy. Then they stay where they are.
        let merged = merged.filter(|update| document.has_all_under(update));
        merged.is_some_and(|update| document.apply_update(&update).is_ok())
    }

    /// Shows the table's text.
    fn show(&self) {
        let (live, document) = (self.live(), self.document());
        let is_same = live.document.with_untracked(|shown| {
            shown
                .as_ref()
                .is_some_and(|shown| shown.client() == document.client())
        });
        if !is_same {
            live.document.try_set(Some(document));
        }
        live.link.try_set(Link::Live);
        self.send_pointer();
    }

    /// Sends what the server lacks: as one message, or in parcels if that would be too large.
    fn answer(self: &Rc<Self>, theirs: &[u8]) {
        let Ok(diff) = self.document().encode_diff(theirs) else {
            return;
        };
        self.sending.set(true);
        if diff.len() <= self.most.get() {
            self.send(&Frame::Step2(diff));
            return self.ledger.borrow_mut().sent();
        }
        let parcels = self.ledger.borrow().parcels(self.most.get());
        match parcels {
            Some(parcels) => self.send_updates(parcels),
            None => self.refuse_here(),
        }
    }

    fn send_updates(&self, updates: Vec<Vec<u8>>) {
        for update in updates {
            // If it is not sent, the connection is lost, and the next one asks again.
            self.send(&Frame::Update(update));
            self.ledger.borrow_mut().sent();
        }
    }
}
