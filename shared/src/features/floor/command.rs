//! What is asked about the floor.

use super::order::OrderPolicy;
use super::speech::{Ruling, SpeechKind};
use crate::ids::{SpeechId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about the floor. All but the first six is asked by whoever presides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum FloorCommand {
    /// Ask for the floor.
    AskForFloor {
        /// The new id of the speech.
        speech: SpeechId,
        /// What for.
        kind: SpeechKind,
        /// For whom else one would speak; nobody if it is empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        on_behalf_of: String,
    },
    /// Take one's own name off the list; in a tour de table, pass.
    WithdrawFromList {
        /// Which speech.
        speech: SpeechId,
    },
    /// Hand in the text of one's statement, or another one in its place, until one speaks.
    HandInStatement {
        /// For which speech.
        speech: SpeechId,
        /// The text, in plain paragraphs.
        text: String,
    },
    /// Take it back.
    TakeBackStatement {
        /// For which speech.
        speech: SpeechId,
    },
    /// Say that a speech was its statement, however short: what was handed in for it is delivered. The delegation says so, or who presides.
    ConfirmStatement {
        /// Which speech.
        speech: SpeechId,
    },
    /// Take back the text that one's delegation handed in and did not come to deliver.
    DropKeptStatement,
    /// Give the floor to one who waits. Whoever has it is done; by a point of order they are paused.
    GiveFloor {
        /// To which speech.
        speech: SpeechId,
        /// Which one was speaking as it was shown, so that two who preside do not cut somebody short.
        after: Option<SpeechId>,
    },
    /// Go on without one who waits.
    SkipSpeaker {
        /// Which speech.
        speech: SpeechId,
    },
    /// Have one wait elsewhere on the list.
    MoveSpeaker {
        /// Which speech.
        speech: SpeechId,
        /// Before which other it shall come; at the end if none is named.
        before: Option<SpeechId>,
    },
    /// Stop the time of whoever speaks.
    PauseSpeech {
        /// Which speech.
        speech: SpeechId,
    },
    /// Let whoever was paused go on.
    ResumeSpeech {
        /// Which speech.
        speech: SpeechId,
    },
    /// Take the floor back.
    EndSpeech {
        /// From which speech.
        speech: SpeechId,
    },
    /// Have whoever was given the floor a moment ago, say by mistake, wait again where they were.
    ReturnToList {
        /// Which speech.
        speech: SpeechId,
    },
    /// Rule on a point of order. Whoever was paused by it goes on.
    RuleOnPoint {
        /// On which.
        speech: SpeechId,
        /// How.
        ruling: Ruling,
    },
    /// Warn that the list will be closed.
    WarnOfClosing {
        /// When.
        closes: Timestamp,
    },
    /// Close the list, after a warning.
    CloseList {
        /// The time that the warning named, so that a later warning holds.
        closes: Timestamp,
    },
    /// Open the list again, or take the warning back.
    ReopenList,
    /// Choose in which order one speaks. Whatever was put elsewhere by hand is so no longer.
    OrderList {
        /// The policy. A lot or a letter was drawn by the client; everybody sees each draw.
        policy: OrderPolicy,
    },
    /// Set how long one may speak.
    LimitTime {
        /// For what.
        kind: SpeechKind,
        /// How long; without a limit if nothing is said.
        seconds: Option<u32>,
    },
    /// Give a speaker more time.
    ExtendSpeech {
        /// Which speech.
        speech: SpeechId,
        /// How many seconds beyond the limit there shall be, in all.
        extra: u32,
    },
    /// Give everybody more time, until the next round.
    ExtendAll {
        /// For what.
        kind: SpeechKind,
        /// How many seconds beyond the limit there shall be, in all.
        extra: u32,
    },
    /// Call on every delegation once, in order.
    BeginTour {
        /// The tour's new id; its speeches are named after it.
        tour: SpeechId,
    },
    /// Begin a new round, say with an item: nobody waits any more, and time is counted anew.
    BeginRound {
        /// The round that was on as it was shown.
        after: u32,
    },
}

tagged!(FloorCommand, "command");
