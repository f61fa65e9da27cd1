//! The concept note that opens a session: background, footnotes, guiding questions; and how one is
//! read from what people have: text pulled from a PDF, Markdown, a Word file.
//!
//! A text becomes [`lines`]; [`footnotes`] are lifted out of them; what remains is put together to
//! [`blocks`], which the [`outline`] sorts into background and [`questions`]. The client runs this
//! as one types, so it takes linear time, knows no regular expressions and never fails: what it is
//! not sure of, it says by a [`Doubt`].

mod blocks;
mod checked;
mod columns;
mod contents;
mod cover;
#[cfg(feature = "docx")]
pub(crate) mod docx;
mod doubt;
mod emphasis;
mod endnotes;
mod footnotes;
mod furniture;
mod guess;
mod headings;
mod label;
mod letters;
mod lines;
mod marks;
mod mending;
mod months;
mod omission;
mod outline;
mod parts;
mod plain_text;
mod question_section;
mod questions;
#[cfg(test)]
mod tests;
mod themes;
mod title;
mod vocabulary;

pub use checked::NoteProblem;
#[cfg(feature = "docx")]
pub use docx::{DocxError, parse_docx};
pub use doubt::{Doubt, LeftOut, Place};
pub use omission::{Omission, Omitted};

use blocks::Layout;
use mending::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What is read of a text, in bytes. A concept note has a few pages.
pub const MOST_TEXT: usize = 2 * 1024 * 1024;

/// A concept note as it was understood, and as a facilitator corrected it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConceptNote {
    /// The title of the session.
    pub title: String,
    /// Context and background, in sections.
    pub background: Vec<Section>,
    /// Footnotes, in the order of their marks.
    pub footnotes: Vec<Footnote>,
    /// The guiding questions, in order.
    pub questions: Vec<NotedQuestion>,
    /// What practices may speak to, as the facilitator decided; a [`Reading`] offers what it found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

/// A stretch of background under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// Its heading, with `[^1]` where a footnote hangs on it; empty if it has none.
    pub heading: String,
    /// Its paragraphs, one to a line with an empty line between, with `[^1]` where a footnote hangs.
    pub text: String,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Footnote {
    /// Its mark as printed, such as `1` or `*`.
    pub mark: String,
    /// What it says, on one line.
    pub text: String,
}

/// A guiding question as the note asks it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NotedQuestion {
    /// Its label as printed, without punctuation, such as `a`; empty if it has none.
    pub label: String,
    /// The whole question, on one line.
    pub text: String,
    /// What it may be split into: empty, or two or more questions that together ask the same.
    pub parts: Vec<QuestionPart>,
    /// The session or theme that it is asked under, if the note has several; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
}

/// One of the questions that a guiding question may be split into.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuestionPart {
    /// A short name for the agenda, such as `Experience` or `Good practices`.
    pub name: String,
    /// The part's own question.
    pub text: String,
}

/// A concept note as it was understood, and what should be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// The note.
    pub note: ConceptNote,
    /// What the importer was not sure of.
    pub doubts: Vec<Doubt>,
    /// What of the text is not in the note.
    #[serde(default)]
    pub omissions: Vec<Omission>,
    /// The themes that the background enumerates: an offer, which the note itself does not hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
}

/// Reads a concept note from plain text, text pulled from a PDF, or Markdown.
pub fn parse_text(text: &str) -> Reading {
    let read = &text[..text.floor_char_boundary(MOST_TEXT)];
    let mut omissions = Vec::new();
    let lines::Read {
        mut lines,
        columned,
        empty_pages,
    } = lines::read(read);
    contents::lift(&mut lines, &mut omissions);
    let passed_over = furniture::lift(&mut lines, &mut omissions);
    let lexicon = Lexicon::of(lines.iter().map(|line| line.text.as_str()));
    let usual_width = Layout::of(&lines).width.unwrap_or_default();
    let mut footnotes = footnotes::lift(&mut lines, usual_width, &lexicon, &mut omissions);
    let layout = Layout::of(&lines);
    let blocks = blocks::assemble(&lines, layout, &lexicon);
    let outline = outline::read(&blocks, layout.marked);
    omissions.extend(outline.omissions);

    for footnote in &mut footnotes {
        let text = footnote.text.replace('\u{AD}', "");
        footnote.text = match text.strip_prefix('\\') {
            Some(literal) => literal.to_owned(),
            None => emphasis::plain(&text, layout.marked),
        };
    }
    let asked = outline.asked.into_iter().map(questions::Asked::noted);
    let questions: Vec<_> = asked.filter(|question| !question.text.is_empty()).collect();
    let note = ConceptNote {
        title: outline
            .title
            .clone()
            .unwrap_or_else(|| title::derive(&outline.sections, &questions)),
        background: outline.sections,
        footnotes,
        questions,
        themes: Vec::new(),
    };
    let mut doubts = outline.doubts;
    if read.len() < text.len() {
        doubts.push(Doubt::CutShort);
    }
    doubts.extend(columned.then_some(Doubt::TwoColumns));
    if !empty_pages.is_empty() && !lines.is_empty() {
        let pages: Vec<_> = empty_pages.iter().map(usize::to_string).collect();
        let pages = pages.join(", ");
        doubts.push(Doubt::PagesWithoutText { pages });
    }
    doubts.extend(passed_over.map(|line| Doubt::TitleGuessed { line }));
    doubts.extend(lexicon.doubted().map(|word| Doubt::WordMended { word }));
    doubts.extend(note.structural_doubts(outline.title.is_some()));
    doubts.extend(note.footnote_doubts());
    let themes = themes::found(&note.background);
    Reading {
        note,
        doubts,
        omissions,
        themes,
    }
}

impl ConceptNote {
    /// What is missing in it as a whole.
    fn structural_doubts(&self, titled: bool) -> Vec<Doubt> {
        if self.background.is_empty() && self.questions.is_empty() && !titled {
            return vec![Doubt::Empty];
        }
        let headed = self
            .background
            .iter()
            .any(|section| !section.heading.is_empty());
        let mut doubts = Vec::new();
        if !headed && self.questions.is_empty() && !titled {
            doubts.push(Doubt::NotUnderstood);
        } else if self.questions.is_empty() {
            doubts.push(Doubt::NoQuestions);
        }
        if !titled {
            doubts.push(Doubt::NoTitle);
        }
        doubts
    }

    /// Footnotes that nothing refers to, and the other way round.
    fn footnote_doubts(&self) -> Vec<Doubt> {
        let background = self
            .background
            .iter()
            .flat_map(|section| [&section.heading, &section.text]);
        let texts = background.chain(self.questions.iter().map(|question| &question.text));
        let mut cited = HashSet::new();
        let mut order = Vec::new();
        for mark in texts.flat_map(|text| marks::cited(text)) {
            if cited.insert(mark) {
                order.push(mark);
            }
        }
        let noted: HashSet<&str> = self
            .footnotes
            .iter()
            .map(|footnote| footnote.mark.as_str())
            .collect();
        let without_mark = self
            .footnotes
            .iter()
            .filter(|footnote| !cited.contains(footnote.mark.as_str()));
        let without_note = order.into_iter().filter(|mark| !noted.contains(mark));
        without_mark
            .map(|footnote| Doubt::FootnoteWithoutMark {
                mark: footnote.mark.clone(),
            })
            .chain(without_note.map(|mark| Doubt::MarkWithoutFootnote {
                mark: mark.to_owned(),
            }))
            .take(100)
            .collect()
    }
}
