//! What is written here: into the unsaved store and out to the server, and what becomes of it when that
//! cannot be.

use super::connection::Connection;
use super::replica::Replica;
use super::save_state::{Kept, Rescued, SaveState};
use leptos::prelude::*;
use shared::document::Root;
use shared::protocol::Frame;
use std::rc::Rc;

impl Replica {
    /// Something was written on the document.
    pub fn wrote(self: &Rc<Self>, on: &Rc<Connection>, update: &[u8]) {
        self.note(update.to_vec());
        self.edited(on);
        if update.len() > on.most.get() {
            self.refuse_here(on);
        } else if self.is_live() {
            // Counted even if the connection is breaking: a deletion that was not sent must not look saved.
            self.send_update(on, update);
        }
        on.tell_save_state();
    }

    /// Sends an update, and counts it. If it is not sent, the connection is lost, and the next one asks again.
    pub(super) fn send_update(&self, on: &Connection, update: &[u8]) {
        on.send(self.handle(), &Frame::Update(update));
        self.ledger.borrow_mut().sent();
    }

    /// Notes what was written as not saved.
    pub fn note(&self, update: Vec<u8>) {
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.keep(self.handle(), update.clone());
        }
        self.ledger.borrow_mut().wrote(update);
    }

    /// What is written on this document will never be taken. It goes on with another.
    pub(super) fn refuse(self: &Rc<Self>, on: &Rc<Connection>, reason: String) {
        let document = self.document();
        self.refused.borrow_mut().get_or_insert((reason, document));
        self.renew(on);
    }

    /// The same, known before the server has to say it: this is too large.
    pub(super) fn refuse_here(self: &Rc<Self>, on: &Rc<Connection>) {
        self.refuse(on, "too-large".to_owned());
        on.lost();
        on.try_now();
    }

    /// Something too large was not even written: its words are offered back.
    pub(super) fn too_much(&self, on: &Connection, root: &str, words: &str) {
        let paragraphs = words.lines().filter(|line| !line.trim().is_empty());
        let paragraphs: Vec<_> = paragraphs.map(str::to_owned).collect();
        if let Some(root) = Root::parse(root).filter(|_| !paragraphs.is_empty())
            && let Some(rescued) = on.rescue("too-large", vec![(root, paragraphs)])
            && let Some(unsaved_store) = &*self.unsaved_store.borrow()
        {
            unsaved_store.rescue(rescued);
        }
    }
}

impl Connection {
    /// Tells what is true now of what was written.
    pub fn tell_save_state(self: &Rc<Self>) {
        let is_connected = self.socket.borrow().is_some() && self.table().has_text();
        let all = self.replicas();
        let all = all.iter().map(|replica| replica.save_state(is_connected));
        let state = all.fold(SaveState::Saved, SaveState::and);
        let shown = self.live().save_state;
        if shown.try_get_untracked() != Some(state) {
            shown.try_set(state);
        }
        self.watch();
    }

    /// Tells whether all that is not saved would be there after a reload.
    pub(super) fn tell_kept(&self) {
        let all = self.replicas();
        let all = all.iter().filter_map(|replica| {
            let unsaved_store = replica.unsaved_store.borrow();
            unsaved_store.as_ref().map(|store| store.kept())
        });
        let kept = all.fold(Kept::Here, Kept::and);
        let shown = self.live().kept;
        if shown.try_get_untracked() != Some(kept) {
            shown.try_set(kept);
        }
    }

    /// Whether something would be lost with this page.
    pub fn would_lose(&self) -> bool {
        self.hurry();
        let live = self.live();
        let nothing_is_kept = live.kept.try_get_untracked() == Some(Kept::Not);
        let is_unsaved = live.save_state.try_get_untracked() != Some(SaveState::Saved);
        let is_offered = live.rescued.try_with_untracked(Vec::is_empty) == Some(false);
        nothing_is_kept && (is_unsaved || is_offered)
    }

    /// The page may be about to end.
    pub fn hurry(&self) {
        for replica in self.replicas() {
            if let Some(unsaved_store) = &*replica.unsaved_store.borrow() {
                unsaved_store.hurry();
            }
        }
    }

    /// Shows words that are offered back, until they are dismissed; they are to be kept as well.
    pub(super) fn rescue(&self, reason: &str, words: Vec<(Root, Vec<String>)>) -> Option<Rescued> {
        if words.is_empty() {
            return None;
        }
        let rescued = Rescued {
            id: crate::random::new_name(),
            reason: reason.to_owned(),
            words,
        };
        let shown = rescued.clone();
        self.live().rescued.try_update(|all| all.push(shown));
        Some(rescued)
    }

    /// Nobody wants those words any more.
    pub(super) fn dismiss(&self, id: &str) {
        if let Some(unsaved_store) = &*self.table().unsaved_store.borrow() {
            unsaved_store.dismiss(id);
        }
    }
}
