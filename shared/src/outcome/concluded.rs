//! How an outcome comes to its end: drafts that went out, corrections that were accepted or answered, and who signed.

use super::{Outcome, Person};
use crate::features::circulation::{Circulation, Correction, CorrectionStanding};
use crate::features::sign_off::{Capacity, Signature, Version};
use crate::gather::sort_by_key;
use crate::ids::{DelegationId, ParticipantId, Timestamp};
use crate::table::RoundTable;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A draft that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirculatedDraft {
    /// Which, from 1.
    pub number: u32,
    /// When it went out.
    pub since: Timestamp,
    /// Until when corrections may be offered, or could.
    pub until: Timestamp,
    /// SHA-256 of its text, in hex.
    pub text: String,
}

/// A correction that was accepted or answered: a line of the corrigendum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCorrection {
    /// To which draft, by its number.
    pub draft: u32,
    /// To which paragraph of it, by its number from 1.
    pub paragraph: u32,
    /// The words that it is about.
    pub words: String,
    /// What they should read; nothing to have them taken out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proposed: String,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Which delegation offered it, where that is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationId>,
    /// What became of it.
    pub standing: CorrectionStanding,
}

impl OutcomeCorrection {
    /// What the words read from then on, if it was accepted.
    pub fn read(&self) -> Option<&str> {
        match &self.standing {
            CorrectionStanding::Accepted { read, .. } => Some(read),
            CorrectionStanding::Offered
            | CorrectionStanding::Withdrawn
            | CorrectionStanding::Answered { .. } => None,
        }
    }

    /// What was said to it; may be empty.
    pub fn answer(&self) -> &str {
        match &self.standing {
            CorrectionStanding::Accepted { answer, .. }
            | CorrectionStanding::Answered { answer, .. } => answer,
            CorrectionStanding::Offered | CorrectionStanding::Withdrawn => "",
        }
    }
}

/// That all who had to have signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOff {
    /// Which version it is, from 1.
    pub version: u32,
    /// When the last one signed.
    pub at: Timestamp,
    /// SHA-256 of the text, in hex: what they signed.
    pub text: String,
    /// SHA-256 of all of it but people's names and this, in hex.
    pub digest: String,
    /// Who signed, as what.
    pub signatures: BTreeMap<Capacity, OutcomeSignature>,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeSignature {
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    /// When.
    pub at: Timestamp,
    /// Whether it is without the rapporteur, who could not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}

impl From<&Version> for SignedOff {
    /// Without people's names: see [`Outcome::name`].
    fn from(version: &Version) -> Self {
        let signature = |it: &Signature| OutcomeSignature {
            by: it.by.clone().map(|id| Person {
                id,
                name: String::new(),
                title: String::new(),
            }),
            at: it.at,
            alone: it.alone,
        };
        let signatures = version.signatures.iter();
        Self {
            version: version.number,
            at: version.at,
            text: version.text.clone(),
            digest: version.digest.clone(),
            signatures: signatures.map(|(of, it)| (*of, signature(it))).collect(),
        }
    }
}

pub(super) fn drafts(table: &RoundTable) -> Vec<CirculatedDraft> {
    let all = table.circulation.drafts.iter();
    all.map(|draft| CirculatedDraft {
        number: draft.number,
        since: draft.since,
        until: draft.until,
        text: draft.text.clone(),
    })
    .collect()
}

/// What was accepted or answered, in the order of the drafts and of their paragraphs.
pub(super) fn corrigendum(all: &Circulation) -> Vec<OutcomeCorrection> {
    let told = |it: &Correction| {
        let draft = all.draft(&it.draft)?;
        let is_told = !it.is_open() && !it.is_withdrawn();
        is_told.then(|| OutcomeCorrection {
            draft: draft.number,
            paragraph: it.paragraph,
            words: it.words.clone(),
            proposed: it.proposed.clone(),
            reason: it.reason.clone(),
            delegation: draft.by_name.then(|| it.delegation.clone()),
            standing: it.standing.clone(),
        })
    };
    let mut told: Vec<_> = all.corrections.iter().filter_map(told).collect();
    sort_by_key(&mut told, |it| (it.draft, it.paragraph));
    told
}

impl Outcome {
    /// How many corrections were accepted.
    pub(super) fn corrections_accepted(&self) -> usize {
        let all = self.corrections.iter();
        all.filter(|it| it.read().is_some()).count()
    }

    /// Everybody who is named in it.
    fn people_mut(&mut self) -> impl Iterator<Item = &mut Person> {
        let seated = self.delegations.iter_mut().map(|it| &mut it.people);
        let others = self.others.iter_mut().map(|it| &mut it.people);
        let signed = self.sign_off.iter_mut();
        let signed = signed.flat_map(|it| it.signatures.values_mut());
        let signed = signed.filter_map(|it| it.by.as_mut());
        seated.chain(others).flatten().chain(signed)
    }

    /// Everybody who is named in it.
    pub fn people(&self) -> Vec<ParticipantId> {
        let mut named = self.clone();
        named.people_mut().map(|person| person.id.clone()).collect()
    }

    /// It without what names people, as it lies in the log.
    #[must_use]
    pub fn unnamed(mut self) -> Self {
        for person in self.people_mut() {
            person.name.clear();
            person.title.clear();
        }
        self
    }

    /// Says what people are called, where it was left out: no log knows.
    pub fn name(&mut self, names: &BTreeMap<ParticipantId, String>) {
        for person in self.people_mut() {
            if let Some(name) = names.get(&person.id) {
                person.name.clone_from(name);
            }
        }
    }

    /// Puts before people's names what stands there: no log knows it, as none knows their names.
    pub fn entitle(&mut self, titles: &BTreeMap<ParticipantId, String>) {
        for person in self.people_mut() {
            if let Some(title) = titles.get(&person.id) {
                person.title.clone_from(title);
            }
        }
    }
}
