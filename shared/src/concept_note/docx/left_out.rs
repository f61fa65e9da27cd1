//! What of a Word file is not part of the note, kept so that it can be said.

use crate::concept_note::letters::one_line;
use crate::concept_note::{Doubt, LeftOut};
use std::collections::HashSet;

/// Bytes of one thing that is left out, as it is told.
const TOLD: usize = 4_000;
/// Things that are told.
const MOST: usize = 100;

/// What was left out, in the order in which it was met.
#[derive(Debug, Default)]
pub(super) struct Omissions {
    found: Vec<(LeftOut, String)>,
    symbols: Vec<String>,
    /// Whether the rest was not even read.
    pub cut: bool,
}

impl Omissions {
    /// Leaves something out. What goes on with the last of its kind is told with it.
    pub(super) fn leave(&mut self, what: LeftOut, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        let full = self.found.len() >= MOST;
        match self.found.last_mut() {
            Some((last, told)) if *last == what && told.len() + text.len() < TOLD => {
                told.push_str(" · ");
                told.push_str(&text);
            }
            _ if full => {}
            _ => self.found.push((what, text)),
        }
    }

    /// A symbol that nobody can tell stands in this line.
    pub(super) fn unknown_symbol(&mut self, line: &str) {
        if self.symbols.len() < MOST {
            self.symbols.push(line.to_owned());
        }
    }

    /// All of it as doubts; what repeats, as running heads do, once.
    pub(super) fn doubts(self) -> impl Iterator<Item = Doubt> {
        let mut told = HashSet::new();
        let symbols = self
            .symbols
            .into_iter()
            .map(|line| Doubt::UnknownSymbol { line });
        let found = self
            .found
            .into_iter()
            .filter(move |found| told.insert(found.clone()));
        symbols.chain(found.map(|(what, text)| Doubt::LeftOut { what, text }))
    }
}
