//! What happened to the delegations at the table, and who may see it.

use super::delegation::Delegation;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to the delegations at the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum DelegationEvent {
    /// A delegation was given a seat.
    DelegationSeated {
        /// The delegation.
        delegation: Delegation,
    },
    /// A delegation has other names, or another colour.
    DelegationRevised {
        /// The delegation as it is now.
        delegation: Delegation,
    },
}

tagged!(DelegationEvent, "event");

impl DelegationEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::DelegationSeated { .. } | Self::DelegationRevised { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::DelegationSeated { .. } | Self::DelegationRevised { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(delegations: &mut Vec<Delegation>, event: &DelegationEvent) {
    match event {
        DelegationEvent::DelegationSeated { delegation } => delegations.push(delegation.clone()),
        DelegationEvent::DelegationRevised { delegation } => {
            let found = delegations.iter_mut().find(|d| d.id == delegation.id);
            if let Some(found) = found {
                found.clone_from(delegation);
            }
        }
    }
}
