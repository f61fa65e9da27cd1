//! Of whom the latest changes of a session were, so that a table that has followed it until lately compares these people only.

use shared::ids::ParticipantId;
use std::collections::{BTreeSet, VecDeque};

/// So many are remembered: a table follows at once, unless it is busy.
const REMEMBERED: usize = 64;

/// The latest changes, each under the number of the state that it led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Latest {
    /// The number of the state, since it was last read.
    number: u64,
    /// The oldest state since which all changes are here.
    since: u64,
    people: VecDeque<(u64, ParticipantId)>,
}

impl Latest {
    /// The number of the state that has come last.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Another state comes, by changes of these people's places and names, and perhaps of what is not theirs.
    pub fn comes(&mut self, people: impl IntoIterator<Item = ParticipantId>) {
        self.number += 1;
        let changed = people.into_iter().map(|id| (self.number, id));
        self.people.extend(changed);
        let too_many = self.people.len().saturating_sub(REMEMBERED);
        for (number, _) in self.people.drain(..too_many) {
            self.since = number;
        }
    }

    /// Another state comes, and nobody knows what has changed.
    #[must_use]
    pub fn anew(&self) -> Self {
        let number = self.number + 1;
        Self {
            number,
            since: number,
            people: VecDeque::new(),
        }
    }

    /// Whose places and names have changed since that state; nothing if that is not known any more.
    pub fn changed_since(&self, number: u64) -> Option<BTreeSet<ParticipantId>> {
        let later = self.people.iter().filter(|(then, _)| *then > number);
        (number >= self.since).then(|| later.map(|(_, id)| id.clone()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(nth: usize) -> ParticipantId {
        ParticipantId::new(format!("p{nth}")).unwrap()
    }

    #[test]
    fn what_changed_lately_is_known_and_no_more() {
        let mut latest = Latest::default();
        assert_eq!(latest.changed_since(0), Some(BTreeSet::new()));
        latest.comes([person(1), person(2)]);
        latest.comes([]);
        latest.comes([person(3)]);
        let since = |latest: &Latest, number| latest.changed_since(number).map(|all| all.len());
        assert_eq!(latest.number(), 3);
        assert_eq!(
            [0, 1, 2, 3].map(|it| since(&latest, it)),
            [3, 1, 1, 0].map(Some)
        );
        for nth in 0..REMEMBERED {
            latest.comes([person(10 + nth)]);
        }
        assert_eq!(since(&latest, 2), None, "the third is forgotten");
        assert_eq!(since(&latest, 3), Some(REMEMBERED));
        let anew = latest.anew();
        assert_eq!(since(&anew, latest.number()), None);
        assert_eq!(since(&anew, anew.number()), Some(0));
    }

    #[test]
    fn many_who_change_at_once_are_known_all_or_not_at_all() {
        let mut latest = Latest::default();
        latest.comes((0..=REMEMBERED).map(person));
        assert_eq!(latest.changed_since(0), None);
        assert_eq!(latest.changed_since(1), Some(BTreeSet::new()));
    }
}
