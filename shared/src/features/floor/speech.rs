//! A speech: a delegation's place on the list, and what came of it.

use super::statement::Statement;
use crate::ids::{DelegationId, ParticipantId, SpeechId, Timestamp};
use crate::limits;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Whoever has spoken for a shorter time, in milliseconds, may have been given the floor by mistake: what they handed in is not
/// delivered.
pub const MISTAKEN: u64 = 30_000;

/// What the floor is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpeechKind {
    /// What a delegation came to say.
    Statement,
    /// A word on what was said.
    Intervention,
    /// An answer to a question that the delegation was asked.
    Answer,
    /// On how the meeting is led: it comes before everything, and the chair rules on it.
    PointOfOrder,
    /// On what was said of the delegation: it comes after the list.
    RightOfReply,
}

impl SpeechKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Statement,
        Self::Intervention,
        Self::Answer,
        Self::PointOfOrder,
        Self::RightOfReply,
    ];

    /// The kind's name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Intervention => "intervention",
            Self::Answer => "answer",
            Self::PointOfOrder => "point-of-order",
            Self::RightOfReply => "right-of-reply",
        }
    }

    /// Whether it can be asked for only while the list is open. Questions and replies come of what is said last, too.
    pub const fn needs_open_list(self) -> bool {
        match self {
            Self::Statement | Self::Intervention => true,
            Self::Answer | Self::PointOfOrder | Self::RightOfReply => false,
        }
    }
}

/// What the chair says to a point of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The point is well taken.
    WellTaken,
    /// It is not.
    NotWellTaken,
}

impl Ruling {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::WellTaken, Self::NotWellTaken];

    /// The ruling's name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WellTaken => "well-taken",
            Self::NotWellTaken => "not-well-taken",
        }
    }
}

/// How it stands with a speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Standing {
    /// It is on the list.
    Waiting,
    /// The delegation has the floor.
    Speaking {
        /// Since when, without a pause.
        since: Timestamp,
    },
    /// It has the floor, and does not speak at the moment.
    Paused {
        /// Since when.
        since: Timestamp,
        /// The point of order after which it goes on, if that is why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        point: Option<SpeechId>,
    },
    /// It is over.
    Done,
    /// The delegation took its name off the list; in a tour de table, it passed.
    Withdrawn,
    /// The chair went on to the next.
    Skipped,
}

tagged!(Standing, "is");

/// A time without a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// When it began.
    pub from: Timestamp,
    /// When it ended.
    pub to: Timestamp,
}

impl Spell {
    /// How long it was, in milliseconds.
    pub const fn millis(self) -> u64 {
        self.to.0.saturating_sub(self.from.0)
    }
}

/// A delegation's place on the list, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// Its id, made by the client that asked.
    pub id: SpeechId,
    /// Who speaks.
    pub delegation: DelegationId,
    /// Who asked for it; nobody did in a tour de table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// What for.
    pub kind: SpeechKind,
    /// For whom else it speaks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on_behalf_of: String,
    /// When it was asked for.
    pub asked: Timestamp,
    /// How many had asked before.
    pub nth: u64,
    /// Whether it is its turn in a tour de table.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tour: bool,
    /// How it stands.
    pub standing: Standing,
    /// When it was spoken, without the pauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spells: Vec<Spell>,
    /// Seconds that the chair gave to it beyond the limit.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extra: u32,
    /// What the chair said to a point of order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    /// The text that was handed in for it, until it is delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Statement>,
    /// How often one was handed in.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub handed_in: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(seconds: &u32) -> bool {
    *seconds == 0
}

impl Speech {
    /// Whether it is on the list.
    pub fn waits(&self) -> bool {
        self.standing == Standing::Waiting
    }

    /// Whether it has the floor, speaking or not.
    pub const fn has_floor(&self) -> bool {
        matches!(
            self.standing,
            Standing::Speaking { .. } | Standing::Paused { .. }
        )
    }

    /// Whether the delegation speaks at this moment.
    pub const fn speaks(&self) -> bool {
        matches!(self.standing, Standing::Speaking { .. })
    }

    /// Whether it is a point of order.
    pub fn is_point(&self) -> bool {
        self.kind == SpeechKind::PointOfOrder
    }

    /// What no policy decides, and no hand: a point of order comes first, then the tour, the list, and the replies.
    pub const fn class(&self) -> u8 {
        match self.kind {
            SpeechKind::PointOfOrder => 0,
            SpeechKind::Statement | SpeechKind::Intervention | SpeechKind::Answer if self.tour => 1,
            SpeechKind::Statement | SpeechKind::Intervention | SpeechKind::Answer => 2,
            SpeechKind::RightOfReply => 3,
        }
    }

    /// How long it has been spoken by then, in milliseconds, without the pauses.
    pub fn spoken(&self, now: Timestamp) -> u64 {
        let before: u64 = self.spells.iter().map(|spell| spell.millis()).sum();
        let running = match self.standing {
            Standing::Speaking { since } => now.0.saturating_sub(since.0),
            Standing::Waiting
            | Standing::Paused { .. }
            | Standing::Done
            | Standing::Withdrawn
            | Standing::Skipped => 0,
        };
        before.saturating_add(running)
    }

    /// It stops speaking: how long the last time without a pause was.
    pub(super) fn ends_spell(&mut self, at: Timestamp, standing: Standing) -> u64 {
        let begun = match self.standing {
            Standing::Speaking { since } => Some(since),
            Standing::Waiting
            | Standing::Paused { .. }
            | Standing::Done
            | Standing::Withdrawn
            | Standing::Skipped => None,
        };
        self.standing = standing;
        let Some(from) = begun else { return 0 };
        let spell = Spell { from, to: at };
        // Who is paused without end does not fill the table: the last ones are kept as one.
        let is_full = self.spells.len() >= limits::SPELLS;
        match self.spells.last_mut().filter(|_| is_full) {
            Some(last) => last.to = Timestamp(last.to.0.saturating_add(spell.millis())),
            None => self.spells.push(spell),
        }
        spell.millis()
    }
}
