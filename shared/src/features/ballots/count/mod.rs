//! The count of a ballot that is cast as a whole: pure, and the same for whoever counts again.

pub mod approval;
pub mod majority;
pub mod points;
pub mod schulze;
pub mod score;

use super::marks::Marks;
use super::method::Method;
use super::rules::BallotRules;
use crate::features::roll_call::RollCall;
use crate::ids::{DelegationId, OptionId};
use crate::tagged::tagged;
use approval::Approved;
use majority::{Answered, Electorate};
use points::Pointed;
use schulze::Ranked;
use score::Scored;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Who was there when a ballot closed, as the roll call said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The delegations that were declared present.
    pub present: BTreeSet<DelegationId>,
    /// How many delegations there were.
    pub delegations: usize,
    /// How many had to be present, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<usize>,
}

impl Attendance {
    /// As the roll says now; nothing if it was never called.
    pub fn of(roll: &RollCall, delegations: usize) -> Option<Self> {
        roll.at?;
        Some(Self {
            present: roll.present.clone(),
            delegations,
            needed: roll.quorum.map(|quorum| quorum.needed(delegations)),
        })
    }

    /// Whether enough were present; nothing if no number was set.
    pub fn is_reached(&self) -> Option<bool> {
        Some(self.present.len() >= self.needed?)
    }
}

/// The result of a ballot that is cast as a whole: all that is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The delegations whose ballots were counted, in order.
    pub voted: Vec<DelegationId>,
    /// Those that cast none.
    pub not_voted: Vec<DelegationId>,
    /// The count.
    pub count: Count,
    /// The options that stand first: several are tied, none if nobody said anything for any.
    pub leading: Vec<OptionId>,
    /// What was decided, if the ballot decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Who said what, if the ballot was recorded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<DelegationId, Marks>,
}

/// A count, by the ballot's method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Count {
    /// How often each option was approved of.
    Approval {
        /// In the ballot's order.
        options: Vec<Approved>,
    },
    /// The points of each option.
    Points {
        /// In the ballot's order.
        options: Vec<Pointed>,
    },
    /// How each practice was scored.
    Score {
        /// In the ballot's order.
        options: Vec<Scored>,
        /// By how many delegations one must be judged to come first; 0 if that does not matter.
        #[serde(default, skip_serializing_if = "is_zero")]
        needed: usize,
    },
    /// How the options were ranked.
    Ranked {
        /// That.
        ranked: Ranked,
    },
    /// What was said to each option.
    Majority {
        /// In the ballot's order.
        options: Vec<Answered>,
    },
}

tagged!(Count, "is");

/// What a ballot decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Decision {
    /// One option stands first.
    Chosen {
        /// That one.
        option: OptionId,
    },
    /// Several do.
    Tied,
    /// Nobody said anything for any.
    Nothing,
    /// Too few were present.
    NoQuorum,
    /// Each option by itself: its verdict stands in the count.
    Each,
}

tagged!(Decision, "is");

impl Decision {
    /// Its name in catalogues.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Chosen { .. } => "chosen",
            Self::Tied => "tied",
            Self::Nothing => "nothing",
            Self::NoQuorum => "no-quorum",
            Self::Each => "each",
        }
    }
}

/// Counts ballots under these rules; nothing where each practice is voted on by itself. Whoever does not know what a delegation said
/// has no ballot of it.
pub fn count(
    rules: &BallotRules,
    delegations: &[DelegationId],
    ballots: &BTreeMap<DelegationId, Marks>,
    attendance: Option<&Attendance>,
) -> Option<Counted> {
    let has_voted = |id: &&DelegationId| ballots.contains_key(*id);
    let (voted, not_voted): (Vec<_>, Vec<_>) = delegations.iter().partition(has_voted);
    let is_quorate = is_quorate(rules, attendance);
    let decides = !rules.indicative && is_quorate;
    let among = electorate(delegations, ballots.keys(), attendance);
    let count = counted(rules, ballots, among, decides)?;
    let decision = decision(rules, &count, is_quorate);
    let leading = count.leading();
    Some(Counted {
        voted: voted.into_iter().cloned().collect(),
        not_voted: not_voted.into_iter().cloned().collect(),
        count,
        leading,
        decision,
        recorded: if rules.recorded {
            ballots.clone()
        } else {
            BTreeMap::new()
        },
    })
}

/// Whether enough were present for anything to be decided, where that is needed.
pub fn is_quorate(rules: &BallotRules, attendance: Option<&Attendance>) -> bool {
    !rules.needs_quorum || attendance.and_then(Attendance::is_reached) == Some(true)
}

/// What a count decides; nothing if the ballot is indicative.
pub fn decision(rules: &BallotRules, count: &Count, is_quorate: bool) -> Option<Decision> {
    if rules.indicative {
        return None;
    }
    if !is_quorate {
        return Some(Decision::NoQuorum);
    }
    if matches!(count, Count::Majority { .. }) {
        return Some(Decision::Each);
    }
    Some(match count.leading().as_slice() {
        [] => Decision::Nothing,
        [option] => Decision::Chosen {
            option: option.clone(),
        },
        [..] => Decision::Tied,
    })
}

/// Of whom there may have to be a majority. Whoever votes is present.
pub fn electorate<'a>(
    delegations: &[DelegationId],
    voted: impl Iterator<Item = &'a DelegationId>,
    attendance: Option<&Attendance>,
) -> Electorate {
    let voted: BTreeSet<&DelegationId> = voted.collect();
    let declared = attendance.map(|it| &it.present);
    let is_present =
        |id: &&DelegationId| voted.contains(id) || declared.is_some_and(|all| all.contains(*id));
    Electorate {
        present: delegations.iter().filter(is_present).count(),
        all: delegations.len(),
    }
}

fn counted(
    rules: &BallotRules,
    ballots: &BTreeMap<DelegationId, Marks>,
    among: Electorate,
    decides: bool,
) -> Option<Count> {
    macro_rules! all {
        ($kind:ident, $field:ident) => {{
            let marks = ballots.values().filter_map(|marks| match marks {
                Marks::$kind { $field } => Some($field),
                _ => None,
            });
            marks.collect::<Vec<_>>()
        }};
    }
    let on = rules.on();
    Some(match &rules.method {
        Method::Support => return None,
        Method::Approval => Count::Approval {
            options: approval::count(&on, &all!(Approval, options)),
        },
        Method::Points { .. } => Count::Points {
            options: points::count(&on, &all!(Points, points)),
        },
        Method::Score { criteria, .. } => {
            let scores = all!(Scores, scores);
            let needed = rules.method.judges_needed(scores.len());
            Count::Score {
                options: score::count(&on, criteria, &scores, needed > 0),
                needed,
            }
        }
        Method::Ranked => Count::Ranked {
            ranked: schulze::count(&on, &all!(Ranking, ranking)),
        },
        Method::Majority { of, share } => {
            let answers = all!(Answers, answers);
            Count::Majority {
                options: majority::count(&on, &answers, (*of, *share), among, decides),
            }
        }
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Count {
    /// The options that stand first; none if nobody said anything for any, or each stands by itself.
    pub fn leading(&self) -> Vec<OptionId> {
        fn first<T>(
            all: &[T],
            by: impl Fn(&T) -> u64,
            of: impl Fn(&T) -> &OptionId,
        ) -> Vec<OptionId> {
            let most = all.iter().map(&by).max().unwrap_or(0);
            let first = all.iter().filter(|it| most > 0 && by(it) == most);
            first.map(|it| of(it).clone()).collect()
        }
        match self {
            Self::Approval { options } => first(options, |it| it.approvals as u64, |it| &it.option),
            Self::Points { options } => first(options, |it| it.points, |it| &it.option),
            Self::Score { options, needed } => {
                let is_first = |it: &&Scored| {
                    let mut others = options.iter().filter(|it| !it.is_by_few(*needed));
                    it.overall.judged() > 0
                        && !it.is_by_few(*needed)
                        && others.all(|other| it.overall.against(&other.overall).is_ge())
                };
                let first = options.iter().filter(is_first);
                first.map(|it| it.option.clone()).collect()
            }
            Self::Ranked { ranked } => {
                let says_nothing = ranked.pairwise.iter().flatten().all(|count| *count == 0);
                let first = ranked.places.first().filter(|_| !says_nothing);
                first.cloned().unwrap_or_default()
            }
            Self::Majority { .. } => Vec::new(),
        }
    }
}
