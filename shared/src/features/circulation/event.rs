//! What happened to drafts and corrections, and who may see it: everybody at the table.

use crate::ids::{CorrectionId, DelegationId, DraftId, Timestamp};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to drafts and corrections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CirculationEvent {
    /// A draft went out. It stands beside the event in its entry of the log.
    DraftCirculated {
        /// Its id.
        draft: DraftId,
        /// Which it is, from 1.
        number: u32,
        /// Until when corrections may be offered.
        until: Timestamp,
        /// What goes with it; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// Whether the corrigendum says which delegation offered what.
        #[serde(default)]
        by_name: bool,
        /// How many numbered paragraphs it has; the server fills it in, who has the text.
        #[serde(default)]
        paragraphs: u32,
        /// SHA-256 of its text, in hex; the server fills it in.
        #[serde(default)]
        text: String,
        /// SHA-256 of all that was frozen, in hex; the server fills it in.
        #[serde(default)]
        digest: String,
    },
    /// There is more time for corrections.
    CirculationExtended {
        /// Of which draft.
        draft: DraftId,
        /// Until when.
        until: Timestamp,
    },
    /// A delegation offered a correction.
    CorrectionOffered {
        /// Its id.
        correction: CorrectionId,
        /// To which draft.
        draft: DraftId,
        /// To which paragraph, by its number from 1.
        paragraph: u32,
        /// The words that it is about.
        words: String,
        /// What they should read.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        proposed: String,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// Which delegation.
        delegation: DelegationId,
    },
    /// Its delegation took a correction back.
    CorrectionWithdrawn {
        /// Which.
        correction: CorrectionId,
    },
    /// A correction was accepted.
    CorrectionAccepted {
        /// Which.
        correction: CorrectionId,
        /// What the words read from now on.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        read: String,
        /// What is said to that.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        answer: String,
    },
    /// A correction was answered, and the words stay.
    CorrectionAnswered {
        /// Which.
        correction: CorrectionId,
        /// The answer.
        answer: String,
    },
}

tagged!(CirculationEvent, "event");

impl CirculationEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::DraftCirculated { .. }
            | Self::CirculationExtended { .. }
            | Self::CorrectionOffered { .. }
            | Self::CorrectionWithdrawn { .. }
            | Self::CorrectionAccepted { .. }
            | Self::CorrectionAnswered { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::DraftCirculated { .. }
            | Self::CirculationExtended { .. }
            | Self::CorrectionOffered { .. }
            | Self::CorrectionWithdrawn { .. }
            | Self::CorrectionAccepted { .. }
            | Self::CorrectionAnswered { .. } => {}
        }
    }
}
