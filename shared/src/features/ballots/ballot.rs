//! A question put to the delegations, what each of them said, and the count.

use super::count::{self, Attendance, Counted};
use super::marks::Marks;
use super::rules::{BallotRules, Verdict};
use crate::document::Root;
use crate::features::delegations::Delegation;
use crate::features::practices::{GoodPractice, PracticeCard, PracticeField};
use crate::gather::gathered;
use crate::ids::{BallotId, DelegationId, OptionId, ParticipantId, PracticeId, Timestamp};
use crate::limits;
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

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Its id, made by the client that opened it.
    pub id: BallotId,
    /// How it is held.
    #[serde(flatten)]
    pub rules: BallotRules,
    /// Whether no choice on it enters the log, since it is secret. (Older ballots were secret only while they were open.)
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
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
        /// The ballots so far that are cast as a whole.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        ballots: BTreeMap<DelegationId, Option<Marks>>,
        /// Who cast each delegation's vote last.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        cast: BTreeMap<DelegationId, CastBy>,
        /// When those that had yet to vote were reminded last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reminded: Option<Reminded>,
    },
    /// Nothing changes any more.
    Closed {
        /// When it was closed.
        at: Timestamp,
        /// The result for each practice, in the ballot's order, where each is voted on by itself.
        results: Vec<Tally>,
        /// The result of a ballot that is cast as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counted: Option<Box<Counted>>,
        /// Who was there, if the roll was called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attendance: Option<Attendance>,
        /// The delegations whose votes were entered from paper last.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on_paper: Vec<DelegationId>,
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

/// Who cast a delegation's vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastBy {
    /// Who.
    pub by: ParticipantId,
    /// When.
    pub at: Timestamp,
    /// Whether something was said before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// Whether it was entered from paper.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_paper: bool,
}

/// That delegations were reminded to vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// When.
    pub at: Timestamp,
    /// Which; nobody for whoever is not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<DelegationId>,
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
            sealed: false,
            opened,
            wording: Vec::new(),
            standing: Standing::Open {
                votes,
                ballots: BTreeMap::new(),
                cast: BTreeMap::new(),
                reminded: None,
            },
        }
    }

    /// Takes in a vote, in place of an earlier one. A closed ballot takes none.
    pub fn cast(
        &mut self,
        practice: &PracticeId,
        delegation: &DelegationId,
        choice: Option<Choice>,
    ) {
        if let Standing::Open { votes, .. } = &mut self.standing
            && let Some(votes) = votes.get_mut(practice)
        {
            votes.insert(delegation.clone(), choice);
        }
    }

    /// Takes in what a delegation says on a ballot that is cast as a whole, in place of what it said before.
    pub fn cast_whole(&mut self, delegation: &DelegationId, marks: Option<Marks>) {
        if let Standing::Open { ballots, .. } = &mut self.standing {
            ballots.insert(delegation.clone(), marks);
        }
    }

    /// Notes who cast a delegation's vote, if that is known.
    pub(crate) fn note_cast(
        &mut self,
        delegation: &DelegationId,
        (by, at): (Option<&ParticipantId>, Timestamp),
        on_paper: bool,
    ) {
        if let (Standing::Open { cast, .. }, Some(by)) = (&mut self.standing, by) {
            let cast_by = CastBy {
                by: by.clone(),
                at,
                changed: cast.contains_key(delegation),
                on_paper,
            };
            cast.insert(delegation.clone(), cast_by);
        }
    }

    /// The delegations whose votes were entered from paper last.
    pub fn on_paper(&self) -> Vec<DelegationId> {
        match &self.standing {
            Standing::Open { cast, .. } => {
                let entered = cast.iter().filter(|(_, by)| by.on_paper);
                entered.map(|(delegation, _)| delegation.clone()).collect()
            }
            Standing::Closed { on_paper, .. } => on_paper.clone(),
            Standing::Cancelled { .. } => Vec::new(),
        }
    }

    /// When delegations were reminded last, and which of them this is told to; nothing if the ballot is over.
    pub fn reminded(&self) -> Option<&Reminded> {
        match &self.standing {
            Standing::Open { reminded, .. } => reminded.as_ref(),
            Standing::Closed { .. } | Standing::Cancelled { .. } => None,
        }
    }

    /// Who cast the delegation's vote last, while the ballot is open.
    pub fn cast_by(&self, delegation: &DelegationId) -> Option<&CastBy> {
        match &self.standing {
            Standing::Open { cast, .. } => cast.get(delegation),
            Standing::Closed { .. } | Standing::Cancelled { .. } => None,
        }
    }

    /// What the delegation said on a ballot that is cast as a whole, as far as it may be seen.
    pub fn marks_of(&self, delegation: &DelegationId) -> Option<&Marks> {
        match &self.standing {
            Standing::Open { ballots, .. } => ballots.get(delegation)?.as_ref(),
            Standing::Closed { counted, .. } => counted.as_ref()?.recorded.get(delegation),
            Standing::Cancelled { .. } => None,
        }
    }

    /// The votes so far, while the ballot is open.
    pub fn open_votes(&self) -> Option<&BTreeMap<PracticeId, Votes>> {
        match &self.standing {
            Standing::Open { votes, .. } => Some(votes),
            Standing::Closed { .. } | Standing::Cancelled { .. } => None,
        }
    }

    /// Whether votes may be cast.
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open { .. })
    }

    /// The result for each practice, once the ballot is closed.
    pub fn results(&self) -> Option<&[Tally]> {
        match &self.standing {
            Standing::Open { .. } | Standing::Cancelled { .. } => None,
            Standing::Closed { results, .. } => Some(results),
        }
    }

    /// The result of a ballot that is cast as a whole, once it is closed.
    pub fn counted(&self) -> Option<&Counted> {
        match &self.standing {
            Standing::Open { .. } | Standing::Cancelled { .. } => None,
            Standing::Closed { counted, .. } => counted.as_deref(),
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

    /// Whether the delegation has yet to vote on some practice of an open ballot, or to cast one that is cast as a whole.
    pub fn awaits(&self, delegation: &DelegationId) -> bool {
        if !self.rules.method.is_support() {
            return match &self.standing {
                Standing::Open { ballots, .. } => !ballots.contains_key(delegation),
                Standing::Closed { .. } | Standing::Cancelled { .. } => false,
            };
        }
        let cast = self.votes_cast_by(delegation);
        cast.is_some_and(|cast| cast < self.rules.practices.len())
    }

    /// Whether the delegation has yet to vote on that practice.
    pub fn awaits_on(&self, practice: &PracticeId, delegation: &DelegationId) -> bool {
        let is_on = self.rules.practices.contains(practice);
        if !self.rules.method.is_support() {
            return is_on && self.awaits(delegation);
        }
        let votes = self.open_votes().and_then(|votes| votes.get(practice));
        votes.is_some_and(|votes| !votes.contains_key(delegation))
    }

    /// What the delegation chose, as far as it may be seen.
    pub fn choice_of(&self, practice: &PracticeId, delegation: &DelegationId) -> Option<Choice> {
        match &self.standing {
            Standing::Open { votes, .. } => *votes.get(practice)?.get(delegation)?,
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

    /// What an option says: that text, or the title of the practice when the ballot was opened.
    pub fn text_of(&self, option: &OptionId) -> Option<&str> {
        let mut options = self.rules.options.iter();
        let text = options
            .find(|it| it.id == *option)
            .map(|it| it.text.as_str());
        text.or_else(|| {
            let mut practices = self.wording.iter();
            let found = practices.find(|it| OptionId::from(&it.practice) == *option);
            found.map(|it| it.card.title.as_str())
        })
    }

    /// Counts an open ballot that is cast as a whole, as [`Self::count`] counts votes.
    pub fn count_whole(
        &self,
        delegations: &[Delegation],
        attendance: Option<&Attendance>,
    ) -> Option<Counted> {
        let Standing::Open { ballots, .. } = &self.standing else {
            return None;
        };
        let ids: Vec<_> = delegations.iter().map(|it| it.id.clone()).collect();
        let known = ballots
            .iter()
            .filter_map(|(who, marks)| Some((who.clone(), marks.clone()?)));
        count::count(&self.rules, &ids, &gathered(known), attendance)
    }

    /// Counts the votes of an open ballot among these delegations; only whoever sees every choice
    /// (the server) gets the true count.
    pub fn count(&self, delegations: &[Delegation], attendance: Option<&Attendance>) -> Vec<Tally> {
        let nobody = Votes::new();
        let Some(open) = self.open_votes().filter(|_| self.rules.method.is_support()) else {
            return Vec::new();
        };
        let is_quorate = count::is_quorate(&self.rules, attendance);
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
                    .filter(|_| is_quorate)
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
