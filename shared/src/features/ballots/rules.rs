//! How a ballot is held, and what it takes to decide.

use super::method::{BallotOption, Method};
use crate::ids::{BallotId, OptionId, PracticeId};
use crate::names::clean;
use serde::{Deserialize, Serialize};

/// What a ballot that decides takes for a practice to be adopted. It is set before the ballot opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionRule {
    /// Nobody cannot support it, and at least one delegation votes.
    NoObjection,
    /// More support it than cannot support it; who abstains is not counted.
    SimpleMajority,
    /// At least two thirds of those that support it or cannot support it; who abstains is not counted.
    TwoThirds,
}

impl DecisionRule {
    /// Every rule, in the order in which they are offered: the usual way to decide comes first.
    pub const ALL: [Self; 3] = [Self::NoObjection, Self::SimpleMajority, Self::TwoThirds];

    /// The rule's name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoObjection => "no-objection",
            Self::SimpleMajority => "simple-majority",
            Self::TwoThirds => "two-thirds",
        }
    }

    /// What follows from these counts.
    pub const fn verdict(self, support: usize, cannot_support: usize, abstain: usize) -> Verdict {
        let is_adopted = match self {
            Self::NoObjection => cannot_support == 0 && support + abstain > 0,
            Self::SimpleMajority => support > cannot_support,
            Self::TwoThirds => support > 0 && 3 * support >= 2 * (support + cannot_support),
        };
        if is_adopted {
            Verdict::Adopted
        } else {
            Verdict::NotAdopted
        }
    }
}

/// What a ballot decided about a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The practice is adopted.
    Adopted,
    /// It is not.
    NotAdopted,
}

impl Verdict {
    /// The verdict's name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::NotAdopted => "not-adopted",
        }
    }
}

/// How a ballot is held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRules {
    /// What is asked, in the facilitator's words.
    pub title: String,
    /// The practices voted on, in order; none if it is on options.
    pub practices: Vec<PracticeId>,
    /// The options voted on, in order; none if it is on practices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<BallotOption>,
    /// What a delegation says, and how that is counted.
    #[serde(default, skip_serializing_if = "Method::is_support")]
    pub method: Method,
    /// A show of preferences that binds nobody, unless the facilitator says otherwise.
    pub indicative: bool,
    /// Whether the result names who chose what; otherwise only the count is published.
    pub recorded: bool,
    /// Whether it decides nothing unless the quorum is there when it closes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_quorum: bool,
    /// The rule by which it decides on each practice by itself; none if it is indicative, or held by another method.
    /// (Ballots from before there were rules have none either.)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<DecisionRule>,
    /// The ballot that is held again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<BallotId>,
}

impl BallotRules {
    /// They, with a title without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            title: clean(&self.title),
            options: self
                .options
                .into_iter()
                .map(BallotOption::cleaned)
                .collect(),
            ..self
        }
    }

    /// What is voted on, in order: practices by their ids, or options.
    pub fn on(&self) -> Vec<OptionId> {
        let practices = self.practices.iter().map(OptionId::from);
        let options = self.options.iter().map(|option| option.id.clone());
        practices.chain(options).collect()
    }
}
