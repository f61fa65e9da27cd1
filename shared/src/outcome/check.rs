//! Counting again what an outcome says of ballots, from nothing but the outcome. Of a recorded ballot that is everything; of a secret
//! one, what its totals say of each other.

use super::{HeldBallot, Outcome, OutcomeStanding, PracticeTally};
use crate::features::ballots::count::majority::Electorate;
use crate::features::ballots::count::score::Scores;
use crate::features::ballots::count::{self, Attendance, Count, Counted, schulze};
use crate::features::ballots::{Choice, Criterion, Method, Tally, Verdict};
use crate::ids::{DelegationId, OptionId};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it is said, as a JSON pointer.
    pub at: String,
    /// What was found.
    pub found: Found,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It was counted again, and comes to the same.
    Sound,
    /// The totals of so many ballots fit each other and what follows from them; who said what is not there, so that they cannot be
    /// counted again.
    Fits {
        /// How many delegations' ballots were counted.
        ballots: usize,
    },
    /// There is no result: the ballot is open, or was cancelled.
    NoResult,
    /// It says one thing, and another follows.
    Differs {
        /// What it says, as JSON.
        says: String,
        /// What follows.
        follows: String,
    },
    /// It cannot be so, whatever was said.
    Impossible,
}

impl Found {
    /// Whether something is wrong.
    pub const fn is_wrong(&self) -> bool {
        matches!(self, Self::Differs { .. } | Self::Impossible)
    }
}

/// What is found in an outcome that begins at this pointer: one finding a ballot if all is well, and all that is wrong if not.
pub fn check(outcome: &Outcome, at: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (nth, ballot) in outcome.ballots.iter().enumerate() {
        let at = format!("{at}/ballots/{nth}");
        let mut desk = Desk {
            outcome,
            ballot,
            wrong: Vec::new(),
        };
        let found = desk.ballot(&format!("{at}/standing"));
        if desk.wrong.is_empty() {
            findings.push(Finding { at, found });
        } else {
            findings.append(&mut desk.wrong);
        }
    }
    copies(outcome, at, &mut findings);
    totals(outcome, at, &mut findings);
    findings
}

/// The counts beside practices are those of the ballots.
fn copies(outcome: &Outcome, at: &str, findings: &mut Vec<Finding>) {
    for (nth, practice) in outcome.practices.iter().enumerate() {
        let Some(copy) = &practice.tally else {
            continue;
        };
        let held = outcome.ballot(&copy.ballot).map(|it| &it.standing);
        let original = held.and_then(|standing| match standing {
            OutcomeStanding::Closed { tallies, .. } => {
                tallies.iter().find(|it| it.tally.practice == practice.id)
            }
            OutcomeStanding::Open { .. } | OutcomeStanding::Cancelled { .. } => None,
        });
        let at = format!("{at}/practices/{nth}/tally");
        match original {
            Some(original) => differs(&at, copy, original, findings),
            None => findings.push(Finding {
                at,
                found: Found::Impossible,
            }),
        }
    }
}

/// How many ballots and votes there were in all.
fn totals(outcome: &Outcome, at: &str, findings: &mut Vec<Finding>) {
    let (mut closed, mut votes) = (0, 0);
    for ballot in &outcome.ballots {
        if let OutcomeStanding::Closed {
            tallies, counted, ..
        } = &ballot.standing
        {
            closed += 1;
            votes += tallies.iter().map(|it| cast(&it.tally)).sum::<usize>();
            votes += counted.as_ref().map_or(0, |it| it.voted.len());
        }
    }
    let counts = &outcome.counts;
    let at = format!("{at}/counts");
    differs(
        &format!("{at}/closed_ballots"),
        &counts.closed_ballots,
        &closed,
        findings,
    );
    differs(&format!("{at}/votes"), &counts.votes, &votes, findings);
    differs(
        &format!("{at}/corrections"),
        &counts.corrections,
        &outcome.corrections.len(),
        findings,
    );
    differs(
        &format!("{at}/corrections_accepted"),
        &counts.corrections_accepted,
        &outcome.corrections_accepted(),
        findings,
    );
}

const fn cast(tally: &Tally) -> usize {
    tally.support + tally.cannot_support + tally.abstain
}

/// Notes every place where what is said is not what follows.
fn differs<T: Serialize>(at: &str, says: &T, follows: &T, findings: &mut Vec<Finding>) {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    let value = |of: &T| serde_json::to_value(of).unwrap_or_default();
    compare(at, &value(says), &value(follows), findings);
}

/// Every place where what one says is not what another does, as JSON pointers below this one.
pub fn differences(at: &str, says: &Value, follows: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    compare(at, says, follows, &mut findings);
    findings
}

fn compare(at: &str, says: &Value, follows: &Value, findings: &mut Vec<Finding>) {
    match (says, follows) {
        (Value::Object(says), Value::Object(follows)) => {
            let names: BTreeSet<&String> = says.keys().chain(follows.keys()).collect();
            for name in names {
                let of = |all: &serde_json::Map<String, Value>| {
                    all.get(name).cloned().unwrap_or_default()
                };
                let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                compare(&at, &of(says), &of(follows), findings);
            }
        }
        (Value::Array(says), Value::Array(follows)) if says.len() == follows.len() => {
            for (nth, (says, follows)) in says.iter().zip(follows).enumerate() {
                compare(&format!("{at}/{nth}"), says, follows, findings);
            }
        }
        (says, follows) if says != follows => findings.push(Finding {
            at: at.to_owned(),
            found: Found::Differs {
                says: says.to_string(),
                follows: follows.to_string(),
            },
        }),
        _ => {}
    }
}

/// Where one ballot is counted again.
struct Desk<'a> {
    outcome: &'a Outcome,
    ballot: &'a HeldBallot,
    wrong: Vec<Finding>,
}

impl Desk<'_> {
    fn must(&mut self, at: &str, is_so: bool) {
        if !is_so {
            self.wrong.push(Finding {
                at: at.to_owned(),
                found: Found::Impossible,
            });
        }
    }

    fn same<T: Serialize>(&mut self, at: &str, says: &T, follows: &T) {
        differs(at, says, follows, &mut self.wrong);
    }

    fn ballot(&mut self, at: &str) -> Found {
        let OutcomeStanding::Closed {
            tallies,
            counted,
            attendance,
            ..
        } = &self.ballot.standing
        else {
            return Found::NoResult;
        };
        let attendance = attendance.as_ref();
        let is_support = self.ballot.method.is_support();
        self.must(&format!("{at}/counted"), counted.is_some() != is_support);
        self.must(&format!("{at}/tallies"), tallies.is_empty() != is_support);
        let are_seated = attendance.is_none_or(|it| it.present.iter().all(|id| self.is_seated(id)));
        self.must(&format!("{at}/attendance/present"), are_seated);
        if let Some(counted) = counted {
            self.whole(&format!("{at}/counted"), counted, attendance)
        } else {
            self.tallies(&format!("{at}/tallies"), tallies, attendance)
        }
    }

    /// Whether it had a seat; where delegations are not named, nobody can tell.
    fn is_seated(&self, id: &DelegationId) -> bool {
        !self.outcome.telling.names() || self.outcome.delegations.iter().any(|it| it.id == *id)
    }

    /// Whether who said what should be there.
    fn is_recorded(&self) -> bool {
        self.ballot.recorded && self.outcome.telling.names()
    }

    /// Practices that were voted on each by itself.
    fn tallies(
        &mut self,
        at: &str,
        tallies: &[PracticeTally],
        attendance: Option<&Attendance>,
    ) -> Found {
        let is_quorate = count::is_quorate(&self.ballot.rules(), attendance);
        let mut most = 0;
        let practices: Vec<_> = tallies.iter().map(|it| &it.tally.practice).collect();
        self.must(at, are_distinct(&practices));
        for (nth, held) in tallies.iter().enumerate() {
            let (at, tally) = (format!("{at}/{nth}"), &held.tally);
            let all = attendance.map_or_else(
                || cast(&tallies[0].tally) + tallies[0].tally.not_voted.len(),
                |it| it.delegations,
            );
            most = most.max(cast(tally));
            self.must(&at, cast(tally) + tally.not_voted.len() == all);
            self.must(&format!("{at}/not_voted"), are_distinct(&tally.not_voted));
            let mut all_named = tally.not_voted.iter().chain(tally.recorded.keys());
            let are_seated = all_named.all(|id| self.is_seated(id));
            self.must(&at, are_seated);
            if self.is_recorded() {
                let chose = |choice| tally.recorded.values().filter(|it| **it == choice).count();
                let [support, cannot_support, abstain] = Choice::ALL.map(chose);
                let follows = Tally {
                    support,
                    cannot_support,
                    abstain,
                    ..tally.clone()
                };
                self.same(&at, tally, &follows);
                let silent = |id: &DelegationId| tally.not_voted.contains(id);
                let is_either = !tally.recorded.keys().any(silent);
                self.must(&format!("{at}/recorded"), is_either);
            } else {
                self.must(&format!("{at}/recorded"), tally.recorded.is_empty());
            }
            let rule = self.ballot.rule.filter(|_| is_quorate);
            let verdict =
                rule.map(|it| it.verdict(tally.support, tally.cannot_support, tally.abstain));
            self.same(&format!("{at}/verdict"), &tally.verdict, &verdict);
        }
        if self.is_recorded() {
            Found::Sound
        } else {
            Found::Fits { ballots: most }
        }
    }

    /// A ballot that was cast as a whole.
    fn whole(&mut self, at: &str, counted: &Counted, attendance: Option<&Attendance>) -> Found {
        let rules = self.ballot.rules();
        let all: Vec<&DelegationId> = counted.voted.iter().chain(&counted.not_voted).collect();
        self.must(&format!("{at}/voted"), are_distinct(&all));
        let seated = self.outcome.delegations.iter().map(|it| &it.id);
        // In their order; some may have come since.
        let mut ids: Vec<DelegationId> = seated.filter(|id| all.contains(id)).cloned().collect();
        if !self.outcome.telling.names() {
            ids = all.iter().copied().cloned().collect();
        }
        self.must(&format!("{at}/voted"), ids.len() == all.len());
        self.must(
            &format!("{at}/not_voted"),
            attendance.is_none_or(|it| it.delegations == all.len()),
        );
        if self.is_recorded() {
            // Nobody else's vote is among them.
            let voted: BTreeSet<&DelegationId> = counted.voted.iter().collect();
            let are_theirs = counted.recorded.keys().collect::<BTreeSet<_>>() == voted;
            self.must(&format!("{at}/recorded"), are_theirs);
            for (who, marks) in &counted.recorded {
                let is_own = |option: &OptionId| {
                    let mut practices = self.outcome.practices.iter();
                    practices.any(|it| OptionId::from(&it.id) == *option && it.delegation == *who)
                };
                let is_fit = marks.check(&rules, is_own).is_ok();
                self.must(&format!("{at}/recorded/{who}"), is_fit);
            }
            if let Some(follows) = count::count(&rules, &ids, &counted.recorded, attendance) {
                self.same(at, counted, &follows);
            }
            return Found::Sound;
        }
        self.must(&format!("{at}/recorded"), counted.recorded.is_empty());
        let among = count::electorate(&ids, counted.voted.iter(), attendance);
        let is_quorate = count::is_quorate(&rules, attendance);
        let ballots = counted.voted.len();
        self.totals(
            &format!("{at}/count"),
            &counted.count,
            ballots,
            (among, is_quorate),
        );
        self.same(
            &format!("{at}/leading"),
            &counted.leading,
            &counted.count.leading(),
        );
        let decision = count::decision(&rules, &counted.count, is_quorate);
        self.same(&format!("{at}/decision"), &counted.decision, &decision);
        Found::Fits { ballots }
    }

    /// What totals say of each other.
    fn totals(
        &mut self,
        at: &str,
        count: &Count,
        ballots: usize,
        (among, is_quorate): (Electorate, bool),
    ) {
        let on = self.ballot.rules().on();
        let rows = format!("{at}/options");
        match (count, &self.ballot.method) {
            (Count::Approval { options }, Method::Approval) => {
                self.must(&rows, options.iter().map(|it| &it.option).eq(&on));
                for (nth, it) in options.iter().enumerate() {
                    self.must(&format!("{rows}/{nth}/approvals"), it.approvals <= ballots);
                }
            }
            (Count::Points { options }, Method::Points { points, cap }) => {
                self.must(&rows, options.iter().map(|it| &it.option).eq(&on));
                for (nth, it) in options.iter().enumerate() {
                    let givers = it.givers as u64;
                    let is_fit =
                        givers <= it.points && it.points <= givers.saturating_mul(u64::from(*cap));
                    self.must(&format!("{rows}/{nth}/points"), is_fit);
                    self.must(&format!("{rows}/{nth}/givers"), it.givers <= ballots);
                }
                let given = options.iter().map(|it| u128::from(it.points)).sum::<u128>();
                self.must(&rows, given <= u128::from(*points) * ballots as u128);
            }
            (Count::Score { options, needed }, Method::Score { criteria, .. }) => {
                let follows = self.ballot.method.judges_needed(ballots);
                self.same(&format!("{at}/needed"), needed, &follows);
                self.must(&rows, options.iter().map(|it| &it.option).eq(&on));
                for (nth, it) in options.iter().enumerate() {
                    let at = format!("{rows}/{nth}");
                    let criteria_are = it.criteria.iter().map(|it| &it.criterion).eq(criteria);
                    self.must(&format!("{at}/criteria"), criteria_are);
                    self.scores(&at, it, ballots);
                    self.judges(&at, it, *needed > 0);
                }
            }
            (Count::Ranked { ranked }, Method::Ranked) => {
                let at = format!("{at}/ranked");
                self.ranked(&at, ranked, &on, ballots);
            }
            (Count::Majority { options }, Method::Majority { of, share }) => {
                self.must(&rows, options.iter().map(|it| &it.option).eq(&on));
                for (nth, it) in options.iter().enumerate() {
                    let at = format!("{rows}/{nth}");
                    // Before anything is added up: a number may be as large as the file says.
                    let are_fit = [it.yes, it.no, it.abstain].iter().all(|it| *it <= ballots);
                    self.must(&at, are_fit);
                    if !are_fit {
                        continue;
                    }
                    self.must(&at, it.yes + it.no + it.abstain == ballots);
                    let needed = share.needed(of.size(it.yes + it.no, among));
                    self.same(&format!("{at}/needed"), &it.needed, &needed);
                    let verdict = if it.yes >= needed {
                        Verdict::Adopted
                    } else {
                        Verdict::NotAdopted
                    };
                    let decides = !self.ballot.indicative && is_quorate;
                    let verdict = decides.then_some(verdict);
                    self.same(&format!("{at}/verdict"), &it.verdict, &verdict);
                }
            }
            _ => self.must(at, false),
        }
    }

    fn scores(&mut self, at: &str, it: &count::score::Scored, ballots: usize) {
        let mut given = [0; Criterion::HIGHEST as usize + 1];
        let mut cannot_judge = 0;
        for (nth, on) in it.criteria.iter().enumerate() {
            let at = format!("{at}/criteria/{nth}");
            let scores = &on.scores;
            let mut all = scores.given.iter().chain([&scores.cannot_judge]);
            let are_fit = all.all(|it| *it <= ballots);
            self.must(&at, are_fit);
            if !are_fit {
                return;
            }
            self.must(&at, scores.judged() + scores.cannot_judge == ballots);
            self.same(&at, scores, &Scores::of(scores.given, scores.cannot_judge));
            for (all, one) in given.iter_mut().zip(scores.given) {
                *all += one;
            }
            cannot_judge += scores.cannot_judge;
        }
        let overall = Scores::of(given, cannot_judge);
        self.same(&format!("{at}/overall"), &it.overall, &overall);
    }

    /// How many judged is between what one criterion and what all of them tell.
    fn judges(&mut self, at: &str, it: &count::score::Scored, are_needed: bool) {
        let told = it.criteria.iter().map(|it| it.scores.judged());
        let (least, most) = (told.clone().max(), told.fold(0, usize::saturating_add));
        let is_fit = match it.judges {
            Some(judges) => are_needed && (least.unwrap_or(0)..=most).contains(&judges),
            None => !are_needed,
        };
        self.must(&format!("{at}/judges"), is_fit);
    }

    fn ranked(&mut self, at: &str, ranked: &schulze::Ranked, on: &[OptionId], ballots: usize) {
        let pairwise = &ranked.pairwise;
        let is_square =
            pairwise.len() == on.len() && pairwise.iter().all(|row| row.len() == on.len());
        self.must(&format!("{at}/pairwise"), is_square);
        if !is_square {
            return;
        }
        for (a, row) in pairwise.iter().enumerate() {
            for (b, count) in row.iter().enumerate() {
                let is_fit = if a == b {
                    *count == 0
                } else {
                    *count <= ballots && pairwise[b][a] <= ballots - count
                };
                self.must(&format!("{at}/pairwise/{a}/{b}"), is_fit);
            }
        }
        let named = |place: Vec<usize>| place.into_iter().map(|nth| on[nth].clone()).collect();
        let places: Vec<Vec<OptionId>> = schulze::places(pairwise).into_iter().map(named).collect();
        self.same(&format!("{at}/places"), &ranked.places, &places);
    }
}

fn are_distinct<T: Ord>(all: &[T]) -> bool {
    let mut seen = BTreeSet::new();
    all.iter().all(|it| seen.insert(it))
}
