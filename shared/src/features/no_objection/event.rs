//! What happened to wording that was put with a time to object, and who may see it: that somebody objects is for all. Who does is
//! for all where that was set beforehand, and otherwise for the delegation itself and for nobody else, whoever presides or
//! facilitates included, now and later. (The log knows.)

use super::objection::Objection;
use super::rules::{Added, NoObjectionRules, ReservationKind};
use super::standing::OnParagraph;
use super::wording::{PutWording, Subject};
use crate::ids::{DecisionId, DelegationId, Timestamp};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to wording that was put with a time to object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum NoObjectionEvent {
    /// Wording was put.
    WordingPut {
        /// Its id.
        decision: DecisionId,
        /// Which wording.
        what: Box<Subject>,
        /// What was set beforehand.
        rules: NoObjectionRules,
        /// When its time is over.
        until: Timestamp,
        /// What it said; the server fills it in, who has the texts.
        #[serde(default)]
        wording: Box<PutWording>,
        /// SHA-256 of the wording's canonical form, in hex; the server fills it in.
        #[serde(default)]
        digest: String,
        /// The sign of what was seen of it; the server takes it out, once it has compared.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        seen: String,
    },
    /// A delegation objects, or does so otherwise than before.
    ObjectionMade {
        /// To what.
        decision: DecisionId,
        /// Which delegation; `None` for whoever may not see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegation: Option<DelegationId>,
        /// To which paragraph and why; `None` for whoever may not see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        objection: Option<Objection>,
        /// Whether it had not objected until then.
        first: bool,
        /// Whether everybody may see it.
        #[serde(default)]
        by_name: bool,
    },
    /// A delegation took its objection back.
    ObjectionWithdrawn {
        /// To what.
        decision: DecisionId,
        /// Which delegation; `None` for whoever may not see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegation: Option<DelegationId>,
        /// Whether everybody may see it.
        #[serde(default)]
        by_name: bool,
    },
    /// There is more time.
    TimeAdded {
        /// For what.
        decision: DecisionId,
        /// Until when.
        until: Timestamp,
        /// Why.
        added: Added,
    },
    /// Its time is over. What is published of the objections stands here.
    NoObjectionClosed {
        /// Which.
        decision: DecisionId,
        /// How many delegations object.
        count: u32,
        /// How many of them to which paragraph.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on: Vec<OnParagraph>,
    },
    /// It was withdrawn before its time was over, and nothing follows.
    NoObjectionCancelled {
        /// Which.
        decision: DecisionId,
        /// Why.
        reason: String,
    },
    /// A delegation explained its position, or took that back.
    PositionExplained {
        /// On what.
        decision: DecisionId,
        /// Which delegation.
        delegation: DelegationId,
        /// What it says; nothing if it took it back.
        text: String,
    },
    /// A delegation recorded how it stands beside what was agreed, or took that back.
    ReservationRecorded {
        /// On what.
        decision: DecisionId,
        /// Which delegation.
        delegation: DelegationId,
        /// How; nothing if it took it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<ReservationKind>,
        /// What it says to that.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}

tagged!(NoObjectionEvent, "event");

/// Who may see who objects.
pub(super) const fn of_objection(by_name: bool, delegation: Option<&DelegationId>) -> Audience<'_> {
    match delegation {
        _ if by_name => Audience::Everybody,
        Some(delegation) => Audience::Delegations(std::slice::from_ref(delegation)),
        None => Audience::Delegations(&[]),
    }
}

impl NoObjectionEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::ObjectionMade {
                delegation,
                by_name,
                ..
            }
            | Self::ObjectionWithdrawn {
                delegation,
                by_name,
                ..
            } => of_objection(*by_name, delegation.as_ref()),
            Self::WordingPut { .. }
            | Self::TimeAdded { .. }
            | Self::NoObjectionClosed { .. }
            | Self::NoObjectionCancelled { .. }
            | Self::PositionExplained { .. }
            | Self::ReservationRecorded { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) fn veil(&mut self) {
        match self {
            Self::ObjectionMade {
                delegation,
                objection,
                ..
            } => {
                *delegation = None;
                *objection = None;
            }
            Self::ObjectionWithdrawn { delegation, .. } => *delegation = None,
            Self::WordingPut { .. }
            | Self::TimeAdded { .. }
            | Self::NoObjectionClosed { .. }
            | Self::NoObjectionCancelled { .. }
            | Self::PositionExplained { .. }
            | Self::ReservationRecorded { .. } => {}
        }
    }

    /// Whether who did it says whose objection it is.
    pub(crate) const fn tells_whose(&self) -> bool {
        matches!(
            self,
            Self::ObjectionMade { .. } | Self::ObjectionWithdrawn { .. }
        )
    }

    /// What is to be closed when, from here on; nothing if this changes nothing about it.
    pub const fn due(&self) -> Option<(&DecisionId, Option<Timestamp>)> {
        match self {
            Self::WordingPut {
                decision, until, ..
            }
            | Self::TimeAdded {
                decision, until, ..
            } => Some((decision, Some(*until))),
            Self::NoObjectionClosed { decision, .. }
            | Self::NoObjectionCancelled { decision, .. } => Some((decision, None)),
            Self::ObjectionMade { .. }
            | Self::ObjectionWithdrawn { .. }
            | Self::PositionExplained { .. }
            | Self::ReservationRecorded { .. } => None,
        }
    }
}
