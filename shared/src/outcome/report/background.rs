//! Context and background, with the footnotes that hang in it.

use super::{Notes, Part, Section, Span, section as main_section};
use crate::outcome::Outcome;
use crate::words::Words;

/// The background, after that many footnotes; nothing if the note has none.
pub(super) fn section<'a>(outcome: &'a Outcome, before: usize, words: &Words) -> Option<Part<'a>> {
    let notes = Notes {
        list: &outcome.footnotes,
        before,
    };
    let paragraphs = |text: &'a str| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(move |line| Part::Noted(line, notes))
    };
    let mut parts = Vec::new();
    for noted in &outcome.background {
        if noted.heading.trim().is_empty() {
            parts.extend(paragraphs(&noted.text));
        } else {
            parts.push(Part::Section(Section {
                kind: "passage",
                kicker: String::new(),
                title: Span::Noted(&noted.heading, notes),
                listed: false,
                parts: paragraphs(&noted.text).collect(),
            }));
        }
    }
    if !notes.list.is_empty() {
        parts.push(Part::Footnotes(notes));
    }
    (!parts.is_empty()).then(|| main_section(words, "background", parts))
}
