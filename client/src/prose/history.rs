//! Undo of one's own work in one root.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use yrs::sync::Clock;
use yrs::undo::{Options, UndoManager};
use yrs::{Doc, Origin, StickyIndex, TextRef};

/// Where the selection was when a step was taken, to return there when it is undone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchored {
    /// Anchor and head; none before anything was selected.
    pub ends: Option<(StickyIndex, StickyIndex)>,
}

/// Undo and redo for one root, tracking only what its own editor writes.
pub struct History {
    manager: UndoManager<Anchored>,
    /// Where the selection is now; put on the next step.
    here: Rc<RefCell<Anchored>>,
    /// Where the step just undone or redone had been taken.
    there: Rc<RefCell<Option<Anchored>>>,
}

/// yrs has no clock of its own in the browser.
struct PageClock;

impl Clock for PageClock {
    #[cfg(target_family = "wasm")]
    fn now(&self) -> u64 {
        u64::try_from(crate::clock::millis()).unwrap_or(0)
    }

    #[cfg(not(target_family = "wasm"))]
    fn now(&self) -> u64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
    }
}

impl History {
    /// Follows what `origin` writes into `text`; changes closer together than `grouping` milliseconds
    /// are one step.
    pub fn new(doc: &Doc, text: &TextRef, origin: Origin, grouping: u64) -> Self {
        let mut manager = UndoManager::with_options(Options {
            capture_timeout_millis: grouping,
            tracked_origins: std::collections::HashSet::new(),
            capture_transaction: None,
            timestamp: Arc::new(PageClock),
            init_undo_stack: Vec::new(),
            init_redo_stack: Vec::new(),
        });
        manager.expand_scope(doc, text);
        manager.include_origin(origin);
        let here = Rc::new(RefCell::new(Anchored::default()));
        let there = Rc::new(RefCell::new(None));
        let (put, popped) = (here.clone(), there.clone());
        manager.observe_item_added("selection", move |_, event| {
            *event.meta_mut() = put.borrow().clone();
        });
        manager.observe_item_popped("selection", move |_, event| {
            *popped.borrow_mut() = Some(event.meta().clone());
        });
        Self {
            manager,
            here,
            there,
        }
    }

    /// Says where the selection is before the next change.
    pub fn stand_at(&self, here: Anchored) {
        *self.here.borrow_mut() = here;
    }

    /// Takes back the last step; says where it had been taken, or nothing when there is none.
    pub fn undo(&mut self) -> Option<Anchored> {
        self.manager.undo_blocking();
        self.there.borrow_mut().take()
    }

    /// Brings back the last step that was undone.
    pub fn redo(&mut self) -> Option<Anchored> {
        self.manager.redo_blocking();
        self.there.borrow_mut().take()
    }

    /// The next change begins a step of its own.
    pub fn close_step(&mut self) {
        self.manager.reset();
    }

    /// Whether there is something to undo, and something to redo.
    pub fn depth(&self) -> (bool, bool) {
        (self.manager.can_undo(), self.manager.can_redo())
    }
}
