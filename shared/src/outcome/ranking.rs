//! In which order practices stand, and by which count.

use super::PracticeTally;
use crate::features::ballots::Standing;
use crate::features::practices::GoodPractice;
use crate::gather::sort_by;
use crate::ids::{PracticeId, Timestamp};
use crate::table::RoundTable;
use std::cmp::Reverse;

/// What a practice is ranked by, best first: most support, then fewest that cannot support it, then
/// most endorsements, and then the title.
type Key = (Reverse<usize>, usize, Reverse<usize>, String);

/// The practices in their order, each with its place and the count it is ranked by.
pub(super) fn ranked(table: &RoundTable) -> Vec<(usize, &GoodPractice, Option<PracticeTally>)> {
    let mut keyed: Vec<(Key, &GoodPractice, Option<PracticeTally>)> = table
        .practices
        .iter()
        .map(|practice| {
            let tally = last_count(table, &practice.id);
            (key(practice, tally.as_ref()), practice, tally)
        })
        .collect();
    sort_by(&mut keyed, |a, b| {
        a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id))
    });
    let mut placed: Vec<(usize, &GoodPractice, Option<PracticeTally>)> = Vec::new();
    let mut before: Option<Key> = None;
    for (nth, (key, practice, tally)) in keyed.into_iter().enumerate() {
        let level = before
            .as_ref()
            .is_some_and(|b| (b.0, b.1, b.2) == (key.0, key.1, key.2));
        let place = match placed.last() {
            Some(last) if level => last.0,
            _ => nth + 1,
        };
        placed.push((place, practice, tally));
        before = Some(key);
    }
    placed
}

fn key(practice: &GoodPractice, tally: Option<&PracticeTally>) -> Key {
    let (support, cannot) = tally.map_or((0, 0), |t| (t.tally.support, t.tally.cannot_support));
    let title = practice.card.title.trim().to_lowercase();
    (
        Reverse(support),
        cannot,
        Reverse(practice.endorsed_by.len()),
        title,
    )
}

/// The count of the ballot on the practice that counts: one that decided before a show of preferences, and among
/// these the one that closed last.
fn last_count(table: &RoundTable, practice: &PracticeId) -> Option<PracticeTally> {
    let mut last: Option<((bool, Timestamp), PracticeTally)> = None;
    for ballot in &table.ballots {
        let Standing::Closed { at, results, .. } = &ballot.standing else {
            continue;
        };
        let Some(tally) = results.iter().find(|tally| &tally.practice == practice) else {
            continue;
        };
        let weight = (!ballot.rules.indicative, *at);
        if last.as_ref().is_none_or(|(before, _)| weight >= *before) {
            last = Some((weight, PracticeTally::of(ballot, tally)));
        }
    }
    last.map(|(_, tally)| tally)
}
