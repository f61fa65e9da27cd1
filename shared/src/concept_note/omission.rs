//! What the importer left out of a note, so that no word is lost in silence.

use serde::{Deserialize, Serialize};

/// Words of the source that are not in the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omission {
    /// Why they are not.
    pub what: Omitted,
    /// The words.
    pub text: String,
}

/// What kind of words a note does without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Omitted {
    /// A line at the top or foot of several pages.
    RunningHead,
    /// The number of a page.
    PageNumber,
    /// The table of contents.
    Contents,
    /// “Concept note”, and what else only says what the document is.
    Kind,
    /// The heading over the questions: the note has a place of its own for them.
    QuestionsHeading,
    /// What leads in to the questions: “Delegations may wish to consider:”.
    LeadIn,
    /// Numbers of headings.
    HeadingNumber,
    /// What numbers a question besides its label: “Question 1”, the letters of what is listed under it.
    QuestionLabel,
    /// The heading over the footnotes.
    NotesHeading,
}

impl Omitted {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::RunningHead,
        Self::PageNumber,
        Self::Contents,
        Self::Kind,
        Self::QuestionsHeading,
        Self::LeadIn,
        Self::HeadingNumber,
        Self::QuestionLabel,
        Self::NotesHeading,
    ];

    /// The key of its message in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::RunningHead => "omitted-running-head",
            Self::PageNumber => "omitted-page-number",
            Self::Contents => "omitted-contents",
            Self::Kind => "omitted-kind",
            Self::QuestionsHeading => "omitted-questions-heading",
            Self::LeadIn => "omitted-lead-in",
            Self::HeadingNumber => "omitted-heading-number",
            Self::QuestionLabel => "omitted-question-label",
            Self::NotesHeading => "omitted-notes-heading",
        }
    }
}

impl Omission {
    pub(super) fn new(what: Omitted, text: &str) -> Self {
        Self {
            what,
            text: text.trim().to_owned(),
        }
    }
}
