//! The report as it goes onto paper: blocks, lines and runs, with people's words made safe and links, footnotes and lists found.
//! `compose` makes it of the report, `prose` of what was written, `line` of words. The formats of text documents write this down.

mod compose;
mod line;
mod prose;

pub use line::{Change, Face, Line, Piece};

/// A document.
pub struct Paper {
    /// Its title, for the file's properties.
    pub title: String,
    /// What stands at the head of each page but the first, beside the number of the page: the title, and whether this is a draft.
    pub head: Line,
    /// The day it was made, as `2026-11-23`.
    pub day: String,
    /// The language of our words in it, as a tag.
    pub lang: String,
    /// Whether that is written from right to left.
    pub rtl: bool,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its footnotes, by the index that [`Piece::Note`] has, in the order in which the text first refers to them.
    pub notes: Vec<Line>,
}

/// Something that stands by itself.
pub enum Block {
    /// A heading, 1 for the highest under the title.
    Heading {
        /// Its level, from 1.
        level: usize,
        /// The number of its place that the contents lead to; nothing if they do not list it.
        anchor: Option<usize>,
        /// Its words.
        line: Line,
    },
    /// A paragraph.
    Paragraph {
        /// What it is.
        style: Style,
        /// How many levels it is set in.
        inset: u8,
        /// Its words.
        line: Line,
    },
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// The table of contents: level, anchor and words of each entry.
    Contents {
        /// Its title.
        title: Line,
        /// What it lists.
        entries: Vec<(usize, usize, Line)>,
    },
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The day, above the title.
    Date,
    /// The title.
    Title,
    /// How final it is.
    Status,
    /// Plain prose.
    Body,
    /// Part of a quotation.
    Quote,
    /// A sentence of ours on what follows.
    Remark,
    /// A label and what there is to say.
    Fact,
    /// Who says what follows.
    Speaker,
}

/// What stands before bulleted items, by level, and from the beginning again after the third.
pub const MARKERS: [&str; 3] = ["•", "◦", "▪"];

/// A list.
pub struct List {
    /// The number of its first item; nothing for a bulleted list.
    pub start: Option<u32>,
    /// How many levels it is set in.
    pub level: u8,
    /// Whether it is part of a quotation.
    pub quote: bool,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
pub struct Item {
    /// Its own words.
    pub line: Line,
    /// What is set in under it.
    pub under: Vec<Block>,
}

/// A table.
pub struct Table {
    /// Its columns: the width of each in percent, and its head.
    pub columns: Vec<(u16, Line)>,
    /// Whether all but the first column are numbers or single words.
    pub is_counts: bool,
    /// Its rows, of as many lines as there are columns.
    pub rows: Vec<Vec<Line>>,
}
