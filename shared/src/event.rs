//! What is recorded: the only way in which a table changes.

use crate::ballot::{BallotRules, Choice, Tally, Wording};
use crate::concept_note::ConceptNote;
use crate::delegation::Delegation;
use crate::ids::{
    BallotId, DelegationId, ParticipantId, PracticeId, QuestionId, RemarkId, SessionId, TableId,
    Timestamp,
};
use crate::participant::Participant;
use crate::phase::Phase;
use crate::practice::PracticeCard;
use crate::question::GuidingQuestion;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that happened at a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Event {
    /// The table was convened; always the first entry of its log, and only that.
    Convened(Box<Convened>),
    /// A delegation was given a seat.
    DelegationSeated {
        /// The delegation.
        delegation: Delegation,
    },
    /// Somebody was let in, or came back under another name.
    ParticipantAdmitted {
        /// Who.
        participant: Participant,
    },
    /// The facilitator moved the table. Nobody is ready any more.
    PhaseMoved {
        /// Where it is now.
        to: Phase,
        /// Where it was. (Logs from before a move could be undone do not say it.)
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Phase>,
        /// When time is up, if the clock runs on. (In logs from before it could, it never does.)
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends: Option<Timestamp>,
    },
    /// The last move was undone.
    MoveTakenBack {
        /// Where the table is again.
        to: Phase,
        /// Who is ready again.
        ready: BTreeSet<DelegationId>,
        /// When time is up, if the clock runs again.
        ends: Option<Timestamp>,
    },
    /// The facilitator set or cleared the clock.
    TimeKept {
        /// When time is up.
        ends: Option<Timestamp>,
    },
    /// The answers to a question were locked or unlocked.
    AnswerLocked {
        /// The question.
        question: QuestionId,
        /// Whether they are locked now.
        locked: bool,
    },
    /// A delegation said that it is ready to move on, or no longer is.
    ReadinessShown {
        /// The delegation.
        delegation: DelegationId,
        /// Whether it is ready.
        ready: bool,
    },
    /// A delegation brought a practice.
    PracticeBrought {
        /// Its id.
        practice: PracticeId,
        /// Who brought it.
        delegation: DelegationId,
        /// Its short facts.
        card: PracticeCard,
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
    /// A ballot was opened.
    BallotOpened {
        /// Its id.
        ballot: BallotId,
        /// How it is held.
        rules: BallotRules,
        /// What the practices said then, in the ballot's order. (Logs from before this was kept have none.)
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wording: Vec<Wording>,
    },
    /// A delegation cast or changed its vote.
    VoteCast {
        /// On which ballot.
        ballot: BallotId,
        /// On which practice.
        practice: PracticeId,
        /// Which delegation.
        delegation: DelegationId,
        /// What it chose; `None` for everyone who may not see it yet.
        choice: Option<Choice>,
    },
    /// A ballot was closed, and counted.
    BallotClosed {
        /// Which ballot.
        ballot: BallotId,
        /// The count, in the ballot's order.
        results: Vec<Tally>,
    },
    /// A ballot was cancelled, and its votes discarded.
    BallotCancelled {
        /// Which ballot.
        ballot: BallotId,
        /// Why.
        reason: String,
    },
}

tagged!(Event, "event");

/// How a table begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Convened {
    /// The session it belongs to.
    pub session: SessionId,
    /// The table.
    pub table: TableId,
    /// What the table is called.
    pub name: String,
    /// The concept note. Its own questions are the note's wording; `questions` is what is asked.
    pub note: ConceptNote,
    /// What is asked of this table.
    pub questions: Vec<GuidingQuestion>,
    /// Who sits at it from the start.
    pub delegations: Vec<Delegation>,
    /// Where it starts.
    pub phase: Phase,
}

/// An event with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its sequence number in the table's log.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// Who asked for it; nobody if the server did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}
