//! What is asked about drafts and corrections.

use crate::ids::{CorrectionId, DraftId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about drafts and corrections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum CirculationCommand {
    /// Send the outcome out as it reads now.
    CirculateDraft {
        /// The new draft's id.
        draft: DraftId,
        /// Until when corrections may be offered.
        until: Timestamp,
        /// What goes with it; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// Whether the corrigendum says which delegation offered what.
        #[serde(default)]
        by_name: bool,
    },
    /// Give more time.
    ExtendCirculation {
        /// For which draft.
        draft: DraftId,
        /// Until when.
        until: Timestamp,
    },
    /// Offer a correction for one's delegation.
    OfferCorrection {
        /// Its new id.
        correction: CorrectionId,
        /// To which draft.
        draft: DraftId,
        /// To which paragraph, by its number from 1.
        paragraph: u32,
        /// The words that it is about, as they stand there.
        words: String,
        /// What they should read; nothing to have them taken out.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        proposed: String,
        /// Why; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Take a correction back that was not answered yet.
    WithdrawCorrection {
        /// Which.
        correction: CorrectionId,
    },
    /// Accept a correction, in the words that were offered or in others.
    AcceptCorrection {
        /// Which.
        correction: CorrectionId,
        /// What the words read from now on; nothing if they are taken out.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        read: String,
        /// What is said to that; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        answer: String,
    },
    /// Answer a correction without accepting it.
    AnswerCorrection {
        /// Which.
        correction: CorrectionId,
        /// The answer.
        answer: String,
    },
}

tagged!(CirculationCommand, "command");
