//! Where others are, and who is writing. The place is what they say; who they are is what the server says.

use serde::{Deserialize, Serialize};
use shared::protocol::awareness::Entry;
use shared::tagged::decode;
use std::collections::BTreeMap;

/// For how long after an edit somebody counts as writing, in milliseconds.
const WRITING: i64 = 4_000;

/// Where somebody's selection is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The root's name.
    pub root: String,
    /// Where the selection began, as an anchor of the document.
    pub anchor: Vec<u8>,
    /// Where it ends.
    pub head: Vec<u8>,
}

/// Everybody's cursors, by client id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cursors {
    known: BTreeMap<u64, Known>,
}

/// What is known of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    clock: u32,
    pointer: Option<Cursor>,
    /// How often they had edited, by their own count.
    edits: u32,
    /// When that count last grew, on this browser's clock; nothing once that is long ago.
    edited: Option<i64>,
}

/// What one client id says of itself, until it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    client: u64,
    /// Counts up with every change.
    clock: u32,
    /// A JSON object; nothing when it is gone.
    state: Option<String>,
}

impl From<Entry<'_>> for Said {
    fn from(entry: Entry<'_>) -> Self {
        Self {
            client: entry.client,
            clock: entry.clock,
            state: entry.state.map(str::to_owned),
        }
    }
}

/// What an awareness state holds, as far as this client reads it.
#[derive(Serialize, Deserialize)]
pub(super) struct State {
    /// Where.
    #[serde(default)]
    pub pointer: Option<Cursor>,
    /// How often they have edited.
    #[serde(default)]
    pub edits: u32,
}

impl Cursors {
    /// Who points into that root, and where.
    pub fn into_root<'a>(&'a self, root: &'a str) -> impl Iterator<Item = (u64, &'a Cursor)> {
        let cursors = self
            .known
            .iter()
            .filter_map(|(client, known)| Some((*client, known.pointer.as_ref()?)));
        cursors.filter(move |(_, pointer)| pointer.root == root)
    }

    /// Client ids that edited something in the last seconds.
    pub fn writing(&self) -> impl Iterator<Item = u64> {
        self.known
            .iter()
            .filter(|(_, known)| known.edited.is_some())
            .map(|(client, _)| *client)
    }

    /// What somebody says at this time.
    pub(super) fn hear(&mut self, said: Said, now: i64) {
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
    pub(super) fn rest(&mut self, now: i64) -> bool {
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

    fn is_writing(cursors: &Cursors) -> bool {
        cursors.writing().any(|client| client == 7)
    }

    #[test]
    fn a_caret_is_not_writing_and_an_edit_is_for_some_seconds() {
        let mut cursors = Cursors::default();
        let placed = r#"{"pointer":{"root":"answer/q1","anchor":[1],"head":[1]},"edits":3}"#;
        cursors.hear(said(1, placed), 0);
        assert!(!is_writing(&cursors), "what came before one is no news");
        assert_eq!(cursors.into_root("answer/q1").count(), 1);
        cursors.hear(said(2, &placed.replace(":3", ":4")), 1_000);
        assert!(is_writing(&cursors));
        cursors.hear(said(3, &placed.replace(":3", ":4")), 2_000);
        assert!(!cursors.rest(1_000 + WRITING - 1));
        assert!(is_writing(&cursors));
        assert!(cursors.rest(1_000 + WRITING));
        assert!(!is_writing(&cursors), "moving a caret is not writing");
        assert_eq!(cursors.into_root("answer/q1").count(), 1);
    }

    #[test]
    fn clients_that_count_no_edits_only_point() {
        let mut cursors = Cursors::default();
        for clock in 1..4 {
            cursors.hear(said(clock, r#"{"pointer":null}"#), i64::from(clock));
            cursors.hear(said(clock, "not JSON"), i64::from(clock));
        }
        assert!(!is_writing(&cursors));
        let gone = Said {
            state: None,
            ..said(5, "")
        };
        cursors.hear(gone, 9);
        assert_eq!(cursors, Cursors::default());
    }
}
