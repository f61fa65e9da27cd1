//! How mature a practice is: it follows from the evidence that is given, and from nothing else.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is known of a practice beside what its delegation tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Its results were followed with figures.
    Monitored,
    /// Somebody else has evaluated it.
    Evaluated,
    /// It was done again elsewhere.
    Replicated,
    /// It stands in law, policy or a lasting budget.
    Anchored,
}

impl Evidence {
    /// All of it, in the order in which it is asked.
    pub const ALL: [Self; 4] = [
        Self::Monitored,
        Self::Evaluated,
        Self::Replicated,
        Self::Anchored,
    ];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monitored => "monitored",
            Self::Evaluated => "evaluated",
            Self::Replicated => "replicated",
            Self::Anchored => "anchored",
        }
    }
}

/// How mature a practice is, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maturity {
    /// It is being tried: nothing is given that shows results.
    Innovation,
    /// Its results were followed with figures.
    Promising,
    /// It was confirmed: evaluated by others, or done again elsewhere.
    Good,
    /// It was confirmed, and has become part of how things are done.
    Institutionalised,
}

impl Maturity {
    /// Every stage, the least mature first.
    pub const ALL: [Self; 4] = [
        Self::Innovation,
        Self::Promising,
        Self::Good,
        Self::Institutionalised,
    ];

    /// What follows from the evidence.
    pub fn of(evidence: &BTreeSet<Evidence>) -> Self {
        let has = |it| evidence.contains(&it);
        let is_confirmed = has(Evidence::Evaluated) || has(Evidence::Replicated);
        match () {
            () if is_confirmed && has(Evidence::Anchored) => Self::Institutionalised,
            () if is_confirmed => Self::Good,
            () if has(Evidence::Monitored) => Self::Promising,
            () => Self::Innovation,
        }
    }

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Innovation => "innovation",
            Self::Promising => "promising",
            Self::Good => "good",
            Self::Institutionalised => "institutionalised",
        }
    }
}
