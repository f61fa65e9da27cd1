//! What people write, once it has been read out of the document: blocks of runs.
//!
//! `attribute` says which attributes of the flat text count and with which values; `reading` turns a
//! root into blocks, `authors` whose its words are, `authored` who wrote what in it at a moment, `deleted` tells what is in it no more (`firsts` knows which
//! update did what). The editor and the exports read by the same rules, so they show the same words.

pub mod attribute;
pub mod authored;
mod authors;
pub mod deleted;
pub mod firsts;
mod numbering;
mod reading;

pub use authors::clients;
pub use numbering::numbers;
pub use reading::{Piece, blocks, is_blank, pieces, plain, split, words};

use serde::{Deserialize, Serialize};

/// A paragraph, heading or list item. Blocks do not nest: `indent` carries the level.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Block {
    /// What sort of block it is.
    pub kind: BlockKind,
    /// Level of indentation, 0 to 8.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub indent: u8,
    /// The direction somebody chose; otherwise the text's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// Whether it is part of a quotation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quote: bool,
    /// The number that it is given if it is a numbered item; otherwise it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u16>,
    /// Its text, in stretches of equal marks. No run is empty or holds a line break.
    pub runs: Vec<Run>,
}

impl AsRef<Self> for Block {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What sort of block it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Plain prose.
    #[default]
    Paragraph,
    /// A heading of the first level within the text.
    H1,
    /// A heading of the second level.
    H2,
    /// A heading of the third level.
    H3,
    /// An item of a bulleted list.
    Ul,
    /// An item of a numbered list; its number is counted when shown, from where `start` says.
    Ol,
}

/// The direction of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// A stretch of text with the same marks throughout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Run {
    /// The characters; never empty, never a line break.
    pub text: String,
    /// How they are marked.
    #[serde(flatten)]
    pub marks: Marks,
}

/// Inline marks. Each is one scalar attribute of the flat text, named as the field is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "five independent marks, not a state"
)]
pub struct Marks {
    /// Bold.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Italic.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub em: bool,
    /// Underlined; the attribute is `u`.
    #[serde(rename = "u", skip_serializing_if = "std::ops::Not::not")]
    pub underline: bool,
    /// Struck through; the attribute is `s`.
    #[serde(rename = "s", skip_serializing_if = "std::ops::Not::not")]
    pub strike: bool,
    /// Where it links to: `http`, `https` or `mailto` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out a reference"
)]
fn is_zero(indent: &u8) -> bool {
    *indent == 0
}
