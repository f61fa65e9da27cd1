//! What the importer was not sure of.

use super::{ConceptNote, Footnote, NotedQuestion, Section};
use crate::tagged::tagged;
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
#[serde(remote = "Self", rename_all = "kebab-case")]
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
    QuestionsGuessed {
        /// The first of them, or what was taken for the heading.
        #[serde(default)]
        line: String,
    },
    /// A line among the questions was taken for the theme of those under it.
    HeadingAmongQuestions {
        /// What it says.
        heading: String,
    },
    /// The questions were taken to end before this heading, though nothing but its place says so.
    QuestionsEnd {
        /// What it says.
        line: String,
    },
    /// A paragraph by the questions that is none of them went to the background.
    MovedToBackground {
        /// What it says.
        line: String,
    },
    /// A paragraph that stands apart was joined to the question above it.
    JoinedToQuestion {
        /// What it says.
        line: String,
    },
    /// A question that asks nothing, among others that do.
    NotAQuestion {
        /// What it says.
        line: String,
    },
    /// A table was read row by row; what it asks became questions.
    QuestionsInTable {
        /// The first row that asks.
        line: String,
    },
    /// Another line might be the title as well.
    TitleGuessed {
        /// What it says.
        line: String,
    },
    /// The text seems to stand in two columns and was read one after the other.
    TwoColumns,
    /// Pages between others gave no text: pictures of pages, or empty ones.
    PagesWithoutText {
        /// Their numbers, with commas between.
        pages: String,
    },
    /// A word was broken at the end of a line, and may have been put together wrongly.
    WordMended {
        /// The word as it was put together.
        word: String,
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

tagged!(Doubt, "doubt");

impl Doubt {
    /// The key of its message in the catalogues.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "doubt-empty",
            Self::CutShort => "doubt-cut-short",
            Self::NotUnderstood => "doubt-not-understood",
            Self::NoTitle => "doubt-no-title",
            Self::NoQuestions => "doubt-no-questions",
            Self::QuestionsGuessed { .. } => "doubt-questions-guessed",
            Self::QuestionsEnd { .. } => "doubt-questions-end",
            Self::MovedToBackground { .. } => "doubt-moved-to-background",
            Self::JoinedToQuestion { .. } => "doubt-joined-to-question",
            Self::NotAQuestion { .. } => "doubt-not-a-question",
            Self::QuestionsInTable { .. } => "doubt-questions-in-table",
            Self::TitleGuessed { .. } => "doubt-title-guessed",
            Self::TwoColumns => "doubt-two-columns",
            Self::PagesWithoutText { .. } => "doubt-pages-without-text",
            Self::WordMended { .. } => "doubt-word-mended",
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
            Self::QuestionsGuessed { line }
            | Self::QuestionsEnd { line }
            | Self::MovedToBackground { line }
            | Self::JoinedToQuestion { line }
            | Self::NotAQuestion { line }
            | Self::QuestionsInTable { line }
            | Self::TitleGuessed { line }
            | Self::UnknownSymbol { line } => Some(("line", line)),
            Self::PagesWithoutText { pages } => Some(("pages", pages)),
            Self::WordMended { word } => Some(("word", word)),
            Self::FootnoteWithoutMark { mark } | Self::MarkWithoutFootnote { mark } => {
                Some(("mark", mark))
            }
            Self::LeftOut { text, .. } => Some(("text", text)),
            Self::Empty
            | Self::CutShort
            | Self::NotUnderstood
            | Self::NoTitle
            | Self::NoQuestions
            | Self::TwoColumns => None,
        }
    }

    /// Where in the note it should be looked at.
    pub fn place(&self, note: &ConceptNote) -> Place {
        let Some((_, said)) = self.value() else {
            return match self {
                Self::NoTitle => Place::Title,
                _ => Place::Note,
            };
        };
        let said = said.trim_end_matches('…');
        let section = || {
            let said_in =
                |section: &Section| section.heading == said || section.text.contains(said);
            note.background
                .iter()
                .rposition(said_in)
                .map(Place::Section)
        };
        let question = || {
            let said_in = |asked: &NotedQuestion| {
                asked.theme == said || (!said.is_empty() && asked.text.contains(said))
            };
            note.questions.iter().position(said_in).map(Place::Question)
        };
        let footnote = || {
            let said_in = |footnote: &Footnote| footnote.text.contains(said);
            note.footnotes.iter().position(said_in).map(Place::Footnote)
        };
        let place = match self {
            Self::QuestionsEnd { .. } | Self::MovedToBackground { .. } => {
                section().or_else(question)
            }
            Self::TitleGuessed { .. } => Some(Place::Title),
            Self::FootnoteWithoutMark { mark } => note
                .footnotes
                .iter()
                .position(|footnote| footnote.mark == *mark)
                .map(Place::Footnote),
            Self::MarkWithoutFootnote { mark } => {
                let written = format!("[^{mark}]");
                let cites = |section: &Section| {
                    section.heading.contains(&written) || section.text.contains(&written)
                };
                let asks = |asked: &NotedQuestion| asked.text.contains(&written);
                let section = note.background.iter().position(cites).map(Place::Section);
                section.or_else(|| note.questions.iter().position(asks).map(Place::Question))
            }
            Self::WordMended { .. } => section().or_else(question).or_else(footnote),
            Self::PagesWithoutText { .. } => None,
            _ => question().or_else(section),
        };
        place.unwrap_or(Place::Note)
    }

    /// Whether it only says how a line of the source was read, and stands until somebody has looked.
    pub fn is_about_a_line(&self) -> bool {
        self.value().is_some_and(|(name, _)| name != "mark") && !self.is_about_the_whole()
    }

    /// Whether it says how the source as a whole was read, which the note no longer shows.
    pub fn is_about_the_whole(&self) -> bool {
        matches!(self, Self::TwoColumns | Self::PagesWithoutText { .. })
    }
}

/// A place in a note, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The note as a whole.
    Note,
    /// Its title.
    Title,
    /// A section of the background.
    Section(usize),
    /// A question.
    Question(usize),
    /// A footnote.
    Footnote(usize),
}
