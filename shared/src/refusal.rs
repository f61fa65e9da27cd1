//! Why not: what the domain answers instead of doing what was asked.

use crate::features::answers::Stage;
use crate::features::people::Role;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Why a command or a write was refused. It becomes words only where people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(remote = "Self", rename_all = "kebab-case")]
#[error("refused: {}", self.code())]
pub enum Refusal {
    /// Nobody by that id has been let in to this table.
    Stranger,
    /// Only this role may do it.
    NeedsRole {
        /// The role.
        role: Role,
    },
    /// Only somebody who speaks for a delegation may do it.
    NeedsDelegation,
    /// Only the delegation that brought it may do it.
    NotYours,
    /// Only those whom the comment concerns may do it, and whoever leads the table.
    NotInThread,
    /// Somebody has replied to the comment.
    HasReplies,
    /// A delegation does not endorse or question its own practice.
    YourOwn,
    /// The table is closed.
    TableClosed,
    /// The item that the table is at does not open it.
    NotOpenNow {
        /// What is not open.
        what: Noun,
        /// What the items are called that open it.
        under: Vec<String>,
    },
    /// The table has moved on since it was shown.
    AgendaHasMoved,
    /// The table is at that item.
    ItemIsCurrent,
    /// There is no such thing at this table.
    Unknown {
        /// What is missing.
        what: Noun,
    },
    /// Something else has that id already.
    IdTaken {
        /// What has it.
        what: Noun,
    },
    /// The ballot is closed; its votes stand.
    BallotClosed,
    /// The ballot was cancelled; nobody's vote counts.
    BallotCancelled,
    /// A ballot is still open.
    BallotOpen,
    /// The practice is not on that ballot.
    NotOnBallot,
    /// What is being voted on does not change, and is on one ballot at a time.
    PutToBallot,
    /// A ballot that decides has a rule, and no other has one.
    NeedsRule,
    /// What is said fits another method than the ballot's.
    OtherMethod,
    /// Nobody could vote so: the method's numbers, its criteria, or what is put to the vote do not fit.
    MethodUnfit,
    /// More points are given than there are.
    TooManyPoints {
        /// The most that may be given.
        most: u32,
    },
    /// More points are given to one option than it may have.
    TooManyPointsOnOne {
        /// The most that one option may have.
        most: u32,
    },
    /// A score is none, or on no criterion of the ballot.
    ScoreOutOfRange,
    /// A delegation does not score its own practice on that ballot.
    ScoresOwn,
    /// An option is ranked twice.
    RankedTwice,
    /// Something on the ballot is not answered.
    Unanswered,
    /// No quorum was set that could be needed.
    NeedsQuorum,
    /// The roll was not called, and what the ballot decides depends on who is present.
    NeedsRoll,
    /// There is no move that could be undone.
    NothingToTakeBack,
    /// The facilitator has locked it.
    Locked,
    /// The question is not answered that way.
    NotAnsweredSo,
    /// The question is answered privately, or was.
    AnsweredPrivately,
    /// What is answered privately does not say what it is about before it is revealed.
    NotRevealedYet,
    /// What was answered is revealed, and can be private no more.
    AnswersRevealed,
    /// Only whoever presides may do it.
    NeedsChair,
    /// Others preside now than was shown.
    ChairHasMoved,
    /// An observer does not preside.
    NotAnObserver,
    /// The list of speakers, or who speaks, has changed since it was shown.
    FloorHasMoved,
    /// The speaker has spoken for too long to be put back on the list.
    HasSpoken,
    /// The delegation is on the list already.
    OnTheList,
    /// The list of speakers is closed.
    ListClosed,
    /// The list is closed after a warning only.
    WarnFirst,
    /// A tour de table begins with an empty list.
    ListNotEmpty,
    /// The chair rules on a point of order, and nothing else is done about it, nor before it is over.
    PointStands,
    /// The delegation has used its rights of reply.
    RepliesUsed,
    /// The delegation has raised as many points of order under this item as it may.
    PointsUsed,
    /// A temperature check is on already.
    CheckIsOn,
    /// The delegation's votes are reserved to its head.
    HeadVotes,
    /// Its time is over, or it was withdrawn: what came of it stands.
    DecisionOver,
    /// One explains one's position when its time is over.
    StillRunning,
    /// Somebody objected, so nothing was agreed beside which one could stand.
    NotAgreed,
    /// There can be more time, not less.
    OnlyLonger,
    /// It cannot end then.
    UnfitTime,
    /// Wording is put to which one may still object.
    WordingRuns,
    /// What the delegation publishes is reserved to its head.
    HeadPublishes,
    /// Only the rapporteur, a facilitator and whoever presides keep the outcome.
    NeedsToConclude,
    /// Only whoever presides and the rapporteur sign the outcome.
    NeedsToSign,
    /// Another draft has gone out since.
    DraftReplaced,
    /// The time for corrections to this draft is over.
    CirculationOver,
    /// It reads the same: nothing would change.
    SameWords,
    /// These words do not stand in that paragraph of the draft.
    NotInPassage,
    /// The correction was answered already.
    CorrectionAnswered,
    /// The delegation has taken this correction back.
    CorrectionWithdrawn,
    /// Corrections wait for an answer. They are accepted or answered before anybody signs.
    CorrectionsWait,
    /// The outcome reads otherwise by now than was shown, and is not signed unseen.
    OutcomeHasChanged,
    /// The outcome is signed off.
    OutcomeSignedOff,
    /// The outcome is published. That is taken back first.
    OutcomePublished,
    /// Nothing is signed.
    NothingSigned,
    /// The text is what it was when it was frozen last.
    TextUnchanged {
        /// As which revision.
        number: u32,
    },
    /// Another answer to the question is written now.
    OtherStage {
        /// The stage at which the question is.
        stage: Stage,
    },
    /// The question has come to another stage since it was shown.
    StageHasMoved,
    /// The answers are private, and not compiled before they are revealed.
    AnswersPrivate,
    /// The text has changed since it was shown, and what would be pulled is not what was seen.
    SourceHasChanged,
    /// Somebody has pulled these words since they were shown as free.
    JustTaken,
    /// The report was begun already, otherwise than was asked.
    ReportBegun,
    /// A report of that kind does not summarise what single delegations said.
    SinglesOut,
    /// The section has all that there is now.
    NothingToBringIn,
    /// No delegation has answered the question yet.
    NothingToCompile,
    /// The answers are what they were when they were compiled last.
    AnswersUnchanged,
    /// Something must not be empty.
    Empty {
        /// What.
        what: Noun,
    },
    /// Something is too long.
    TooLong {
        /// What.
        what: Noun,
        /// The most characters it may have.
        most: usize,
    },
    /// A text takes too much room as it is kept, with its formats and links.
    TooLarge {
        /// What.
        what: Noun,
    },
    /// What is chosen on a secret ballot, nobody else enters.
    SecretOnPaper,
    /// What one may object to now is as long as all of it may be.
    OpenWordingFull,
    /// What was ever put to the table is as long as all of it may be.
    WordingFull,
    /// Something holds characters that nobody could read.
    OddCharacters {
        /// What.
        what: Noun,
    },
    /// There are too many of something.
    TooMany {
        /// Of what.
        what: Noun,
        /// The most there may be.
        most: usize,
    },
    /// It was asked too often within a minute.
    TooOften,
    /// Another delegation has that name or short name.
    DuplicateDelegation {
        /// The name.
        name: String,
    },
    /// Another table of the session has that name.
    DuplicateTable {
        /// The name.
        name: String,
    },
}

tagged!(Refusal, "refusal");

/// What a refusal speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is its own word")]
pub enum Noun {
    Name,
    ShortName,
    Label,
    Title,
    Text,
    Theme,
    Place,
    Contact,
    Delegation,
    Table,
    Participant,
    Question,
    Practice,
    Remark,
    Ballot,
    AgendaItem,
    Minutes,
    Reason,
    Root,
    Chair,
    Speech,
    Letter,
    Announcement,
    Comment,
    Reply,
    Revision,
    Passage,
    Compilation,
    TemperatureCheck,
    Statement,
    BallotOption,
    Decision,
    Report,
    Section,
    Word,
    Draft,
    Correction,
    Version,
    Commitment,
    Group,
}

impl Noun {
    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Group => "group",
            Self::ShortName => "short-name",
            Self::Label => "label",
            Self::Title => "title",
            Self::Text => "text",
            Self::Theme => "theme",
            Self::Place => "place",
            Self::Contact => "contact",
            Self::Delegation => "delegation",
            Self::Table => "table",
            Self::Participant => "participant",
            Self::Question => "question",
            Self::Practice => "practice",
            Self::Remark => "remark",
            Self::Ballot => "ballot",
            Self::AgendaItem => "agenda-item",
            Self::Minutes => "minutes",
            Self::Reason => "reason",
            Self::Root => "root",
            Self::Chair => "chair",
            Self::Speech => "speech",
            Self::Letter => "letter",
            Self::Announcement => "announcement",
            Self::Comment => "comment",
            Self::Reply => "reply",
            Self::Revision => "revision",
            Self::Passage => "passage",
            Self::TemperatureCheck => "temperature-check",
            Self::Compilation => "compilation",
            Self::Statement => "statement",
            Self::BallotOption => "ballot-option",
            Self::Decision => "decision",
            Self::Report => "report",
            Self::Section => "section",
            Self::Word => "word",
            Self::Draft => "draft",
            Self::Correction => "correction",
            Self::Version => "version",
            Self::Commitment => "commitment",
        }
    }
}

impl Refusal {
    /// Whether what was given for this is what it speaks of.
    pub fn is_about(&self, given: Noun) -> bool {
        matches!(
            self,
            Self::Empty { what } | Self::TooLong { what, .. } | Self::TooLarge { what } | Self::OddCharacters { what } if *what == given
        )
    }

    /// A stable code: the key of its words, and of the metrics.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::NeedsRole { .. } => "needs-role",
            Self::NeedsDelegation => "needs-delegation",
            Self::NotYours => "not-yours",
            Self::NotInThread => "not-in-thread",
            Self::HasReplies => "has-replies",
            Self::YourOwn => "your-own",
            Self::TableClosed => "table-closed",
            Self::NotOpenNow { .. } => "not-open-now",
            Self::AgendaHasMoved => "agenda-has-moved",
            Self::ItemIsCurrent => "item-is-current",
            Self::Unknown { .. } => "unknown",
            Self::IdTaken { .. } => "id-taken",
            Self::BallotClosed => "ballot-closed",
            Self::BallotCancelled => "ballot-cancelled",
            Self::BallotOpen => "ballot-open",
            Self::NotOnBallot => "not-on-ballot",
            Self::PutToBallot => "put-to-ballot",
            Self::NeedsRule => "needs-rule",
            Self::OtherMethod => "other-method",
            Self::MethodUnfit => "method-unfit",
            Self::TooManyPoints { .. } => "too-many-points",
            Self::TooManyPointsOnOne { .. } => "too-many-points-on-one",
            Self::ScoreOutOfRange => "score-out-of-range",
            Self::ScoresOwn => "scores-own",
            Self::RankedTwice => "ranked-twice",
            Self::Unanswered => "unanswered",
            Self::NeedsQuorum => "needs-quorum",
            Self::NeedsRoll => "needs-roll",
            Self::NothingToTakeBack => "nothing-to-take-back",
            Self::Locked => "locked",
            Self::NotAnsweredSo => "not-answered-so",
            Self::AnsweredPrivately => "answered-privately",
            Self::NotRevealedYet => "not-revealed-yet",
            Self::AnswersRevealed => "answers-revealed",
            Self::NeedsChair => "needs-chair",
            Self::ChairHasMoved => "chair-has-moved",
            Self::NotAnObserver => "not-an-observer",
            Self::FloorHasMoved => "floor-has-moved",
            Self::HasSpoken => "has-spoken",
            Self::OnTheList => "on-the-list",
            Self::ListClosed => "list-closed",
            Self::WarnFirst => "warn-first",
            Self::ListNotEmpty => "list-not-empty",
            Self::PointStands => "point-stands",
            Self::RepliesUsed => "replies-used",
            Self::PointsUsed => "points-used",
            Self::CheckIsOn => "check-is-on",
            Self::HeadVotes => "head-votes",
            Self::DecisionOver => "decision-over",
            Self::StillRunning => "still-running",
            Self::NotAgreed => "not-agreed",
            Self::OnlyLonger => "only-longer",
            Self::UnfitTime => "unfit-time",
            Self::WordingRuns => "wording-runs",
            Self::HeadPublishes => "head-publishes",
            Self::NeedsToConclude => "needs-to-conclude",
            Self::NeedsToSign => "needs-to-sign",
            Self::DraftReplaced => "draft-replaced",
            Self::CirculationOver => "circulation-over",
            Self::SameWords => "same-words",
            Self::NotInPassage => "not-in-passage",
            Self::CorrectionAnswered => "correction-answered",
            Self::CorrectionWithdrawn => "correction-withdrawn",
            Self::CorrectionsWait => "corrections-wait",
            Self::OutcomeHasChanged => "outcome-has-changed",
            Self::OutcomeSignedOff => "outcome-signed-off",
            Self::OutcomePublished => "outcome-published",
            Self::NothingSigned => "nothing-signed",
            Self::TextUnchanged { .. } => "text-unchanged",
            Self::OtherStage { .. } => "other-stage",
            Self::StageHasMoved => "stage-has-moved",
            Self::AnswersPrivate => "answers-private",
            Self::SourceHasChanged => "source-has-changed",
            Self::JustTaken => "just-taken",
            Self::ReportBegun => "report-begun",
            Self::SinglesOut => "singles-out",
            Self::NothingToBringIn => "nothing-to-bring-in",
            Self::NothingToCompile => "nothing-to-compile",
            Self::AnswersUnchanged => "answers-unchanged",
            Self::Empty { .. } => "empty",
            Self::TooLong { .. } => "too-long",
            Self::TooLarge { .. } => "too-large",
            Self::SecretOnPaper => "secret-on-paper",
            Self::OpenWordingFull => "open-wording-full",
            Self::WordingFull => "wording-full",
            Self::OddCharacters { .. } => "odd-characters",
            Self::TooMany { .. } => "too-many",
            Self::TooOften => "too-often",
            Self::DuplicateDelegation { .. } => "duplicate-delegation",
            Self::DuplicateTable { .. } => "duplicate-table",
        }
    }
}
