//! Who presides at a table.

use super::event::ChairEvent;
use crate::features::people::{Participant, Role};
use crate::ids::ParticipantId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Who was asked to preside. It moves by an event only, never with a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Chair(pub BTreeSet<ParticipantId>);

impl Chair {
    /// Whether nobody was asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, event: &ChairEvent) {
        match event {
            ChairEvent::ChairHandedOver { to } => self.0.clone_from(to),
        }
    }

    /// The people who preside: those who were asked and did not become observers since, or all facilitators.
    pub fn presiding<'a>(
        &self,
        people: &'a BTreeMap<ParticipantId, Participant>,
    ) -> Vec<&'a Participant> {
        let asked = self.0.iter().filter_map(|id| people.get(id));
        let asked: Vec<_> = asked.filter(|who| may_preside(who)).collect();
        if !asked.is_empty() {
            return asked;
        }
        let facilitates = |who: &&Participant| who.role == Role::Facilitator;
        people.values().filter(facilitates).collect()
    }
}

/// Whether this person may be asked to preside.
pub fn may_preside(who: &Participant) -> bool {
    !who.looks_on()
}
