//! Footnotes and endnotes: what they say, and the marks that the text refers to them by.

use super::story::Story;
use crate::concept_note::letters::one_line;
use std::collections::HashMap;
use std::fmt::Write;

/// Footnotes or endnotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// At the foot of a page.
    Footnote,
    /// At the end of the document.
    Endnote,
}

/// The notes of a document, and how far they have been numbered.
#[derive(Debug, Default)]
pub(super) struct Notes {
    texts: HashMap<(Kind, String), String>,
    marks: HashMap<(Kind, String), String>,
    footnotes: usize,
    endnotes: usize,
    definitions: String,
}

impl Notes {
    /// Takes in what the notes of that kind say.
    pub(super) fn know(&mut self, kind: Kind, stories: &[Story]) {
        let known = stories
            .iter()
            .filter_map(|story| Some(((kind, story.id.clone()?), story.text())));
        self.texts.extend(known);
    }

    /// The next number, for a note that is not referred to for the first time its own again.
    /// Endnotes count apart, as e1, e2: Word would write them i, ii.
    pub(super) fn number(&mut self, kind: Kind, id: &str) -> String {
        if let Some(mark) = self.marks.get(&(kind, id.to_owned())) {
            return mark.clone();
        }
        let mark = match kind {
            Kind::Footnote => {
                self.footnotes += 1;
                self.footnotes.to_string()
            }
            Kind::Endnote => {
                self.endnotes += 1;
                format!("e{}", self.endnotes)
            }
        };
        self.mark(kind, id, &mark);
        mark
    }

    /// Writes a note down by the mark that is printed for it.
    pub(super) fn mark(&mut self, kind: Kind, id: &str, mark: &str) {
        let key = (kind, id.to_owned());
        if let Some(text) = self.texts.remove(&key) {
            // Writing to a string does not fail.
            let _ = write!(self.definitions, "\n\n[^{mark}]: {}", one_line(&text));
        }
        self.marks.insert(key, mark.to_owned());
    }

    /// The notes that the text refers to, in that order, as Markdown; and what the others say.
    pub(super) fn into_definitions(self) -> (String, Vec<String>) {
        let mut others: Vec<_> = self.texts.into_iter().collect();
        others.sort();
        (
            self.definitions,
            others.into_iter().map(|(_, text)| text).collect(),
        )
    }
}
