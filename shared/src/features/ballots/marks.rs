//! What a delegation says on a ballot that is cast as a whole, and whether the ballot's rules let it.

use super::method::{Criterion, Method};
use super::rules::BallotRules;
use crate::ids::OptionId;
use crate::refusal::Refusal;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a delegation says on a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Marks {
    /// Of which options it approves; of none if it says nothing.
    Approval {
        /// Those.
        options: BTreeSet<OptionId>,
    },
    /// How it spreads its points. Those that it keeps are lost.
    Points {
        /// How many it gives to each option.
        points: BTreeMap<OptionId, u32>,
    },
    /// How it scores the practices.
    Scores {
        /// Its scores by practice and criterion. What is not there it cannot judge.
        scores: BTreeMap<OptionId, BTreeMap<Criterion, u8>>,
    },
    /// How it ranks the options.
    Ranking {
        /// From the first place on; those that share a place are listed together. What is not ranked comes after all that is.
        ranking: Vec<Vec<OptionId>>,
    },
    /// What it says to each option.
    Answers {
        /// That.
        answers: BTreeMap<OptionId, Answer>,
    },
}

tagged!(Marks, "is");

/// What is said to one option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Neither.
    Abstain,
}

impl Answer {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Abstain];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Abstain => "abstain",
        }
    }
}

impl Marks {
    /// They, without what says nothing: no points, no scores, a place that nobody has. The same is said in one way only.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        match &mut self {
            Self::Approval { .. } | Self::Answers { .. } => {}
            Self::Points { points } => points.retain(|_, given| *given > 0),
            Self::Scores { scores } => scores.retain(|_, scored| !scored.is_empty()),
            Self::Ranking { ranking } => {
                ranking.retain(|place| !place.is_empty());
                for place in ranking {
                    place.sort();
                }
            }
        }
        self
    }

    /// Whether nothing is said: it counts as cast all the same.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Approval { options } => options.is_empty(),
            Self::Points { points } => points.values().all(|given| *given == 0),
            Self::Scores { scores } => scores.values().all(BTreeMap::is_empty),
            Self::Ranking { ranking } => ranking.iter().all(Vec::is_empty),
            Self::Answers { answers } => answers.is_empty(),
        }
    }

    /// Refuses what the rules do not let a delegation say; which practices are its own is known elsewhere.
    pub fn check(
        &self,
        rules: &BallotRules,
        is_own: impl Fn(&OptionId) -> bool,
    ) -> Result<(), Refusal> {
        let on: BTreeSet<OptionId> = crate::gather::gathered(rules.on());
        match (self, &rules.method) {
            (Self::Approval { options }, Method::Approval) => are_on(&on, options),
            (Self::Points { points }, Method::Points { points: all, cap }) => {
                are_on(&on, points.keys())?;
                if points.values().any(|given| given > cap) {
                    return Err(Refusal::TooManyPointsOnOne { most: *cap });
                }
                let given: u64 = points.values().map(|given| u64::from(*given)).sum();
                if given > u64::from(*all) {
                    return Err(Refusal::TooManyPoints { most: *all });
                }
                Ok(())
            }
            (Self::Scores { scores }, Method::Score { criteria, own, .. }) => {
                are_on(&on, scores.keys())?;
                if !own && scores.keys().any(is_own) {
                    return Err(Refusal::ScoresOwn);
                }
                let mut all = scores.values().flatten();
                let is_fit = |(criterion, score): (&Criterion, &u8)| {
                    criteria.contains(criterion) && *score <= Criterion::HIGHEST
                };
                let is_fit = all.all(is_fit);
                is_fit.then_some(()).ok_or(Refusal::ScoreOutOfRange)
            }
            (Self::Ranking { ranking }, Method::Ranked) => {
                are_on(&on, ranking.iter().flatten())?;
                let mut seen = BTreeSet::new();
                let mut ranked = ranking.iter().flatten();
                let is_once = ranked.all(|option| seen.insert(option));
                is_once.then_some(()).ok_or(Refusal::RankedTwice)
            }
            (Self::Answers { answers }, Method::Majority { .. }) => {
                are_on(&on, answers.keys())?;
                let is_whole = answers.len() == on.len();
                is_whole.then_some(()).ok_or(Refusal::Unanswered)
            }
            (
                Self::Approval { .. }
                | Self::Points { .. }
                | Self::Scores { .. }
                | Self::Ranking { .. }
                | Self::Answers { .. },
                _,
            ) => Err(Refusal::OtherMethod),
        }
    }
}

fn are_on<'a>(
    on: &BTreeSet<OptionId>,
    marked: impl IntoIterator<Item = &'a OptionId>,
) -> Result<(), Refusal> {
    let mut marked = marked.into_iter();
    let are_on = marked.all(|option| on.contains(option));
    are_on.then_some(()).ok_or(Refusal::NotOnBallot)
}
