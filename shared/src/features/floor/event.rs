//! What happened on the floor, and who may see it: everybody sees all of it, why one comes before another as well, but for the text of
//! a statement that has yet to be delivered.

use super::order::OrderPolicy;
use super::speech::{Ruling, SpeechKind};
use super::statement::of_statement;
use crate::ids::{DelegationId, ParticipantId, SpeechId, Timestamp};
use crate::refusal::Refusal;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What follows from a command, or why nothing does.
pub(super) type Decision = Result<Vec<FloorEvent>, Refusal>;

/// What happened on the floor. When it did is the time of its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum FloorEvent {
    /// A delegation asked for the floor.
    FloorAsked {
        /// The speech.
        speech: SpeechId,
        /// Who would speak.
        delegation: DelegationId,
        /// Who asked.
        asked_by: ParticipantId,
        /// What for.
        kind: SpeechKind,
        /// For whom else.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        on_behalf_of: String,
    },
    /// It took its name off the list.
    SpeakerWithdrew {
        /// The speech.
        speech: SpeechId,
    },
    /// It handed in the text of its statement.
    StatementHandedIn {
        /// For which speech.
        speech: SpeechId,
        /// Whose.
        delegation: DelegationId,
        /// The text; `None` for whoever may not read it before it is delivered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// It took that back.
    StatementTakenBack {
        /// For which speech.
        speech: SpeechId,
    },
    /// It has spoken: everybody reads the text that was handed in.
    StatementDelivered {
        /// In which speech.
        speech: SpeechId,
        /// The text.
        text: String,
    },
    /// It had the floor for a moment, and nothing of the text that was handed in was said: that is kept for when it asks again.
    StatementKept {
        /// In which speech.
        speech: SpeechId,
    },
    /// It took back a text that was kept for it.
    KeptStatementDropped {
        /// Which.
        delegation: DelegationId,
    },
    /// It was given the floor.
    FloorGiven {
        /// The speech.
        speech: SpeechId,
    },
    /// It waits again where it was, as if it had not been given the floor: that was a mistake.
    SpeakerReturned {
        /// The speech.
        speech: SpeechId,
    },
    /// The chair went on without it.
    SpeakerSkipped {
        /// The speech.
        speech: SpeechId,
    },
    /// The chair put the list in order by hand.
    ListArranged {
        /// What was moved.
        speech: SpeechId,
        /// Everything that waited, as it comes now.
        order: Vec<SpeechId>,
    },
    /// The time of whoever spoke was stopped.
    SpeechPaused {
        /// The speech.
        speech: SpeechId,
        /// The point of order that did it, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        point: Option<SpeechId>,
    },
    /// Whoever was paused goes on.
    SpeechResumed {
        /// The speech.
        speech: SpeechId,
    },
    /// A speech is over.
    SpeechEnded {
        /// The speech.
        speech: SpeechId,
    },
    /// The chair ruled on a point of order, which is over with that.
    PointRuledOn {
        /// The point.
        speech: SpeechId,
        /// How.
        ruling: Ruling,
    },
    /// The chair warned that the list will be closed.
    ClosingWarned {
        /// When.
        closes: Timestamp,
    },
    /// The list was closed.
    ListClosed,
    /// The list was opened again, or is not going to be closed.
    ListReopened,
    /// The chair chose the order.
    ListOrdered {
        /// The policy, with what was drawn.
        policy: OrderPolicy,
    },
    /// The chair set a limit of time.
    TimeLimited {
        /// For what.
        kind: SpeechKind,
        /// How long, if there is a limit.
        seconds: Option<u32>,
    },
    /// The chair gave a speaker more time.
    SpeechExtended {
        /// The speech.
        speech: SpeechId,
        /// Seconds beyond the limit, in all.
        extra: u32,
    },
    /// The chair gave everybody more time.
    AllExtended {
        /// For what.
        kind: SpeechKind,
        /// Seconds beyond the limit, in all.
        extra: u32,
    },
    /// Every delegation is called on once.
    TourBegun {
        /// The tour.
        tour: SpeechId,
        /// Each delegation's turn, in the order in which they sit.
        turns: Vec<(SpeechId, DelegationId)>,
    },
    /// A new round began.
    RoundBegun {
        /// Its number.
        round: u32,
    },
}

tagged!(FloorEvent, "event");

impl FloorEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::StatementHandedIn { delegation, .. } => of_statement(delegation),
            Self::FloorAsked { .. }
            | Self::SpeakerWithdrew { .. }
            | Self::StatementTakenBack { .. }
            | Self::StatementDelivered { .. }
            | Self::StatementKept { .. }
            | Self::KeptStatementDropped { .. }
            | Self::FloorGiven { .. }
            | Self::SpeakerReturned { .. }
            | Self::SpeakerSkipped { .. }
            | Self::ListArranged { .. }
            | Self::SpeechPaused { .. }
            | Self::SpeechResumed { .. }
            | Self::SpeechEnded { .. }
            | Self::PointRuledOn { .. }
            | Self::ClosingWarned { .. }
            | Self::ListClosed
            | Self::ListReopened
            | Self::ListOrdered { .. }
            | Self::TimeLimited { .. }
            | Self::SpeechExtended { .. }
            | Self::AllExtended { .. }
            | Self::TourBegun { .. }
            | Self::RoundBegun { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) fn veil(&mut self) {
        match self {
            Self::StatementHandedIn { text, .. } => *text = None,
            Self::FloorAsked { .. }
            | Self::SpeakerWithdrew { .. }
            | Self::StatementTakenBack { .. }
            | Self::StatementDelivered { .. }
            | Self::StatementKept { .. }
            | Self::KeptStatementDropped { .. }
            | Self::FloorGiven { .. }
            | Self::SpeakerReturned { .. }
            | Self::SpeakerSkipped { .. }
            | Self::ListArranged { .. }
            | Self::SpeechPaused { .. }
            | Self::SpeechResumed { .. }
            | Self::SpeechEnded { .. }
            | Self::PointRuledOn { .. }
            | Self::ClosingWarned { .. }
            | Self::ListClosed
            | Self::ListReopened
            | Self::ListOrdered { .. }
            | Self::TimeLimited { .. }
            | Self::SpeechExtended { .. }
            | Self::AllExtended { .. }
            | Self::TourBegun { .. }
            | Self::RoundBegun { .. } => {}
        }
    }
}
