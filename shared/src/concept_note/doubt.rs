//! What the importer was not sure of.

use serde::{Deserialize, Serialize};

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
        }
    }

    /// The value that its message speaks of, by name.
    pub fn value(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::HeadingAmongQuestions { heading } => Some(("heading", heading)),
            Self::FootnoteWithoutMark { mark } | Self::MarkWithoutFootnote { mark } => {
                Some(("mark", mark))
            }
            Self::Empty
            | Self::CutShort
            | Self::NotUnderstood
            | Self::NoTitle
            | Self::NoQuestions
            | Self::QuestionsGuessed => None,
        }
    }
}
