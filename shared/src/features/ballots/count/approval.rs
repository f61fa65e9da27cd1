//! Approval: an option has as many approvals as there are delegations that approve of it.

use crate::ids::OptionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How often an option was approved of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// The option.
    pub option: OptionId,
    /// By how many delegations.
    pub approvals: usize,
}

/// Counts approvals, in the order of the options.
pub fn count(options: &[OptionId], ballots: &[&BTreeSet<OptionId>]) -> Vec<Approved> {
    let approved = |option: &OptionId| Approved {
        option: option.clone(),
        approvals: ballots.iter().filter(|it| it.contains(option)).count(),
    };
    options.iter().map(approved).collect()
}
