//! Where others are writing. The place is what they say; who they are is what the server says.

use super::line::Line;
use crate::frame::{Frame, Said};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

/// How long others' carets wait for the words that they stand in.
const POINTING: Duration = Duration::from_millis(50);

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
    known: BTreeMap<u64, (u32, Option<Pointer>)>,
}

/// What an awareness state holds, as far as this client reads it.
#[derive(Serialize, Deserialize)]
struct State {
    #[serde(default)]
    pointer: Option<Pointer>,
}

/// What this client says of itself.
fn state(pointer: Option<&Pointer>) -> String {
    serde_json::to_string(&State {
        pointer: pointer.cloned(),
    })
    .unwrap_or_else(|_| "{}".to_owned())
}

impl Pointers {
    /// Who points into that root, and where.
    pub fn into_root<'a>(&'a self, root: &'a str) -> impl Iterator<Item = (u64, &'a Pointer)> {
        let pointers = self
            .known
            .iter()
            .filter_map(|(client, (_, pointer))| Some((*client, pointer.as_ref()?)));
        pointers.filter(move |(_, pointer)| pointer.root == root)
    }

    /// Client ids that point somewhere.
    pub fn writing(&self) -> impl Iterator<Item = u64> {
        self.known
            .iter()
            .filter(|(_, (_, pointer))| pointer.is_some())
            .map(|(client, _)| *client)
    }

    pub(super) fn hear(&mut self, said: Said) {
        let Said {
            client,
            clock,
            state,
        } = said;
        let is_old = self
            .known
            .get(&client)
            .is_some_and(|(known, _)| clock < *known);
        if is_old {
            return;
        }
        match state {
            None => drop(self.known.remove(&client)),
            Some(state) => {
                let pointer = serde_json::from_str::<State>(&state)
                    .ok()
                    .and_then(|state| state.pointer);
                self.known.insert(client, (clock, pointer));
            }
        }
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
            let heard = line.heard.take();
            line.live()
                .pointers
                .try_update(|pointers| heard.into_iter().for_each(|said| pointers.hear(said)));
        };
        set_timeout(show, POINTING);
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
        let state = state(self.pointer.borrow().as_ref());
        let said = Said {
            client: self.desk().client(),
            clock: self.pointer_clock.get(),
            state: Some(state),
        };
        self.send(&Frame::Awareness(vec![said]));
    }
}
