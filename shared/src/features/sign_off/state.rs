//! Who signed what, which versions there are, and where one is published.

use super::event::SignOffEvent;
use super::signature::{Capacity, Signature};
use crate::features::report::Attribution;
use crate::ids::{ParticipantId, Timestamp};
use crate::seq::Seq;
use crate::table::Record;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who signed what, which versions there are, and where one is published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// The signatures that stand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub signatures: BTreeMap<Capacity, Signature>,
    /// What was signed off, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// What was opened again, in order, signatures that were taken back among it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reopened: Vec<Reopened>,
    /// Where the last version is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Publication>,
}

/// An outcome that was signed off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Which it is, from 1.
    pub number: u32,
    /// When all had signed.
    pub at: Timestamp,
    /// SHA-256 of the text, in hex.
    pub text: String,
    /// SHA-256 of all that was frozen, in hex.
    pub digest: String,
    /// The entry of the log that holds it.
    pub entry: Seq,
    /// The last entry of the log that was committed before.
    pub head: Seq,
    /// Where the chain of events ended there, in hex.
    pub chain: String,
    /// Who signed.
    pub signatures: BTreeMap<Capacity, Signature>,
    /// Whether it was opened again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_reopened: bool,
}

/// That something was opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// When.
    pub at: Timestamp,
    /// Who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// Why.
    pub reason: String,
    /// Which version, if it was signed off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// Where a version is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The end of its address.
    pub page: String,
    /// Since when.
    pub since: Timestamp,
    /// The entry of the log that holds what is published.
    pub entry: Seq,
    /// Whose things are said to be there.
    #[serde(default)]
    pub attribution: Attribution,
}

/// The outcome as it is shown to those who may sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownOutcome {
    /// It, as a part of a page.
    pub page: String,
    /// SHA-256 of its text, in hex: what is signed.
    pub text: String,
}

impl Version {
    /// What an event signs off; nothing if it does not.
    pub fn of(record: &Record, event: &SignOffEvent) -> Option<Self> {
        let SignOffEvent::OutcomeSignedOff {
            version,
            text,
            capacity,
            alone,
            before,
            digest,
            head,
            chain,
        } = event
        else {
            return None;
        };
        let last = Signature {
            by: record.by.clone(),
            at: record.at,
            text: text.clone(),
            alone: *alone,
        };
        let mut signatures = before.clone();
        signatures.insert(*capacity, last);
        Some(Self {
            number: *version,
            at: record.at,
            text: text.clone(),
            digest: digest.clone(),
            entry: record.seq,
            head: *head,
            chain: chain.clone(),
            signatures,
            is_reopened: false,
        })
    }
}

impl SignOff {
    /// Whether nobody ever signed.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// The version that stands; nothing before all have signed, and nothing once it is opened again.
    pub fn current(&self) -> Option<&Version> {
        self.versions.last().filter(|it| !it.is_reopened)
    }

    /// Whether the outcome is signed off.
    pub fn is_signed_off(&self) -> bool {
        self.current().is_some()
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, record: &Record, event: &SignOffEvent) {
        let (at, by) = (record.at, record.by.clone());
        match event {
            SignOffEvent::OutcomeSigned {
                capacity,
                text,
                alone,
            } => {
                let (text, alone) = (text.clone(), *alone);
                let signature = Signature {
                    by,
                    at,
                    text,
                    alone,
                };
                self.signatures.insert(*capacity, signature);
            }
            SignOffEvent::OutcomeSignedOff { .. } => {
                self.versions.extend(Version::of(record, event));
            }
            SignOffEvent::OutcomeReopened { reason } => {
                let last = self.versions.last_mut().filter(|it| !it.is_reopened);
                let version = last.map(|it| {
                    it.is_reopened = true;
                    it.number
                });
                self.signatures.clear();
                self.reopened.push(Reopened {
                    at,
                    by,
                    reason: reason.clone(),
                    version,
                });
            }
            SignOffEvent::OutcomePublished {
                page,
                entry,
                attribution,
            } => {
                self.published = Some(Publication {
                    page: page.clone(),
                    since: at,
                    entry: *entry,
                    attribution: *attribution,
                });
            }
            SignOffEvent::OutcomeUnpublished { page } => {
                let is_it = |it: &Publication| it.page == *page;
                self.published = self.published.take().filter(|it| !is_it(it));
            }
        }
    }
}
