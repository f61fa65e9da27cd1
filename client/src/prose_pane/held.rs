//! A hold on the mounted editor.

use crate::prose::editor::{Command, Editor};
use crate::prose::{Excerpt, Prose};
use leptos::prelude::*;
use shared::prose::Block;
use std::cell::RefCell;
use std::rc::Rc;

/// A hold on the mounted editor, for the toolbar.
#[derive(Clone, Copy)]
pub struct Held {
    editor: StoredValue<Rc<RefCell<Option<Editor>>>, LocalStorage>,
    /// What was asked before there was an editor: the toolbar stands there while its code is still on the way.
    asked: StoredValue<Option<Command>>,
    /// Changes with the editor.
    mounted: RwSignal<()>,
}

impl Held {
    pub fn new() -> Self {
        Self {
            editor: StoredValue::new_local(Rc::default()),
            asked: StoredValue::new(None),
            mounted: RwSignal::new(()),
        }
    }

    /// Asks the editor to do something, once it is there.
    pub fn command(self, command: &Command) {
        self.asked.try_set_value(Some(command.clone()));
        self.heed();
    }

    /// Does what was asked last, if there is an editor to do it.
    pub fn heed(self) {
        self.with(|editor| {
            let asked = self.asked.try_update_value(Option::take).flatten();
            if let Some(command) = asked {
                editor.command(&command);
                editor.focus();
            }
        });
    }

    pub fn with(self, then: impl FnOnce(&Editor)) {
        let held = self.editor.try_get_value();
        if let Some(editor) = held.as_ref().and_then(|held| held.try_borrow().ok()) {
            editor.as_ref().map(then);
        }
    }

    /// Runs again what reads this, when the editor is another.
    pub fn track(self) {
        self.mounted.track();
    }

    pub fn place(self) -> Option<Vec<u32>> {
        let mut place = None;
        self.with(|editor| place = editor.place());
        place
    }

    /// The text that the editor shows, with its undo history.
    pub fn prose(self) -> Option<Prose> {
        let mut prose = None;
        self.with(|editor| prose = Some(editor.prose()));
        prose
    }

    /// Whether words are selected.
    pub fn is_selected(self) -> bool {
        let mut is_selected = false;
        self.with(|editor| {
            let (anchor, head) = editor.selection();
            is_selected = anchor != head;
        });
        is_selected
    }

    /// What is selected, or all of the text; nothing if that is blank.
    pub fn excerpt(self) -> Option<Excerpt> {
        let mut excerpt = None;
        self.with(|editor| excerpt = editor.prose().excerpt(editor.selection()));
        excerpt
    }

    /// The text, and what of it is selected, or all of it: where that begins and ends in UTF-16 units of the flat text.
    pub fn stretch(self) -> Option<(Vec<Block>, (u32, u32))> {
        let mut found = None;
        self.with(|editor| {
            let text = editor.prose().blocks();
            let (anchor, head) = editor.selection();
            let ends = if anchor == head {
                (0, u32::MAX)
            } else {
                (anchor.min(head), anchor.max(head))
            };
            found = Some((text, ends));
        });
        found
    }

    pub fn set(self, editor: Option<Editor>) {
        if let Some(held) = self.editor.try_get_value() {
            let before = held.replace(editor);
            drop(before);
            self.heed();
            self.mounted.try_set(());
        }
    }
}
