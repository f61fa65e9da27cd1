//! What is written here: into the drawer and out to the server, and what becomes of it when that
//! cannot be.

use super::keeping::{Keeping, Kept, Rescued};
use super::line::Line;
use crate::frame::Frame;
use leptos::prelude::*;
use shared::document::Root;
use std::rc::Rc;

impl Line {
    /// Something was written on the desk.
    pub fn wrote(self: &Rc<Self>, update: Vec<u8>) {
        self.note(update.clone());
        self.edited();
        if update.len() > self.most.get() {
            self.refuse_here();
        } else if self.sending.get() {
            // Counted even if the connection is breaking: a deletion that was not sent must not look saved.
            self.send(&Frame::Update(update));
            self.account.borrow_mut().sent();
        }
        self.tell_keeping();
    }

    /// Notes what was written as not saved.
    pub fn note(&self, update: Vec<u8>) {
        if let Some(drawer) = &*self.drawer.borrow() {
            drawer.keep(update.clone());
        }
        self.account.borrow_mut().wrote(update);
    }

    /// Tells what is true now of what was written.
    pub fn tell_keeping(self: &Rc<Self>) {
        let mut account = self.account.borrow_mut();
        if self.sending.get()
            && account.settle(self.desk().clock())
            && let Some(drawer) = &*self.drawer.borrow()
        {
            drawer.clear();
        }
        let is_live = self.connection.borrow().is_some() && self.received.get();
        let keeping = account.keeping(is_live);
        drop(account);
        let shown = self.live().keeping;
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
        let is_unsaved = live.keeping.try_get_untracked() != Some(Keeping::Saved);
        let is_offered = live.rescued.try_with_untracked(Vec::is_empty) == Some(false);
        nothing_is_kept && (is_unsaved || is_offered)
    }

    /// The page may be about to end.
    pub fn hurry(&self) {
        if let Some(drawer) = &*self.drawer.borrow() {
            drawer.hurry();
        }
    }

    /// What is written on this desk will never be taken. It goes on with another.
    pub(super) fn refuse(self: &Rc<Self>, reason: String) {
        let desk = self.desk();
        self.refused.borrow_mut().get_or_insert((reason, desk));
        self.new_desk();
    }

    /// The same, known before the server has to say it: this is too large.
    pub(super) fn refuse_here(self: &Rc<Self>) {
        self.refuse("too-large".to_owned());
        self.lost();
        self.try_now();
    }

    /// Something too large was not even written: its words are offered back.
    pub(super) fn too_much(&self, root: &str, words: &str) {
        let paragraphs = words.lines().filter(|line| !line.trim().is_empty());
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
        let id = super::new_name();
        let rescued = Rescued { id, reason, words };
        if let Some(drawer) = &*self.drawer.borrow() {
            drawer.rescue(rescued.clone());
        }
        self.live().rescued.try_update(|shown| shown.push(rescued));
    }

    /// Nobody wants those words any more.
    pub(super) fn dismiss(&self, id: &str) {
        if let Some(drawer) = &*self.drawer.borrow() {
            drawer.dismiss(id);
        }
    }
}
