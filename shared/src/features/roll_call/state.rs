//! Who is present, and how many must be.

use super::event::RollCallEvent;
use super::quorum::Quorum;
use crate::ids::{DelegationId, ParticipantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The roll of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollCall {
    /// The delegations that were declared present.
    #[serde(default)]
    pub present: BTreeSet<DelegationId>,
    /// When that was said last; nothing while it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// How many must be present.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Quorum>,
    /// Who heads each delegation, where that was said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heads: BTreeMap<DelegationId, ParticipantId>,
    /// The delegations whose votes are cast by their heads only.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub reserved: BTreeSet<DelegationId>,
    /// The delegations for which their heads only publish.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub publishing: BTreeSet<DelegationId>,
}

impl RollCall {
    /// Whether nothing was ever said.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// Whether enough are present, of so many delegations; nothing while no quorum is set, or the roll was never called.
    pub fn is_reached(&self, all: usize) -> Option<bool> {
        let needed = self.quorum?.needed(all);
        self.at.map(|_| self.present.len() >= needed)
    }

    /// The head to whom a delegation's votes are reserved, if they are.
    pub fn votes_by(&self, delegation: &DelegationId) -> Option<&ParticipantId> {
        let head = self.heads.get(delegation);
        head.filter(|_| self.reserved.contains(delegation))
    }

    /// The head to whom it is reserved what a delegation publishes, if it is.
    pub fn publishes_by(&self, delegation: &DelegationId) -> Option<&ParticipantId> {
        let head = self.heads.get(delegation);
        head.filter(|_| self.publishing.contains(delegation))
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, at: Timestamp, event: &RollCallEvent) {
        match event {
            RollCallEvent::RollCalled { present } => {
                self.present.clone_from(present);
                self.at = Some(at);
            }
            RollCallEvent::PresenceDeclared {
                delegation,
                present,
            } => {
                if *present {
                    self.present.insert(delegation.clone());
                } else {
                    self.present.remove(delegation);
                }
                self.at = Some(at);
            }
            RollCallEvent::QuorumSet { quorum } => self.quorum = *quorum,
            RollCallEvent::HeadNamed { delegation, head } => {
                if let Some(head) = head {
                    self.heads.insert(delegation.clone(), head.clone());
                } else {
                    self.heads.remove(delegation);
                    self.reserved.remove(delegation);
                    self.publishing.remove(delegation);
                }
            }
            RollCallEvent::VotingReserved {
                delegation,
                reserved,
            } => reserve(&mut self.reserved, delegation, *reserved),
            RollCallEvent::PublishingReserved {
                delegation,
                reserved,
            } => reserve(&mut self.publishing, delegation, *reserved),
        }
    }
}

fn reserve(all: &mut BTreeSet<DelegationId>, delegation: &DelegationId, reserved: bool) {
    if reserved {
        all.insert(delegation.clone());
    } else {
        all.remove(delegation);
    }
}
