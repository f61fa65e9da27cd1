//! What is recorded: the only way in which a table changes.

use crate::concept_note::ConceptNote;
use crate::features::agenda::{AgendaEvent, AgendaItem, AgendaPoint};
use crate::features::announcements::AnnouncementEvent;
use crate::features::answers::{AnswerEvent, GuidingQuestion};
use crate::features::ballots::BallotEvent;
use crate::features::chair::ChairEvent;
use crate::features::circulation::CirculationEvent;
use crate::features::comments::CommentEvent;
use crate::features::commitments::CommitmentEvent;
use crate::features::delegations::{Delegation, DelegationEvent};
use crate::features::desks::DeskEvent;
use crate::features::floor::FloorEvent;
use crate::features::lead::LeadEvent;
use crate::features::no_objection::NoObjectionEvent;
use crate::features::people::PeopleEvent;
use crate::features::practices::PracticeEvent;
use crate::features::projector::ProjectorEvent;
use crate::features::pulling::PullingEvent;
use crate::features::report::ReportEvent;
use crate::features::revisions::{Hand, RevisionEvent};
use crate::features::roll_call::RollCallEvent;
use crate::features::sign_off::{Published, SignOffEvent};
use crate::features::temperature::TemperatureEvent;
use crate::features::themes::ThemeEvent;
use crate::features::titles::TitleEvent;
use crate::ids::{DecisionId, ParticipantId, SessionId, TableId, Timestamp};
use crate::seq::Seq;
use crate::table::RoundTable;
use crate::tagged::{composed, tagged};
use serde::{Deserialize, Serialize};

composed! {
    "event",
    /// Something that happened at a table.
    pub enum Event {
        /// The table itself.
        Table(TableEvent),
        /// What things are called.
        Titles(TitleEvent),
        /// Who was let in.
        People(PeopleEvent),
        /// Who sits at the table.
        Delegations(DelegationEvent),
        /// Private texts.
        Desks(DeskEvent),
        /// Moves, the clock, readiness.
        Agenda(AgendaEvent),
        /// What can be written.
        Answers(AnswerEvent),
        /// Good practices, and what is said to them.
        Practices(PracticeEvent),
        /// What practices speak to.
        Themes(ThemeEvent),
        /// Ballots and votes.
        Ballots(BallotEvent),
        /// What the room is shown.
        Projector(ProjectorEvent),
        /// Who presides.
        Chair(ChairEvent),
        /// The list of speakers.
        Floor(FloorEvent),
        /// Where everybody looks.
        Lead(LeadEvent),
        /// What facilitators said.
        Announcements(AnnouncementEvent),
        /// Comments on passages.
        Comments(CommentEvent),
        /// The text, frozen.
        Revisions(RevisionEvent),
        /// How the room leans.
        Temperature(TemperatureEvent),
        /// What goes from one text into another.
        Pulling(PullingEvent),
        /// Who is present.
        RollCall(RollCallEvent),
        /// What the rapporteurs write.
        Report(ReportEvent),
        /// Wording that stands unless somebody objects.
        NoObjection(NoObjectionEvent),
        /// Drafts of the outcome that went out, and corrections.
        Circulation(CirculationEvent),
        /// Who will do what by when.
        Commitments(CommitmentEvent),
        /// Signing the outcome off.
        SignOff(SignOffEvent),
    }
}

/// What happened to the table itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum TableEvent {
    /// The table was convened; always the first entry of its log, and only that.
    Convened(Box<Convened>),
}

tagged!(TableEvent, "event");

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
    /// What stands on its agenda; a plain one if nothing does, as in logs from before agendas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaItem>,
    /// Where it starts.
    pub phase: AgendaPoint,
}

/// An event with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its sequence number in the table's log.
    pub seq: Seq,
    /// When it was decided.
    pub at: Timestamp,
    /// Who asked for it; nobody if the server did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

impl From<Convened> for Event {
    fn from(first: Convened) -> Self {
        TableEvent::Convened(Box::new(first)).into()
    }
}

impl Event {
    /// It, without what names a person and without choices of sealed ballots, as it lies in the log.
    #[must_use]
    pub fn unnamed(self) -> Self {
        match self {
            Self::People(event) => event.unnamed().into(),
            Self::Ballots(event) => event.sealed().into(),
            Self::Table(_)
            | Self::Titles(_)
            | Self::Delegations(_)
            | Self::Desks(_)
            | Self::Agenda(_)
            | Self::Answers(_)
            | Self::Practices(_)
            | Self::Themes(_)
            | Self::Projector(_)
            | Self::Chair(_)
            | Self::Floor(_)
            | Self::Lead(_)
            | Self::Announcements(_)
            | Self::Comments(_)
            | Self::Revisions(_)
            | Self::Temperature(_)
            | Self::Pulling(_)
            | Self::RollCall(_)
            | Self::Report(_)
            | Self::NoObjection(_)
            | Self::Circulation(_)
            | Self::Commitments(_)
            | Self::SignOff(_) => self,
        }
    }

    /// It, as it was before it went into the log, as far as the table still knows what the log leaves out.
    #[must_use]
    pub fn recalled(self, table: &RoundTable) -> Self {
        match self {
            Self::People(event) => event.named(&table.participants).into(),
            Self::Ballots(event) => event.recalled(&table.ballots).into(),
            // Of nothing else does the log leave anything out.
            other => other,
        }
    }

    /// Under which ids the server writes words again because of it, and whose they are.
    pub fn hands(&self) -> &[Hand] {
        let (Self::Revisions(RevisionEvent::PassageRestored { hands, .. })
        | Self::Pulling(PullingEvent::WordsPulled { hands, .. })
        | Self::Report(ReportEvent::BroughtIn { hands, .. })) = self
        else {
            return &[];
        };
        hands
    }

    /// What is to be closed by itself, and when, from here on; without a moment, it is not any more.
    pub const fn due(&self) -> Option<(&DecisionId, Option<Timestamp>)> {
        match self {
            Self::NoObjection(event) => event.due(),
            _ => None,
        }
    }

    /// Whether others may read a document after it than before.
    pub const fn changes_readers(&self) -> bool {
        matches!(
            self,
            Self::Desks(_)
                | Self::Answers(_)
                | Self::People(_)
                | Self::Chair(_)
                | Self::Report(_)
                | Self::Circulation(_)
                | Self::SignOff(_)
        )
    }

    /// SHA-256 of the text that stands beside it in the log, in hex, if it freezes one.
    pub fn frozen(&self) -> Option<&str> {
        let (Self::Revisions(RevisionEvent::RevisionFrozen { digest, .. })
        | Self::Pulling(PullingEvent::AnswersCompiled { digest, .. })
        | Self::Report(ReportEvent::BroughtIn { digest, .. })
        | Self::Circulation(CirculationEvent::DraftCirculated { digest, .. })
        | Self::SignOff(SignOffEvent::OutcomeSignedOff { digest, .. })) = self
        else {
            return None;
        };
        Some(digest)
    }

    /// Whether what it freezes is an outcome, and not a text.
    pub const fn freezes_outcome(&self) -> bool {
        matches!(
            self,
            Self::Circulation(CirculationEvent::DraftCirculated { .. })
                | Self::SignOff(SignOffEvent::OutcomeSignedOff { .. })
        )
    }

    /// What it says of a page that needs no account.
    pub fn published(&self) -> Option<Published<'_>> {
        match self {
            Self::SignOff(event) => event.published(),
            _ => None,
        }
    }
}
