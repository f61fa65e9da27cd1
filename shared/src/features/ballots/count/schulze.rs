//! Schulze's method (Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
//! single-winner election method", 2011): one option beats another if the strongest path from it is stronger than that back. The
//! strength of a link is its support: how many rank the one above the other (winning votes). What a delegation does not rank counts
//! below all that it ranks, and as tied.

use crate::ids::OptionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What rankings come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// How many rank the option of the row above that of the column, in the order of the options.
    pub pairwise: Vec<Vec<usize>>,
    /// The places, from the first on. Options that share one are tied.
    pub places: Vec<Vec<OptionId>>,
}

/// Counts rankings.
pub fn count(options: &[OptionId], ballots: &[&Vec<Vec<OptionId>>]) -> Ranked {
    let pairwise = pairwise(options, ballots);
    let places = places(&pairwise);
    let named = |place: Vec<usize>| place.into_iter().map(|nth| options[nth].clone()).collect();
    Ranked {
        places: places.into_iter().map(named).collect(),
        pairwise,
    }
}

fn pairwise(options: &[OptionId], ballots: &[&Vec<Vec<OptionId>>]) -> Vec<Vec<usize>> {
    let mut above = vec![vec![0; options.len()]; options.len()];
    for ballot in ballots {
        let mut place_of = BTreeMap::new();
        for (place, tied) in ballot.iter().enumerate() {
            place_of.extend(tied.iter().map(|option| (option, place)));
        }
        let place = |option| place_of.get(option).copied().unwrap_or(ballot.len());
        let places: Vec<usize> = options.iter().map(place).collect();
        for (row, of) in above.iter_mut().zip(&places) {
            for (count, other) in row.iter_mut().zip(&places) {
                *count += usize::from(of < other);
            }
        }
    }
    above
}

/// The strength of the strongest path from each option to each other; 0 if there is none.
pub fn strengths(pairwise: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let all = 0..pairwise.len();
    let link = |a: usize, b: usize| {
        if pairwise[a][b] > pairwise[b][a] {
            pairwise[a][b]
        } else {
            0
        }
    };
    let mut strongest: Vec<Vec<usize>> = all
        .clone()
        .map(|a| all.clone().map(|b| link(a, b)).collect())
        .collect();
    for through in all.clone() {
        for from in all.clone() {
            for to in all.clone() {
                if from != to && from != through && to != through {
                    let path = strongest[from][through].min(strongest[through][to]);
                    strongest[from][to] = strongest[from][to].max(path);
                }
            }
        }
    }
    strongest
}

/// By their numbers, those that nobody left beats, again and again. Beating is transitive, so that there always is one.
pub fn places(pairwise: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let strongest = strengths(pairwise);
    let mut left: Vec<usize> = (0..pairwise.len()).collect();
    let mut places = Vec::new();
    while !left.is_empty() {
        let is_beaten = |it: &usize| {
            left.iter()
                .any(|by| strongest[*by][*it] > strongest[*it][*by])
        };
        let (beaten, unbeaten): (Vec<_>, Vec<_>) = left.iter().partition(|it| is_beaten(it));
        if unbeaten.is_empty() {
            places.push(beaten);
            break;
        }
        places.push(unbeaten);
        left = beaten;
    }
    places
}
