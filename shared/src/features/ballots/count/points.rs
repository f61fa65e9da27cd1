//! Points: an option has the points that it was given by all.

use crate::ids::OptionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The points of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointed {
    /// The option.
    pub option: OptionId,
    /// Its points.
    pub points: u64,
    /// How many delegations gave it some.
    pub givers: usize,
}

/// Counts points, in the order of the options.
pub fn count(options: &[OptionId], ballots: &[&BTreeMap<OptionId, u32>]) -> Vec<Pointed> {
    let pointed = |option: &OptionId| {
        let given = ballots.iter().filter_map(|it| it.get(option)).copied();
        let given: Vec<u32> = given.filter(|points| *points > 0).collect();
        Pointed {
            option: option.clone(),
            points: given.iter().map(|points| u64::from(*points)).sum(),
            givers: given.len(),
        }
    };
    options.iter().map(pointed).collect()
}
