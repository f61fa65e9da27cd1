//! What a note must keep to before a session is made of it.

use super::letters::{one_line, width};
use super::{ConceptNote, Footnote, NotedQuestion, QuestionPart, Section, letters};
use crate::limits::{self, QUESTIONS, THEMES};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Characters in a title.
const TITLE: usize = 200;
/// Characters in a question, in one of its parts, or in a footnote.
const QUESTION: usize = 2_000;
/// Parts of a question.
const PARTS: usize = 10;
/// Characters in the name of a part.
const PART_NAME: usize = 80;
/// Characters in the label of a question.
const LABEL: usize = 20;
/// Bytes of background in all.
const BACKGROUND: usize = 200 * 1024;
/// Footnotes in a note.
const FOOTNOTES: usize = 500;

/// Why no session can be made of a note yet. Questions and footnotes are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(remote = "Self", rename_all = "kebab-case")]
#[error("note refused: {}", self.key())]
pub enum NoteProblem {
    /// There is no title.
    TitleMissing,
    /// The title is too long.
    TitleTooLong {
        /// Characters that it may have.
        most: usize,
    },
    /// The background is too long.
    BackgroundTooLong {
        /// Kilobytes that it may have.
        most: usize,
    },
    /// There are too many questions.
    TooManyQuestions {
        /// How many there may be.
        most: usize,
    },
    /// A question has no words.
    QuestionEmpty {
        /// Which.
        number: usize,
    },
    /// A question is too long.
    QuestionTooLong {
        /// Which.
        number: usize,
        /// Characters that it may have.
        most: usize,
    },
    /// A question's label is too long.
    LabelTooLong {
        /// Which question's.
        number: usize,
        /// Characters that it may have.
        most: usize,
    },
    /// The theme that a question is asked under is too long.
    ThemeTooLong {
        /// Which question's.
        number: usize,
        /// Characters that it may have.
        most: usize,
    },
    /// A question is split into too many parts.
    TooManyParts {
        /// Which question.
        number: usize,
        /// How many there may be.
        most: usize,
    },
    /// A part of a question has no name or no words.
    PartEmpty {
        /// Which question's.
        number: usize,
    },
    /// A part of a question, or its name, is too long.
    PartTooLong {
        /// Which question's.
        number: usize,
    },
    /// There are too many themes.
    TooManyThemes {
        /// How many there may be.
        most: usize,
    },
    /// The name of a theme is too long.
    ThemeNameTooLong {
        /// Which.
        number: usize,
        /// Characters that it may have.
        most: usize,
    },
    /// There are too many footnotes.
    TooManyFootnotes {
        /// How many there may be.
        most: usize,
    },
    /// A footnote has no mark, or one that cannot stand in the text.
    FootnoteMark {
        /// Which.
        number: usize,
    },
    /// Two footnotes have the same mark.
    FootnoteTwice {
        /// The number of the second.
        number: usize,
    },
    /// A footnote is too long.
    FootnoteTooLong {
        /// Which.
        number: usize,
        /// Characters that it may have.
        most: usize,
    },
}

tagged!(NoteProblem, "problem");

impl NoteProblem {
    /// The key of its message in the catalogues.
    pub fn key(&self) -> &'static str {
        match self {
            Self::TitleMissing => "note-title-missing",
            Self::TitleTooLong { .. } => "note-title-too-long",
            Self::BackgroundTooLong { .. } => "note-background-too-long",
            Self::TooManyQuestions { .. } => "note-too-many-questions",
            Self::QuestionEmpty { .. } => "note-question-empty",
            Self::QuestionTooLong { .. } => "note-question-too-long",
            Self::LabelTooLong { .. } => "note-label-too-long",
            Self::ThemeTooLong { .. } => "note-theme-too-long",
            Self::TooManyParts { .. } => "note-too-many-parts",
            Self::PartEmpty { .. } => "note-part-empty",
            Self::PartTooLong { .. } => "note-part-too-long",
            Self::TooManyThemes { .. } => "note-too-many-themes",
            Self::ThemeNameTooLong { .. } => "note-theme-name-too-long",
            Self::TooManyFootnotes { .. } => "note-too-many-footnotes",
            Self::FootnoteMark { .. } => "note-footnote-mark",
            Self::FootnoteTwice { .. } => "note-footnote-twice",
            Self::FootnoteTooLong { .. } => "note-footnote-too-long",
        }
    }

    /// The numbers that its message speaks of, by name.
    pub fn values(&self) -> Vec<(&'static str, usize)> {
        match *self {
            Self::TitleMissing => vec![],
            Self::TitleTooLong { most }
            | Self::BackgroundTooLong { most }
            | Self::TooManyQuestions { most }
            | Self::TooManyThemes { most }
            | Self::TooManyFootnotes { most } => vec![("most", most)],
            Self::QuestionTooLong { number, most }
            | Self::LabelTooLong { number, most }
            | Self::ThemeTooLong { number, most }
            | Self::TooManyParts { number, most }
            | Self::ThemeNameTooLong { number, most }
            | Self::FootnoteTooLong { number, most } => vec![("number", number), ("most", most)],
            Self::QuestionEmpty { number }
            | Self::PartEmpty { number }
            | Self::PartTooLong { number }
            | Self::FootnoteMark { number }
            | Self::FootnoteTwice { number } => vec![("number", number)],
        }
    }
}

impl ConceptNote {
    /// The note trimmed, without control characters and empty sections; or the first thing that
    /// keeps a session from being made of it. The server believes no other note.
    pub fn checked(self) -> Result<Self, NoteProblem> {
        let background = checked_background(self.background)?;
        if self.questions.len() > QUESTIONS {
            return Err(NoteProblem::TooManyQuestions { most: QUESTIONS });
        }
        if self.footnotes.len() > FOOTNOTES {
            return Err(NoteProblem::TooManyFootnotes { most: FOOTNOTES });
        }
        let questions = self
            .questions
            .into_iter()
            .zip(1..)
            .map(|(question, number)| checked_question(&question, number));
        Ok(Self {
            title: checked_title(&self.title)?,
            background,
            footnotes: checked_footnotes(&self.footnotes)?,
            questions: questions.collect::<Result<_, _>>()?,
            themes: checked_themes(&self.themes)?,
        })
    }
}

fn checked_title(title: &str) -> Result<String, NoteProblem> {
    let title = one_line(title);
    match width(&title) {
        0 => Err(NoteProblem::TitleMissing),
        1..=TITLE => Ok(title),
        _ => Err(NoteProblem::TitleTooLong { most: TITLE }),
    }
}

fn checked_background(sections: Vec<Section>) -> Result<Vec<Section>, NoteProblem> {
    let length: usize = sections
        .iter()
        .map(|section| section.heading.len() + section.text.len())
        .sum();
    if length > BACKGROUND {
        return Err(NoteProblem::BackgroundTooLong {
            most: BACKGROUND / 1024,
        });
    }
    let cleaned = sections.into_iter().map(|section| {
        let paragraphs: Vec<_> = section
            .text
            .lines()
            .map(one_line)
            .filter(|text| !text.is_empty())
            .collect();
        Section {
            heading: one_line(&section.heading),
            text: paragraphs.join("\n\n"),
        }
    });
    Ok(cleaned
        .filter(|section| !section.heading.is_empty() || !section.text.is_empty())
        .collect())
}

fn checked_question(question: &NotedQuestion, number: usize) -> Result<NotedQuestion, NoteProblem> {
    let label = one_line(&question.label);
    let text = one_line(&question.text);
    if text.is_empty() {
        return Err(NoteProblem::QuestionEmpty { number });
    }
    if width(&text) > QUESTION {
        return Err(NoteProblem::QuestionTooLong {
            number,
            most: QUESTION,
        });
    }
    if width(&label) > LABEL {
        return Err(NoteProblem::LabelTooLong {
            number,
            most: LABEL,
        });
    }
    if question.parts.len() > PARTS {
        return Err(NoteProblem::TooManyParts {
            number,
            most: PARTS,
        });
    }
    let parts = question
        .parts
        .iter()
        .map(|part| checked_part(part, number))
        .collect::<Result<_, _>>()?;
    let theme = one_line(&question.theme);
    if width(&theme) > TITLE {
        return Err(NoteProblem::ThemeTooLong {
            number,
            most: TITLE,
        });
    }
    Ok(NotedQuestion {
        label,
        text,
        parts,
        theme,
    })
}

fn checked_part(part: &QuestionPart, number: usize) -> Result<QuestionPart, NoteProblem> {
    let (name, text) = (one_line(&part.name), one_line(&part.text));
    if name.is_empty() || text.is_empty() {
        return Err(NoteProblem::PartEmpty { number });
    }
    if width(&name) > PART_NAME || width(&text) > QUESTION {
        return Err(NoteProblem::PartTooLong { number });
    }
    Ok(QuestionPart { name, text })
}

/// Each once, whatever its capitals.
fn checked_themes(themes: &[String]) -> Result<Vec<String>, NoteProblem> {
    let mut checked: Vec<String> = Vec::with_capacity(themes.len());
    for (theme, number) in themes.iter().zip(1..) {
        let theme = one_line(theme);
        if width(&theme) > limits::NAME {
            let most = limits::NAME;
            return Err(NoteProblem::ThemeNameTooLong { number, most });
        }
        let is_there = checked
            .iter()
            .any(|other| letters::fold(other) == letters::fold(&theme));
        if !theme.is_empty() && !is_there {
            checked.push(theme);
        }
    }
    if checked.len() > THEMES {
        return Err(NoteProblem::TooManyThemes { most: THEMES });
    }
    Ok(checked)
}

fn checked_footnotes(footnotes: &[Footnote]) -> Result<Vec<Footnote>, NoteProblem> {
    let mut checked: Vec<Footnote> = Vec::with_capacity(footnotes.len());
    for (footnote, number) in footnotes.iter().zip(1..) {
        let (mark, text) = (one_line(&footnote.mark), one_line(&footnote.text));
        if text.is_empty() {
            continue;
        }
        if !letters::is_mark(&mark) {
            return Err(NoteProblem::FootnoteMark { number });
        }
        if checked.iter().any(|other| other.mark == mark) {
            return Err(NoteProblem::FootnoteTwice { number });
        }
        if width(&text) > QUESTION {
            return Err(NoteProblem::FootnoteTooLong {
                number,
                most: QUESTION,
            });
        }
        checked.push(Footnote { mark, text });
    }
    Ok(checked)
}
