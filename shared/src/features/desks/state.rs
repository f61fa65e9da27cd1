//! The desks at a table: who works on each, and how often that has widened.

use super::event::DeskEvent;
use crate::ids::DelegationId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The desks that are, or were, shared. Any other is its delegation's alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Desks(BTreeMap<DelegationId, Desk>);

/// A desk that is or was shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// All who work on it: first whose it is, then the others in the order in which they came.
    pub members: Vec<DelegationId>,
    /// How often others were let in: whoever wrote before knowing of the last time wrote for fewer readers.
    pub widened: u32,
}

impl Desks {
    /// Whether there is nothing to say of any.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All who work on a delegation's desk, itself first.
    pub fn members<'a>(&'a self, desk: &'a DelegationId) -> &'a [DelegationId] {
        let shared = self.0.get(desk).map(|desk| desk.members.as_slice());
        shared.unwrap_or(std::slice::from_ref(desk))
    }

    /// How often others were let in to it.
    pub fn widened(&self, desk: &DelegationId) -> u32 {
        self.0.get(desk).map_or(0, |desk| desk.widened)
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, event: &DeskEvent) {
        match event {
            DeskEvent::DeskShared {
                desk,
                members,
                widened,
                ..
            } => {
                let desk = self.0.entry(desk.clone()).or_default();
                desk.members.clone_from(members);
                desk.widened = *widened;
            }
            DeskEvent::DeskUnshared {
                desk,
                with,
                members,
            } => {
                let desk = self.0.entry(desk.clone()).or_default();
                desk.members.clone_from(members);
                desk.members.retain(|member| member != with);
            }
            DeskEvent::DeskChanged => {}
        }
    }

    /// Takes out the desks on which this delegation does not work.
    pub(crate) fn veil(&mut self, viewer: Option<&DelegationId>) {
        self.0
            .retain(|_, desk| viewer.is_some_and(|viewer| desk.members.contains(viewer)));
    }
}
