//! What is asked about practices.

use super::filed::FromFile;
use super::practice::PracticeCard;
use crate::ids::{DelegationId, PracticeId, RemarkId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about practices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum PracticeCommand {
    /// Bring a practice.
    BringPractice {
        /// Its new id.
        practice: PracticeId,
        /// Its short facts.
        card: PracticeCard,
    },
    /// Bring a practice from a file: for one's own delegation, or, for whoever facilitates, for any.
    BringFromFile {
        /// Its new id.
        practice: PracticeId,
        /// Whose it is at this table.
        delegation: DelegationId,
        /// Its short facts.
        card: PracticeCard,
        /// Where it comes from.
        from: FromFile,
    },
    /// Change a card's short facts.
    RevisePractice {
        /// Which practice.
        practice: PracticeId,
        /// Its short facts from now on.
        card: PracticeCard,
    },
    /// Take a practice back.
    WithdrawPractice {
        /// Which practice.
        practice: PracticeId,
    },
    /// Endorse a practice, or take the endorsement back.
    EndorsePractice {
        /// Which practice.
        practice: PracticeId,
        /// Whether to endorse.
        endorsed: bool,
    },
    /// Ask something on a practice.
    AskOnPractice {
        /// Which practice.
        practice: PracticeId,
        /// The remark's new id.
        remark: RemarkId,
        /// What to ask.
        text: String,
    },
    /// Answer what was asked.
    AnswerRemark {
        /// Which practice.
        practice: PracticeId,
        /// Which remark.
        remark: RemarkId,
        /// What to answer.
        text: String,
    },
}

tagged!(PracticeCommand, "command");
