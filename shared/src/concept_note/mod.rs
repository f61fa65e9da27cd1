//! The concept note that opens a session: background, footnotes, guiding questions.

use serde::{Deserialize, Serialize};

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
}

/// One of the questions that a guiding question may be split into.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuestionPart {
    /// A short name for the agenda, such as `Experience` or `Good practices`.
    pub name: String,
    /// The part's own question.
    pub text: String,
}
