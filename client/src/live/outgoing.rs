//! What is written here: into the unsaved store and out to the server, and what becomes of it when that
//! cannot be.

use super::connection::Connection;
use super::save_state::{Kept, Rescued, SaveState};
use crate::live::sync_protocol::Frame;
use leptos::prelude::*;
use shared::document::Root;
use std::rc::Rc;

impl Connection {
    /// Something was written on the document.
    pub fn wrote(self: &Rc<Self>, update: Vec<u8>) {
        self.note(update.clone());
        self.edited();
        if update.len() > self.most.get() {
            self.refuse_here();
        } else if self.sending.get() {
            // Counted even if the connection is breaking: a deletion that was not sent must not look saved.
            self.send(&Frame::Update(update));
            self.ledger.borrow_mut().sent();
        }
        self.tell_save_state();
    }

    /// Notes what was written as not saved.
    pub fn note(&self, update: Vec<u8>) {
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.keep(update.clone());
        }
        self.ledger.borrow_mut().wrote(update);
    }

    /// Tells what is true now of what was written.
    pub fn tell_save_state(self: &Rc<Self>) {
        let mut ledger = self.ledger.borrow_mut();
        if self.sending.get()
            && ledger.settle(self.document().clock())
            && let Some(unsaved_store) = &*self.unsaved_store.borrow()
        {
            unsaved_store.clear();
        }
        let is_live = self.socket.borrow().is_some() && self.received.get();
        let keeping = ledger.keeping(is_live);
        drop(ledger);
        let shown = self.live().save_state;
        if shown.try_get_untracked() != Some(keeping) {
            shown.try_set(keeping);
        }
        self.watch();
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
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.hurry();
        }
    }

    /// What is written on this document will never be taken. It goes on with another.
    pub(super) fn refuse(self: &Rc<Self>, reason: String) {
        let document = self.document();
        self.refused.borrow_mut().get_or_insert((reason, document));
        self.new_document();
    }

    /// The same, known before the server has to say it: this is too large.
    pub(super) fn refuse_here(self: &Rc<Self>) {
        self.refuse("too-large".to_owned());
        self.lost();
        self.try_now();
    }

    /// Something too large was not even written: its words are offered back.
    pub(super) fn too_much(&self, root: &str, words: &str) {
        let paragraphs = words
            .lines()
            .filter(|connection| !connection.trim().is_empty());
        let paragraphs: Vec<_> = paragraphs.map(str::to_owned).collect();
        if let Some(root) = Root::parse(root).filter(|_| !paragraphs.is_empty()) {
            self.rescue("too-large".to_owned(), vec![(root, paragraphs)]);
        }
    }

    /// Offers words back, until they are dismissed.
    pub fn rescue(&self, reason: String, words: Vec<(Root, Vec<String>)>) {
        if words.is_empty() {
            return;
        }
        let id = crate::random::new_name();
        let rescued = Rescued { id, reason, words };
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.rescue(rescued.clone());
        }
        self.live().rescued.try_update(|shown| shown.push(rescued));
    }

    /// Nobody wants those words any more.
    pub(super) fn dismiss(&self, id: &str) {
        if let Some(unsaved_store) = &*self.unsaved_store.borrow() {
            unsaved_store.dismiss(id);
        }
    }
}
