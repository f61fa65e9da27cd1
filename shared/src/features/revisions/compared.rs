//! What is told of revisions over HTTP: the text of one, and how two differ.

use super::state::Revision;
use crate::prose::{Block, Marks};
use serde::{Deserialize, Serialize};

/// A revision with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRevision {
    /// Which it is.
    pub revision: Revision,
    /// Every text in which something was written.
    pub texts: Vec<ShownText>,
}

/// One text of a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownText {
    /// Its root's name.
    pub root: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How two revisions differ, or a revision and the text as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The older one, by its number.
    pub from: u32,
    /// The newer one, by its number; nothing for the text as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    /// The texts that differ.
    pub changed: Vec<ComparedText>,
    /// How many texts are the same in both.
    pub unchanged: usize,
}

/// A text that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedText {
    /// Its root's name.
    pub root: String,
    /// Its paragraphs, in order: those of both.
    pub blocks: Vec<ComparedBlock>,
}

/// A paragraph, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedBlock {
    /// What became of it.
    pub change: BlockChange,
    /// Which paragraph of the older text it was, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<u32>,
    /// What sort of paragraph it is, without its words: as it is in the newer text if it is there.
    pub form: Block,
    /// Its words, in order.
    pub runs: Vec<ComparedRun>,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockChange {
    /// It is the same.
    Same,
    /// Its words are the same, and look or stand otherwise.
    Formatted,
    /// Some of its words are others.
    Changed,
    /// It is in the newer text only.
    Inserted,
    /// It was in the older text only.
    Deleted,
}

/// A stretch of words, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRun {
    /// What became of them.
    pub change: WordChange,
    /// The words.
    pub text: String,
    /// How they are marked, in the text that has them; in the newer one if both do.
    #[serde(flatten)]
    pub marks: Marks,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordChange {
    /// They are in both.
    Same,
    /// They are in the newer text only.
    Inserted,
    /// They were in the older text only.
    Deleted,
}
