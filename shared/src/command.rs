//! What somebody asks of the table.

use crate::ballot::{BallotRules, Choice};
use crate::delegation::Delegation;
use crate::ids::{BallotId, PracticeId, QuestionId, RemarkId, Timestamp};
use crate::phase::Phase;
use crate::practice::PracticeCard;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What a participant asks. Ids are made by the client, so that asking twice is the same as once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Command {
    /// Move the table to another phase. `from` is the phase the facilitator saw, so that a second
    /// click on "next" never skips one.
    MovePhase {
        /// The phase as it was shown.
        from: Phase,
        /// Where to go.
        to: Phase,
        /// Whether to stop the clock; otherwise it runs on.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        stop_clock: bool,
    },
    /// Undo the last move: phase, readiness and clock are as they were before it.
    TakeBackMove {
        /// The phase as it was shown, so that a second click never undoes another move.
        from: Phase,
        /// The phase before it, where the table will be again.
        to: Phase,
    },
    /// Set the clock to end then, or clear it.
    KeepTime {
        /// When time is up.
        ends: Option<Timestamp>,
    },
    /// Give a delegation a seat.
    SeatDelegation {
        /// The delegation.
        delegation: Delegation,
    },
    /// Lock or unlock the answers to a question.
    LockAnswer {
        /// The question.
        question: QuestionId,
        /// Whether to lock.
        locked: bool,
    },
    /// Say whether the delegation is ready to move on.
    ShowReadiness {
        /// Whether it is.
        ready: bool,
    },
    /// Bring a practice.
    BringPractice {
        /// Its new id.
        practice: PracticeId,
        /// Its short facts.
        card: PracticeCard,
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
    /// Open a ballot on practices.
    OpenBallot {
        /// Its new id.
        ballot: BallotId,
        /// How it is held.
        rules: BallotRules,
    },
    /// Close a ballot and publish the count.
    CloseBallot {
        /// Which ballot.
        ballot: BallotId,
    },
    /// Cancel an open ballot: its votes are discarded and never published.
    CancelBallot {
        /// Which ballot.
        ballot: BallotId,
        /// Why, for everybody to read.
        reason: String,
    },
    /// Cast or change the delegation's vote on one practice.
    CastVote {
        /// On which ballot.
        ballot: BallotId,
        /// On which practice.
        practice: PracticeId,
        /// What the delegation chooses.
        choice: Choice,
    },
}

tagged!(Command, "command");
