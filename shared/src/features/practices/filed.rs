//! Where a practice comes from that nobody wrote at the table: a collection that was brought in as a file.

use crate::ids::ParticipantId;
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use serde::{Deserialize, Serialize};

/// What is said of where a practice comes from. It is the word of whoever brought the file, and shown as such.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct FromFile {
    /// What the collection is called, such as "Last year's consultation".
    pub collection: String,
    /// Whose practice it was there, as the file says; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub whose: String,
}

impl FromFile {
    /// It, without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            collection: clean(&self.collection),
            whose: clean(&self.whose),
        }
    }

    /// Refuses a collection without a name, and names that are too long.
    pub fn check(&self) -> Result<(), Refusal> {
        named(&self.collection, Noun::Name, limits::TITLE)?;
        short(&self.whose, Noun::Delegation, limits::NAME)
    }
}

/// That a practice was brought from a file, and by whom: the words in it are theirs until others write on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// From where.
    pub from: FromFile,
    /// Who brought it.
    pub by: ParticipantId,
}
