//! What happened to revisions, and who may see it.

use crate::ids::{ParticipantId, RestorationId, RevisionId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum RevisionEvent {
    /// The table's text was frozen. The text itself stands beside the event in its entry of the log.
    RevisionFrozen {
        /// Its id.
        revision: RevisionId,
        /// Which it is, from 1.
        number: u32,
        /// What it is called.
        name: String,
        /// SHA-256 of the text's canonical form, in hex; the server fills it in, who has the text.
        digest: String,
    },
    /// A paragraph of a revision was put back. The words themselves are the updates that follow in the log.
    PassageRestored {
        /// The id of putting it back.
        restoration: RestorationId,
        /// Of which revision.
        revision: RevisionId,
        /// In which text, by its root's name.
        root: String,
        /// Which paragraph of it, counted from 0.
        block: u32,
        /// Under which ids the server writes the words, and whose they are; the server fills it in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hands: Vec<Hand>,
    },
}

tagged!(RevisionEvent, "event");

/// An id under which the server writes somebody's words again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// The client id, which nobody else may use.
    pub client: u64,
    /// Who wrote the words first.
    pub author: ParticipantId,
}

impl RevisionEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::RevisionFrozen { .. } | Self::PassageRestored { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::RevisionFrozen { .. } | Self::PassageRestored { .. } => {}
        }
    }
}
