//! What happened to practices, and who may see it.

use super::filed::FromFile;
use super::practice::PracticeCard;
use crate::ids::{DelegationId, ParticipantId, PracticeId, RemarkId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to practices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum PracticeEvent {
    /// A delegation brought a practice.
    PracticeBrought {
        /// Its id.
        practice: PracticeId,
        /// Who brought it.
        delegation: DelegationId,
        /// Its short facts.
        card: PracticeCard,
    },
    /// A practice was brought from a file.
    PracticeFiled {
        /// Its id.
        practice: PracticeId,
        /// Whose it is at this table.
        delegation: DelegationId,
        /// Its short facts.
        card: PracticeCard,
        /// Where it comes from.
        from: FromFile,
        /// Who brought it. Not called `by`: records carry that beside the event's fields.
        filed_by: ParticipantId,
    },
    /// A card's short facts were changed.
    PracticeRevised {
        /// Which practice.
        practice: PracticeId,
        /// Its short facts now.
        card: PracticeCard,
    },
    /// A practice was taken back.
    PracticeWithdrawn {
        /// Which practice.
        practice: PracticeId,
    },
    /// A delegation endorsed a practice, or took its endorsement back.
    PracticeEndorsed {
        /// Which practice.
        practice: PracticeId,
        /// Which delegation.
        delegation: DelegationId,
        /// Whether it endorses it now.
        endorsed: bool,
    },
    /// A delegation asked something on a practice.
    RemarkMade {
        /// Which practice.
        practice: PracticeId,
        /// The remark's id.
        remark: RemarkId,
        /// Who asked. Not called `by`: records carry that beside the event's fields.
        asked_by: ParticipantId,
        /// For which delegation.
        delegation: DelegationId,
        /// What they asked.
        text: String,
    },
    /// The delegation that brought the practice answered.
    RemarkAnswered {
        /// Which practice.
        practice: PracticeId,
        /// Which remark.
        remark: RemarkId,
        /// What it answered.
        text: String,
    },
}

tagged!(PracticeEvent, "event");

impl PracticeEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::PracticeBrought { .. }
            | Self::PracticeFiled { .. }
            | Self::PracticeRevised { .. }
            | Self::PracticeWithdrawn { .. }
            | Self::PracticeEndorsed { .. }
            | Self::RemarkMade { .. }
            | Self::RemarkAnswered { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::PracticeBrought { .. }
            | Self::PracticeFiled { .. }
            | Self::PracticeRevised { .. }
            | Self::PracticeWithdrawn { .. }
            | Self::PracticeEndorsed { .. }
            | Self::RemarkMade { .. }
            | Self::RemarkAnswered { .. } => {}
        }
    }
}
