//! What is made good when the table is back: words that earlier pages left, words that wait here,
//! and words that the table did not take.

use super::drawer::{Drawer, Left};
use super::keeping;
use super::line::{Line, Link};
use crate::frame::Frame;
use crate::prose::Desk;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::ParticipantId;
use std::rc::Rc;
use std::time::Duration;

/// How long coming back waits for the browser to say what it kept.
const PATIENCE: Duration = Duration::from_secs(3);

impl Line {
    /// The server says who has the seat. Nobody is handed what another wrote: if a browser's cookie has
    /// changed person, the other's words stay in the other's drawer. Whether it goes on as it was.
    pub(super) fn sits_as(self: &Rc<Self>, you: &ParticipantId) -> bool {
        let is_same = |drawer: &Rc<Drawer>| drawer.is_of(you);
        if self.drawer.borrow().as_ref().is_some_and(is_same) {
            return true;
        }
        let live = self.live();
        let drawer = Drawer::new(&self.id, you, move |kept| {
            if live.kept.try_get_untracked() != Some(kept) {
                live.kept.try_set(kept);
            }
        });
        let before = self.drawer.replace(Some(drawer));
        self.looked.set(false);
        self.open_drawer();
        let Some(before) = before else { return true };
        before.hurry();
        self.refused.take();
        self.left.take();
        self.account.borrow_mut().give_up();
        self.new_desk();
        live.rescued.try_set(Vec::new());
        // What has come on this connection stands on the other's desk.
        self.lost();
        self.try_now();
        false
    }

    fn open_drawer(self: &Rc<Self>) {
        let Some(drawer) = self.drawer.borrow().clone() else {
            return;
        };
        let line = Rc::downgrade(self);
        let opening = drawer.clone();
        spawn_local(async move {
            opening.open().await;
            let rescued = opening.rescued().await;
            let (left, others_hold) = opening.left().await;
            if let Some(line) = line.upgrade().filter(|line| line.has(&opening)) {
                line.live()
                    .rescued
                    .try_update(|shown| shown.extend(rescued));
                line.others_hold.set(others_hold);
                *line.left.borrow_mut() = left;
                line.looked.set(true);
                line.come_back();
            }
        });
        let line = Rc::downgrade(self);
        let wait_no_longer = move || {
            if let Some(line) = line.upgrade().filter(|line| line.has(&drawer)) {
                drawer.wait_no_longer();
                line.looked.set(true);
                line.come_back();
            }
        };
        set_timeout(wait_no_longer, PATIENCE);
    }

    fn has(&self, drawer: &Rc<Drawer>) -> bool {
        let current = self.drawer.borrow();
        current
            .as_ref()
            .is_some_and(|current| Rc::ptr_eq(current, drawer))
    }

    /// Other pages held something: perhaps they are gone by now.
    pub(super) fn look_again(self: &Rc<Self>) {
        let Some(drawer) = self.drawer.borrow().clone() else {
            return;
        };
        if !self.sending.get() || !self.others_hold.replace(false) {
            return;
        }
        let line = Rc::downgrade(self);
        spawn_local(async move {
            let (left, others_hold) = drawer.left().await;
            if let Some(line) = line.upgrade().filter(|line| line.has(&drawer)) {
                line.others_hold.set(others_hold);
                line.left.borrow_mut().extend(left);
                line.come_back();
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
            match keeping::parcels(&adopted, self.most.get()) {
                Some(parcels) => self.send_updates(parcels),
                None => self.refuse_here(),
            }
        }
        self.tell_keeping();
    }

    /// Offers back what the table did not take, now that its own text is here to compare with.
    fn offer_back(self: &Rc<Self>) {
        let Some((reason, before)) = self.refused.take() else {
            return;
        };
        before.on_local(|_| {});
        let unsaved = self.account.borrow_mut().give_up();
        let words = keeping::lost(&before, &unsaved, &self.desk());
        if let Some(drawer) = &*self.drawer.borrow() {
            drawer.clear();
        }
        self.rescue(reason, words);
    }

    /// Offers back what is not saved and never will be.
    pub(super) fn offer_back_unsaved(&self, reason: &str) {
        let unsaved = self.account.borrow_mut().give_up();
        let words = keeping::lost(&self.desk(), &unsaved, &Desk::new(None));
        if let Some(drawer) = &*self.drawer.borrow() {
            drawer.clear();
        }
        self.rescue(reason.to_owned(), words);
    }

    /// Takes in what pages that are gone have left; what was taken in is to be sent.
    fn adopt(&self) -> Vec<Vec<u8>> {
        let mut left = self.left.take();
        let Some(drawer) = self.drawer.borrow().clone() else {
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
            drawer.take_over(left);
        }
        for update in &adopted {
            self.account.borrow_mut().wrote(update.clone());
        }
        adopted
    }

    /// Whether they could be taken in.
    fn take_in(&self, updates: &[Vec<u8>]) -> bool {
        let desk = self.desk();
        let merged = yrs::merge_updates_v1(updates).ok();
        // The server may have been restored from an old copy. Then they stay where they are.
        let merged = merged.filter(|update| desk.has_all_under(update));
        merged.is_some_and(|update| desk.apply_update(&update).is_ok())
    }

    /// Shows the table's text.
    fn show(&self) {
        let (live, desk) = (self.live(), self.desk());
        let is_same = live.desk.with_untracked(|shown| {
            shown
                .as_ref()
                .is_some_and(|shown| shown.client() == desk.client())
        });
        if !is_same {
            live.desk.try_set(Some(desk));
        }
        live.link.try_set(Link::Live);
        self.send_pointer();
    }

    /// Sends what the server lacks: as one message, or in parcels if that would be too large.
    fn answer(self: &Rc<Self>, theirs: &[u8]) {
        let Ok(diff) = self.desk().encode_diff(theirs) else {
            return;
        };
        self.sending.set(true);
        if diff.len() <= self.most.get() {
            self.send(&Frame::Step2(diff));
            return self.account.borrow_mut().sent();
        }
        let parcels = self.account.borrow().parcels(self.most.get());
        match parcels {
            Some(parcels) => self.send_updates(parcels),
            None => self.refuse_here(),
        }
    }

    fn send_updates(&self, updates: Vec<Vec<u8>>) {
        for update in updates {
            // If it is not sent, the connection is lost, and the next one asks again.
            self.send(&Frame::Update(update));
            self.account.borrow_mut().sent();
        }
    }
}
