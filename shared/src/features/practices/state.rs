//! The practices at a table.

use super::event::PracticeEvent;
use super::filed::Filed;
use super::practice::{GoodPractice, Remark};
use crate::ids::{DelegationId, PracticeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// The practices that were brought, in order; and beside them those that were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Practices {
    brought: Vec<GoodPractice>,
    /// Practices taken back, and who had brought them. Their ids stay taken: their prose is still in
    /// the document, and would become the words of whoever used the id next.
    #[serde(default)]
    pub withdrawn: BTreeMap<PracticeId, DelegationId>,
}

impl Deref for Practices {
    type Target = [GoodPractice];

    fn deref(&self) -> &[GoodPractice] {
        &self.brought
    }
}

impl<'a> IntoIterator for &'a Practices {
    type Item = &'a GoodPractice;
    type IntoIter = std::slice::Iter<'a, GoodPractice>;

    fn into_iter(self) -> Self::IntoIter {
        self.brought.iter()
    }
}

impl Practices {
    /// Takes in what happened.
    pub(crate) fn apply(&mut self, event: &PracticeEvent) {
        match event {
            PracticeEvent::PracticeBrought {
                practice,
                delegation,
                card,
            } => self.brought.push(GoodPractice::brought(
                practice.clone(),
                delegation.clone(),
                card.clone(),
            )),
            PracticeEvent::PracticeFiled {
                practice,
                delegation,
                card,
                from,
                filed_by,
            } => self.brought.push(GoodPractice {
                filed: Some(Filed {
                    from: from.clone(),
                    by: filed_by.clone(),
                }),
                ..GoodPractice::brought(practice.clone(), delegation.clone(), card.clone())
            }),
            PracticeEvent::PracticeRevised { practice, card } => {
                self.revise(practice, |p| p.card = card.clone());
            }
            PracticeEvent::PracticeWithdrawn { practice } => self.withdraw(practice),
            PracticeEvent::PracticeEndorsed {
                practice,
                delegation,
                endorsed,
            } => self.revise(practice, |p| {
                set(&mut p.endorsed_by, delegation, *endorsed);
            }),
            PracticeEvent::RemarkMade {
                practice,
                remark,
                asked_by,
                delegation,
                text,
            } => {
                let remark = Remark::asked(remark, asked_by, delegation, text);
                self.revise(practice, |p| p.remarks.push(remark));
            }
            PracticeEvent::RemarkAnswered {
                practice,
                remark,
                text,
            } => self.revise(practice, |p| p.answer(remark, text)),
        }
    }

    fn withdraw(&mut self, practice: &PracticeId) {
        if let Some(place) = self.brought.iter().position(|p| &p.id == practice) {
            let gone = self.brought.remove(place);
            self.withdrawn.insert(gone.id, gone.delegation);
        }
    }

    fn revise(&mut self, practice: &PracticeId, change: impl FnOnce(&mut GoodPractice)) {
        if let Some(practice) = self.brought.iter_mut().find(|p| &p.id == practice) {
            change(practice);
        }
    }
}

fn set(members: &mut BTreeSet<DelegationId>, delegation: &DelegationId, is_member: bool) {
    if is_member {
        members.insert(delegation.clone());
    } else {
        members.remove(delegation);
    }
}
