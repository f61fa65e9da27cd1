//! Footnotes and endnotes: what they say, and the marks that the text refers to them by.

use super::DocxError;
use super::markup::{Element, Markup, Token};
use crate::concept_note::letters::one_line;
use std::collections::HashMap;
use std::fmt::Write;

/// Elements whose content is not part of the document as it reads now.
pub(super) const SKIPPED: [&str; 8] = [
    "del",
    "moveFrom",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "sectPr",
    "instrText",
    "delText",
];

/// Footnotes or endnotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// Reads `footnotes.xml` or `endnotes.xml`.
    pub(super) fn read(&mut self, kind: Kind, part: &str) -> Result<(), DocxError> {
        let mut current: Option<(String, String)> = None;
        let mut markup = Markup::new(part);
        let mut in_text = false;
        while let Some(token) = markup.next()? {
            match token {
                Token::Open(element) if SKIPPED.contains(&element.name()) => markup.skip()?,
                Token::Open(element) if matches!(element.name(), "footnote" | "endnote") => {
                    current = printed(&element).map(|id| (id, String::new()));
                }
                Token::Open(element) => {
                    in_text |= element.name() == "t";
                    if let (Some((_, text)), Some(space)) = (&mut current, spacing(element.name()))
                    {
                        text.push(space);
                    }
                }
                Token::Close(name) if matches!(name.as_str(), "footnote" | "endnote") => {
                    self.texts
                        .extend(current.take().map(|(id, text)| ((kind, id), text)));
                }
                Token::Close(name) => in_text &= name != "t",
                Token::Text(text) => {
                    if let Some((_, note)) = current.as_mut().filter(|_| in_text) {
                        note.push_str(&text);
                    }
                }
            }
        }
        Ok(())
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

    /// The notes that the text refers to, in that order, as Markdown.
    pub(super) fn into_definitions(self) -> String {
        self.definitions
    }
}

/// The id of a note that is no separator.
fn printed(element: &Element<'_>) -> Option<String> {
    let normal = element
        .attribute("type")
        .is_none_or(|kind| kind == "normal");
    element.attribute("id").filter(|_| normal)
}

/// What an element within a note puts between words.
fn spacing(name: &str) -> Option<char> {
    match name {
        "p" | "tab" | "br" | "cr" => Some(' '),
        "noBreakHyphen" => Some('-'),
        _ => None,
    }
}
