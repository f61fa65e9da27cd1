//! Majorities: an option needs so many who say yes, of those that say yes or no, of those present, or of all.

use crate::features::ballots::marks::Answer;
use crate::features::ballots::method::{Base, Share};
use crate::features::ballots::rules::Verdict;
use crate::ids::OptionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was said to an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The option.
    pub option: OptionId,
    /// How many said yes.
    pub yes: usize,
    /// How many said no.
    pub no: usize,
    /// How many said neither.
    pub abstain: usize,
    /// How many had to say yes.
    pub needed: usize,
    /// What was decided, if the ballot decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// How many delegations there are of each kind of which there may have to be a majority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Electorate {
    /// Those declared present, or that voted.
    pub present: usize,
    /// All.
    pub all: usize,
}

impl Base {
    /// How many these are.
    pub const fn size(self, cast: usize, among: Electorate) -> usize {
        match self {
            Self::Cast => cast,
            Self::Present => among.present,
            Self::All => among.all,
        }
    }
}

/// Counts answers, in the order of the options; whether something is decided is said by whoever knows whether it can be.
pub fn count(
    options: &[OptionId],
    ballots: &[&BTreeMap<OptionId, Answer>],
    (of, share): (Base, Share),
    among: Electorate,
    decides: bool,
) -> Vec<Answered> {
    let answered = |option: &OptionId| {
        let said = |answer| {
            let said = ballots.iter().filter(|it| it.get(option) == Some(&answer));
            said.count()
        };
        let [yes, no, abstain] = Answer::ALL.map(said);
        let needed = share.needed(of.size(yes + no, among));
        let verdict = if yes >= needed {
            Verdict::Adopted
        } else {
            Verdict::NotAdopted
        };
        Answered {
            option: option.clone(),
            yes,
            no,
            abstain,
            needed,
            verdict: decides.then_some(verdict),
        }
    };
    options.iter().map(answered).collect()
}
