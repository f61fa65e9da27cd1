//! By which method a ballot is held.

use crate::ids::OptionId;
use crate::limits;
use crate::names::clean;
use crate::refusal::Refusal;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a delegation says on a ballot, and how that is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Method {
    /// It supports each practice, cannot support it, or abstains. (Ballots from before there were methods.)
    #[default]
    Support,
    /// It approves of any number of options.
    Approval,
    /// It spreads points over the options.
    Points {
        /// How many it has.
        points: u32,
        /// How many of them it may give to one option.
        cap: u32,
    },
    /// It scores each practice on criteria, from 0 to [`Criterion::HIGHEST`].
    Score {
        /// On which, in order.
        criteria: Vec<Criterion>,
        /// Whether it may score its own practice.
        own: bool,
        /// By how many delegations a practice must be judged to come first, at the least; nothing is needed if it is 0, as before this was
        /// asked. How many [that is](Method::judges_needed) depends on how many vote.
        #[serde(default, skip_serializing_if = "is_zero")]
        few: u32,
    },
    /// It ranks the options; they are counted by Schulze's method.
    Ranked,
    /// It says yes or no to each option, or abstains, and a majority decides.
    Majority {
        /// The majority of what.
        of: Base,
        /// How much of it.
        share: Share,
    },
}

tagged!(Method, "is");

impl Method {
    /// The method's name in catalogues.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Approval => "approval",
            Self::Points { .. } => "points",
            Self::Score { .. } => "score",
            Self::Ranked => "ranked",
            Self::Majority { .. } => "majority",
        }
    }

    /// Whether each practice is voted on by itself, as on every ballot from before there were methods.
    pub const fn is_support(&self) -> bool {
        matches!(self, Self::Support)
    }

    /// Whether only practices can be put to such a ballot.
    pub const fn needs_practices(&self) -> bool {
        matches!(self, Self::Support | Self::Score { .. })
    }

    /// By how many delegations a practice must be judged to come first, where so many vote: the number that was set, or a quarter of those that
    /// vote if that is more; where few vote, all but one, who may have brought it, are enough.
    pub fn judges_needed(&self, voted: usize) -> usize {
        match self {
            Self::Score { few, .. } if *few > 0 => {
                let few = usize::try_from(*few).unwrap_or(usize::MAX);
                let all_but_one = voted.saturating_sub(1).max(1);
                few.max(voted.div_ceil(4)).min(all_but_one)
            }
            Self::Score { .. }
            | Self::Support
            | Self::Approval
            | Self::Points { .. }
            | Self::Ranked
            | Self::Majority { .. } => 0,
        }
    }

    /// Refuses numbers and criteria with which nobody could vote.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let is_fit = match self {
            Self::Support | Self::Approval | Self::Ranked | Self::Majority { .. } => true,
            Self::Points { points, cap } => {
                (1..=limits::POINTS).contains(points) && (1..=*points).contains(cap)
            }
            Self::Score { criteria, few, .. } => {
                let mut seen = BTreeSet::new();
                let is_few = usize::try_from(*few).is_ok_and(|few| few <= limits::DELEGATIONS);
                is_few
                    && !criteria.is_empty()
                    && criteria.iter().all(|criterion| seen.insert(criterion))
            }
        };
        is_fit.then_some(()).ok_or(Refusal::MethodUnfit)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Of what there must be a majority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Of those that say yes or no.
    Cast,
    /// Of those that were declared present, or voted.
    Present,
    /// Of all delegations.
    All,
}

impl Base {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Cast, Self::Present, Self::All];

    /// Its name in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cast => "cast",
            Self::Present => "present",
            Self::All => "all",
        }
    }
}

/// How much a majority is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// More than half.
    Simple,
    /// At least two thirds.
    TwoThirds,
}

impl Share {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Simple, Self::TwoThirds];

    /// Its name in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::TwoThirds => "two-thirds",
        }
    }

    /// How many must say yes, of so many; at least one.
    pub const fn needed(self, of: usize) -> usize {
        let needed = match self {
            Self::Simple => of / 2 + 1,
            Self::TwoThirds => (of * 2).div_ceil(3),
        };
        if needed == 0 { 1 } else { needed }
    }
}

/// What a practice is scored on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is its own word")]
pub enum Criterion {
    Relevant,
    Effective,
    Feasible,
    Sustainable,
    Replicable,
    Participatory,
    GenderSensitive,
    Evidenced,
}

impl Criterion {
    /// The highest score; the lowest is 0.
    pub const HIGHEST: u8 = 4;

    /// Every criterion, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Relevant,
        Self::Effective,
        Self::Feasible,
        Self::Sustainable,
        Self::Replicable,
        Self::Participatory,
        Self::GenderSensitive,
        Self::Evidenced,
    ];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevant => "relevant",
            Self::Effective => "effective",
            Self::Feasible => "feasible",
            Self::Sustainable => "sustainable",
            Self::Replicable => "replicable",
            Self::Participatory => "participatory",
            Self::GenderSensitive => "gender-sensitive",
            Self::Evidenced => "evidenced",
        }
    }
}

/// Something put to the delegations in the facilitator's words: a wording, a date, a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotOption {
    /// Its id, made by the client that opened the ballot.
    pub id: OptionId,
    /// What it says.
    pub text: String,
}

impl BallotOption {
    /// It, without what nobody sees.
    pub(crate) fn cleaned(self) -> Self {
        Self {
            text: clean(&self.text),
            ..self
        }
    }
}
