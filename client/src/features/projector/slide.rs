//! Which slide is shown: what the facilitator says, or what the agenda is at.

use crate::features::lead::{led_to, page};
use crate::room::navigation::Shown;
use shared::features::projector::Projected;
use shared::ids::{BallotId, DecisionId, PracticeId, QuestionId};
use shared::table::RoundTable;

/// A slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slide {
    /// What the meeting is about, and its agenda.
    Agenda,
    /// A question and its answer.
    Question(QuestionId),
    /// All practices by title.
    Practices,
    /// One practice.
    Practice(PracticeId),
    /// A ballot.
    Ballot(BallotId),
    /// Wording with a time to object.
    Wording(DecisionId),
    /// How one comes in.
    JoinCode,
    /// A pause, and what is said of it.
    Pause(String),
}

impl Slide {
    /// The slide of a table as it is now.
    pub fn of(table: &RoundTable) -> Self {
        match &table.projector.shows {
            Projected::Question { question } if table.question(question).is_some() => {
                Self::Question(question.clone())
            }
            Projected::Practice { practice } if table.practice(practice).is_some() => {
                Self::Practice(practice.clone())
            }
            Projected::Ballot { ballot } if table.ballot(ballot).is_some() => {
                Self::Ballot(ballot.clone())
            }
            Projected::Wording { decision } if table.no_objections.get(decision).is_some() => {
                Self::Wording(decision.clone())
            }
            Projected::JoinCode => Self::JoinCode,
            Projected::Pause { text } => Self::Pause(text.clone()),
            Projected::Agenda
            | Projected::Question { .. }
            | Projected::Practice { .. }
            | Projected::Ballot { .. }
            | Projected::Wording { .. } => Self::of_agenda(table),
        }
    }

    /// Where everybody is led, or else what the item is about that the table is at; while ballots are held, the latest.
    fn of_agenda(table: &RoundTable) -> Self {
        let led = led_to(table).as_ref().map(page);
        if led.is_none() && table.agenda.is_closed() {
            return Self::Agenda;
        }
        match led.unwrap_or_else(|| Shown::work(table)) {
            Shown::Question(id) => Self::Question(id),
            Shown::Practices => Self::Practices,
            Shown::Practice(id) => Self::Practice(id),
            Shown::Ballots => {
                let latest = table.ballots.last().map(|ballot| ballot.id.clone());
                latest.map_or(Self::Agenda, Self::Ballot)
            }
            Shown::Note | Shown::Revisions | Shown::Desk(_) => Self::Agenda,
        }
    }
}
