//! What was not taken from a file as it stands there, and why a file is not read at all.

use super::column::Column;
use serde::{Deserialize, Serialize};

/// Something to look at before a collection is brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// In which row of the sheet it is, the head being the first as programs count; in JSON, the how manieth practice. Nothing where it
    /// is about the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// In which column, if it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
    /// What it is.
    pub what: DoubtKind,
    /// The words that it is about, cut where they are long; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// As many as anybody looks at.
const DOUBTS: usize = 500;

/// Keeps so many, those for which a practice does not come first, in order of rows; says so if there were more.
pub(super) fn bounded(doubts: &mut Vec<Doubt>) {
    if doubts.len() > DOUBTS {
        doubts.sort_by_key(|doubt| !doubt.what.keeps_out());
        doubts.truncate(DOUBTS);
        doubts.push(Doubt::of_file(DoubtKind::More, ""));
    }
    doubts.sort_by_key(|doubt| doubt.row);
}

impl Doubt {
    /// The longest text that is told, in characters.
    const MOST: usize = 80;

    /// About a cell.
    pub(super) fn at(
        row: u32,
        column: impl Into<Option<Column>>,
        what: DoubtKind,
        text: &str,
    ) -> Self {
        let text = crate::names::clean(text);
        let mut short: String = text.chars().take(Self::MOST).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        Self {
            row: Some(row),
            column: column.into(),
            what,
            text: short,
        }
    }

    /// About the whole file.
    pub(super) fn of_file(what: DoubtKind, text: &str) -> Self {
        Self {
            row: None,
            ..Self::at(0, None, what, text)
        }
    }
}

/// What there is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtKind {
    /// The practice has no title, and does not come.
    Untitled,
    /// A text is longer than a card takes, and the practice does not come.
    TooLong,
    /// What should be a practice is none, and does not come.
    Unreadable,
    /// A column, or a field of JSON, that is none of a practice's was not read.
    Unread,
    /// A sheet was not read.
    SheetUnread,
    /// From here on it is more than is read, and was left out.
    Beyond,
    /// A date stands in its cell as a number, and came as that.
    Date,
    /// A formula was left out: what it says depends on the program that reads it.
    Formula,
    /// Characters were left out that nobody sees or that turn what stands around them.
    Invisible,
    /// A link that does not lead to a page or a mailbox was left out; its words stay.
    Link,
    /// It is neither a practice nor a lesson by this word, and counts as a practice.
    Kind,
    /// It is no evidence that a card knows, and was left out.
    Evidence,
    /// The table does not ask this question, and the card names none.
    Question,
    /// It is no theme of the table's, and comes as the card's own.
    OwnTheme,
    /// It is no theme of the table's, and was left out: a card has one of its own.
    Theme,
    /// A practice by this title is at the table.
    IsThere,
    /// A practice by this title stands in the file before.
    Twice,
    /// There is more to look at than is told.
    More,
}

impl DoubtKind {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Untitled,
        Self::TooLong,
        Self::Unreadable,
        Self::Unread,
        Self::SheetUnread,
        Self::Beyond,
        Self::Date,
        Self::Formula,
        Self::Invisible,
        Self::Link,
        Self::Kind,
        Self::Evidence,
        Self::Question,
        Self::OwnTheme,
        Self::Theme,
        Self::IsThere,
        Self::Twice,
        Self::More,
    ];

    /// The key of what is said of it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Untitled => "practice-doubt-untitled",
            Self::TooLong => "practice-doubt-too-long",
            Self::Unreadable => "practice-doubt-unreadable",
            Self::Unread => "practice-doubt-unread",
            Self::SheetUnread => "practice-doubt-sheet-unread",
            Self::Beyond => "practice-doubt-beyond",
            Self::Date => "practice-doubt-date",
            Self::Formula => "practice-doubt-formula",
            Self::Invisible => "practice-doubt-invisible",
            Self::Link => "practice-doubt-link",
            Self::Kind => "practice-doubt-kind",
            Self::Evidence => "practice-doubt-evidence",
            Self::Question => "practice-doubt-question",
            Self::OwnTheme => "practice-doubt-own-theme",
            Self::Theme => "practice-doubt-theme",
            Self::IsThere => "practice-doubt-is-there",
            Self::Twice => "practice-doubt-twice",
            Self::More => "practice-doubt-more",
        }
    }

    /// Whether the practice does not come for it.
    pub const fn keeps_out(self) -> bool {
        matches!(self, Self::Untitled | Self::TooLong | Self::Unreadable)
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not read: {}", self.code())]
pub enum PracticeFileError {
    /// It is neither a workbook nor JSON.
    NeitherOf,
    /// A workbook of before 2007, or one with a password.
    OldOrEncrypted,
    /// It is larger than is read.
    TooLarge,
    /// What is packed in it is larger than is read, or packed so tightly that it must be a trap.
    TooLargeInside,
    /// A part declares a document type, or is nested as no workbook is.
    Unsafe,
    /// A part is damaged.
    Damaged,
    /// No sheet has a column for titles.
    NoTitles,
    /// JSON that is damaged.
    Json {
        /// In which line.
        line: usize,
        /// After how many characters of it.
        column: usize,
    },
    /// JSON, and no collection of practices.
    NoCollection,
    /// A later version of the form.
    OtherVersion,
    /// There are more practices than a table takes.
    TooMany {
        /// The most.
        most: usize,
    },
    /// There is no practice.
    Empty,
}

impl PracticeFileError {
    /// Its stable name; the key of its message is this after `practice-file-`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NeitherOf => "neither-of",
            Self::OldOrEncrypted => "old-or-encrypted",
            Self::TooLarge => "too-large",
            Self::TooLargeInside => "too-large-inside",
            Self::Unsafe => "unsafe",
            Self::Damaged => "damaged",
            Self::NoTitles => "no-titles",
            Self::Json { .. } => "json",
            Self::NoCollection => "no-collection",
            Self::OtherVersion => "other-version",
            Self::TooMany { .. } => "too-many",
            Self::Empty => "empty",
        }
    }

    /// The key of its message.
    pub fn key(self) -> String {
        format!("practice-file-{}", self.code())
    }

    /// What its message tells, by name.
    pub fn values(self) -> Vec<(&'static str, usize)> {
        match self {
            Self::Json { line, column } => vec![("line", line), ("column", column)],
            Self::TooMany { most } => vec![("most", most)],
            _ => Vec::new(),
        }
    }
}
