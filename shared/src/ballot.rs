//! A question put to the delegations, what each of them said, and the count.

use crate::delegation::Delegation;
use crate::ids::{BallotId, DelegationId, PracticeId, Timestamp};
use crate::names::clean;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a delegation says to one practice on a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// It supports the practice.
    Support,
    /// It cannot support it.
    CannotSupport,
    /// It takes no side.
    Abstain,
}

impl Choice {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Support, Self::CannotSupport, Self::Abstain];

    /// The choice's name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::CannotSupport => "cannot-support",
            Self::Abstain => "abstain",
        }
    }
}

/// How a ballot is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRules {
    /// What is asked, in the facilitator's words.
    pub title: String,
    /// The practices voted on, in order.
    pub practices: Vec<PracticeId>,
    /// A show of preferences that binds nobody, unless the facilitator says otherwise.
    pub indicative: bool,
    /// Whether the result names who chose what; otherwise only the count is published.
    pub recorded: bool,
}

impl BallotRules {
    /// They, with a title without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            title: clean(&self.title),
            ..self
        }
    }
}

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Its id, made by the client that opened it.
    pub id: BallotId,
    /// How it is held.
    #[serde(flatten)]
    pub rules: BallotRules,
    /// When it was opened.
    pub opened: Timestamp,
    /// Whether it is open, and what is known of the votes.
    pub standing: Standing,
}

/// The votes on one practice: a delegation that is in here has voted. What it chose is `None` for
/// everyone who may not see it yet.
pub type Votes = BTreeMap<DelegationId, Option<Choice>>;

/// Whether a ballot is open, and what is known of the votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Standing {
    /// Votes may be cast and changed.
    Open {
        /// The votes so far, by practice.
        votes: BTreeMap<PracticeId, Votes>,
    },
    /// Nothing changes any more.
    Closed {
        /// When it was closed.
        at: Timestamp,
        /// The result for each practice, in the ballot's order.
        results: Vec<Tally>,
    },
}

/// The count for one practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// What was voted on.
    pub practice: PracticeId,
    /// How many delegations support it.
    pub support: usize,
    /// How many cannot support it.
    pub cannot_support: usize,
    /// How many abstained.
    pub abstain: usize,
    /// Delegations that did not vote.
    pub not_voted: Vec<DelegationId>,
    /// Who chose what, if the ballot was recorded.
    pub recorded: BTreeMap<DelegationId, Choice>,
}

impl Ballot {
    /// A ballot on which nobody has voted yet.
    pub fn open(id: BallotId, rules: BallotRules, opened: Timestamp) -> Self {
        let nobody = |practice: &PracticeId| (practice.clone(), Votes::new());
        let votes = rules.practices.iter().map(nobody).collect();
        Self {
            id,
            rules,
            opened,
            standing: Standing::Open { votes },
        }
    }

    /// Takes in a vote, in place of an earlier one. A closed ballot takes none.
    pub fn cast(
        &mut self,
        practice: &PracticeId,
        delegation: &DelegationId,
        choice: Option<Choice>,
    ) {
        if let Standing::Open { votes } = &mut self.standing
            && let Some(votes) = votes.get_mut(practice)
        {
            votes.insert(delegation.clone(), choice);
        }
    }

    /// The votes so far, while the ballot is open.
    pub fn open_votes(&self) -> Option<&BTreeMap<PracticeId, Votes>> {
        match &self.standing {
            Standing::Open { votes } => Some(votes),
            Standing::Closed { .. } => None,
        }
    }

    /// Whether votes may be cast.
    pub fn is_open(&self) -> bool {
        self.open_votes().is_some()
    }

    /// The result for each practice, once the ballot is closed.
    pub fn results(&self) -> Option<&[Tally]> {
        match &self.standing {
            Standing::Open { .. } => None,
            Standing::Closed { results, .. } => Some(results),
        }
    }

    /// On how many of its practices the delegation has voted; `None` once the ballot is closed.
    pub fn votes_cast_by(&self, delegation: &DelegationId) -> Option<usize> {
        let votes = self.open_votes()?;
        Some(
            votes
                .values()
                .filter(|votes| votes.contains_key(delegation))
                .count(),
        )
    }

    /// Whether the delegation has yet to vote on some practice of an open ballot.
    pub fn awaits(&self, delegation: &DelegationId) -> bool {
        let cast = self.votes_cast_by(delegation);
        cast.is_some_and(|cast| cast < self.rules.practices.len())
    }

    /// What the delegation chose, as far as it may be seen.
    pub fn choice_of(&self, practice: &PracticeId, delegation: &DelegationId) -> Option<Choice> {
        match &self.standing {
            Standing::Open { votes } => *votes.get(practice)?.get(delegation)?,
            Standing::Closed { results, .. } => {
                let tally = results.iter().find(|tally| &tally.practice == practice)?;
                tally.recorded.get(delegation).copied()
            }
        }
    }

    /// Counts the votes of an open ballot among these delegations; only whoever sees every choice
    /// (the server) gets the true count.
    pub fn count(&self, delegations: &[Delegation]) -> Vec<Tally> {
        let nobody = Votes::new();
        let Some(open) = self.open_votes() else {
            return Vec::new();
        };
        let tally = |practice: &PracticeId| {
            let votes = open.get(practice).unwrap_or(&nobody);
            let chose = |choice| votes.values().filter(|vote| **vote == Some(choice)).count();
            Tally {
                practice: practice.clone(),
                support: chose(Choice::Support),
                cannot_support: chose(Choice::CannotSupport),
                abstain: chose(Choice::Abstain),
                not_voted: delegations
                    .iter()
                    .map(|delegation| &delegation.id)
                    .filter(|id| !votes.contains_key(id))
                    .cloned()
                    .collect(),
                recorded: if self.rules.recorded {
                    known(votes)
                } else {
                    BTreeMap::new()
                },
            }
        };
        self.rules.practices.iter().map(tally).collect()
    }
}

fn known(votes: &Votes) -> BTreeMap<DelegationId, Choice> {
    votes
        .iter()
        .filter_map(|(who, vote)| Some((who.clone(), (*vote)?)))
        .collect()
}
