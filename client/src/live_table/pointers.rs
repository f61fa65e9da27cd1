//! Where others are, and who is writing. The place is what they say; who they are is what the server says.

use super::line::Line;
use super::millis;
use crate::frame::{Frame, Said};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::tagged::decode;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

/// How long others' carets wait for the words that they stand in.
const POINTING: Duration = Duration::from_millis(50);
/// For how long after an edit somebody counts as writing, in milliseconds.
const WRITING: i64 = 4_000;
/// How often it is looked whether they still are.
const LOOKING: Duration = Duration::from_millis(500);
/// After how long others are told of an edit that moved no pointer.
const TELLING: Duration = Duration::from_millis(500);

/// Where somebody's selection is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// The root's name.
    pub root: String,
    /// Where the selection began, as an anchor of the document.
    pub anchor: Vec<u8>,
    /// Where it ends.
    pub head: Vec<u8>,
}

/// Everybody's pointers, by client id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointers {
    known: BTreeMap<u64, Known>,
}

/// What is known of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    clock: u32,
    pointer: Option<Pointer>,
    /// How often they had edited, by their own count.
    edits: u32,
    /// When that count last grew, on this browser's clock; nothing once that is long ago.
    edited: Option<i64>,
}

/// What an awareness state holds, as far as this client reads it.
#[derive(Serialize, Deserialize)]
struct State {
    #[serde(default)]
    pointer: Option<Pointer>,
    #[serde(default)]
    edits: u32,
}

impl Pointers {
    /// Who points into that root, and where.
    pub fn into_root<'a>(&'a self, root: &'a str) -> impl Iterator<Item = (u64, &'a Pointer)> {
        let pointers = self
            .known
            .iter()
            .filter_map(|(client, known)| Some((*client, known.pointer.as_ref()?)));
        pointers.filter(move |(_, pointer)| pointer.root == root)
    }

    /// Client ids that edited something in the last seconds.
    pub fn writing(&self) -> impl Iterator<Item = u64> {
        self.known
            .iter()
            .filter(|(_, known)| known.edited.is_some())
            .map(|(client, _)| *client)
    }

    /// What somebody says at this time.
    fn hear(&mut self, said: Said, now: i64) {
        let Said {
            client,
            clock,
            state,
        } = said;
        let before = self.known.get(&client);
        if before.is_some_and(|known| clock < known.clock) {
            return;
        }
        let Some(state) = state else {
            self.known.remove(&client);
            return;
        };
        let (pointer, edits) =
            decode::<State>(&state).map_or((None, 0), |state| (state.pointer, state.edits));
        // What is told to a newcomer may be long ago.
        let edited = before.and_then(|known| {
            if edits == known.edits {
                known.edited
            } else {
                Some(now)
            }
        });
        let known = Known {
            clock,
            pointer,
            edits,
            edited,
        };
        self.known.insert(client, known);
    }

    /// Forgets edits that are long ago; says whether there were any.
    fn rest(&mut self, now: i64) -> bool {
        let mut changed = false;
        for known in self.known.values_mut() {
            if known.edited.is_some_and(|then| now - then >= WRITING) {
                known.edited = None;
                changed = true;
            }
        }
        changed
    }
}

impl Line {
    /// Shows where others are once the words they point into are shown, and not more often than that.
    pub(super) fn point_later(self: &Rc<Self>) {
        if self.pointing.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let show = move || {
            let Some(line) = weak.upgrade() else { return };
            line.pointing.set(false);
            let (heard, now) = (line.heard.take(), millis());
            line.live().pointers.try_update(|pointers| {
                for said in heard {
                    pointers.hear(said, now);
                }
            });
            line.rest_later();
        };
        set_timeout(show, POINTING);
    }

    /// Looks again and again until nobody is writing any more.
    fn rest_later(self: &Rc<Self>) {
        let pointers = self.live().pointers;
        let anybody = pointers.try_with_untracked(|pointers| pointers.writing().next().is_some());
        if anybody != Some(true) || self.resting.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let look = move || {
            let Some(line) = weak.upgrade() else { return };
            line.resting.set(false);
            let pointers = line.live().pointers;
            pointers.try_maybe_update(|pointers| (pointers.rest(millis()), ()));
            line.rest_later();
        };
        set_timeout(look, LOOKING);
    }

    /// Something was edited here: others are told with the next move of the pointer, or soon without one.
    pub(super) fn edited(self: &Rc<Self>) {
        self.edits.set(self.edits.get().wrapping_add(1));
        if self.telling.replace(true) {
            return;
        }
        let weak = Rc::downgrade(self);
        let tell = move || {
            let Some(line) = weak.upgrade() else { return };
            line.telling.set(false);
            if line.told_edits.get() != line.edits.get() {
                line.send_pointer();
            }
        };
        set_timeout(tell, TELLING);
    }

    /// Tells the others where one is writing.
    pub(super) fn point(&self, pointer: Option<Pointer>) {
        if *self.pointer.borrow() != pointer {
            *self.pointer.borrow_mut() = pointer;
            self.send_pointer();
        }
    }

    /// Tells it again.
    pub(super) fn send_pointer(&self) {
        if !self.received.get() {
            return;
        }
        self.pointer_clock.set(self.pointer_clock.get() + 1);
        self.told_edits.set(self.edits.get());
        let state = State {
            pointer: self.pointer.borrow().clone(),
            edits: self.edits.get(),
        };
        let state = serde_json::to_string(&state).unwrap_or_else(|_| "{}".to_owned());
        let said = Said {
            client: self.desk().client(),
            clock: self.pointer_clock.get(),
            state: Some(state),
        };
        self.send(&Frame::Awareness(vec![said]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(clock: u32, state: &str) -> Said {
        Said {
            client: 7,
            clock,
            state: Some(state.to_owned()),
        }
    }

    fn is_writing(pointers: &Pointers) -> bool {
        pointers.writing().any(|client| client == 7)
    }

    #[test]
    fn a_caret_is_not_writing_and_an_edit_is_for_some_seconds() {
        let mut pointers = Pointers::default();
        let placed = r#"{"pointer":{"root":"answer/q1","anchor":[1],"head":[1]},"edits":3}"#;
        pointers.hear(said(1, placed), 0);
        assert!(!is_writing(&pointers), "what came before one is no news");
        assert_eq!(pointers.into_root("answer/q1").count(), 1);
        pointers.hear(said(2, &placed.replace(":3", ":4")), 1_000);
        assert!(is_writing(&pointers));
        pointers.hear(said(3, &placed.replace(":3", ":4")), 2_000);
        assert!(!pointers.rest(1_000 + WRITING - 1));
        assert!(is_writing(&pointers));
        assert!(pointers.rest(1_000 + WRITING));
        assert!(!is_writing(&pointers), "moving a caret is not writing");
        assert_eq!(pointers.into_root("answer/q1").count(), 1);
    }

    #[test]
    fn clients_that_count_no_edits_only_point() {
        let mut pointers = Pointers::default();
        for clock in 1..4 {
            pointers.hear(said(clock, r#"{"pointer":null}"#), i64::from(clock));
            pointers.hear(said(clock, "not JSON"), i64::from(clock));
        }
        assert!(!is_writing(&pointers));
        let gone = Said {
            state: None,
            ..said(5, "")
        };
        pointers.hear(gone, 9);
        assert_eq!(pointers, Pointers::default());
    }
}
