//! A question put to the delegations, what each of them said, and the count.

use crate::document::Root;
use crate::features::delegations::Delegation;
use crate::features::practices::{GoodPractice, PracticeCard, PracticeField};
use crate::gather::gathered;
use crate::ids::{BallotId, DelegationId, PracticeId, Timestamp};
use crate::limits;
use crate::names::clean;
use crate::prose::Block;
use crate::tagged::tagged;
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
    /// The rule by which it decides; none if it is indicative. (Ballots from before there were rules have
    /// none either.)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<DecisionRule>,
    /// The ballot that is held again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<BallotId>,
}

/// What a practice said when a ballot on it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The practice.
    pub practice: PracticeId,
    /// The short facts on its card.
    pub card: PracticeCard,
    /// The plain words of its prose, a line to a paragraph; fields without words are not there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<PracticeField, String>,
}

impl Wording {
    /// What a practice says: its card, and what is written in its fields.
    pub fn of(practice: &GoodPractice, prose: &BTreeMap<Root, Vec<Block>>) -> Self {
        let said = |field| {
            let blocks = prose.get(&Root::Practice(practice.id.clone(), field))?;
            let words = plain_words(blocks);
            (!words.is_empty()).then_some((field, words))
        };
        Self {
            practice: practice.id.clone(),
            card: practice.card.clone(),
            fields: gathered(PracticeField::ALL.into_iter().filter_map(said)),
        }
    }
}

/// The words without their marks, a line to a block, as much of them as a ballot keeps.
fn plain_words(blocks: &[Block]) -> String {
    let line = |block: &Block| block.runs.iter().map(|run| run.text.as_str()).collect();
    let lines: Vec<String> = blocks.iter().map(line).collect();
    let whole = lines.join("\n");
    match whole.trim().char_indices().nth(limits::WORDING) {
        Some((end, _)) => format!("{} […]", &whole.trim()[..end]),
        None => whole.trim().to_owned(),
    }
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
    /// What the practices said then, in the ballot's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wording: Vec<Wording>,
    /// Whether it is open, and what is known of the votes.
    pub standing: Standing,
}

/// The votes on one practice: a delegation that is in here has voted. What it chose is `None` for
/// everyone who may not see it yet.
pub type Votes = BTreeMap<DelegationId, Option<Choice>>;

/// Whether a ballot is open, and what is known of the votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
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
    /// It was cancelled while it was open, and nobody's vote counts.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

tagged!(Standing, "is");

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
    /// What the ballot decided, if it decides by a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

impl Ballot {
    /// A ballot on which nobody has voted yet.
    pub fn open(id: BallotId, rules: BallotRules, opened: Timestamp) -> Self {
        let nobody = |practice: &PracticeId| (practice.clone(), Votes::new());
        let votes = gathered(rules.practices.iter().map(nobody));
        Self {
            id,
            rules,
            opened,
            wording: Vec::new(),
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
            Standing::Closed { .. } | Standing::Cancelled { .. } => None,
        }
    }

    /// Whether votes may be cast.
    pub fn is_open(&self) -> bool {
        self.open_votes().is_some()
    }

    /// The result for each practice, once the ballot is closed.
    pub fn results(&self) -> Option<&[Tally]> {
        match &self.standing {
            Standing::Open { .. } | Standing::Cancelled { .. } => None,
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
            Standing::Cancelled { .. } => None,
        }
    }

    /// What the practice was called when the ballot was opened.
    pub fn title_of(&self, practice: &PracticeId) -> Option<&str> {
        let found = self.wording.iter().find(|it| &it.practice == practice);
        found.map(|it| it.card.title.as_str())
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
            let [support, cannot_support, abstain] = Choice::ALL.map(chose);
            Tally {
                practice: practice.clone(),
                support,
                cannot_support,
                abstain,
                verdict: self
                    .rules
                    .rule
                    .map(|rule| rule.verdict(support, cannot_support, abstain)),
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
