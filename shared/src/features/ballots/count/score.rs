//! Scores on criteria: how often each score was given, and the mean, median and spread of that. A practice stands by the mean of
//! all scores that it was given, whatever the criterion; whoever cannot judge takes nothing from it.

use crate::features::ballots::method::Criterion;
use crate::ids::OptionId;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How many different scores there are.
const SCORES: usize = Criterion::HIGHEST as usize + 1;

/// How a practice was scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// The practice.
    pub option: OptionId,
    /// On each criterion, in the ballot's order.
    pub criteria: Vec<OnCriterion>,
    /// On all of them together.
    pub overall: Scores,
    /// How many delegations gave it some score, where a number of them is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judges: Option<usize>,
}

impl Scored {
    /// Whether fewer judged it than are needed to come first.
    pub fn is_by_few(&self, needed: usize) -> bool {
        self.judges.is_some_and(|judges| judges < needed)
    }
}

/// How a practice was scored on one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnCriterion {
    /// The criterion.
    pub criterion: Criterion,
    /// The scores.
    #[serde(flatten)]
    pub scores: Scores,
}

/// Scores, and what they come to. What is derived is kept for those who read an export: it follows from `given`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// How often each score was given, from 0 on.
    pub given: [usize; SCORES],
    /// How many delegations voted and could not judge.
    pub cannot_judge: usize,
    /// The mean in hundredths, rounded; none if nobody could judge.
    pub mean_hundredths: Option<usize>,
    /// Twice the median, which may lie between two scores.
    pub median_doubled: Option<usize>,
    /// The lowest score given.
    pub lowest: Option<usize>,
    /// The highest.
    pub highest: Option<usize>,
}

impl Scores {
    /// What so many of each score come to.
    pub fn of(given: [usize; SCORES], cannot_judge: usize) -> Self {
        let mut scores = Self {
            given,
            cannot_judge,
            ..Self::default()
        };
        let judged = scores.judged();
        if judged > 0 {
            scores.mean_hundredths = Some((200 * scores.sum() + judged) / (2 * judged));
            let nth = |nth: usize| {
                let mut up_to = 0;
                given.iter().position(|count| {
                    up_to += count;
                    up_to > nth
                })
            };
            scores.median_doubled = nth((judged - 1) / 2)
                .zip(nth(judged / 2))
                .map(|(a, b)| a + b);
            scores.lowest = nth(0);
            scores.highest = nth(judged - 1);
        }
        scores
    }

    /// How many scores there are.
    pub fn judged(&self) -> usize {
        self.given.iter().sum()
    }

    /// What they add up to.
    pub fn sum(&self) -> usize {
        (0..)
            .zip(&self.given)
            .map(|(score, n): (usize, _)| score * n)
            .sum()
    }

    /// Which stands higher, by the exact mean; what nobody could judge stands below all.
    pub fn against(&self, other: &Self) -> Ordering {
        match (self.judged(), other.judged()) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            (judged, others) => (self.sum() * others).cmp(&(other.sum() * judged)),
        }
    }
}

/// Counts scores, in the order of the options.
pub fn count(
    options: &[OptionId],
    criteria: &[Criterion],
    ballots: &[&BTreeMap<OptionId, BTreeMap<Criterion, u8>>],
    needs_judges: bool,
) -> Vec<Scored> {
    let scored = |option: &OptionId| {
        let on = |criterion: &Criterion| {
            let mut given = [0; SCORES];
            let mut cannot_judge = 0;
            for ballot in ballots {
                let score = ballot.get(option).and_then(|it| it.get(criterion));
                match score.and_then(|score| given.get_mut(usize::from(*score))) {
                    Some(count) => *count += 1,
                    None => cannot_judge += 1,
                }
            }
            OnCriterion {
                criterion: *criterion,
                scores: Scores::of(given, cannot_judge),
            }
        };
        let on: Vec<OnCriterion> = criteria.iter().map(on).collect();
        let mut given = [0; SCORES];
        for it in &on {
            for (all, one) in given.iter_mut().zip(it.scores.given) {
                *all += one;
            }
        }
        let has_judged = |ballot: &&&BTreeMap<OptionId, BTreeMap<Criterion, u8>>| {
            let scores = ballot.get(option);
            scores.is_some_and(|scores| criteria.iter().any(|it| scores.contains_key(it)))
        };
        let judges = ballots.iter().filter(has_judged).count();
        let cannot_judge = on.iter().map(|it| it.scores.cannot_judge).sum();
        Scored {
            option: option.clone(),
            criteria: on,
            overall: Scores::of(given, cannot_judge),
            judges: needs_judges.then_some(judges),
        }
    };
    options.iter().map(scored).collect()
}
