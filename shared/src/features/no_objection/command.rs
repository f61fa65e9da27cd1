//! What is asked about wording that is put with a time to object.

use super::rules::{NoObjectionRules, ReservationKind};
use super::wording::Subject;
use crate::ids::{DecisionId, Timestamp};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about wording that is put with a time to object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum NoObjectionCommand {
    /// Put wording: it stands unless a delegation objects in time.
    PutWording {
        /// Its new id.
        decision: DecisionId,
        /// Which wording.
        what: Subject,
        /// What is set beforehand.
        rules: NoObjectionRules,
        /// The [sign](super::PutWording::sign) of all of it as it was shown: nothing else is put in its place.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        seen: String,
    },
    /// Object for one's delegation; what is said last counts.
    Object {
        /// To what.
        decision: DecisionId,
        /// To which paragraph, counted from 0, if to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paragraph: Option<u32>,
        /// Why, if one says so.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Take one's delegation's objection back.
    WithdrawObjection {
        /// To what.
        decision: DecisionId,
    },
    /// Give more time.
    AddTime {
        /// For what.
        decision: DecisionId,
        /// Until when.
        until: Timestamp,
    },
    /// Withdraw it before its time is over: nothing follows from it.
    CancelNoObjection {
        /// What.
        decision: DecisionId,
        /// Why, for everybody to read.
        reason: String,
    },
    /// Explain one's delegation's position once it is over, in place of what it said before; nothing takes that back.
    ExplainPosition {
        /// On what.
        decision: DecisionId,
        /// What it says.
        text: String,
    },
    /// Record how one's delegation stands beside what was agreed, in place of what was recorded before.
    RecordReservation {
        /// On what.
        decision: DecisionId,
        /// How; nothing takes back what was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<ReservationKind>,
        /// What it says to that.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}

tagged!(NoObjectionCommand, "command");
