//! The check that is on.

use super::event::{TemperatureEvent, of_leaning};
use super::leaning::Leaning;
use crate::ids::{CheckId, DelegationId, ParticipantId};
use crate::table::Audience;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The temperature checks of a table: at most one is on, and of those that are over nothing is kept but the last one's id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Temperatures {
    /// The one that is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<TemperatureCheck>,
    /// The last one that is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<CheckId>,
}

/// A check that is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemperatureCheck {
    /// Its id, made by the client that asked.
    pub id: CheckId,
    /// What is asked; the usual question if it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wording: String,
    /// Who presided as it was asked, and so sees who leans which way, as facilitators do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_to: Vec<ParticipantId>,
    /// How many delegations lean which way; everybody sees that.
    #[serde(default)]
    pub counts: BTreeMap<Leaning, u32>,
    /// Which ones, as far as one may see it.
    #[serde(default)]
    pub leanings: BTreeMap<DelegationId, Leaning>,
}

impl TemperatureCheck {
    /// How many delegations lean that way.
    pub fn count(&self, leaning: Leaning) -> u32 {
        self.counts.get(&leaning).copied().unwrap_or(0)
    }

    /// How many have said how they lean.
    pub fn said(&self) -> u32 {
        self.counts.values().sum()
    }

    fn takes(&mut self, delegation: Option<&DelegationId>, now: Leaning, before: Option<Leaning>) {
        if let Some(left) = before.and_then(|before| self.counts.get_mut(&before)) {
            *left = left.saturating_sub(1);
        }
        self.counts.retain(|_, count| *count > 0);
        let count = self.counts.entry(now).or_default();
        *count = count.saturating_add(1);
        if let Some(delegation) = delegation {
            self.leanings.insert(delegation.clone(), now);
        }
    }
}

impl Temperatures {
    /// Whether none was ever asked.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// The check by that id, if it is on.
    pub fn check(&self, id: &CheckId) -> Option<&TemperatureCheck> {
        self.now.as_ref().filter(|check| check.id == *id)
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, event: &TemperatureEvent) {
        match event {
            TemperatureEvent::TemperatureAsked {
                check,
                wording,
                shown_to,
            } => {
                self.now = Some(TemperatureCheck {
                    id: check.clone(),
                    wording: wording.clone(),
                    shown_to: shown_to.clone(),
                    counts: BTreeMap::new(),
                    leanings: BTreeMap::new(),
                });
            }
            TemperatureEvent::TemperatureSaid {
                check,
                delegation,
                leaning,
                before,
                ..
            } => {
                if let Some(now) = self.now.as_mut().filter(|now| now.id == *check) {
                    now.takes(delegation.as_ref(), *leaning, *before);
                }
            }
            TemperatureEvent::TemperatureEnded { .. } => self.end(),
        }
    }

    /// What the room leaned to is over with the item, and forgotten.
    pub(crate) fn end(&mut self) {
        if let Some(check) = self.now.take() {
            self.over = Some(check.id);
        }
    }

    /// Takes out who leans which way, where that may not be told.
    pub(crate) fn veil(&mut self, may_see: impl Fn(Audience<'_>) -> bool) {
        if let Some(check) = &mut self.now {
            let shown_to = &check.shown_to;
            check
                .leanings
                .retain(|delegation, _| may_see(of_leaning(Some(delegation), shown_to)));
        }
    }
}
