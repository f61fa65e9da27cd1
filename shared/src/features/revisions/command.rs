//! What is asked about revisions.

use crate::ids::{RestorationId, RevisionId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum RevisionCommand {
    /// Freeze the table's text as it is now.
    FreezeRevision {
        /// Its new id.
        revision: RevisionId,
        /// What it is called beside its number.
        name: String,
    },
    /// Put a paragraph of a revision back into the text, near where it stood. Nothing is deleted.
    RestorePassage {
        /// The new id of putting it back.
        restoration: RestorationId,
        /// Of which revision.
        revision: RevisionId,
        /// In which text, by its root's name.
        root: String,
        /// Which paragraph of it, counted from 0.
        block: u32,
    },
}

tagged!(RevisionCommand, "command");
