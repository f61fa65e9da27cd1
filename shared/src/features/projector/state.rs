//! What is shown.

use crate::ids::{BallotId, DecisionId, PracticeId, QuestionId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What the projector shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Projector {
    /// What is shown now.
    pub shows: Projected,
    /// How many steps further down the room looks.
    #[serde(default)]
    pub page: u32,
}

/// Something that can be shown. What is not there any more shows the work of the agenda item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Projected {
    /// What the agenda item opens first: it follows the agenda.
    #[default]
    Agenda,
    /// A question and its joint answer, live.
    Question {
        /// Which.
        question: QuestionId,
    },
    /// A practice.
    Practice {
        /// Which.
        practice: PracticeId,
    },
    /// A ballot: who has yet to vote, and what came of it.
    Ballot {
        /// Which.
        ballot: BallotId,
    },
    /// Wording with a time to object: how much is left, how many object, and what came of it.
    Wording {
        /// Which.
        decision: DecisionId,
    },
    /// How one comes in: the session's join code, which lies beside the log.
    JoinCode,
    /// A slide for a pause.
    Pause {
        /// What it says, such as until when.
        text: String,
    },
}

tagged!(Projected, "screen");

impl Projector {
    /// Whether it shows what it shows by itself.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
