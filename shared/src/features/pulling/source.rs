//! Where words are pulled from, and which of them.

use crate::ids::{CompilationId, DelegationId, TableId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Where words are pulled from: their lineage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Source {
    /// A compilation of this table, as it was made.
    Compilation {
        /// Which.
        compilation: CompilationId,
    },
    /// An answer at another table of the session.
    Table {
        /// Which table.
        table: TableId,
        /// The sign of the text as it was [shown](super::seen).
        seen: String,
    },
    /// A delegation's desk at this table. Those who do not work on it learn that it was one, and not which.
    Desk {
        /// Whose desk.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<DelegationId>,
        /// The sign of the words as they were [seen](super::seen).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        seen: String,
    },
    /// What a delegation wrote at another table where it sits: taken along to a text that only itself reads here, its desk or an answer that
    /// is private. Nobody else learns what was taken, nor whose it is.
    Own {
        /// At which table.
        table: TableId,
        /// Whose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<DelegationId>,
        /// The sign of the text as it was [seen](super::seen).
        seen: String,
    },
}

tagged!(Source, "is");

/// Which words of a source are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Taken {
    /// All of its texts, in the order of the source.
    All,
    /// All of one text.
    Text {
        /// Its root's name.
        root: String,
    },
    /// One paragraph.
    Paragraph {
        /// In which text, by its root's name.
        root: String,
        /// Which paragraph of it, counted from 0.
        block: u32,
    },
    /// What stands between two offsets.
    Stretch {
        /// In which text, by its root's name.
        root: String,
        /// Where it begins, in UTF-16 units of the flat text.
        from: u32,
        /// Where it ends.
        to: u32,
    },
}

tagged!(Taken, "take");

impl Taken {
    /// Of which text, if it is of one only.
    pub fn root(&self) -> Option<&str> {
        match self {
            Self::All => None,
            Self::Text { root } | Self::Paragraph { root, .. } | Self::Stretch { root, .. } => {
                Some(root)
            }
        }
    }

    /// Whether this takes that paragraph, too.
    pub fn holds(&self, of: &str, nth: u32) -> bool {
        match self {
            Self::All => true,
            Self::Text { root } => root == of,
            Self::Paragraph { root, block } => root == of && *block == nth,
            Self::Stretch { .. } => false,
        }
    }

    /// Whether some words may be in both, of one source.
    pub(super) fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => true,
            (
                Self::Paragraph { root, block },
                Self::Paragraph {
                    root: of,
                    block: nth,
                },
            ) => root == of && block == nth,
            (
                Self::Stretch { root, from, to },
                Self::Stretch {
                    root: of,
                    from: begin,
                    to: end,
                },
            ) => root == of && from < end && begin < to,
            _ => self.root() == other.root(),
        }
    }
}

/// Takes out what only those see who work on the desk that it was; and, of what a delegation took along for itself, into which text.
pub(super) fn veil(from: &mut Source, taken: &mut Taken, into: &mut String) {
    match from {
        Source::Desk { desk, seen } => {
            *desk = None;
            seen.clear();
        }
        Source::Own { .. } => {
            *from = Source::Desk {
                desk: None,
                seen: String::new(),
            };
            into.clear();
        }
        Source::Compilation { .. } | Source::Table { .. } => return,
    }
    *taken = Taken::All;
}
