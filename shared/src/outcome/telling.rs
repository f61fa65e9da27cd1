//! How an outcome tells of delegations and people: by name, by group, or not at all. What is not told is taken out of the outcome
//! itself, before anything is rendered, so that no form of it can tell.

use super::changes::{Changes, OutcomeText};
use super::sources::{Share, Sources, Whose};
use super::{
    Attended, HeldBallot, Outcome, OutcomeStanding, OwnAnswer, PutToTable, Represented, SpokenFor,
};
use crate::features::ballots::count::{Attendance, Counted};
use crate::features::ballots::{Tally, Wording};
use crate::features::commitments::Holder;
use crate::features::practices::PracticeCard;
use crate::features::report::Attribution;
use crate::gather::sort_by_key;
use crate::ids::DelegationId;
use crate::prose::plain;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How an outcome tells of delegations and people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Telling {
    /// Whose things are said to be.
    pub attribution: Attribution,
    /// Whether those are named, too, that did not answer or vote; never where delegations are not named.
    pub silent_too: bool,
}

impl Telling {
    /// Whether it is the usual one.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether delegations and people are named.
    pub fn names(self) -> bool {
        self.attribution == Attribution::Named
    }

    /// Whether those are named that said nothing.
    pub fn names_silent(self) -> bool {
        self.names() && self.silent_too
    }
}

impl Outcome {
    /// The outcome, told so. The words of people are left as they are: see [`Outcome::names_left`].
    #[must_use]
    pub fn told(mut self, telling: Telling, words: &Words) -> Self {
        self.telling = telling;
        if telling.names() {
            return self;
        }
        let veil = Veil::of(&self.delegations, telling.attribution, words);
        for asked in &mut self.questions {
            let Some(own) = &mut asked.by_delegation else {
                continue;
            };
            let mut all: Vec<(usize, OwnAnswer)> = own.drain(..).enumerate().collect();
            all.retain(|(nth, it)| {
                let is_changed = |changes: &Changes| {
                    let (question, nth) = (asked.id.clone(), *nth);
                    changes.text(&OutcomeText::Own { question, nth }).is_some()
                };
                !it.answer.is_empty() || self.changes.as_ref().is_some_and(is_changed)
            });
            for (_, it) in &mut all {
                it.delegation = veil.over(&it.delegation);
            }
            // The order of the table would tell whose is whose.
            all.sort_by_cached_key(|(_, it)| (it.delegation.clone(), plain(&it.answer)));
            let (was, told): (Vec<_>, Vec<_>) = all.into_iter().unzip();
            if let Some(changes) = &mut self.changes {
                changes.reorder(&asked.id, &was);
            }
            *own = told;
        }
        if let Some(changes) = &mut self.changes {
            veil.over_changes(changes);
        }
        for practice in &mut self.practices {
            practice.delegation = veil.over(&practice.delegation);
            veil.over_all(&mut practice.endorsed_by);
            bare(&mut practice.card);
            if let Some(from) = &mut practice.from_file {
                from.whose.clear();
            }
            for remark in &mut practice.remarks {
                remark.delegation = veil.over(&remark.delegation);
            }
            if let Some(tally) = &mut practice.tally {
                unnamed(&mut tally.tally);
            }
        }
        self.ballots.iter_mut().for_each(ballot);
        for put in &mut self.no_objections {
            veil.over_put(put);
        }
        veil.over_end(&mut self);
        if let Some(sources) = &mut self.sources {
            veil.over_sources(sources);
        }
        self.spoken = veil.spoken(&self.spoken);
        self.others = Vec::<Attended>::new();
        self.delegations = veil.called;
        self
    }
}

/// What stands in the place of delegations.
struct Veil {
    /// For each delegation.
    of: BTreeMap<DelegationId, DelegationId>,
    /// Those that stand there, with what they are called.
    called: Vec<Represented>,
    attribution: Attribution,
}

impl Veil {
    fn of(delegations: &[Represented], attribution: Attribution, words: &Words) -> Self {
        let mut veil = Self {
            of: BTreeMap::new(),
            called: Vec::new(),
            attribution,
        };
        let mut groups: Vec<&str> = Vec::new();
        for it in delegations {
            let group = it.group.trim();
            // By group, those without one are together; unattributed, all are.
            let group = if veil.by_group() { group } else { "" };
            let nth = groups.iter().position(|known| *known == group);
            let nth = nth.unwrap_or_else(|| {
                groups.push(group);
                veil.called.push(Represented {
                    id: numbered("group", groups.len()),
                    name: match group {
                        "" if attribution == Attribution::Group => words.say("outcome-no-group"),
                        "" => words.say("outcome-a-delegation"),
                        group => group.to_owned(),
                    },
                    short: String::new(),
                    group: String::new(),
                    members: (attribution == Attribution::Group).then_some(0),
                    people: Vec::new(),
                });
                groups.len() - 1
            });
            let over = &mut veil.called[nth];
            over.members = over.members.map(|members| members + 1);
            veil.of.insert(it.id.clone(), over.id.clone());
        }
        veil
    }

    fn by_group(&self) -> bool {
        self.attribution == Attribution::Group
    }

    /// What stands in the place of a delegation; of one that had no seat, the first.
    fn over(&self, delegation: &DelegationId) -> DelegationId {
        let found = self.of.get(delegation).cloned();
        found.unwrap_or_else(|| numbered("group", 1))
    }

    fn over_all(&self, delegations: &mut [DelegationId]) {
        for it in delegations.iter_mut() {
            *it = self.over(it);
        }
        delegations.sort();
    }

    fn over_put(&self, put: &mut PutToTable) {
        put.by_name = false;
        put.objecting.clear();
        for it in &mut put.explanations {
            it.delegation = self.over(&it.delegation);
        }
        for it in &mut put.reservations {
            it.delegation = self.over(&it.delegation);
        }
        sort_by_key(&mut put.explanations, |it| {
            (it.delegation.clone(), it.text.clone())
        });
        sort_by_key(&mut put.reservations, |it| {
            (it.delegation.clone(), it.text.clone())
        });
        put.wording.card.iter_mut().for_each(bare);
    }

    /// Who presided and served, who offered corrections, who signed, and for whom something will be done.
    fn over_end(&self, outcome: &mut Outcome) {
        if let Some(report) = &mut outcome.report {
            report.setting.chair.clear();
            report.setting.officers.clear();
        }
        for correction in &mut outcome.corrections {
            let by = correction.delegation.take().filter(|_| self.by_group());
            correction.delegation = by.map(|id| self.over(&id));
        }
        for commitment in &mut outcome.commitments {
            if let Holder::Delegation { delegation } = &mut commitment.who {
                *delegation = self.over(delegation);
            }
        }
        let signed = outcome.sign_off.iter_mut();
        for signature in signed.flat_map(|it| it.signatures.values_mut()) {
            signature.by = None;
        }
    }

    /// Where nobody is named, shares are no one's; what was dropped is told.
    fn over_sources(&self, sources: &mut Sources) {
        if !self.by_group() {
            sources.texts.clear();
        }
        for paragraph in sources.texts.iter_mut().flat_map(|it| &mut it.paragraphs) {
            let mut shares: BTreeMap<Whose, u32> = BTreeMap::new();
            for mut share in std::mem::take(&mut paragraph.shares) {
                let delegation = share.whose.delegation.take();
                share.whose.delegation = delegation.map(|id| self.over(&id));
                *shares.entry(share.whose).or_default() += share.characters;
            }
            let shares = shares.into_iter();
            paragraph.shares = shares
                .map(|(whose, characters)| Share { whose, characters })
                .collect();
            paragraph
                .shares
                .sort_by_key(|share| std::cmp::Reverse(share.characters));
        }
        for it in &mut sources.dropped {
            let delegation = it.delegation.take().filter(|_| self.by_group());
            it.delegation = delegation.map(|id| self.over(&id));
        }
        sources
            .dropped
            .sort_by_cached_key(|it| (it.question.clone(), it.revision, it.text.clone()));
    }

    /// Where nobody is named, words that came in are no one's.
    fn over_changes(&self, changes: &mut Changes) {
        let of = |id| self.by_group().then(|| self.over(&id));
        changes.retell(
            |whose| {
                self.by_group().then(|| Whose {
                    delegation: whose.delegation.and_then(of),
                    ..whose
                })
            },
            of,
        );
    }

    /// Who spoke how long, by group.
    fn spoken(&self, spoken: &[SpokenFor]) -> Vec<SpokenFor> {
        let mut all: Vec<SpokenFor> = Vec::new();
        for it in spoken.iter().filter(|_| self.by_group()) {
            let over = self.over(&it.delegation);
            if let Some(known) = all.iter_mut().find(|known| known.delegation == over) {
                known.millis += it.millis;
                known.speeches += it.speeches;
            } else {
                all.push(SpokenFor {
                    delegation: over,
                    ..it.clone()
                });
            }
        }
        all
    }
}

/// A card without what tells whose practice it is.
fn bare(card: &mut PracticeCard) {
    card.place_and_time.clear();
    card.contact.clear();
    card.validated_by.clear();
}

fn ballot(ballot: &mut HeldBallot) {
    for Wording { card, .. } in &mut ballot.changed_since {
        bare(card);
    }
    if let OutcomeStanding::Closed {
        tallies,
        counted,
        attendance,
        on_paper,
        at: _,
    } = &mut ballot.standing
    {
        *on_paper = anonymous(on_paper.len(), 0).collect();
        for tally in tallies {
            unnamed(&mut tally.tally);
        }
        if let Some(counted) = counted {
            nameless(counted);
        }
        if let Some(Attendance { present, .. }) = attendance {
            *present = anonymous(present.len(), 0).collect::<BTreeSet<_>>();
        }
    }
}

fn unnamed(tally: &mut Tally) {
    tally.recorded.clear();
    tally.not_voted = anonymous(tally.not_voted.len(), 0).collect();
}

fn nameless(counted: &mut Counted) {
    counted.recorded.clear();
    let voted = counted.voted.len();
    counted.voted = anonymous(voted, 0).collect();
    counted.not_voted = anonymous(counted.not_voted.len(), voted).collect();
}

/// So many that nobody knows, after so many others: what is counted stays as many.
fn anonymous(many: usize, after: usize) -> impl Iterator<Item = DelegationId> {
    (after + 1..=after + many).map(|nth| numbered("delegation", nth))
}

fn numbered(what: &str, nth: usize) -> DelegationId {
    DelegationId::new(format!("{what}-{nth}")).expect("letters, a dash and digits are an id")
}
