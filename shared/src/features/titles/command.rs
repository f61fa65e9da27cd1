//! What is asked about titles.

use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum TitleCommand {
    /// Call the table something else.
    RenameTable {
        /// What it is called from now on.
        name: String,
    },
    /// Give the session another title. It is said at each of its tables.
    ReviseTitle {
        /// The title from now on.
        title: String,
    },
}

tagged!(TitleCommand, "command");
