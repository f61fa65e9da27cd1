//! The wording that was put at a table, and what was said to it.

use super::event::{NoObjectionEvent, of_objection};
use super::objection::Objection;
use super::rules::{Added, NoObjectionRules, ReservationKind};
use super::standing::{NoObjectionStanding, OnParagraph};
use super::wording::{PutWording, Subject};
use crate::ids::{DecisionId, DelegationId, Timestamp};
use crate::table::{Audience, RoundTable};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Deref;

/// All wording that was put, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoObjections(Vec<NoObjection>);

impl Deref for NoObjections {
    type Target = [NoObjection];

    fn deref(&self) -> &[NoObjection] {
        &self.0
    }
}

/// Wording that was put with a time to object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoObjection {
    /// Its id, made by the client that put it.
    pub id: DecisionId,
    /// Which wording.
    pub what: Subject,
    /// What was set beforehand.
    pub rules: NoObjectionRules,
    /// What it said then.
    pub wording: PutWording,
    /// SHA-256 of the wording's canonical form, in hex.
    #[serde(default)]
    pub digest: String,
    /// When it was put.
    pub since: Timestamp,
    /// When its time is over.
    pub until: Timestamp,
    /// Through when the time is made up for in which the server was down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_up: Option<Timestamp>,
    /// What became of it.
    pub standing: NoObjectionStanding,
    /// How many delegations object; everybody sees that.
    #[serde(default)]
    pub count: u32,
    /// Which ones, as far as one may see it. Where no names are published, nobody keeps them once it is over.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objections: BTreeMap<DelegationId, Objection>,
    /// How delegations explain their positions, once it is over.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explanations: BTreeMap<DelegationId, Explanation>,
    /// How delegations stand beside it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reservations: BTreeMap<DelegationId, Reservation>,
}

/// How a delegation explains its position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What it says.
    pub text: String,
    /// When it said so last.
    pub at: Timestamp,
}

/// How a delegation stands beside what was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// How.
    pub kind: ReservationKind,
    /// What it says to that; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it was recorded last.
    pub at: Timestamp,
}

impl NoObjection {
    /// How many characters its wording has, with what was said to it.
    fn characters(&self) -> usize {
        let explained = self.explanations.values().map(|said| &said.text);
        let reserved = self.reservations.values().map(|said| &said.text);
        let reasons = self.objections.values().map(|said| &said.reason);
        let texts = explained.chain(reserved).chain(reasons);
        self.wording.characters() + texts.map(|text| text.chars().count()).sum::<usize>()
    }

    /// Whether one may object. Also past its time: an objection counts until it is closed.
    pub const fn is_running(&self) -> bool {
        matches!(self.standing, NoObjectionStanding::Running)
    }

    /// Whether its time is over, and not because it was withdrawn.
    pub const fn is_closed(&self) -> bool {
        matches!(self.standing, NoObjectionStanding::Closed { .. })
    }

    /// Whether it stands as agreed wording.
    pub const fn stands(&self) -> bool {
        matches!(self.standing, NoObjectionStanding::Closed { count: 0, .. })
    }

    /// What it is called: the question, the practice, or the first words of a text.
    pub fn called(&self, table: &RoundTable) -> String {
        self.what.called(&self.wording, table)
    }

    /// What a delegation says when it is over.
    fn takes_position(&mut self, at: Timestamp, event: &NoObjectionEvent) {
        match event {
            NoObjectionEvent::PositionExplained {
                delegation, text, ..
            } if text.is_empty() => drop(self.explanations.remove(delegation)),
            NoObjectionEvent::PositionExplained {
                delegation, text, ..
            } => {
                let text = text.clone();
                let said = Explanation { text, at };
                self.explanations.insert(delegation.clone(), said);
            }
            NoObjectionEvent::ReservationRecorded {
                delegation,
                kind: Some(kind),
                text,
                ..
            } => {
                let (kind, text) = (*kind, text.clone());
                let said = Reservation { kind, text, at };
                self.reservations.insert(delegation.clone(), said);
            }
            NoObjectionEvent::ReservationRecorded { delegation, .. } => {
                self.reservations.remove(delegation);
            }
            _ => {}
        }
    }

    /// How many objections there are to which paragraph.
    pub(super) fn on_paragraphs(&self) -> Vec<OnParagraph> {
        let mut counts = BTreeMap::<u32, u32>::new();
        let named = self.objections.values().filter_map(|it| it.paragraph);
        for paragraph in named {
            *counts.entry(paragraph).or_default() += 1;
        }
        let on = |(paragraph, count)| OnParagraph { paragraph, count };
        counts.into_iter().map(on).collect()
    }
}

impl NoObjections {
    /// Whether nothing was ever put.
    pub fn is_untouched(&self) -> bool {
        self.0.is_empty()
    }

    /// The wording by that id.
    pub fn get(&self, id: &DecisionId) -> Option<&NoObjection> {
        self.0.iter().find(|it| it.id == *id)
    }

    /// What runs.
    pub fn running(&self) -> impl Iterator<Item = &NoObjection> {
        self.0.iter().filter(|it| it.is_running())
    }

    /// How many characters all wording, explanations and reservations have together.
    pub fn characters(&self) -> usize {
        self.0.iter().map(NoObjection::characters).sum()
    }

    /// How many of these may still be objected to.
    pub fn open_characters(&self) -> usize {
        self.running().map(NoObjection::characters).sum()
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, at: Timestamp, event: &NoObjectionEvent) {
        match event {
            NoObjectionEvent::WordingPut {
                decision,
                what,
                rules,
                until,
                wording,
                digest,
                seen: _,
            } => self.0.push(NoObjection {
                id: decision.clone(),
                what: (**what).clone(),
                rules: *rules,
                wording: (**wording).clone(),
                digest: digest.clone(),
                since: at,
                until: *until,
                made_up: None,
                standing: NoObjectionStanding::Running,
                count: 0,
                objections: BTreeMap::new(),
                explanations: BTreeMap::new(),
                reservations: BTreeMap::new(),
            }),
            NoObjectionEvent::ObjectionMade {
                decision,
                delegation,
                objection,
                first,
                ..
            } => self.change(decision, |it| {
                it.count = it.count.saturating_add(u32::from(*first));
                if let (Some(delegation), Some(objection)) = (delegation, objection) {
                    it.objections.insert(delegation.clone(), objection.clone());
                }
            }),
            NoObjectionEvent::ObjectionWithdrawn {
                decision,
                delegation,
                ..
            } => self.change(decision, |it| {
                it.count = it.count.saturating_sub(1);
                if let Some(delegation) = delegation {
                    it.objections.remove(delegation);
                }
            }),
            NoObjectionEvent::TimeAdded {
                decision,
                until,
                added,
            } => self.change(decision, |it| {
                it.until = *until;
                if let Added::ServerDown { through, .. } = added {
                    it.made_up = Some(*through);
                }
            }),
            NoObjectionEvent::NoObjectionClosed {
                decision,
                count,
                on,
            } => self.change(decision, |it| {
                it.count = *count;
                it.standing = NoObjectionStanding::Closed {
                    at,
                    count: *count,
                    on: on.clone(),
                };
                // Who objected is forgotten, by whoever knew it.
                if !it.rules.by_name {
                    it.objections.clear();
                }
            }),
            NoObjectionEvent::NoObjectionCancelled { decision, reason } => {
                self.change(decision, |it| {
                    let reason = reason.clone();
                    it.standing = NoObjectionStanding::Cancelled { at, reason };
                    it.objections.clear();
                    it.count = 0;
                });
            }
            NoObjectionEvent::PositionExplained { decision, .. }
            | NoObjectionEvent::ReservationRecorded { decision, .. } => {
                self.change(decision, |it| it.takes_position(at, event));
            }
        }
    }

    fn change(&mut self, id: &DecisionId, change: impl FnOnce(&mut NoObjection)) {
        if let Some(it) = self.0.iter_mut().find(|it| it.id == *id) {
            change(it);
        }
    }

    /// Takes out who objects, where that may not be told.
    pub(crate) fn veil(&mut self, may_see: impl Fn(Audience<'_>) -> bool) {
        for it in &mut self.0 {
            let by_name = it.rules.by_name;
            it.objections
                .retain(|delegation, _| may_see(of_objection(by_name, Some(delegation))));
        }
    }
}
