//! What an event is on the timeline.

use crate::features::agenda::{AgendaEvent, AgendaPoint};
use crate::features::answers::{AnswerEvent, QuestionWording, Stage};
use crate::features::ballots::BallotEvent;
use crate::features::chair::ChairEvent;
use crate::features::circulation::CirculationEvent;
use crate::features::floor::{FloorEvent, Ruling, SpeechKind};
use crate::features::no_objection::NoObjectionEvent;
use crate::features::practices::PracticeEvent;
use crate::features::pulling::PullingEvent;
use crate::features::revisions::RevisionEvent;
use crate::features::sign_off::SignOffEvent;
use crate::features::titles::TitleEvent;
use crate::ids::{
    BallotId, DecisionId, DelegationId, ParticipantId, PracticeId, QuestionId, Timestamp,
};
use crate::seq::Seq;
use crate::table::{Event, Record, RoundTable, TableEvent};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something on the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The entry at which it had happened.
    pub seq: Seq,
    /// When that was.
    pub at: Timestamp,
    /// Who did it; nobody if the house did, or several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// What happened.
    pub what: What,
}

/// What happened, with the names that things had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum What {
    /// The table was convened.
    Convened,
    /// People wrote.
    Wrote {
        /// When they began.
        since: Timestamp,
        /// Who.
        people: Vec<ParticipantId>,
        /// In which texts, by their number among the timeline's.
        texts: Vec<u32>,
    },
    /// The table moved.
    Moved {
        /// Where to.
        to: AgendaPoint,
        /// What that was called; empty if the catalogue names it.
        title: String,
        /// Whether a move was undone.
        back: bool,
    },
    /// Others preside; the facilitators if nobody does.
    Chair {
        /// Who.
        people: BTreeSet<ParticipantId>,
    },
    /// A delegation was given the floor.
    Spoke {
        /// Which.
        delegation: DelegationId,
        /// What for.
        kind: SpeechKind,
    },
    /// The chair ruled on a point of order.
    Ruled {
        /// Whose.
        delegation: DelegationId,
        /// How.
        ruling: Ruling,
    },
    /// Every delegation is called on once.
    Tour,
    /// The list of speakers was closed.
    ListClosed,
    /// It was opened again.
    ListReopened,
    /// A ballot was opened.
    BallotOpened {
        /// What it is called.
        title: String,
    },
    /// A ballot was closed and counted.
    BallotClosed {
        /// What it is called.
        title: String,
    },
    /// A ballot was cancelled.
    BallotCancelled {
        /// What it is called.
        title: String,
    },
    /// Wording was put with a time to object.
    WordingPut {
        /// What it is called.
        title: String,
    },
    /// Its time was over.
    WordingClosed {
        /// What it is called.
        title: String,
        /// How many delegations objected.
        objections: u32,
    },
    /// It was withdrawn before its time was over.
    WordingCancelled {
        /// What it is called.
        title: String,
    },
    /// A question was added.
    QuestionAdded {
        /// What it is called.
        title: String,
    },
    /// A question was worded otherwise.
    QuestionRevised {
        /// What it is called.
        title: String,
    },
    /// The answers to a question were locked, or unlocked.
    AnswersLocked {
        /// What the question is called.
        title: String,
        /// Whether they are locked.
        locked: bool,
    },
    /// What delegations answer to a question is theirs alone from here on.
    AnswersKeptPrivate {
        /// What the question is called.
        title: String,
    },
    /// What was answered privately was revealed.
    AnswersRevealed {
        /// What the question is called.
        title: String,
    },
    /// The text was frozen.
    Frozen {
        /// As which revision.
        number: u32,
        /// What that is called.
        name: String,
    },
    /// A paragraph of a revision was put back.
    Restored,
    /// What the delegations answer to a question was put side by side.
    Compiled {
        /// What the question is called.
        title: String,
    },
    /// A question came to a stage.
    Staged {
        /// What the question is called.
        title: String,
        /// The stage; nothing where it goes by none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<Stage>,
    },
    /// Words were pulled from one text into another.
    Pulled,
    /// A draft of the outcome went out.
    DraftCirculated {
        /// Which, from 1.
        number: u32,
    },
    /// The outcome was signed off.
    SignedOff {
        /// As which version, from 1.
        version: u32,
    },
    /// What was signed was opened again.
    OutcomeReopened,
    /// A practice was brought.
    PracticeBrought {
        /// What it is called.
        title: String,
        /// By whom.
        delegation: DelegationId,
    },
    /// A practice was taken back.
    PracticeWithdrawn {
        /// What it was called.
        title: String,
    },
}

tagged!(What, "is");

/// What a record, of which the viewer sees this much, is on the timeline of a table that was like this before it; nothing if it is
/// no milestone. An event that only some may see says as much as is left of it.
pub fn marked(before: &RoundTable, record: &Record) -> Option<Mark> {
    let what = match &record.event {
        Event::Table(TableEvent::Convened(_)) => What::Convened,
        Event::Titles(TitleEvent::TableRenamed { .. } | TitleEvent::TitleRevised { .. })
        | Event::People(_)
        | Event::Delegations(_)
        | Event::Desks(_)
        | Event::Projector(_)
        | Event::Lead(_)
        | Event::Announcements(_)
        | Event::Comments(_)
        | Event::Temperature(_)
        | Event::Themes(_)
        | Event::Report(_)
        | Event::Commitments(_)
        | Event::RollCall(_) => return None,
        Event::Circulation(event) => circulation(event)?,
        Event::SignOff(event) => sign_off(event)?,
        Event::Agenda(event) => agenda(before, event)?,
        Event::Answers(event) => answers(before, event),
        Event::Practices(event) => practices(before, event)?,
        Event::Ballots(event) => ballots(before, event)?,
        Event::NoObjection(event) => no_objection(before, event)?,
        Event::Chair(ChairEvent::ChairHandedOver { to }) => What::Chair { people: to.clone() },
        Event::Floor(event) => floor(before, event)?,
        Event::Revisions(RevisionEvent::RevisionFrozen { number, name, .. }) => What::Frozen {
            number: *number,
            name: name.clone(),
        },
        Event::Revisions(RevisionEvent::PassageRestored { .. }) => What::Restored,
        Event::Pulling(PullingEvent::AnswersCompiled { question, .. }) => What::Compiled {
            title: called(before, question),
        },
        Event::Pulling(PullingEvent::WordsPulled { .. }) => What::Pulled,
    };
    Some(Mark {
        seq: record.seq,
        at: record.at,
        by: record.by.clone(),
        what,
    })
}

fn agenda(before: &RoundTable, event: &AgendaEvent) -> Option<What> {
    let moved = |to: &AgendaPoint, back| What::Moved {
        to: to.clone(),
        title: before.agenda.title(to),
        back,
    };
    match event {
        AgendaEvent::Moved { to, .. } => Some(moved(to, false)),
        AgendaEvent::MoveTakenBack { to, .. } => Some(moved(to, true)),
        AgendaEvent::TimeKept { .. }
        | AgendaEvent::ReadinessShown { .. }
        | AgendaEvent::ItemAdded { .. }
        | AgendaEvent::ItemRevised { .. }
        | AgendaEvent::ItemPut { .. }
        | AgendaEvent::ItemRemoved { .. }
        | AgendaEvent::AgendaSet { .. } => None,
    }
}

fn answers(before: &RoundTable, event: &AnswerEvent) -> What {
    let of = |id: &QuestionId| called(before, id);
    match event {
        AnswerEvent::AnswerLocked { question, locked } => What::AnswersLocked {
            title: of(question),
            locked: *locked,
        },
        AnswerEvent::AnswersKeptPrivate { question } => What::AnswersKeptPrivate {
            title: of(question),
        },
        AnswerEvent::AnswersRevealed { question } => What::AnswersRevealed {
            title: of(question),
        },
        AnswerEvent::StageSet { question, stage } => What::Staged {
            title: of(question),
            stage: *stage,
        },
        AnswerEvent::QuestionRevised { wording, .. } => What::QuestionRevised {
            title: worded(wording),
        },
        AnswerEvent::QuestionAdded { wording, .. } => What::QuestionAdded {
            title: worded(wording),
        },
    }
}

/// What a question is called.
fn called(table: &RoundTable, id: &QuestionId) -> String {
    let question = table.question(id);
    question.map_or_else(String::new, |it| it.called().to_owned())
}

fn worded(wording: &QuestionWording) -> String {
    let QuestionWording { name, text, .. } = wording;
    if name.is_empty() { text } else { name }.clone()
}

fn practices(before: &RoundTable, event: &PracticeEvent) -> Option<What> {
    let of = |id: &PracticeId| before.practice(id).map(|it| it.card.title.clone());
    match event {
        PracticeEvent::PracticeBrought {
            delegation, card, ..
        }
        | PracticeEvent::PracticeFiled {
            delegation, card, ..
        } => Some(What::PracticeBrought {
            title: card.title.clone(),
            delegation: delegation.clone(),
        }),
        PracticeEvent::PracticeWithdrawn { practice } => Some(What::PracticeWithdrawn {
            title: of(practice).unwrap_or_default(),
        }),
        PracticeEvent::PracticeRevised { .. }
        | PracticeEvent::PracticeEndorsed { .. }
        | PracticeEvent::RemarkMade { .. }
        | PracticeEvent::RemarkAnswered { .. } => None,
    }
}

fn ballots(before: &RoundTable, event: &BallotEvent) -> Option<What> {
    let of = |id: &BallotId| {
        let ballot = before.ballot(id);
        ballot.map_or_else(String::new, |ballot| ballot.rules.title.clone())
    };
    match event {
        BallotEvent::BallotOpened { rules, .. } => Some(What::BallotOpened {
            title: rules.title.clone(),
        }),
        BallotEvent::BallotClosed { ballot, .. } => Some(What::BallotClosed { title: of(ballot) }),
        BallotEvent::BallotCancelled { ballot, .. } => {
            Some(What::BallotCancelled { title: of(ballot) })
        }
        BallotEvent::VoteCast { .. }
        | BallotEvent::BallotCast { .. }
        | BallotEvent::VotersReminded { .. } => None,
    }
}

fn no_objection(before: &RoundTable, event: &NoObjectionEvent) -> Option<What> {
    let of = |id: &DecisionId| {
        let there = before.no_objections.get(id);
        there.map_or_else(String::new, |it| it.called(before))
    };
    match event {
        NoObjectionEvent::WordingPut { what, wording, .. } => Some(What::WordingPut {
            title: what.called(wording, before),
        }),
        NoObjectionEvent::NoObjectionClosed {
            decision, count, ..
        } => Some(What::WordingClosed {
            title: of(decision),
            objections: *count,
        }),
        NoObjectionEvent::NoObjectionCancelled { decision, .. } => Some(What::WordingCancelled {
            title: of(decision),
        }),
        // Not even that somebody objects: when they did would stand beside what they wrote just then.
        NoObjectionEvent::ObjectionMade { .. }
        | NoObjectionEvent::ObjectionWithdrawn { .. }
        | NoObjectionEvent::TimeAdded { .. }
        | NoObjectionEvent::PositionExplained { .. }
        | NoObjectionEvent::ReservationRecorded { .. } => None,
    }
}

const fn circulation(event: &CirculationEvent) -> Option<What> {
    match event {
        CirculationEvent::DraftCirculated { number, .. } => {
            Some(What::DraftCirculated { number: *number })
        }
        CirculationEvent::CirculationExtended { .. }
        | CirculationEvent::CorrectionOffered { .. }
        | CirculationEvent::CorrectionWithdrawn { .. }
        | CirculationEvent::CorrectionAccepted { .. }
        | CirculationEvent::CorrectionAnswered { .. } => None,
    }
}

const fn sign_off(event: &SignOffEvent) -> Option<What> {
    match event {
        SignOffEvent::OutcomeSignedOff { version, .. } => {
            Some(What::SignedOff { version: *version })
        }
        SignOffEvent::OutcomeReopened { .. } => Some(What::OutcomeReopened),
        SignOffEvent::OutcomeSigned { .. }
        | SignOffEvent::OutcomePublished { .. }
        | SignOffEvent::OutcomeUnpublished { .. } => None,
    }
}

fn floor(before: &RoundTable, event: &FloorEvent) -> Option<What> {
    match event {
        FloorEvent::FloorGiven { speech } => {
            let speech = before.floor.speech(speech)?;
            Some(What::Spoke {
                delegation: speech.delegation.clone(),
                kind: speech.kind,
            })
        }
        FloorEvent::PointRuledOn { speech, ruling } => Some(What::Ruled {
            delegation: before.floor.speech(speech)?.delegation.clone(),
            ruling: *ruling,
        }),
        FloorEvent::TourBegun { .. } => Some(What::Tour),
        FloorEvent::ListClosed => Some(What::ListClosed),
        FloorEvent::ListReopened => Some(What::ListReopened),
        FloorEvent::FloorAsked { .. }
        | FloorEvent::SpeakerWithdrew { .. }
        | FloorEvent::StatementHandedIn { .. }
        | FloorEvent::StatementTakenBack { .. }
        | FloorEvent::StatementDelivered { .. }
        | FloorEvent::StatementKept { .. }
        | FloorEvent::KeptStatementDropped { .. }
        | FloorEvent::SpeakerReturned { .. }
        | FloorEvent::SpeakerSkipped { .. }
        | FloorEvent::ListArranged { .. }
        | FloorEvent::SpeechPaused { .. }
        | FloorEvent::SpeechResumed { .. }
        | FloorEvent::SpeechEnded { .. }
        | FloorEvent::ClosingWarned { .. }
        | FloorEvent::ListOrdered { .. }
        | FloorEvent::TimeLimited { .. }
        | FloorEvent::SpeechExtended { .. }
        | FloorEvent::AllExtended { .. }
        | FloorEvent::RoundBegun { .. } => None,
    }
}
