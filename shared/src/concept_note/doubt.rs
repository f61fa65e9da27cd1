//! What the importer was not sure of.

use serde::{Deserialize, Serialize};

/// What of a Word file does not become part of the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// A table of contents that Word made.
    Contents,
    /// What stands at the top or the foot of pages.
    RunningHead,
    /// Comments of reviewers.
    Comment,
    /// Text that is hidden, or that only asks to be filled in.
    Hidden,
    /// Times, speakers and the like in a table of questions.
    Table,
    /// A footnote that the text does not refer to.
    Note,
    /// A picture, by what it is said to show.
    Picture,
}

/// Something that a facilitator should look at before creating the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "doubt", rename_all = "kebab-case")]
pub enum Doubt {
    /// There was no text.
    Empty,
    /// The text was too long; what follows a certain point was not read.
    CutShort,
    /// Neither headings nor questions were found: everything became one background section.
    NotUnderstood,
    /// The note names no title; one was derived.
    NoTitle,
    /// No guiding questions were found.
    NoQuestions,
    /// No heading stands over the questions; they were taken from what asks something.
    QuestionsGuessed,
    /// A heading among the questions has no place in the note and was left out.
    HeadingAmongQuestions {
        /// What it says.
        heading: String,
    },
    /// Nothing in the text refers to that footnote.
    FootnoteWithoutMark {
        /// Its mark.
        mark: String,
    },
    /// The text refers to a footnote that is not there.
    MarkWithoutFootnote {
        /// Its mark.
        mark: String,
    },
    /// Something that stands in the file is not part of the note.
    LeftOut {
        /// What it is.
        what: LeftOut,
        /// What it says.
        text: String,
    },
    /// A symbol of a font of pictures that nobody can tell stands there as `�`.
    UnknownSymbol {
        /// The line that it stands in.
        line: String,
    },
}

impl Doubt {
    /// The key of its message in the catalogues.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "doubt-empty",
            Self::CutShort => "doubt-cut-short",
            Self::NotUnderstood => "doubt-not-understood",
            Self::NoTitle => "doubt-no-title",
            Self::NoQuestions => "doubt-no-questions",
            Self::QuestionsGuessed => "doubt-questions-guessed",
            Self::HeadingAmongQuestions { .. } => "doubt-heading-among-questions",
            Self::FootnoteWithoutMark { .. } => "doubt-footnote-without-mark",
            Self::MarkWithoutFootnote { .. } => "doubt-mark-without-footnote",
            Self::LeftOut { what, .. } => match what {
                LeftOut::Contents => "left-out-contents",
                LeftOut::RunningHead => "left-out-running-head",
                LeftOut::Comment => "left-out-comment",
                LeftOut::Hidden => "left-out-hidden",
                LeftOut::Table => "left-out-table",
                LeftOut::Note => "left-out-note",
                LeftOut::Picture => "left-out-picture",
            },
            Self::UnknownSymbol { .. } => "doubt-unknown-symbol",
        }
    }

    /// The value that its message speaks of, by name.
    pub fn value(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::HeadingAmongQuestions { heading } => Some(("heading", heading)),
            Self::FootnoteWithoutMark { mark } | Self::MarkWithoutFootnote { mark } => {
                Some(("mark", mark))
            }
            Self::LeftOut { text, .. } => Some(("text", text)),
            Self::UnknownSymbol { line } => Some(("line", line)),
            Self::Empty
            | Self::CutShort
            | Self::NotUnderstood
            | Self::NoTitle
            | Self::NoQuestions
            | Self::QuestionsGuessed => None,
        }
    }
}
